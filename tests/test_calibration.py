"""Thresholds: the statistics behind them, what `workbook calibrate` keeps, and what `workbook check` refuses."""

import math
import os
import re
import subprocess
import threading
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from scipy import stats

from workbook import cli
from workbook.calibrate import families, statistics
from workbook.calibrate.command import measure
from workbook.calibrate.gate import calibration_problems
from workbook.calibrate.lab import CalibratedLab
from workbook.calibrate.measuring import Quantity, Work, plan, quantities
from workbook.calibrate.measuring import measured as in_order
from workbook.calibrate.page import in_words
from workbook.calibrate.results import judge, path_of, read_rows, unnoticed
from workbook.calibrate.thresholds import ACCURACY
from workbook.check.bench import untracked
from workbook.course import Course
from workbook.examiner import training
from workbook.examiner.protocols import TRANSFER
from workbook.problems import SourceError

# The statistics


@pytest.mark.parametrize(("failed", "of"), [(0, 200), (1, 40), (17, 60), (59, 60)])
def test_the_bound_of_a_count_is_clopper_and_pearsons(failed, of):
    expected = stats.binomtest(failed, of, alternative="less").proportion_ci(0.95, method="exact").high
    assert statistics.at_most(failed, of) == pytest.approx(expected, rel=1e-9)


def test_none_of_many_is_the_rule_of_three_and_all_of_them_is_certain():
    assert statistics.at_most(0, 200) == pytest.approx(3 / 200, rel=0.01)
    assert statistics.at_most(5, 5) == 1


def test_one_design_follows_students_t_for_its_next_result():
    values = [3.1, 2.9, 3.3, 3.0, 2.8]
    (spread,) = statistics.spreads([values])
    low = 2.5
    scale = np.std(values, ddof=1) * math.sqrt(1 + 1 / 5)
    assert spread.chance_below(low) == pytest.approx(stats.t.cdf((low - np.mean(values)) / scale, 4), rel=1e-9)


def test_designs_that_spread_alike_are_pooled():
    rng = np.random.default_rng(5)
    designs = [rng.permutation([-0.3, -0.1, 0.1, 0.3]) + mean for mean in (2, 3, 4)]
    found = statistics.spreads(designs)
    assert [spread.deviation for spread in found] == pytest.approx([np.std(designs[0], ddof=1)] * 3)
    assert {spread.freedom for spread in found} == {9}


def test_the_usual_variance_is_found_again():
    rng = np.random.default_rng(6)
    freedom, variance, each = 8.0, 0.04, 5
    true = variance * freedom / rng.chisquare(freedom, 4000)
    designs = rng.normal(0, np.sqrt(true)[:, None], (4000, each))
    prior, prior_freedom = statistics._prior(designs.var(axis=1, ddof=1), np.full(4000, each - 1))
    assert prior == pytest.approx(variance, rel=0.1)
    assert prior_freedom == pytest.approx(freedom, rel=0.25)


def test_a_design_with_one_result_borrows_its_spread():
    alone, measured = statistics.spreads([[3.0], [2.9, 3.1, 3.0, 2.8]])
    assert alone.deviation == measured.deviation > 0
    assert alone.chance_below(2.5) > measured.chance_below(2.45)  # it is less sure of its mean


def test_equal_results_have_no_chance_in_them():
    known = statistics.spreads([[99.0, 99.0], [99.0]])
    assert statistics.chance(known, 97) == 0
    assert statistics.chance(known, 99.5) == 1
    assert statistics.highest_level(known) == 99


def test_differing_results_without_a_second_seed_say_nothing():
    with pytest.raises(ValueError, match="measured twice"):
        statistics.spreads([[1.0], [2.0]])


@pytest.mark.parametrize("goal", [1e-4, 1e-2])
def test_the_highest_level_meets_the_goal_exactly(goal):
    rng = np.random.default_rng(7)
    known = statistics.spreads([rng.normal(mean, 0.2, 6) for mean in (3, 3.5, 4.5)])
    level = statistics.highest_level(known, goal)
    assert statistics.chance(known, level) == pytest.approx(goal, rel=1e-3)
    assert statistics.chance(known, level - 0.2) < goal < statistics.chance(known, level + 0.2)


