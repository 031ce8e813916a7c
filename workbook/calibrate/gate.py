"""What ``workbook check`` says of thresholds: each needs measurements for the present data, protocol and rules."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.calibrate.lab import CalibratedLab
from workbook.calibrate.measuring import Quantity, quantities
from workbook.calibrate.page import PAGE, contents, in_words
from workbook.calibrate.results import Judgement, Row, judge, path_of, read_rows, unnoticed
from workbook.calibrate.thresholds import BUNDLED, MNIST, Threshold
from workbook.course import Course, Lab
from workbook.examiner import training
from workbook.examiner.protocols import TITLES
from workbook.problems import Problem

EXPLAINED = "docs/calibration.md explains it"


def calibration_problems(course: Course, labs: Sequence[Lab]) -> list[Problem]:
    """Check that every threshold is measured, fair, and told to students.

    Raises:
        SourceError: a table of measurements, or a file of answers to measure, cannot be read.
    """
    problems = []
    for lab in labs:
        ready = CalibratedLab(course, lab)
        path = path_of(course.root, lab.name)
        rows = read_rows(path)
        problems += ready.read[1]
        present = _present(ready)
        judgements = {judgement.threshold: judgement for judgement in judge(ready.thresholds, rows)}
        for threshold in ready.thresholds:
            problems += _unmeasured(lab, threshold, rows, present[threshold]) or _unfair(judgements[threshold])
            problems += _untold(ready, threshold)
        for question in ready.extras:
            for row in unnoticed(question, judgements.values(), rows):
                message = f"No test of {question} notices {row.answer!r} on {TITLES[row.data]}."
                problems.append(Problem(path, 0, message, "Raise the threshold, or add a test that does."))
    if not problems and set(labs) == set(course.labs):
        problems += _stale(course)
    return problems


def _present(ready: CalibratedLab) -> dict[Threshold, Quantity]:
    """Say how each threshold's quantity would be measured today."""
    found = {}
    for question, extras in ready.extras.items():
        some = [threshold for threshold in ready.thresholds if threshold.question == question]
        for data in (MNIST, BUNDLED):
            for quantity in quantities(some, extras, data):
                for threshold in some:
                    if (threshold.quantity, threshold.data) == (quantity.name, data):
                        found[threshold] = quantity
    return found


def _unmeasured(lab: Lab, threshold: Threshold, rows: Sequence[Row], quantity: Quantity) -> list[Problem]:
    about = [row for row in rows if row.subject == (threshold.question, threshold.quantity, threshold.data)]
    on = TITLES[threshold.data]
    where = "with WORKBOOK_DATA set to MNIST" if threshold.data == MNIST else "with WORKBOOK_DATA unset"
    remedy = f"Run 'workbook calibrate {lab.number}' {where}; {EXPLAINED}."

    def problem(message: str) -> list[Problem]:
        return [Problem(threshold.path, threshold.line, message, remedy)]

    honest = [row for row in about if row.kind in ("reference", "honest")]
    if not any(len(row.measured) > 1 for row in honest):
        return problem(f"The threshold {threshold.shown} has no calibration on {on}.")
    old = {row.conditions for row in about} - {quantity.conditions}
    if old:
        return problem(f"The threshold {threshold.shown} was calibrated under other conditions ({old.pop()}).")
    here = {MNIST: None, BUNDLED: training.data_at_hand(bundled=True)[1][:12]}
    if training.data_at_hand()[0] == MNIST:
        here[MNIST] = training.data_at_hand()[1][:12]
    if here[threshold.data] and any(row.digest != here[threshold.data] for row in about):
        return problem(f"The threshold {threshold.shown} was calibrated on other data than today's {on}.")
    return []


def _unfair(judgement: Judgement) -> list[Problem]:
    if judgement.holds:
        return []
    threshold = judgement.threshold
    on = TITLES[threshold.data]
    message = f"The threshold {threshold.shown} on {on} fails honest work with a chance of {in_words(judgement.chance)}"
    if judgement.failed:
        message += f", and did so {judgement.failed} of {judgement.runs} times"
    bound = "at least" if threshold.scale == "ratio" else "at most"
    remedy = f"Move it to {bound} {judgement.proposal:.4g}, here and in the prompt; {EXPLAINED}."
    return [Problem(threshold.path, threshold.line, f"{message}.", remedy)]


def _untold(ready: CalibratedLab, threshold: Threshold) -> list[Problem]:
    """Look for the number in what students read; that of a ratio is told by the public test itself."""
    if threshold.scale == "ratio":
        return []
    exercise = ready.exercise(threshold.question)
    text = " ".join([threshold.test, *(cell.source for cell in exercise.cells if cell.kind == "markdown")])
    forms = {
        threshold.shown,
        f"{threshold.value:g}",
        f"{100 * threshold.value:.10g} %",
        f"{100 * threshold.value:.1f} %",
    }
    if any(form in text.replace("**", "") for form in forms):
        return []
    message = f"The test {threshold.test!r} asks for {threshold.shown}, and nothing tells students so."
    return [Problem(threshold.path, threshold.line, message, "State it in the prompt.")]


def _stale(course: Course) -> list[Problem]:
    make = contents(course).get(PAGE)
    page = course.root / PAGE
    if make is None or (page.is_file() and page.read_bytes() == make()):
        return []
    remedy = "Run 'workbook calibrate' for the lab whose threshold or table you changed; nothing is measured twice."
    return [Problem(page, 0, "Stale: it does not say what the tables and the tests say.", remedy)]
