"""Grades the one submission of a container: what ``run_autograder`` starts, on Gradescope and in ``otter grade``.

The folder is Otter's and Gradescope's: ``source/`` is the unpacked autograder zip, ``submission/`` what was uploaded,
``results/`` what comes out. The upload is taken in as data before Otter opens any of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from otter.run.run_autograder import main as run_otter
from otter.test_files import GradingResults

from workbook.examiner import intake
from workbook.examiner.plugin import LUGGAGE
from workbook.examiner.test_files import read_tests

FAULT = "The grader failed on this submission, and not your notebook; your instructor will look at it."


def grade(root: Path) -> None:
    """Grade ``root/submission``, and write ``results.json`` and ``results.pkl`` into ``root/results``.

    What cannot be graded gets no points and one sentence.

    Raises:
        Exception: the grader itself failed; what the student reads of it has been written.
    """
    config = json.loads((root / "source" / "otter_config.json").read_text(encoding="utf-8"))
    lab = config.get("assignment_name")
    try:
        upload = intake.take_in_folder(root / "submission", lab)
    except intake.Refused as refusal:
        write_refusal(root, str(refusal))
        return
    try:
        with _laid_out(root, upload, lab):
            run_otter(str(root), zips=False)  # `otter grade --ext zip` asks for it, but the zip has been taken in
    except Exception:
        write_refusal(root, FAULT)
        raise


def write_refusal(root: Path, sentence: str) -> None:
    """Write results that say why there are no points: for Gradescope as JSON, for ``otter grade`` pickled."""
    import dill

    tests = sorted((root / "source" / "tests").glob("*.py"))
    possible = sum(read_tests(path).possible for path in tests)
    test = {"name": "Not graded", "score": 0, "max_score": possible, "status": "failed", "output": sentence}
    results = {"score": 0, "output": sentence, "stdout_visibility": "hidden", "tests": [test]}
    folder = root / "results"
    folder.mkdir(exist_ok=True)
    (folder / "results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    with (folder / "results.pkl").open("wb") as file:
        dill.dump(GradingResults.without_results(RuntimeError(sentence)), file)


@contextlib.contextmanager
def _laid_out(root: Path, upload: intake.Upload, lab: str | None) -> Iterator[None]:
    """Leave one clean notebook where Otter looks, and the student's other files beside it, for the sandbox only.

    Afterwards the folder is as it was: `otter grade` fetches from it what it had put there.
    """
    submission, luggage, aside = root / "submission", root / LUGGAGE.name, root / "handed_in"
    for folder in (luggage, aside):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
    _move_all(submission, aside)
    notebook = json.dumps(intake.clean_notebook(upload, lab))
    (submission / f"{lab or 'notebook'}.ipynb").write_text(notebook, encoding="utf-8")
    intake.write_files(luggage, upload.files)
    metadata = root / "submission_metadata.json"  # `otter grade` makes it empty, and Otter wants JSON
    if not metadata.is_file() or not metadata.read_text(encoding="utf-8").strip():
        metadata.write_text("{}\n", encoding="utf-8")
    try:
        yield
    finally:
        for entry in list(os.scandir(submission)):
            shutil.rmtree(entry.path) if entry.is_dir(follow_symlinks=False) else os.remove(entry.path)
        _move_all(aside, submission)


def _move_all(source: Path, target: Path) -> None:
    for entry in list(os.scandir(source)):
        shutil.move(entry.path, target / entry.name)


def main() -> None:
    """Grade in the folder that the command line names, or in ``/autograder``."""
    grade(Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder").resolve())


if __name__ == "__main__":
    main()
