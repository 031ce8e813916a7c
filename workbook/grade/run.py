"""Grades many submissions at once; whatever becomes of one, it gets its row and the others get theirs."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import TimeoutError as TooLate
from concurrent.futures import as_completed
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from workbook.examiner.isolation import Isolation
from workbook.examiner.limits import Limits
from workbook.grade.assignment import Assignment
from workbook.grade.discover import HandedIn, readable
from workbook.grade.examine import examine, named_lab, unanswered
from workbook.grade.result import Result
from workbook.hush import hush

TRAINING_SECONDS = 3600
"""What an examiner may take beyond the submission's own time: it trains networks, and waits for others to."""


def grade_all(
    submissions: Sequence[HandedIn],
    zips: Sequence[Path],
    *,
    limits: Limits,
    isolation: Isolation,
    jobs: int | None = None,
) -> Iterator[tuple[int, Result]]:
    """Grade submissions, several at once, and yield each result as soon as it is there.

    Args:
        submissions: what was handed in.
        zips: the autograder zips of the labs that may be meant.
        limits: what each submission may use.
        isolation: how each is kept apart from everything else.
        jobs: how many at once; by default one for each processor.

    Yields:
        the number of the submission, and its result.

    Raises:
        NoAutograder: a zip is missing or none of ours.
    """
    here = _load(zips)
    jobs = min(jobs or len(os.sched_getaffinity(0)), max(1, len(submissions)))
    with ProcessPool(jobs, initializer=_start, initargs=(list(zips),), context=get_context("spawn")) as pool:
        seconds = limits.total_seconds * 2 + limits.start_seconds + TRAINING_SECONDS
        futures = {
            pool.schedule(_examine, args=(handed, limits, isolation), timeout=seconds): number
            for number, handed in enumerate(submissions)
        }
        for future in as_completed(futures):
            number = futures[future]
            yield number, _outcome(future, submissions[number], here)


_assignments: dict[str, Assignment] = {}


def _start(zips: list[Path]) -> None:
    hush()
    _assignments.update(_load(zips))


def _load(zips: Sequence[Path]) -> dict[str, Assignment]:
    return {assignment.name: assignment for assignment in map(Assignment.load, zips)}


def _examine(handed: HandedIn, limits: Limits, isolation: Isolation) -> Result:
    return examine(handed.path, handed.student, _assignments, limits, isolation)


def _outcome(future, handed: HandedIn, assignments: dict[str, Assignment]) -> Result:
    """Give a row to a submission whose examiner failed, too: the instructor has to know, the batch goes on."""
    try:
        return future.result()
    except TooLate:
        reason = "It took longer than any submission may."
    except ProcessExpired as error:
        reason = f"The examiner's process ended with code {error.exitcode}."
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
    lab = named_lab(handed.path, assignments)
    return Result(
        readable(handed.path.name),
        handed.student,
        lab,
        "grader error",
        "The grader failed on this submission; your instructor will look at it.",
        questions=unanswered(assignments[lab]) if lab else (),
        for_instructor=reason,
    )
