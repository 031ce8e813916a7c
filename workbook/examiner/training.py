"""Has a student's network trained in a clean process, and measured: the only source of a mark for accuracy.

``train_and_measure`` starts ``python -m workbook.examiner.trainer``, which builds the network anew from its
description, trains it under a fixed protocol and reads held-out digits with it. Results are kept on disk: the same
network under the same protocol, data and versions is trained once, however many students hand it in.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import asdict
from functools import cache
from importlib import metadata
from itertools import cycle
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from labkit import weights
from labkit.data import bundled_digits, load_digits
from labkit.devices import hardware
from labkit.models import LARGEST_MODEL, Architecture, ModelRefused, canonical, describe
from workbook.cache import cache_folder
from workbook.examiner.protocols import PROTOCOLS, Measured, Order, Protocol, TrainingFailed
from workbook.examiner.warm import WarmTrainer

TIME_LIMIT = 1200
"""Seconds for one training; the course's own networks need less than 60 on two cores."""

SLOT_TICK = 0.1
"""Seconds that each slot is waited for before the next one is tried."""

RULES = "2"
"""To be raised when the way of training or measuring changes: results kept under other rules do not count."""

asked_for: list[bool] = []
"""Of each network that this process wanted to be trained, in order: whether it had been, for somebody else."""


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
        carry_out: what starts the process; by default each training has a Python of its own, unless `keep_warm` said
            otherwise.

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
            carry_out = carry_out or _carry_out
            if isinstance(carry_out, WarmTrainer):
                carry_out.start()  # loads TensorFlow while another network is trained
            with _slot(), _gpu_to_itself():
                measured = _train_apart(architecture, protocol, largest, time_limit, carry_out)
            _write_entry(entry, measured)
    if measured.parameters > largest:
        raise ModelRefused(f"Your network has {measured.parameters:,} parameters; the limit is {largest:,}.")
    return measured


def slots() -> int:
    """How many networks may be trained at once on this machine, by ``$WORKBOOK_TRAINING_SLOTS``; one by default."""
    return int(os.environ.get("WORKBOOK_TRAINING_SLOTS", "1"))


def use_all_processors() -> None:
    """Let a network be trained on each processor, unless ``$WORKBOOK_TRAINING_SLOTS`` says how many at once."""
    os.environ.setdefault("WORKBOOK_TRAINING_SLOTS", str(os.cpu_count() or 1))


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
            error = TrainingFailed(f"Training took longer than {minutes:.3g} minutes: make the network smaller.")
            error.add_note("stopped; on a machine with too much to do a small network can take that long, too")
            raise error from None
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
        [sys.executable, "-P", "-m", "workbook.examiner.trainer"],
        input=json.dumps(order),
        text=True,
        capture_output=True,
        cwd=Path(str(order["result"])).parent,
        env=environment(),
        timeout=time_limit,
        check=False,
    )
    return done.returncode, done.stderr


_carry_out: CarryOut = _in_a_new_process


def keep_warm() -> None:
    """From now on let this process's trainings be forks of one that has loaded TensorFlow, which takes seconds.

    Only where that is known to give the same: not with JAX, and not with a GPU, which does not survive a fork.
    """
    global _carry_out
    if backend() == "tensorflow" and not hardware().gpus:
        _carry_out = WarmTrainer(environment())


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
