"""The zip's own entry: a folder as Gradescope lays it out goes in, results that a student can read come out."""

import json
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import RELU

from workbook.examiner import autograde, intake
from workbook.examiner.intake import Upload, clean_notebook
from workbook.examiner.plugin import LUGGAGE, NAME
from workbook.generate.assign import RUN_AUTOGRADER, RUN_OTTER


@pytest.fixture
def root(tmp_path, mini_tests) -> Path:
    """A container's /autograder, with nothing handed in yet."""
    for name in ("source", "submission", "results"):
        (tmp_path / name).mkdir()
    (tmp_path / "tests").rename(tmp_path / "source" / "tests")
    config = {"assignment_name": "01_mini", "plugins": [{NAME: {}}]}
    (tmp_path / "source" / "otter_config.json").write_text(json.dumps(config))
    (tmp_path / "source" / "run_autograder").write_text(RUN_AUTOGRADER)
    (tmp_path / "source" / "run_otter.py").write_text(RUN_OTTER)
    (tmp_path / "submission_metadata.json").touch()
    return tmp_path


def notebook(*cells, lab="01_mini") -> str:
    return json.dumps(clean_notebook(Upload(list(cells)), lab))


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({}, "No notebook was handed in"),
        ({"essay.pdf": "%PDF"}, "No notebook was handed in"),
        ({"a.ipynb": "nonsense"}, "not JSON"),
        ({"a.ipynb": ""}, "empty"),
        ({"a.ipynb": notebook("x = 1"), "b/b.ipynb": notebook("x = 1")}, "2 notebooks were handed in"),
        ({"a.ipynb": notebook("x = 1", lab="07_other")}, "07_other"),
        ({"a.ipynb": notebook("x = 1"), **{f"f{i}": "" for i in range(300)}}, "More than 200 files"),
    ],
)
def test_what_cannot_be_graded_gets_a_sentence_and_no_points(root, files, sentence):
    for name, text in files.items():
        (root / "submission" / name).parent.mkdir(exist_ok=True)
        (root / "submission" / name).write_text(text)
    autograde.grade(root)
    results = json.loads((root / "results" / "results.json").read_text())
    assert sentence in results["output"]
    assert results["score"] == 0
    assert [(test["score"], test["max_score"]) for test in results["tests"]] == [(0, 4)]
    pickled = pickle.loads((root / "results" / "results.pkl").read_bytes())
    assert sentence in str(pickled.catastrophic_error)
    assert pickled.total == 0


def test_links_are_no_files(root):
    (root / "submission" / "a.ipynb").symlink_to("/etc/passwd")
    (root / "submission" / "b").symlink_to("/etc")
    autograde.grade(root)
    assert "No notebook" in (root / "results" / "results.json").read_text()


def test_the_examiners_folder_holds_nothing_of_the_students(root, monkeypatch):
    with zipfile.ZipFile(root / "submission" / "work.zip", "w") as archive:
        archive.writestr("mine/lab.ipynb", notebook("a = 1", lab=None))
        for name in ("mine/numpy.py", "mine/data/x.txt", "mine/tests/relu.py", "mine/.OTTER_LOG"):
            archive.writestr(name, "x")
    seen = []
    submission = root / "submission"
    monkeypatch.setattr(autograde, "run_otter", lambda folder, **_: seen.append((folder, os.listdir(submission))))
    autograde.grade(root)
    assert seen == [(str(root), ["01_mini.ipynb"])]
    kept = {p.relative_to(root / LUGGAGE.name).as_posix() for p in (root / LUGGAGE.name).rglob("*") if p.is_file()}
    assert kept == {"numpy.py", "data/x.txt", "tests/relu.py"}
    assert json.loads((root / "submission_metadata.json").read_text()) == {}


def test_what_was_handed_in_lies_there_again_afterwards(root, monkeypatch):
    """`otter grade` copies it out again, and takes a submission that it does not find for a failure."""
    (root / "submission" / "ada's (2).ipynb").write_text(notebook("a = 1"))
    (root / "submission" / "data").mkdir()
    (root / "submission" / "link").symlink_to("/nowhere")
    monkeypatch.setattr(autograde, "run_otter", lambda folder, **_: (root / "submission" / "tests").mkdir())
    autograde.grade(root)
    assert sorted(os.listdir(root / "submission")) == ["ada's (2).ipynb", "data", "link"]
    assert (root / "submission" / "ada's (2).ipynb").read_text() == notebook("a = 1")


def test_a_grader_that_fails_says_so_and_nothing_else(root, monkeypatch):
    def broken(folder, **_):
        raise RuntimeError("secret path /autograder/source")

    (root / "submission" / "a.ipynb").write_text(notebook("a = 1"))
    monkeypatch.setattr(autograde, "run_otter", broken)
    with pytest.raises(RuntimeError, match="secret"):
        autograde.grade(root)
    text = (root / "results" / "results.json").read_text()
    assert autograde.FAULT in text
    assert "secret" not in text


@pytest.mark.slow
@pytest.mark.parametrize("entry", ["run_autograder", "run_otter.py"])
def test_the_zips_entries_grade(root, entry):
    """One gets files as Gradescope unpacks them, the other one zip, as of `otter grade --ext zip`."""
    cells = [RELU, "answer = int(open('n.txt').read())"]
    files = {"mine.ipynb": notebook(*cells), "n.txt": "42", "numpy.py": "raise SystemExit"}
    if entry == "run_otter.py":
        for name, text in files.items():
            (root / "submission" / name).write_text(text)
    else:
        with zipfile.ZipFile(root / "submission" / "ada.zip", "w") as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        config = root / "source" / "otter_config.json"
        config.write_text(json.dumps(json.loads(config.read_text()) | {"zips": True}))
    start = ["bash"] if entry == "run_autograder" else [sys.executable]
    environment = os.environ | {"WORKBOOK_PYTHON": sys.executable}
    command = [*start, str(root / "source" / entry), str(root)]
    done = subprocess.run(command, cwd="/", env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    results = json.loads((root / "results" / "results.json").read_text())
    scores = {test["name"]: test["score"] for test in results["tests"] if "score" in test}
    assert scores == {"answer": 1, "relu": 3}
    assert (root / "results" / "results.pkl").is_file()


@pytest.mark.slow
def test_a_sandbox_that_does_not_start_is_the_instructors_business(root):
    """The student reads that nothing was graded; the reason is in the log."""
    config = {"assignment_name": "01_mini", "plugins": [{NAME: {"limits": {"start_seconds": 1e-6}}}]}
    (root / "source" / "otter_config.json").write_text(json.dumps(config))
    (root / "submission" / "mine.ipynb").write_text(notebook(RELU))
    command = [sys.executable, "-m", "workbook.examiner.autograde", str(root)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode != 0
    assert autograde.FAULT in (root / "results" / "results.json").read_text()


def test_files_are_bounded_and_hidden_ones_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(intake, "LARGEST_FILES", 10)
    for name, text in {"a": "12345", "b": "12345", "c": "12345", ".d": "1", "e/.f/g": "1"}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert set(intake.files_below(tmp_path)) == {"a", "b"}
    assert set(intake.files_below(tmp_path, {"a"})) == {"b", "c"}
