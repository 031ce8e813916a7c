"""What ``grader.check`` shows: each test case in plain words, without the test's code."""

from __future__ import annotations

import html
import json
import logging
import pathlib
import re
from dataclasses import dataclass

import otter
from IPython import get_ipython
from otter.test_files import TestFile

from labkit.naming import Recording, find
from labkit.progress import BADGES, Progress, Question, badge
from labkit.soundings import ask

MESSAGE = "margin:2px 0 10px 2em;white-space:pre-wrap;word-break:normal;overflow-wrap:anywhere"
"""Messages break between words; JupyterLab's own style breaks inside them."""


@dataclass(frozen=True)
class Case:
    """One test case as a student should read it."""

    name: str
    passed: bool
    message: str


class Report:
    """The outcome of one question's public test cases."""

    def __init__(self, question: str, result: TestFile, looks_like: str = ""):
        self.question = question
        self.looks_like = looks_like
        self.so_far = ""
        self.earned, self.possible = result.score, result.possible
        self.cases = [
            Case(case.test_case.name, case.passed, "" if case.passed else readable(case.message))
            for case in result.test_case_results
        ]

    @property
    def passed(self) -> bool:
        """Whether every public test case passed."""
        return all(case.passed for case in self.cases)

    @property
    def verdict(self) -> str:
        """One sentence that sums up."""
        if self.passed:
            return f"{self.question}: every check here passes. Hidden tests look at more cases when you hand in."
        return f"{self.question}: {sum(case.passed for case in self.cases)} of {len(self.cases)} checks pass so far."

    def __repr__(self) -> str:
        lines = [self.verdict]
        for case in self.cases:
            lines.append(f"{BADGES[state(case)][0]} {case.name}")
            lines += [f"    {line}" for line in case.message.splitlines()]
        if self.looks_like:
            lines.append(f"A guess from your results: {self.looks_like}")
        if self.so_far:
            lines.append(self.so_far)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{html.escape(self.verdict)}</strong></p>"]
        for case in self.cases:
            parts.append(f"<div>{badge(state(case))} {html.escape(case.name)}</div>")
            if case.message:
                lines = map(_hanging, case.message.splitlines())
                parts.append(f'<pre style="{MESSAGE}">{"".join(lines)}</pre>')
        if self.looks_like:
            parts.append(f"<p><strong>A guess from your results:</strong> {html.escape(self.looks_like)}</p>")
        if self.so_far:
            parts.append(f"<p><small>{html.escape(self.so_far)}</small></p>")
        return "".join(parts)


def _hanging(line: str) -> str:
    """Write a line of a message such that what does not fit goes on below its text, not below its label."""
    column = len(re.match(r"( +\w+:)? *", line)[0])
    return f'<span style="display:block;padding-left:{column}ch;text-indent:-{column}ch">{html.escape(line)}</span>'


def state(case: Case) -> str:
    """Say how a test case stands, in the words of `labkit.progress`."""
    return "done" if case.passed else "begun"


class Grader:
    """Checks a student's answers with the public tests in the folder ``tests``."""

    def __init__(self):
        logging.getLogger("otter").setLevel(logging.ERROR)
        self._notebook = otter.Notebook()
        self._entries = json.loads(pathlib.Path("tests", "names.json").read_text(encoding="utf-8"))
        self._progress = Progress(
            {name: Question(entry["title"], entry["points"], entry["minutes"]) for name, entry in self._entries.items()}
        )

    @property
    def questions(self) -> list[str]:
        """The lab's questions, in their order."""
        return list(self._entries)

    def progress(self) -> Progress:
        """Show which questions are done, what they are worth, and what comes next."""
        return self._progress

    def check(self, question: str) -> Report:
        """Run the public tests of one question on the names that the notebook holds now.

        Args:
            question: the question's name, such as ``"conv2d"``.
        """
        names = get_ipython().user_ns
        seen = Recording(names)
        result = self._notebook.check(question, global_env=seen)
        guess = "" if result.passed_all else likely_mistake(names, seen.results, self._entries[question])
        report = Report(question, result, guess)
        self._progress.note(question, sum(case.passed for case in report.cases), len(report.cases))
        report.so_far = self._progress.line
        return report


def likely_mistake(names: dict, seen: list, entry: dict) -> str:
    """Say which mistake an answer that fails looks like: what its author should read, or an empty string.

    Args:
        names: the notebook's names.
        seen: what the public tests saw, as a `labkit.naming.Recording` notes it.
        entry: the question's part of ``names.json``.
    """
    if not entry["known"]:
        return ""
    asked = ask(names, entry["ask"])
    return "" if asked is None else find([seen, asked], entry["known"])


def readable(message: str) -> str:
    """Reduce Otter's report of an exception to what the student needs: no test code, no class name of ours.

    Args:
        message: Otter's text: a headline, the line of test code that raised, then ``Type: text``.
    """
    lines = message.split("\n")
    start = next((i for i, line in enumerate(lines) if line.startswith("Error at line ")), -1)
    text = "\n".join(lines[start + 2 :]) if start >= 0 else message
    for prefix in ("Mismatch: ", "AssertionError: "):
        text = text.removeprefix(prefix)
    return text
