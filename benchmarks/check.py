"""How long ``grader.check`` takes in a notebook: for the right answer, for none, and for every known mistake.

    python benchmarks/check.py [LAB ...]

Processor time, which a busy machine changes little; the better of two, since the first check may be what imports SciPy.
Labs that train are left out unless they are named: Keras takes the time there.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import click
from rich.console import Console
from rich.table import Table

from labkit import grader
from workbook import namespaces
from workbook.course import Course
from workbook.exercises import read_lab

GOAL = 0.5
"""Seconds within which a check should answer."""


@click.command()
@click.argument("labs", nargs=-1)
def main(labs: tuple[str, ...]) -> None:
    """Measure all questions of LABS (default: those that train nothing), and print a table."""
    course = Course.load(Path(__file__).parents[1])
    table = Table("lab", "question", "answers", "right answer, s", "slowest, s", "which")
    for lab in [course.lab(name) for name in labs] or [lab for lab in course.labs if not lab.gpu]:
        exercises = read_lab(lab)
        solved, blank = namespaces.solved(exercises), namespaces.blank(exercises)
        with contextlib.chdir(course.release / lab.name):
            for exercise in filter(lambda exercise: exercise.name, exercises):
                answers = {"solved": solved, "blank": blank}
                answers |= {each.title: namespaces.exchanged(solved, each.source) for each in exercise.mistakes}
                seconds = {title: min(once(exercise.name, names) for _ in range(2)) for title, names in answers.items()}
                slowest = max(seconds, key=seconds.get)
                cells = (lab.number, exercise.name, len(answers), f"{seconds['solved']:.2f}", f"{seconds[slowest]:.2f}")
                style = "red" if seconds[slowest] >= GOAL else None
                table.add_row(*map(str, cells), slowest, style=style)
    Console().print(table)


def once(question: str, names: dict) -> float:
    """Check a question in a notebook with these names; return the processor time, in seconds."""
    notebook = SimpleNamespace(user_ns=names)
    with mock.patch.object(grader, "get_ipython", return_value=notebook), namespaces.quiet():
        start = time.process_time()
        grader.Grader().check(question)
        return time.process_time() - start


if __name__ == "__main__":
    main()
