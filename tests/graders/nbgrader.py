"""Grades with nbgrader's own commands, and reads the marks out of its gradebook."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from nbgrader.api import Gradebook

from workbook.course import Course
from workbook.nbgrader.course import generate_course


def grade_with_nbgrader(course: Course, lab: str, folder: Path) -> dict[str, dict[str, float]]:
    """Grade every file of a folder in one batch.

    Args:
        course: the course to generate.
        lab: which of its labs is graded.
        folder: one submission a file, of whatever kind.

    Returns:
        file name to question to points.
    """
    with tempfile.TemporaryDirectory() as root:
        generate_course(course, Path(root))
        done = nbgrader(Path(root), "generate_assignment", lab)
        assert done.returncode == 0, done.stdout
        students = {f"student{number:03}": path for number, path in enumerate(sorted(folder.iterdir()))}
        for student, path in students.items():
            submit(Path(root), lab, student, path)
        done = nbgrader(Path(root), "autograde", lab)
        assert done.returncode == 0, done.stdout
        cases = marks(Path(root), lab)
        return {path.name: by_question(cases[student]) for student, path in students.items()}


def nbgrader(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run a command of nbgrader in the folder of a course; what it logs comes as ``stdout``."""
    program = Path(sys.executable).with_name("nbgrader")
    return subprocess.run(
        [str(program), *arguments],
        cwd=root,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def submit(root: Path, lab: str, student: str, path: Path) -> None:
    """Put a submission where nbgrader looks for it, links as links and folders as folders."""
    target = root / "submitted" / student / lab / f"{lab}.ipynb"
    target.parent.mkdir(parents=True)
    if path.is_dir() and not path.is_symlink():
        shutil.copytree(path, target, symlinks=True)
    else:
        shutil.copy(path, target, follow_symlinks=False)


def marks(root: Path, lab: str) -> dict[str, dict[str, float | None]]:
    """Read the gradebook: student to grade cell to points, as the autograder gave them."""
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        return {
            submission.student.id: {grade.name: grade.auto_score for grade in notebook.grades}
            for submission in gradebook.assignment_submissions(lab)
            for notebook in submission.notebooks
        }


def by_question(cases: Mapping[str, float | None]) -> dict[str, float]:
    """Add up the cases of each question; a case without a score is an error of nbgrader's or ours."""
    points: dict[str, float] = {}
    for cell, score in cases.items():
        assert score is not None, f"{cell} has no score"
        question = cell.removesuffix("-hidden").rpartition("-")[0]
        points[question] = points.get(question, 0.0) + score
    return points