def test_the_promised_chance_is_kept_by_new_results():
    """Levels that should fail 2 of 100 do so, though each is set from 4 results of each of 6 designs."""
    rng, failed, fresh = np.random.default_rng(8), 0, 40
    for _ in range(300):
        means, deviations = rng.normal(3.5, 0.4, 6), rng.uniform(0.1, 0.25, 6)
        known = statistics.spreads([rng.normal(*design, 4) for design in zip(means, deviations, strict=True)])
        level = statistics.highest_level(known, 0.02)
        chosen = rng.integers(0, 6, fresh)
        failed += int((rng.normal(means[chosen], deviations[chosen]) < level).sum())
    assert failed / (300 * fresh) == pytest.approx(0.02, abs=0.008)


@pytest.mark.parametrize("scale", statistics.SCALES)
def test_every_scale_leads_back(scale):
    there, back = statistics.SCALES[scale]
    assert back(there(np.array([0.2, 0.9]))) == pytest.approx([0.2, 0.9])


def test_more_is_better_on_every_scale():
    assert statistics.SCALES["share"][0](0.9) > statistics.SCALES["share"][0](0.8)
    assert statistics.SCALES["ratio"][0](0.1) > statistics.SCALES["ratio"][0](0.2)
    assert np.isfinite(statistics.SCALES["share"][0]([0, 1])).all()


@pytest.mark.parametrize(
    ("chance", "words"),
    [(0, "0"), (1e-12, "< 1 in 10⁹"), (1 / 12345, "1 in 12,000"), (1 / 89.2, "1 in 89"), (0.37, "37%"), (1, "100%")],
)
def test_chances_are_told_in_words(chance, words):
    assert in_words(chance) == words


# A course with a threshold

THRESHOLD_TEST = """\
def test_many(double):
    from labkit import checks

    threshold = 0.9
    if double(3) / 6 < threshold:
        checks.fail("Too little.", expected=f"at least {threshold:.0%}")
"""

MEASURE = """\
# What doubling is worth.

# %% many numbers tags=["measure"] scale="share"
def measure(double, seed):
    import os
    import random

    with open(os.environ["MEASURED"], "a") as file:
        file.write(f"{seed}\\n")
    return random.Random(seed).gauss(0.97, 0.003) if double(3) == 6 else 0.3


# %% multiplying tags=["honest"]
def double(x):
    return x * 2


# %% nothing tags=["bad"]
def double(x):
    return 0 * x
"""


@pytest.fixture
def course(tiny: Course, edit_exercise, monkeypatch, tmp_path) -> Course:
    """The tiny course, whose hidden test has a threshold of 0.9; a list of what was measured is in $MEASURED."""
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("MEASURED", str(tmp_path / "measured"))
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("WORKBOOK_TRAINING_SLOTS", "2")
    monkeypatch.delenv("WORKBOOK_DATA", raising=False)
    monkeypatch.chdir(tiny.root)
    (tmp_path / "measured").touch()
    path = tiny.root / "source" / "01_tiny" / "01_double.py"
    text = path.read_text()
    start = text.index("def test_many")
    edit_exercise(text[start : text.index("# %% [raw]\n# # END TESTS")], THRESHOLD_TEST + "\n\n")
    edit_exercise("# Double every number.", "# Double every number: **90 %** at least.")
    extras = tiny.root / "tests" / "calibration" / "01_tiny"
    extras.mkdir(parents=True)
    (extras / "double.py").write_text(MEASURE)
    return tiny


def calibrated(course: Course, *arguments: str):
    return CliRunner().invoke(cli.main, ["calibrate", *arguments])


def problems(course: Course):
    return calibration_problems(course, course.labs)


def measured() -> list[str]:
    with open(os.environ["MEASURED"]) as file:
        return file.read().split()


