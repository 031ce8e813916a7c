"""The examiner's training: a fixed protocol in a process of its own, results kept once, failures in one sentence."""

from __future__ import annotations

import json
import os
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from labkit import checks, data, models, networks
from labkit.models import Architecture, ModelRefused, describe
from workbook.cache import cache_folder
from workbook.examiner import training
from workbook.examiner.accuracy import accuracy_at_least
from workbook.examiner.protocols import PROTOCOLS, TITLES, Measured, Protocol, TrainingFailed
from workbook.examiner.trainer import held_out
from workbook.examiner.training import train_and_measure

keras = pytest.importorskip("keras")

MNIST = os.environ.get("WORKBOOK_DATA", "")
SHORT = Protocol(epochs=3, batch_size=32)


@pytest.fixture(autouse=True)
def bundled_digits_and_an_empty_cache(monkeypatch, tmp_path):
    """Train on the bundled digits, and keep nothing beyond the test."""
    monkeypatch.delenv("WORKBOOK_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    known_data = training._data
    known_data.cache_clear()
    yield
    known_data.cache_clear()


def network(units=16, optimizer="adam", loss="sparse_categorical_crossentropy", last="softmax") -> Architecture:
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(units, activation="relu"),
            keras.layers.Dense(10, activation=last),
        ]
    )
    model.compile(optimizer=optimizer, loss=loss)
    return describe(model)


@pytest.fixture
def trainings(monkeypatch):
    """Replace the process that trains; gives the list of what it was asked to train."""
    asked = []

    def pretend(architecture, *_):
        asked.append(architecture)
        time.sleep(0.2)
        return Measured(0.9, 1000 + len(asked), 0.2, "digits", (2.0, 1.0))

    monkeypatch.setattr(training, "_train_apart", pretend)
    return asked


def entries(tmp_path):
    return sorted((tmp_path / "cache" / "training").glob("*.json"))


# The process


@pytest.mark.slow
def test_a_network_is_trained_and_measured():
    measured = train_and_measure(network(64))
    assert measured.data == "digits"
    assert measured.parameters == 784 * 64 + 64 + 64 * 10 + 10
    assert 0.85 < measured.accuracy < 1
    assert measured.seconds > 0


@pytest.mark.slow
def test_the_same_training_twice_gives_the_same_result(monkeypatch, tmp_path):
    first = train_and_measure(network(), protocol=SHORT)
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "another cache"))
    assert train_and_measure(network(), protocol=SHORT).accuracy == first.accuracy


@pytest.mark.slow
def test_labels_follow_the_loss():
    rows = train_and_measure(network(loss="categorical_crossentropy"), protocol=SHORT)
    numbers = train_and_measure(network(), protocol=SHORT)
    assert rows.accuracy == pytest.approx(numbers.accuracy, abs=0.02)


@pytest.mark.slow
def test_a_loss_beyond_all_numbers_is_one_sentence():
    with pytest.raises(TrainingFailed, match="grew beyond all numbers: is the learning rate too high"):
        train_and_measure(network(optimizer=keras.optimizers.SGD(1e30), loss="mse", last=None), protocol=SHORT)


@pytest.mark.slow
def test_what_the_process_refuses_is_refused_here():
    with pytest.raises(ModelRefused, match="12,730 parameters; the examiner builds at most 5,000"):
        train_and_measure(network(), protocol=SHORT, largest=5000)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([keras.layers.Dense(10)], r"puts out \(None, 28, 28, 10\), not ten numbers"),
        ([keras.layers.Flatten(), keras.layers.Dense(9)], "not ten numbers"),
    ],
)
def test_other_outputs_are_refused(layers, words):
    model = keras.Sequential([keras.Input((28, 28, 1)), *layers])
    model.compile("adam", "mse")
    with pytest.raises(ModelRefused, match=words):
        train_and_measure(model, protocol=SHORT)


