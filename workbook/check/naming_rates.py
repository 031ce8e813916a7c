"""Measures how often a mistake is named, and how often the name is right: for students, and for graders."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import tee

from scipy.stats import binomtest

from labkit.grader import likely_mistake
from labkit.naming import Recording
from workbook import namespaces, naming
from workbook.check.bench import Bench, Track, untracked
from workbook.check.mutants import solution_mutants
from workbook.check.operators import edits
from workbook.check.proof import run_tests
from workbook.exercises import Exercise
from workbook.generate.soundings import fresh

KINDS = {
    "catalogue": "the mistakes of the catalogue",
    "pairs": "two of them, in different questions",
    "carried over": "a right answer that calls a mistaken one",
    "mutants of solutions": "one small error in the solution",
    "mutants of mistakes": "one small error in a mistake: two in one function",
}
"""How wrong answers are made."""

SIDES = {"student": "in the notebook", "grader": "when graded"}

PAIRS = 1000
"""How many pairs of mistakes are tried for a lab, of some thousands."""

MUTATED_MISTAKES, MUTANTS_EACH = 15, 10
"""How many mistakes of a question are mutated, and how many mutants of each are tried: of up to some thousands."""

OF_NETWORKS = 0.1
"""In a lab with networks, where an answer takes seconds, only this share of pairs, and of mutants of mistakes."""


@dataclass(frozen=True)
class Wrong:
    """A wrong answer, of one of the `KINDS`; ``truth`` is its mistake's title, where it is one of the catalogue."""

    kind: str
    question: str
    answers: dict[str, str]
    truth: str = ""


@dataclass(frozen=True)
class Named:
    """What one side said of a wrong answer: a mistake's title, or nothing; and whether that is right.

    Where the notebook's checks pass an answer, it is not ``noticed``, and there is nothing to name.
    """

    title: str
    right: bool
    noticed: bool = True


@dataclass(frozen=True)
class Rate:
    """How often wrong answers were named, and how often rightly."""

    answers: int
    noticed: int
    named: int
    right: int

    @classmethod
    def of(cls, names: Sequence[Named]) -> Rate:
        """Count."""
        given = [name for name in names if name.title]
        return cls(len(names), sum(name.noticed for name in names), len(given), sum(name.right for name in given))

    @property
    def false(self) -> int:
        """How many names were wrong."""
        return self.named - self.right


Judged = list[tuple[Wrong, dict[str, Named]]]
"""Wrong answers, each with what each of the `SIDES` said."""


def interval(part: int, of: int) -> tuple[float, float]:
    """Wilson's interval, in which a share lies with 95 % confidence."""
    found = binomtest(part, of).proportion_ci(0.95, method="wilson")
    return float(found.low), float(found.high)


def judge_lab(bench: Bench, track: Track = untracked) -> Judged:
    """Let both sides name every wrong answer of a lab; those that turn out to be right are left out."""
    for question in bench.exercises:
        bench.known(question)  # found out here once, not in every process
    tasks = list(wrong_answers(list(bench.exercises.values()), OF_NETWORKS if bench.networks else 1))
    results = bench.in_processes(name, [(wrong,) for wrong in tasks])
    judged = zip(tasks, track(results, total=len(tasks)), strict=True)
    return [(wrong, names) for wrong, names in judged if names]


def wrong_answers(exercises: list[Exercise], share: float = 1) -> Iterator[Wrong]:
    """Make the wrong answers of a lab, or a share of those that are drawn; a few of them may turn out to be right."""
    chance = random.Random(1)
    for place, exercise in enumerate(exercises):
        for mistake in exercise.mistakes:
            yield Wrong("catalogue", exercise.name, {exercise.name: mistake.source}, mistake.title)
            for later in exercises[place + 1 :]:
                if later.solution and f"{exercise.name}(" in later.solution.source:
                    yield Wrong("carried over", later.name, {exercise.name: mistake.source})
    pairs = [
        {one.name: first, other.name: second}
        for place, one in enumerate(exercises)
        for other in exercises[place + 1 :]
        for first in one.mistakes
        for second in other.mistakes
    ]
    for pair in _some(pairs, round(share * PAIRS), chance):
        for question, mistake in pair.items():
            yield Wrong("pairs", question, {name: made.source for name, made in pair.items()}, mistake.title)
    for exercise in exercises:
        for edit in solution_mutants(exercise):
            yield Wrong("mutants of solutions", exercise.name, {exercise.name: edit.source})
        for mistake in _some(exercise.mistakes, MUTATED_MISTAKES, chance):
            for edit in _some(edits(mistake.source), round(share * MUTANTS_EACH), chance):
                yield Wrong("mutants of mistakes", exercise.name, {exercise.name: edit.source})


def _some(of: Sequence, at_most: int, chance: random.Random) -> list:
    return chance.sample(of, min(at_most, len(of)))


def name(bench: Bench, wrong: Wrong) -> dict[str, Named] | None:
    """Let both sides name an answer, in a process of its own; None if it is right after all, or its cell raises.

    A name is right if it is the catalogue's own; for other answers, if they behave like the mistake: the student's
    name on everything that the tests ask, the grader's, which was found with just that, on other inputs.
    """
    try:
        names = bench.with_answers(wrong.answers)
    except Exception:  # the cell of a mutant may raise anything
        return None
    probes, known = bench.probes(wrong.question), dict(bench.known(wrong.question))
    solution = known.pop("")
    with namespaces.quiet(), naming.untrained():
        compared, searched, matched = tee(naming.answers(names, probes), 3)  # none is asked for twice
        if _all_alike(compared, solution):
            return None
        for_grader = naming.closest(searched, known)
        for_student = by_student(bench, wrong.question, names)
        if wrong.truth:
            rights = for_student == wrong.truth, for_grader == wrong.truth
        else:
            rights = (
                bool(for_student) and _all_alike(matched, known[for_student]),
                bool(for_grader) and alike_on_fresh_inputs(bench, wrong.question, names, for_grader),
            )
    student = Named(for_student or "", rights[0], noticed=for_student is not None)
    return {"student": student, "grader": Named(for_grader, rights[1])}


def by_student(bench: Bench, question: str, names: dict) -> str | None:
    """Name an answer as a student's notebook does: return the mistake's title; None if every public test passes."""
    path = bench.tests(question, public=True)
    if path is None:
        return None
    recording = Recording(names)
    if run_tests(path, recording).passed_all:
        return None
    text = likely_mistake(names, recording.results, bench.entries[question])
    titles = {mistake.feedback: mistake.title for mistake in bench.exercises[question].mistakes}
    return titles[text] if text else ""


def alike_on_fresh_inputs(bench: Bench, question: str, names: dict, title: str) -> bool:
    """Whether an answer gives what a mistake gives, for inputs that no test holds."""
    mistake = next(mistake for mistake in bench.exercises[question].mistakes if mistake.title == title)
    probes = [fresh(probe, seed) for seed, probe in enumerate(bench.probes(question), 1000)]
    theirs = bench.with_answers({question: mistake.source})
    return _all_alike(naming.answers(names, probes), naming.answers(theirs, probes))


def _all_alike(ours: Iterable, theirs: Iterable) -> bool:
    return all(naming.alike(one, other) for one, other in zip(ours, theirs, strict=True))
