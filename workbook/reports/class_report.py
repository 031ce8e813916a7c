"""One page for the instructor about one lab: how the class did, which questions, mistakes and stops stand out."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.grade.result import Result
from workbook.reports import statistics
from workbook.reports.charts import bar, histogram
from workbook.reports.page import render, share

WEAK = 0.2
"""A discrimination below this is pointed out: easystats.github.io/performance/reference/item_discrimination.html."""


def class_report_html(results: Sequence[Result], course_title: str, lab_title: str) -> str:
    """Write the report on one lab.

    Args:
        results: of all submissions to this lab, those that could not be graded included; may be empty.
        course_title: the course.
        lab_title: the lab.
    """
    answers = statistics.answers_table(results)
    graded = statistics.marked(results)
    counts = statistics.mark_counts(results)
    edges = [f"{100 * i // len(counts)}" for i in range(len(counts) + 1)]
    return render(
        "class_report.html",
        script="sort.js",
        course_title=course_title,
        lab_title=lab_title,
        results=sorted(results, key=lambda result: (result.student or result.file).casefold()),
        graded=graded,
        points=max((result.points for result in graded), default=0),
        marks=statistics.spread([result.earned for result in graded]),
        histogram=histogram(counts, edges, "Submissions by marks, in per cent of the points"),
        questions=statistics.question_statistics(answers),
        mistakes=statistics.mistake_counts(answers),
        stops=statistics.stop_counts(answers),
        statuses=statistics.status_counts(results),
        isolations=statistics.isolation_counts(results),
        seconds=statistics.spread([result.seconds for result in graded]),
        total_seconds=sum(result.seconds for result in results),
        cache=statistics.cache_hits(results),
        weak=WEAK,
        bar=bar,
        share=share,
    )