def test_training_that_takes_too_long_is_stopped():
    started = time.monotonic()
    with pytest.raises(TrainingFailed, match=r"longer than 0\.005 minutes"):
        train_and_measure(network(), protocol=SHORT, time_limit=0.3)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("exit_code", "words"), [(-9, "may need too much memory"), (1, "not your network's fault: tell your instructor")]
)
def test_a_process_that_dies_is_one_sentence_with_its_last_words_as_a_note(exit_code, words, monkeypatch):
    def die(*arguments, **settings):
        return subprocess.CompletedProcess([], exit_code, "", "the last words")

    monkeypatch.setattr(training.subprocess, "run", die)
    with pytest.raises(TrainingFailed, match=words) as caught:
        train_and_measure(network(), protocol=SHORT)
    assert caught.value.__notes__ == [f"exit code {exit_code}; last words: the last words"]


def test_the_process_is_clean_and_bounded(monkeypatch):
    seen = {}

    def note(command, **settings):
        seen.update(settings, command=command)
        order = json.loads(settings["input"])
        with open(order["result"], "w") as file:
            json.dump({"accuracy": 0.5, "parameters": 7, "seconds": 1.0, "data": "digits", "losses": [0.1]}, file)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(training.subprocess, "run", note)
    monkeypatch.setenv("WORKBOOK_TRAINING_THREADS", "3")
    monkeypatch.setenv("KERAS_BACKEND", "jax")
    assert train_and_measure(network(), protocol=SHORT, time_limit=77).parameters == 7
    assert "-P" in seen["command"]  # what lies in the present folder is never imported
    assert seen["cwd"] != os.getcwd()
    assert seen["timeout"] == 77
    assert seen["env"]["TF_NUM_INTRAOP_THREADS"] == seen["env"]["OMP_NUM_THREADS"] == "3"
    assert seen["env"]["KERAS_BACKEND"] == "tensorflow"


def test_hostile_networks_do_not_reach_the_process(trainings):
    good = network()
    with pytest.raises(ModelRefused):
        train_and_measure(Architecture(good.model.replace("Flatten", "Lambda"), good.compiled))
    assert trainings == []


# What is kept


def test_a_network_is_trained_once(trainings, tmp_path):
    first = train_and_measure(network(), protocol=SHORT)
    assert train_and_measure(network(), protocol=SHORT) == first
    assert len(trainings) == 1
    assert len(entries(tmp_path)) == 1


def test_another_network_protocol_or_data_is_trained_anew(trainings, monkeypatch):
    train_and_measure(network(), protocol=SHORT)
    train_and_measure(network(17), protocol=SHORT)
    train_and_measure(network(optimizer="sgd"), protocol=SHORT)
    train_and_measure(network(), protocol=Protocol(epochs=4, batch_size=32))
    train_and_measure(network(), protocol=Protocol(epochs=3, batch_size=32, seed=99))
    monkeypatch.setattr(training, "_data", lambda chosen, bundled: ("digits", "other data"))
    train_and_measure(network(), protocol=SHORT)
    monkeypatch.setattr(training, "versions", lambda: {"keras": "4.0"})
    train_and_measure(network(), protocol=SHORT)
    assert len(trainings) == 7


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"accuracy": 2.0, "parameters": 1, "seconds": 1.0, "data": "digits"}',
        '{"accuracy": NaN, "parameters": 1, "seconds": 1.0, "data": "digits"}',
        '{"accuracy": "1", "parameters": 1, "seconds": 1.0, "data": "digits"}',
        '{"accuracy": 0.5, "parameters": 1.5, "seconds": 1.0, "data": "digits"}',
        '{"accuracy": 0.5, "parameters": 1, "seconds": 1.0, "data": "faces"}',
        '{"accuracy": 0.5, "parameters": 1, "seconds": 1.0, "data": ["digits"]}',
        '{"accuracy": 0.5, "parameters": 1, "seconds": 1.0, "data": "digits", "more": 1}',
    ],
)
def test_damaged_entries_are_measured_again(content, trainings, tmp_path):
    train_and_measure(network(), protocol=SHORT)
    (entry,) = entries(tmp_path)
    entry.write_text(content)
    assert train_and_measure(network(), protocol=SHORT).parameters == 1002
    assert train_and_measure(network(), protocol=SHORT).parameters == 1002
    assert len(trainings) == 2


def test_entry_of_binary_rubbish_is_measured_again(trainings, tmp_path):
    train_and_measure(network(), protocol=SHORT)
    entries(tmp_path)[0].write_bytes(bytes(range(256)))
    assert train_and_measure(network(), protocol=SHORT).parameters == 1002


