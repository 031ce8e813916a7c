"""Reads one exercise file, and refuses a malformed one with file, line and remedy.

jupytext reads the cells; Otter's marks are checked here, since Otter itself passes over
most of the faults below in silence and hands students a broken notebook.
"""

from __future__ import annotations

import re
from pathlib import Path

import jupytext
import yaml

from workbook.course import Lab
from workbook.exercises import rules
from workbook.exercises.model import Cell, Exercise, Mistake, TestCase
from workbook.problems import Problem, SourceError

BOUNDARY = re.compile(r"#\s*(?P<edge>BEGIN|END) (?P<block>QUESTION|SOLUTION|TESTS)\s*$", re.MULTILINE)
TEST_CONFIG = re.compile(r'\A\s*""" # BEGIN TEST CONFIG\n(?P<yaml>.*?)"""\s*# END TEST CONFIG\n', re.DOTALL)


def read_lab(lab: Lab) -> list[Exercise]:
    """Read all exercises of a lab, in the order of their file names.

    Raises:
        SourceError: with every problem of every file.
    """
    paths = sorted(lab.folder.glob("[0-9]*.py"))
    exercises, problems = [], []
    if not paths:
        problems.append(
            Problem(lab.folder, 0, "The lab has no exercises.", "Add a file 00_setup.py; see docs/exercises.md.")
        )
    for path in paths:
        try:
            exercises.append(read_exercise(path))
        except SourceError as error:
            problems += error.problems
    problems += rules.lab_problems(lab, exercises) if not problems else []
    if problems:
        raise SourceError(problems)
    return exercises


def read_exercise(path: Path) -> Exercise:
    """Read one source file.

    Raises:
        SourceError: the file breaks the format; see ``docs/exercises.md``.
    """
    cells = _read_cells(path)
    problems: list[Problem] = []

    def refuse(line: int, message: str, remedy: str) -> None:
        problems.append(Problem(path, line, message, remedy))

    master, mistakes, tests, solutions = [], [], [], []
    settings: dict = {}
    question_line, block = 0, []
    for cell in cells:
        boundary = BOUNDARY.match(cell.source) if cell.kind == "raw" else None
        if boundary:
            edge, name = boundary["edge"], boundary["block"]
            if edge == "BEGIN":
                block.append(name)
            elif not block or block.pop() != name:
                refuse(cell.line, f"END {name} closes nothing.", f"Add the cell '# BEGIN {name}' before it.")
            if (edge, name) == ("BEGIN", "QUESTION"):
                if settings:
                    refuse(cell.line, "A second question in one file.", "Give each question a file of its own.")
                question_line = cell.line
                settings = _read_yaml(cell.source, cell.line, refuse)
            master.append(cell)
        elif "mistake" in cell.tags:
            mistakes.append(Mistake(cell.title, tuple(cell.reference.split()), cell.source, cell.line))
        elif block and block[-1] == "TESTS":
            tests += _read_test(cell, refuse)
            master.append(cell)
        else:
            if block and block[-1] == "SOLUTION":
                solutions.append(cell)
            master.append(cell)
    if block:
        refuse(cells[-1].line, f"BEGIN {block[-1]} is never closed.", f"Add the cell '# END {block[-1]}'.")
    exercise = Exercise(
        path=path,
        cells=tuple(master),
        name=str(settings.get("name", "")),
        points=settings.get("points", 0),
        minutes=settings.get("minutes", 0),
        difficulty=settings.get("difficulty", 0),
        solution=solutions[0] if solutions else None,
        tests=tuple(tests),
        mistakes=tuple(mistakes),
    )
    for extra in solutions[1:]:
        refuse(extra.line, "A second cell in the SOLUTION block.", "Put the whole answer into one code cell.")
    rules.check_exercise(exercise, question_line, refuse)
    if problems:
        raise SourceError(problems)
    return exercise


def _read_cells(path: Path) -> list[Cell]:
    text = path.read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(text.splitlines(), 1) if re.match(r"# ?%%( |$)", line)]
    notebook = jupytext.reads(text, fmt="py:percent")
    if len(notebook.cells) != len(lines):
        raise SourceError(
            [
                Problem(
                    path, 1, "Text before the first cell marker.", "Begin the file with a marker line such as '# %%'."
                )
            ]
        )
    return [
        Cell(
            kind=cell.cell_type,
            source=cell.source,
            line=line,
            title=cell.metadata.get("title", ""),
            tags=frozenset(cell.metadata.get("tags", ())),
            reference=cell.metadata.get("ref", ""),
        )
        for cell, line in zip(notebook.cells, lines, strict=True)
    ]


def _read_yaml(source: str, line: int, refuse) -> dict:
    body = "\n".join(re.sub(r"^# ?", "", text) for text in source.splitlines()[1:])
    try:
        settings = yaml.safe_load(body)
    except yaml.YAMLError:
        settings = None
    if not isinstance(settings, dict):
        refuse(line, "The question's settings cannot be read.", "Write lines such as 'name: conv2d' and 'points: 5'.")
        return {"name": ""}
    return settings


def _read_test(cell: Cell, refuse) -> list[TestCase]:
    match = TEST_CONFIG.match(cell.source)
    try:
        config = yaml.safe_load(match["yaml"]) if match else None
    except yaml.YAMLError:
        config = None
    if not isinstance(config, dict) or not isinstance(config.get("points"), int | float) or not config.get("name"):
        refuse(
            cell.line,
            "A test case without a readable name and points.",
            "Begin the cell with a TEST CONFIG that gives 'name' and 'points', and 'hidden: true' for a hidden one.",
        )
        return []
    rules.check_test(cell, config, match.end(), refuse)
    return [
        TestCase(
            str(config["name"]), config["points"], bool(config.get("hidden")), cell.source[match.end() :], cell.line
        )
    ]
