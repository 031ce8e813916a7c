"""Examines one submission: its cells in sandboxes, Otter's tests here, and everything put into plain words."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from unittest import mock

import numpy as np
from otter.test_files import TestCaseResult
from otter.test_files.exception_test import ExceptionTestFile

from workbook.examiner import training
from workbook.examiner.intake import Refused, take_in
from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Limits, Status
from workbook.examiner.submission import Submission
from workbook.examiner.template import Template
from workbook.examiner.test_files import read_tests
from workbook.examiner.wording import failure_message
from workbook.grade.assignment import Assignment
from workbook.grade.catalogue import Catalogue
from workbook.grade.discover import readable
from workbook.grade.result import FROM_CACHE, CaseResult, Picture, QuestionResult, Result
from workbook.namespaces import quiet

HARMLESS = frozenset({Status.RAISED, Status.OUTPUT, Status.MISSING, Status.NOT_DATA})
"""How student code may end without having been stopped."""

MOST_TEMPLATES = 2
"""Labs for which a process keeps a template: an examiner may go to and fro between two."""

LARGEST_PICTURE = 128
"""Rows of a map in the feedback, which draws the part of it around the first wrong value."""


def examine(
    path: Path,
    student: str,
    assignments: Mapping[str, Assignment],
    limits: Limits,
    isolation: Isolation,
    beside: Mapping[str, bytes] | None = None,
) -> Result:
    """Grade one file, whatever it is.

    Args:
        path: what was handed in.
        student: whose it is.
        assignments: the labs that may be meant, by name.
        limits: what the submission may use.
        isolation: how it is kept apart.
        beside: files that were handed in beside it, by relative path.

    Raises:
        SandboxFailure: no sandbox could be started, so nothing can be said about the submission.
    """
    started = time.monotonic()
    lab = named_lab(path, assignments)
    try:
        upload = take_in(path)
        if (upload.lab or lab) not in assignments:
            named = (
                f"says that it belongs to {upload.lab[:80]!r}" if upload.lab else "does not say to which lab it belongs"
            )
            raise Refused(f"The notebook {named}; graded here: {', '.join(assignments)}.")
    except Refused as refusal:
        questions = unanswered(assignments[lab]) if lab else ()
        return Result(readable(path.name), student, lab, "refused", str(refusal), questions=questions)
    lab = upload.lab or lab
    assignment = assignments[lab]
    template = template_for(assignment, limits, isolation)
    training.asked_for.clear()
    files = {**(beside or {}), **upload.files}
    with quiet(), Submission(upload.cells, files, template=template) as submission, submission.phases():
        environment = submission.environment(assignment.names)
        submission.run_public(map(assignment.test_file, assignment.questions), environment)
        questions = tuple(_question(assignment, name, environment, submission) for name in assignment.questions)
    if submission.fault:
        raise SandboxFailure(submission.fault)
    stops = [event for event in submission.events if event.status not in HARMLESS]
    return Result(
        file=readable(path.name),
        student=student,
        lab=lab,
        status="graded with stops" if stops else "graded",
        remark=" ".join(dict.fromkeys(event.message for event in stops)),
        isolation=str(submission.isolation),
        seconds=time.monotonic() - started,
        questions=questions,
        for_instructor="\n".join(f"{event.message} {event.detail}".strip() for event in submission.events),
        notes={FROM_CACHE: all(training.asked_for)} if training.asked_for else {},
    )


def named_lab(path: Path, labs: Iterable[str]) -> str:
    """Guess the lab of a file that does not say: the only one there is, or the one in the file's name."""
    labs = list(labs)
    return next((lab for lab in labs if lab in path.name or len(labs) == 1), "")


def unanswered(assignment: Assignment) -> tuple[QuestionResult, ...]:
    """Give no points for every question: the row of a submission that cannot be read."""
    return tuple(
        QuestionResult(
            name,
            question["title"],
            tuple(
                CaseResult(case.name, case.points, case.hidden, passed=False)
                for case in read_tests(assignment.test_file(name)).test_cases
            ),
        )
        for name, question in assignment.questions.items()
    )


def _question(assignment: Assignment, name: str, environment: dict, submission: Submission) -> QuestionResult:
    before = len(submission.events)
    test = read_tests(assignment.test_file(name))
    with _failures() as failures:
        test.run(environment)
    after = len(submission.events)
    stops = [event for event in submission.events[before:after] if event.status not in HARMLESS]
    remaining = iter(failures)
    cases = tuple(_case(result, None if result.passed else next(remaining)) for result in test.test_case_results)
    # What had to be stopped is not called once more, and there is no mistake in what is not there.
    settled = stops or all(getattr(error, "status", None) is Status.MISSING for error in failures)
    mistake, advice = ("", "") if settled else catalogue(assignment).name(name, environment)
    del submission.events[after:]  # what happened only because we asked again
    stopped = stops[0].message if stops else ""
    return QuestionResult(name, assignment.questions[name]["title"], cases, mistake, advice, stopped)


@contextmanager
def _failures() -> Iterator[list[Exception]]:
    """Collect the exceptions that Otter's runner reduces to text."""
    caught: list[Exception] = []
    original = ExceptionTestFile._generate_error_message

    def noted(self: ExceptionTestFile, error: Exception, context: int = 0) -> str:
        caught.append(error)
        return original(self, error, context)

    with mock.patch.object(ExceptionTestFile, "_generate_error_message", noted):
        yield caught


def _case(result: TestCaseResult, error: Exception | None) -> CaseResult:
    case = result.test_case
    if error is None:
        return CaseResult(case.name, case.points, case.hidden, passed=True)
    message = failure_message(error, case.hidden)
    picture = None if case.hidden else _picture(error)
    return CaseResult(case.name, case.points, case.hidden, passed=False, message=message, picture=picture)


def _picture(error: Exception) -> Picture | None:
    """Choose the map that holds the first wrong value, where what was expected and what came have one shape."""
    expected, got = getattr(error, "expected", None), getattr(error, "got", None)
    if not isinstance(expected, np.ndarray) or not isinstance(got, np.ndarray) or expected.shape != got.shape:
        return None
    if not 1 <= expected.ndim <= 4 or expected.dtype.kind not in "biuf":
        return None
    wrong = np.argwhere(~np.isclose(expected, got, rtol=1e-4, atol=1e-6, equal_nan=True))
    if not len(wrong):
        return None
    image, channel = wrong[0][0], wrong[0][-1]
    window = {1: ..., 2: ..., 3: (..., channel), 4: (image, ..., channel)}[expected.ndim]  # (N, H, W, C) -> (H, W)
    return Picture(*(array[window][:LARGEST_PICTURE].astype(float).tolist() for array in (expected, got)))


@cache
def catalogue(assignment: Assignment) -> Catalogue:
    """Return the catalogue of a lab: one in each process, since working it out takes a moment."""
    return Catalogue(assignment)


_templates: dict[tuple, Template] = {}


def template_for(assignment: Assignment, limits: Limits, isolation: Isolation) -> Template:
    """Return what this process forks the sandboxes of a lab from; few are kept, since each takes memory."""
    key = assignment, limits, isolation
    _templates[key] = _templates.pop(key, None) or Template(isolation, limits, assignment.modules)
    while len(_templates) > MOST_TEMPLATES:
        _templates.pop(next(iter(_templates))).close()
    return _templates[key]