def test_a_threshold_is_measured_and_then_accepted(course):
    result = calibrated(course, "1", "--seeds", "8")
    assert result.exit_code == 0, result.output
    assert "docs/calibration.md is written" in result.output
    rows = {row.answer: row for row in read_rows(path_of(course.root, "01_tiny"))}
    assert {answer: (row.kind, len(row.values)) for answer, row in rows.items()} == {
        "the solution": ("reference", 8),
        "adding": ("honest", 2),
        "multiplying": ("honest", 2),
        "squares instead": ("bad", 1),
        "nothing": ("bad", 1),
    }
    assert problems(course) == []
    page = (course.root / "docs" / "calibration.md").read_text()
    assert "| double | many numbers | 90 % | 12 (3 designs) | 0 | 22.1% |" in page
    assert "2 of 2 |" in page
    figure = (course.root / "docs" / "calibration" / "double-digits.svg").read_text()
    assert "squares instead" in figure
    assert len(figure) < 100_000
    assert "![double: many numbers: a dot for each seed of 3 right answers, from 0.96" in page


def test_a_threshold_without_measurements_is_refused(course):
    (problem,) = problems(course)
    assert problem.path.name == "01_double.py"
    assert problem.path.read_text().splitlines()[problem.line - 1].strip() == "threshold = 0.9"
    assert problem.message == "The threshold 90 % has no calibration on scikit-learn's digits."
    assert "Run 'workbook calibrate 1' with WORKBOOK_DATA unset" in problem.remedy


def test_a_threshold_that_was_moved_is_refused_until_it_is_calibrated(course, edit_exercise):
    calibrated(course, "--seeds", "8")
    edit_exercise("threshold = 0.9\n", "threshold = 0.92\n")
    edit_exercise("**90 %**", "**92 %**")
    (problem,) = problems(course)
    assert problem.path.name == "calibration.md"
    assert problem.message.startswith("Stale")
    before = len(measured())
    assert calibrated(course, "--seeds", "8").exit_code == 0
    assert len(measured()) == before  # the number has changed, not what honest work reaches
    assert problems(course) == []


def test_a_threshold_that_fails_honest_work_is_refused_with_a_better_one(course, edit_exercise):
    edit_exercise("threshold = 0.9\n", "threshold = 0.968\n")
    edit_exercise("**90 %**", "**96.8 %**")
    calibrated(course, "--seeds", "8")
    (problem,) = problems(course)
    assert "fails honest work" in problem.message
    assert "of 12 times" in problem.message
    proposed = float(problem.remedy.split("at most ")[1].split(",")[0])
    edit_exercise("threshold = 0.968\n", f"threshold = {proposed - 0.001:.3f}\n")
    edit_exercise("**96.8 %**", f"**{100 * proposed - 0.1:.1f} %**")
    calibrated(course, "--seeds", "8")
    assert problems(course) == []


def test_a_threshold_that_students_are_not_told_is_refused(course, edit_exercise):
    edit_exercise("**90 %** at least", "nearly")
    calibrated(course, "--seeds", "8")
    (problem,) = problems(course)
    assert problem.message == "The test 'many numbers' asks for 90 %, and nothing tells students so."


def test_another_way_of_measuring_needs_a_new_calibration(course):
    calibrated(course, "--seeds", "8")
    extras = course.root / "tests" / "calibration" / "01_tiny" / "double.py"
    extras.write_text(MEASURE.replace("0.003", "0.004"))
    (problem,) = problems(course)
    assert "under other conditions (measured by" in problem.message


def test_other_rules_or_other_data_need_a_new_calibration(course, monkeypatch):
    calibrated(course, "--seeds", "8")
    with monkeypatch.context() as patch:
        patch.setattr("workbook.calibrate.measuring.RULES", "99")
        (problem,) = problems(course)
        assert "under other conditions" in problem.message
    monkeypatch.setattr(training, "_data", lambda chosen, bundled: ("digits", "another digest"))
    (problem,) = problems(course)
    assert "was calibrated on other data" in problem.message


def test_a_threshold_that_nothing_measures_is_refused(course):
    (course.root / "tests" / "calibration" / "01_tiny" / "double.py").unlink()
    (problem,) = problems(course)
    assert "Nothing says how to measure" in problem.message
    result = calibrated(course)
    assert result.exit_code == 2
    assert "01_double.py" in result.output


def test_a_threshold_that_is_no_number_is_refused(course, edit_exercise):
    edit_exercise("threshold = 0.9\n", "threshold = 9 / 10\n")
    (problem,) = problems(course)
    assert problem.message == "This threshold cannot be read."


