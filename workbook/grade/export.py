"""Puts marks into the table that a learning platform exported, by the platform's own number for each student.

What the formats are can be read in the platforms' sources: ``lib/gradebook_exporter.rb`` and ``lib/content_zipper.rb``
of Canvas, ``mod/assign/feedback/offline`` of Moodle. Every cell is text here, and only marks are replaced.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from workbook.grade.marks import replaced

SEPARATORS = ",;\t"
NO_MARK_HERE = ("EX", "N/A")
"""What Canvas writes where a student is excused, or was not given the assignment."""
CANVAS_ASSIGNMENT = re.compile(r"(.*) \((\d+)\)")
LAST_NUMBER = re.compile(r"(\d+)\s*$")
MARKED = ("graded", "graded with stops")


class NoExport(Exception):
    """Nothing can be put into this table; the message says why, and what to do."""


@dataclass(frozen=True)
class Places:
    """Where things stand in a platform's table.

    Attributes:
        students: the column that has each student's number, at the end of what stands there.
        marks: the column for marks.
        possible: what the table gives as the most points, if it does.
    """

    students: int
    marks: int
    possible: set[str]


@dataclass
class Exported:
    """What came of it. ``unplaced`` has a sentence for every submission without a place, or a place left as it was."""

    path: Path
    column: str
    written: int = 0
    replaced: int = 0
    untouched: int = 0
    unplaced: list[str] = field(default_factory=list)


def export_marks(grades: Path, lab: str | None, table: Path, platform: str, column: str | None) -> Exported:
    """Write a copy of the platform's table, with marks in one column, to ``<grades>/<lab>/<platform>.csv``.

    Args:
        grades: what ``workbook grade`` wrote.
        lab: the lab's name; ``None`` if only one was graded.
        table: what the platform exported.
        platform: ``Canvas`` or ``Moodle``.
        column: the header of the column for marks, or in Canvas its title or number; ``None`` if it is clear.

    Raises:
        NoExport: there is no such lab or column, or the platform reckons with other points than the lab.
    """
    lab, rows = _submissions(grades, lab)
    text, separator, mark_of_order = _read(table)
    cells = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    places = PLATFORMS[platform](cells, column)
    chosen = places.marks
    for theirs, ours in product(places.possible, {row["possible"] for row in rows if row["status"] in MARKED}):
        if not _equal(theirs, ours):  # the platform would take 15 of 15 for 15 of 100
            raise NoExport(
                f"{platform} gives {theirs} points for {cells[0][chosen]!r}, and the lab {ours}. Set the assignment in "
                f"{platform} to {ours} points, and export the table again."
            )

    exported = Exported(grades / lab / f"{platform.lower()}.csv", cells[0][chosen])
    marks = dict(_marks(rows, exported.unplaced))
    for row in cells[1:]:
        number = LAST_NUMBER.search(row[places.students]) if len(row) > chosen else None
        mark = marks.pop(number[1], None) if number else None
        if mark is None:
            exported.untouched += bool(number)
        elif row[chosen] in NO_MARK_HERE:
            exported.unplaced.append(f"{row[0]}: {row[chosen]!r} stands there, so the mark {mark} was not written.")
        else:
            exported.replaced += not _equal(row[chosen], mark) and row[chosen].strip() != ""
            exported.written += 1
            row[chosen] = mark
    exported.unplaced += [
        f"Number {number}: {platform}'s table has no such student, so the mark {mark} was not written. "
        "Is it the table of this course, with all groups and sections?"
        for number, mark in marks.items()
    ]
    with replaced(exported.path) as file:
        file.write(mark_of_order)
        line_end = "\r\n" if "\r\n" in text else "\n"
        csv.writer(file, delimiter=separator, lineterminator=line_end).writerows(cells)
    return exported


def _submissions(grades: Path, lab: str | None) -> tuple[str, list[dict[str, str]]]:
    """Read the rows of a lab, and of files that name none, out of ``grades.csv``."""
    path = grades / "grades.csv"
    if not path.is_file():
        raise NoExport(f"There is no {path}. Run 'workbook grade FOLDER --out {grades}' first.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    graded = sorted({row["lab"] for row in rows} - {""})
    if lab is None and len(graded) > 1:
        raise NoExport(f"{path} has marks of several labs ({', '.join(graded)}). Say which: --lab {graded[0]}.")
    lab = lab or "".join(graded)
    if lab not in graded:
        raise NoExport(f"{path} has no marks of {f'lab {lab}' if lab else 'any lab'}.")
    return lab, [row for row in rows if row["lab"] in (lab, "")]


def _read(table: Path) -> tuple[str, str, str]:
    """Read a table: its text, what separates its cells, and the mark of byte order that it begins with, if any."""
    try:
        text = table.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise NoExport(f"{table} is not in UTF-8. Export it again, and do not save it in a spreadsheet.") from None
    bare = text.removeprefix("\ufeff")
    if not bare.strip():
        raise NoExport(f"{table} is empty. Export it again.")
    line = bare.splitlines()[0]
    separator = max(SEPARATORS, key=lambda each: len(next(csv.reader([line], delimiter=each))))
    return bare, separator, text[: len(text) - len(bare)]


def _in_canvas(cells: list[list[str]], wanted: str | None) -> Places:
    """Find a column called ``Title (12345)``: by all of that, by its title or by its number."""
    header = cells[0]
    if "ID" not in header:
        raise NoExport(f"The table has no column 'ID', but {_listed(header)}. Is it the gradebook that Canvas exports?")
    assignments = {index: found for index, each in enumerate(header) if (found := CANVAS_ASSIGNMENT.fullmatch(each))}
    fitting = [index for index, found in assignments.items() if wanted in (None, found[0], found[1], found[2])]
    if len(fitting) != 1:
        raise NoExport(
            f"{'No' if not fitting else 'More than one'} assignment of the table is meant"
            f"{f' by {wanted!r}' if wanted else ''}. It has {_listed(found[0] for found in assignments.values())}. "
            "Say which: --column with its title or number."
        )
    (marks,) = fitting
    possible = {row[marks] for row in cells[1:] if len(row) > marks and "Points Possible" in row[0]}
    return Places(header.index("ID"), marks, possible - {""})


def _in_moodle(cells: list[list[str]], wanted: str | None) -> Places:
    """Find the column for grades. The first column has, as ``Participant 12345``, the number of the student."""
    header = cells[0]
    if (wanted or "Grade") not in header:
        raise NoExport(
            f"The table has no column {wanted or 'Grade'!r}, but {_listed(header)}. Is it Moodle's grading worksheet? "
            "If it is in another language than English, say which column gets the marks: --column HEADER."
        )
    folded = [each.casefold() for each in header]
    column = folded.index("maximum grade") if "maximum grade" in folded else len(header)
    return Places(0, header.index(wanted or "Grade"), {row[column] for row in cells[1:] if len(row) > column} - {""})


PLATFORMS = {"Canvas": _in_canvas, "Moodle": _in_moodle}


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names)) or "none"


def _marks(rows: Iterable[Mapping[str, str]], unplaced: list[str]) -> Iterator[tuple[str, str]]:
    """Give each student's number and mark, and say of every submission without one what to do."""
    of_student = defaultdict(list)
    for row in rows:
        if row["status"] not in MARKED:
            unplaced.append(
                f"{row['file']} ({row['student']}): {row['status']}, so no mark was written. {row['remark']}"
            )
        elif not row["id"]:
            unplaced.append(
                f"{row['file']} ({row['student']}): the file's name has no number of the platform's, so the mark "
                f"{row['points']} was not written. Write it in by hand, or grade the file under its downloaded name."
            )
        else:
            of_student[row["id"]].append(row)
    for number, found in of_student.items():
        if len(found) == 1:
            yield number, found[0]["points"]
        else:
            files = ", ".join(f"{row['file']} ({row['points']})" for row in found)
            unplaced.append(
                f"Number {number} ({found[0]['student']}) handed in {len(found)} notebooks, so no mark was written: "
                f"{files}. Take away what does not count, and run 'workbook grade' and this again."
            )


def _equal(one: str, other: str) -> bool:
    """Tell whether two cells are the same number, with a point or, as in some languages, a comma."""
    try:
        return float(one.replace(",", ".")) == float(other.replace(",", "."))
    except ValueError:
        return one == other
