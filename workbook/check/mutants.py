"""Mutation testing: every small error in a solution must fail its question's tests, or be shown to be none."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbook import namespaces, naming
from workbook.check.bench import Bench, Track, untracked
from workbook.check.operators import Edit, edits
from workbook.examiner.test_files import read_tests
from workbook.exercises import Exercise
from workbook.problems import Problem, SourceError

REASONS = Path("tests", "equivalent_mutants.toml")
"""Survivors that are no gap, each with the reason, and questions in which a small change is no error."""


@dataclass
class Tally:
    """What became of one question's mutants.

    ``stopped`` of the ``killed`` ones did not end by themselves; nothing explains the ``survivors``; ``unmeasured``
    says why a question has no mutants.
    """

    question: str
    killed: int = 0
    stopped: int = 0
    equivalent: int = 0
    survivors: list[Edit] = field(default_factory=list)
    unmeasured: str = ""

    @property
    def mutants(self) -> int:
        """How many there are."""
        return self.killed + self.equivalent + len(self.survivors)


@dataclass(frozen=True)
class Reasons:
    """The file `REASONS`: ``equivalent`` has (question, old lines, new lines), ``open`` a question, each with why."""

    equivalent: dict[tuple[str, str, str], str]
    open: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> Reasons:
        """Read the file; without one, there are no reasons.

        Raises:
            SourceError: it is no TOML, or an entry lacks something.
        """
        if not path.exists():
            return cls({}, {})
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(
                {(entry["question"], entry["old"], entry["new"]): entry["why"] for entry in entries.pop("mutant", [])},
                {entry["question"]: entry["why"] for entry in entries.pop("open", [])},
            )
        except (tomllib.TOMLDecodeError, KeyError) as error:
            remedy = "Write [[mutant]] with question, old, new and why, or [[open]] with question and why."
            raise SourceError([Problem(path, 0, f"Cannot be read: {error}.", remedy)]) from None


def mutate_lab(bench: Bench, root: Path, track: Track = untracked) -> tuple[list[Tally], list[Problem]]:
    """Put every mutant of every solution of a lab to its question's tests.

    A mutant is killed when a test case fails that the solution passes, when its cell raises, and when it does not end.
    Networks are not trained: test cases that need a trained one pass for no answer, so they kill nothing.

    Returns:
        a tally for each question, and a problem for each survivor, and for each reason whose mutant does not survive.

    Raises:
        SourceError: the file of reasons is malformed.
    """
    reasons = Reasons.read(root / REASONS)
    tallies = {question: Tally(question, unmeasured=reasons.open.get(question, "")) for question in bench.exercises}
    tasks = []
    for question, exercise in bench.exercises.items():
        if exercise.solution is None:
            tallies[question].unmeasured = "The answer is not written here, but comes from other questions."
        if not tallies[question].unmeasured:
            bench.passed(question)  # found out here once, not in every process
            tasks += [(exercise, edit) for edit in solution_mutants(exercise)]
    problems, used = [], set()
    outcomes = bench.in_processes(survives, [(exercise.name, edit.source) for exercise, edit in tasks])
    for (exercise, edit), survived in zip(tasks, track(outcomes, total=len(tasks)), strict=True):
        tally, key = tallies[exercise.name], (exercise.name, edit.old, edit.new)
        if not survived:
            tally.killed += 1
            tally.stopped += survived is None
        elif key in reasons.equivalent:
            tally.equivalent += 1
            used.add(key)
        else:
            tally.survivors.append(edit)
            remedy = f"Add a test case that fails it, or say in {REASONS} why none can."
            line = exercise.solution.line + edit.line
            problems.append(Problem(exercise.path, line, f"No test fails {edit.new!r} for {edit.old!r}.", remedy))
    for question, old, new in sorted(key for key in reasons.equivalent if key[0] in tallies and key not in used):
        message = f"{question}: {new!r} for {old!r} is no mutant that survives."
        problems.append(Problem(root / REASONS, 0, message, "Remove the entry."))
    return list(tallies.values()), problems


def survives(bench: Bench, question: str, source: str) -> bool:
    """Run one mutant, in a process of its own: whether it passes every test case that the solution passes."""
    with naming.untrained():
        try:
            names = bench.with_answers({question: source})
        except Exception:  # the cell of a mutant may raise anything
            return False
        tests = read_tests(bench.tests(question))
        asked = [case for case, passed in zip(tests.test_cases, bench.passed(question), strict=True) if passed]
        with namespaces.quiet():
            for case in asked:  # one after the other: most mutants fail an early one
                tests.test_cases = [case]
                tests.run(names)
                if not tests.test_case_results[0].passed:
                    return False
    return True


def solution_mutants(exercise: Exercise) -> list[Edit]:
    """List the mutants of what students write; the signature and the imports of the starter are given."""
    if exercise.solution is None:
        return []
    written = set(_written_lines(exercise.solution.source))
    return [edit for edit in edits(exercise.solution.source) if edit.line in written]


def _written_lines(source: str) -> Iterator[int]:
    inside = False
    for number, line in enumerate(source.splitlines(), 1):
        if line.strip() in ("# BEGIN SOLUTION", "# END SOLUTION"):
            inside = line.strip() == "# BEGIN SOLUTION"
        elif inside or line.endswith("# SOLUTION"):
            yield number
