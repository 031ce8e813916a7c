"""Everything that ``workbook check`` looks at, lab by lab."""

from __future__ import annotations

import os
import re
import tempfile
from functools import cache
from pathlib import Path

from workbook import namespaces
from workbook.calibrate.gate import calibration_problems
from workbook.check.leaks import leaks
from workbook.check.proof import Proof, prove_question
from workbook.course import Course, Lab
from workbook.examiner.training import keep_warm, use_all_processors
from workbook.exercises import Exercise
from workbook.exercises.reader import read_lab
from workbook.generate.build import build_all
from workbook.generate.publish import generate, labkit_files, stale
from workbook.hush import hush
from workbook.pool import processes
from workbook.problems import Problem

IMAGE_WITHOUT_ALT = re.compile(r"!\[\s*\]\(|<img(?![^>]*\balt=\"[^\"]+\")")


def check_course(course: Course, labs: list[Lab]) -> tuple[list[Proof], list[Problem]]:
    """Prove the given labs, several questions at once; with all labs, also that what is generated is fresh.

    Networks are trained on the bundled digits, which every machine has.

    Returns:
        a proof for each lab, and every problem found.

    Raises:
        SourceError: an exercise is malformed, so nothing can be proved.
    """
    exercises = {lab: read_lab(lab) for lab in labs}
    built = build_all(course, labs)
    problems = []
    if set(labs) == set(course.labs):
        remedy = "Run 'workbook generate' and commit what it writes."
        problems += [Problem(path, 0, "Stale.", remedy) for path in stale(course, generate(course), zips=False)]
    problems += calibration_problems(course, labs)
    shown = labkit_files(course)
    for lab in labs:
        shown |= {f"{lab.name}/{name}": content for name, content in built[lab].release.items()}
    for lab in labs:
        problems += leaks(exercises[lab], shown)
        problems += [problem for exercise in exercises[lab] for problem in _pictures_without_words(exercise)]
    tasks = [
        (course, lab, exercise.name, built[lab].solutions[f"tests/{exercise.name}.py"])
        for lab in labs
        for exercise in exercises[lab]
        if exercise.name
    ]
    with processes(None, _start) as pool:
        parts = list(pool.map(_prove, *zip(*tasks, strict=True)))
    proofs = [Proof(lab.name, [row for part in parts if part.lab == lab.name for row in part.rows], []) for lab in labs]
    return proofs, problems + [problem for part in parts for problem in part.problems]


def _start() -> None:
    """Set a process up: the digits that every machine has, a network on each processor, no word from TensorFlow."""
    hush()
    os.environ.pop("WORKBOOK_DATA", None)
    os.environ["KERAS_HOME"] = tempfile.mkdtemp(prefix="workbook-no-mnist-")
    use_all_processors()
    keep_warm()


@cache
def _notebooks(lab: Lab) -> tuple[list[Exercise], dict, dict]:
    exercises = read_lab(lab)
    return exercises, namespaces.solved(exercises), namespaces.blank(exercises)


def _prove(course: Course, lab: Lab, question: str, tests: bytes) -> Proof:
    exercises, solved, blank = _notebooks(lab)
    (exercise,) = (exercise for exercise in exercises if exercise.name == question)
    return prove_question(course, lab, exercise, tests, solved, blank)


def _pictures_without_words(exercise: Exercise) -> list[Problem]:
    """Markdown images need alternative text; figures of labkit cannot be made without."""
    problems = []
    for cell in exercise.cells:
        if cell.kind == "markdown" and IMAGE_WITHOUT_ALT.search(cell.source):
            problems.append(
                Problem(exercise.path, cell.line, "A picture without alternative text.", "Say what it shows.")
            )
        if cell.kind == "code" and "plt.show" in cell.source:
            remedy = "Return labkit.figures.style.show(figure, alt) instead."
            problems.append(Problem(exercise.path, cell.line, "A figure without alternative text.", remedy))
    return problems


def relative(problem: Problem, root: Path) -> Problem:
    """Shorten the path of a problem to what an instructor types."""
    path = problem.path
    return Problem(
        path.relative_to(root) if path.is_absolute() else path, problem.line, problem.message, problem.remedy
    )
