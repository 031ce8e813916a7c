"""Finds the thresholds where they are written: in the tests, each number once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workbook.calibrate.families import Extras
from workbook.exercises import Exercise
from workbook.exercises.model import TestCase
from workbook.problems import Problem

ACCURACY, SHORT_FIT, TRANSFER = "accuracy", "loss left after a short fit", "accuracy on a new task"
"""The quantities that come from trainings of ours; all others are measured as a cell in tests/calibration says."""

MNIST, BUNDLED = "mnist", "digits"


@dataclass(frozen=True)
class Threshold:
    """A number that decides about a mark.

    Attributes:
        path: the exercise file.
        line: where the number stands.
        question: the question's name.
        test: the test case's name.
        function: the student's function whose work is measured.
        quantity: what is measured; thresholds of one quantity are met or missed by the same results.
        scale: how it spreads, a key of `statistics.SCALES`.
        data: ``mnist`` or ``digits``.
        value: the number.
        limit: the most parameters allowed, where there is a limit.
    """

    path: Path
    line: int
    question: str
    test: str
    function: str
    quantity: str
    scale: str
    data: str
    value: float
    limit: int | None = None

    @property
    def shown(self) -> str:
        """The number as a prompt would state it."""
        return f"{100 * self.value:.10g} %" if self.scale == "share" else f"{self.value:g}"


def thresholds(exercise: Exercise, extras: Extras) -> tuple[list[Threshold], list[Problem]]:
    """Read the thresholds off a question's tests.

    Returns:
        the thresholds, in the order of the tests, and what is wrong with them: one that cannot be read or measured.
    """
    found, problems = [], []
    scales = {title: scale for title, scale, _ in extras.measures}
    for test in exercise.tests:
        for node, values in _numbers(test):
            line = _line(exercise.path, test, node)
            (function,) = ast.parse(test.source).body
            quantity, scale = _quantity(test, node, scales)
            if values is None:
                remedy = "Write it as a number, or as a number for mnist and one for digits."
                problems.append(Problem(exercise.path, line, "This threshold cannot be read.", remedy))
            elif not scale:
                remedy = f"Add a cell with this title and the tag measure to tests/calibration; see {CONTRIBUTING}."
                message = f"Nothing says how to measure what the test {test.name!r} puts a threshold to."
                problems.append(Problem(exercise.path, line, message, remedy))
            else:
                place = (exercise.path, line, exercise.name, test.name, function.args.args[0].arg, quantity, scale)
                limit = _limit(node)
                found += [Threshold(*place, data, value, limit) for data, value in values.items()]
    return found, problems


CONTRIBUTING = "docs/calibration.md"


def _numbers(test: TestCase) -> Iterator[tuple[ast.AST, dict[str, float] | None]]:
    """Yield each place in a test where a threshold is written, and its number for each data set."""
    for node in ast.walk(ast.parse(test.source)):
        if isinstance(node, ast.Call) and _name(node.func) == "accuracy_at_least":
            yield node, _literal(node.args[1] if len(node.args) > 1 else None, dict)
        elif isinstance(node, ast.Call) and _name(node.func) == "transfer_at_least":
            yield node, _bundled(node.args[1] if len(node.args) > 1 else None)
        elif isinstance(node, ast.Assign) and [_name(target) for target in node.targets] == ["threshold"]:
            yield node, _bundled(node.value)


def _bundled(node: ast.AST | None) -> dict[str, float] | None:
    number = _literal(node, (int, float))
    return None if number is None else {BUNDLED: number}


def _literal(node: ast.AST | None, kind: type | tuple[type, ...]):
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError):
        return None
    if isinstance(value, dict) and (set(value) != {MNIST, BUNDLED} or not all(map(_is_number, value.values()))):
        return None
    return value if isinstance(value, kind) else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _quantity(test: TestCase, node: ast.AST, scales: dict[str, str]) -> tuple[str, str]:
    if isinstance(node, ast.Call):
        return ACCURACY if _name(node.func) == "accuracy_at_least" else TRANSFER, "share"
    if "short_fit(" in test.source:
        return SHORT_FIT, "ratio"
    return test.name, scales.get(test.name, "")


def _limit(node: ast.AST) -> int | None:
    keywords = node.keywords if isinstance(node, ast.Call) else []
    return next((_literal(keyword.value, int) for keyword in keywords if keyword.arg == "limit"), None)


def _name(node: ast.AST) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def _line(path: Path, test: TestCase, node: ast.AST) -> int:
    """Find the line of the file that a node of a test stands in."""
    wanted = test.source.splitlines()[node.lineno - 1].strip()
    lines = path.read_text(encoding="utf-8").splitlines()
    return next(number for number in range(test.line, len(lines) + 1) if lines[number - 1].strip() == wanted)
