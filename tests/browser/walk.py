"""Walks through every lab as a student would and takes a picture at each step, for people to look at.

``python -m tests.browser.walk [LAB ...] [--dark]`` writes ``build/walk/<lab>/``.
"""

from __future__ import annotations

import argparse
import ast
import re
import shutil
import tempfile
from pathlib import Path

from workbook.course import Course, Lab
from workbook.exercises.reader import read_lab

from .jupyter import ROOT, chromium, jupyter_lab
from .notebook import OpenNotebook, solution


def walk(lab: Lab, dark: bool) -> None:
    """Run a lab's notebook from its first cell to its last; what can be answered is answered wrongly, then rightly."""
    pictures = ROOT / "build" / "walk" / (f"{lab.name}_dark" if dark else lab.name)
    shutil.rmtree(pictures, ignore_errors=True)
    mistakes = {
        exercise.name: exercise.mistakes if exercise.solution else ()  # without one, an earlier answer is looked at
        for exercise in read_lab(lab)
        if exercise.name
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        jupyter_lab(Path(folder), dark=dark) as address,
        chromium() as browser,
    ):
        page = browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme="dark" if dark else "light")
        notebook = OpenNotebook(page, address, Path(folder, "release"), lab.name)
        notebook.picture(pictures / "000_opened.png")
        for number, source in enumerate(notebook.sources):
            check = re.fullmatch(r'grader\.check\("(\w+)"\)', source)
            if check and (question := check[1]) in mistakes:
                for mistake in mistakes[question]:
                    if "checks pass so far" in notebook.answer(question, without_feedback(mistake.source)).inner_text():
                        break  # others pass here, and only hidden tests notice them
                notebook.open_hints(question)
                notebook.picture(pictures / f"{number:03}_{question}_wrong.png", number)
                if mistakes[question]:
                    notebook.answer(question, solution(lab.name, question))
                else:
                    notebook.run(number)
                notebook.picture(pictures / f"{number:03}_{question}_right.png", number)
            elif notebook.is_code(number) and "otter_answer_cell" not in notebook.tags(number):
                notebook.run(number)
                if notebook.tags(number) & {"figure", "student", "setup", "handin"}:
                    notebook.picture(pictures / f"{number:03}.png", number)
        notebook.save()
        notebook.run(len(notebook.sources) - 1)
        notebook.picture(pictures / "999_handed_in.png", len(notebook.sources) - 1)
    print(f"{lab.name}: {len(list(pictures.glob('*.png')))} pictures in {pictures.relative_to(ROOT)}")


def without_feedback(source: str) -> str:
    """Leave out a mistake's docstring, which no student would have written."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
    return re.sub(r"\n\n+(?=    )", "\n", "\n".join(lines)).strip()


def main() -> None:
    """Read the command line and walk."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labs", nargs="*", help="a lab's name or number; all of them if none is given")
    parser.add_argument("--dark", action="store_true", help="with JupyterLab's dark theme")
    options = parser.parse_args()
    course = Course.load(ROOT)
    for lab in [course.lab(name) for name in options.labs] or course.labs:
        walk(lab, options.dark)


if __name__ == "__main__":
    main()
