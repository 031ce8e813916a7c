"""What the class report says about a lab, worked out from its results.

Only submissions that were marked count: a notebook that could not be read says nothing about a question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from workbook.grade.result import FROM_CACHE, Result

FEWEST = 10
"""Marked submissions below which no correlation is given: with ten, its standard error is still about a third."""

BINS = 10
"""Bars of the histogram of marks."""


@dataclass(frozen=True)
class Spread:
    """Mean, median, standard deviation (n - 1 in the denominator) and extremes; NaN where there is no such number."""

    mean: float
    median: float
    deviation: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class QuestionStatistics:
    """One question.

    ``facility`` is the mean share of its points. ``discrimination`` is ``None`` where it is undefined; ``why`` then
    says so in two words. ``none`` and ``full`` count the submissions with no points and with all points.
    """

    name: str
    title: str
    points: float
    facility: float
    none: int
    full: int
    discrimination: float | None
    why: str


@dataclass(frozen=True)
class MistakeCount:
    """A mistake that was recognised, and in how many of the submissions that were marked."""

    question: str
    mistake: str
    count: int
    submissions: int


@dataclass(frozen=True)
class CacheHits:
    """Of ``submissions`` that train networks, ``hits`` found them trained."""

    hits: int
    submissions: int


def marked(results: Sequence[Result]) -> list[Result]:
    """Keep the results whose marks come from running the submission."""
    return [result for result in results if result.marked]


def answers_table(results: Sequence[Result]) -> pd.DataFrame:
    """Make one row for each marked submission and question.

    Returns:
        columns ``submission`` (a number), ``name``, ``title``, ``points``, ``earned``, ``mistake``, ``stopped``.
    """
    columns = ["submission", "name", "title", "points", "earned", "mistake", "stopped"]
    rows = [
        (i, answer.name, answer.title, answer.points, answer.earned, answer.mistake, answer.stopped)
        for i, result in enumerate(marked(results))
        for answer in result.questions
    ]
    return pd.DataFrame(rows, columns=columns)


def spread(values: Sequence[float]) -> Spread:
    """Summarise some numbers."""
    series = pd.Series(values, dtype=float)
    return Spread(series.mean(), series.median(), series.std(), series.min(), series.max())


def mark_counts(results: Sequence[Result]) -> list[int]:
    """Count marked submissions by their share of the points, in ``BINS`` bins; the last one includes full marks."""
    shares = [result.earned / result.points for result in marked(results) if result.points]
    return np.histogram(np.clip(shares, 0, 1), bins=BINS, range=(0, 1))[0].tolist()


def question_statistics(answers: pd.DataFrame) -> list[QuestionStatistics]:
    """Work out how hard each question was, and whether it tells strong from weak students.

    With x the points of the n submissions for one question, m the points it has, and r what they earned in all the
    others:

    - facility = mean(x) / m: high for easy questions.
    - discrimination = cov(x, r) / (sd(x) · sd(r)): Pearson's correlation of the question with the rest of the marks.
      The question itself is left out of r, or it would correlate with itself. Undefined where x or r do not vary.

    Both are the indices of docs.moodle.org/dev/Quiz_statistics_calculations; the second is the corrected item-total
    correlation of Henrysson, "Correction of item-total correlations in item analysis", Psychometrika 28, 1963.

    Args:
        answers: from `answers_table`.

    Returns:
        one entry for each question, in the order of the lab.
    """
    if answers.empty:
        return []
    earned = answers.pivot(index="submission", columns="name", values="earned")
    total = earned.sum(axis="columns")
    found = []
    for name, group in answers.groupby("name", sort=False):
        points = float(group["points"].max())
        discrimination, why = _discrimination(earned[name], total - earned[name].fillna(0))
        found.append(
            QuestionStatistics(
                name=str(name),
                title=group["title"].iloc[0],
                points=points,
                facility=float(group["earned"].mean()) / points if points else 0.0,
                none=int((group["earned"] == 0).sum()),
                full=int((group["earned"] == group["points"]).sum()),
                discrimination=discrimination,
                why=why,
            )
        )
    return found


def mistake_counts(answers: pd.DataFrame) -> list[MistakeCount]:
    """Count the mistakes that were recognised, the most frequent first; equal counts stand in the lab's order.

    Args:
        answers: from `answers_table`.
    """
    made = answers[answers["mistake"] != ""]
    counts = made.groupby(["title", "mistake"], sort=False).size().sort_values(ascending=False, kind="stable")
    of = answers["submission"].nunique()
    return [MistakeCount(title, mistake, int(count), of) for (title, mistake), count in counts.items()]


def stop_counts(answers: pd.DataFrame) -> list[tuple[str, int]]:
    """Count the submissions that were stopped in each question: (title, count), in the lab's order."""
    counts = answers[answers["stopped"] != ""].groupby("title", sort=False).size()
    return [(title, int(count)) for title, count in counts.items()]


def status_counts(results: Sequence[Result]) -> list[tuple[str, int]]:
    """Count the statuses of all submissions, the most frequent first."""
    return [
        (status, int(n)) for status, n in pd.Series([r.status for r in results], dtype=object).value_counts().items()
    ]


def isolation_counts(results: Sequence[Result]) -> list[tuple[str, int]]:
    """Count the isolation levels of the submissions that were run, the most frequent first."""
    levels = pd.Series([result.isolation for result in results if result.isolation], dtype=object)
    return [(level, int(count)) for level, count in levels.value_counts().items()]


def cache_hits(results: Sequence[Result]) -> CacheHits | None:
    """Count how many submissions found their networks trained; ``None`` where no result has such a note."""
    notes = [bool(result.notes[FROM_CACHE]) for result in results if FROM_CACHE in result.notes]
    return CacheHits(sum(notes), len(notes)) if notes else None


def _discrimination(own: pd.Series, rest: pd.Series) -> tuple[float | None, str]:
    pairs = pd.DataFrame({"own": own, "rest": rest}).dropna()
    if len(pairs) < FEWEST:
        return None, "too few"
    if np.ptp(pairs["own"]) < 1e-9 or np.ptp(pairs["rest"]) < 1e-9:  # sums of fractions differ in their last digits
        return None, "all alike"
    return float(pairs["own"].corr(pairs["rest"])), ""
