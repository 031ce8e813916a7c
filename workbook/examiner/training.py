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
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import metadata
from itertools import cycle
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from labkit import checks, networks, transfer, transplant, weights
from labkit.data import Digits, bundled_digits, load_digits
from labkit.devices import hardware
from labkit.models import LARGEST_MODEL, Architecture, ModelRefused, canonical, describe, rebuild
from workbook.cache import cache_folder

TIME_LIMIT = 1200
"""Seconds for one training; the course's own networks need less than 60 on two cores."""

SHORT_TIME_LIMIT = 120
"""Seconds for a `short_fit`, which takes five."""

SLOT_TICK = 0.1
"""Seconds that each slot is waited for before the next one is tried."""

RULES = "2"
"""To be raised when the way of training or measuring changes: results kept under other rules do not count."""

TRIES = 3
"""How often a network is trained that reads too few digits: then the mean of all trainings counts."""

TITLES = {"mnist": "MNIST", "digits": "scikit-learn's digits"}


asked_for: list[bool] = []
"""Of each network that this process wanted to be trained, in order: whether it had been, for somebody else."""


class TrainingFailed(RuntimeError):
    """A network could not be trained to the end; the message says why, in a sentence."""


@dataclass(frozen=True)
class Protocol:
    """How a network is trained, the same for everybody; optimizer and loss are the student's."""

    epochs: int
    batch_size: int
    seed: int = 1
    images: int | None = None
    """So many of the bundled digits, or of lab 5's new task; None: all of the data that `load_digits` finds."""
    start: str | None = None
    """None: all of the digits. Otherwise the few images of lab 5's new task, and a network whose base begins with the
    weights that the course ships, ``"extractor"``, or with new ones like the rest, ``"scratch"``."""
    shuffled_labels: bool = False
    """To calibrate with: what does a network reach for which there was nothing to learn?"""


TRANSFER = Protocol(epochs=100, batch_size=5, images=transfer.PER_CLASS * len(transfer.CLASSES), start="extractor")
"""How lab 5's networks learn a new task from a few images."""

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
    if protocol.start == "extractor":
        key["base"] = extractor_digest()
    entry = cache_folder("training") / f"{hashlib.sha256(json.dumps(key, sort_keys=True).encode()).hexdigest()}.json"
    with FileLock(entry.with_suffix(".lock")):
        measured = _read_entry(entry)
        asked_for.append(measured is not None)
        if measured is None:
            with _slot(), _gpu_to_itself():
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


def transfer_at_least(build_transfer: Callable, threshold: float) -> Measured:
    """Check that what a student builds around the course's extractor reads enough new digits after a few images.

    Args:
        build_transfer: the student's function.
        threshold: the accuracy wanted.

    Raises:
        Mismatch: it reads too few, or cannot be trained to the end.
        ModelRefused: it may not be built, or does not hold the extractor.
    """
    try:
        measured = train_and_measure(build_transfer(transfer.extractor(), len(transfer.CLASSES)), protocol=TRANSFER)
    except TrainingFailed as error:
        checks.fail("Your network could not be trained to the end on the few images.", got=error)
    if measured.accuracy < threshold:
        checks.fail(
            f"Your network on the extractor, trained by us on {TRANSFER.images} images, reads too few new digits.",
            expected=f"at least {threshold:.0%} right",
            got=f"{measured.accuracy:.1%} right",
            hint="Is the extractor fed what it wants, does the head learn, is the learning rate Adam's own?",
            measured=True,
        )
    return measured


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


def slots() -> int:
    """How many networks may be trained at once on this machine, by ``$WORKBOOK_TRAINING_SLOTS``; one by default."""
    return int(os.environ.get("WORKBOOK_TRAINING_SLOTS", "1"))


@contextmanager
def _slot() -> Iterator[None]:
    """Wait for a slot: too many trainings at once would slow down each other and everything else."""
    locks = [FileLock(cache_folder("training") / f"slot-{number}.lock") for number in range(slots())]
    for lock in cycle(locks):
        try:
            lock.acquire(timeout=SLOT_TICK)
        except Timeout:
            continue
        try:
            yield
        finally:
            lock.release()
        return


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


