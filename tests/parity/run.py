"""Takes all submissions through all graders."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from tests.sandbox.attacks.lab import TOKEN

from .graders import OTHERS, REFERENCE
from .submissions import COURSE, write_submissions
from .table import Graded, faults, page

DOCUMENT = COURSE.root / "docs" / "parity.md"


def run(tell: Callable[[str], None], only: str | None = None) -> tuple[str, list[str], dict[str, str]]:
    """Grade, and return the page, what must not be, and which graders could not be had, and why.

    Args:
        tell: is told how long each grader took.
        only: a word in the titles of the graders that are wanted.
    """
    missing = {grader.title: grader.why_not() for grader in OTHERS}
    missing = {title: why for title, why in missing.items() if why}
    if only:
        missing |= {grader.title: "it was not asked for" for grader in OTHERS if only not in grader.title}
    with tempfile.TemporaryDirectory(prefix="parity-") as folder:
        cache = str(Path(folder, "cache"))
        environment = {name: value for name, value in os.environ.items() if name != "WORKBOOK_DATA"}
        with mock.patch.dict(os.environ, environment | TOKEN | {"WORKBOOK_CACHE": cache}, clear=True):
            batches = write_submissions(Path(folder))
            marks = {batch.lab: {} for batch in batches}
            for grader in (REFERENCE, *(grader for grader in OTHERS if grader.title not in missing)):
                started = time.monotonic()
                for batch in batches:
                    marks[batch.lab][grader.title] = grader.grade(batch)
                tell(f"{grader.title}: {time.monotonic() - started:.0f} s")
    graded = [Graded(batch, marks[batch.lab]) for batch in batches]
    return page(graded, missing), faults(graded, missing), missing
