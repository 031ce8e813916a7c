"""The answers whose work is measured: honest ones, which a threshold must not fail, and wrong ones, which it must."""

from __future__ import annotations

import ast
import zlib
from dataclasses import dataclass
from pathlib import Path

import jupytext

from workbook.check.proof import RIGHT_WAYS
from workbook.course import Course
from workbook.exercises import Exercise
from workbook.problems import Problem, SourceError

EXTRAS = Path("tests", "calibration")
"""For each question with thresholds: more honest answers, more wrong ones, and how to measure what is no training."""

KINDS = ("reference", "honest", "bad", "shuffled", "scratch", "open")
WRONG = ("bad", "shuffled", "scratch")


@dataclass(frozen=True)
class Answer:
    """One way to answer a question.

    Attributes:
        kind: ``reference`` (the solution), ``honest``, ``bad``; ``shuffled``: right, but with labels to learn from that
            were dealt out at random; ``scratch``: right, but without what the base has learned, and all of it learns;
            or ``open``: thought to be worse, and measured to see whether it is.
        title: what it is, in a few words.
        source: the cell that a student would have written.
        step: the highest of the question's thresholds that it is meant to pass; None means the last one.
    """

    kind: str
    title: str
    source: str
    step: int | None = None

    def seeds(self, most: int) -> range:
        """Return the seeds that it is measured with, where the reference is measured with ``most``, from 1 on.

        Others are measured less often, and with seeds of their own: two ways to write one network give one result for
        one seed, and would count twice.
        """
        if self.kind == "reference":
            return range(1, most + 1)
        first = 1000 + zlib.crc32(self.title.encode()) % 999_000
        return range(first, first - (-most // (4 if self.kind == "honest" else 20)))


@dataclass(frozen=True)
class Extras:
    """What a file in ``tests/calibration`` adds: answers, and the cells that measure, by the name of their test."""

    answers: tuple[Answer, ...] = ()
    measures: tuple[tuple[str, str, str], ...] = ()


def answers(course: Course, lab: str, exercise: Exercise, owner: Exercise) -> list[Answer]:
    """Collect the answers to a question, the reference first.

    Args:
        course: the checkout.
        lab: the name of the lab's folder.
        exercise: the question whose thresholds are calibrated.
        owner: the question in which the function that is measured is written; the same one as a rule.

    Raises:
        SourceError: the file of extra answers is malformed.
    """
    found = [Answer("reference", "the solution", owner.solution.source)]
    for cell in _code_cells(course.root / RIGHT_WAYS / lab / f"{exercise.name}.py"):
        step = cell.metadata.get("step")
        found.append(Answer("honest", cell.metadata.get("title", ""), cell.source, None if step is None else int(step)))
    mistakes = {mistake.title: mistake.source for question in (owner, exercise) for mistake in question.mistakes}
    found += [Answer("bad", title, source) for title, source in mistakes.items()]
    return found + list(extras(course, lab, exercise.name).answers)


def extras(course: Course, lab: str, question: str) -> Extras:
    """Read ``tests/calibration/<lab>/<question>.py``, if there is one.

    Raises:
        SourceError: a cell has a tag or a setting that means nothing here.
    """
    path = course.root / EXTRAS / lab / f"{question}.py"
    answers, measures, problems = [], [], []
    for cell in _code_cells(path):
        title, (tag, *more) = cell.metadata.get("title", ""), cell.metadata.get("tags", []) or [""]
        step = cell.metadata.get("step")
        if tag == "measure":
            measures.append((title, cell.metadata.get("scale", ""), cell.source))
        elif tag in KINDS[1:] and not more and (step is None or str(step).isdecimal()):
            answers.append(Answer(tag, title, cell.source, None if step is None else int(step)))
        else:
            remedy = f"Use one tag of {', '.join(KINDS[1:])} or measure, and a whole number as step."
            problems.append(Problem(path, 0, f"The cell {title!r} is not understood.", remedy))
    if problems:
        raise SourceError(problems)
    return Extras(tuple(answers), tuple(measures))


def _code_cells(path: Path) -> list:
    """Read the cells of a corpus file that hold code, and not only the comment at its top; none if there is no file."""
    cells = jupytext.read(path, fmt="py:percent").cells if path.is_file() else []
    return [cell for cell in cells if cell.cell_type == "code" and ast.parse(cell.source).body]
