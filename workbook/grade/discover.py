"""Finds what was handed in, and whose it is, in folders as learning platforms write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

JUNK = {".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", ".ipynb_checkpoints"}
MOODLE_FOLDER = re.compile(r"_\d+_assignsubmission_(file|onlinetext)_?$")
COPY_NUMBER = re.compile(r"[ _-]*\(\d+\)$|-\d$")


@dataclass(frozen=True)
class HandedIn:
    """One file that a student handed in. ``student`` is what the names of file and folder tell."""

    path: Path
    student: str


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
            found.append(HandedIn(path, student_name(path.stem, labs)))
            continue
        inside = sorted(
            file
            for pattern in ("*.ipynb", "*.zip")
            for file in path.rglob(pattern)
            if not JUNK & set(file.parts) and not file.name.startswith(".")
        )
        found += [HandedIn(file, student_name(path.name, labs)) for file in inside or [path]]
    return found


def readable(name: str) -> str:
    """Write a file's name so that it can be printed, whatever bytes it was made of."""
    return name.encode("utf-8", "replace").decode("utf-8")


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
