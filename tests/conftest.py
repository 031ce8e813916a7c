"""What the tests share: a browser, and a course so small that everything about it can be checked in a moment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.jupyter import CHROMIUM, chromium
from playwright.sync_api import Browser

from workbook.course import Course

TINY_COURSE = """\
title = "A tiny course"
repository = "someone/tiny"
tag = "v1"

[labs.01_tiny]
title = "Doubling"
points = 3
minutes = 5
"""

TINY_SETUP = """\
# %% [markdown]
# # 1 · Doubling

# %%
import numpy as np
"""

TINY_EXERCISE = '''\
# %% [raw]
# # BEGIN QUESTION
# name: double
# points: 3
# minutes: 5
# difficulty: 1

# %% [markdown]
# ## 1.1 Twice as much
#
# Double every number.

# %% [markdown] tags=["hint"]
# What is `x + x`?

# %% [raw]
# # BEGIN SOLUTION


# %%
def double(x):
    """Double every number of x."""
    # BEGIN SOLUTION
    doubled_numbers = 2 * x
    return doubled_numbers
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: one number
points: 1
"""  # END TEST CONFIG


def test_one(double):
    from labkit import checks

    checks.same_number(double(3), 6, "double(3)", hint="Add it to itself.")


# %%
""" # BEGIN TEST CONFIG
name: many numbers
points: 2
hidden: true
"""  # END TEST CONFIG


def test_many(double):
    import numpy as np
    from labkit import checks

    numbers = np.array([1.5, -2.0, 0.0])
    before = numbers.copy()
    checks.same_array(double(numbers), [3.0, -4.0, 0.0], "double(numbers)")
    checks.unchanged(numbers, before, "numbers")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% squares instead tags=["mistake"] ref="Z01"
def double(x):
    """You square the numbers. Doubling adds a number to itself."""
    return x**2
'''


def write_tiny_course(root: Path) -> Course:
    lab = root / "source" / "01_tiny"
    lab.mkdir(parents=True)
    (root / "source" / "course.toml").write_text(TINY_COURSE)
    (root / "otter_config.json").write_text(json.dumps({"lang": "python"}))
    (root / "requirements").mkdir()
    (root / "requirements" / "cpu.txt").write_text("# nothing is pinned here\n")
    (lab / "00_setup.py").write_text(TINY_SETUP)
    (lab / "01_double.py").write_text(TINY_EXERCISE)
    (root / "source" / "labkit").mkdir()
    (root / "source" / "labkit" / "__init__.py").write_text('"""Nothing yet."""\n')
    ways = root / "tests" / "right_ways" / "01_tiny"
    ways.mkdir(parents=True)
    (ways / "double.py").write_text("# %% adding\ndef double(x):\n    return x + x\n")
    return Course.load(root)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for all tests of a process."""
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with chromium() as browser:
        yield browser


@pytest.fixture
def tiny(tmp_path: Path) -> Course:
    """A course with one lab and one question, in a folder of its own."""
    return write_tiny_course(tmp_path / "tiny")


@pytest.fixture
def edit_exercise(tiny: Course):
    """Change the exercise of the tiny course: ``edit_exercise(old, new)``."""

    def edit(old: str, new: str) -> Path:
        path = tiny.root / "source" / "01_tiny" / "01_double.py"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return path

    return edit