def _gpu_to_itself() -> AbstractContextManager:
    """Let one training after the other have the GPU, so that none finds its memory taken; the CPU they share."""
    return FileLock(cache_folder("training") / "gpu.lock") if hardware().gpus else nullcontext()


def backend() -> str:
    """Name what trains: TensorFlow, or what ``$WORKBOOK_TRAINING_BACKEND`` says; a ``$KERAS_BACKEND`` is for others."""
    return os.environ.get("WORKBOOK_TRAINING_BACKEND", "tensorflow")


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
    """Make the environment of a process that trains: few threads, and no more of a GPU's memory than it needs."""
    threads = os.environ.get("WORKBOOK_TRAINING_THREADS", "2")
    return {
        **os.environ,
        "KERAS_BACKEND": backend(),
        "OMP_NUM_THREADS": threads,
        "TF_NUM_INTRAOP_THREADS": threads,
        "TF_NUM_INTEROP_THREADS": "1",
        "TF_CPP_MIN_LOG_LEVEL": "2",
        "TF_FORCE_GPU_ALLOW_GROWTH": "true",
        "XLA_PYTHON_CLIENT_PREALLOCATE": "false",
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
def extractor_digest() -> str:
    """Digest what the base of lab 5 has learned, since results count for that one only."""
    return hashlib.sha256(b"".join(array.tobytes() for array in weights.extractor())).hexdigest()


@cache
def versions() -> dict[str, str]:
    """What the outcome depends on beside network, protocol and data: libraries, and the processor."""
    found = {"device": ", ".join(hardware().gpus) or "CPU", "rules": RULES, "backend": backend()}
    for name in ("keras", "numpy", "tensorflow", "tensorflow-cpu", "jax", "jaxlib"):
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

    if keras.backend.backend() == "tensorflow":
        import tensorflow

        tensorflow.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(protocol.seed)
    model = rebuild(architecture, input_shape=transfer.SHAPE if protocol.start else (28, 28, 1), largest=largest)
    digits, lesson, exam = _lesson_and_exam(protocol)
    classes = len(transfer.CLASSES) if protocol.start else 10
    if tuple(model.output_shape) != (None, classes):
        number = "ten" if classes == 10 else classes
        raise ModelRefused(f"Your network puts out {tuple(model.output_shape)}, not {number} numbers for each image.")
    if protocol.start == "extractor":
        _transplant(model)
    started = time.monotonic()
    try:
        losses = networks.fit(model, *lesson, epochs=protocol.epochs, batch_size=protocol.batch_size)
        accuracy = networks.accuracy(model, *exam)
    except ModelRefused:
        raise
    except Exception as error:  # TensorFlow raises whatever its kernels raise
        text = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise TrainingFailed(f"Keras could not train your network: {text[:300]}") from error
    if not all(map(math.isfinite, losses)):
        raise TrainingFailed("The loss of your network grew beyond all numbers: is the learning rate too high?")
    seconds = round(time.monotonic() - started, 2)
    return Measured(accuracy, model.count_params(), seconds, digits.name, tuple(losses))


def _lesson_and_exam(protocol: Protocol) -> tuple[Digits, tuple, tuple]:
    """Find the data that a protocol names: all of it, images and labels to learn from, and those to measure with."""

    def dealt(labels):
        return np.random.default_rng(protocol.seed).permutation(labels) if protocol.shuffled_labels else labels

    if protocol.start is None:
        digits, unseen, answers = digits_to_train(protocol.images is not None)
        images, labels = digits.train_images[: protocol.images], digits.train_labels[: protocol.images]
        return digits, (images, dealt(labels)), (unseen, answers)
    digits, unseen, _ = digits_to_train(True)
    task = transfer.few_digits(replace(digits, test_images=unseen), protocol.images // len(transfer.CLASSES))
    return digits, (task.train_images, dealt(task.train_labels)), (task.test_images, task.test_labels)


def _transplant(model) -> None:
    """Put the course's weights into the base.

    Raises:
        ModelRefused: the network does not hold the base.
    """
    base = transfer.extractor()
    try:
        transplant.transplant(transplant.base_within(model, base, "your network"), base)
    except checks.Mismatch as error:
        raise ModelRefused("Your network does not contain the whole base that your function was given.") from error


if __name__ == "__main__":
    main()
