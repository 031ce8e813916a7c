"""Grades many submissions at once; whatever becomes of one, it gets its row and the others get theirs."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as TooLate
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Limits
from workbook.examiner.probe import strongest
from workbook.examiner.training import keep_warm, slots
from workbook.grade.assignment import Assignment
from workbook.grade.discover import HandedIn, readable
from workbook.grade.examine import examine, named_lab, unanswered
from workbook.grade.result import Result
from workbook.hush import hush

TRAINING_SECONDS = 3600
"""What an examiner may take beyond the submission's own time: it trains networks, and waits for others to."""

TRIES = 2
"""How often a submission is begun whose examiner ended: it may have been ended from outside."""


class NoCluster(Exception):
    """The cluster cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Examiners:
    """Whoever grades.

    Attributes:
        submit: takes a function and its arguments.
        number: how many work at once just now.
        isolation: the strongest that works where they are; ``None``: each has to find out.
    """

    submit: Callable[..., Future]
    number: Callable[[], int]
    isolation: Isolation | None


@contextmanager
def local(jobs: int, limits: Limits, isolation: Isolation) -> Iterator[Examiners]:
    """Examine in processes of this machine, which stay warm from one submission to the next.

    Args:
        jobs: how many at once. This bounds the memory of the whole run.
        limits: what each submission may use.
        isolation: the strongest that works here.
    """
    seconds = limits.total_seconds * 2 + limits.start_seconds + TRAINING_SECONDS
    with ProcessPool(jobs, context=get_context("spawn"), initializer=keep_warm) as pool:
        yield Examiners(
            lambda function, *args: pool.schedule(function, args=args, timeout=seconds), lambda: jobs, isolation
        )


@contextmanager
def on_cluster(address: str) -> Iterator[Examiners]:
    """Examine on the workers of a Dask cluster, as many as there are at any time.

    Raises:
        NoCluster: there is no scheduler at this address, or no Dask here.
    """
    try:
        from distributed import Client

        client = Client(address, timeout=10)
    except ImportError as error:
        raise NoCluster("--dask needs Dask: install the extra 'cluster'.") from error
    except (OSError, ValueError) as error:
        raise NoCluster(f"No Dask scheduler answers at {address}. Is it running, and is this its address?") from error
    with client, client.get_executor(pure=False) as executor:
        yield Examiners(executor.submit, lambda: max(1, sum(client.ncores().values())), None)


def grade_all(
    submissions: Sequence[HandedIn],
    zips: Sequence[Path],
    examiners: Examiners,
    *,
    limits: Limits,
    required: Isolation,
) -> Iterator[tuple[int, Result]]:
    """Grade submissions, several at once, and yield each result as soon as it is there.

    No more are handed out than two for each examiner, and no more are kept here.

    Args:
        submissions: what was handed in.
        zips: the autograder zips of the labs that may be meant.
        examiners: who grades.
        limits: what each submission may use.
        required: how far each is kept apart from everything else, at least; where less works, nothing is graded.

    Yields:
        the number of the submission, and its result.

    Raises:
        NoAutograder: a zip is missing or none of ours.
    """
    assignments = loaded(tuple(zips))
    queue = _Queue(submissions, assignments)
    running: dict[Future, tuple[int, int]] = {}

    def hand_out(number: int, tries: int) -> None:
        future = examiners.submit(_examined, submissions[number], tuple(zips), limits, required, examiners.isolation)
        running[future] = number, tries

    while True:
        while len(running) < 2 * examiners.number() and queue:
            hand_out(queue.next([number for number, _ in running.values()]), 1)
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            number, tries = running.pop(future)
            failure = future.exception()
            if failure is None:
                yield number, future.result()
            elif tries < TRIES and not isinstance(failure, TooLate):
                hand_out(number, tries + 1)
            else:
                yield number, _row_of_failure(failure, submissions[number], assignments)


class _Queue:
    """Submissions in the order in which they are begun: lab by lab, since a lab's sandboxes share a template.

    Labs that train come one by one beside the others, as many at once as may train: the rest of the processor is free.
    """

    def __init__(self, submissions: Sequence[HandedIn], assignments: dict[str, Assignment]):
        labs = [named_lab(handed.path, assignments) for handed in submissions]
        numbers = sorted(range(len(submissions)), key=lambda number: labs[number])
        self._train = {number for number in numbers if labs[number] and assignments[labs[number]].trains}
        self._trainers = deque(number for number in numbers if number in self._train)
        self._others = deque(number for number in numbers if number not in self._train)

    def __len__(self) -> int:
        return len(self._trainers) + len(self._others)

    def next(self, running: list[int]) -> int:
        """Take out the next number, given those that are being graded."""
        busy = sum(number in self._train for number in running) >= slots()
        return (self._others if self._others and (busy or not self._trainers) else self._trainers).popleft()


@lru_cache(maxsize=1)
def loaded(zips: tuple[Path, ...]) -> dict[str, Assignment]:
    """Unpack and read autograder zips, once in each process."""
    hush()
    return {assignment.name: assignment for assignment in map(Assignment.load, zips)}


_one_at_a_time = threading.Lock()


def _examined(
    handed: HandedIn, zips: tuple[Path, ...], limits: Limits, required: Isolation, known: Isolation | None
) -> Result:
    """Grade one submission in this process, wherever that is."""
    with _one_at_a_time:  # a worker of Dask's may have several threads
        isolation = known or strongest()
        if isolation < required:
            raise SandboxFailure(f"Isolation {required} was asked for, but only {isolation} works on this machine.")
        result = examine(handed.path, handed.student, loaded(zips), limits, isolation)
        return replace(result, platform_id=handed.platform_id)


def _row_of_failure(failure: BaseException, handed: HandedIn, assignments: dict[str, Assignment]) -> Result:
    """Give a row to a submission whose examiner failed, too: the instructor has to know, the batch goes on."""
    if isinstance(failure, TooLate):
        reason = "It took longer than any submission may."
    elif isinstance(failure, ProcessExpired):
        reason = f"The examiner's process ended with code {failure.exitcode}."
    else:
        reason = f"{type(failure).__name__}: {failure}"
    lab = named_lab(handed.path, assignments)
    return Result(
        readable(handed.path.name),
        handed.student,
        lab,
        "grader error",
        "The grader failed on this submission; your instructor will look at it.",
        questions=unanswered(assignments[lab]) if lab else (),
        for_instructor=reason,
        platform_id=handed.platform_id,
    )
