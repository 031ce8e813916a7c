"""Grades a submission in the sandbox: the second half of ``nbgrader autograde``, in the place of a kernel."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from workbook.examiner.intake import files_below
from workbook.examiner.plugin import NAME, at_least, limits_from
from workbook.grade.assignment import Assignment
from workbook.grade.examine import examine
from workbook.grade.result import Result
from workbook.nbgrader.cells import grade_id
from workbook.nbgrader.marked import marked_cells

AUTOGRADERS = "autograder"
"""The folder of the course that holds a zip for each lab."""

GIVEN = {"tests", "labkit", "timestamp.txt", "submission_secret.txt"}
"""What lies in a submission's folder and is not the student's: the release put it there, or nbgrader did."""


class Stale(Exception):
    """The gradebook and the autograder zip know different test cases; the message says what to do."""


class Examine(NbGraderPreprocessor):
    """Runs a submission's cells and the tests as ``workbook grade`` does; no kernel ever runs the notebook.

    What it leaves is scored by nbgrader itself. Where no sandbox can be had, it fails, and nbgrader reports that the
    submission was not graded.
    """

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Put the marked notebook in the place of the student's code cells."""
        names = resources["nbgrader"]
        student, lab, notebook = names["student"], names["assignment"], names["notebook"]
        coursedir = self.parent.parent.coursedir
        submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, lab), f"{notebook}.ipynb")
        result = _examined(submitted, student, Path(coursedir.root, AUTOGRADERS, f"{notebook}.zip"))
        with Gradebook(names["db_url"]) as gradebook:
            known = gradebook.find_notebook(notebook, lab)
            starters = {cell.name: cell.source for cell in known.source_cells}
            _same_cases(result, {cell.name: cell.max_score for cell in known.grade_cells}, lab)
        nb.cells = marked_cells(result, [cell.source for cell in nb.cells], starters)
        self.log.info("%s, %s: %s. %s", student, lab, result.status, result.remark)
        return nb, resources


def _examined(submitted: Path, student: str, archive: Path) -> Result:
    assignment, settings = _assignment(archive, archive.stat().st_mtime_ns)
    beside = files_below(submitted.parent, {path.name for path in submitted.parent.glob("*.ipynb")} | GIVEN)
    limits = limits_from(settings.get("limits", {}))
    isolation = at_least(settings.get("require_isolation", "process"))
    return examine(submitted, student, {assignment.name: assignment}, limits, isolation, beside)


@cache
def _assignment(archive: Path, written: int) -> tuple[Assignment, dict]:
    """Load a lab's tests and the examiner's settings, once for each time that the zip was written."""
    assignment = Assignment.load(archive)
    config = json.loads(Path(assignment.folder.name, "otter_config.json").read_text(encoding="utf-8"))
    plugins = {name: settings for plugin in config.get("plugins", []) for name, settings in plugin.items()}
    return assignment, plugins.get(NAME, {})


def _same_cases(result: Result, known: dict[str, float], lab: str) -> None:
    """Refuse to grade with tests that the gradebook does not know.

    Raises:
        Stale: a case is missing on one side, or has other points.
    """
    cases = {
        grade_id(question.name, number, case.hidden): case.points
        for question in result.questions
        for number, case in enumerate(question.cases, 1)
    }
    if cases != known:
        raise Stale(f"The gradebook does not know the present tests. Run 'nbgrader generate_assignment --force {lab}'.")
