"""The submissions: a few of every kind that the attack suite and the sample class have."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.sandbox.attacks import lab as attacked
from tests.sandbox.attacks.attack import notebook
from tests.sandbox.attacks.everything import ATTACKS
from tests.sandbox.attacks.observe import hand_in
from workbook import sample_class
from workbook.course import Course, Lab
from workbook.examiner.limits import Limits
from workbook.exercises import read_lab

COURSE = Course.load(Path(__file__).parents[2])

CHOSEN = (
    "as it should be", "lists for arrays", "scratch cells that raise", "CRLF", "standard output closed",
    "a file named as a formula", "no kernelspec", "a cell with a syntax error", "duplicate cells", "a deleted cell",
    "magics", "not JSON", "another lab", "two notebooks in a zip", "array that equals everything",
    "hard-code the public answers", "bring a numpy.py", "patch Otter's call_func, wrong answers",
    "write results.json and exit", "hidden inputs printed in hidden tests", "endless loop in a function",
    "os._exit in a cell", "segmentation fault", "kill the parent and all others",
)  # fmt: skip
"""Of the attack suite: honest but odd, tampering, malformed, forging, leaking, hanging and crashing ones."""

CLASS = {
    "01_convolution": ("complete", "partly", "blank", "raising", "mistaken"),
    "02_layers": ("partly", "mistaken"),
    "03_mnist": ("dense",),
}
"""Of the sample class, by lab; ``dense`` answers what the dense network needs, so that one network is trained."""


@dataclass(frozen=True)
class Batch:
    """What is handed in for one lab.

    Attributes:
        about: file name to what is special about the submission.
        expected: file name to the points that each question must give, where the attack suite says so.
    """

    course: Course
    lab: str
    folder: Path
    about: Mapping[str, str]
    expected: Mapping[str, Mapping[str, float]]

    @property
    def autograder(self) -> Path:
        """The lab's zip."""
        return self.course.autograder / f"{self.lab}.zip"


def write_submissions(root: Path, every: int = 1) -> list[Batch]:
    """Write the submissions, of each lab's every so many, and the course under attack, into ``root``."""
    pins = (COURSE.root / "requirements" / "cpu.txt").read_text(encoding="utf-8")
    course = attacked.write_course(root / "attacked", Limits(), pins, COURSE.root / "source" / "labkit")
    of_the_class = [_class(COURSE.lab(lab), root / lab, kinds[::every]) for lab, kinds in CLASS.items()]
    return [_attacks(course, root / attacked.LAB, CHOSEN[::every]), *of_the_class]


def _attacks(course: Course, folder: Path, names: Sequence[str]) -> Batch:
    known = {attack.name: attack for attack in ATTACKS}
    about, expected = {}, {}
    for number, name in enumerate(names, 1):
        attack = known[name]
        path = hand_in(attack, folder / "each", folder / "marker")
        target = folder / "handed_in" / (path.name if path.name.startswith("=") else f"s{number:02}{attack.suffix}")
        target.parent.mkdir(exist_ok=True)
        path.rename(target)
        about[target.name] = f"{attack.group}: {name}"
        expected[target.name] = {question: float(points) for question, points in attack.points.items()}
    blank = folder / "handed_in" / "blank.ipynb"
    blank.write_bytes(notebook("def relu(x): ...", "windows = ..."))
    about[blank.name], expected[blank.name] = "blank", dict.fromkeys(attacked.NOTHING, 0.0)
    return Batch(course, attacked.LAB, folder / "handed_in", about, expected)


def _class(lab: Lab, folder: Path, names: Sequence[str]) -> Batch:
    folder.mkdir()
    kinds = {kind.__name__.strip("_"): kind for kind in sample_class.KINDS} | {"dense": _dense}
    exercises = [exercise for exercise in read_lab(lab) if exercise.solution]
    release = json.loads((COURSE.release / lab.name / f"{lab.name}.ipynb").read_text(encoding="utf-8"))
    about = {}
    for name in names:
        answers = kinds[name](exercises, random.Random(f"parity {lab.name} {name}"))
        filled = sample_class.filled(release, exercises, answers)
        path = folder / f"{name}_{lab.name}.ipynb"
        path.write_text(json.dumps(filled, indent=1, ensure_ascii=False), encoding="utf-8")
        about[path.name] = f"sample class: {name}"
    return Batch(COURSE, lab.name, folder, about, {})


def _dense(exercises, draw: random.Random) -> dict[str, str]:
    wanted = {"preprocess", "one_hot", "build_dnn", "trained_dnn", "confusion_matrix"}
    return {exercise.name: exercise.solution.source for exercise in exercises if exercise.name in wanted}
