"""Puts a lab's exercises together into one Otter Assign master notebook."""

from __future__ import annotations

import re

import nbformat
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from workbook.course import Course, Lab
from workbook.exercises.model import SKIPPED_TAGS, Cell, Exercise
from workbook.exercises.reader import BOUNDARY
from workbook.exercises.rules import prediction_parts

OTTER_IGNORE = "otter_ignore"
"""Otter's own tag for cells that grading leaves out."""

PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

SET_UP = """\
# Set-up: run this cell first, each time you open the notebook.
import pathlib, sys, urllib.request

LAB, COURSE = "{lab}", "{address}"
sys.path += [folder for folder in ("..", "../../release") if pathlib.Path(folder, "labkit").is_dir()]
try:
    import labkit.start
except ModuleNotFoundError:  # the notebook came alone, as on Colab: fetch what belongs to it
    urllib.request.urlretrieve(COURSE + "/labkit/fetch.py", "fetch.py")
    import fetch

    fetch.lab(LAB, COURSE)
    import labkit.start

grader = labkit.start.notebook(LAB)"""

HAND_IN_TEXT = """\
## Hand in

Save the notebook (Ctrl+S, or ⌘S), then run the next cell. It checks every question once more, tells you whether the
saved file holds your latest answers, and gives you the file to hand in."""

HAND_IN = """\
import labkit.handin

labkit.handin.hand_in(grader, LAB)"""


def master_notebook(course: Course, lab: Lab, exercises: list[Exercise]) -> nbformat.NotebookNode:
    """Assemble the master notebook that Otter Assign turns into the student's and the instructor's."""
    config = {
        "name": lab.name,
        "init_cell": False,
        "export_cell": False,
        "check_all_cell": False,
        "tests": {"files": True, "ok_format": False},
    }
    badge = f"[![Open In Colab](https://colab.research.google.com/assets/colab-badge.svg)]({course.colab_address(lab)})"
    set_up = SET_UP.format(lab=lab.name, address=course.address)
    cells = [
        new_raw_cell("# ASSIGNMENT CONFIG\n" + yaml.safe_dump(config)),
        new_markdown_cell(f"<!-- Generated from source/{lab.name} by 'workbook generate'. -->\n\n{badge}"),
    ]
    first, *others = exercises
    cells += _exercise_cells(first)
    cells.insert(3, new_code_cell(set_up, metadata=_skipped("setup")))
    for exercise in others:
        cells += _exercise_cells(exercise)
    cells += [new_markdown_cell(HAND_IN_TEXT), new_code_cell(HAND_IN, metadata=_skipped("handin"))]
    metadata = dict(PYTHON)
    metadata["colab"] = {"provenance": []}
    if lab.gpu:
        metadata["accelerator"] = "GPU"
        metadata["colab"] = {"provenance": [], "gpuType": "T4"}
    notebook = new_notebook(cells=cells, metadata=metadata)
    notebook.nbformat_minor = 4  # without cell ids, since Otter would make random ones
    for cell in notebook.cells:
        del cell["id"]
    return notebook


def _skipped(*tags: str) -> dict:
    return {"tags": [*tags, OTTER_IGNORE]}


def _exercise_cells(exercise: Exercise) -> list[nbformat.NotebookNode]:
    hints = sum("hint" in cell.tags for cell in exercise.cells)
    given = 0
    cells = []
    prompt_seen = not exercise.name
    for cell in exercise.cells:
        if "hint" in cell.tags:
            given += 1
            summary = f"Hint {given} of {hints}"
            cells.append(new_markdown_cell(_folded(cell.source, summary), metadata={"tags": ["hint"]}))
        elif "predict" in cell.tags:
            cells.append(new_markdown_cell(_prediction(cell.source), metadata={"tags": ["predict"]}))
        elif cell.kind == "raw":
            cells.append(new_raw_cell(_boundary(cell, exercise)))
        elif cell.kind == "markdown":
            source = cell.source if prompt_seen else _with_facts(cell.source, exercise)
            prompt_seen = True
            cells.append(new_markdown_cell(source))
        else:
            skipped = sorted(cell.tags & SKIPPED_TAGS)
            cells.append(new_code_cell(cell.source, metadata=_skipped(*skipped) if skipped else {}))
    return cells


def _boundary(cell: Cell, exercise: Exercise) -> str:
    """Otter knows ``name`` and ``points``; our own settings would be refused."""
    match = BOUNDARY.match(cell.source)
    if match and (match["edge"], match["block"]) == ("BEGIN", "QUESTION"):
        return f"# BEGIN QUESTION\nname: {exercise.name}\npoints: {exercise.points:g}"
    return cell.source


def _with_facts(prompt: str, exercise: Exercise) -> str:
    points = f"{exercise.points:g} point" + ("s" if exercise.points != 1 else "")
    stars = "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)
    facts = f"*{exercise.minutes} minutes · {stars} · {points}*"
    return re.sub(r"\A(#+ .*)$", rf"\1\n\n{facts}", prompt, count=1, flags=re.MULTILINE)


def _prediction(source: str) -> str:
    question, answer = prediction_parts(source)
    return f"### Predict first\n\n{question}\n\n{_folded(answer, 'Decide, then open the answer')}"


def _folded(text: str, summary: str) -> str:
    return f"<details>\n<summary>{summary}</summary>\n\n{text}\n\n</details>"
