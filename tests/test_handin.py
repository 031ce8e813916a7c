"""The hand-in cell tells whether the file on disk holds what the student ran, and names what differs."""

import json
from types import SimpleNamespace

import pytest

from labkit import handin
from labkit.progress import Progress

STARTER = 'def double(x):\n    """Double x."""\n    ...'
ANSWER = STARTER.replace("...", "return 2 * x")
VALUE = "predicted = ..."


@pytest.fixture
def hand_in(monkeypatch, tmp_path, capsys):
    """Hand in after a session: ``hand_in(saved, ran)`` takes answer cells of the file and cells that ran."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    monkeypatch.setattr(handin, "display", lambda link: None)

    def hand_in(saved: list[str], ran: list[str]) -> str:
        cells = [{"source": source.splitlines(True), "metadata": {"tags": ["otter_answer_cell"]}} for source in saved]
        (tmp_path / "01_tiny.ipynb").write_text(json.dumps({"cells": cells}))
        names = {}
        for source in filter(lambda source: "(:" not in source, ran):
            exec(source, names)
        history = SimpleNamespace(input_hist_raw=["", *ran])
        monkeypatch.setattr(handin, "get_ipython", lambda: SimpleNamespace(history_manager=history, user_ns=names))
        handin.hand_in(SimpleNamespace(questions=[], progress=lambda: Progress({})), "01_tiny")
        return capsys.readouterr().out

    return hand_in


def test_what_was_run_as_it_is_saved_can_be_handed_in(hand_in):
    assert "is saved and holds the answers that you ran" in hand_in([ANSWER], ["x = 1", ANSWER + "\n"])


def test_a_question_that_was_left_out_is_no_reason_to_warn(hand_in):
    assert "is saved and holds the answers that you ran" in hand_in([ANSWER, VALUE], [ANSWER])


@pytest.mark.parametrize("ran", [[ANSWER], [STARTER, ANSWER.replace("2", "3")]])
def test_an_answer_that_was_not_saved_is_named(hand_in, ran):
    said = hand_in([STARTER.replace("Double", "Twice")], ran)
    assert "does not hold what you ran here for double." in said
    assert "save the notebook" in said


def test_an_answer_that_was_written_and_not_run_is_named(hand_in):
    assert "for double, predicted." in hand_in([ANSWER, "predicted = 3"], [STARTER, VALUE])


def test_a_cell_that_is_no_python_is_named_by_its_beginning(hand_in):
    assert "the cell that begins with 'def double(:'" in hand_in(["def double(:"], [STARTER])
    assert "is saved" in hand_in(["def double(:"], ["def double(:"])
