"""Writes what was generated into release/, solutions/ and autograder/, or tells what is stale there."""

from __future__ import annotations

import os
from pathlib import Path

from workbook.course import Course
from workbook.generate.kept import keep_course, kept_course
from workbook.generate.wheel import files_of

IN_COLAB = "grade_in_colab.ipynb"

LEFT_BY_NOTEBOOKS = {"__pycache__", ".ipynb_checkpoints", ".OTTER_LOG", "own_digits", "example_shapes"}
"""What appears beside a notebook that is run where it lies: not generated, and not ours to remove."""


def generate(course: Course) -> dict[Path, bytes]:
    """Make every output of the course in memory: path below the root to content.

    What was made of exactly these sources before is taken as it was kept.

    Raises:
        SourceError: an exercise is malformed.
    """
    files = kept_course(course)
    if files is None:
        from workbook.generate.build import assemble, build_all, check_course  # with Otter, which takes two seconds

        check_course(course)
        files = assemble(course, build_all(course, course.labs))
        keep_course(course, files)
    return files


def labkit_files(course: Course) -> dict[str, bytes]:
    """Read the package that students fetch: path below release/ to content."""
    return files_of(course.root / "source" / "labkit", "labkit")


def publish(course: Course, files: dict[Path, bytes]) -> list[Path]:
    """Write ``files``, each one at once or not at all, and remove what is no longer generated.

    Returns:
        the paths that changed.
    """
    changed = stale(course, files)
    for path in changed:
        target = course.root / path
        if path not in files:
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{os.getpid()}")
        temporary.write_bytes(files[path])
        temporary.replace(target)
    for folder in (course.release, course.solutions):
        for empty in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
            if not any(empty.iterdir()):
                empty.rmdir()
    return changed


def stale(course: Course, files: dict[Path, bytes], *, zips: bool = True) -> list[Path]:
    """List the generated paths that are missing, differ, or should not be there.

    Args:
        course: the checkout.
        files: what `generate` made.
        zips: also count zips that are missing; they are never committed, so a fresh clone has none.
    """
    found = {
        path.relative_to(course.root)
        for folder in (course.release, course.solutions)
        for path in folder.rglob("*")
        if path.is_file() and not LEFT_BY_NOTEBOOKS & set(path.parts)
    }
    found |= {path.relative_to(course.root) for path in course.autograder.glob("*.zip")}
    found |= {Path("autograder", IN_COLAB)} & {path.relative_to(course.root) for path in course.autograder.glob("*")}
    differing = {path for path in found & set(files) if (course.root / path).read_bytes() != files[path]}
    missing = {path for path in set(files) - found if zips or path.suffix != ".zip"}
    return sorted(differing | missing | (found - set(files)))
