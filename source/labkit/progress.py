"""How far a student has come in a lab, from the checks that have run since the notebook was opened."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass

BADGES = {"done": ("✓", "#00704F"), "begun": ("✗", "#A84300"), "open": ("–", "#5F5F5F")}
"""A mark and a background on which white has enough contrast, on light pages and on dark ones."""

WORDS = {"done": "passes", "begun": "does not pass yet", "open": "not checked yet"}


@dataclass(frozen=True)
class Question:
    """One question of a lab, as far as a student may know it."""

    title: str
    points: float
    minutes: int


class Progress:
    """What the checks have said so far.

    Args:
        questions: the lab's questions by name, in their order.
    """

    def __init__(self, questions: Mapping[str, Question]):
        self._questions = questions
        self._passing: dict[str, tuple[int, int]] = {}

    def note(self, name: str, passing: int, cases: int) -> None:
        """Note that so many of a question's checks pass now."""
        self._passing[name] = passing, cases

    def state(self, name: str) -> str:
        """Say whether a question is ``"done"``, ``"begun"`` or ``"open"``, as far as its checks tell."""
        if name not in self._passing:
            return "open"
        passing, cases = self._passing[name]
        return "done" if passing == cases else "begun"

    @property
    def line(self) -> str:
        """One line: how many questions pass their checks, what they are worth, what comes next."""
        done = [name for name in self._questions if self.state(name) == "done"]
        worth = sum(self._questions[name].points for name in done)
        possible = sum(question.points for question in self._questions.values())
        text = f"{len(done)} of {len(self._questions)} questions pass here, worth {worth:g} of {possible:g} points"
        following = next((name for name in self._questions if self.state(name) != "done"), None)
        if following is None:
            return f"{text}. All checks pass: hand in at the end of the notebook."
        question = self._questions[following]
        return f"{text}. Next: {question.title} ({question.minutes} minutes)."

    def __repr__(self) -> str:
        rows = [
            f"{BADGES[self.state(name)][0]} {question.title}, {_points(question)}: {self._words(name)}"
            for name, question in self._questions.items()
        ]
        return "\n".join([*rows, self.line, HIDDEN])

    def _repr_html_(self) -> str:
        rows = "".join(
            f'<tr><td>{badge(self.state(name))}</td><td style="text-align:left">{html.escape(question.title)}</td>'
            f"<td>{_points(question)}</td><td>{question.minutes} min</td>"
            f'<td style="text-align:left">{self._words(name)}</td></tr>'
            for name, question in self._questions.items()
        )
        heads = "".join(
            f'<th scope="col" style="text-align:left">{head}</th>'
            for head in ("state", "question", "worth", "time", "checks")
        )
        return (
            f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
            f"<p>{html.escape(self.line)}<br>{HIDDEN}</p>"
        )

    def _words(self, name: str) -> str:
        if name not in self._passing:
            return WORDS["open"]
        passing, cases = self._passing[name]
        return f"{passing} of {cases} pass"


HIDDEN = "Hidden tests, which look at more cases, decide about most of the points."


def badge(state: str) -> str:
    """Draw the mark of a state, ``"done"``, ``"begun"`` or ``"open"``, in HTML."""
    mark, colour = BADGES[state]
    style = f"background:{colour};color:white;font-weight:bold;border-radius:3px;padding:0 0.35em"
    return f'<span style="{style}" role="img" aria-label="{WORDS[state]}">{mark}</span>'


def _points(question: Question) -> str:
    return f"{question.points:g} point" + ("" if question.points == 1 else "s")
