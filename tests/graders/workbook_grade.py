"""Grades with ``workbook grade``, the command, and reads the table of marks that it writes."""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from workbook.course import Course

ABOUT_THE_FILE = {"student", "file", "status", "total"}


def grade_with_workbook(course: Course, lab: str, folder: Path) -> dict[str, dict[str, float]]:
    """Grade every file of a folder.

    Args:
        course: a course whose zips have been generated.
        lab: which of its labs is graded.
        folder: one submission a file, of whatever kind.

    Returns:
        file name to question to points.
    """
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "workbook", "grade", str(folder), "--lab", lab, "--out", out]
        done = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return read_marks(Path(out, lab, "grades.csv"), [path.name for path in folder.iterdir()])


def read_marks(table: Path, files: Iterable[str]) -> dict[str, dict[str, float]]:
    """Read a lab's ``grades.csv``: file name to question to points. A name that looks like a formula was quoted."""
    quoted = {f"'{name}": name for name in files}
    with table.open(encoding="utf-8", newline="") as rows:
        return {
            quoted.get(row["file"], row["file"]): {
                question: float(points) for question, points in row.items() if question not in ABOUT_THE_FILE
            }
            for row in csv.DictReader(rows)
        }
