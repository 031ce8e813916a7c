"""A malformed exercise is refused, with the file, the line and what to do."""

import pytest

from workbook.exercises import read_lab
from workbook.problems import SourceError


def problems_of(course):
    with pytest.raises(SourceError) as caught:
        read_lab(course.labs[0])
    return caught.value.problems


def test_a_sound_exercise_is_read_whole(tiny):
    _, exercise = read_lab(tiny.labs[0])
    assert (exercise.name, exercise.points, exercise.minutes, exercise.difficulty) == ("double", 3, 5, 1)
    assert [(test.name, test.points, test.hidden) for test in exercise.tests] == [
        ("one number", 1, False),
        ("many numbers", 2, True),
    ]
    (mistake,) = exercise.mistakes
    assert mistake.title == "squares instead"
    assert mistake.references == ("Z01",)
    assert mistake.feedback.startswith("You square the numbers.")


HINT = '# %% [markdown] tags=["hint"]\n# What is `x + x`?\n'
PREDICT = '# %% [markdown] tags=["predict"]\n'

FAULTS = {
    "no solution": (
        "# BEGIN SOLUTION\n    doubled_numbers = 2 * x\n    return doubled_numbers\n    # END SOLUTION",
        "...",
        "No line of the solution is marked",
        20,
    ),
    "points do not add up": ("# points: 3", "# points: 4", "The test cases add up to 3 points, the question has 4", 1),
    "unmarked solution line": (
        "    # BEGIN SOLUTION\n    doubled_numbers = 2 * x\n",
        "    doubled_numbers = 2 * x\n    # BEGIN SOLUTION\n",
        "This line of the solution cell would reach students",
        23,
    ),
    "bare quote in a message": (
        "name: one number\npoints: 1\n",
        'name: one number\npoints: 1\nfailure_message: say "six"\n',
        'A bare " in failure_message',
        35,
    ),
    "no hidden test": ("hidden: true\n", "", "The question has no hidden test", 1),
    "unclosed block": ("# %% [raw]\n# # END TESTS\n", "", "END QUESTION closes nothing", 67),
    "unknown test key": ("hidden: true", "hiden: true", "unknown key 'hiden'", 48),
    "no name": ("# name: double\n", "", "is no Python name", 1),
    "no minutes": ("# minutes: 5\n", "", "does not say how long it takes", 1),
    "two functions in a test": (
        "def test_many(double):",
        "import numpy\n\n\ndef test_many(double):",
        "one function",
        48,
    ),
    "broken test": ("checks.unchanged(numbers", "checks.unchanged((numbers", "no valid Python", 63),
    "broken settings": ("# name: double", "# name: [double", "settings cannot be read", 1),
    "empty hint": ("# What is `x + x`?\n", "#\n", "A hint is empty", 13),
    "prediction without answer": (HINT, PREDICT + "# What is 3 + 3?\n", "has 0 lines '---' instead of one", 13),
    "prediction with two answers": (
        HINT,
        PREDICT + "# What?\n#\n# ---\n# 6.\n#\n# ---\n# 7.\n",
        "has 2 lines '---'",
        13,
    ),
    "prediction with an empty answer": (
        HINT,
        PREDICT + "# What is 3 + 3?\n#\n# ---\n#\n",
        "lacks its question or its",
        13,
    ),
    "prediction in a code cell": (HINT, PREDICT.replace(" [markdown]", "") + "6\n", "A prediction is no Markdown", 13),
    "mistake without title": ("# %% squares instead tags", "# %% tags", "without a title", 73),
    "mistake without feedback": (
        '    """You square the numbers. Doubling adds a number to itself."""\n',
        "",
        "feedback",
        73,
    ),
    "text before the first cell": (
        "# %% [raw]\n# # BEGIN QUESTION",
        "x = 1\n\n# %% [raw]\n# # BEGIN QUESTION",
        "first cell",
        1,
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_where_it_stands(tiny, edit_exercise, fault):
    old, new, message, line = FAULTS[fault]
    path = edit_exercise(old, new)
    problem = next((problem for problem in problems_of(tiny) if message in problem.message), None)
    assert problem is not None, problems_of(tiny)
    assert problem.path == path
    assert problem.line == line, problem
    assert problem.remedy.endswith(".")


def test_one_name_twice_is_refused(tiny):
    folder = tiny.labs[0].folder
    (folder / "02_again.py").write_text((folder / "01_double.py").read_text())
    messages = [problem.message for problem in problems_of(tiny)]
    assert "The question 'double' exists already in 01_double.py." in messages
    assert "The questions add up to 6 points, course.toml says 3." in messages


def test_a_lab_without_exercises_is_refused(tiny):
    for path in tiny.labs[0].folder.glob("*.py"):
        path.unlink()
    assert "The lab has no exercises." in problems_of(tiny)[0].message


def test_a_prediction_on_a_page_without_a_question_is_refused_too(tiny):
    path = tiny.labs[0].folder / "02_page.py"
    path.write_text('# %% [markdown]\n# A page.\n\n# %% [markdown] tags=["predict"]\n# ---\n# An answer.\n')
    (problem,) = problems_of(tiny)
    assert (problem.path, problem.line) == (path, 4)
    assert "lacks its question or its answer" in problem.message
