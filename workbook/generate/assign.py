"""Runs Otter Assign on a lab's master and gives everything a name and an order that do not change."""

from __future__ import annotations

import ast
import json
import logging
import re
import tempfile
from pathlib import Path

import nbformat
from otter import assign

from workbook.course import Course, Lab
from workbook.exercises.model import Exercise
from workbook.generate.built import Built, zipped
from workbook.generate.catalogue import catalogue
from workbook.generate.master import master_notebook
from workbook.generate.names import name_entries
from workbook.generate.wheel import WHEEL, wheel

RUN_AUTOGRADER = """\
#!/usr/bin/env bash
# What Gradescope and `otter grade` start. $WORKBOOK_PYTHON names a Python that has the workbook, if setup.sh made none.
exec "${WORKBOOK_PYTHON:-/opt/workbook/bin/python}" -P -m workbook.examiner.autograde "$@"
"""

RUN_OTTER = """\
from workbook.examiner.autograde import main

main()
"""

ENVIRONMENT = """\
# Otter's Dockerfile wants a file of this name. Nothing is installed with conda: see setup.sh and requirements.txt.
"""


def build_lab(course: Course, lab: Lab, exercises: list[Exercise]) -> Built:
    """Generate one lab in memory; nothing is written outside a temporary folder."""
    logging.getLogger("otter").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        master = Path(folder, f"{lab.name}.ipynb")
        nbformat.write(master_notebook(course, lab, exercises), master)
        assign.main(str(master), str(Path(folder, "dist")), no_pdfs=True, no_run_tests=True)
        student, instructor = Path(folder, "dist", "student"), Path(folder, "dist", "autograder")
        config = json.loads((course.root / "otter_config.json").read_text(encoding="utf-8"))
        tests = _tests(instructor, lab, exercises, public_only=False)
        archive = {f"tests/{name}": text.encode() for name, text in tests.items()}
        archive["catalogue.json"] = _json(catalogue(exercises))
        archive["otter_config.json"] = _json(config | {"assignment_name": lab.name})
        # Otter's own entries would open the submission before anybody has looked at it.
        archive |= {"run_autograder": RUN_AUTOGRADER.encode(), "run_otter.py": RUN_OTTER.encode()}
        archive |= _setting_up(course, lab)
        public = _tests(student, lab, exercises, public_only=True)
        release = _folder(student, lab, public)
        names = name_entries(exercises, public, tests)
        unnamed = {question: entry | {"ask": [], "known": {}} for question, entry in names.items()}
        return Built(
            release=release | {"tests/names.json": _json(names)},
            solutions=_folder(instructor, lab, tests) | {"tests/names.json": _json(unnamed)},
            autograder=archive,
        )


def _folder(source: Path, lab: Lab, tests: dict[str, str]) -> dict[str, bytes]:
    content = json.loads((source / f"{lab.name}.ipynb").read_text(encoding="utf-8"))
    content["nbformat_minor"] = 5
    for number, cell in enumerate(content["cells"]):
        cell["id"] = f"{lab.name}-{number:03d}"
    notebook = nbformat.from_dict(content)
    text = nbformat.writes(notebook) + "\n"
    return {f"{lab.name}.ipynb": text.encode()} | {f"tests/{name}": test.encode() for name, test in tests.items()}


def _tests(folder: Path, lab: Lab, exercises: list[Exercise], public_only: bool) -> dict[str, str]:
    """Read Otter's test files, and give each test case the name that Otter Assign drops."""
    files = {}
    for exercise in filter(lambda exercise: exercise.name, exercises):
        path = folder / "tests" / f"{exercise.name}.py"
        names = [test.name for test in exercise.tests if not (public_only and test.hidden)]
        if not path.exists() and not names:
            continue
        text = path.read_text(encoding="utf-8")
        named = iter(names)
        text = re.sub(r"^@test_case\(", lambda _: f"@test_case(name={next(named)!r}, ", text, flags=re.MULTILINE)  # noqa: B023
        ast.parse(text)
        files[path.name] = f"# Generated from source/{lab.name}/{exercise.path.name} by 'workbook generate'.\n{text}"
    return files


def _setting_up(course: Course, lab: Lab) -> dict[str, bytes]:
    """What a bare container needs; Otter's Dockerfile hands ``setup.sh`` no other names than these."""
    return {
        "setup.sh": Path(__file__).with_name("setup.sh").read_bytes(),
        "environment.yml": ENVIRONMENT.encode(),
        "requirements.txt": (course.root / "requirements" / "cpu.txt").read_bytes(),
        f"requirements.{WHEEL}": zipped(wheel(course.root / "source" / "labkit")),
        "course.toml": _settings(course, lab).encode(),
    }


def _settings(course: Course, lab: Lab) -> str:
    """Say of the course what ``workbook grade`` wants to know, where there is no checkout: on Colab."""
    about = {"title": course.title, "repository": course.repository, "tag": course.tag}
    of_lab = {"title": lab.title, "points": lab.points, "minutes": lab.minutes, "gpu": lab.gpu}
    lines = [f"{name} = {json.dumps(value)}" for name, value in about.items()] + ["", f"[labs.{lab.name}]"]
    return "\n".join(lines + [f"{name} = {json.dumps(value)}" for name, value in of_lab.items()]) + "\n"


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()
