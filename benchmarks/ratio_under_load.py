"""Counts how often lab 6's mark for speed goes wrong while other processes burn every core.

Answers run where submissions run, in sandboxes. Right ways must pass every time, loops never.

    python benchmarks/ratio_under_load.py --times 20
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from workbook import namespaces
from workbook.course import Course
from workbook.examiner import ratio
from workbook.examiner.limits import Limits
from workbook.examiner.submission import Submission
from workbook.exercises import Exercise, read_lab

QUESTION = "conv2d_fast"

WAYS = (
    "windows collected in loops, then one product",
    "einsum over a sliding window view",
    "loop over the windows, all images and filters at once",
)
"""Right ways among the slower ones; the solution makes four."""

LOOPS = {
    "the loops of the notebook": "conv2d_fast = conv2d_loops",
    "loops with every trick": """
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    flat = [(np.ascontiguousarray(kernels[..., f]).ravel(), value) for f, value in enumerate(bias.tolist())]
    windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
    windows = windows.transpose(0, 1, 2, 4, 5, 3)
    sums = [float(window.ravel().dot(k)) + b for rows in windows for row in rows for window in row for k, b in flat]
    return np.array(sums).reshape(*windows.shape[:3], -1)
""",
}
"""Answers that are right and slow."""


def main() -> None:
    """Print a table: who failed how often, and the lowest, the middle and the highest ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=20, help="how often each answer is marked")
    parser.add_argument("--burners", type=int, default=os.cpu_count(), help="processes that keep the cores busy")
    chosen = parser.parse_args()
    course = Course.load(Path(__file__).parents[1])
    lab = course.lab("6")
    exercises = read_lab(lab)
    ways = dict(namespaces.right_ways(course.root / "tests" / "right_ways" / lab.name, QUESTION))
    right = {"the solution": ""} | {title: ways[title] for title in WAYS}
    print(f"{os.cpu_count()} cores, {chosen.burners} of other processes, load {os.getloadavg()[0]:.1f}")
    print("| answer | should | failed | lowest | median | highest |\n| --- | --- | --- | --- | --- | --- |")
    with busy(chosen.burners):
        for should, answers in (("pass", right), ("fail", LOOPS)):
            for title, source in answers.items():
                found = marked(exercises, source, chosen.times)
                failed = sum(not each.enough for each in found)
                spread = [f"{value(each.own for each in found):.0f}" for value in (min, median, max)]
                print(f"| {title} | {should} | {failed} of {len(found)} | {' | '.join(spread)} |", flush=True)


def marked(exercises: list[Exercise], answer: str, times: int) -> list[ratio.Ratios]:
    """Mark the solved notebook, with ``answer`` run as one more cell, so many times."""
    cells = [cell.source for exercise in exercises for cell in exercise.graded_cells]
    with Submission([*cells, answer], limits=Limits(total_seconds=3600)) as submission:
        names = submission.environment({QUESTION: True, "conv2d_loops": True})
        return [ratio.measured(names[QUESTION], names["conv2d_loops"]) for _ in range(times)]


@contextmanager
def busy(burners: int) -> Iterator[None]:
    """Keep the cores busy with processes that do nothing else."""
    processes = [multiprocessing.Process(target=_burn, daemon=True) for _ in range(burners)]
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _burn() -> None:
    while True:
        sum(range(100_000))


if __name__ == "__main__":
    main()
