"""Lays a graded submission out as the notebook that nbgrader scores, shows to graders and makes feedback of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from workbook.grade.result import CaseResult, QuestionResult, Result
from workbook.nbgrader.cells import answer_metadata, grade_id, grade_metadata
from workbook.reports.feedback import inline
from workbook.reports.page import paragraphs

BOUND = re.compile(r"^(?:(?:async +)?def|class) +(\w+)|^(\w+) *(?::[^=\n]+)?=(?!=)", re.MULTILINE)
"""What a cell defines, as far as the place of its marks depends on it; the marks themselves do not."""


def marked_cells(result: Result, sources: Sequence[str], starters: Mapping[str, str]) -> list[NotebookNode]:
    """Put the student's cells in their order, and below each answer its marks; what was not answered comes last.

    A grade cell holds no test, only what the test is called, and how it ended in its output: an error where it failed.
    So `nbgrader` gives the case's points or none, and no feedback that is made of the notebook can show a hidden test.

    Args:
        result: what the examiner found.
        sources: the student's code cells, numbered from 1 in the examiner's sentences and so by their prompts here.
        starters: the answer cell that students get, for each question that has one; a question without looks at what
            the one before it asked for, and its marks stand below that.
    """
    places = _places(result.questions, sources, starters)
    cells = [new_markdown_cell(inline(result.remark))] if result.remark else []
    for number, source in enumerate(sources):
        cells.append(new_code_cell(source, execution_count=number + 1))
        taken = False  # nbgrader knows one answer a cell
        for question in (question for question in result.questions if places[question.name] == number):
            if question.name in starters:
                if taken:
                    cells.append(new_code_cell(f"# The answer to {question.name} is in cell {number + 1}, too."))
                cells[-1].metadata["nbgrader"] = answer_metadata(question.name)
                taken = True
            cells += _marks(result, question)
    for question in (question for question in result.questions if places[question.name] is None):
        if question.name in starters:
            missing = f"# No cell of this notebook answers {question.name}."
            cells.append(new_code_cell(missing, metadata={"nbgrader": answer_metadata(question.name)}))
        cells += _marks(result, question)
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    return cells


def _places(
    questions: Sequence[QuestionResult], sources: Sequence[str], starters: Mapping[str, str]
) -> dict[str, int | None]:
    """Find for each question the cell below which its marks belong."""
    places: dict[str, int | None] = {}
    place = None
    for question in questions:
        if question.name in starters:
            place = _answered(starters[question.name], sources)
        places[question.name] = place
    return places


def _answered(starter: str, sources: Sequence[str]) -> int | None:
    """Find the last cell that defines what a starter defines."""
    wanted = _bound(starter)
    return max((number for number, source in enumerate(sources) if wanted & _bound(source)), default=None)


def _bound(source: str) -> set[str]:
    return {function or name for function, name in BOUND.findall(source)}


def _marks(result: Result, question: QuestionResult) -> list[NotebookNode]:
    lines = [f"**{inline(question.title)}**"]
    if question.stopped:
        lines.append(inline(question.stopped))
    if question.mistake:
        lines += [f"This looks like: **{inline(question.mistake)}**", *map(inline, paragraphs(question.advice))]
    cells = [new_markdown_cell("\n\n".join(lines))]
    for number, case in enumerate(question.cases, 1):
        identity = grade_id(question.name, number, case.hidden)
        kind = "Hidden test" if case.hidden else "Test"
        cells.append(
            new_code_cell(
                f"# {kind}: {case.name}",
                metadata={"nbgrader": grade_metadata(identity, case.points)},
                outputs=[_output(case, result)],
            )
        )
    return cells


def _output(case: CaseResult, result: Result) -> NotebookNode:
    """Say how a case ended. Text is all that a student's code has a part in, and it is shown as text."""
    if case.passed:
        return new_output("stream", name="stdout", text="Passed.\n")
    message = case.message if result.marked else "Not graded."
    return new_output("error", ename="NotPassed", evalue="", traceback=message.splitlines())
