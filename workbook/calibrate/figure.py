"""Draws what every answer reached, and where the thresholds lie."""

from __future__ import annotations

import io
from collections.abc import Sequence
from textwrap import shorten

import matplotlib
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from labkit.figures.style import BLUE, GREY, ORANGE, new_figure
from workbook.calibrate.families import WRONG
from workbook.calibrate.results import Judgement, Row
from workbook.calibrate.statistics import SCALES

SHARES = (0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)
LOWEST = 0.08
"""Shares below are drawn here: what has learned nothing reads one digit of ten."""


def strip_chart(judgements: Sequence[Judgement], title: str) -> bytes:
    """Draw one row a answer and one dot a seed, thresholds as lines; an SVG on a white card.

    Args:
        judgements: those of one quantity on one data set.
        title: what stands above.
    """
    scale = judgements[0].threshold.scale
    rows = sorted(_rows(judgements), key=_middle, reverse=scale != "ratio")
    figure = new_figure(8, 0.9 + 0.24 * len(rows))
    axes = figure.add_subplot()
    for place, row in enumerate(rows):
        look = {"marker": "o", "color": BLUE, "alpha": 0.6}
        if row.kind in (*WRONG, "open"):
            look = {"marker": "x", "color": GREY if row.caught_by or row.kind == "open" else ORANGE}
        axes.scatter(_drawn(row.measured, scale), [place] * len(row.measured), s=22, linewidths=1.2, **look)
    for number, judgement in enumerate(judgements):
        level = judgement.threshold.value
        axes.axvline(_drawn([level], scale)[0], color=GREY, linewidth=1.2, linestyle="--", zorder=0)
        axes.annotate(
            judgement.threshold.shown, (_drawn([level], scale)[0], 1), xycoords=("data", "axes fraction"),
            xytext=(0, 3 + 10 * (number % 2)), textcoords="offset points",  # neighbours lie close together
            ha="center", va="bottom", fontsize=8, color=GREY,
        )  # fmt: skip
    axes.set_yticks(range(len(rows)), [shorten(row.answer, 48, placeholder=" …") for row in rows], fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    figure.suptitle(title, fontsize=10)
    axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    axes.set_axisbelow(True)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    _label(axes, scale)
    with matplotlib.rc_context({"svg.hashsalt": "workbook", "svg.fonttype": "none"}):
        buffer = io.BytesIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def alternative(judgements: Sequence[Judgement], what: str) -> str:
    """Say what the figure shows."""
    first = judgements[0]
    values = [value for row in first.honest for value in row.measured]
    wrong = [value for row in first.wrong for value in row.measured]
    lines = ", ".join(judgement.threshold.shown for judgement in judgements)
    text = (
        f"{what}: a dot for each seed of {len(first.honest)} right answers, from {min(values):.3g} to {max(values):.3g}"
    )
    if wrong:
        text += f", a cross for each of {len(first.wrong)} wrong ones, from {min(wrong):.3g} to {max(wrong):.3g}"
    return f"{text}; thresholds at {lines}."


def _rows(judgements: Sequence[Judgement]) -> list[Row]:
    every = {row: None for judgement in judgements for row in (*judgement.honest, *judgement.wrong) if row.measured}
    return list(every)


def _middle(row: Row) -> float:
    return sum(row.measured) / len(row.measured)


def _drawn(values: Sequence[float], scale: str):
    """Put values where they are drawn: shares by their log-odds, so that 98 and 99 per cent lie apart."""
    if scale == "share":
        return SCALES["share"][0]([max(value, LOWEST) for value in values])
    return list(values)


def _label(axes, scale: str) -> None:
    if scale == "share":
        axes.xaxis.set_major_locator(FixedLocator(_drawn(SHARES, scale)))
        axes.xaxis.set_minor_locator(NullLocator())
        names = {
            round(float(place), 6): f"{100 * share:g} %"
            for place, share in zip(_drawn(SHARES, scale), SHARES, strict=True)
        }
        axes.xaxis.set_major_formatter(FuncFormatter(lambda place, _: names.get(round(place, 6), "")))
    axes.tick_params(axis="x", labelsize=8)
