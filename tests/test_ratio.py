"""The rule behind the mark for speed, on a clock that tests wind by hand: how it decides must not hang on the machine.

How fast real answers are, also while all cores are busy, is measured by benchmarks/ratio_under_load.py.
"""

import itertools
import time

import numpy as np
import pytest

from labkit.checks import Mismatch
from workbook.examiner import ratio
from workbook.examiner.oracles import conv2d as convolved_one_by_one
from workbook.examiner.oracles_learning import conv2d

OURS = 1.0
"""Seconds that our loops take for an image in these tests, unless one says otherwise."""

IMAGES = ratio.IMAGES[0]
"""A fast function gets so many images where loops get one."""


class Clock:
    """Stands in for the module ``time``: it goes on only when a function works or waits."""

    def __init__(self):
        self.now = self.used = 0.0

    def perf_counter(self) -> float:
        return self.now

    def process_time(self) -> float:
        return self.used

    def taking(self, function, *seconds, waiting=0.0):
        """Let ``function`` take the given seconds, one after the other when it is called, the last one ever after."""
        turns = itertools.chain(seconds, itertools.repeat(seconds[-1]))

        def timed(*arguments):
            result, work = function(*arguments), next(turns)
            self.used += work
            self.now += work + waiting
            return result

        return timed


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(ratio, "time", clock)
    monkeypatch.setattr(ratio, "plain_loops", clock.taking(conv2d, OURS))
    return clock


def loops_in(ratio_to_fast: float) -> float:
    """How long a fast function takes that is so many times as fast as our loops."""
    return IMAGES * OURS / ratio_to_fast


def test_it_takes_fifteen_times_as_fast_as_loops_of_ones_own(clock):
    own = clock.taking(conv2d, OURS)
    found = ratio.faster_than_loops(clock.taking(conv2d, loops_in(1.01 * ratio.LEAST)), own)
    assert found.own == pytest.approx(1.01 * ratio.LEAST)
    with pytest.raises(Mismatch, match="not much faster"):
        ratio.faster_than_loops(clock.taking(conv2d, loops_in(0.99 * ratio.LEAST)), own)


def test_slow_loops_of_ones_own_gain_nothing(clock):
    with pytest.raises(Mismatch, match="not much faster"):
        ratio.faster_than_loops(clock.taking(conv2d, loops_in(0.99 * ratio.LEAST)), clock.taking(conv2d, 100 * OURS))


def test_fast_loops_of_ones_own_lose_nothing(clock):
    own = clock.taking(conv2d, OURS / 100)
    assert ratio.faster_than_loops(clock.taking(conv2d, loops_in(1.01 * ratio.PLAINLY_FAST)), own).own < 1
    with pytest.raises(Mismatch, match="not much faster"):
        ratio.faster_than_loops(clock.taking(conv2d, loops_in(0.99 * ratio.PLAINLY_FAST)), own)


def test_the_first_call_may_import_and_set_up(clock):
    fast = clock.taking(conv2d, 1000 * OURS, loops_in(2 * ratio.LEAST))
    assert ratio.faster_than_loops(fast, clock.taking(conv2d, OURS)).own == pytest.approx(2 * ratio.LEAST)


@pytest.mark.parametrize(("spoilt", "passes"), [(0, True), (ratio.ROUNDS // 2, True), (ratio.ROUNDS // 2 + 1, False)])
def test_most_of_the_turns_decide(clock, spoilt, passes):
    fast = clock.taking(conv2d, OURS, *[1000 * OURS] * spoilt, loops_in(2 * ratio.LEAST))
    own = clock.taking(conv2d, OURS)
    if passes:
        ratio.faster_than_loops(fast, own)
    else:
        with pytest.raises(Mismatch, match="not much faster"):
            ratio.faster_than_loops(fast, own)


def test_waiting_for_the_processor_does_not_make_our_loops_look_slow(clock, monkeypatch):
    monkeypatch.setattr(ratio, "plain_loops", clock.taking(conv2d, OURS, waiting=100 * OURS))
    with pytest.raises(Mismatch, match="not much faster"):
        ratio.faster_than_loops(clock.taking(conv2d, loops_in(1)), clock.taking(conv2d, OURS))


def test_what_the_loops_return_does_not_matter(clock):
    own = clock.taking(lambda *arrays: None, OURS)
    ratio.faster_than_loops(clock.taking(conv2d, loops_in(2 * ratio.LEAST)), own)


def test_wrong_numbers_fail_however_fast(clock):
    with pytest.raises(Mismatch, match="wrong values"):
        ratio.faster_than_loops(clock.taking(lambda *arrays: 1.01 * conv2d(*arrays), 1e-6), clock.taking(conv2d, OURS))


def test_nothing_is_gained_by_remembering_results(clock):
    seen = []

    def note(images, *weights):
        seen.append(images[0].tobytes())
        return conv2d(images, *weights)

    def after_it(images, *weights):
        assert images[0].tobytes() == seen[-1], "the loops come after the fast function, on an image of the same"

    ratio.faster_than_loops(clock.taking(note, loops_in(2 * ratio.LEAST)), clock.taking(after_it, OURS))
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize("seconds", [1e-3, 1e3])
def test_the_number_of_calls_is_always_the_same(clock, seconds):
    calls = []

    def counted(name):
        return clock.taking(lambda *arrays: calls.append(name) or conv2d(*arrays), seconds)

    ratio.measured(counted("fast"), counted("loops"))
    assert calls == ["fast", *["fast", "loops"] * ratio.ROUNDS]


def test_the_hint_tells_what_was_measured(clock):
    with pytest.raises(Mismatch) as caught:
        ratio.faster_than_loops(clock.taking(conv2d, loops_in(3.14)), clock.taking(conv2d, OURS))
    assert f"{ratio.LEAST} times as fast as conv2d_loops" in caught.value.brief
    assert "got:" in caught.value.brief
    assert "3.1 times" in str(caught.value)


def test_on_a_real_clock_a_thousandfold_difference_is_seen(monkeypatch):
    monkeypatch.setattr(ratio, "plain_loops", lambda *arrays: None)
    with pytest.raises(Mismatch, match="not much faster"):
        ratio.faster_than_loops(lambda *arrays: time.sleep(0.05) or conv2d(*arrays), lambda *arrays: None)
    monkeypatch.setattr(ratio, "plain_loops", lambda *arrays: time.sleep(0.3))
    assert ratio.faster_than_loops(conv2d, lambda *arrays: time.sleep(0.3)).own > ratio.LEAST


def test_our_loops_compute_a_convolution():
    rng = np.random.default_rng(0)
    arrays = rng.normal(0, 1, (2, 5, 7, 2)), rng.normal(0, 1, (3, 2, 2, 3)), rng.normal(0, 1, 3)
    np.testing.assert_allclose(ratio.plain_loops(*arrays), convolved_one_by_one(*arrays))
