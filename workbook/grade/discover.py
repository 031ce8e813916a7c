"""Finds what was handed in, and whose it is, in folders as learning platforms write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

JUNK = {".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", ".ipynb_checkpoints"}
MOODLE_FOLDER = re.compile(r"_\d+_assignsubmission_(file|onlinetext)_?$")
IN_MOODLE = re.compile(r"_(\d+)_assignsubmission_")
IN_CANVAS = re.compile(r"(?!anon_)[^\W\d]\w*?_(?:LATE_)?(\d+)_\d+_")
"""A name, whether it came late, the student's number, the file's number: so Canvas calls what is handed in.

Where students are anonymous, another mark than their number stands there."""
COPY_NUMBER = re.compile(r"[ _-]*\(\d+\)$|-\d$")


@dataclass(frozen=True)
class HandedIn:
    """One file that a student handed in. ``student`` and ``platform_id`` are what the names of file and folder tell."""

    path: Path
    student: str
    platform_id: str = ""

    @classmethod
    def named(cls, path: Path, name: str, labs: Iterable[str]) -> HandedIn:
        """Tell whose a file is by a name: its own, without the suffix, or that of the folder around it."""
        return cls(path, student_name(name, labs), platform_id(name))


def discover(folder: Path, labs: Iterable[str]) -> list[HandedIn]:
    """List the submissions in a folder, sorted by path.

    Every file that lies in the folder itself is a submission, whatever its kind: none is passed over in silence. A
    folder inside is one student's, as Moodle and Gradescope write them: its notebooks and zips are submissions, and
    where it has none, the folder itself is (and will be told so).

    Args:
        folder: what the platform gave, unpacked.
        labs: names of labs, which are no part of a student's name.
    """
    found = []
    for path in sorted(folder.iterdir()):
        if path.name in JUNK or path.name.startswith("."):
            continue
        if not path.is_dir() or path.is_symlink():
            found.append(HandedIn.named(path, path.stem, labs))
            continue
        inside = sorted(
            file
            for pattern in ("*.ipynb", "*.zip")
            for file in path.rglob(pattern)
            if not JUNK & set(file.parts) and not file.name.startswith(".")
        )
        found += [HandedIn.named(file, path.name, labs) for file in inside or [path]]
    return found


def readable(name: str) -> str:
    """Write a file's name so that it can be printed, whatever bytes it was made of."""
    return name.encode("utf-8", "replace").decode("utf-8")


def platform_id(name: str) -> str:
    """Find the number that Moodle or Canvas has for a student in the name of a downloaded file or folder, or nothing.

    >>> platform_id("Anna Smith_4711_assignsubmission_file_")
    '4711'
    >>> platform_id("smithanna_LATE_4711_123456_01_convolution.ipynb")
    '4711'
    """
    found = IN_MOODLE.search(name) or IN_CANVAS.match(name)
    return found[1] if found else ""


def student_name(stem: str, labs: Iterable[str]) -> str:
    """Reduce a name such as ``smith_4711_01_convolution (2)`` to the student's part, ``smith_4711``.

    >>> student_name("smith_4711_01_convolution (2)", ["01_convolution"])
    'smith_4711'
    """
    stem = readable(stem)
    name = MOODLE_FOLDER.sub("", COPY_NUMBER.sub("", stem))
    for lab in labs:
        name = name.replace(lab, "")
    return re.sub(r"__+", "_", name).strip(" _-.") or stem
