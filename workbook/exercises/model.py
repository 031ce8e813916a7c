"""What an exercise consists of."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

SKIPPED_TAGS = frozenset({"figure", "student"})
"""Cells that only draw or train for the student; graders leave them out."""


@dataclass(frozen=True)
class Cell:
    """One cell of a source file: ``kind`` is markdown, code or raw; ``line`` is where its marker stands."""

    kind: str
    source: str
    line: int
    title: str = ""
    tags: frozenset[str] = frozenset()
    reference: str = ""


@dataclass(frozen=True)
class TestCase:
    """One test: a function whose parameters are names of the notebook."""

    __test__ = False  # pytest would collect it for its name

    name: str
    points: float
    hidden: bool
    source: str
    line: int


@dataclass(frozen=True)
class Mistake:
    """What a student with one real misconception writes in place of the solution.

    ``title`` is the row in the class report, ``feedback`` what the student should read, ``references`` the rows of the
    misconception catalogue that it stands for.
    """

    title: str
    references: tuple[str, ...]
    source: str
    line: int

    @property
    def feedback(self) -> str:
        """The docstring of the cell's first function, or the string that the cell begins with."""
        tree = ast.parse(self.source)
        functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
        return next(filter(None, map(ast.get_docstring, [*functions, tree])), "")


@dataclass(frozen=True)
class Exercise:
    """One source file. ``name`` is the question's, or empty where the file asks none.

    ``cells`` holds everything that goes into the master notebook, in order, raw boundary cells included;
    ``solution`` is the marked code cell, if the question wants code.
    """

    path: Path
    cells: tuple[Cell, ...]
    name: str = ""
    points: float = 0
    minutes: int = 0
    difficulty: int = 0
    solution: Cell | None = None
    tests: tuple[TestCase, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    @property
    def graded_cells(self) -> list[Cell]:
        """The code cells that graders run: not the tests themselves, and not what only draws or trains."""
        tests = {test.line for test in self.tests}
        return [
            cell
            for cell in self.cells
            if cell.kind == "code" and not cell.tags & SKIPPED_TAGS and cell.line not in tests
        ]
