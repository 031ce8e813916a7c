"""Runs a lab's cells the way a notebook would, with one answer exchanged."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import jupytext
import matplotlib
import numpy as np

from workbook.exercises import Exercise
from workbook.exercises.rules import starter


def solved(exercises: list[Exercise]) -> dict:
    """Run every cell that graders run, with the solutions; return the notebook's names."""
    return run_cells(cell.source for exercise in exercises for cell in exercise.graded_cells)


def blank(exercises: list[Exercise]) -> dict:
    """Run every cell that graders run, as students get them."""
    return run_cells(
        starter(cell) if cell is exercise.solution else cell.source
        for exercise in exercises
        for cell in exercise.graded_cells
    )


def exchanged(names: dict, source: str) -> dict:
    """Run one more cell on a copy of ``names``: an answer written in another way."""
    variant = dict(names)
    with quiet():
        exec(compile(source, "<answer>", "exec"), variant)
    return variant


def right_ways(folder: Path, question: str) -> list[tuple[str, str]]:
    """Read the corpus of right answers to a question: (title, source) each."""
    path = folder / f"{question}.py"
    if not path.is_file():
        return []
    cells = jupytext.read(path, fmt="py:percent").cells
    return [(cell.metadata.get("title", ""), cell.source) for cell in cells if cell.cell_type == "code"]


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Let answers print, warn and draw as they like, and TensorFlow's libraries, which write past Python, too."""
    matplotlib.use("agg")
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def run_cells(sources: Iterable[str]) -> dict:
    """Run cells one after the other, as a notebook does; return its names. An exception in a cell is raised."""
    names: dict = {"__name__": "__main__"}
    for source in sources:
        with quiet():
            exec(compile(source, "<cell>", "exec"), names)
    return names
