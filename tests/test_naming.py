"""Names for mistakes: found again up to the noise of floating point, never guessed, and readable for nobody else."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from labkit import soundings
from labkit.grader import likely_mistake
from labkit.naming import GRID, NOISE, Recording, canonical, find, fingerprint, outcome, sealed, telling
from workbook.check import naming_rates
from workbook.check.bench import Bench
from workbook.check.naming_rates import Rate, interval, judge_lab
from workbook.course import Course
from workbook.generate.soundings import LARGEST, fresh
from workbook.generate.soundings import soundings as chosen
from workbook.grade.catalogue import _packed, _unpacked
from workbook.naming import Probe, alike, answers, closest, record

TEXT = "You flipped the kernel. Die Faltung dreht ihn um: ∗"

numbers = st.floats(-1e4, 1e4).map(lambda x: round(x, 3))
results = arrays.arrays(float, arrays.array_shapes(max_dims=3, max_side=5), elements=numbers)


def noted(*values) -> list:
    return [["f", [canonical(value), ["unchanged"]]] for value in values]


def named(seen: list, mistake: list) -> str:
    return find(seen, dict([sealed(mistake, TEXT)]))


@given(st.lists(results, min_size=1, max_size=3))
@settings(max_examples=200, deadline=None)
def test_a_mistake_made_in_float32_gets_the_same_name(values):
    singles = [value.astype(np.float32) for value in values]
    assert named(noted(*singles), noted(*values)) == TEXT


@given(results, st.integers(0, 10**6))
@settings(max_examples=200, deadline=None)
def test_noise_gets_the_same_name(value, seed):
    noise = np.random.default_rng(seed).uniform(-1e-6, 1e-6, value.shape)
    assert named(noted(value * (1 + noise)), noted(value)) == TEXT


@given(results, st.data())
@settings(max_examples=200, deadline=None)
def test_another_result_gets_no_name(value, data):
    """One number in the array is another by at least a hundredth of all of them together."""
    other = value.copy()
    place = data.draw(st.integers(0, value.size - 1))
    step = data.draw(st.floats(0.01, 2)) * max(1.0, float(np.abs(value).sum()))
    other.flat[place] += data.draw(st.sampled_from([-step, step]))
    assert named(noted(other), noted(value)) == ""


@pytest.mark.parametrize("value", [0.0, 1.0, 10.0, 0.001, -1.0, 1000.0])
@pytest.mark.parametrize("noise", [0, 1e-7, -1e-7, 1e-6, -1e-6])
def test_round_numbers_lie_on_no_grid_line(value, noise):
    assert named(noted(np.array([value * (1 + noise)])), noted(np.array([value]))) == TEXT


@pytest.mark.parametrize("lines", [0, 1, 777, 2000])
@pytest.mark.parametrize("side", [-1e-6, 1e-6])
def test_numbers_on_a_grid_line_are_found_from_both_sides(lines, side):
    on_the_line = np.array([10 ** (lines * GRID - NOISE)])
    assert fingerprint(noted(on_the_line * (1 - 1e-6))) != fingerprint(noted(on_the_line * (1 + 1e-6)))
    assert named(noted(on_the_line * (1 + side)), noted(on_the_line)) == TEXT


@pytest.mark.parametrize("seed", range(5))
def test_what_is_left_of_equal_outputs_counts_as_zeros(seed):
    """The map of an image on which nothing can be covered: processors leave other remainders."""
    left = np.random.default_rng(seed).uniform(-1e-7, 1e-7, (4, 3))
    assert named(noted(left), noted(np.zeros((4, 3)))) == TEXT
    assert alike(left, np.zeros((4, 3)))
    assert named(noted(left + 0.01), noted(np.zeros((4, 3)))) == ""
    assert not alike(left + 1e-5, np.zeros((4, 3)))


def test_numbers_that_are_not_finite_count_by_kind_and_place():
    value = np.array([1.0, np.nan, np.inf, 2.0])
    assert named(noted(value.copy()), noted(value)) == TEXT
    for other in ([1.0, np.inf, np.nan, 2.0], [1.0, np.nan, -np.inf, 2.0], [1.0, 0.0, np.inf, 2.0], [np.nan] * 4):
        assert named(noted(np.array(other)), noted(value)) == ""


def test_order_shape_and_kind_count_but_not_the_number_type():
    a, b = np.array([[1.0, 2.0, 3.0]]), np.array([[4.0, 5.0, 6.0]])
    assert named(noted(b, a), noted(a, b)) == ""
    assert named(noted(a[:, ::-1]), noted(a)) == ""
    assert named(noted(a.T), noted(a)) == ""
    assert named(noted(a[0]), noted(a)) == ""
    assert named(noted(None), noted(a)) == ""
    assert named(noted(a), noted(a, b)) == ""
    assert named(noted(a.astype(np.uint8)), noted(a)) == TEXT
    assert named(noted([[1, 2, 3]]), noted(a)) == TEXT


def test_the_text_cannot_be_read_from_the_file():
    a, b = noted(np.array([1.0, 2.0])), noted(np.array([1.0, 3.0]))
    (public, text), (_, other) = sealed(a, TEXT), sealed(b, TEXT)
    assert TEXT.encode() not in bytes.fromhex(text)
    assert text != other, "one text, encrypted twice with one key, could be compared"
    assert public not in fingerprint(a), "what the file shows must not be the key"
    assert find(b, {public: text}) == ""


def test_the_same_mistakes_make_the_same_entry():
    assert sealed(noted(np.array([1.0])), TEXT) == sealed(noted(np.array([1.0])), TEXT)


def double_in_place(x):
    x *= 2
    return x


def test_an_outcome_tells_what_came_what_was_raised_and_what_was_changed():
    given = np.array([1.0, 2.0])
    assert outcome(np.negative, (given,), {})[1] == ["unchanged"]
    assert outcome(lambda x: 1 / 0, (given,), {}) == ["raised", "ZeroDivisionError"]
    assert outcome(None, (), {}) == ["raised", "TypeError"]
    result, (changed,) = outcome(double_in_place, (given,), {})
    assert result.tolist() == changed.tolist() == [2.0, 4.0]


def test_what_only_raises_names_nothing():
    always = [["raised", "ValueError"]] * 3
    assert not telling(always)
    assert not telling([])
    assert telling([*always, [np.array([1.0, 2.0]), ["unchanged"]]])
    assert telling([np.array([1.0, 2.0])])
    assert telling(["a str"])
    broken = {"f": lambda x: np.zeros(3)[x + 9]}
    assert closest(answers(broken, [Probe("f", (1,))]), {"sizes do not fit": [["raised", "IndexError"]]}) == ""


def test_answers_are_asked_for_only_until_every_mistake_is_ruled_out():
    asked = []
    probes = [Probe("f", (number,)) for number in range(3)]
    assert closest(answers({"f": lambda x: asked.append(x) or x}, probes), {"always 7": [[7, []]] * 3}) == ""
    assert asked == [0]


def test_what_takes_nothing_is_asked_once():
    def run(names):
        for arguments in ((), (3,), (), (3,)):
            names["f"](*arguments)

    assert [probe.arguments for probe in record({"f": lambda x=0: x}, ["f"], run)] == [(), (3,), (3,)]


def test_what_a_grader_has_worked_out_can_be_kept_however_much_it_is():
    probes = [Probe("f", (f"{number:0100000}",), {"shape": (2, number)}) for number in range(60)]
    known = {title: [[title, [0.5] * 80]] * 60 for title in ("one", "two")}
    kept = _packed(probes, known)
    assert _unpacked(kept) == (probes, known)
    for length in (len(kept) - 1, len(kept) - 20, 7):
        with pytest.raises(ValueError, match="cut short"):
            _unpacked(kept[:length])


def test_a_grader_compares_everything_and_forgives_noise():
    probes = [Probe("f", (np.array([1.0, 2.0]),)), Probe("f", (np.array([0.1, 1e4]),))]
    known = {"squared": [outcome(np.square, probe.arguments, {}) for probe in probes]}
    assert closest(answers({"f": lambda x: (x.astype(np.float32) ** 2).tolist()}, probes), known) == "squared"
    assert closest(answers({"f": lambda x: x**2 + (x[0] < 1)}, probes), known) == "squared", "1 is noise beside 1e8"
    assert closest(answers({"f": lambda x: x**2 + 1}, probes), known) == ""
    in_place = {"f": lambda x: double_in_place(x) ** 2 / 4}
    assert closest(answers(in_place, probes), known) == "", "it changes what it is given"


def test_alike_means_kind_shape_and_values():
    nan = np.array([np.nan, 1.0])
    assert alike(nan, nan.copy())
    assert not alike(nan, np.array([1.0, np.nan]))
    assert not alike(np.zeros((2, 1)), np.zeros((1, 2)))
    assert not alike("1", np.array(1.0))
    assert not alike([np.zeros(1)], [np.zeros(1), np.zeros(1)])


data = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-1e3, 1e3) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(data)
def test_arguments_cross_unchanged(value):
    assert soundings.unpacked(soundings.packed((value,))) == (value,)


@pytest.mark.parametrize("dtype", ["float64", "float32", "uint8", "int64", "bool"])
@pytest.mark.parametrize("shape", [(), (3,), (2, 3, 1)])
def test_arrays_cross_with_type_and_shape(dtype, shape):
    value = np.asarray(np.random.default_rng(1).normal(0, 5, shape) ** 2).astype(dtype)
    crossed = soundings.unpacked(soundings.packed({"x": value}))["x"]
    assert (crossed.dtype, crossed.shape) == (value.dtype, value.shape)
    assert np.allclose(crossed.astype(float), value.astype(float), rtol=1e-3)
    if crossed.size:
        crossed[...] = 0  # an answer may write into what it is given


def test_what_is_no_data_is_not_packed():
    with pytest.raises(TypeError, match="a Generator is no data"):
        soundings.packed((np.random.default_rng(),))


def test_asking_is_quiet_and_survives_whatever_the_answer_does(capsys):
    def loud(x):
        print("here I am")
        return np.log(np.zeros(1)) * x

    asked = soundings.ask({"f": loud}, [["f", {"tuple": [2]}, {"dict": {}}], ["g", {"tuple": []}, {"dict": {}}]])
    assert asked[0][0].tolist() == [-np.inf]
    assert asked[1] == ["raised", "TypeError"]
    assert capsys.readouterr().out == ""


def stubborn(x):
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


def test_asking_ends_in_time(monkeypatch):
    monkeypatch.setattr(soundings, "SECONDS", 0.2)
    started = time.monotonic()
    assert soundings.ask({"f": stubborn}, [["f", {"tuple": [1]}, {"dict": {}}]]) is None
    assert time.monotonic() - started < 2
    entry = {"ask": [["f", {"tuple": [1]}, {"dict": {}}]], "known": dict([sealed(noted(1), TEXT)])}
    assert likely_mistake({"f": stubborn}, [], entry) == ""


@given(arrays.arrays(float, arrays.array_shapes(max_dims=4, max_side=4), elements=numbers), st.integers(0, 99))
def test_other_numbers_keep_shape_type_and_range(value, seed):
    other = fresh(Probe("f", (value, 3), {"labels": np.array([0, 5, 9])}), seed)
    (array, size), labels = other.arguments, other.keywords["labels"]
    assert (array.shape, array.dtype, size) == (value.shape, value.dtype, 3)
    assert np.abs(array).max() <= np.abs(value).max()
    assert (array == 0).sum() == (value == 0).sum()
    assert 0 <= labels.min() <= labels.max() <= 9


def test_hidden_inputs_are_not_given_away():
    image = np.random.default_rng(2).normal(0, 1, (3, 4))
    probes = [Probe("f", (image,)), Probe("f", (8, 3), {"stride": 2}), Probe("f", ()), Probe("f", ("text",))]
    kept = [(name, soundings.unpacked(arguments)) for name, arguments, _ in chosen([*probes, Probe("f")])]
    assert len(kept) == 2, "a call that has no other numbers is left out"
    (_, (grown, window)), (_, (other,)) = kept
    assert (grown > 8, window) == (True, 3)
    assert not np.isclose(other, image, atol=1e-3).any()


def test_rows_of_numbers_grow_and_change_places():
    rows = [(3, 1), (5, 2), (9, 3), (4, 4)]
    others = [fresh(Probe("f", (rows,)), seed).arguments[0] for seed in range(20)]
    for other in others:
        assert all(1 <= size - dict(map(reversed, rows))[stride] <= 3 for size, stride in other)
        assert len(other) == len(rows)
    assert len({tuple(stride for _, stride in other) for other in others}) > 5, "always in the same order"
    assert rows == [(3, 1), (5, 2), (9, 3), (4, 4)], "what the tests ask stays as it is"


def test_texts_of_a_list_change_places():
    names = ["shift", "turn", "blur"]
    others = [fresh(Probe("f", (names, [], ["alone"], "text")), seed).arguments for seed in range(20)]
    assert all(sorted(other) == sorted(names) and rest == [[], ["alone"], "text"] for other, *rest in others)
    assert len({tuple(other) for other, *_ in others}) > 3


def test_soundings_stay_small():
    probes = [Probe("f", (np.random.default_rng(n).normal(0, 1, n * 100),)) for n in range(1, 30)]
    sizes = [soundings.unpacked(arguments)[0].size for _, arguments, _ in chosen(probes)]
    assert sizes == sorted(sizes)
    assert LARGEST - 3000 < sum(sizes) <= LARGEST


def test_a_notebook_names_what_only_its_soundings_tell_apart():
    """Both mistakes pass for each other in the public test; the further questions decide."""
    ask = chosen([Probe("f", (np.array([[1.0, -2.0], [3.0, 5.0]]),))])
    wrong = {"transposed": lambda x: x.T + 1, "one too many": lambda x: x + 1}

    def seen(function):
        recording = Recording({"f": function})
        recording.get("f")(np.zeros((2, 2)))
        return recording.results

    known = {}
    for title, function in wrong.items():
        public, text = sealed([seen(function), soundings.ask({"f": function}, ask)], title)
        known[public] = text
    assert seen(wrong["transposed"])[0][1][0].tolist() == seen(wrong["one too many"])[0][1][0].tolist()
    for title, function in wrong.items():
        assert likely_mistake({"f": function}, seen(function), {"ask": ask, "known": known}) == title
    assert likely_mistake({"f": lambda x: x + 2}, seen(lambda x: x + 2), {"ask": ask, "known": known}) == ""


def test_rates_count_names_and_intervals_hold():
    said = (("a", True), ("a", False), ("", False), ("b", True), ("", False, False))
    names = [naming_rates.Named(*one) for one in said]
    assert Rate.of(names) == Rate(answers=5, noticed=4, named=3, right=2)
    assert Rate.of(names).false == 1
    low, high = interval(0, 100)
    assert (low, round(high, 3)) == (0.0, 0.037)


@pytest.mark.slow
def test_names_are_right_for_mistakes_pairs_and_mutants(monkeypatch):
    monkeypatch.setattr(naming_rates, "PAIRS", 100)
    monkeypatch.setattr(naming_rates, "MUTATED_MISTAKES", 5)
    monkeypatch.setattr(naming_rates, "MUTANTS_EACH", 5)
    course = Course.load()
    with Bench.of(course, course.lab("1")) as bench:
        judged = judge_lab(bench)
    for side in ("student", "grader"):
        catalogue = Rate.of([names[side] for wrong, names in judged if wrong.kind == "catalogue"])
        assert catalogue.false == 0
        assert catalogue.named >= 0.95 * catalogue.noticed
        everything = Rate.of([names[side] for _, names in judged])
        assert everything.false <= 0.02 * everything.named
