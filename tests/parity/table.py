"""Compares marks question by question, and writes what was found as a page."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass

from .graders import OTHERS, REFERENCE, Grader, Marks
from .submissions import Batch

HEAD = """\
# The same marks everywhere

`.ci/with-docker .venv/bin/python -m tests.parity` hands {count} submissions to every program that instructors grade
with, and writes this page; continuous integration does so with every third one, and compares. A difference without a
reason is an error, and so is a reason without a difference.

A row is a submission, then come its points in each question from `workbook grade`. In the other columns "=" says that
a program gives exactly the same points in every question; otherwise there stands what it gives instead, and the number
of the reason below. The programs run as instructors run them: `otter grade` in containers without network, the Colab
notebook on Python 3.13 with the versions of packages that Colab had.

What was handed in: the right answers, written and stored in *odd* ways; *malformed* files; submissions that *tamper*
with the grader, *forge* marks, try to *leak* what is hidden, *hang* or *crash*; and an invented class.
"""


@dataclass(frozen=True)
class Graded:
    """A batch, and its marks by the title of each grader that could be had."""

    batch: Batch
    marks: Mapping[str, Marks]


@dataclass(frozen=True)
class Difference:
    """A submission with other marks than those of ``workbook grade``. Without a reason it is a fault."""

    grader: str
    submission: str
    marks: Mapping[str, float] | None
    reason: str


def differences(graded: list[Graded], grader: Grader) -> list[Difference]:
    """List the submissions to which a grader gives other marks, question by question, than ``workbook grade``."""
    found = []
    for each in graded:
        theirs, ours = each.marks[grader.title], each.marks[REFERENCE.title]
        for file, name in each.batch.about.items():
            if theirs.get(file) != ours[file]:
                found.append(Difference(grader.title, name, theirs.get(file), grader.differs.get(name, "")))
    return found


def faults(graded: list[Graded], missing: Mapping[str, str]) -> list[str]:
    """Say what must not be: marks other than the attack suite's, differences without reason, reasons without use."""
    found = []
    for each in graded:
        ours = each.marks[REFERENCE.title]
        for file, points in each.batch.expected.items():
            if ours[file] != points:
                wrong = f"{_said(ours[file])}, and not {_said(points)}"
                found.append(f"{each.batch.about[file]}: {REFERENCE.title} gives {wrong}")
    handed_in = {name for each in graded for name in each.batch.about.values()}
    for grader in (grader for grader in OTHERS if grader.title not in missing):
        differing = differences(graded, grader)
        for each in differing:
            if not each.reason:
                found.append(f"{each.submission}: {each.grader} gives {_said(each.marks)}, and nobody knows why")
        for name in sorted((grader.differs.keys() & handed_in) - {each.submission for each in differing}):
            found.append(f"{name}: {grader.title} gives the same marks, though a reason says why not")
    return found


def page(graded: list[Graded], missing: Mapping[str, str]) -> str:
    """Write the page: a table for each lab, then the reasons."""
    count = sum(len(each.batch.about) for each in graded)
    reasons = list(dict.fromkeys(reason for grader in OTHERS for reason in grader.differs.values()))
    parts = [HEAD.format(count=count)]
    parts += [_table(each, missing, reasons) for each in graded]
    if reasons:
        parts.append("\n## Differences, and why\n")
        parts += [f"{number}. {reason}" for number, reason in enumerate(reasons, 1)]
    parts += [f"\n{title} could not be had when this page was written: {why}." for title, why in missing.items()]
    return "\n".join(parts) + "\n"


def news(text: str, before: str, whole: bool) -> list[str]:
    """Say what a page has that an earlier one had not; without ``whole``, which of its table rows the other has not."""
    if whole:
        return list(difflib.unified_diff(before.splitlines(), text.splitlines(), lineterm=""))
    known = before.splitlines()
    return [line for line in text.splitlines() if line.startswith("|") and line not in known]


def _table(each: Graded, missing: Mapping[str, str], reasons: list[str]) -> str:
    ours = each.marks[REFERENCE.title]
    questions = list(next(iter(ours.values())))
    heads = ["submission", *(f"`{question}`" for question in questions), *(grader.title for grader in OTHERS)]
    rows = [heads, ["---", *["---:"] * len(questions), *["---"] * len(OTHERS)]]
    for file, name in each.batch.about.items():
        row = [name, *(f"{ours[file][question]:g}" for question in questions)]
        for grader in OTHERS:
            if grader.title in missing:
                row.append("not run")
                continue
            theirs = each.marks[grader.title].get(file)
            said = "=" if theirs == ours[file] else _said(theirs)
            reason = grader.differs.get(name)
            row.append(f"{said} ({reasons.index(reason) + 1})" if said != "=" and reason else said)
        rows.append(row)
    title = "a small lab of the attack suite" if each.batch.expected else "the course's own"
    return f"\n## {each.batch.lab}: {title}\n\n" + "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _said(marks: Mapping[str, float] | None) -> str:
    return "no mark" if marks is None else ", ".join(f"{question} {points:g}" for question, points in marks.items())
