"""A lab set up to be calibrated: its thresholds, the answers to its questions, its tests."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workbook import namespaces, naming
from workbook.calibrate import families
from workbook.calibrate.families import Answer, Extras
from workbook.calibrate.thresholds import Threshold, thresholds
from workbook.check.proof import run_tests
from workbook.course import Course, Lab
from workbook.exercises import Exercise
from workbook.exercises.reader import read_lab
from workbook.generate.build import build_all
from workbook.problems import Problem


@dataclass
class CalibratedLab:
    """One lab, read once; what takes long is found out when it is first asked for."""

    course: Course
    lab: Lab

    @cached_property
    def exercises(self) -> list[Exercise]:
        """All exercise files, those without a question included."""
        return read_lab(self.lab)

    @cached_property
    def extras(self) -> dict[str, Extras]:
        """For each question, what ``tests/calibration`` adds."""
        named = (exercise.name for exercise in self.exercises if exercise.name)
        return {name: families.extras(self.course, self.lab.name, name) for name in named}

    @cached_property
    def read(self) -> tuple[list[Threshold], list[Problem]]:
        """The lab's thresholds, and what is wrong with them."""
        found, problems = [], []
        for exercise in filter(lambda exercise: exercise.name, self.exercises):
            some, wrong = thresholds(exercise, self.extras[exercise.name])
            found += some
            problems += wrong
        return found, problems

    @property
    def thresholds(self) -> list[Threshold]:
        """The lab's thresholds, in the order of the notebook."""
        return self.read[0]

    @cached_property
    def solved(self) -> dict:
        """The names of the solved notebook."""
        return namespaces.solved(self.exercises)

    def exercise(self, question: str) -> Exercise:
        """Return the exercise of a question."""
        return next(exercise for exercise in self.exercises if exercise.name == question)

    def owner(self, question: str, function: str) -> Exercise:
        """Return the question whose solution defines a function: the same one, or an earlier one."""
        defined = f"def {function}("
        own = self.exercise(question)
        others = [own, *self.exercises]
        return next(each for each in others if each.solution and defined in each.solution.source)

    def answers(self, question: str, function: str) -> list[Answer]:
        """Collect the answers whose work is measured for a question."""
        return families.answers(self.course, self.lab.name, self.exercise(question), self.owner(question, function))

    def caught_by(self, question: str, function: str, answer: Answer) -> str:
        """Name the tests without training that a wrong answer fails, and the solution does not.

        Args:
            question: the question whose thresholds it should have failed.
            function: the function that they measure; where another question asks for it, that one's tests count too.
            answer: the wrong answer.
        """
        names = namespaces.exchanged(self.solved, answer.source)
        asked = dict.fromkeys((question, self.owner(question, function).name))
        measured = {threshold.test for threshold in self.thresholds if threshold.question == question}
        caught = []
        for name in asked:
            for right, wrong in zip(self._results(name, self.solved), self._results(name, names), strict=True):
                test = right.test_case.name
                if right.passed and not wrong.passed and test not in measured:
                    caught.append(f"{name}: {test}")
        return "; ".join(caught)

    def _results(self, question: str, names: dict) -> list:
        with tempfile.TemporaryDirectory() as folder, naming.untrained():
            path = Path(folder, f"{question}.py")
            path.write_bytes(self._tests[f"tests/{question}.py"])
            return run_tests(path, names).test_case_results

    @cached_property
    def _tests(self) -> dict[str, bytes]:
        return build_all(self.course, [self.lab])[self.lab].solutions


Track = Callable[..., Iterable]
"""Shows how far a loop has come: ``track(works, total=number)``, as `rich.progress.track` does."""
