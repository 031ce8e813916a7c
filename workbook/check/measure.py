"""The commands that measure: they take minutes, and show how far they are."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import track

from workbook.check.bench import Bench
from workbook.check.mutants import mutate_lab
from workbook.check.naming_rates import judge_lab
from workbook.check.page import Measured, proof_page
from workbook.check.run import check_course, relative
from workbook.check.tables import MUTANTS, RATES, mutant_rows, rate_rows, table_of
from workbook.course import Course, Lab
from workbook.problems import Problem, SourceError


def print_mutants(course: Course, labs: list[Lab], console: Console) -> None:
    """Print what became of the mutants.

    Raises:
        SourceError: one survives that nothing explains, or a reason stands for none.
    """
    problems = []
    for lab in labs:
        with Bench.of(course, lab) as bench:
            tallies, found = mutate_lab(bench, course.root, _shown(console, f"{lab.name}: mutants"))
        console.print(table_of(MUTANTS, mutant_rows(tallies), lab.name))
        problems += found
    _stop_at(problems, course)
    console.print("Every mutant is killed, or shown to be no error.")


def print_naming_rates(course: Course, labs: list[Lab], console: Console) -> None:
    """Print how often mistakes are named, and how often falsely."""
    for lab in labs:
        with Bench.of(course, lab) as bench:
            judged = judge_lab(bench, _shown(console, f"{lab.name}: names"))
        console.print(table_of(RATES, rate_rows(judged), f"{lab.name}: names for wrong answers"))


def write_proof_pages(course: Course, labs: list[Lab], folder: Path, console: Console) -> None:
    """Check and measure labs, and write a page about each.

    Raises:
        SourceError: something is not proved.
    """
    with console.status("Putting every mistake and every right way to every test"):
        proofs, problems = check_course(course, labs)
    _stop_at(problems, course)
    for lab, proof in zip(labs, proofs, strict=True):
        with Bench.of(course, lab) as bench:
            tallies, problems = mutate_lab(bench, course.root, _shown(console, f"{lab.name}: mutants"))
            _stop_at(problems, course)
            judged = judge_lab(bench, _shown(console, f"{lab.name}: names"))
        measured = Measured(lab, list(bench.exercises.values()), proof, tallies, judged)
        path = folder / f"{lab.name}.md"
        path.write_text(proof_page(measured, course.root), encoding="utf-8")
        console.print(f"{path} is written.", highlight=False)


def _shown(console: Console, what: str):
    return partial(track, description=what, console=console)


def _stop_at(problems: list[Problem], course: Course) -> None:
    if problems:
        raise SourceError([relative(problem, course.root) for problem in sorted(problems)])
