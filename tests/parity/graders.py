"""The programs that are compared, and what each cannot do for a reason that is known."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.graders import colab
from tests.graders.nbgrader import grade_with_nbgrader
from tests.graders.otter_grade import base_image, grade_with_otter_grade, why_no_docker
from tests.graders.otter_run import grade_with_otter_run
from tests.graders.workbook_grade import grade_with_workbook

from .submissions import Batch

Marks = Mapping[str, Mapping[str, float]]
"""File name to question to points."""

OPENS_FIRST = (
    "`otter run` opens the notebook itself, before it asks the workbook's plugin. Where nbformat finds no JSON, it "
    "ends with nbformat's error and writes no result: the instructor has no mark; the others write 0 and a sentence."
)
ANOTHER_LAB = (
    "`otter run` compares the name of the lab itself, ends with an error of its own and writes no result; the others "
    "write 0 and a sentence."
)
TWO_NOTEBOOKS = (
    "`otter run` unpacks a zip itself. If there are two notebooks in it, it ends with an error of its own and writes "
    "no result; the others write 0 and a sentence."
)


@dataclass(frozen=True)
class Grader:
    """A column of the table.

    Attributes:
        why_not: says why it cannot be had here; empty if it can.
        differs: submission to the reason for which its marks may differ from those of ``workbook grade``.
    """

    title: str
    grade: Callable[[Batch], Marks]
    why_not: Callable[[], str] = lambda: ""
    differs: Mapping[str, str] = field(default_factory=dict)


def _why_no_nbgrader() -> str:
    return "" if importlib.util.find_spec("nbgrader") else "nbgrader is not installed"


REFERENCE = Grader("`workbook grade`", lambda batch: grade_with_workbook(batch.course, batch.lab, batch.folder))

OTHERS = (
    Grader(
        "`otter run`",
        lambda batch: grade_with_otter_run(batch.autograder, batch.folder),
        differs={
            "malformed: not JSON": OPENS_FIRST,
            "malformed: another lab": ANOTHER_LAB,
            "malformed: two notebooks in a zip": TWO_NOTEBOOKS,
        },
    ),
    Grader(
        "`otter grade`",
        lambda batch: grade_with_otter_grade(batch.autograder, batch.folder, base_image()),
        why_no_docker,
    ),
    Grader(
        "`nbgrader autograde`",
        lambda batch: grade_with_nbgrader(batch.course, batch.lab, batch.folder),
        _why_no_nbgrader,
    ),
    Grader("Colab notebook", lambda batch: colab.grade_with_colab(batch.autograder, batch.folder), colab.why_no_colab),
)
