"""What grading finds out about one submission, as plain data that can be stored and sent."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from functools import cache
from sys import intern
from typing import Any

FROM_CACHE = "trained_from_cache"
"""The note of a result that says whether all its networks had been trained for another submission before."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Two small maps to be drawn side by side: what was expected and what came, as nested lists of numbers."""

    expected: list
    got: list


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One test case. ``message`` is composed by us; the student may read it, of hidden cases too."""

    name: str
    points: float
    hidden: bool
    passed: bool
    message: str = ""
    picture: Picture | None = None

    @property
    def earned(self) -> float:
        """Points for this case."""
        return self.points if self.passed else 0.0


@dataclass(frozen=True)
class QuestionResult:
    """One question. ``mistake`` is the title of the catalogue's mistake that its answers equal, ``advice`` its text.

    ``stopped`` says which limit the answer ran into, if any, in a sentence.
    """

    name: str
    title: str
    cases: tuple[CaseResult, ...]
    mistake: str = ""
    advice: str = ""
    stopped: str = ""

    @property
    def points(self) -> float:
        """Points that can be had."""
        return sum(case.points for case in self.cases)

    @property
    def earned(self) -> float:
        """Points that the student has."""
        return sum(case.earned for case in self.cases)


@dataclass(frozen=True)
class Result:
    """One submission: one row of the marks.

    ``status`` is ``graded``, ``graded with stops``, ``refused`` or ``grader error``; ``remark`` is a sentence for the
    student where there is something to say; ``for_instructor`` is what only the instructor should read;
    ``platform_id`` is the number that Canvas or Moodle has for the student, if the file's name told it.
    """

    file: str
    student: str
    lab: str
    status: str
    remark: str = ""
    isolation: str = ""
    seconds: float = 0.0
    questions: tuple[QuestionResult, ...] = ()
    for_instructor: str = ""
    platform_id: str = ""
    notes: dict[str, Any] = field(default_factory=dict)

    @property
    def marked(self) -> bool:
        """Whether the submission was run: the marks of others say nothing about what their students know."""
        return self.status in ("graded", "graded with stops")

    @property
    def points(self) -> float:
        """Points that can be had."""
        return sum(question.points for question in self.questions)

    @property
    def earned(self) -> float:
        """Points that the student has."""
        return sum(question.earned for question in self.questions)

    def in_brief(self) -> Result:
        """Leave out what takes most of the memory: all that stands in test cases but their points."""
        questions = (
            QuestionResult(
                intern(question.name),
                intern(question.title),
                tuple(_of_points(case.points, case.hidden, case.passed) for case in question.cases),
                intern(question.mistake),
                stopped=intern(question.stopped),
            )
            for question in self.questions
        )
        return replace(self, questions=tuple(questions))

    def as_dict(self) -> dict:
        """Plain dicts and lists, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict) -> Result:
        """Undo `as_dict`."""

        def case(values: dict) -> CaseResult:
            picture = values["picture"]
            return CaseResult(**values | {"picture": Picture(**picture) if picture else None})

        questions = tuple(
            QuestionResult(**values | {"cases": tuple(map(case, values["cases"]))}) for values in data["questions"]
        )
        return cls(**data | {"questions": questions})


@cache
def _of_points(points: float, hidden: bool, passed: bool) -> CaseResult:
    """Make one case of its kind: thousands in memory are but a few objects."""
    return CaseResult("", points, hidden, passed)
