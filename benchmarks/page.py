"""Turns what ``class.py`` measured into a figure and into docs/benchmarks.md."""

from __future__ import annotations

import csv
import json
import math
import os
import statistics
from collections import defaultdict
from pathlib import Path

import matplotlib

matplotlib.use("agg")
from matplotlib import pyplot as plt
from matplotlib.ticker import NullFormatter

from workbook.examiner.protocols import TITLES

OURS, LARGE, SAME = "workbook grade", "workbook grade, an honest class", "workbook grade, the same"
WAYS = (LARGE, SAME, "otter run", "otter.api", "nbgrader", "floor")
GOALS = {"otter run": 100, "nbgrader": 20}
"""How many times as many submissions in a minute labs 1 and 2 are to be graded, on four cores."""
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"


def short(value):
    """Round a number to what means something."""
    return round(value, 3) if isinstance(value, float) else value


def line(each) -> str:
    """Say in one line what was measured."""
    rate = 60 * each.size / each.seconds
    return (
        f"{each.lab:16} {each.size:5} {each.way:26} {each.seconds:8.1f} s {rate:8.0f} a minute, CPU "
        f"{1000 * each.cpu / each.size:6.0f} ms each, {each.memory / 2**20:6.0f} MB, first after {each.first:.1f} s"
    )


def write(folder: Path, docs: Path) -> None:
    """Read ``class.csv`` and ``class.json``, draw ``benchmarks.svg``, and put tables into ``benchmarks.md``."""
    with (folder / "class.csv").open(encoding="utf-8") as file:
        rows = [
            {name: value if name in ("way", "lab") else float(value) for name, value in row.items()}
            for row in csv.DictReader(file)
        ]
    facts = json.loads((folder / "class.json").read_text(encoding="utf-8"))
    groups: dict[tuple, list[dict]] = defaultdict(list)
    for row in rows:
        groups[row["lab"], int(row["size"]), row["way"]].append(row)
    draw(groups, docs / "benchmarks.svg")
    document = docs / "benchmarks.md"
    before, rest = document.read_text(encoding="utf-8").split(BEGIN)
    after = rest.split(END)[1]
    document.write_text(f"{before}{BEGIN}\n{tables(groups, facts)}\n{END}{after}", encoding="utf-8")


def tables(groups: dict[tuple, list[dict]], facts: dict) -> str:
    """Write all that was measured as Markdown."""
    cores = facts["cores"]
    parts = [f"Measured on {cores} cores, {facts['jobs']} examiners, load {facts['load']:.1f} at the end.", ""]
    for lab in dict.fromkeys(lab for lab, _, _ in groups):
        parts += [f"### {lab}: every way on the same submissions", "", *ways(groups, lab), ""]
        parts += [f"### {lab}: classes with a twentieth of hostile submissions", "", *classes(groups, lab, cores), ""]
    if facts["training"]:
        parts += ["### Lab 3: how much is training", "", *map(training, facts["training"]), ""]
    return "\n".join(parts).rstrip()


def ways(groups: dict[tuple, list[dict]], lab: str) -> list[str]:
    """Compare the ways; ratios are medians of rounds, in which the ways took turns, with the lowest and highest."""
    sizes = {way: size for name, size, way in groups if name == lab and way != OURS}
    found = [
        "| way | a minute | CPU s each | peak MB | first mark after | to ours: time | CPU "
        f"| to {sizes[LARGE]} of ours: time | CPU |"
    ]
    found += ["|---|---:|---:|---:|---:|---:|---:|---:|---:|"]
    for way in WAYS:
        if way not in sizes:
            found.append(f"| {way} | not measured | | | | | | | |")
            continue
        size = sizes[way]
        theirs = groups[lab, size, way]
        ratios = [
            spread(
                [
                    (their[what] / size) / (our[what] / sizes[base])
                    for our, their in zip(groups[lab, sizes[base], base], theirs, strict=True)
                ],
                "×",
                digits=1,
            )
            for base in (SAME, LARGE)
            for what in ("seconds", "cpu")
        ]
        if way in GOALS:
            ratios[2] += f", goal {GOALS[way]}× on 4 cores"
        title = f"{OURS}, {size:,} of an honest class" if way == LARGE else way
        found.append(
            f"| {title} | {spread([60 * size / row['seconds'] for row in theirs], digits=1)} "
            f"| {spread([row['cpu'] / size for row in theirs], digits=2)} "
            f"| {max(row['memory'] for row in theirs) / 2**20:.0f} "
            f"| {spread([row['first'] for row in theirs], ' s', digits=1)} | {' | '.join(ratios)} |"
        )
    return found