def test_many_at_once_train_one_network_once(trainings):
    results = []
    waiting = [
        threading.Thread(target=lambda: results.append(train_and_measure(network(), protocol=SHORT))) for _ in range(6)
    ]
    for thread in waiting:
        thread.start()
    for thread in waiting:
        thread.join()
    assert len(trainings) == 1
    assert results == [results[0]] * 6


@pytest.mark.parametrize("slots", [1, 2])
def test_no_more_networks_are_trained_at_once_than_there_are_slots(slots, monkeypatch):
    monkeypatch.setenv("WORKBOOK_TRAINING_SLOTS", str(slots))
    meeting, most, busy, lock = threading.Barrier(slots), 0, 0, threading.Lock()

    def pretend(*_):
        nonlocal most, busy
        with lock:
            busy += 1
            most = max(most, busy)
        meeting.wait(timeout=30)  # so many do train at once
        time.sleep(0.1)
        with lock:
            busy -= 1
        return Measured(0.9, 1000, 0.1, "digits", (2.0, 1.0))

    monkeypatch.setattr(training, "_train_apart", pretend)
    networks = [network(units) for units in (8, 9, 10, 11)]
    with ThreadPoolExecutor(len(networks)) as pool:
        measured = list(pool.map(lambda each: train_and_measure(each, protocol=SHORT), networks))
    assert len(measured) == len(networks)
    assert most == slots


def test_nothing_half_written_is_left(trainings, tmp_path):
    train_and_measure(network(), protocol=SHORT)
    names = {path.suffix for path in (tmp_path / "cache" / "training").iterdir()}
    assert names <= {".json", ".lock"}


