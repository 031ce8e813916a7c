"""Writes what was generated into release/, solutions/ and autograder/, or tells what is stale there."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from workbook.course import Course, Lab
from workbook.exercises.model import Exercise
from workbook.exercises.reader import read_lab
from workbook.generate.assign import Built, build_lab, zipped
from workbook.generate.colab import NAME, instructor_notebook
from workbook.generate.kept import keep, kept
from workbook.generate.wheel import files_of
from workbook.hush import hush
from workbook.problems import Problem, SourceError

README = """\
# Generated

Everything in this folder follows from `source/` by `workbook generate`. Change the sources, not these files.
"""

LEFT_BY_NOTEBOOKS = {"__pycache__", ".ipynb_checkpoints", ".OTTER_LOG", "own_digits", "example_shapes"}
"""What appears beside a notebook that is run where it lies: not generated, and not ours to remove."""


def check_course(course: Course) -> None:
    """Check the exercises of every lab before anything is built.

    Raises:
        SourceError: with every problem of every lab; question names must be unique in the whole course, since a
            student may keep several labs, and so their tests, in one folder.
    """
    exercises, problems = [], []
    for lab in course.labs:
        try:
            exercises += read_lab(lab)
        except SourceError as error:
            problems += error.problems
    first: dict[str, Exercise] = {}
    for exercise in filter(lambda exercise: exercise.name, exercises):
        other = first.setdefault(exercise.name, exercise)
        if other is not exercise:
            message = f"The question {exercise.name!r} exists already in {other.path.parent.name}/{other.path.name}."
            problems.append(Problem(exercise.path, 1, message, "Rename one of the two."))
    if problems:
        raise SourceError(problems)


def build_all(course: Course, labs: Sequence[Lab]) -> dict[Lab, Built]:
    """Build labs, each in a process of its own; what has been built before and is kept is taken from there.

    Raises:
        SourceError: an exercise is malformed.
    """
    built = {lab: kept(course, lab) for lab in labs}
    missing = [lab for lab in labs if built[lab] is None]
    if missing:
        with ProcessPoolExecutor(len(missing), mp_context=get_context("spawn"), initializer=hush) as pool:
            built |= zip(missing, pool.map(_build, [course] * len(missing), missing), strict=True)
    return built


def _build(course: Course, lab: Lab) -> Built:
    built = build_lab(course, lab, read_lab(lab))
    keep(course, lab, built)
    return built


def generate(course: Course, built: Mapping[Lab, Built] | None = None) -> dict[Path, bytes]:
    """Make every output of the course in memory: path below the root to content.

    Args:
        course: the checkout.
        built: all its labs, if they have been built already.

    Raises:
        SourceError: an exercise is malformed.
    """
    files: dict[Path, bytes] = {}
    manifest: dict[str, dict] = {"labkit": {}, "labs": {}}
    check_course(course)
    for lab, outputs in (built or build_all(course, course.labs)).items():
        files |= {Path("release", lab.name, name): content for name, content in outputs.release.items()}
        files |= {Path("solutions", lab.name, name): content for name, content in outputs.solutions.items()}
        files[Path("autograder", f"{lab.name}.zip")] = zipped(outputs.autograder)
        tests = {name: content for name, content in outputs.release.items() if name.startswith("tests/")}
        manifest["labs"][lab.name] = {name: _digest(content) for name, content in sorted(tests.items())}
    for name, content in labkit_files(course).items():
        files[Path("release", name)] = content
        manifest["labkit"][name] = _digest(content)
    files[Path("release", "manifest.json")] = (json.dumps(manifest, indent=2) + "\n").encode()
    for folder in ("release", "solutions"):
        files[Path(folder, "README.md")] = README.encode()
    files[Path("autograder", NAME)] = instructor_notebook(course)
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
    found |= {Path("autograder", NAME)} & {path.relative_to(course.root) for path in course.autograder.glob("*")}
    differing = {path for path in found & set(files) if (course.root / path).read_bytes() != files[path]}
    missing = {path for path in set(files) - found if zips or path.suffix != ".zip"}
    return sorted(differing | missing | (found - set(files)))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
