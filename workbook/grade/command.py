"""What ``workbook grade`` does: from a folder of submissions to marks and feedback."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from workbook.course import Course, Lab
from workbook.examiner.isolation import Isolation
from workbook.examiner.limits import Limits
from workbook.examiner.probe import strongest
from workbook.grade.assignment import NoAutograder
from workbook.grade.discover import HandedIn, discover
from workbook.grade.journal import Entry, Journal, JournalFailure, digest, entry, settings
from workbook.grade.marks import changes_table, marks_table, replaced, write_marks
from workbook.grade.result import Result
from workbook.grade.run import NoCluster, grade_all, loaded, local, on_cluster
from workbook.reports.class_report import class_report_html
from workbook.reports.feedback import feedback_html, feedback_markdown


def grade_folder(
    course: Course,
    labs: Sequence[Lab],
    submissions: Path,
    out: Path,
    jobs: int | None,
    limits: Limits,
    require_isolation: str,
    dask: str | None,
    console: Console,
    errors: Console,
) -> int:
    """Grade everything in a folder, write marks and feedback into ``out``, and print the table.

    What the journal in ``out`` holds is not graded again.

    Returns:
        the exit code: 0, or 1 where a submission met an error of the grader, or 2 where nothing could be graded.
    """
    required = Isolation[require_isolation.upper()]
    isolation = strongest() if dask is None else None  # on a cluster each machine looks for itself
    if isolation and isolation < required:
        errors.print(f"Isolation {required} was asked for, but only {isolation} works here. See 'workbook doctor'.")
        return 2
    if isolation is Isolation.PROCESS:
        errors.print("Isolation: process only. Student code can read what you can read; install bubblewrap for more.")
    names = [lab.name for lab in labs]
    if submissions.is_dir():
        folder = submissions.absolute()  # as the machines of a cluster find it
        handed_in = discover(folder, names)
    else:
        folder = submissions.absolute().parent
        path = submissions.absolute()
        handed_in = [HandedIn.named(path, path.stem, names)]
    zips = {name: course.autograder / f"{name}.zip" for name in names}
    try:
        loaded(tuple(zips.values()))
        digests = {name: digest(path) for name, path in zips.items()}
        with Journal(out, digests, settings(limits, str(isolation or f"{required} at least"), names)) as journal:
            entries = [entry(handed, folder) for handed in handed_in]
            waiting = [number for number, each in enumerate(entries) if journal.result(each) is None]
            if journal.damaged:
                errors.print(f"The journal was damaged and is now {journal.damaged}; everything is graded anew.")
            if len(waiting) < len(entries):
                known = len(entries) - len(waiting)
                console.print(f"{known} of {len(entries)} were graded before and are not graded again.")
            jobs = min(jobs or len(os.sched_getaffinity(0)), max(1, len(waiting)))
            examiners = local(jobs, limits, isolation) if isolation else on_cluster(dask)
            with Progress(console=console, transient=True) as progress, examiners as found:
                task = progress.add_task(f"Grading, isolation {isolation or required}", total=len(waiting))
                chosen = [handed_in[number] for number in waiting]
                for number, result in grade_all(chosen, [*zips.values()], found, limits=limits, required=required):
                    journal.keep(entries[waiting[number]], result)
                    progress.advance(task)
            return report(course, labs, journal, entries, out, console)
    except (NoAutograder, NoCluster, JournalFailure) as error:
        errors.print(str(error), markup=False, soft_wrap=True)
    except OSError as error:
        errors.print(
            f"{error}. What was graded is in the journal: make room, and run the same command again.", markup=False
        )
    return 2


def report(
    course: Course, labs: Sequence[Lab], journal: Journal, entries: Sequence[Entry], out: Path, console: Console
) -> int:
    """Write marks and pages from the journal, print what is new, and return the exit code."""
    console.print(marks_table(journal.results(entries)))
    changes = changes_table(journal.changes(entries))
    if changes:
        console.print(changes)
    console.print(f"Marks: {write_marks(journal.results(entries), out)}", highlight=False, soft_wrap=True)
    failed = False
    of_labs = {lab.name: [] for lab in labs}
    for each in entries:
        for result in journal.results([each]):
            failed |= result.status == "grader error"
            if result.lab in of_labs:
                of_labs[result.lab].append(each)
    for lab in labs:
        if of_labs[lab.name]:
            page = write_pages(course, lab, lambda lab=lab: journal.results(of_labs[lab.name]), out / lab.name)
            console.print(f"{lab.name}: class report {page}, feedback for each student in {page.parent}/feedback/")
    journal.told()
    return 1 if failed else 0


def write_pages(course: Course, lab: Lab, results: Callable[[], Iterable[Result]], folder: Path) -> Path:
    """Write a page of feedback for every submission, as HTML and Markdown, and the report on the class.

    Args:
        course: the course.
        lab: the lab.
        results: gives the results, one after the other; they are not kept.
        folder: where to write.

    Returns:
        the path of the class report.
    """
    feedback = folder / "feedback"
    brief = [result.in_brief() for result in results()]
    for stem, result in zip(page_names(brief), results(), strict=True):
        for suffix, page in ((".html", feedback_html), (".md", feedback_markdown)):
            with replaced(feedback / f"{stem}{suffix}") as file:
                file.write(page(result, course.title, lab.title))
    path = folder / "class_report.html"
    with replaced(path) as file:
        file.write(class_report_html(brief, course.title, lab.title))
    return path


def page_names(results: Sequence[Result]) -> list[str]:
    """Name each feedback page after the file that was handed in; files of one name in several folders get numbers."""
    used: Counter[str] = Counter()
    names = []
    for result in results:
        stem = Path(result.file).stem if Path(result.file).stem != result.lab else result.student
        used[stem] += 1
        names.append(stem if used[stem] == 1 else f"{stem}-{used[stem]}")
    return names
