"""A folder of submissions becomes marks: one row for every file, whatever it is."""

import csv
import json
import os
import subprocess
import sys
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from workbook.examiner.isolation import Isolation
from workbook.examiner.limits import Limits
from workbook.examiner.probe import strongest
from workbook.generate.publish import generate, publish
from workbook.grade import run
from workbook.grade.assignment import Assignment
from workbook.grade.discover import HandedIn, discover, readable, student_name
from workbook.grade.examine import examine
from workbook.grade.marks import write_marks
from workbook.grade.result import CaseResult, Picture, QuestionResult, Result

LABS = ["01_convolution", "02_layers"]


@pytest.mark.parametrize(
    ("stem", "student"),
    [
        ("smith_4711_01_convolution (2)", "smith_4711"),
        ("smith_4711_01_convolution", "smith_4711"),
        ("müllerjürgen_LATE_123_456_02_layers-2", "müllerjürgen_LATE_123_456"),
        ("01_convolution", "01_convolution"),
        ("Anna Smith_4711_assignsubmission_file_", "Anna Smith"),
        ("张伟_01_convolution", "张伟"),
    ],
)
def test_students_are_named_by_what_platforms_write(stem, student):
    assert student_name(stem, LABS) == student


def test_names_of_any_bytes_can_be_written(tmp_path):
    """As when a zip with names in Latin-1 was unpacked: no such name may stop the batch."""
    with open(os.path.join(os.fsencode(tmp_path), b"caf\xe9_1.ipynb"), "w"):
        pass
    (handed,) = discover(tmp_path, LABS)
    assert handed.student == "caf?_1"
    write_marks([replace(RESULT, student=handed.student, file=readable(handed.path.name))], tmp_path / "out")


def test_every_file_is_a_submission_but_for_rubbish(tmp_path):
    for name in ("a_1_01_convolution.ipynb", "essay.pdf", ".DS_Store"):
        (tmp_path / name).write_text("x")
    moodle = tmp_path / "Anna Smith_4711_assignsubmission_file_"
    (moodle / ".ipynb_checkpoints").mkdir(parents=True)
    (moodle / "01_convolution.ipynb").write_text("x")
    (moodle / ".ipynb_checkpoints" / "01_convolution.ipynb").write_text("x")
    (tmp_path / "Empty_4712_assignsubmission_file_").mkdir()
    found = [(handed.student, handed.path.name) for handed in discover(tmp_path, LABS)]
    assert found == [
        ("Anna Smith", "01_convolution.ipynb"),
        ("Empty", "Empty_4712_assignsubmission_file_"),
        ("a_1", "a_1_01_convolution.ipynb"),
        ("essay", "essay.pdf"),
    ]


RESULT = Result(
    file="=cmd.ipynb",
    student="=cmd",
    lab="01_tiny",
    status="graded",
    questions=(
        QuestionResult(
            "double",
            "1.1 Twice",
            (CaseResult("one", 1, False, True), CaseResult("many", 2, True, False, "no", Picture([[1]], [[2]]))),
        ),
    ),
)


def test_results_survive_being_stored():
    assert Result.from_dict(json.loads(json.dumps(RESULT.as_dict()))) == RESULT


def test_marks_are_numbers_and_names_are_no_formulas(tmp_path):
    write_marks([RESULT], tmp_path)
    (row,) = csv.DictReader((tmp_path / "grades.csv").read_text().splitlines())
    assert row["student"] == "'=cmd"
    assert (float(row["points"]), float(row["possible"])) == (1, 3)
    (row,) = csv.DictReader((tmp_path / "01_tiny" / "grades.csv").read_text().splitlines())
    assert (float(row["double"]), float(row["total"])) == (1, 1)


def notebook(source: str, lab: str = "01_tiny") -> str:
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    return json.dumps(
        {"cells": [cell], "metadata": {"otter": {"assignment_name": lab}}, "nbformat": 4, "nbformat_minor": 4}
    )


