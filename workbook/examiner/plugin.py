"""Puts the trust boundary into Otter: `otter run`, `otter grade` and Gradescope score proxies, not student code.

Named in ``otter_config.json``::

    {"plugins": [{"workbook.examiner.plugin.SandboxPlugin": {"limits": {"cell_seconds": 30}}}]}

Settings: ``limits`` (any of `limits.Limits`), ``require_isolation`` (``"process"``, ``"container"`` or
``"bubblewrap"``: the least that will do).
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from otter.plugins import AbstractOtterPlugin
from otter.run.run_autograder.utils import OtterRuntimeError

from workbook.examiner import intake
from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Limits
from workbook.examiner.probe import strongest
from workbook.examiner.proxy import names_in_tests
from workbook.examiner.submission import Event, Submission

NAME = "workbook.examiner.plugin.SandboxPlugin"
SUPPORT = Path("../source/files")
"""Where Otter unpacks the support files of an autograder, seen from the submission's folder."""
LUGGAGE = Path("../submission_files")
"""Where `autograde` puts a student's other files, so that they never lie where the tests run."""


class SandboxPlugin(AbstractOtterPlugin):
    """Takes a submission's cells out of Otter's hands and gives Otter a notebook of proxies instead."""

    def __init__(self, submission_path: str, submission_metadata: dict, plugin_config: dict):
        super().__init__(submission_path, submission_metadata, plugin_config)
        self._files: dict[str, bytes] = {}
        self._folder: Path | None = None
        self._report: dict[str, Any] = {}

    def before_grading(self, config) -> None:
        """Take every file of the student's but the notebook out of the folder in which the tests will run."""
        keep = {Path(self.submission_path).name, "tests", "__init__.py"}
        self._files = intake.files_below(Path(), keep) | intake.files_below(LUGGAGE)
        for entry in list(os.scandir()):
            if entry.name not in keep:
                shutil.rmtree(entry.path) if entry.is_dir(follow_symlinks=False) else os.remove(entry.path)
        Path("__init__.py").write_bytes(b"")
        if SUPPORT.is_dir():
            shutil.copytree(SUPPORT, ".", dirs_exist_ok=True)
            self._files |= intake.files_below(SUPPORT)
        config.grade_from_log = False

    def before_execution(self, submission: nbformat.NotebookNode) -> nbformat.NotebookNode:
        """Put the submission aside for the sandbox, and return the notebook that Otter is to run."""
        try:
            cells = intake.code_cells(submission)
        except intake.Refused:
            cells = []
        self._folder = Path(tempfile.mkdtemp(prefix="workbook-submission-"))
        job = {
            "cells": cells,
            "limits": self.plugin_config.get("limits", {}),
            "require_isolation": self.plugin_config.get("require_isolation", "process"),
            "tests": [str(path.resolve()) for path in sorted(Path("tests").glob("*.py"))],
        }
        (self._folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
        intake.write_files(self._folder / "files", self._files)
        source = f"from workbook.examiner.plugin import drive\nglobals().update(drive({str(self._folder)!r}))"
        return nbformat.from_dict(intake.clean_notebook(intake.Upload([source])))

    def after_grading(self, results) -> None:
        """Keep what happened in the sandbox with the results.

        Raises:
            OtterRuntimeError: the sandbox itself did not work, so the scores mean nothing.
        """
        try:
            self._report = json.loads((self._folder / "report.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise OtterRuntimeError("The sandbox for this submission did not start, so nothing was graded.") from None
        finally:
            shutil.rmtree(self._folder)
        if self._report["fault"]:
            error = OtterRuntimeError("The sandbox did not work, so nothing was graded; the log says why.")
            error.add_note(self._report["fault"])  # for the log: Otter shows the message itself to the student
            raise error
        results.set_plugin_data(NAME, self._report)
        shown = [event["message"] for event in self._report["events"] if not event["hidden"]]
        if shown:
            results.set_output("While your notebook ran:\n" + "\n".join(f"- {message}" for message in shown))

    def generate_report(self) -> str:
        """Tell the instructor how the submission was isolated, and what happened."""
        lines = [f"Isolation: {self._report.get('isolation', 'none')}"]
        for event in self._report.get("events", []):
            phase = "In hidden tests: " if event["hidden"] else ""
            detail = f" ({event['detail']})" if event["detail"] and event["detail"] not in event["message"] else ""
            lines.append(f"{phase}{event['message']}{detail}")
        return "\n".join(lines)


def drive(folder: str) -> dict[str, Any]:
    """Start the sandbox of a submission that the plugin put aside; return the names for Otter's tests.

    Runs in the kernel that Otter starts for one submission, which holds no line of student code. The sandbox lives
    as long as that kernel.
    """
    job = json.loads(Path(folder, "job.json").read_text(encoding="utf-8"))
    report = Path(folder, "report.json")
    files = intake.files_below(Path(folder, "files"))
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    try:
        isolation = at_least(job["require_isolation"])
        submission = _Reporting(report, job["cells"], files, limits_from(job["limits"]), isolation)
        stack.enter_context(submission)
        stack.enter_context(submission.phases())
        tests = [Path(path) for path in job["tests"]]
        names = submission.environment(names_in_tests(tests))
        submission.run_public(tests, names)
        submission.report()
        return names
    except SandboxFailure as error:
        _write_report(report, None, str(error), [])
        raise


def limits_from(settings: dict) -> Limits:
    """Read the limits in ``otter_config.json``.

    Raises:
        SandboxFailure: there is no such limit, or it is not a positive number.
    """
    try:
        return Limits(**settings)
    except (TypeError, ValueError) as error:
        raise SandboxFailure(f"The limits in otter_config.json are wrong: {error}") from error


def at_least(level: str) -> Isolation:
    """Find the strongest isolation that works here.

    Raises:
        SandboxFailure: it is weaker than ``level``.
    """
    found = strongest()
    if found < Isolation[level.upper()]:
        raise SandboxFailure(f"Isolation by {level!r} is required, and the best that works here is '{found}'.")
    return found


class _Reporting(Submission):
    """A submission that writes down what happens as it happens: nobody tells the kernel when the tests are over."""

    def __init__(self, path: Path, *args):
        super().__init__(*args)
        self._path = path

    def report(self) -> None:
        events = [vars(event) for event in self.events]
        _write_report(self._path, str(self.isolation), self.fault, events)

    def _remember(self, events: Iterable[Event]) -> None:
        super()._remember(events)
        self.report()

    def _ask(self, request: dict, what: str):
        try:
            return super()._ask(request, what)
        except SandboxFailure:
            self.report()
            raise


def _write_report(path: Path, isolation: str | None, fault: str | None, events: list[dict]) -> None:
    text = json.dumps({"isolation": isolation, "fault": fault, "events": events})
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    os.replace(file.name, path)
