"""What was measured about mutants and names, as rows of tables."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from workbook.check.mutants import Tally
from workbook.check.naming_rates import KINDS, SIDES, Judged, Rate, interval

MUTANTS = ("question", "mutants", "killed", "equivalent", "survivors")
RATES = ("where", "wrong answers", "how many", "noticed", "named", "named falsely", "95 % interval")


def table_of(head: Sequence[str], rows: list[Sequence[str]], title: str) -> Table:
    """Make a table of texts."""
    table = Table(*head, title=title)
    for row in rows:
        table.add_row(*row)
    return table


def mutant_rows(tallies: list[Tally]) -> list[tuple[str, ...]]:
    """Make one row a question, and one for all together."""
    rows = []
    for tally in tallies:
        if tally.unmeasured:
            rows.append((tally.question, "–", "", "", ""))
            continue
        stopped = f" ({tally.stopped} by stopping them)" if tally.stopped else ""
        killed = f"{tally.killed}{stopped}"
        rows.append((tally.question, str(tally.mutants), killed, str(tally.equivalent), str(len(tally.survivors))))
    sums = [sum(tally.mutants for tally in tallies), sum(tally.killed for tally in tallies)]
    sums += [sum(tally.equivalent for tally in tallies), sum(len(tally.survivors) for tally in tallies)]
    return [*rows, ("all", *map(str, sums))]


def rate_rows(judged: Judged) -> list[tuple[str, ...]]:
    """Make one row a side and a way of being wrong, and one a side for everything together.

    Args:
        judged: what `judge_lab` found.
    """
    rows = []
    for side, where in SIDES.items():
        for kind, what in KINDS.items():
            rate = Rate.of([names[side] for wrong, names in judged if wrong.kind == kind])
            if rate.answers:
                rows.append((where, what, *_shares(rate)))
    for side, where in SIDES.items():
        rows.append((where, "all of these", *_shares(Rate.of([names[side] for _, names in judged]))))
    return rows


def _shares(rate: Rate) -> tuple[str, ...]:
    counted = (str(rate.answers), str(rate.noticed))
    if not rate.named:
        return *counted, "0", "–", "–"
    low, high = interval(rate.false, rate.named)
    named = f"{rate.named} ({rate.named / rate.noticed:.0%})"
    return *counted, named, f"{rate.false} ({rate.false / rate.named:.1%})", f"{low:.1%} to {high:.1%}"
