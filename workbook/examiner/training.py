"""Trains a student's network in a clean process and measures it: the only source of a mark for accuracy.

``train_and_measure`` starts ``python -m workbook.examiner.training``, which builds the network anew from its
description, trains it under a fixed protocol and reads held-out digits with it. Results are kept on disk: the same
network under the same protocol, data and versions is trained once, however many students hand it in.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path

import numpy as np
from filelock import FileLock

from labkit import checks, networks
from labkit.data import Digits, bundled_digits, load_digits
from labkit.devices import hardware
from labkit.models import LARGEST_MODEL, Architecture, ModelRefused, canonical, describe, rebuild
from workbook.cache import cache_folder

TIME_LIMIT = 1200
"""Seconds for one training; the course's own networks need less than 60 on two cores."""

SHORT_TIME_LIMIT = 120
"""Seconds for a `short_fit`, which takes five."""

RULES = "2"
"""To be raised when the way of training or measuring changes: results kept under other rules do not count."""

TRIES = 3
"""How often a network is trained that reads too few digits: then the mean of all trainings counts."""

TITLES = {"mnist": "MNIST", "digits": "scikit-learn's digits"}


class TrainingFailed(RuntimeError):
    """A network could not be trained to the end; the message says why, in a sentence."""


@dataclass(frozen=True)
class Protocol:
    """How a network is trained, the same for everybody; optimizer and loss are the student's."""

    epochs: int
    batch_size: int
    seed: int = 1
    images: int | None = None
    """So many of the bundled digits; None: all of the data that `load_digits` finds."""
    shuffled_labels: bool = False
    """To calibrate with: what does a network reach for which there was nothing to learn?"""


PROTOCOLS = {"mnist": Protocol(epochs=5, batch_size=128), "digits": Protocol(epochs=15, batch_size=32)}


@dataclass(frozen=True)
class Measured:
    """What came of a training.

    Attributes:
        accuracy: the share of held-out digits, slightly transformed, that the network reads rightly.
        parameters: how many it has, counted here.
        seconds: how long the training took.
        data: the name of the data set, ``"mnist"`` or ``"digits"``.
        losses: the loss of each epoch.
    """

    accuracy: float
    parameters: int
    seconds: float
    data: str
    losses: tuple[float, ...]


Order = dict[str, object]
"""What a training process is told to do, as JSON can hold it."""

CarryOut = Callable[[Order, float], tuple[int, str]]
"""Has an order carried out within so many seconds; gives the exit code and the last words of the process."""


def train_and_measure(
    model,
    *,
    protocol: Protocol | None = None,
    largest: int = LARGEST_MODEL,
    time_limit: float = TIME_LIMIT,
    carry_out: CarryOut | None = None,
) -> Measured:
    """Train a network of the same design from new weights, and measure it on held-out digits.

    Args:
        model: a compiled Keras model, or its `Architecture`.
        protocol: how to train; by default the one for the data that `load_digits` finds.
        largest: more parameters than this are not trained.
        time_limit: seconds that the process may take.
        carry_out: what starts the process; by default each training has a Python of its own.

    Raises:
        ModelRefused: it is no network that may be built.
        TrainingFailed: the loss stopped being a number, Keras raised, or time or memory ran out.
    """
    architecture = canonical(model if isinstance(model, Architecture) else describe(model))
    if protocol is None:
        protocol = PROTOCOLS[data_at_hand()[0]]
    _, digest = data_at_hand(bundled=protocol.images is not None)
    key = {"architecture": asdict(architecture), "protocol": asdict(protocol), "data": digest, "versions": versions()}
    entry = cache_folder("training") / f"{hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()}.json"
    with FileLock(entry.with_suffix(".lock")):
        measured = _read_entry(entry)
        if measured is None:
            measured = _train_apart(architecture, protocol, largest, time_limit, carry_out or _in_a_new_process)
            _write_entry(entry, measured)
    if measured.parameters > largest:
        raise ModelRefused(f"Your network has {measured.parameters:,} parameters; the limit is {largest:,}.")
    return measured


