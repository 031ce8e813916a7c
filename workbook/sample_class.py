"""Makes a class that nobody has to be asked for: notebooks filled in well, badly, or not at all."""

from __future__ import annotations

import json
import random
from pathlib import Path

from workbook.course import Course, Lab
from workbook.exercises import Exercise, read_lab

FAMILY_NAMES = (
    "Abiodun", "Bauer", "Chowdhury", "Dubois", "Eriksson", "Fernández", "García", "Haddad", "Ivanova", "Jensen",
    "Kowalski", "Lindqvist", "Müller", "Nakamura", "O’Brien", "Petrov", "Quispe", "Rossi", "Şahin", "Tanaka",
    "Usman", "Vidal", "Wang", "Xu", "Yılmaz", "Zhang",
)  # fmt: skip

RAISES = 'raise RuntimeError("this cell does not run")'


def write_class(course: Course, folder: Path, size: int, seed: int) -> list[Path]:
    """Write ``size`` submissions of every lab into ``folder``.

    The first five students of each lab are one of each kind: complete, partly right, blank, one whose cell raises, and
    one typical mistake in an otherwise complete notebook. The others are drawn from these kinds.

    Args:
        course: the course, whose release notebooks must have been generated.
        folder: where to write; files that are there already stay.
        size: students.
        seed: the same seed gives the same class.

    Returns:
        the files written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for lab in course.labs:
        draw = random.Random(f"{seed} {lab.name}")
        exercises = [exercise for exercise in read_lab(lab) if exercise.solution]
        release = json.loads((course.release / lab.name / f"{lab.name}.ipynb").read_text(encoding="utf-8"))
        for number in range(size):
            kind = KINDS[number] if number < len(KINDS) else draw.choice(KINDS)
            notebook = filled(release, exercises, kind(exercises, draw))
            name = _file_name(number, lab, draw)
            path = folder / name
            path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False), encoding="utf-8")
            written.append(path)
    return written


def _complete(exercises: list[Exercise], draw: random.Random) -> dict[str, str]:
    return {exercise.name: exercise.solution.source for exercise in exercises}


def _partly(exercises: list[Exercise], draw: random.Random) -> dict[str, str]:
    """The first few, as students do who run out of time."""
    return _complete(exercises[: draw.randint(2, len(exercises) - 2)], draw)


def _blank(exercises: list[Exercise], draw: random.Random) -> dict[str, str]:
    return {}


def _raising(exercises: list[Exercise], draw: random.Random) -> dict[str, str]:
    return _complete(exercises, draw) | {draw.choice(exercises).name: RAISES}


def _mistaken(exercises: list[Exercise], draw: random.Random) -> dict[str, str]:
    exercise = draw.choice([exercise for exercise in exercises if exercise.mistakes])
    return _complete(exercises, draw) | {exercise.name: draw.choice(exercise.mistakes).source}


KINDS = (_complete, _partly, _blank, _raising, _mistaken)


def filled(release: dict, exercises: list[Exercise], answers: dict[str, str]) -> dict:
    """Put answers into the answer cells, which stand in the order of the exercises."""
    notebook = json.loads(json.dumps(release))
    cells = [cell for cell in notebook["cells"] if "otter_answer_cell" in cell["metadata"].get("tags", [])]
    for cell, exercise in zip(cells, exercises, strict=True):
        if exercise.name in answers:
            cell["source"] = answers[exercise.name].splitlines(keepends=True)
    return notebook


def _file_name(number: int, lab: Lab, draw: random.Random) -> str:
    """Give names as platforms do: family name, id, lab, sometimes the number of a second download."""
    family = FAMILY_NAMES[number % len(FAMILY_NAMES)].lower()
    copy = " (2)" if draw.random() < 0.2 else ""
    return f"{family}_{4000 + number}_{lab.name}{copy}.ipynb"
