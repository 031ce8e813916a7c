"""The hand-in cell: a last look at every question, and the file to hand in."""

from __future__ import annotations

import json
import os
import pathlib

from IPython import get_ipython
from IPython.display import FileLink, display

from labkit.grader import Grader
from labkit.start import on_colab


def hand_in(grader: Grader, lab: str) -> None:
    """Check every question, then offer the notebook for download.

    Args:
        grader: the lab's grader.
        lab: the lab's name; the file to hand in is ``<lab>.ipynb``.
    """
    earned = possible = 0.0
    unfinished = []
    for question in grader.questions:
        report = grader.check(question)
        earned, possible = earned + report.earned, possible + report.possible
        if not report.passed:
            unfinished.append(question)
    print(f"The checks in this notebook give you {earned:g} of their {possible:g} points.")
    print("Hidden tests, which look at more cases, decide on the rest.")
    if unfinished:
        print(f"Not passing yet: {', '.join(unfinished)}.")
        print("You can hand in all the same: each question counts by itself.")
    if on_colab():
        _download_from_colab(lab)
    else:
        _offer_saved_file(lab)


def _download_from_colab(lab: str) -> None:
    from google.colab import _message, files

    answer = _message.blocking_request("get_ipynb", timeout_sec=60)
    target = pathlib.Path(f"{lab}.ipynb")
    target.write_text(json.dumps(answer["ipynb"], ensure_ascii=False), encoding="utf-8")
    files.download(str(target))
    print(f"Your browser now downloads {target.name}: hand in that file. If nothing happens: File > Download > .ipynb")


def _offer_saved_file(lab: str) -> None:
    path = _saved_notebook(lab)
    if path is None:
        print("Save the notebook and hand in its .ipynb file.")
        return
    if _missing(path):
        print(
            f"Careful: {path.name} on disk is not what you ran here. "
            "Save the notebook, run every cell that you changed, and run this cell again."
        )
    else:
        print(f"{path.name} is saved and holds the answers that you ran. Hand in this file:")
    display(FileLink(os.path.relpath(path)))


def _saved_notebook(lab: str) -> pathlib.Path | None:
    """Where this notebook lies, as far as Jupyter tells, or else the one file that bears the lab's name."""
    session = os.environ.get("JPY_SESSION_NAME", "")
    for path in (pathlib.Path(session), pathlib.Path(f"{lab}.ipynb")):
        if path.suffix == ".ipynb" and path.is_file():
            return path
    return None


def _missing(path: pathlib.Path) -> list[str]:
    """List the answer cells of the saved file that did not run in this session just as they are saved."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    answers = ["".join(cell["source"]) for cell in cells if "otter_answer_cell" in cell["metadata"].get("tags", [])]
    ran = {source.strip() for source in get_ipython().history_manager.input_hist_raw}
    return [source for source in answers if source.strip() not in ran]