def accuracy_at_least(
    build: Callable, thresholds: Mapping[str, float], *, limit: int = LARGEST_MODEL, what: str = "Your network"
) -> Measured:
    """Check that the network that a student's function builds reads enough held-out digits after training.

    One that reads too few is trained again with other seeds, and the mean counts: bad luck should cost no mark. It is
    not where that could not help, or where all trainings together would take longer than one may.

    Args:
        build: the student's function; takes nothing, gives a compiled Keras model or an `Architecture`.
        thresholds: the accuracy wanted for each data set, by its name.
        limit: the most parameters allowed.
        what: how messages call the network.

    Raises:
        Mismatch: it reads too few, or cannot be trained to the end.
        ModelRefused: it has too many parameters, or may not be built.
    """
    try:
        network = build()
        measured = train_and_measure(network, largest=limit)
        wanted = thresholds[measured.data]
        tries = [measured.accuracy]
        worth_it = measured.accuracy < wanted and measured.seconds <= TIME_LIMIT / TRIES
        while worth_it and len(tries) < TRIES and sum(tries) + TRIES - len(tries) >= TRIES * wanted:
            another = replace(PROTOCOLS[measured.data], seed=1 + len(tries))
            tries.append(train_and_measure(network, protocol=another, largest=limit).accuracy)
    except TrainingFailed as error:
        checks.fail(f"{what} could not be trained to the end.", got=error)
    measured = replace(measured, accuracy=sum(tries) / len(tries))
    if measured.accuracy < wanted:
        epochs = PROTOCOLS[measured.data].epochs
        checks.fail(
            f"{what}, trained by us for {epochs} epochs on {TITLES[measured.data]}, reads too few held-out digits.",
            expected=f"at least {wanted:.1%} right",
            got=f"{measured.accuracy:.1%} right" + (f", the mean of {len(tries)} trainings" if tries[1:] else ""),
            hint="Train it in your notebook: is its loss still falling at the end, or does it not fall at all?",
            measured=True,
        )
    return measured


def short_fit(network: Architecture) -> tuple[float, float]:
    """Do for the examiner what `labkit.networks.short_fit` does in a notebook, where a network can do no harm.

    Raises:
        Mismatch: it cannot be trained to the end.
        ModelRefused: it may not be built.
    """
    try:
        losses = train_and_measure(network, protocol=Protocol(**networks.SHORT_FIT), time_limit=SHORT_TIME_LIMIT).losses
    except TrainingFailed as error:
        checks.fail("Your network could not be fitted to a few digits.", got=error)
    return losses[0], losses[-1]


def held_out(digits: Digits) -> tuple[np.ndarray, np.ndarray]:
    """Move each test digit by half a pixel at most and add faint noise, always the same: nobody has seen these images.

    Returns:
        uint8 images (M, 28, 28) and their labels (M,).
    """
    from scipy import ndimage

    rng = np.random.default_rng(1998)
    offsets = rng.uniform(-0.5, 0.5, (len(digits.test_images), 2))
    moved = [
        ndimage.shift(image.astype(float), offset, order=1)
        for image, offset in zip(digits.test_images, offsets, strict=True)
    ]
    noisy = moved + rng.normal(0, 8, digits.test_images.shape)
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8), digits.test_labels


def _train_apart(
    architecture: Architecture, protocol: Protocol, largest: int, time_limit: float, carry_out: CarryOut
) -> Measured:
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder, "result.json")
        order = {
            "architecture": asdict(architecture),
            "protocol": asdict(protocol),
            "largest": largest,
            "result": str(result),
        }
        try:
            code, words = carry_out(order, time_limit)
        except subprocess.TimeoutExpired:
            minutes = time_limit / 60
            raise TrainingFailed(
                f"Training took longer than {minutes:.3g} minutes: make the network smaller."
            ) from None
        if not result.is_file():
            stopped = "The system stopped the training: the network may need too much memory."
            broken = "The grader's training process failed, which is not your network's fault: tell your instructor."
            error = TrainingFailed(stopped if code < 0 else broken)
            error.add_note(f"exit code {code}; last words: {words[-2000:]}")
            raise error
        answer = json.loads(result.read_text(encoding="utf-8"))
    if "refused" in answer:
        raise ModelRefused(answer["refused"])
    if "failed" in answer:
        raise TrainingFailed(answer["failed"])
    return _read(answer)


def _in_a_new_process(order: Order, time_limit: float) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "workbook.examiner.training"],
        input=json.dumps(order),
        text=True,
        capture_output=True,
        cwd=Path(str(order["result"])).parent,
        env=environment(),
        timeout=time_limit,
        check=False,
    )
    return done.returncode, done.stderr


def environment() -> dict[str, str]:
    """Return the environment in which a training process runs: one back end, few threads, no luck."""
    threads = os.environ.get("WORKBOOK_TRAINING_THREADS", "2")
    return {
        **os.environ,
        "KERAS_BACKEND": "tensorflow",
        "OMP_NUM_THREADS": threads,
        "TF_NUM_INTRAOP_THREADS": threads,
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "TF_FORCE_GPU_ALLOW_GROWTH": "true",
        "PYTHONHASHSEED": "0",
    }


