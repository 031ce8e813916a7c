"""What the issue of every lab is: solved it gives full marks, blank it gives none, and nothing is given away.

Marks come from ``otter run`` with the zip that instructors use, in a process of its own.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbook.check.leaks import leaks
from workbook.course import Course
from workbook.exercises import read_lab
from workbook.generate.built import zipped
from workbook.generate.publish import generate, stale
from workbook.grade.assignment import Assignment

COURSE = Course.load(Path(__file__).parents[1])
LABS = [lab.name for lab in COURSE.labs]


@pytest.fixture(scope="module")
def generated():
    """What 'workbook generate' wrote: path below the root to content."""
    folders = (COURSE.release, COURSE.solutions, COURSE.autograder)
    paths = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(COURSE.root): path.read_bytes() for path in paths if "__pycache__" not in path.parts}


@pytest.fixture(scope="module")
def otter_run(generated, tmp_path_factory):
    """Grade one notebook with Otter's own command: ``otter_run(lab, notebook)`` gives points by test."""

    def run(lab: str, notebook: bytes) -> dict[str, tuple[float, float]]:
        folder = tmp_path_factory.mktemp(lab)
        path = Path("autograder", f"{lab}.zip")
        assert path in generated, "Run 'workbook generate' first: it makes the zips, which are never committed."
        (folder / "autograder.zip").write_bytes(generated[path])
        (folder / "submission.ipynb").write_bytes(notebook)
        command = [sys.executable, "-m", "otter", "run", "-a", "autograder.zip", "-o", ".", "submission.ipynb"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        tests = json.loads((folder / "results.json").read_text())["tests"]
        return {test["name"]: (test["score"], test["max_score"]) for test in tests if test.get("max_score")}

    return run


def test_six_labs_are_worth_120_points():
    assert [lab.number for lab in COURSE.labs] == [1, 2, 3, 4, 5, 6]
    assert sum(lab.points for lab in COURSE.labs) == 120


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_the_solution_scores_everything(generated, otter_run, lab):
    scores = otter_run(lab, generated[Path("solutions", lab, f"{lab}.ipynb")])
    assert sum(possible for _, possible in scores.values()) == COURSE.lab(lab).points
    assert {name for name, (score, possible) in scores.items() if score != possible} == set()


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_the_blank_notebook_scores_nothing(generated, otter_run, lab):
    scores = otter_run(lab, generated[Path("release", lab, f"{lab}.ipynb")])
    assert {name for name, (score, _) in scores.items() if score != 0} == set()


@pytest.mark.parametrize("lab", LABS)
def test_no_answer_is_in_the_release(generated, lab):
    release = {str(path): content for path, content in generated.items() if path.parts[0] == "release"}
    assert leaks(read_lab(COURSE.lab(lab)), release) == []


def test_a_leak_would_be_found(generated):
    exercises = read_lab(COURSE.labs[0])
    solution = next(exercise.solution.source for exercise in exercises if exercise.name == "conv2d")
    assert leaks(exercises, {"release/notes.md": solution.encode()})


@pytest.mark.slow
def test_two_builds_are_the_same(generated, monkeypatch, tmp_path):
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))
    assert stale(COURSE, generate(COURSE)) == []
    assert zipped({"b": b"2", "a": b"1"}) == zipped({"a": b"1", "b": b"2"})


def test_the_queue_knows_which_labs_train(generated):
    trains = {lab: Assignment.load(COURSE.autograder / f"{lab}.zip").trains for lab in LABS}
    assert {lab for lab in trains if trains[lab]} == {"03_mnist", "05_transfer"}
