"""Honest submissions get from the sandbox what stock Otter gives them, question by question."""

import json
from pathlib import Path

import pytest
from attacks import observe
from attacks.table import stock

from workbook import sample_class
from workbook.course import Course
from workbook.examiner.limits import Limits
from workbook.examiner.probe import strongest
from workbook.exercises import read_lab
from workbook.grade.assignment import Assignment
from workbook.grade.examine import examine

COURSE = Course.load(Path(__file__).parents[2])
KINDS = {kind.__name__.strip("_"): kind for kind in sample_class.KINDS}


@pytest.fixture(scope="module")
def zips(tmp_path_factory):
    """The course's zips, and beside them the same without the plugin."""
    folder = tmp_path_factory.mktemp("zips")
    for lab in COURSE.labs:
        source = COURSE.autograder / f"{lab.name}.zip"
        assert source.is_file(), "run 'workbook generate' first"
        (folder / source.name).write_bytes(source.read_bytes())
    stock(folder)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["partly", "mistaken"])
@pytest.mark.parametrize("lab", COURSE.labs, ids=lambda lab: lab.name)
def test_marks_equal_those_of_stock_otter(lab, kind, zips, tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBOOK_DATA", raising=False)  # the bundled digits take seconds
    exercises = [exercise for exercise in read_lab(lab) if exercise.solution]
    answers = KINDS[kind](exercises, sample_class.random.Random(f"{lab.name} {kind}"))
    release = json.loads((COURSE.release / lab.name / f"{lab.name}.ipynb").read_text(encoding="utf-8"))
    path = tmp_path / f"ada_{lab.name}.ipynb"
    path.write_text(json.dumps(sample_class.filled(release, exercises, answers)), encoding="utf-8")
    assignments = {lab.name: Assignment.load(zips / f"{lab.name}.zip")}
    ours = examine(path, "ada", assignments, Limits(), strongest())
    theirs = observe.by_otter_run(zips / f"{lab.name}.stock.zip", path, tmp_path / "out")
    assert ours.earned > 0
    assert theirs.points == {question.name: question.earned for question in ours.questions}, theirs.remark
