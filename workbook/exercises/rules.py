"""What makes an exercise well formed. Each rule stands for something that Otter would let pass."""

from __future__ import annotations

import ast
import keyword
import re
from collections import Counter
from collections.abc import Callable, Iterator

from otter.assign.solutions import replace_solutions

from workbook.course import Lab
from workbook.exercises.model import Cell, Exercise
from workbook.problems import Problem

Refuse = Callable[[int, str, str], None]

TEST_KEYS = {"name", "points", "hidden", "success_message", "failure_message"}


def starter(solution: Cell) -> str:
    """What Otter leaves of a solution cell in the student's notebook."""
    return "\n".join(replace_solutions(solution.source.split("\n"), "python"))


def prediction_parts(source: str) -> list[str]:
    """Cut a cell tagged ``predict`` at its lines ``---``: a well-formed one gives the question and the answer."""
    return [part.strip() for part in re.split(r"^---[ \t]*$", source, flags=re.MULTILINE)]


def check_exercise(exercise: Exercise, line: int, refuse: Refuse) -> None:
    """Refuse a question that lacks something, or whose solution would reach students."""
    _check_predictions(exercise, refuse)
    if not line:
        for mistake in exercise.mistakes:
            refuse(mistake.line, "A mistake in a file without a question.", "Move it to its question's file.")
        return
    _check_settings(exercise, line, refuse)
    if not any(test.hidden for test in exercise.tests):
        refuse(line, "The question has no hidden test.", "Add a test case with 'hidden: true'.")
    total = sum(test.points for test in exercise.tests)
    if total != exercise.points:
        refuse(
            line,
            f"The test cases add up to {total:g} points, the question has {exercise.points:g}.",
            "Make them equal.",
        )
    if exercise.solution is not None:
        _check_solution(exercise.solution, refuse)
    elif any(cell.kind == "raw" and "BEGIN SOLUTION" in cell.source for cell in exercise.cells):
        refuse(line, "The SOLUTION block is empty.", "Add the code cell with the answer.")
    _check_hints_and_mistakes(exercise, refuse)


def _check_settings(exercise: Exercise, line: int, refuse: Refuse) -> None:
    if not exercise.name.isidentifier() or keyword.iskeyword(exercise.name):
        refuse(line, f"The question's name {exercise.name!r} is no Python name.", "Add a line such as 'name: conv2d'.")
    if not isinstance(exercise.points, int | float) or exercise.points <= 0:
        refuse(line, "The question has no points.", "Add a line such as 'points: 3'.")
    if not isinstance(exercise.minutes, int) or exercise.minutes <= 0:
        refuse(line, "The question does not say how long it takes.", "Add a line such as 'minutes: 10'.")
    if exercise.difficulty not in (1, 2, 3):
        refuse(line, "The question does not say how hard it is.", "Add 'difficulty: 1', 2 or 3.")


def _check_solution(cell: Cell, refuse: Refuse) -> None:
    if cell.kind != "code":
        refuse(cell.line, "The SOLUTION block holds no code cell.", "Put the answer into a code cell.")
        return
    try:
        left = starter(cell)
        tree = ast.parse(left)
        ast.parse(cell.source)
    except AssertionError:
        refuse(cell.line, "BEGIN SOLUTION and END SOLUTION do not pair.", "Close each block once.")
        return
    except SyntaxError as error:
        refuse(cell.line + (error.lineno or 0), f"The cell is no valid Python: {error.msg}.", "Mend that line.")
        return
    if left == cell.source:
        refuse(
            cell.line, "No line of the solution is marked.", "Put it between '# BEGIN SOLUTION' and '# END SOLUTION'."
        )
        return
    for node in _unmarked(tree.body):
        text = ast.unparse(node).splitlines()[0]
        refuse(
            _line_of(text, cell),
            f"This line of the solution cell would reach students: {text!r}.",
            "Mark it as solution; only signatures, docstrings, imports and '...' may stay.",
        )


