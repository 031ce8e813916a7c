"""Keeps what was built of a lab, so that only what changed is built anew."""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
import zipfile
from functools import cache
from importlib import metadata
from pathlib import Path

from workbook.cache import cache_folder
from workbook.course import Course, Lab
from workbook.generate.assign import Built, zipped

PACKAGE = Path(__file__).parents[1]
PARTS = ("release", "solutions", "autograder")


def kept(course: Course, lab: Lab) -> Built | None:
    """Return what was built from exactly these sources by exactly these programs; None if it was not kept."""
    try:
        with zipfile.ZipFile(_entry(course, lab)) as archive:
            content = {part: {} for part in PARTS}
            for name in archive.namelist():
                part, _, path = name.partition("/")
                content[part][path] = archive.read(name)
    except (OSError, zipfile.BadZipFile, KeyError):
        return None
    return Built(**content)


def keep(course: Course, lab: Lab, built: Built) -> None:
    """Keep what was built."""
    entry = _entry(course, lab)
    files = {f"{part}/{name}": content for part in PARTS for name, content in getattr(built, part).items()}
    with tempfile.NamedTemporaryFile(dir=entry.parent, suffix=".new", delete=False) as file:
        file.write(zipped(files))
    os.replace(file.name, entry)


def _entry(course: Course, lab: Lab) -> Path:
    """Name the place by a digest of everything that a build follows from."""
    digest = hashlib.sha256(_programs())
    for root, folder in (
        (course.root, lab.folder),
        (course.root, course.root / "source" / "labkit"),
        (PACKAGE, PACKAGE),
    ):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                _add(digest, path.relative_to(root).as_posix().encode(), path.read_bytes())
    _add(digest, repr((course.title, course.address, lab.name, lab.title, lab.points, lab.minutes, lab.gpu)).encode())
    for path in (course.root / "otter_config.json", course.root / "requirements" / "cpu.txt"):
        _add(digest, path.read_bytes())
    return cache_folder("built") / f"{lab.name}-{digest.hexdigest()}.zip"


def _add(digest, *parts: bytes) -> None:
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)


@cache
def _programs() -> bytes:
    installed = sorted(f"{package.name}=={package.version}" for package in metadata.distributions())
    return "\n".join([platform.python_version(), platform.machine(), *installed]).encode()
