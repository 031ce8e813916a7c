"""Makes the notebook with which instructors grade on Google Colab."""

from __future__ import annotations

from pathlib import Path

import jupytext
import nbformat

from workbook.course import Course
from workbook.generate.master import PYTHON
from workbook.generate.publish import IN_COLAB


def instructor_notebook(course: Course) -> bytes:
    """Write the notebook, with the badge that opens it."""
    address = f"https://colab.research.google.com/github/{course.repository}/blob/{course.tag}/autograder/{IN_COLAB}"
    badge = f"[![Open In Colab](https://colab.research.google.com/assets/colab-badge.svg)]({address})"
    text = Path(__file__).with_name("grade_in_colab.py").read_text(encoding="utf-8").replace("{badge}", badge, 1)
    notebook = jupytext.reads(text, fmt="py:percent")
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"grade-{number:03d}"
    notebook.metadata = nbformat.from_dict(PYTHON | {"colab": {"provenance": []}})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return (nbformat.writes(notebook) + "\n").encode()
