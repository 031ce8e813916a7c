"""The panel that tells how far a student has come."""

import pytest

from labkit.progress import Progress, Question


@pytest.fixture
def progress():
    return Progress(
        {
            "double": Question("1.1 Twice as much", 1, 5),
            "halve": Question("1.2 Half <as> much", 2.5, 10),
            "swap": Question("1.3 Change places", 4, 8),
        }
    )


def test_at_first_nothing_is_done_and_the_first_question_is_next(progress):
    assert progress.line == "0 of 3 questions pass here, worth 0 of 7.5 points. Next: 1.1 Twice as much (5 minutes)."
    assert repr(progress).count("not checked yet") == 3


def test_next_is_the_first_question_that_does_not_pass(progress):
    progress.note("double", 2, 2)
    progress.note("halve", 1, 3)
    progress.note("swap", 1, 1)
    assert progress.line.startswith("2 of 3 questions pass here, worth 5 of 7.5 points. Next: 1.2")
    assert "✗ 1.2 Half <as> much, 2.5 points: 1 of 3 pass" in repr(progress)


def test_a_question_that_was_right_can_be_wrong_again(progress):
    progress.note("double", 2, 2)
    progress.note("double", 0, 2)
    assert progress.state("double") == "begun"


def test_at_the_end_it_says_so(progress):
    for name in ("double", "halve", "swap"):
        progress.note(name, 1, 1)
    assert progress.line.endswith("All checks pass: hand in at the end of the notebook.")


def test_the_panel_can_be_read_aloud_and_holds_no_foreign_markup(progress):
    progress.note("double", 2, 2)
    shown = progress._repr_html_()
    assert 'aria-label="passes"' in shown
    assert 'aria-label="not checked yet"' in shown
    assert "Half &lt;as&gt; much" in shown
    assert shown.count('<th scope="col"') == 5
