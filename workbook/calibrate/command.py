"""``workbook calibrate``: measure, write the table, the figures and the page."""

from __future__ import annotations

import hashlib
from contextlib import closing
from functools import partial

from rich.console import Console
from rich.progress import track
from rich.table import Table

from workbook.calibrate.families import Answer
from workbook.calibrate.lab import CalibratedLab, Track
from workbook.calibrate.measuring import Quantity, measured, plan, quantities
from workbook.calibrate.page import HEAD, judgement_cells, write_page
from workbook.calibrate.results import Row, judge, path_of, read_rows, unnoticed, write_rows
from workbook.calibrate.thresholds import BUNDLED
from workbook.course import Course, Lab
from workbook.examiner import training
from workbook.examiner.protocols import TITLES
from workbook.problems import SourceError


def calibrate(course: Course, labs: list[Lab], seeds: int, console: Console) -> int:
    """Measure what the thresholds of labs need on the data set that is here, and write what came of it.

    Returns:
        the exit code: 130 where Ctrl+C ended it early.

    Raises:
        SourceError: a threshold cannot be read or measured.
    """
    stopped = False
    training.use_all_processors()
    for lab in labs:
        ready = CalibratedLab(course, lab)
        if ready.read[1]:
            raise SourceError(ready.read[1])
        if not ready.thresholds:
            console.print(f"{lab.name} has no thresholds.", highlight=False)
            continue
        data, _ = training.data_at_hand()
        shown = partial(track, description=f"{lab.name} on {TITLES[data]}", console=console)
        stopped = measure(ready, data, seeds, shown)
        rows = read_rows(path_of(course.root, lab.name))
        console.print(_table(ready, rows, data))
        for row in unnoticed_rows(ready, rows):
            console.print(f"No test of {row.question} notices the wrong answer {row.answer!r}.", style="red")
        if stopped:
            break
    for path in write_page(course):
        console.print(f"{path.relative_to(course.root)} is written.", highlight=False)
    if not stopped:
        return 0
    console.print("Stopped early. The tables hold what was measured; the same command goes on from there.")
    return 130


def measure(ready: CalibratedLab, data: str, most: int, shown: Track) -> bool:
    """Measure every answer of a lab on one data set, and put the results into the lab's table.

    Ctrl+C ends it early: the table then holds what was measured until then.

    Args:
        ready: the lab.
        data: the name of the data set that is here.
        most: with how many seeds the solutions are measured; others with fewer.
        shown: shows how far it has come.

    Returns:
        whether it was ended early.
    """
    path = path_of(ready.course.root, ready.lab.name)
    before = read_rows(path)
    known = {(row.subject, row.conditions, row.digest, row.device, row.answer, row.source): row for row in before}
    digest = training.data_at_hand(bundled=data == BUNDLED)[1][:12]
    device = training.versions()["device"]
    answers: dict[Quantity, list[Answer]] = {}
    for question, extras in ready.extras.items():
        some = [threshold for threshold in ready.thresholds if threshold.question == question]
        for quantity in quantities(some, extras, data):
            answers[quantity] = ready.answers(question, quantity.function)

    def empty(quantity: Quantity, answer: Answer) -> Row:
        source = hashlib.sha256(answer.source.encode()).hexdigest()[:8]
        place = (quantity.question, quantity.name, data, digest, quantity.conditions, device)
        return Row(*place, answer.kind, answer.title, source, "" if answer.step is None else str(answer.step), "", ())

    results: dict[tuple[Quantity, Answer], list[float | None]] = {}
    for quantity, some in answers.items():
        for answer in some:
            row = empty(quantity, answer)
            old = known.get((row.subject, row.conditions, row.digest, row.device, row.answer, row.source))
            results[quantity, answer] = list(old.values) if old else []
    works = plan(answers, ready.solved, most)
    works = [work for work in works if work.place >= len(results[work.quantity, work.answer])]
    stopped = False
    try:
        with closing(measured(works)) as done:
            for work, value in shown(done, total=len(works)):
                results[work.quantity, work.answer].append(value)
    except KeyboardInterrupt:
        stopped = True
    rows = [
        Row(**{**vars(empty(quantity, answer)), "values": tuple(values)})
        for (quantity, answer), values in results.items()
        if values
    ]
    rows = _with_catchers(ready, rows, answers)
    others = [row for row in before if (row.data, row.device) != (data, device)]
    order = {name: place for place, name in enumerate(ready.extras)}
    write_rows(path, sorted([*others, *rows], key=lambda row: (order.get(row.question, len(order)), row.data)))
    return stopped


def _with_catchers(ready: CalibratedLab, rows: list[Row], answers: dict[Quantity, list[Answer]]) -> list[Row]:
    """Say of wrong answers that pass a question's thresholds which other test notices them."""
    left = {(row.question, row.answer) for row in unnoticed_rows(ready, rows)}
    found = {}
    for quantity, some in answers.items():
        for answer in some:
            if (quantity.question, answer.title) in left and answer.kind == "bad":
                caught = ready.caught_by(quantity.question, quantity.function, answer)
                found[quantity.question, answer.title] = caught
    return [Row(**{**vars(row), "caught_by": found.get((row.question, row.answer), "")}) for row in rows]


def unnoticed_rows(ready: CalibratedLab, rows: list[Row]) -> list[Row]:
    """List the wrong answers of a lab that no test notices."""
    judgements = judge(ready.thresholds, rows)
    return [row for question in ready.extras for row in unnoticed(question, judgements, rows)]


def _table(ready: CalibratedLab, rows: list[Row], data: str) -> Table:
    shown = [
        HEAD.index(name) for name in ("question", "threshold", "honest answers", "failed", "chance to fail", "could be")
    ]
    table = Table(*(HEAD[place] for place in shown), title=f"{ready.lab.name} on {TITLES[data]}")
    for judgement in judge(ready.thresholds, rows):
        if judgement.threshold.data == data:
            cells = judgement_cells(judgement)
            table.add_row(*(cells[place] for place in shown), style=None if judgement.holds else "red")
    return table
