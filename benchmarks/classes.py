"""Makes classes to be graded in benchmarks: no two submissions are the same, and some of them are hostile."""

from __future__ import annotations

import json
import random
from pathlib import Path

from workbook import sample_class
from workbook.course import Course
from workbook.exercises import read_lab

HOSTILE = {
    "ends the process": "import os\nos._exit(0)",
    "wants processes": "import os\nwhile True: os.fork()",
    "wants memory": "x = [bytearray(1 << 28) for _ in range(100)]",
    "prints without end": "for _ in range(10**6): print('x' * 99)",
    "writes to the grader's pipes": "import os\nfor pipe in (3, 4): os.write(pipe, b'x' * 9999)",
    "kills all that it can": "import os, signal\nos.kill(-1, signal.SIGKILL)",
    "fills the disk": "for n in range(100): open(f'f{n}', 'wb').write(bytes(1 << 23))",
    "looks for answers": "import glob\nfound = glob.glob('/**/*.zip', recursive=True)",
    "raises": "raise MemoryError",
}  # fmt: skip
"""A cell each, in front of an otherwise blank notebook."""

MALFORMED = ("", "not a notebook", '{"cells": [', "PK\x03\x04 not a zip")

KERAS = """
def build_cnn():
    keras.utils.set_random_seed({number})
    model = keras.Sequential([
        keras.Input((28, 28, 1)), keras.layers.Conv2D({filters}, 3, activation="relu"), keras.layers.MaxPooling2D(),
        keras.layers.Conv2D({more}, 3, activation="relu"), keras.layers.MaxPooling2D(), keras.layers.Flatten(),
        keras.layers.Dense(10),
    ])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model
"""


def write_class(course: Course, lab: str, folder: Path, size: int, *, hostile: int, networks: bool = False) -> Path:
    """Write a class of one lab.

    Args:
        course: the course, generated.
        lab: which lab.
        folder: where to write; must not exist.
        size: how many submissions.
        hostile: one of so many is hostile or malformed; 0: none.
        networks: every submission has a convolutional network of its own.

    Returns:
        ``folder``.
    """
    folder.mkdir()
    draw = random.Random(f"{lab} {size}")
    exercises = [exercise for exercise in read_lab(course.lab(lab)) if exercise.solution]
    release = json.loads((course.release / lab / f"{lab}.ipynb").read_text(encoding="utf-8"))
    bad = [*HOSTILE.values(), *MALFORMED]
    for number in range(size):
        path = folder / f"s{number:04}_{lab}.ipynb"
        if hostile and number % hostile == hostile - 1:
            content = bad[number // hostile % len(bad)]
            path.write_text(_before(release, content) if content in HOSTILE.values() else content, encoding="utf-8")
            continue
        answers = sample_class.KINDS[number % len(sample_class.KINDS)](exercises, draw)
        if networks:
            answers = sample_class.KINDS[0](exercises, draw)
            answers["build_cnn"] = KERAS.format(number=number, filters=8 + number % 8, more=28 + number // 8)
        path.write_text(_before(sample_class.filled(release, exercises, answers), f"# {number}"), encoding="utf-8")
    return folder


def _before(notebook: dict, source: str) -> str:
    """Put one more cell in front: so no submission is the same as another."""
    cell = {
        "cell_type": "code",
        "id": "first",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
    return json.dumps(notebook | {"cells": [cell, *notebook["cells"]]})
