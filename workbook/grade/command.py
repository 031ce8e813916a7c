"""What ``workbook grade`` does: from a folder of submissions to marks and feedback."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from workbook.course import Course, Lab
from workbook.examiner.isolation import Isolation
from workbook.examiner.limits import Limits
from workbook.examiner.sandbox import strongest
from workbook.grade.assignment import NoAutograder
from workbook.grade.discover import HandedIn, discover, student_name
from workbook.grade.marks import marks_table, write_marks
from workbook.grade.result import Result
from workbook.grade.run import grade_all
from workbook.reports.class_report import class_report_html
from workbook.reports.feedback import feedback_html, feedback_markdown


def grade_folder(
    course: Course,
    labs: Sequence[Lab],
    submissions: Path,
    out: Path,
    jobs: int | None,
    time_limit: float,
    require_isolation: str,
    console: Console,
    errors: Console,
) -> int:
    """Grade everything in a folder, write marks and feedback into ``out``, and print the table.

    Returns:
        the exit code: 0, or 1 where a submission met an error of the grader, or 2 where nothing could be graded.
    """
    isolation, required = strongest(), Isolation[require_isolation.upper()]
    if isolation < required:
        errors.print(f"Isolation {required} was asked for, but only {isolation} works here. See 'workbook doctor'.")
        return 2
    if isolation is Isolation.PROCESS:
        errors.print("Isolation: process only. Student code can read what you can read; install bubblewrap for more.")
    names = [lab.name for lab in labs]
    if submissions.is_dir():
        handed_in = discover(submissions, names)
    else:
        handed_in = [HandedIn(submissions, student_name(submissions.stem, names))]
    limits = Limits(total_seconds=time_limit)
    results: dict[int, Result] = {}
    try:
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task(f"Grading, isolation {isolation}", total=len(handed_in))
            zips = [course.autograder / f"{name}.zip" for name in names]
            for number, result in grade_all(handed_in, zips, limits=limits, isolation=isolation, jobs=jobs):
                results[number] = result
                progress.advance(task)
    except NoAutograder as error:
        errors.print(str(error), markup=False)
        return 2
    ordered = [results[number] for number in sorted(results)]
    console.print(marks_table(ordered))
    console.print(f"Marks: {write_marks(ordered, out)}", highlight=False, soft_wrap=True)
    for lab in labs:
        results_of_lab = [result for result in ordered if result.lab == lab.name]
        if results_of_lab:
            report = write_pages(course, lab, results_of_lab, out / lab.name)
            console.print(f"{lab.name}: class report {report}, feedback for each student in {report.parent}/feedback/")
    return 1 if any(result.status == "grader error" for result in ordered) else 0


def write_pages(course: Course, lab: Lab, results: Sequence[Result], folder: Path) -> Path:
    """Write a page of feedback for every submission, as HTML and Markdown, and the report on the class.

    Returns:
        the path of the class report.
    """
    feedback = folder / "feedback"
    feedback.mkdir(parents=True, exist_ok=True)
    for stem, result in zip(page_names(results), results, strict=True):
        (feedback / f"{stem}.html").write_text(feedback_html(result, course.title, lab.title), encoding="utf-8")
        (feedback / f"{stem}.md").write_text(feedback_markdown(result, course.title, lab.title), encoding="utf-8")
    report = folder / "class_report.html"
    report.write_text(class_report_html(results, course.title, lab.title), encoding="utf-8")
    return report


def page_names(results: Sequence[Result]) -> list[str]:
    """Name each feedback page after the file that was handed in; files of one name in several folders get numbers."""
    used: Counter[str] = Counter()
    names = []
    for result in results:
        stem = Path(result.file).stem if Path(result.file).stem != result.lab else result.student
        used[stem] += 1
        names.append(stem if used[stem] == 1 else f"{stem}-{used[stem]}")
    return names
