"""Builds labs, and puts everything together that follows from ``source/``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from workbook.course import Course, Lab
from workbook.exercises.model import Exercise
from workbook.exercises.reader import read_lab
from workbook.generate.assign import build_lab
from workbook.generate.built import Built, zipped
from workbook.generate.colab import instructor_notebook
from workbook.generate.kept import keep_lab, kept_lab
from workbook.generate.publish import IN_COLAB, labkit_files
from workbook.hush import hush
from workbook.pool import processes
from workbook.problems import Problem, SourceError

README = """\
# Generated

Everything in this folder follows from `source/` by `workbook generate`. Change the sources, not these files.
"""


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
    built = {lab: kept_lab(course, lab) for lab in labs}
    missing = [lab for lab in labs if built[lab] is None]
    if missing:
        with processes(len(missing), hush) as pool:
            built |= zip(missing, pool.map(_build, [course] * len(missing), missing), strict=True)
    return built


def _build(course: Course, lab: Lab) -> Built:
    built = build_lab(course, lab, read_lab(lab))
    keep_lab(course, lab, built)
    return built


def assemble(course: Course, built: Mapping[Lab, Built]) -> dict[Path, bytes]:
    """Make every output of the course in memory: path below the root to content.

    Args:
        course: the checkout.
        built: all its labs.
    """
    files: dict[Path, bytes] = {}
    manifest: dict[str, dict] = {"labkit": {}, "labs": {}}
    for lab, outputs in built.items():
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
    files[Path("autograder", IN_COLAB)] = instructor_notebook(course)
    return files


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
