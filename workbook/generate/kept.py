"""Keeps what was built of each lab and of the whole course, so that only what changed is built anew."""

from __future__ import annotations

import hashlib
import os
import platform
import sysconfig
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from workbook.cache import cache_folder
from workbook.course import Course, Lab
from workbook.generate.built import Built, zipped

PACKAGE = Path(__file__).parents[1]
PARTS = ("release", "solutions", "autograder")


def kept_lab(course: Course, lab: Lab) -> Built | None:
    """Return what was built from exactly these sources by exactly these programs; None if it was not kept."""
    files = _read(_entry(course, lab.name, [lab]))
    if files is None:
        return None
    content: dict[str, dict[str, bytes]] = {part: {} for part in PARTS}
    for name, text in files.items():
        part, _, path = name.partition("/")
        content[part][path] = text
    return Built(**content)


def keep_lab(course: Course, lab: Lab, built: Built) -> None:
    """Keep what was built of a lab."""
    files = {f"{part}/{name}": content for part in PARTS for name, content in getattr(built, part).items()}
    _write(_entry(course, lab.name, [lab]), files)


def kept_course(course: Course) -> dict[Path, bytes] | None:
    """Return all that was generated from exactly these sources by exactly these programs; None if it was not kept."""
    files = _read(_entry(course, "course", course.labs))
    return None if files is None else {Path(name): content for name, content in files.items()}


def keep_course(course: Course, files: dict[Path, bytes]) -> None:
    """Keep all that was generated."""
    _write(_entry(course, "course", course.labs), {path.as_posix(): content for path, content in files.items()})


def _read(entry: Path) -> dict[str, bytes] | None:
    """Read what was kept; None where there is nothing, or it is damaged."""
    try:
        with zipfile.ZipFile(entry) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    except (OSError, zipfile.BadZipFile):
        return None


def _write(entry: Path, files: dict[str, bytes]) -> None:
    with tempfile.NamedTemporaryFile(dir=entry.parent, suffix=".new", delete=False) as file:
        file.write(zipped(files))
    os.replace(file.name, entry)


def _entry(course: Course, name: str, labs: Sequence[Lab]) -> Path:
    """Name the place by a digest of everything that building these labs follows from."""
    digest = hashlib.sha256(_programs())
    labkit = course.root / "source" / "labkit"
    for root, folder in ((PACKAGE, PACKAGE), (course.root, labkit), *((course.root, lab.folder) for lab in labs)):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                _add(digest, path.relative_to(root).as_posix().encode(), path.read_bytes())
    _add(digest, repr((course.title, course.repository, course.tag)).encode())
    for lab in labs:
        _add(digest, repr((lab.name, lab.title, lab.points, lab.minutes, lab.gpu)).encode())
    for path in (course.root / "otter_config.json", course.root / "requirements" / "cpu.txt"):
        _add(digest, path.read_bytes())
    return cache_folder("built") / f"{name}-{digest.hexdigest()}.zip"


def _add(digest, *parts: bytes) -> None:
    for part in parts:
        digest.update(len(part).to_bytes(8, "little") + part)


@cache
def _programs() -> bytes:
    """Name Python and all that is installed: the folders say so, and reading every package's description takes long."""
    folders = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    installed = sorted({path.name for folder in folders for path in Path(folder).glob("*.dist-info")})
    return "\n".join([platform.python_version(), platform.machine(), *installed]).encode()
