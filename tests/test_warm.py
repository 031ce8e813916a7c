"""Many trainings, one import: forks of a process that has TensorFlow loaded train as new processes do."""

import threading
import time
from contextlib import suppress

import psutil
import pytest
from filelock import FileLock

from labkit.devices import Hardware
from workbook.cache import cache_folder
from workbook.examiner import training
from workbook.examiner.protocols import Protocol, TrainingFailed
from workbook.examiner.training import train_and_measure
from workbook.examiner.warm import WarmTrainer


@pytest.fixture
def small_network(monkeypatch, tmp_path):
    keras = pytest.importorskip("keras")
    from labkit.models import describe

    monkeypatch.delenv("WORKBOOK_DATA", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "cache"))
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(4, 3, strides=2, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return describe(model)


@pytest.mark.slow
def test_a_fork_trains_as_a_new_process_does(small_network, monkeypatch, tmp_path):
    short = Protocol(epochs=2, batch_size=32, seed=5)
    with WarmTrainer(training.environment()) as trainer:
        forked = [train_and_measure(small_network, protocol=short, carry_out=trainer)]
        shuffled = train_and_measure(
            small_network, protocol=Protocol(epochs=2, batch_size=32, seed=5, shuffled_labels=True), carry_out=trainer
        )
        monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "empty"))
        forked.append(train_and_measure(small_network, protocol=short, carry_out=trainer))
        with pytest.raises(TrainingFailed, match="longer than"):
            train_and_measure(
                small_network, protocol=Protocol(epochs=900, batch_size=32), carry_out=trainer, time_limit=1
            )
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "third"))
    alone = train_and_measure(small_network, protocol=short)
    assert [each.losses for each in forked] == [alone.losses] * 2
    assert [each.accuracy for each in forked] == [alone.accuracy] * 2
    assert shuffled.accuracy < 0.3 < alone.accuracy


def test_a_trainer_that_was_killed_starts_again(small_network, monkeypatch):
    pytest.importorskip("tensorflow")
    short = Protocol(epochs=1, batch_size=600, images=600)
    with WarmTrainer(training.environment()) as trainer:
        trainer.start()
        threading.Timer(0.2, trainer._process.kill).start()
        time.sleep(0.1)
        with pytest.raises(TrainingFailed, match="The system stopped the training"):
            train_and_measure(small_network, protocol=short, carry_out=trainer)


@pytest.mark.slow
def test_tensorflow_is_loaded_while_another_network_trains(small_network):
    def ask():
        measured.append(train_and_measure(small_network, protocol=Protocol(1, 600, images=600), carry_out=trainer))

    measured, deadline = [], time.monotonic() + 30
    with WarmTrainer(training.environment()) as trainer:
        asking = threading.Thread(target=ask)
        with FileLock(cache_folder("training") / "slot-0.lock"):
            asking.start()
            while trainer._process is None and time.monotonic() < deadline:
                time.sleep(0.1)
            assert trainer._process.poll() is None
            assert not measured
        asking.join()
    assert measured


def _at_work(trainer: int) -> list[psutil.Process]:
    """Find a trainer's forks that train: loading TensorFlow starts processes, too, for an instant."""
    found = []
    for child in psutil.Process(trainer).children():
        with suppress(psutil.NoSuchProcess):
            if child.cpu_times().user > 0.5:
                found.append(child)
    return found


def test_a_training_ends_with_whoever_asked_for_it(small_network):
    def ask(trainer):
        with pytest.raises(TrainingFailed):
            train_and_measure(small_network, protocol=Protocol(epochs=9000, batch_size=32), carry_out=trainer)

    with WarmTrainer(training.environment()) as trainer:
        asking = threading.Thread(target=ask, args=(trainer,))
        asking.start()
        while not (trainer._process and (at_work := _at_work(trainer._process.pid))):
            time.sleep(0.1)
        (child,) = at_work
        trainer._process.stdin.close()  # as when its process is killed
        assert trainer._process.wait(timeout=20) == 0
        assert not child.is_running()
        asking.join()


@pytest.mark.parametrize(
    ("backend", "gpus", "warm"), [("tensorflow", (), True), ("jax", (), False), ("tensorflow", ("a GPU",), False)]
)
def test_only_tensorflow_on_a_cpu_is_kept_warm(backend, gpus, warm, monkeypatch):
    monkeypatch.setattr(training, "_carry_out", training._in_a_new_process)
    monkeypatch.setattr(training, "hardware", lambda: Hardware(2, gpus, False))
    monkeypatch.setenv("WORKBOOK_TRAINING_BACKEND", backend)
    training.keep_warm()
    assert isinstance(training._carry_out, WarmTrainer) == warm
