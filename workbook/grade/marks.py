"""Writes the marks down: a CSV of all rows, one for each lab with its questions, and everything as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
from rich.table import Table

from workbook.grade.result import Result

FORMULA = re.compile(r"^[=+\-@\t\r]")


def write_marks(results: list[Result], folder: Path) -> Path:
    """Write ``grades.csv``, ``<lab>/grades.csv`` for every lab, and ``results.json``.

    Returns:
        the path of ``grades.csv``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "grades.csv"
    pd.DataFrame([_row(result) for result in results], columns=list(_row(_NOBODY))).to_csv(path, index=False)
    for lab in sorted({result.lab for result in results if result.questions}):
        rows = [
            {"student": _cell(result.student), "file": _cell(result.file), "status": result.status}
            | {question.name: question.earned for question in result.questions}
            | {"total": result.earned}
            for result in results
            if result.lab == lab
        ]
        (folder / lab).mkdir(exist_ok=True)
        pd.DataFrame(rows).to_csv(folder / lab / "grades.csv", index=False)
    text = json.dumps([result.as_dict() for result in results], indent=1, ensure_ascii=False)
    (folder / "results.json").write_text(text + "\n", encoding="utf-8")
    return path


def marks_table(results: list[Result]) -> Table:
    """Make one row a submission, for the terminal."""
    table = Table("student", "lab", "points", "status", "remark", title="Marks")
    for result in results:
        points = f"{result.earned:g} of {result.points:g}" if result.questions else "–"
        table.add_row(result.student, result.lab or "–", points, result.status, result.remark)
    return table


_NOBODY = Result("", "", "", "")


def _row(result: Result) -> dict:
    return {
        "student": _cell(result.student),
        "lab": result.lab,
        "status": result.status,
        "points": result.earned,
        "possible": result.points,
        "remark": _cell(result.remark),
        "isolation": result.isolation,
        "seconds": round(result.seconds, 2),
        "file": _cell(result.file),
    }


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking a student's file name for a formula."""
    return "'" + text if FORMULA.match(text) else text
