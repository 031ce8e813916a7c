"""Puts every mistake, every right way and the blank sheet to every test of a lab."""

from __future__ import annotations

import ast
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from otter.test_files import TestFile

from workbook import namespaces, naming
from workbook.course import Course, Lab
from workbook.examiner.test_files import read_tests
from workbook.exercises import Exercise
from workbook.problems import Problem

RIGHT_WAYS = Path("tests", "right_ways")


@dataclass
class Row:
    """One answer and what each test case says of it; ``kind`` is solution, blank, right way or mistake."""

    question: str
    kind: str
    title: str
    passed: list[bool]
    twins: list[str] = field(default_factory=list)


@dataclass
class Proof:
    """What was found in one lab: a row for each answer, and the problems."""

    lab: str
    rows: list[Row]
    problems: list[Problem]


def prove_question(course: Course, lab: Lab, exercise: Exercise, tests: bytes, solved: dict, blank: dict) -> Proof:
    """Run the generated tests of a question on all its answers, right and wrong.

    Args:
        course: the checkout, where the corpus of right ways lies.
        lab: the lab.
        exercise: the question.
        tests: the content of its test file, hidden cases included.
        solved: the names of the solved notebook.
        blank: the names of the notebook as students get it.
    """
    proof = Proof(lab.name, [], [])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{exercise.name}.py")
        path.write_bytes(tests)
        _prove(course, lab, exercise, path, solved, blank, proof)
    return proof


def run_tests(path: Path, names: dict) -> TestFile:
    """Run one generated test file on a notebook's names, with Otter's own runner."""
    test = read_tests(path)
    with namespaces.quiet():
        test.run(names)
    return test


def _prove(course: Course, lab: Lab, exercise: Exercise, path: Path, solved: dict, blank: dict, proof: Proof) -> None:
    def problem(line: int, message: str, remedy: str) -> None:
        proof.problems.append(Problem(exercise.path, line, message, remedy))

    def row(kind: str, title: str, names: dict) -> TestFile:
        test = run_tests(path, names)
        proof.rows.append(Row(exercise.name, kind, title, [result.passed for result in test.test_case_results]))
        return test

    for result in row("solution", "", solved).test_case_results:
        if not result.passed:
            name = result.test_case.name
            problem(0, f"The solution fails the test {name!r}: {result.message}", "Mend the one or the other.")
    for result in row("blank", "", blank).test_case_results:
        if result.passed:
            problem(0, f"A blank answer passes the test {result.test_case.name!r}.", "Let the test look at a value.")
    for title, source in namespaces.right_ways(course.root / RIGHT_WAYS / lab.name, exercise.name):
        test = row("right way", title, namespaces.exchanged(solved, source))
        for result in test.test_case_results:
            if not result.passed:
                message = f"The right way {title!r} fails the test {result.test_case.name!r}: {result.message}"
                problem(0, message, "The test is stricter than the prompt.")
    _prove_mistakes(exercise, path, solved, row, problem, proof)


def _prove_mistakes(exercise: Exercise, path: Path, solved: dict, row, problem, proof: Proof) -> None:
    wanted = sorted({name for test in exercise.tests for name in parameters(test.source)})
    probes = naming.record(solved, wanted, lambda names: run_tests(path, names))
    with namespaces.quiet():
        known = {"": list(naming.answers(solved, probes))}
    for mistake in exercise.mistakes:
        names = namespaces.exchanged(solved, mistake.source)
        test = row("mistake", mistake.title, names)
        if all(result.passed for result in test.test_case_results if result.test_case.hidden):
            remedy = "Add a case that fails it, or remove the mistake."
            problem(mistake.line, f"The mistake {mistake.title!r} passes every hidden test.", remedy)
            continue
        with namespaces.quiet():
            answers = list(naming.answers(names, probes))
        for title, others in known.items():
            if naming.alike(answers, others):
                proof.rows[-1].twins.append(title)
                what = f"the mistake {title!r}" if title else "the solution"
                remedy = "Add a test input that does, or keep one of the two."
                problem(mistake.line, f"No test input tells {mistake.title!r} from {what}.", remedy)
        known[mistake.title] = answers


def parameters(source: str) -> list[str]:
    """List the names of the notebook that a test function takes."""
    (function,) = ast.parse(source).body
    return [argument.arg for argument in function.args.args]
