"""What isolation costs: a whole submission, and one call of a function, against the same in a bare process.

``python benchmarks/sandbox.py``, after ``workbook generate``. The two ways take turns; figures are medians, with the
quartiles in brackets.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import click
import numpy as np
from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import create_test_file

from workbook.course import Course
from workbook.examiner.intake import take_in
from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Limits
from workbook.examiner.probe import breaches
from workbook.examiner.submission import Submission
from workbook.grade.assignment import Assignment
from workbook.grade.examine import examine
from workbook.namespaces import quiet, run_cells


@click.command(help=__doc__)
@click.option("--rounds", default=15, show_default=True, help="How often each is measured.")
@click.argument("labs", nargs=-1)
def main(rounds: int, labs: tuple[str, ...]) -> None:
    """Measure and print."""
    course = Course.load()
    levels = [level for level in Isolation if works(level)]
    for name in labs or ("01_convolution", "02_layers"):
        lab = course.lab(name)
        assignment = Assignment.load(course.autograder / f"{lab.name}.zip")
        path = course.solutions / lab.name / f"{lab.name}.ipynb"
        ways: dict[str, Callable] = {"bare process": lambda path=path, lab=assignment: bare(path, lab)}
        for level in levels:
            ways[str(level)] = lambda path=path, lab=assignment, level=level: examine(
                path, "ada", {lab.name: lab}, Limits(), level
            )
        seconds = measured(ways, rounds)
        floor = np.median(seconds["bare process"])
        print(f"{lab.name}, the solution, seconds for a submission:")
        for way, times in seconds.items():
            print(f"  {way:14} {shown(times, 's')}   {np.median(times) - floor:+.3f} s")
    for level in levels:
        print(f"one call, {level}:")
        for what, times in calls(level, rounds).items():
            print(f"  {what:14} {shown(times, 'ms')}")


def works(level: Isolation) -> bool:
    """Whether a level of isolation can be had on this machine."""
    try:
        return level is Isolation.PROCESS or not breaches(level)
    except SandboxFailure:
        return False


def bare(path: Path, assignment: Assignment) -> None:
    """Run the cells and all tests in this process, as a grader without any sandbox would."""
    with quiet():
        names = run_cells(["from unittest.mock import MagicMock; grader = MagicMock()", *take_in(path).cells])
        for question in assignment.questions:
            test = create_test_file(str(assignment.test_file(question)), NBMetadataConfig())
            test.run(names)
            assert all(result.passed for result in test.test_case_results), question


def measured(ways: dict[str, Callable], rounds: int) -> dict[str, list[float]]:
    """Let the ways take turns, after one round to warm up."""
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    for number in range(rounds + 1):
        for way, run in ways.items():
            start = time.perf_counter()
            run()
            if number:
                seconds[way].append(time.perf_counter() - start)
    return seconds


def calls(level: Isolation, rounds: int) -> dict[str, list[float]]:
    """Milliseconds of a call that returns what it was given: three numbers, and 8 MB."""
    arrays = {"3 numbers": np.arange(3.0), "8 MB": np.ones(1 << 20)}
    with Submission(["def same(x): return x"], {}, Limits(), level) as submission:
        same = submission.environment({"same": True})["same"]
        seconds = measured({what: lambda array=array: same(array) for what, array in arrays.items()}, 20 * rounds)
    return {what: [1000 * second for second in times] for what, times in seconds.items()}


def shown(times: list[float], unit: str) -> str:
    """Write a median and quartiles."""
    low, middle, high = np.percentile(times, [25, 50, 75])
    return f"{middle:.3f} {unit} [{low:.3f}–{high:.3f}]"


if __name__ == "__main__":
    main()
