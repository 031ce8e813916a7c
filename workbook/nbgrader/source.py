"""Makes nbgrader's source notebook of a lab from the one that Otter Assign made for instructors."""

from __future__ import annotations

import ast

import nbformat
from nbformat.v4 import new_code_cell
from otter.assign.solutions import ANSWER_CELL_TAG, SOLUTION_CELL_TAG

from workbook.course import Lab
from workbook.exercises import Exercise
from workbook.exercises.model import TestCase
from workbook.generate.built import Built
from workbook.generate.master import OTTER_IGNORE
from workbook.nbgrader.cells import answer_metadata, grade_id, grade_metadata
from workbook.problems import Problem, SourceError

HEAD = "<!-- Generated from source/{lab} by 'workbook generate --nbgrader'. -->"
NO_PLACE = (
    "The question has no public test case, so nbgrader's notebook has no cell to put its tests after.",
    "Add one.",
)
GRADE_TAGS = [OTTER_IGNORE, "raises-exception"]
"""Graders leave these cells out, and *Run All* goes on after one that fails: a student may answer what comes later."""

HIDDEN = """\
# A hidden test of {question}: it runs when your work is graded.
### BEGIN HIDDEN TESTS
{test}
### END HIDDEN TESTS"""
PUBLIC = """\
# {question}: {name}
{test}"""


def source_notebook(lab: Lab, built: Built, exercises: list[Exercise]) -> bytes:
    """Write a lab as ``nbgrader generate_assignment`` wants it: answers marked, and a grade cell for every test case.

    Grade cells are left out when the notebook is graded, as figures are: the examiner runs the tests itself.
    """
    notebook = nbformat.reads(built.solutions[f"{lab.name}.ipynb"].decode(), as_version=4)
    answered = iter(exercise for exercise in exercises if exercise.solution)
    waiting = {f'grader.check("{exercise.name}")': exercise for exercise in exercises if exercise.name}
    notebook.cells[0].source = HEAD.format(lab=lab.name)
    cells = []
    for cell in notebook.cells:
        cells.append(cell)
        if SOLUTION_CELL_TAG in cell.metadata.get("tags", []):
            cell.metadata = nbformat.from_dict(
                {"tags": [ANSWER_CELL_TAG], "nbgrader": answer_metadata(next(answered).name)}
            )
        elif cell.source in waiting:
            cells += _grade_cells(waiting.pop(cell.source))
    if waiting:  # Otter writes no check where every test is hidden
        raise SourceError([Problem(exercise.path, 1, *NO_PLACE) for exercise in waiting.values()])
    for number, cell in enumerate(cells):
        cell.id = f"{lab.name}-{number:03d}"
    notebook.cells = cells
    return (nbformat.writes(notebook) + "\n").encode()


def _grade_cells(exercise: Exercise) -> list[nbformat.NotebookNode]:
    cells = []
    for number, test in enumerate(exercise.tests, 1):
        text = (HIDDEN if test.hidden else PUBLIC).format(question=exercise.name, name=test.name, test=_called(test))
        marks = grade_metadata(grade_id(exercise.name, number, test.hidden), test.points)
        cells.append(new_code_cell(text, metadata={"tags": GRADE_TAGS, "nbgrader": marks}))
    return cells


def _called(test: TestCase) -> str:
    """Write the test's function, and call it with the notebook's names as Otter does."""
    (function,) = ast.parse(test.source).body
    names = ["globals()" if argument.arg == "env" else argument.arg for argument in function.args.args]
    return f"{test.source.strip()}\n\n\n{function.name}({', '.join(names)})"
