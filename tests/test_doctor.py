"""The doctor tells what is there, and what to do where something is missing."""

import subprocess
import sys

import pytest

from workbook import doctor


def test_every_finding_that_is_not_fine_says_what_to_do(tiny, monkeypatch):
    monkeypatch.chdir(tiny.root)
    monkeypatch.setattr(doctor, "_keras", lambda: doctor.Finding("Keras", "missing", False, "Install it.", True))
    findings = doctor.examine()
    assert [finding.subject for finding in findings] == [
        "Python", "Keras", "Digits", "Isolation", "Docker", "nbgrader", "Labs",
    ]  # fmt: skip
    assert all(finding.remedy.endswith(".") for finding in findings if not finding.fine)
    labs = findings[-1]
    assert (labs.fine, labs.remedy) == (False, "Run 'workbook generate'.")


def test_unusable_data_are_said_to_be_so(monkeypatch, tmp_path):
    (tmp_path / "mnist.npz").write_text("no archive")
    monkeypatch.setenv("WORKBOOK_DATA", str(tmp_path))
    finding = doctor._data()
    assert not finding.fine
    assert finding.needed
    assert "mnist.npz" in finding.found


@pytest.mark.slow
def test_the_command_prints_a_table_and_succeeds_where_grading_can(tiny):
    command = [sys.executable, "-m", "workbook", "doctor"]
    done = subprocess.run(command, cwd=tiny.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Keras" in done.stdout
    assert "Traceback" not in done.stderr