def data_at_hand(bundled: bool = False) -> tuple[str, str]:
    """Name and digest the data that networks are trained on here; with ``bundled`` those that every machine has."""
    return _data("" if bundled else os.environ.get("WORKBOOK_DATA", ""), bundled)


@cache
def _data(chosen: str, bundled: bool) -> tuple[str, str]:
    """Name the data that ``$WORKBOOK_DATA`` leads to, or the bundled ones, and digest them."""
    digits = bundled_digits() if bundled else load_digits()
    digest = hashlib.sha256()
    for array in (digits.train_images, digits.train_labels, digits.test_images, digits.test_labels):
        digest.update(np.ascontiguousarray(array).tobytes())
    return digits.name, digest.hexdigest()


@cache
def versions() -> dict[str, str]:
    """What the outcome depends on beside network, protocol and data: libraries, and the processor."""
    found = {"device": ", ".join(hardware().gpus) or "CPU", "rules": RULES}
    for name in ("keras", "numpy", "tensorflow", "tensorflow-cpu"):
        with suppress(metadata.PackageNotFoundError):  # TensorFlow comes under either name
            found[name] = metadata.version(name)
    return found


def _read_entry(entry: Path) -> Measured | None:
    """Read a kept result; one that cannot be read, or makes no sense, counts as none and is measured again."""
    try:
        measured = _read(json.loads(entry.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    plausible = (
        isinstance(measured.accuracy, float)
        and 0 <= measured.accuracy <= 1
        and isinstance(measured.parameters, int)
        and isinstance(measured.seconds, float)
        and measured.data in list(PROTOCOLS)
        and all(isinstance(loss, float) for loss in measured.losses)
    )
    return measured if plausible else None


def _read(written: dict) -> Measured:
    return Measured(**{**written, "losses": tuple(written["losses"])})


def _write_entry(entry: Path, measured: Measured) -> None:
    with tempfile.NamedTemporaryFile("w", dir=entry.parent, suffix=".new", delete=False, encoding="utf-8") as file:
        json.dump(asdict(measured), file)
    os.replace(file.name, entry)


def main() -> None:
    """Carry out one order from standard input."""
    execute(json.load(sys.stdin))


def execute(order: Order) -> None:
    """Train and measure what an order says, and write what came of it to the file that it names."""
    architecture, protocol = Architecture(**order["architecture"]), Protocol(**order["protocol"])
    try:
        answer = asdict(_trained(architecture, protocol, order["largest"]))
    except ModelRefused as error:
        answer = {"refused": str(error)}
    except TrainingFailed as error:
        answer = {"failed": str(error)}
    Path(order["result"]).write_text(json.dumps(answer), encoding="utf-8")


@cache
def digits_to_train(bundled: bool) -> tuple[Digits, np.ndarray, np.ndarray]:
    """Load the digits, and what networks are measured on: images and labels that nobody has seen."""
    digits = bundled_digits() if bundled else load_digits()
    return digits, *held_out(digits)


def _trained(architecture: Architecture, protocol: Protocol, largest: int) -> Measured:
    import keras
    import tensorflow

    tensorflow.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(protocol.seed)
    digits, unseen, answers = digits_to_train(protocol.images is not None)
    model = rebuild(architecture, largest=largest)
    if tuple(model.output_shape) != (None, 10):
        raise ModelRefused(f"Your network puts out {tuple(model.output_shape)}, not ten numbers for each image.")
    started = time.monotonic()
    images, labels = digits.train_images[: protocol.images], digits.train_labels[: protocol.images]
    if protocol.shuffled_labels:
        labels = np.random.default_rng(protocol.seed).permutation(labels)
    try:
        losses = networks.fit(model, images, labels, epochs=protocol.epochs, batch_size=protocol.batch_size)
        accuracy = networks.accuracy(model, unseen, answers)
    except ModelRefused:
        raise
    except Exception as error:  # TensorFlow raises whatever its kernels raise
        text = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise TrainingFailed(f"Keras could not train your network: {text[:300]}") from error
    if not all(map(math.isfinite, losses)):
        raise TrainingFailed("The loss of your network grew beyond all numbers: is the learning rate too high?")
    seconds = round(time.monotonic() - started, 2)
    return Measured(accuracy, model.count_params(), seconds, digits.name, tuple(losses))


if __name__ == "__main__":
    main()
