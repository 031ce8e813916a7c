"""Looks for lines of solutions, mistakes and hidden tests in what students get."""

from __future__ import annotations

import ast

import nbformat

from workbook.exercises import Exercise
from workbook.exercises.rules import starter
from workbook.problems import Problem

SHORTEST = 16
"""Shorter lines, ``return result`` or ``x = x + 1``, say nothing and turn up everywhere."""


def leaks(exercises: list[Exercise], release: dict[str, bytes]) -> list[Problem]:
    """Compare line by line; lines that the lab shows on purpose (starters, prompts, public tests) are no leak."""
    shown = {line for content in release.values() for line in _lines(_text(content))}
    given = set().union(*map(_given, exercises))
    problems = []
    for exercise in exercises:
        for line in sorted(_secret(exercise) & shown - given):
            problems.append(
                Problem(
                    exercise.path, 0, f"This line of an answer or a hidden test is in release/: {line!r}.", "Hide it."
                )
            )
    return problems


def _secret(exercise: Exercise) -> set[str]:
    sources = [mistake.source for mistake in exercise.mistakes]
    sources += [ast.unparse(ast.parse(test.source)) for test in exercise.tests if test.hidden]
    sources += [test.source for test in exercise.tests if test.hidden]
    if exercise.solution:
        sources.append(exercise.solution.source)
    return {line for source in sources for line in _lines(source)}


def _given(exercise: Exercise) -> set[str]:
    """Return what the exercise shows on purpose."""
    hidden = {test.line for test in exercise.tests if test.hidden}
    sources = [cell.source for cell in exercise.cells if cell.line not in hidden and cell is not exercise.solution]
    sources += [ast.unparse(ast.parse(test.source)) for test in exercise.tests if not test.hidden]
    if exercise.solution:
        sources.append(starter(exercise.solution))
    return {line for source in sources for line in _lines(source)}


def _lines(text: str) -> set[str]:
    lines = {line.strip() for line in text.splitlines()}
    return {line for line in lines if len(line) >= SHORTEST and not line.startswith(("#", "import ", "from "))}


def _text(content: bytes) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return ""
    if text.startswith("{") and '"cells"' in text:
        return "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)
    return text
