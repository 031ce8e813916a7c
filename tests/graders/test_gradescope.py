"""The zip as Gradescope takes it: built, run and read as its documentation says."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from python_on_whales import docker

from graders.gradescope import build_autograder, hand_in
from graders.otter_grade import COURSE
from workbook import sample_class
from workbook.exercises import read_lab

LAB = "01_convolution"
SCHEMA = json.loads(Path(__file__).with_name("gradescope_results.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def autograder(image) -> str:
    """The image that Gradescope would make of lab 1's zip."""
    return build_autograder(COURSE.autograder / f"{LAB}.zip", image)


def notebook(**wrong: str) -> bytes:
    """Lab 1, right but for the answers that are given here."""
    exercises = [exercise for exercise in read_lab(COURSE.lab(LAB)) if exercise.solution]
    release = json.loads((COURSE.release / LAB / f"{LAB}.ipynb").read_text(encoding="utf-8"))
    answers = {exercise.name: exercise.solution.source for exercise in exercises}
    return json.dumps(sample_class.filled(release, exercises, answers | wrong)).encode()


def shown(results: dict) -> str:
    """What a student reads."""
    tests = [test for test in results["tests"] if test.get("visibility", "visible") != "hidden"]
    assert results.get("stdout_visibility", "hidden") == "hidden"
    return json.dumps([results.get("output"), tests], ensure_ascii=False)


def test_a_submission_is_graded_and_shown_as_intended(autograder):
    """Public tests with what to do, and no word about hidden ones; points for the instructor."""
    wrong = "def pad2d(image, pad):\n    return image"
    upload = {"ada (2).ipynb": notebook(pad2d=wrong), "notes/plan.txt": b"to do", "numpy.py": b"raise SystemExit"}
    graded = hand_in(autograder, upload)
    assert graded.exit_code == 0, graded.printed
    jsonschema.validate(graded.results, SCHEMA)
    scores = {test["name"]: (test["score"], test["max_score"]) for test in graded.results["tests"] if "score" in test}
    assert sum(possible for _, possible in scores.values()) == 15
    assert scores["pad2d"][0] < scores["pad2d"][1]
    assert scores["predict"] == (1, 1)
    student = shown(graded.results)
    assert "pad2d" in student
    assert "Public Tests" in student
    hidden = [test.name for exercise in read_lab(COURSE.lab(LAB)) for test in exercise.tests if test.hidden]
    assert hidden
    assert [name for name in hidden if name in student] == []
    assert "Isolation: container" in graded.printed


def test_what_cannot_be_graded_is_said_in_a_sentence(autograder):
    graded = hand_in(autograder, {"essay.pdf": b"%PDF"})
    assert graded.exit_code == 0, graded.printed
    jsonschema.validate(graded.results, SCHEMA)
    assert graded.results["score"] == 0
    assert "No notebook was handed in" in shown(graded.results)


def test_dockers_default_settings_allow_the_level_that_the_zips_ask_for(autograder):
    """Landlock and seccomp work with no privilege and no option of Docker's."""
    source = (
        "from workbook.examiner.probe import breaches, strongest\nfound = strongest()\nprint(found, breaches(found))"
    )
    command = ["/opt/workbook/bin/python", "-P", "-c", source]
    assert docker.run(autograder, command, remove=True, networks=["none"]) == "container []"
