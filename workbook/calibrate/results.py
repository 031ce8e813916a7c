"""The table of what was measured, and what it says about each threshold."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from workbook.calibrate import statistics
from workbook.calibrate.families import WRONG
from workbook.calibrate.statistics import GOAL, SCALES, Spread
from workbook.calibrate.thresholds import ACCURACY, Threshold
from workbook.examiner.accuracy import TRIES
from workbook.problems import Problem, SourceError

FOLDER = Path("docs", "calibration")
NOTHING = "-"
"""Stands in the table for an answer that gave nothing to measure: no network, or one that cannot be trained."""


@dataclass(frozen=True)
class Row:
    """What one answer reached; a line of ``docs/calibration/<lab>.csv``.

    Attributes:
        question: the question whose thresholds are meant.
        quantity: what was measured.
        data: on which data set.
        digest: the beginning of the data's digest.
        conditions: how it was measured; see `measuring.Quantity`.
        device: what computed it.
        kind: of the answer; see `families.Answer`.
        answer: its title.
        source: the beginning of the digest of its code.
        step: the highest threshold that it is meant to pass, or an empty string for the last.
        caught_by: the tests without training that it fails, where it is a wrong one.
        values: a number for each seed; None where there was nothing to measure.
    """

    question: str
    quantity: str
    data: str
    digest: str
    conditions: str
    device: str
    kind: str
    answer: str
    source: str
    step: str
    caught_by: str
    values: tuple[float | None, ...]

    @property
    def subject(self) -> tuple[str, str, str]:
        """What this row is about, whoever the answer is."""
        return self.question, self.quantity, self.data

    @property
    def measured(self) -> list[float]:
        """The results that are numbers."""
        return [value for value in self.values if value is not None]


@dataclass(frozen=True)
class Judgement:
    """What was measured about one threshold.

    Attributes:
        threshold: the number, and where it stands.
        rank: 1 for the lowest threshold of this quantity, and so on.
        honest: the rows of the answers that are meant to pass it.
        wrong: the rows of the wrong answers.
    """

    threshold: Threshold
    rank: int
    honest: tuple[Row, ...]
    wrong: tuple[Row, ...]

    @property
    def runs(self) -> int:
        """How many honest results there are."""
        return sum(len(row.values) for row in self.honest)

    @property
    def failed(self) -> int:
        """How many of them fail the threshold, as a mean of several tries, too, where the test allows them."""
        return sum(
            not self._passes_in_the_end(row.values, place) for row in self.honest for place in range(len(row.values))
        )

    @property
    def at_most(self) -> float:
        """An upper bound, with 95 % confidence, of the rate at which honest work fails, from the count alone."""
        return statistics.at_most(self.failed, self.runs)

    @property
    def rejected(self) -> list[Row]:
        """The wrong answers that fail it with every seed."""
        return [row for row in self.wrong if not any(map(self.passes, row.values))]

    def passes(self, value: float | None) -> bool:
        """Say whether a result passes, as the test would."""
        if value is None:
            return False
        return value < self.threshold.value if self.threshold.scale == "ratio" else value >= self.threshold.value

    def _passes_in_the_end(self, values: tuple[float | None, ...], place: int) -> bool:
        """Try as the test does, with the seeds that come next; the last ones go on with the first."""
        following = [(values * self.tries)[place + number] for number in range(min(self.tries, len(values)))]
        mean = None if None in following else sum(following) / len(following)
        return self.passes(values[place]) or self.passes(mean)

    @property
    def tries(self) -> int:
        """How many trainings decide in the end."""
        return TRIES if self.threshold.quantity == ACCURACY else 1

    @property
    def spreads(self) -> list[Spread]:
        """What is known of each honest answer, on the scale of the threshold."""
        return statistics.spreads([self._scaled(row.measured) for row in self._usable])

    @property
    def chance(self) -> float:
        """The probability that honest work fails, as far as is known."""
        return statistics.chance(self.spreads, self._level, self.tries, cautious=False)

    @property
    def cautious_chance(self) -> float:
        """The same, allowing for how little was measured."""
        return statistics.chance(self.spreads, self._level, self.tries)

    @property
    def weakest(self) -> tuple[float, str]:
        """The probability that the weakest of the honest answers fails, and which one that is."""
        below = [spread.chance_below(self._level, self.tries, cautious=False) for spread in self.spreads]
        return max(zip(below, [row.answer for row in self._usable], strict=True))

    @property
    def proposal(self) -> float:
        """The highest threshold, for a ratio the lowest, with which honest work fails no more often than the goal."""
        return float(
            SCALES[self.threshold.scale][1](statistics.highest_level(self.spreads, tries=self.tries, cautious=False))
        )

    @property
    def holds(self) -> bool:
        """Whether no honest result fails, and the probability that one does is within the goal."""
        return self.failed == 0 and self.chance <= GOAL

    @property
    def _usable(self) -> list[Row]:
        return [row for row in self.honest if row.measured]

    @property
    def _level(self) -> float:
        return float(SCALES[self.threshold.scale][0](self.threshold.value))

    def _scaled(self, values: Sequence[float]):
        return SCALES[self.threshold.scale][0](list(values))


def judge(thresholds: Sequence[Threshold], rows: Sequence[Row]) -> list[Judgement]:
    """Put what was measured to the thresholds; those without measurements are left out."""
    judgements = []
    for threshold in thresholds:
        subject = (threshold.question, threshold.quantity, threshold.data)
        about = [row for row in rows if row.subject == subject]
        alike = [other for other in thresholds if (other.question, other.quantity, other.data) == subject]
        rank = 1 + sum(other.value < threshold.value for other in alike)
        honest = [row for row in about if row.kind in ("reference", "honest") and int(row.step or rank) >= rank]
        wrong = [row for row in about if row.kind in WRONG]
        if any(len(row.measured) > 1 for row in honest):
            judgements.append(Judgement(threshold, rank, tuple(honest), tuple(wrong)))
    return judgements


def unnoticed(question: str, judgements: Iterable[Judgement], rows: Sequence[Row]) -> list[Row]:
    """List the wrong answers to a question that pass all its tests: every threshold with some seed, and the others."""
    about = [judgement for judgement in judgements if judgement.threshold.question == question]
    noticed = {(row.answer, row.data) for judgement in about for row in judgement.rejected}
    wrong = [row for row in rows if row.question == question and row.kind in WRONG]
    left = [row for row in wrong if (row.answer, row.data) not in noticed and not row.caught_by]
    return list({(row.answer, row.data): row for row in left}.values())


def path_of(root: Path, lab: str) -> Path:
    """Name the file that holds what was measured for a lab."""
    return root / FOLDER / f"{lab}.csv"


def read_rows(path: Path) -> list[Row]:
    """Read a table; none if the file does not exist.

    Raises:
        SourceError: the file is no such table.
    """
    if not path.is_file():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return [Row(**{**line, "values": _read_values(line["values"])}) for line in csv.DictReader(file)]
    except (TypeError, KeyError, ValueError) as error:
        remedy = "Restore it, or delete it and run 'workbook calibrate' for this lab, once for each data set."
        raise SourceError([Problem(path, 0, f"This is no table of measurements ({error}).", remedy)]) from error


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write a table."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Row)], lineterminator="\n")
        writer.writeheader()
        for row in rows:
            values = " ".join(NOTHING if value is None else f"{value:.6g}" for value in row.values)
            writer.writerow({**vars(row), "values": values})


def _read_values(text: str) -> tuple[float | None, ...]:
    return tuple(None if value == NOTHING else float(value) for value in text.split())