def test_failures_are_not_kept(monkeypatch, tmp_path):
    outcomes = iter([TrainingFailed("no"), Measured(0.9, 5, 1.0, "digits", (2.0, 1.0))])

    def sometimes(*_):
        outcome = next(outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(training, "_train_apart", sometimes)
    with pytest.raises(TrainingFailed):
        train_and_measure(network(), protocol=SHORT)
    assert train_and_measure(network(), protocol=SHORT).parameters == 5


def test_the_limit_holds_for_kept_results_too(trainings):
    assert train_and_measure(network(), protocol=SHORT).parameters == 1001
    with pytest.raises(ModelRefused, match="1,001 parameters; the limit is 1,000"):
        train_and_measure(network(), protocol=SHORT, largest=1000)


def test_cache_lies_in_the_home_folder_unless_said_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("WORKBOOK_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert cache_folder("training") == tmp_path / ".cache" / "workbook" / "training"


# The digits that it is measured on


def test_held_out_digits_are_new_but_close():
    digits = data.bundled_digits()
    images, labels = held_out(digits)
    assert images.shape == digits.test_images.shape
    assert images.dtype == np.uint8
    assert np.array_equal(labels, digits.test_labels)
    known = {image.tobytes() for image in (*digits.train_images, *digits.test_images)}
    assert not any(image.tobytes() in known for image in images)
    for new, old in zip(images, digits.test_images, strict=True):
        assert np.corrcoef(new.ravel(), old.ravel())[0, 1] > 0.85


def test_held_out_digits_are_the_same_for_everybody():
    digits = data.bundled_digits()
    assert np.array_equal(held_out(digits)[0], held_out(digits)[0])


# What a test says


@pytest.mark.parametrize(("accuracy", "name"), [(0.9551, "mnist"), (0.91, "digits")])
def test_enough_is_enough(accuracy, name, monkeypatch):
    monkeypatch.setattr(training, "train_and_measure", lambda *_, **__: Measured(accuracy, 5, 1.0, name, (2.0, 1.0)))
    assert accuracy_at_least(network, {"mnist": 0.955, "digits": 0.9}).accuracy == accuracy


def of_seeds(accuracies: dict[int, float], monkeypatch) -> list[int]:
    """Let trainings give these accuracies; returns the list of the seeds that were asked for."""
    asked = []

    def pretend(model, *, protocol=None, largest=0):
        asked.append(protocol.seed if protocol else 1)
        return Measured(accuracies[asked[-1]], 5, 1.0, "digits", (2.0, 1.0))

    monkeypatch.setattr(training, "train_and_measure", pretend)
    return asked


def test_bad_luck_is_made_up_for_by_the_mean_of_three(monkeypatch):
    asked = of_seeds({1: 0.89, 2: 0.92, 3: 0.92}, monkeypatch)
    measured = accuracy_at_least(network, {"mnist": 0.955, "digits": 0.91})
    assert measured.accuracy == pytest.approx(0.91)
    assert asked == [1, 2, 3]


def test_good_luck_is_kept(monkeypatch):
    asked = of_seeds({1: 0.93}, monkeypatch)
    assert accuracy_at_least(network, {"mnist": 0.955, "digits": 0.91}).accuracy == 0.93
    assert asked == [1]


def test_three_trainings_with_too_little_are_told_as_their_mean(monkeypatch):
    of_seeds({1: 0.89, 2: 0.90, 3: 0.91}, monkeypatch)
    with pytest.raises(checks.Mismatch, match=r"got: +90.0% right, the mean of 3 trainings"):
        accuracy_at_least(network, {"mnist": 0.955, "digits": 0.91})


def test_what_is_out_of_reach_is_not_tried_again(monkeypatch):
    asked = of_seeds({1: 0.6}, monkeypatch)
    with pytest.raises(checks.Mismatch, match=r"60.0% right\n"):
        accuracy_at_least(network, {"mnist": 0.955, "digits": 0.91})
    assert asked == [1]


def test_too_little_is_told_with_expected_got_and_try(monkeypatch):
    monkeypatch.setattr(training, "train_and_measure", lambda *_, **__: Measured(0.9491, 5, 1.0, "mnist", (2.0, 1.0)))
    with pytest.raises(checks.Mismatch) as caught:
        accuracy_at_least(network, {"mnist": 0.955, "digits": 0.9}, what="Your DNN")
    assert caught.value.brief == str(caught.value)  # we measured it, so students may read it
    assert str(caught.value).splitlines() == [
        "Your DNN, trained by us for 5 epochs on MNIST, reads too few held-out digits.",
        "  expected: at least 95.5% right",
        "  got:      94.9% right, the mean of 3 trainings",
        "  try:      Train it in your notebook: is its loss still falling at the end, or does it not fall at all?",
    ]


def test_a_failed_training_is_told_in_the_words_of_a_test(monkeypatch):
    def fail(*_, **__):
        raise TrainingFailed("Training took longer than 20 minutes: make the network smaller.")

    monkeypatch.setattr(training, "train_and_measure", fail)
    with pytest.raises(checks.Mismatch, match="Your CNN could not be trained to the end") as caught:
        accuracy_at_least(network, {"mnist": 0.5, "digits": 0.5}, what="Your CNN")
    assert "longer than 20 minutes" in str(caught.value)


def test_a_blank_answer_is_refused_before_anything_is_trained(trainings):
    with pytest.raises(ModelRefused, match="gives None"):
        accuracy_at_least(lambda: None, {"mnist": 0.1, "digits": 0.1})
    assert trainings == []


def test_every_data_set_has_a_protocol_and_a_title():
    assert set(PROTOCOLS) == set(TITLES) == {"mnist", "digits"}


@pytest.mark.slow
@pytest.mark.skipif(not MNIST, reason="needs MNIST: set WORKBOOK_DATA")
def test_mnist_is_read_by_the_protocol_for_mnist(monkeypatch):
    monkeypatch.setenv("WORKBOOK_DATA", MNIST)
    measured = train_and_measure(network(32), protocol=Protocol(epochs=1, batch_size=128))
    assert measured.data == "mnist"
    assert measured.accuracy > 0.85


@pytest.mark.slow
def test_a_short_fit_gives_the_same_losses_in_a_notebook_and_apart():
    here = networks.short_fit(models.rebuild(network(32)))
    apart = networks.short_fit(network(32))
    assert apart == pytest.approx(here, rel=0.05)
    assert apart[1] < 0.5 * apart[0]


def test_a_short_fit_that_does_not_end_is_a_failed_check(monkeypatch):
    def no_end(*_, **__):
        raise TrainingFailed("Training took longer than 2 minutes: make the network smaller.")

    monkeypatch.setattr(training, "train_and_measure", no_end)
    with pytest.raises(checks.Mismatch, match="longer than 2 minutes"):
        networks.short_fit(network())
