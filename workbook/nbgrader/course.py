"""Writes the folder of an nbgrader course, and keeps its hands off what it has not written."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Mapping
from pathlib import Path

from workbook.course import Course
from workbook.exercises import read_lab
from workbook.generate.build import build_all, check_course
from workbook.generate.built import zipped
from workbook.generate.publish import labkit_files
from workbook.nbgrader.source import source_notebook
from workbook.problems import Problem, SourceError

CONFIG = "nbgrader_config.py"
MANIFEST = "workbook_files.json"
"""Which files of the folder are generated, and the digest of each as it was written."""

SETTINGS = '''\
"""Written once by 'workbook generate --nbgrader', and yours from then on: add your own settings at the end."""

from pathlib import Path

from workbook.nbgrader.configure import configure

c = get_config()
configure(c, Path(__file__).resolve().parent)
c.CourseDirectory.course_id = {course_id!r}
'''


def generate_course(course: Course, folder: Path) -> tuple[list[str], list[str]]:
    """Write the nbgrader course into a folder.

    Returns:
        the paths that belong to it, and those of them that changed now.

    Raises:
        SourceError: nbgrader is missing, an exercise is malformed, the folder holds other things, or something in it
            was changed by hand. Nothing was written.
    """
    if importlib.util.find_spec("nbgrader") is None:
        remedy = "Install the workbook with its extra: pip install -e '.[nbgrader]'"
        raise SourceError([Problem(folder, 0, "nbgrader is not installed.", remedy)])
    written = _manifest(folder)
    files = course_files(course)
    return sorted(files), write_course(folder, files, written)


def course_files(course: Course) -> dict[str, bytes]:
    """Make all files of the nbgrader course in memory: relative path to content.

    What nbgrader copies to students lies in ``source/<lab>/``: the notebook, the public tests and ``labkit``. The
    zips with all tests lie outside of it.

    Raises:
        SourceError: an exercise is malformed.
    """
    check_course(course)
    course_id = course.repository.split("/")[-1]
    files = {CONFIG: SETTINGS.format(course_id=course_id).encode()}
    for lab, built in build_all(course, course.labs).items():
        given = {name: content for name, content in built.release.items() if name.startswith("tests/")}
        given[f"{lab.name}.ipynb"] = source_notebook(lab, built, read_lab(lab))
        given |= labkit_files(course)
        files |= {f"source/{lab.name}/{name}": content for name, content in given.items()}
        files[f"autograder/{lab.name}.zip"] = zipped(built.autograder)
    return files


def write_course(folder: Path, files: Mapping[str, bytes], written: Mapping[str, str]) -> list[str]:
    """Write what is missing or differs, and remove what is no longer generated.

    Args:
        folder: where to.
        files: what `course_files` made.
        written: path to digest of what was generated last time.

    Returns:
        the paths that changed.

    Raises:
        SourceError: a generated file was changed by hand, or somebody else's is in the way. Nothing was written.
    """
    files = {path: content for path, content in files.items() if path != CONFIG or not (folder / CONFIG).exists()}
    found = {path: (folder / path).read_bytes() for path in {*written, *files} if (folder / path).is_file()}
    problems = [
        Problem(
            folder / path, 0, "The file is not as it was generated.", "Move it away, or delete it to have it made anew."
        )
        for path, content in sorted(found.items())
        if content != files.get(path) and _digest(content) != written.get(path) and path != CONFIG
    ]
    if problems:
        raise SourceError(problems)
    folder.mkdir(parents=True, exist_ok=True)
    digests = {path: _digest(content) for path, content in sorted(files.items()) if path != CONFIG}
    if not written:  # whatever happens next, the folder is known as ours
        _write(folder / MANIFEST, b"{}\n")
    changed = [path for path, content in files.items() if found.get(path) != content]
    for path in changed:
        _write(folder / path, files[path])
    gone = [path for path in found if path not in files and path != CONFIG]
    for path in gone:
        (folder / path).unlink()
    _write(folder / MANIFEST, (json.dumps(digests, indent=2) + "\n").encode())
    return sorted(changed + gone)


def _manifest(folder: Path) -> dict[str, str]:
    """Read which files of the folder were generated.

    Raises:
        SourceError: it is not a folder, or holds something, but was not made by this command.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return {}
    try:
        return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        message = f"It is not empty, and no nbgrader course of this workbook: there is no {MANIFEST} in it."
        raise SourceError([Problem(folder, 0, message, "Name a new folder.")]) from None


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    temporary.write_bytes(content)
    temporary.replace(path)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
