"""Takes all submissions through all graders."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest import mock

from tests.sandbox.attacks.lab import TOKEN

from .graders import OTHERS, REFERENCE, Grader, Marks
from .submissions import COURSE, Batch, write_submissions
from .table import Graded, faults, page

DOCUMENT = COURSE.root / "docs" / "parity.md"


def run(tell: Callable[[str], None], only: str | None = None, every: int = 1) -> tuple[str, list[str], dict[str, str]]:
    """Grade, and return the page, what must not be, and which graders could not be had, and why.

    Args:
        tell: is told how long each grader took.
        only: a word in the titles of the graders that are wanted.
        every: of each lab's submissions, only every so many.
    """
    missing = {grader.title: grader.why_not() for grader in OTHERS}
    missing = {title: why for title, why in missing.items() if why}
    if only:
        missing |= {grader.title: "it was not asked for" for grader in OTHERS if only not in grader.title}
    with tempfile.TemporaryDirectory(prefix="parity-") as folder:
        cache = str(Path(folder, "cache"))
        environment = {name: value for name, value in os.environ.items() if name != "WORKBOOK_DATA"}
        with mock.patch.dict(os.environ, environment | TOKEN | {"WORKBOOK_CACHE": cache}, clear=True):
            batches = write_submissions(Path(folder), every)
            graders = [REFERENCE, *(grader for grader in OTHERS if grader.title not in missing)]
            with ThreadPoolExecutor(2) as pool:  # most of them grade one submission after the other
                marks = list(pool.map(lambda grader: _marks(grader, batches, tell), graders))
    titles = [grader.title for grader in graders]
    by_batch = zip(*marks, strict=True)
    graded = [Graded(batch, dict(zip(titles, of, strict=True))) for batch, of in zip(batches, by_batch, strict=True)]
    return page(graded, missing), faults(graded, missing), missing


def _marks(grader: Grader, batches: list[Batch], tell: Callable[[str], None]) -> list[Marks]:
    started = time.monotonic()
    marks = [grader.grade(batch) for batch in batches]
    tell(f"{grader.title}: {time.monotonic() - started:.0f} s")
    return marks