def test_a_wrong_answer_that_passes_everything_is_told(course, edit_exercise):
    edit_exercise("checks.same_number(double(3), 6,", "checks.same_number(double(0), 0,")
    extras = course.root / "tests" / "calibration" / "01_tiny" / "double.py"
    extras.write_text(MEASURE.replace("double(3) == 6", "True"))
    result = calibrated(course, "--seeds", "8")
    assert "No test of double notices the wrong answer 'nothing'" in result.output
    assert "No test of double notices 'nothing'" in " ".join(problem.message for problem in problems(course))


def test_a_wrong_answer_that_another_test_catches_is_accepted(course):
    extras = course.root / "tests" / "calibration" / "01_tiny" / "double.py"
    extras.write_text(MEASURE.replace("double(3) == 6", "True"))
    calibrated(course, "--seeds", "8")
    assert problems(course) == []
    (row,) = [row for row in read_rows(path_of(course.root, "01_tiny")) if row.answer == "nothing"]
    assert row.caught_by == "double: one number"
    page = (course.root / "docs" / "calibration.md").read_text()
    assert re.search(r"\| double \| nothing \| 9[67]\.\d % \| double: one number \|", page)


# Interrupted, and gone on


def test_an_interrupted_calibration_goes_on_where_it_stopped(course):
    def stop_after_five(works, total):
        for number, work in enumerate(works):
            if number == 5:
                raise KeyboardInterrupt
            yield work

    ready, path = CalibratedLab(course, course.labs[0]), path_of(course.root, "01_tiny")
    assert measure(ready, "digits", 8, stop_after_five) is True
    assert {row.answer: len(row.values) for row in read_rows(path)} == {"the solution": 4, "adding": 1}
    assert len(measured()) >= 5  # and perhaps some more, which are kept, too
    path.unlink()  # as if the machine had been switched off
    assert measure(ready, "digits", 8, untracked) is False
    assert len(measured()) == 14
    assert measure(ready, "digits", 8, untracked) is False
    assert len(measured()) == 14
    assert {row.answer: len(row.values) for row in read_rows(path)}["the solution"] == 8


def works(number, measure):
    """Works on one quantity that is a training, each with a seed of its own."""
    quantity = Quantity("trained", "build", ACCURACY, "share", "digits", None, "")
    answer = families.Answer("reference", "the solution", "")
    return [Work(quantity, answer, seed, seed, measure) for seed in range(number)]


def test_several_are_measured_at_once_and_come_in_order(monkeypatch):
    monkeypatch.setenv("WORKBOOK_TRAINING_SLOTS", "2")
    two = threading.Barrier(2, timeout=20)

    def measure(seed, _):
        two.wait()
        time.sleep(0.2 * (seed == 0))
        return seed / 10

    assert [value for _, value in in_order(works(4, measure))] == [0.0, 0.1, 0.2, 0.3]


def test_an_early_end_waits_for_no_work_that_was_not_begun(monkeypatch):
    monkeypatch.setenv("WORKBOOK_TRAINING_SLOTS", "2")
    begun = []

    def measure(seed, _):
        begun.append(seed)
        time.sleep(0.1)

    with closing(in_order(works(100, measure))) as done:
        next(done)
    assert len(begun) < 10


def test_the_table_counts_as_kept_too(course, monkeypatch, tmp_path):
    calibrated(course, "--seeds", "8")
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "another machine"))
    calibrated(course, "--seeds", "12")
    assert len(measured()) == 14 + 4 + 1 + 1  # four more seeds of the solution, one more of each right answer


