"""An hour in a notebook, as a student spends it: wrong, a message, a hint, right, handed in, marked."""

from __future__ import annotations

import csv
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from workbook.course import Course
from workbook.exercises.reader import read_lab

from .jupyter import ROOT, jupyter_lab
from .notebook import OpenNotebook, solution

COURSE = Course.load(ROOT)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("lab", "question", "wrong", "dark"),
    [
        ("01_convolution", "output_size", "counted the steps, not the windows", False),
        ("03_mnist", "one_hot", "exchanged rows and columns", True),
    ],
    ids=["a NumPy lab, light", "a Keras lab, dark"],
)
def test_from_the_set_up_cell_to_a_mark(lab, question, wrong, dark, browser, tmp_path):
    exercise = next(exercise for exercise in read_lab(COURSE.lab(lab)) if exercise.name == question)
    mistake = next(mistake for mistake in exercise.mistakes if mistake.title == wrong)
    handed_in = tmp_path / "handed_in"
    with jupyter_lab(tmp_path, dark=dark) as address, browser.new_page(viewport={"width": 1280, "height": 900}) as page:
        notebook = OpenNotebook(page, address, tmp_path / "release", lab)
        assert f"Ready: {lab}" in notebook.run(notebook.find("# Set-up")).inner_text()
        notebook.run_up_to(notebook.find("## "))

        said = notebook.answer(question, mistake.source).inner_text()
        assert "checks pass so far" in said
        assert " ".join(mistake.feedback.split()) in " ".join(said.split())
        assert notebook.open_hints(question).get_by_role("paragraph").first.is_visible()
        assert "every check here passes" in notebook.answer(question, solution(lab, question)).inner_text()

        for image in page.locator(".jp-OutputArea img").all():
            assert image.get_attribute("alt")
        found = Axe().run(page, context={"include": [[".jp-OutputArea-output"], [".jp-RenderedMarkdown details"]]})
        assert found.violations_count == 0, found.generate_report()

        hand_in = notebook.find("labkit.handin.hand_in")
        assert f"does not hold what you ran here for {question}." in notebook.run(hand_in).inner_text()
        notebook.save()
        assert "is saved and holds the answers that you ran" in notebook.run(hand_in).inner_text()
        notebook.save()
        handed_in.mkdir()
        shutil.copy(notebook.path, handed_in)
    assert float(graded(handed_in, tmp_path / "grades")[question]) == exercise.points


def graded(folder: Path, out: Path) -> dict[str, str]:
    """Grade a folder with one hand-in: its row in the lab's table."""
    command = [sys.executable, "-m", "workbook", "grade", str(folder), "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (table,) = out.glob("0*/grades.csv")
    (row,) = csv.DictReader(table.read_text().splitlines())
    return row
