"""Grades with the real `otter grade`, in containers of a base image that autograder/Dockerfile makes."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from filelock import FileLock
from python_on_whales import docker

from workbook.course import Course

COURSE = Course.load(Path(__file__).parents[2])
IMAGE = "workbook-grader"
ABOUT_THE_FILE = ("file", "total_points_earned", "percent_correct", "grading_status")


@cache
def why_no_docker() -> str:
    """Say why nothing can be graded in containers here; empty if it can."""
    try:
        done = subprocess.run(["docker", "version"], capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        return "Docker is not installed"
    if done.returncode:
        return "no Docker daemon answers (.ci/with-docker COMMAND starts one)"
    return ""


@cache
def base_image() -> str:
    """Build the base image and return its name; what is built already takes a moment.

    ``$WORKBOOK_DOCKER_FROM`` names the image below it, where the Dockerfile's own cannot be pulled.
    """
    chosen = os.environ.get("WORKBOOK_DOCKER_FROM")
    with FileLock(Path(tempfile.gettempdir(), "workbook-base-image.lock")):
        docker.build(
            COURSE.root,
            file=COURSE.autograder / "Dockerfile",
            build_args={"FROM": chosen} if chosen else {},
            tags=[IMAGE],
            load=True,
        )
    return IMAGE


def grade_with_otter_grade(
    autograder: Path, submissions: Path, image: str, *, containers: int = 2
) -> dict[str, dict[str, float]]:
    """Grade a folder of notebooks and zips with ``otter grade --no-network``.

    Args:
        autograder: a lab's zip.
        submissions: the folder.
        image: the base image, see `base_image`.
        containers: how many submissions are graded at once.

    Returns:
        for each file its points in each question; all 0 where Otter says that the file could not be graded.
    """
    rows = rows_of_otter_grade(autograder, submissions, image, containers=containers)
    questions = [name for name in next(iter(rows.values())) if name not in ABOUT_THE_FILE]
    return {file: {name: float(row[name]) for name in questions} for file, row in rows.items()}


def rows_of_otter_grade(
    autograder: Path, submissions: Path, image: str, *, containers: int = 2
) -> dict[str, dict[str, str]]:
    """Grade as `grade_with_otter_grade` does, and return the rows of Otter's table of marks as they are."""
    otter = Path(sys.executable).with_name("otter")
    with tempfile.TemporaryDirectory() as out:
        name = f"{autograder.stem}-{os.getpid()}"
        command = [otter, "grade", "-v", "-n", name, "-a", autograder, "-o", out]
        command += ["--image", image, "--containers", str(containers), "--no-network"]
        command += [submissions, *sorted(submissions.glob("*.zip"))]  # in a folder it sees notebooks only
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if docker.image.exists(f"otter-grade:{name}"):
            docker.image.remove(f"otter-grade:{name}")
        table = Path(out, "final_grades.csv")
        assert done.returncode == 0, done.stdout + done.stderr
        assert table.is_file(), done.stdout + done.stderr
        with table.open(encoding="utf-8", newline="") as file:
            rows = {row["file"]: row for row in csv.DictReader(file)}
    rows.pop("points-per-question", None)
    return rows
