"""What a student reads after grading: one page, or the same as Markdown for Gradescope."""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbook.grade.result import CaseResult, QuestionResult, Result
from workbook.reports.charts import bar
from workbook.reports.heatmap import draw
from workbook.reports.page import STATUSES, number, paragraphs, percent, points, printable, render, share

LABEL = re.compile(r"^  (expected|got|try): *", re.MULTILINE)
"""How `labkit.checks` begins the lines after the first."""

MARKUP = re.compile(r"([\\`*_\[\]#|~$!])")
"""Characters that Markdown gives a meaning to inside a line."""

START = re.compile(r"^(\d*)([-+=.)])")
"""What makes a list, a heading or a rule of a line that begins with it."""


@dataclass(frozen=True)
class Message:
    """A test's message, taken apart: what happened, and what was expected, got, and worth a try."""

    what: str
    expected: str = ""
    got: str = ""
    hint: str = ""

    @classmethod
    def parse(cls, text: str) -> Message:
        """Take apart a message composed by `labkit.checks.fail`; any other text is all *what*."""
        what, *rest = LABEL.split(text)
        parts: dict[str, str] = {}
        for label, value in zip(rest[::2], rest[1::2], strict=True):
            parts.setdefault(label, _outdented(value))
        return cls(what.strip(), parts.get("expected", ""), parts.get("got", ""), parts.get("try", ""))


def feedback_html(result: Result, course_title: str, lab_title: str) -> str:
    """Write the feedback on one submission as a page of its own.

    It shows marks, test cases (hidden ones by name and message), heat maps, the mistake's name and advice, what was
    stopped, status and remark. ``for_instructor`` and ``notes`` stay out of it.
    """
    return render(
        "feedback.html",
        result=result,
        course_title=course_title,
        lab_title=lab_title,
        status=STATUSES.get(result.status, result.status),
        bar=bar,
        draw=draw,
        parse=Message.parse,
        share=share,
    )


def feedback_markdown(result: Result, course_title: str, lab_title: str) -> str:
    """Write the feedback on one submission as Markdown (CommonMark): the page's words without its pictures."""
    lines = [f"# {inline(lab_title)}", f"{inline(course_title)}"]
    if result.student:
        lines.append(f"Student: {inline(result.student)}")
    lines.append(f"File: {inline(result.file)}")
    lines.append(f"Status: **{inline(STATUSES.get(result.status, result.status))}**")
    if result.remark:
        lines.append(inline(result.remark))
    if result.marked:
        lines.append(f"Marks: **{number(result.earned)} of {points(result.points)}**")
        for question in result.questions:
            lines += _question_markdown(question)
    return "\n\n".join(lines) + "\n"


def inline(text: str) -> str:
    """Make text safe as a line of Markdown, or inside one: no markup, no HTML, no line breaks."""
    text = " ".join(printable(text).split())
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return START.sub(r"\1\\\2", MARKUP.sub(r"\\\1", text))


def fenced(text: str) -> str:
    """Put text into a fenced code block, whose fence is longer than any run of backticks in it."""
    text = printable(text)
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return f"{fence}text\n{text}\n{fence}"


def _question_markdown(question: QuestionResult) -> list[str]:
    marks = f"{number(question.earned)} of {points(question.points)}"
    lines = [f"## {inline(question.title)}", f"{marks} ({percent(share(question.earned, question.points))})"]
    if question.stopped:
        lines.append(f"**Stopped:** {inline(question.stopped)}")
    if question.mistake:
        lines.append(f"**This looks like: {inline(question.mistake)}**")
        lines += map(inline, paragraphs(question.advice))
    for case in question.cases:
        lines.append(_verdict(case))
        if case.message and case.message != question.stopped:
            lines.append(fenced(case.message))
    return lines


def _verdict(case: CaseResult) -> str:
    verdict = "passed" if case.passed else "not passed"
    marks = f" · {number(case.earned)} of {points(case.points)}" if case.points else ""
    hidden = " · hidden test" if case.hidden else ""
    return f"**{verdict}**: {inline(case.name)}{marks}{hidden}"


def _outdented(value: str) -> str:
    """Take the indentation off the further lines of an array, which stand below its first bracket."""
    return re.sub(r"\n {1,12}", "\n", value).rstrip("\n")
