"""What the table of marks calls a fault: anything that nobody has explained, and any explanation out of use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.parity import table
from tests.parity.graders import REFERENCE, Grader
from tests.parity.submissions import COURSE, Batch

OURS = {"a.ipynb": {"relu": 3.0, "dense": 1.5}, "b.ipynb": {"relu": 0.0, "dense": 0.0}}
THEIRS = Grader("`theirs`", grade=lambda batch: {}, differs={"empty": "It cannot open what is empty."})
BATCH = Batch(
    COURSE, "01_lab", Path(), {"a.ipynb": "odd", "b.ipynb": "empty"}, {"b.ipynb": {"relu": 0.0, "dense": 0.0}}
)


@pytest.fixture(autouse=True)
def one_other(monkeypatch):
    monkeypatch.setattr(table, "OTHERS", (THEIRS,))


def graded(theirs, ours=OURS):
    return [table.Graded(BATCH, {REFERENCE.title: ours, THEIRS.title: theirs})]


def test_a_difference_with_its_reason_is_no_fault_and_is_shown():
    found = graded({"a.ipynb": OURS["a.ipynb"]})
    assert table.faults(found, {}) == []
    text = table.page(found, {})
    assert "| odd | 3 | 1.5 | = |" in text
    assert "| empty | 0 | 0 | no mark (1) |" in text
    assert "1. It cannot open what is empty." in text


@pytest.mark.parametrize(
    ("theirs", "ours", "said"),
    [
        ({"a.ipynb": {"relu": 3.0, "dense": 1.0}}, OURS, "odd: `theirs` gives relu 3, dense 1, and nobody knows why"),
        ({"a.ipynb": {"relu": 3.0}}, OURS, "odd: `theirs` gives relu 3, and nobody knows why"),
        ({}, OURS, "odd: `theirs` gives no mark, and nobody knows why"),
        (OURS, OURS, "empty: `theirs` gives the same marks, though a reason says why not"),
        (
            {"a.ipynb": OURS["a.ipynb"]},
            OURS | {"b.ipynb": {"relu": 3.0, "dense": 0.0}},
            "empty: `workbook grade` gives relu 3, dense 0, and not relu 0, dense 0",
        ),
    ],
)
def test_what_nobody_explained_and_what_explains_nothing_are_faults(theirs, ours, said):
    assert table.faults(graded(theirs, ours), {}) == [said]


def test_a_grader_that_could_not_be_had_is_named_and_faults_nothing():
    found = [table.Graded(BATCH, {REFERENCE.title: OURS})]
    missing = {THEIRS.title: "nobody has it"}
    assert table.faults(found, missing) == []
    assert "`theirs` could not be had when this page was written: nobody has it." in table.page(found, missing)


def test_a_page_of_fewer_submissions_has_no_news_unless_a_row_is_another():
    both = table.page(graded({"a.ipynb": OURS["a.ipynb"]}), {})
    (row,) = [line for line in both.splitlines() if line.startswith("| odd")]
    fewer = both.replace(row + "\n", "").replace("hands 2", "hands 1")
    assert table.news(fewer, both, whole=False) == []
    assert table.news(fewer.replace("| empty | 0 |", "| empty | 1 |"), both, whole=False) == [
        "| empty | 1 | 0 | no mark (1) |"
    ]
    assert table.news(both, both, whole=True) == []
    assert "-" + row in table.news(fewer, both, whole=True)


def test_what_was_not_handed_in_needs_no_difference():
    batch = Batch(COURSE, "01_lab", Path(), {"a.ipynb": "odd"}, {})
    found = [table.Graded(batch, {REFERENCE.title: OURS, THEIRS.title: OURS})]
    assert table.faults(found, {}) == []
