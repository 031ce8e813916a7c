"""What an autograder zip carries besides Otter's tests: what the questions are called, and what students get wrong."""

from __future__ import annotations

import re

from workbook.exercises.model import Exercise


def catalogue(exercises: list[Exercise]) -> dict:
    """Collect the solved notebook's cells and every question's mistakes, for the examiner's eyes only.

    Returns:
        ``{"cells": [source, ...], "questions": {name: {"title": ..., "mistakes": [{...}, ...]}}}``, in the lab's order.
    """
    cells = [cell.source for exercise in exercises for cell in exercise.graded_cells]
    questions = {
        exercise.name: {
            "title": question_title(exercise),
            "mistakes": [
                {"title": mistake.title, "feedback": mistake.feedback, "source": mistake.source}
                for mistake in exercise.mistakes
            ],
        }
        for exercise in exercises
        if exercise.name
    }
    return {"cells": cells, "questions": questions}


def question_title(exercise: Exercise) -> str:
    """Return the first heading of the prompt, such as ``1.2 How many windows fit?``; without one, the name."""
    for cell in exercise.cells:
        match = re.match(r"#+ +(.+)", cell.source) if cell.kind == "markdown" else None
        if match:
            return match[1].strip()
    return exercise.name
