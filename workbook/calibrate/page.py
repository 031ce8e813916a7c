"""Writes docs/calibration.md and its figures from the tables, and tells whether what is there is what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from workbook.calibrate import figure
from workbook.calibrate.lab import CalibratedLab
from workbook.calibrate.results import FOLDER, Judgement, Row, judge, path_of, read_rows
from workbook.calibrate.statistics import GOAL
from workbook.calibrate.thresholds import ACCURACY, SHORT_FIT
from workbook.course import Course
from workbook.examiner.protocols import TITLES

PAGE = Path("docs", "calibration.md")
METHOD = Path(__file__).with_name("method.md")
"""The page's own words; the tables come behind them."""

HEAD = (
    "question", "test", "threshold", "honest answers", "failed", "so at most", "chance to fail", "allowing for few",
    "weakest answer", "could be", "wrong answers it rejects",
)  # fmt: skip


def judgement_cells(judgement: Judgement) -> tuple[str, ...]:
    """Make the cells of a table's row."""
    weakest, title = judgement.weakest
    test = judgement.threshold.test
    return (
        judgement.threshold.question,
        test,
        judgement.threshold.shown,
        f"{judgement.runs} ({len(judgement.honest)} design{'s' if judgement.honest[1:] else ''})",
        str(judgement.failed),
        f"{judgement.at_most:.1%}",
        in_words(judgement.chance),
        in_words(judgement.cautious_chance),
        f"{title}: {in_words(weakest)}",
        _shown(judgement),
        f"{len(judgement.rejected)} of {len(judgement.wrong)}",
    )


def in_words(chance: float) -> str:
    """Write a small probability as one in so many."""
    if chance < 1e-9:
        return "0" if chance == 0 else "< 1 in 10⁹"
    return (
        f"1 in {round(1 / chance, -max(0, len(str(round(1 / chance))) - 2)):,.0f}" if chance < 0.1 else f"{chance:.0%}"
    )


def write_page(course: Course) -> list[Path]:
    """Write the page and the figures; return the paths of what has changed."""
    changed = []
    for name, make in contents(course).items():
        path, content = course.root / name, make()
        if not path.is_file() or path.read_bytes() != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            changed.append(path)
    return changed


def contents(course: Course) -> dict[Path, Callable[[], bytes]]:
    """List the page and its figures: the path below the checkout's root, and what makes the content of each.

    There are none as long as nothing is measured.
    """
    files: dict[Path, Callable[[], bytes]] = {}
    parts = [METHOD.read_text(encoding="utf-8").rstrip()]
    for lab in course.labs:
        rows = read_rows(path_of(course.root, lab.name))
        ready = CalibratedLab(course, lab)
        judgements = judge(ready.thresholds, rows) if rows else []
        if not judgements:
            continue
        parts.append(f"## Lab {lab.number} · {lab.title}")
        for data in TITLES:
            some = [judgement for judgement in judgements if judgement.threshold.data == data]
            if some:
                parts += _section(data, some, rows, files)
    if files:
        files[PAGE] = ("\n\n".join(parts) + "\n").encode
    return files


def _section(data: str, judgements: list[Judgement], rows: list[Row], files: dict) -> list[str]:
    device = ", ".join(sorted({row.device for row in rows if row.data == data}))
    parts = [f"### On {TITLES[data]}", f"Measured on: {device}.", table(HEAD, map(judgement_cells, judgements))]
    few = [f"{each.threshold.question} {each.threshold.shown}" for each in judgements if each.cautious_chance > GOAL]
    if few:
        parts.append(
            f"Too few seeds so far to show that honest work fails at most once in 10,000 times: {', '.join(few)}."
        )
    subjects = dict.fromkeys((each.threshold.question, each.threshold.quantity) for each in judgements)
    for question, quantity in subjects:
        some = [
            each for each in judgements if (each.threshold.question, each.threshold.quantity) == (question, quantity)
        ]
        what = f"{question}: {'accuracy' if quantity == ACCURACY else quantity}"
        path = FOLDER / f"{question}-{data}{'-short-fit' if quantity == SHORT_FIT else ''}.svg"
        files[path] = partial(figure.strip_chart, some, f"{what}, {TITLES[data]}")
        parts.append(f"![{figure.alternative(some, what)}](calibration/{path.name})")
    some = [row for row in rows if row.data == data]
    scales = {each.threshold.quantity: each.threshold.scale for each in judgements}
    return [*parts, *filter(None, (_caught(some, scales), _open(some), _devices(some)))]


def _caught(rows: Sequence[Row], scales: Mapping[str, str]) -> str:
    """Tell of wrong answers that read well, and which other test stops them."""
    lines = []
    for row in rows:
        if row.caught_by and row.quantity != SHORT_FIT:
            ends = [_number(end(row.measured), scales[row.quantity]) for end in (min, max) if row.measured]
            reached = " to ".join(dict.fromkeys(ends)) or "nothing"
            first, *more = row.caught_by.split("; ")
            others = f", and {len(more)} more" if more else ""
            lines.append((row.question, row.answer, reached, f"{first}{others}"))
    if not lines:
        return ""
    intro = "Wrong answers that read well enough, and the test that they fail instead:"
    return f"{intro}\n\n{table(('question', 'wrong answer', 'reached', 'fails'), lines)}"


def _open(rows: Sequence[Row]) -> str:
    """Tell what answers reached of which nobody could say beforehand whether they are worse."""
    lines = [
        (row.question, row.quantity, row.answer, ", ".join(f"{value:.4g}" for value in row.measured))
        for row in rows
        if row.kind == "open"
    ]
    if not lines:
        return ""
    return f"Open, so neither has to pass nor to fail:\n\n{table(('question', 'quantity', 'answer', 'reached'), lines)}"


def _devices(rows: Sequence[Row]) -> str:
    """Compare the devices on which the same answers were measured."""
    first, *others = sorted({row.device for row in rows}, key=lambda device: (device != "CPU", device))
    here = {(row.subject, row.answer): row.measured for row in rows if row.device == first and row.measured}
    lines = []
    for row in rows:
        known = here.get((row.subject, row.answer))
        if row.device in others and row.measured and known:
            difference = sum(row.measured) / len(row.measured) - sum(known) / len(known)
            lines.append((row.question, row.quantity, row.answer, row.device, f"{difference:+.4f}"))
    if not lines:
        return ""
    head = ("question", "quantity", "answer", "device", f"mean, less that on {first}")
    return f"The same answers on other devices:\n\n{table(head, lines)}"


def table(head: Sequence[str], rows) -> str:
    """Make a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def _shown(judgement: Judgement) -> str:
    return _number(judgement.proposal, judgement.threshold.scale)


def _number(value: float, scale: str) -> str:
    return f"{100 * value:.1f} %" if scale == "share" else f"{value:.3g}"
