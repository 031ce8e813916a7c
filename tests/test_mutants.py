"""Mutation testing of the solutions: finds gaps in tests, and accepts none without a reason."""

import pytest

from workbook.check import bench as benches
from workbook.check.bench import Bench
from workbook.check.mutants import REASONS, Reasons, mutate_lab, solution_mutants
from workbook.check.operators import edits
from workbook.check.page import markdown_table
from workbook.check.tables import MUTANTS, mutant_rows
from workbook.course import Course
from workbook.exercises import read_lab
from workbook.problems import SourceError

COURSE = Course.load()

FUNCTION = '''\
def mean(x, axis=0):
    """Divide 1 by 2."""
    total = np.sum(x, axis=axis)
    total += 0 * x[0]
    return total / len(x)
'''


def test_every_mutant_is_another_program_and_says_where():
    found = edits(FUNCTION)
    assert len({edit.source for edit in found}) == len(found)
    lines = FUNCTION.splitlines()
    for edit in found:
        compile(edit.source, "<mutant>", "exec")
        assert lines[edit.line - 1].strip() == edit.old
        assert edit.source.splitlines()[edit.line - 1].strip() == edit.new


@pytest.mark.parametrize(
    "new",
    [
        "return total * len(x)",
        "return total // len(x)",
        "return total / (x)",
        "total = np.sum(x)",
        "total = (x)",
        "pass",
        "total += 1 * x[0]",
        "total += 0 * x",
        "total += 0 * x[ -1]",
        "def mean(x, axis=1):",
    ],
)
def test_the_small_errors_that_people_make_are_among_them(new):
    assert new.replace(" ", "") in {edit.new.replace(" ", "") for edit in edits(FUNCTION)}


def test_arguments_are_exchanged_and_methods_left_out():
    new = {edit.new for edit in edits("y = np.dot(a, b).max(axis=1)\n")}
    assert {"y = np.dot(b, a).max(axis=1)", "y = np.dot(a, b)", "y = np.dot(a, b).max()"} <= new


def test_text_is_left_alone():
    assert not any("Divide" in edit.old for edit in edits(FUNCTION))


def test_only_what_students_write_is_changed(tiny):
    (exercise,) = (exercise for exercise in read_lab(tiny.labs[0]) if exercise.name)
    found = solution_mutants(exercise)
    assert {edit.old for edit in found} == {"doubled_numbers = 2 * x"}
    assert {edit.new for edit in found} >= {"doubled_numbers = 2 + x", "doubled_numbers = 3 * x", "pass"}


def mutated(course, lab="1"):
    with Bench.of(course, course.lab(lab)) as bench:
        return mutate_lab(bench, course.root)


@pytest.mark.slow
def test_good_tests_kill_every_mutant(tiny):
    tallies, problems = mutated(tiny)
    assert problems == []
    (tally,) = tallies
    assert tally.killed == tally.mutants > 5


@pytest.mark.slow
def test_a_gap_is_found_and_a_reason_closes_it_until_it_is_stale(tiny, edit_exercise):
    edit_exercise("[1.5, -2.0, 0.0]", "[0.0, 0.0, 0.0]")
    edit_exercise("[3.0, -4.0, 0.0]", "[0.0, 0.0, 0.0]")
    edit_exercise("checks.same_number(double(3), 6", "checks.same_number(double(0), 0")
    tallies, problems = mutated(tiny)
    survivors = tallies[0].survivors
    assert "doubled_numbers = 3 * x" in {edit.new for edit in survivors}
    assert len(problems) == len(survivors)
    source = (tiny.labs[0].folder / "01_double.py").read_text().splitlines()
    for problem in problems:
        assert source[problem.line - 1].strip() == "doubled_numbers = 2 * x"
        assert "No test fails 'doubled_numbers = " in problem.message

    entries = [
        f'[[mutant]]\nquestion = "double"\nold = "{edit.old}"\nnew = "{edit.new}"\nwhy = "All zeros."\n'
        for edit in survivors
    ]
    entries.append(entries[0].replace(survivors[0].new, "doubled_numbers = 9 * x"))
    (tiny.root / REASONS).write_text("\n".join(entries))
    tallies, problems = mutated(tiny)
    assert (tallies[0].equivalent, tallies[0].survivors) == (len(survivors), [])
    assert [problem.message for problem in problems] == [
        "double: 'doubled_numbers = 9 * x' for 'doubled_numbers = 2 * x' is no mutant that survives."
    ]


@pytest.mark.slow
def test_a_mutant_that_never_ends_is_stopped(tiny, edit_exercise, monkeypatch):
    monkeypatch.setattr(benches, "SECONDS", 2)
    edit_exercise(
        "    return doubled_numbers\n", "    n = 1\n    while n > 0:\n        n -= 1\n    return doubled_numbers\n"
    )
    tallies, problems = mutated(tiny)
    assert tallies[0].stopped >= 1
    assert all("n" in problem.message for problem in problems)
    row = mutant_rows(tallies)[0]
    assert f"({tallies[0].stopped} by stopping them)" in row[MUTANTS.index("killed")]


def test_reasons_that_cannot_be_read_are_refused(tmp_path):
    path = tmp_path / "reasons.toml"
    assert Reasons.read(path) == Reasons({}, {})
    for text in ("[[mutant]\n", '[[mutant]]\nquestion = "relu"\nold = "a"\nnew = "b"\n', '[[open]]\nwhy = "x"\n'):
        path.write_text(text)
        with pytest.raises(SourceError, match="Write \\[\\[mutant\\]\\]"):
            Reasons.read(path)


def test_a_table_of_the_page_holds_any_text():
    assert markdown_table(("a", "b"), [("x | y", "1")]) == "| a | b |\n| --- | --- |\n| x \\| y | 1 |\n"


@pytest.mark.slow
@pytest.mark.parametrize("lab", [lab.name for lab in COURSE.labs])
def test_no_mutant_of_a_solution_survives_unexplained(lab):
    tallies, problems = mutated(COURSE, lab)
    assert problems == []
    assert all(tally.killed or tally.unmeasured for tally in tallies)


def test_the_pages_show_every_question_and_every_mistake():
    page = "".join(path.read_text(encoding="utf-8") for path in (COURSE.root / "docs" / "proof").glob("*.md"))
    missing = [
        text
        for lab in COURSE.labs
        for exercise in read_lab(lab)
        if exercise.name
        for text in (f"(`{exercise.name}`, ", *(f"| {mistake.title} |" for mistake in exercise.mistakes))
        if text not in page
    ]
    assert missing == [], "Run 'workbook proof-pages' and commit docs/proof."