def classes(groups: dict[tuple, list[dict]], lab: str, cores: int) -> list[str]:
    """Show how cost and memory grow with the class."""
    found = ["| class | seconds | a minute | a minute and core | CPU s each | peak MB | first mark after |"]
    found += ["|---:|---:|---:|---:|---:|---:|---:|"]
    sizes = sorted(size for name, size, way in groups if (name, way) == (lab, OURS))
    for size in sizes:
        rows = groups[lab, size, OURS]
        rates = [60 * size / row["seconds"] for row in rows]
        found.append(
            f"| {size:,} | {spread([row['seconds'] for row in rows], digits=1)} | {spread(rates)} "
            f"| {spread([rate / cores for rate in rates])} | {spread([row['cpu'] / size for row in rows], digits=3)} "
            f"| {max(row['memory'] for row in rows) / 2**20:.0f} "
            f"| {spread([row['first'] for row in rows], ' s', digits=1)} |"
        )
    if len(sizes) > 1:
        few, many = (statistics.median(row["cpu"] for row in groups[lab, s, OURS]) / s for s in sizes[-2:])
        growth = f"{100 * (many / few - 1):+.0f} % of CPU time against one of {sizes[-2]:,}"
        found += ["", f"For a submission in a class of {sizes[-1]:,} that is {growth}."]
    return found


def training(facts: dict) -> str:
    """Say how much time lab 3 takes beside its trainings."""
    trained = facts["seconds in training"]
    more = facts["seconds"] - trained
    return (
        f"- {facts['submissions']} submissions with a network of their own each, {TITLES[facts['data']]}: "
        f"{facts['trainings']} trainings, one at a time, of {trained:.0f} s together, in a run of "
        f"{facts['seconds']:.0f} s: {more:.0f} s or {100 * more / trained:.0f} % more. The same class once more took "
        f"{facts['seconds, all from the cache']:.0f} s: {facts['hits']} of {facts['submissions']} found all "
        "their networks trained."
    )


def spread(values: list[float], unit: str = "", digits: int = 0) -> str:
    """Write the median, and the extremes where there are several."""
    if any(math.isnan(value) for value in values):
        return "–"
    middle = f"{statistics.median(values):,.{digits}f}{unit}"
    return middle if len(values) < 2 else f"{middle} [{min(values):,.{digits}f}–{max(values):,.{digits}f}]"


def draw(groups: dict[tuple, list[dict]], path: Path) -> None:
    """Draw submissions a minute, a bar for each way, on a logarithmic axis."""
    labs = list(dict.fromkeys(lab for lab, _, _ in groups))
    figure, axes = plt.subplots(1, len(labs), figsize=(4.5 * len(labs), 3.2), sharey=True, squeeze=False)
    for axis, lab in zip(axes[0], labs, strict=True):
        bars = {}
        for (name, size, way), rows in groups.items():
            if name == lab:
                title = (
                    f"{OURS}, {size:,}"
                    if way == OURS
                    else way.replace(SAME, f"{OURS}, {size}, no hostile").replace(LARGE, f"{OURS}, {size}, no hostile")
                )
                bars[title] = [60 * size / row["seconds"] for row in rows]
        middles = [statistics.median(rates) for rates in bars.values()]
        errors = [[m - min(r) for m, r in zip(middles, bars.values(), strict=True)],
                  [max(r) - m for m, r in zip(middles, bars.values(), strict=True)]]  # fmt: skip
        colours = ["#1b6ca8" if title.startswith(OURS) else "#9aa5b1" for title in bars]
        axis.barh(list(bars), middles, xerr=errors, color=colours)
        axis.set(title=lab, xscale="log", xlabel="submissions a minute")
        axis.invert_yaxis()
        axis.bar_label(axis.containers[-1], [f"{middle:,.0f}" for middle in middles], padding=3)
        axis.set_xlim(min(middles) / 3, 4 * max(middles))
        axis.xaxis.set_minor_formatter(NullFormatter())
    figure.tight_layout()
    with matplotlib.rc_context({"svg.hashsalt": "workbook"}):  # so that the file changes only with what it shows
        figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    root = Path(__file__).parents[1]
    write(root / "benchmarks" / "results", root / "docs")
    print(os.path.relpath(root / "docs" / "benchmarks.md"))