def _unmarked(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Find statements in a starter that are more than a starter."""
    for node in body:
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
                continue
            case ast.Assign(value=ast.Constant(value=value)) if value is ...:
                continue
            case ast.FunctionDef() | ast.ClassDef():
                yield from _unmarked(node.body)
            case _:
                yield node


def _line_of(statement: str, cell: Cell) -> int:
    """Find a statement of the starter in the source file, where the solution's lines still stand between."""
    for node in ast.walk(ast.parse(cell.source)):
        if isinstance(node, ast.stmt) and ast.unparse(node).splitlines()[0] == statement:
            return cell.line + node.lineno
    return cell.line


def check_test(cell: Cell, config: dict, code_starts: int, refuse: Refuse) -> None:
    """Refuse a test cell that Otter would write as a broken test file."""
    for key in set(config) - TEST_KEYS:
        refuse(cell.line, f"The test config has an unknown key {key!r}.", f"Known are {', '.join(sorted(TEST_KEYS))}.")
    for key in ("success_message", "failure_message", "name"):
        if '"' in str(config.get(key, "")):
            refuse(cell.line, f'A bare " in {key} breaks the test file.', "Use ' or typographic quotes.")
    try:
        body = ast.parse(cell.source[code_starts:]).body
    except SyntaxError as error:
        line = cell.line + cell.source[:code_starts].count("\n") + (error.lineno or 0)
        refuse(line, f"The test is no valid Python: {error.msg}.", "Mend that line.")
        return
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef):
        refuse(cell.line, "A test cell holds something else than one function.", "Put imports and helpers inside it.")


def _check_hints_and_mistakes(exercise: Exercise, refuse: Refuse) -> None:
    for cell in exercise.cells:
        if "hint" in cell.tags and (cell.kind != "markdown" or not cell.source.strip()):
            refuse(cell.line, "A hint is empty or no Markdown.", "Write one sentence, or remove the cell.")
    titles = Counter(mistake.title for mistake in exercise.mistakes)
    for mistake in exercise.mistakes:
        try:
            feedback = mistake.feedback
        except SyntaxError as error:
            refuse(
                mistake.line + (error.lineno or 0), f"The mistake is no valid Python: {error.msg}.", "Mend that line."
            )
            continue
        if not mistake.title or titles[mistake.title] > 1:
            refuse(
                mistake.line,
                "A mistake without a title of its own.",
                "Write one into the marker: '# %% kernel flipped …'.",
            )
        if not feedback:
            refuse(
                mistake.line, "A mistake without feedback.", "Begin it with a docstring for the student who made it."
            )


def _check_predictions(exercise: Exercise, refuse: Refuse) -> None:
    for cell in exercise.cells:
        if "predict" not in cell.tags:
            continue
        parts = prediction_parts(cell.source)
        if cell.kind != "markdown":
            refuse(cell.line, "A prediction is no Markdown.", "Put '[markdown]' into its marker.")
        elif len(parts) != 2:
            refuse(
                cell.line,
                f"A prediction has {len(parts) - 1} lines '---' instead of one.",
                "Write the question, a line '# ---', and the answer, which is folded.",
            )
        elif not all(parts):
            refuse(cell.line, "A prediction lacks its question or its answer.", "Write both, around the line '# ---'.")


def lab_problems(lab: Lab, exercises: list[Exercise]) -> list[Problem]:
    """List what is wrong with a lab as a whole: names used twice, points that do not add up."""
    problems = []
    seen: dict[str, Exercise] = {}
    for exercise in filter(lambda exercise: exercise.name, exercises):
        if exercise.name in seen:
            problems.append(
                Problem(
                    exercise.path,
                    0,
                    f"The question {exercise.name!r} exists already in {seen[exercise.name].path.name}.",
                    "Otter would merge the two: rename one.",
                )
            )
        seen[exercise.name] = exercise
    total = sum(exercise.points for exercise in exercises)
    if total != lab.points:
        problems.append(
            Problem(
                lab.folder,
                0,
                f"The questions add up to {total:g} points, course.toml says {lab.points:g}.",
                "Change the one or the other.",
            )
        )
    return problems
