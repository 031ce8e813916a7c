"""`otter grade`, the real command in real containers, gives the marks that `workbook grade` gives."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from python_on_whales import DockerException, docker

from graders.otter_grade import COURSE, grade_with_otter_grade, rows_of_otter_grade
from graders.workbook_grade import grade_with_workbook
from workbook import sample_class
from workbook.examiner.intake import Upload, clean_notebook
from workbook.exercises import read_lab

HOSTILE = """\
import glob, os, pickle, socket
found = []
for path in ("/autograder/results/results.pkl", "/autograder/results/results.json", "/autograder/run_autograder"):
    try:
        open(path, "w").write("forged")
        found.append(path)
    except OSError:
        pass
found += glob.glob("/autograder/*") + glob.glob("/opt/workbook/lib/*/site-packages/workbook/examiner/*")
try:
    socket.create_connection(("127.0.0.1", 1), timeout=1)
except PermissionError:
    pass
except OSError:
    found.append("a socket")
output_size = lambda *sizes: found
predict = found
print(found)
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def submissions(tmp_path_factory) -> Path:
    """A synthetic class."""
    folder = tmp_path_factory.mktemp("class")
    sample_class.write_class(COURSE, folder, 5, seed=1)
    return folder


def test_a_class_gets_the_same_marks_in_every_question(image, submissions, tmp_path):
    for path in submissions.glob("*01_convolution*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    theirs = grade_with_otter_grade(COURSE.autograder / "01_convolution.zip", tmp_path, image)
    assert len(theirs) == 5
    assert theirs == grade_with_workbook(COURSE, "01_convolution", tmp_path)
    assert len({sum(points.values()) for points in theirs.values()}) > 3  # not all the same


def test_a_network_is_trained_in_a_container_and_gets_the_same_marks(image, tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBOOK_DATA", raising=False)  # the image has the bundled digits
    lab = COURSE.lab("3")
    exercises = [exercise for exercise in read_lab(lab) if exercise.solution]
    dense = {exercise.name: exercise.solution.source for exercise in exercises if "dnn" in exercise.name}
    release = json.loads((COURSE.release / lab.name / f"{lab.name}.ipynb").read_text(encoding="utf-8"))
    (tmp_path / "ada.ipynb").write_text(json.dumps(sample_class.filled(release, exercises, dense)))
    theirs = grade_with_otter_grade(COURSE.autograder / f"{lab.name}.zip", tmp_path, image)
    assert theirs == grade_with_workbook(COURSE, lab.name, tmp_path)
    assert theirs["ada.ipynb"]["trained_dnn"] == 4


def test_what_a_submission_does_changes_no_results(image, submissions, tmp_path):
    """The files that the host reads were written by the examiner; every file has its row, whatever it is."""
    (honest,) = submissions.glob("abiodun*01_convolution*")
    (tmp_path / "honest.ipynb").write_bytes(honest.read_bytes())
    (tmp_path / "hostile.ipynb").write_text(json.dumps(clean_notebook(Upload([HOSTILE]), "01_convolution")))
    (tmp_path / "broken.ipynb").write_text("no notebook")
    rows = rows_of_otter_grade(COURSE.autograder / "01_convolution.zip", tmp_path, image, containers=3)
    points = {name: float(row["total_points_earned"]) for name, row in rows.items()}
    assert points == {"honest.ipynb": 15, "hostile.ipynb": 0, "broken.ipynb": 0}
    assert rows["hostile.ipynb"]["grading_status"] == "Completed"
    assert "JSON" in rows["broken.ipynb"]["grading_status"]


def test_a_base_image_with_other_packages_is_refused(image, tmp_path, capfd):
    """Its marks might differ: whoever builds reads what to do."""
    (tmp_path / "requirements.txt").write_text("numpy==1.0\n")
    (tmp_path / "setup.sh").write_bytes((COURSE.root / "workbook" / "generate" / "setup.sh").read_bytes())
    with pytest.raises(DockerException):
        docker.run(image, ["bash", "/setup/setup.sh"], remove=True, volumes=[(tmp_path, "/setup", "ro")])
    assert "Build the base image anew" in capfd.readouterr().err
