"""Writes the marks down: a CSV of all rows, one for each lab with its questions, and everything as JSON."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from rich.table import Table

from workbook.grade.result import Result

FORMULA = re.compile(r"^[=+\-@\t\r]")


def write_marks(results: Iterable[Result], folder: Path) -> Path:
    """Write ``grades.csv``, ``<lab>/grades.csv`` for every lab, and ``results.json``, looking at each result once.

    Returns:
        the path of ``grades.csv``.
    """
    path = folder / "grades.csv"
    with ExitStack() as files:
        rows = _table(files, path, list(_row(_NOBODY)))
        everything = files.enter_context(replaced(folder / "results.json"))
        labs: dict[str, csv.DictWriter] = {}
        start = "["
        for result in results:
            rows.writerow(_row(result))
            text = json.dumps(result.as_dict(), indent=1, ensure_ascii=False)
            everything.write(f"{start}\n{text}")
            start = ","
            if result.questions:
                row = {"student": _cell(result.student), "file": _cell(result.file), "status": result.status}
                row |= {question.name: float(question.earned) for question in result.questions}
                row |= {"total": float(result.earned)}
                if result.lab not in labs:
                    labs[result.lab] = _table(files, folder / result.lab / "grades.csv", list(row))
                labs[result.lab].writerow(row)
        everything.write("\n]\n" if start == "," else "[]\n")
    return path


@contextmanager
def replaced(path: Path) -> Iterator[TextIO]:
    """Open a file to be written anew. It takes the old one's place at the end, whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    try:
        with new.open("w", encoding="utf-8", newline="") as file:
            yield file
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def _table(files: ExitStack, path: Path, columns: list[str]) -> csv.DictWriter:
    writer = csv.DictWriter(files.enter_context(replaced(path)), columns, lineterminator="\n")
    writer.writeheader()
    return writer


def marks_table(results: Iterable[Result]) -> Table:
    """Make one row a submission, for the terminal."""
    table = Table("student", "lab", "points", "status", "remark", title="Marks")
    for result in results:
        points = f"{result.earned:g} of {result.points:g}" if result.questions else "–"
        table.add_row(result.student, result.lab or "–", points, result.status, result.remark)
    return table


def changes_table(changes: Iterable[tuple[Result, Result]]) -> Table | None:
    """Make one row for every question whose points differ between two gradings of the same file, old and new."""
    table = Table("student", "lab", "question", "old", "new", title="Marks that changed")
    for old, new in changes:
        before = {question.name: question.earned for question in old.questions}
        now = {question.name: question.earned for question in new.questions}
        for name in dict.fromkeys([*now, *before]):
            was, became = (f"{marks[name]:g}" if name in marks else "–" for marks in (before, now))
            if was != became:
                table.add_row(new.student, new.lab or "–", name, was, became)
    return table if table.row_count else None


_NOBODY = Result("", "", "", "")


def _row(result: Result) -> dict:
    return {
        "student": _cell(result.student),
        "id": result.platform_id,
        "lab": result.lab,
        "status": result.status,
        "points": float(result.earned),
        "possible": float(result.points),
        "remark": _cell(result.remark),
        "isolation": result.isolation,
        "seconds": round(result.seconds, 2),
        "file": _cell(result.file),
    }


def _cell(text: str) -> str:
    """Keep a spreadsheet from taking a student's file name for a formula."""
    return "'" + text if FORMULA.match(text) else text