@pytest.mark.slow
@pytest.mark.parametrize(("slots", "most"), [("1", 1), ("2", 2)])
def test_labs_that_train_leave_the_processor_to_the_others(slots, most, monkeypatch):
    """Of two examiners one at a time trains, while labs without networks go on; all come to an end."""
    monkeypatch.setenv("WORKBOOK_TRAINING_SLOTS", slots)
    labs = {"01_loops": SimpleNamespace(trains=False), "03_nets": SimpleNamespace(trains=True)}
    monkeypatch.setattr(run, "loaded", lambda zips: labs)
    handed = [HandedIn(Path(f"{name}_{lab}.ipynb"), name) for lab in labs for name in "abcdef"]
    running, seen = [], []

    def submit(_, each, *__):
        future = Future()
        running.append((each, future))
        seen.append(["nets" in waiting.path.name for waiting, _ in running])
        if len(running) == 4:  # two for each examiner: the eldest is done
            running.pop(0)[1].set_result(each)
        return future

    def finish():
        while running:
            running.pop(0)[1].set_result(None)

    examiners = run.Examiners(submit, lambda: 2, Isolation.PROCESS)
    graded = []
    for number, _ in run.grade_all(handed, [], examiners, limits=Limits(), required=Isolation.PROCESS):
        graded.append(number)
        if len(graded) > 8:
            finish()
    assert sorted(graded) == list(range(12))
    last_of_others = max(number for number, trains in enumerate(seen) if not trains[-1])
    assert max(sum(trains) for trains in seen[: last_of_others + 1]) == most


@pytest.mark.slow
def test_known_mistakes_are_worked_out_for_answers_only(tiny, tmp_path, monkeypatch):
    """That takes a minute where networks are built, and there is no mistake in what is not there."""
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    publish(tiny, generate(tiny))
    assignments = {"01_tiny": Assignment.load(tiny.autograder / "01_tiny.zip")}
    named, kept = [], []
    for source in ("", "def double(x): return x**2"):
        path = tmp_path / "handed_in.ipynb"
        path.write_text(notebook(source))
        (question,) = examine(path, "ada", assignments, Limits(), strongest()).questions
        named.append(question.mistake)
        kept.append(len(list((tmp_path / "cache").glob("catalogue/*.frame"))))
    assert named == ["", "squares instead"]
    assert kept == [0, 1]


def test_a_folder_of_everything_gets_a_row_each(tiny, tmp_path):
    def workbook(*arguments):
        command = [sys.executable, "-m", "workbook", *arguments]
        return subprocess.run(command, cwd=tiny.root, capture_output=True, text=True, check=False)

    assert workbook("generate").returncode == 0
    folder = tmp_path / "class"
    folder.mkdir()
    hand_ins = {
        "ada_1_01_tiny.ipynb": notebook("def double(x): return 2 * x"),
        "bob_2_01_tiny (2).ipynb": notebook("def double(x): return x**2"),
        "cleo_3_01_tiny.ipynb": notebook("raise ValueError('no')"),
        "dan_4_01_tiny.ipynb": notebook("import os\ndef double(x): os._exit(0)"),
        "eve_5_01_tiny.ipynb": notebook("while True: pass"),
        "fay_6_01_tiny.ipynb": "not a notebook",
        "gus_7_01_tiny.ipynb": "",
        "hal_8.ipynb": notebook("def double(x): return 2 * x", lab="09_other"),
        "jan_0_01_tiny.ipynb": notebook("def double(x): return bytearray(1500 << 20)"),
        "ida_9_01_tiny.ipynb": (tiny.release / "01_tiny" / "01_tiny.ipynb").read_text(),
    }
    for name, content in hand_ins.items():
        (folder / name).write_text(content)
    done = workbook("grade", str(folder), "--out", str(tmp_path / "out"), "--time-limit", "8", "--memory-limit", "1024")
    assert done.returncode == 0, done.stderr
    rows = {row["student"]: row for row in csv.DictReader((tmp_path / "out" / "grades.csv").read_text().splitlines())}
    assert len(rows) == len(hand_ins)
    points = {student: float(row["points"]) for student, row in rows.items()}
    assert points == {
        "ada_1": 3, "bob_2": 0, "cleo_3": 0, "dan_4": 0, "eve_5": 0, "fay_6": 0, "gus_7": 0, "hal_8": 0, "ida_9": 0,
        "jan_0": 0,
    }  # fmt: skip
    assert rows["ada_1"]["status"] == "graded"
    assert rows["dan_4"]["status"] == "graded with stops"
    assert "ended the Python process" in rows["dan_4"]["remark"]
    assert "took longer" in rows["eve_5"]["remark"]
    assert "needed more than 1,024 MB of memory" in rows["jan_0"]["remark"]
    assert {rows[name]["status"] for name in ("fay_6", "gus_7", "hal_8")} == {"refused"}
    assert "09_other" in rows["hal_8"]["remark"]
    stored = {result["student"]: result for result in json.loads((tmp_path / "out" / "results.json").read_text())}
    assert stored["bob_2"]["questions"][0]["mistake"] == "squares instead"
    assert Path(tmp_path / "out" / "01_tiny" / "feedback" / "ada_1_01_tiny.html").is_file()
