"""The course under attack: two labs with answers that are easy to recognise where they should not be."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

from workbook.course import Course
from workbook.examiner.limits import Limits
from workbook.generate.publish import generate, publish

LAB, KERAS_LAB = "01_attacked", "02_attacked"

FULL = {"conv2d": 4, "relu": 3, "windows": 2}
PUBLIC = {"conv2d": 1, "relu": 1, "windows": 1}
NOTHING = {"conv2d": 0, "relu": 0, "windows": 0}
NET_FULL, NET_NOTHING = {"build_net": 3}, {"build_net": 0}

SECRETS = ("7.3105", "quokka", "wombat", "narwhal", "root:x:0", "workbook-tests-")
"""What no student may read: a hidden input, a hidden test's text, the environment, another student's work, a system
file, where the tests lie. 86712, the answer to ``windows``, is a secret too for whoever did not write it."""

TOKEN = {"CLASS_TOKEN": "wombat-token"}
"""Belongs into the examiner's environment."""

LIMITS = Limits(cell_seconds=5, call_seconds=2, total_seconds=40, memory=500 << 20, file_size=8 << 20, disk=32 << 20)
PATIENT = Limits(cell_seconds=60, call_seconds=30, total_seconds=200, memory=1500 << 20)
OTTER_LIMITS = replace(LIMITS, call_seconds=6, cell_seconds=10)
KERAS_LIMITS = Limits(cell_seconds=90, call_seconds=60, total_seconds=240, memory=2048 << 20)

COURSE = """\
title = "A course under attack"
repository = "someone/attacked"
tag = "v1"

[labs.01_attacked]
title = "Layers"
points = 9
minutes = 15

[labs.02_attacked]
title = "Networks"
points = 3
minutes = 5
"""

SETUP = """\
# %% [markdown]
# # A lab

# %%
import numpy as np
"""

QUESTION = """\
# %% [raw]
# # BEGIN QUESTION
# name: {name}
# points: {points}
# minutes: 5
# difficulty: 1

# %% [markdown]
# ## {name}
#
# Answer.

# %% [markdown] tags=["hint"]
# Think.

# %% [raw]
# # BEGIN SOLUTION

# %%
{solution}

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS
{tests}
# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
{mistake}
"""

CONV_SOLUTION = '''\
def conv2d(images, kernels, bias):
    """Convolve (N, H, W, C) with (KH, KW, C, F)."""
    # BEGIN SOLUTION
    images, kernels = np.asarray(images, float), np.asarray(kernels, float)
    kh, kw, _, filters = kernels.shape
    h, w = images.shape[1] - kh + 1, images.shape[2] - kw + 1
    result = np.zeros((len(images), h, w, filters)) + bias
    for i in range(kh):
        for j in range(kw):
            result += images[:, i : i + h, j : j + w] @ kernels[i, j]
    return result
    # END SOLUTION
'''

CONV_TESTS = '''
# %%
""" # BEGIN TEST CONFIG
name: one image
points: 1
"""  # END TEST CONFIG


def test_one(conv2d):
    import numpy as np
    from labkit import checks

    got = conv2d(np.arange(9.0).reshape(1, 3, 3, 1), np.ones((2, 2, 1, 1)), np.zeros(1))
    checks.same_array(got, [[[[8], [12]], [[20], [24]]]], "conv2d(images, kernels, bias)")


# %%
""" # BEGIN TEST CONFIG
name: many images
points: 3
hidden: true
"""  # END TEST CONFIG


def test_many(conv2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(3)  # quokka
    images, kernels, bias = rng.normal(size=(3, 6, 5, 2)), rng.normal(size=(3, 2, 2, 4)), np.arange(4.0)
    images[0, 0, 0, 0] = 7.3105
    expected, before = oracles.conv2d(images, kernels, bias), images.copy()
    checks.same_array(conv2d(images, kernels, bias), expected, "conv2d(images, kernels, bias)")
    checks.unchanged(images, before, "images")

'''

RELU_SOLUTION = '''\
def relu(x):
    """Cut negative numbers off."""
    # BEGIN SOLUTION
    return np.maximum(x, 0)
    # END SOLUTION
'''

