"""What this computer offers for training, found without importing a machine-learning library."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

TPU_SIGNS = ("/dev/accel0", "/dev/vfio/0")
"""Device files of the TPUs that Colab lends."""


@dataclass(frozen=True)
class Hardware:
    """The processors that a program here may use.

    Attributes:
        cores: CPU cores that this process may use.
        gpus: the names of the NVIDIA GPUs, such as ``"Tesla T4"``.
        tpu: whether there is a TPU.
    """

    cores: int
    gpus: tuple[str, ...]
    tpu: bool

    def __str__(self) -> str:
        parts = [f"{self.cores} CPU core{'s' if self.cores > 1 else ''}", *(f"a GPU ({name})" for name in self.gpus)]
        return " and ".join([*parts, "a TPU"] if self.tpu else parts)


def hardware() -> Hardware:
    """Look at this computer: CPU cores, NVIDIA GPUs, TPU."""
    return Hardware(_cores(), _gpus(), "TPU_NAME" in os.environ or any(Path(sign).exists() for sign in TPU_SIGNS))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _gpus() -> tuple[str, ...]:
    """Ask the driver. ``CUDA_VISIBLE_DEVICES`` set to nothing or -1 hides all GPUs, for us as for TensorFlow."""
    program = shutil.which("nvidia-smi")
    if program is None or os.environ.get("CUDA_VISIBLE_DEVICES") in ("", "-1"):
        return ()
    command = [program, "--query-gpu=name", "--format=csv,noheader"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except subprocess.TimeoutExpired:  # a driver that does not answer gives no GPU to train on
        return ()
    if done.returncode != 0:
        return ()
    return tuple(name.strip() for name in done.stdout.splitlines() if name.strip())
