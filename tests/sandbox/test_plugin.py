"""Otter's own commands score proxies when the plugin is named in ``otter_config.json``."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from conftest import RELU
from otter.run.run_autograder.utils import OtterRuntimeError

from workbook.examiner import plugin
from workbook.examiner.intake import Upload, clean_notebook
from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.plugin import NAME, SandboxPlugin, at_least, limits_from


@pytest.fixture
def autograder(mini_tests, tmp_path):
    """Write an autograder zip that names the plugin, with the given settings."""

    def write(**settings) -> Path:
        path = tmp_path / "autograder.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("otter_config.json", json.dumps({"plugins": [{NAME: settings}]}))
            archive.writestr("files/shipped.txt", "from the course")
            for test in mini_tests:
                archive.write(test, f"tests/{test.name}")
        return path

    return write


def otter_run(autograder: Path, submission: Path, out: Path) -> dict:
    command = [
        str(Path(sys.executable).with_name("otter")),
        "run",
        "-a",
        str(autograder),
        "-o",
        str(out),
        str(submission),
    ]
    done = subprocess.run(command, cwd=out, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads((out / "results.json").read_text())
    results["printed"] = done.stdout
    return results


@pytest.mark.slow
def test_otter_run_scores_a_submission_with_all_its_luggage(autograder, tmp_path):
    cells = [RELU, "answer = 42 if open('shipped.txt').read() == 'from the course' else 0", "1 / 0"]
    submission = tmp_path / "submission.zip"
    with zipfile.ZipFile(submission, "w") as archive:
        archive.writestr("lab.ipynb", json.dumps(clean_notebook(Upload(cells))))
        archive.writestr(".OTTER_LOG", b"cos\nsystem\n(S'touch /tmp/unpickled'\ntR.")
        for name in ("numpy.py", "tests/relu.py", "sitecustomize.py", "shipped.txt"):
            archive.writestr(name, "raise SystemExit")
    results = otter_run(autograder(), submission, tmp_path)
    assert [(test["name"], test["score"]) for test in results["tests"][1:]] == [("answer", 1), ("relu", 3)]
    assert results["output"] == "While your notebook ran:\n- Cell 3 raised ZeroDivisionError: division by zero"
    assert f"Isolation: {plugin.strongest()}" in results["printed"]


@pytest.mark.slow
def test_otter_run_shows_a_student_no_text_of_hidden_tests(autograder, tmp_path):
    submission = tmp_path / "lab.ipynb"
    bad = "def relu(x):\n    raise ValueError(f'I got {x.size} numbers')"
    submission.write_text(json.dumps(clean_notebook(Upload([bad, "import os; os._exit(0)"]))))
    results = otter_run(autograder(limits={"cell_seconds": 10}), submission, tmp_path)
    assert "I got 2 numbers" in results["tests"][0]["output"]
    assert "I got 15" not in json.dumps(results["tests"])
    assert results["output"].endswith("Cell 2 ended the Python process, so nothing came back.")


def test_too_weak_an_isolation_is_refused(monkeypatch):
    monkeypatch.setattr(plugin, "strongest", lambda: Isolation.PROCESS)
    with pytest.raises(SandboxFailure, match=r"'bubblewrap' is required.* is 'process'"):
        at_least("bubblewrap")
    assert at_least("process") is Isolation.PROCESS


@pytest.fixture
def submission_folder(tmp_path, mini_tests, monkeypatch):
    """A folder as Otter makes it: the submission, and the tests among it."""
    folder = tmp_path / "submission"
    folder.mkdir()
    shutil.copytree(mini_tests[0].parent, folder / "tests")
    (folder / "lab.ipynb").write_text(json.dumps(clean_notebook(Upload(["a = 1"]))))
    monkeypatch.chdir(folder)
    return folder


class Config:
    grade_from_log = True


@pytest.mark.parametrize("wrong", [{"memory": -5}, {"cell_seconds": "30"}, {"seconds": 30}], ids=str)
def test_limits_that_mean_nothing_are_the_instructors_business(wrong):
    with pytest.raises(SandboxFailure, match=f"otter_config.json are wrong: .*{next(iter(wrong))}"):
        limits_from(wrong)
    assert limits_from({"cell_seconds": 3}).cell_seconds == 3


def test_before_grading_leaves_the_examiner_nothing_of_the_students(submission_folder):
    (submission_folder / ".OTTER_LOG").write_bytes(b"pickle")
    (submission_folder / "numpy.py").write_text("raise SystemExit")
    (submission_folder / "__init__.py").write_text("raise SystemExit")
    (submission_folder / "data").mkdir()
    (submission_folder / "data" / "x.txt").write_text("hello")
    (submission_folder / "link").symlink_to("/etc")
    config = Config()
    sandbox_plugin = SandboxPlugin(str(submission_folder / "lab.ipynb"), {}, {})
    sandbox_plugin.before_grading(config)
    assert {path.name for path in submission_folder.iterdir()} == {"lab.ipynb", "tests", "__init__.py"}
    assert (submission_folder / "__init__.py").read_text() == ""
    assert sandbox_plugin._files == {"data/x.txt": b"hello", "numpy.py": b"raise SystemExit"}
    assert config.grade_from_log is False


def test_the_driver_notebook_holds_no_student_code(submission_folder):
    sandbox_plugin = SandboxPlugin(str(submission_folder / "lab.ipynb"), {}, {})
    sandbox_plugin.before_grading(Config())
    node = sandbox_plugin.before_execution(nbformat.from_dict(clean_notebook(Upload(["evil = 1"]))))
    nbformat.validate(node)
    assert "evil" not in nbformat.writes(node)
    with pytest.raises(OtterRuntimeError, match="did not start"):
        sandbox_plugin.after_grading(None)
    assert not sandbox_plugin._folder.exists()


def test_a_sandbox_fault_stops_the_grading(submission_folder):
    sandbox_plugin = SandboxPlugin(str(submission_folder / "lab.ipynb"), {}, {})
    sandbox_plugin.before_grading(Config())
    sandbox_plugin.before_execution(nbformat.from_dict(clean_notebook(Upload(["a = 1"]))))
    plugin._write_report(sandbox_plugin._folder / "report.json", "process", "It broke.", [])
    with pytest.raises(OtterRuntimeError, match="did not work") as caught:
        sandbox_plugin.after_grading(None)
    assert caught.value.__notes__ == ["It broke."]