RELU_TESTS = '''
# %%
""" # BEGIN TEST CONFIG
name: two numbers
points: 1
"""  # END TEST CONFIG


def test_two(relu):
    import numpy as np
    from labkit import checks

    checks.same_array(relu(np.array([-1.0, 2.0])), [0, 2], "relu([-1, 2])")


# %%
""" # BEGIN TEST CONFIG
name: many numbers
points: 2
hidden: true
"""  # END TEST CONFIG


def test_many(relu):
    import numpy as np
    from labkit import checks

    x = np.random.default_rng(5).normal(size=(4, 7))  # quokka
    x[0] = 7.3105
    before = x.copy()
    checks.same_array(relu(x), np.where(before > 0, before, 0), "relu(x)")
    checks.unchanged(x, before, "x")

'''

WINDOWS_TESTS = '''
# %%
""" # BEGIN TEST CONFIG
name: a whole number
points: 1
"""  # END TEST CONFIG


def test_whole(windows):
    from labkit import checks

    checks.same_number(windows, round(float(checks.numeric(windows, "windows").ravel()[0])), "windows")


# %%
""" # BEGIN TEST CONFIG
name: the right number
points: 1
hidden: true
"""  # END TEST CONFIG


def test_right(windows):
    from labkit import checks

    checks.same_number(windows, 86712, "windows")

'''

NET_SOLUTION = '''\
def build_net():
    """Build and compile a small network."""
    # BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model
    # END SOLUTION
'''

NET_TESTS = '''
# %%
""" # BEGIN TEST CONFIG
name: at most 30,000 parameters
points: 1
"""  # END TEST CONFIG


def test_size(build_net):
    from labkit import models

    models.rebuild(build_net(), largest=30_000)


# %%
""" # BEGIN TEST CONFIG
name: it reads held-out digits
points: 2
hidden: true
"""  # END TEST CONFIG


def test_accuracy(build_net):
    from workbook.examiner import accuracy

    accuracy.accuracy_at_least(build_net, {"mnist": 0.93, "digits": 0.9}, limit=30_000)

'''

RELU_MISTAKE = '''
# %% absolute values tags=["mistake"]
def relu(x):
    """You take the absolute value. Cut negative numbers off instead."""
    return np.abs(x)
'''


def write_course(
    root: Path, limits: Limits = OTTER_LIMITS, pins: str = "# nothing is pinned here\n", labkit: Path | None = None
) -> Course:
    """Write the course and generate its zips into ``root/autograder``.

    Args:
        root: where to.
        limits: what its zips give a submission.
        pins: what its zips install where nothing is installed.
        labkit: the package that its zips bring along; without it an empty one, which does where ours is installed.
    """
    questions = {
        LAB: [
            ("conv2d", 4, CONV_SOLUTION, CONV_TESTS, ""),
            ("relu", 3, RELU_SOLUTION, RELU_TESTS, RELU_MISTAKE),
            ("windows", 2, "windows = 86712  # SOLUTION", WINDOWS_TESTS, ""),
        ],
        KERAS_LAB: [("build_net", 3, NET_SOLUTION, NET_TESTS, "")],
    }
    for lab, exercises in questions.items():
        folder = root / "source" / lab
        folder.mkdir(parents=True)
        setup = SETUP if lab == LAB else SETUP.replace("import numpy as np", "import keras")
        (folder / "00_setup.py").write_text(setup)
        for number, (name, points, solution, tests, mistake) in enumerate(exercises, 1):
            text = QUESTION.format(name=name, points=points, solution=solution, tests=tests, mistake=mistake)
            (folder / f"{number:02}_{name}.py").write_text(text)
    (root / "source" / "course.toml").write_text(COURSE)
    if labkit:
        shutil.copytree(labkit, root / "source" / "labkit", ignore=shutil.ignore_patterns("__pycache__"))
    else:
        (root / "source" / "labkit").mkdir()
        (root / "source" / "labkit" / "__init__.py").write_text('"""Nothing."""\n')
    config = json.loads((Path(__file__).parents[3] / "otter_config.json").read_text())
    ((_, settings),) = config["plugins"][0].items()
    settings["limits"] = asdict(limits)
    (root / "otter_config.json").write_text(json.dumps(config))
    (root / "requirements").mkdir()
    (root / "requirements" / "cpu.txt").write_text(pins)
    course = Course.load(root)
    publish(course, generate(course))
    return course


def graded_cells(lab: str) -> list[str]:
    """What a student with the right answers hands in: one cell for each answer."""
    solutions = [CONV_SOLUTION, RELU_SOLUTION, "windows = 86712"] if lab == LAB else [NET_SOLUTION]
    return ["import numpy as np" if lab == LAB else "import keras", *solutions]