def test_ctrl_c_is_answered_with_a_sentence(course, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("workbook.calibrate.command.track", interrupted)
    result = calibrated(course)
    assert result.exit_code == 130
    assert "the same command goes on from there" in " ".join(result.output.split())


def test_a_changed_answer_is_measured_anew(course):
    calibrated(course, "--seeds", "8")
    extras = course.root / "tests" / "calibration" / "01_tiny" / "double.py"
    extras.write_text(MEASURE.replace("return 0 * x", "return 0 * x - 0"))
    before = len(measured())
    calibrated(course, "--seeds", "8")
    assert len(measured()) == before + 1


# Bad input


@pytest.mark.parametrize("arguments", [["7"], ["--seeds", "1"], ["--seeds", "many"]])
def test_bad_arguments_end_with_code_2(course, arguments):
    assert calibrated(course, *arguments).exit_code == 2


def test_a_damaged_table_is_refused(course):
    calibrated(course, "--seeds", "8")
    path_of(course.root, "01_tiny").write_text("question,values\ndouble,often\n")
    with pytest.raises(SourceError, match="no table of measurements"):
        problems(course)


def test_an_answer_with_an_unknown_tag_is_refused(course):
    extras = course.root / "tests" / "calibration" / "01_tiny" / "double.py"
    extras.write_text(MEASURE.replace('["bad"]', '["wrong"]'))
    with pytest.raises(SourceError, match="The cell 'nothing' is not understood"):
        families.extras(course, "01_tiny", "double")


def test_an_honest_answer_that_cannot_be_measured_fails_the_threshold(course):
    extras = course.root / "tests" / "calibration" / "01_tiny" / "double.py"
    extras.write_text(MEASURE.replace("return x * 2", "raise ValueError"))
    calibrated(course, "--seeds", "8")
    (problem,) = problems(course)
    assert "and did so 2 of 12 times" in problem.message


# The course's own thresholds


def test_every_accuracy_is_found_with_its_data_and_limit():
    course = Course.load()
    found = CalibratedLab(course, course.lab("3")).thresholds
    ladder = [each for each in found if each.question == "build_own"]
    assert [each.data for each in ladder] == ["mnist", "digits"] * 3
    assert {(each.function, each.limit, each.quantity) for each in ladder} == {("build_own", 59_999, "accuracy")}
    assert [each.value for each in ladder if each.data == "mnist"] == sorted(
        each.value for each in ladder if each.data == "mnist"
    )


def test_modest_networks_are_meant_for_the_lower_steps_only():
    course = Course.load()
    ready = CalibratedLab(course, course.lab("3"))
    judgements = judge(ready.thresholds, read_rows(path_of(course.root, "03_mnist")))
    own = [each for each in judgements if (each.threshold.question, each.threshold.data) == ("build_own", "digits")]
    assert [each.rank for each in own] == [1, 2, 3]
    assert len(own[0].honest) > len(own[1].honest) > len(own[2].honest) > 1
    assert unnoticed("build_own", own, [row for each in own for row in each.wrong]) == []


def test_a_new_task_is_learned_with_the_base_without_it_and_with_shuffled_labels():
    course = Course.load()
    ready = CalibratedLab(course, course.lab("5"))
    (threshold,) = ready.thresholds
    assert (threshold.quantity, threshold.data, threshold.value) == ("accuracy on a new task", "digits", 0.5)
    (quantity,) = quantities([threshold], ready.extras["few_images"], "digits")
    assert quantities([threshold], ready.extras["few_images"], "mnist") == []
    assert quantity.conditions.startswith("25 images, 100 epochs, batches of 5, extractor ")
    assert quantity.protocol(7) == replace(TRANSFER, seed=7)
    assert quantity.protocol(7, "scratch") == replace(TRANSFER, seed=7, start="scratch")
    assert quantity.protocol(7, "shuffled").shuffled_labels


def test_a_machine_with_too_much_to_do_says_nothing_of_an_answer(monkeypatch, tmp_path):
    keras = pytest.importorskip("keras")
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))

    def build():
        model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
        model.compile("adam", "mse")
        return model

    def too_late(order, seconds):
        raise subprocess.TimeoutExpired("python", seconds)

    def without_a_result(order, seconds):
        Path(order["result"]).write_text('{"failed": "The loss of your network grew beyond all numbers."}')
        return 0, ""

    quantity = Quantity("few", "build", "accuracy", "share", "digits", None, "")
    answers = {quantity: [families.Answer("bad", "far too fast", "")]}
    work = plan(answers, {"build": build}, 1)[0]
    assert work.result(without_a_result) is None
    with pytest.raises(SourceError, match="'far too fast' for few did not end: Training took longer than 20 minutes"):
        work.result(too_late)
