"""Grades with ``otter run``, one process for each submission, as many at once as there are processors."""

from __future__ import annotations

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.sandbox.attacks.observe import by_otter_run


def grade_with_otter_run(autograder: Path, folder: Path) -> dict[str, dict[str, float]]:
    """Grade every file of a folder.

    Args:
        autograder: a lab's zip.
        folder: one submission a file, of whatever kind.

    Returns:
        file name to question to points; files for which Otter wrote no results are left out.
    """
    files = sorted(folder.iterdir())
    with tempfile.TemporaryDirectory() as out, ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        places = [Path(out, str(number)) for number in range(len(files))]
        observed = pool.map(by_otter_run, [autograder] * len(files), files, places)
        return {path.name: dict(each.points) for path, each in zip(files, observed, strict=True) if each.points}
