"""The hand-in cell: a last look at every question, and the file to hand in."""

from __future__ import annotations

import ast
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
    display(grader.progress())
    print(f"The checks in this notebook give you {earned:g} of their {possible:g} points.")
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
    differing = _differing(path)
    if differing:
        print(f"Careful: {path.name} on disk does not hold what you ran here for {', '.join(differing)}.")
        print("Run the cells that you changed, save the notebook (Ctrl+S, or ⌘S), and run this cell again.")
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


def _differing(path: pathlib.Path) -> list[str]:
    """Name the answers that the saved file holds otherwise than this session ran them.

    A starter that was never run is none of them: that question was left out.
    """
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    answers = ["".join(cell["source"]) for cell in cells if "otter_answer_cell" in cell["metadata"].get("tags", [])]
    shell = get_ipython()
    ran = {source.strip() for source in shell.history_manager.input_hist_raw}
    differing = []
    for source in answers:
        names, is_starter = _outline(source)
        left_out = is_starter and not any(name in shell.user_ns for name in names)
        if source.strip() not in ran and not left_out:
            differing.append(names[0] if names else f"the cell that begins with {source.strip()[:40]!r}")
    return differing


def _outline(source: str) -> tuple[list[str], bool]:
    """Give the names that an answer cell defines, and whether there is a ``...`` where the answer should be."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return [], False
    names = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    statements = (node for node in ast.walk(tree) if isinstance(node, ast.Expr | ast.Assign))
    return names, any(isinstance(node.value, ast.Constant) and node.value.value is ... for node in statements)
