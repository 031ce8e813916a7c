"""Tells whether a GPU can be used for grading: seen by the driver and by Keras, trained on, its memory left to others.

``workbook doctor --gpu`` prints what `examine_gpu` finds. What Keras has to say comes from a process of its own, with
the environment of a training: ``python -m workbook.gpu`` prints it as JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys

from labkit.devices import hardware
from workbook.doctor import Finding
from workbook.examiner.training import environment

MOST_MEMORY = 0.5
"""More of a GPU's memory than this share, after one step of a small network, has been taken in advance."""


def examine_gpu() -> list[Finding]:
    """Look at the driver, let Keras train for one step, and see what memory that took."""
    gpus = hardware().gpus
    driver = Finding(
        "Driver",
        ", ".join(gpus) or "no NVIDIA GPU",
        bool(gpus),
        "Install NVIDIA's driver; in a container, hand the GPU in (see autograder/gpu/README.md).",
        needed=True,
    )
    command = [sys.executable, "-P", "-m", "workbook.gpu"]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        remedy = "Install requirements/gpu.txt; in a base image: --build-arg DEVICE=gpu."
        return [driver, Finding("Keras", f"failed: {last[:200]}", False, remedy, needed=True)]
    return [driver, *read(json.loads(done.stdout.splitlines()[-1]))]


def read(seen: dict) -> list[Finding]:
    """Put into words what a probe saw."""
    remedy = "Install requirements/gpu.txt (in a base image: --build-arg DEVICE=gpu), and compare driver and CUDA."
    found = f"Keras on {seen['backend']} sees {seen['gpus']} GPU(s)"
    keras = Finding("Keras", found, seen["gpus"] > 0, remedy, needed=True)
    device = "on the GPU" if seen["on_gpu"] else "on the CPU"
    found = f"one step in {seen['seconds']:.1f} s, {device}"
    step = Finding("Training", found, seen["on_gpu"], "Mend what stands above first.", needed=True)
    used, total = seen["memory"]
    growing = seen["on_gpu"] and used < MOST_MEMORY * total
    found = f"{used:,} of {total:,} MB taken by that step" if total else "no memory of a GPU to look at"
    remedy = "Memory should grow as it is needed: unset what reserves it (TF_GPU_ALLOCATOR, XLA_PYTHON_CLIENT_…)."
    return [keras, step, Finding("Memory growth", found, growing, remedy, needed=True)]


def probe() -> dict:
    """Train a small network for one step with Keras's back end, and say where that happened and what it took."""
    import time

    import keras
    import numpy as np

    before, total = memory()
    started = time.monotonic()
    layers = [keras.Input((28, 28, 1)), keras.layers.Conv2D(8, 3, activation="relu"), keras.layers.Flatten()]
    model = keras.Sequential([*layers, keras.layers.Dense(10, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    rng = np.random.default_rng(0)
    loss = model.train_on_batch(rng.random((128, 28, 28, 1), np.float32), rng.integers(0, 10, 128))
    if not np.isfinite(loss):
        raise RuntimeError(f"the loss of one step is {loss}")
    seconds = time.monotonic() - started
    gpus, on_gpu = _devices(model.trainable_variables[0].value)
    after, _ = memory()
    return {
        "backend": keras.backend.backend(),
        "gpus": gpus,
        "on_gpu": on_gpu,
        "seconds": seconds,
        "memory": (after - before, total),
    }


def _devices(weights) -> tuple[int, bool]:
    """Count the GPUs that the back end sees, and say whether weights lie on one."""
    import keras

    if keras.backend.backend() == "tensorflow":
        import tensorflow

        return len(tensorflow.config.list_physical_devices("GPU")), "GPU" in weights.device
    import jax

    gpus = [device for device in jax.devices() if device.platform == "gpu"]
    return len(gpus), any(device in gpus for device in weights.devices())


def memory() -> tuple[int, int]:
    """Ask the driver for the first GPU's memory: used and total, in MB; both 0 without a GPU."""
    if not hardware().gpus:
        return 0, 0
    command = ["nvidia-smi", "--query-gpu=memory.used,memory.total", "--format=csv,noheader,nounits"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    used, total = done.stdout.splitlines()[0].split(",")
    return int(used), int(total)


if __name__ == "__main__":
    print(json.dumps(probe()))
