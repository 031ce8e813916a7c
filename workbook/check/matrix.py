"""What ``workbook check`` proved, as tables."""

from __future__ import annotations

from rich.table import Table

from workbook.check.proof import Proof


def summary_table(proofs: list[Proof]) -> Table:
    """Make one row a question: how many mistakes were caught, how many right ways were let through."""
    table = Table("lab", "question", "mistakes caught", "right ways passed", title="What was proved")
    for proof in proofs:
        for question in dict.fromkeys(row.question for row in proof.rows):
            rows = [row for row in proof.rows if row.question == question]
            mistakes = [not all(row.passed) for row in rows if row.kind == "mistake"]
            ways = [all(row.passed) for row in rows if row.kind == "right way"]
            table.add_row(proof.lab, question, f"{sum(mistakes)} of {len(mistakes)}", f"{sum(ways)} of {len(ways)}")
    return table


def matrix_table(proof: Proof) -> Table:
    """Make one row an answer, one column a test case: ``✓`` passed, ``✗`` caught."""
    widest = max((len(row.passed) for row in proof.rows), default=0)
    table = Table("question", "kind", "answer", *(str(case + 1) for case in range(widest)), title=proof.lab)
    for row in proof.rows:
        table.add_row(row.question, row.kind, row.title, *("✓" if passed else "✗" for passed in row.passed))
    return table
