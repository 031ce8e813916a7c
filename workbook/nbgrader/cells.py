"""How questions and test cases are known to nbgrader: the ids and the metadata of its cells."""

from __future__ import annotations

SCHEMA = {"schema_version": 3, "task": False}


def grade_id(question: str, number: int, hidden: bool) -> str:
    """Name the grade cell of a test case: ``conv2d-2-hidden`` for the second one of ``conv2d``.

    The name of the test case is no part of it: students see the ids of hidden ones.
    """
    return f"{question}-{number}" + ("-hidden" if hidden else "")


def answer_metadata(question: str) -> dict:
    """Mark the cell in which students write their answer; its id is the question's name."""
    return {"grade": False, "grade_id": question, "locked": False, "solution": True, **SCHEMA}


def grade_metadata(identity: str, points: float) -> dict:
    """Mark the cell that stands for one test case."""
    return {"grade": True, "grade_id": identity, "locked": True, "points": points, "solution": False, **SCHEMA}
