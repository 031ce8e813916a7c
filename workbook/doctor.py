"""Tells what this machine has of all that grading can use, and what to do where something is missing."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata

from workbook.course import Course
from workbook.generate.publish import generate, stale
from workbook.problems import SourceError

KERAS = """
import keras, sys
backend = keras.backend.backend()
if backend == "tensorflow":
    import tensorflow
    gpus = len(tensorflow.config.list_physical_devices("GPU"))
elif backend == "jax":
    import jax
    gpus = sum(device.platform == "gpu" for device in jax.devices())
else:
    gpus = 0
print(f"Keras {keras.__version__} on {backend}, {gpus} GPU(s)")
"""


@dataclass(frozen=True)
class Finding:
    """One line of the doctor's report. Without what is ``needed``, the workbook cannot grade."""

    subject: str
    found: str
    fine: bool
    remedy: str = ""
    needed: bool = False


def examine() -> list[Finding]:
    """Look at Python, Keras and its devices, data, isolation, Docker, and the generated files."""
    return [_python(), _keras(), _data(), _isolation(), _docker(), _nbgrader(), _generated()]


def _python() -> Finding:
    version = sys.version.split()[0]
    fine = (3, 11) <= sys.version_info < (3, 14)
    return Finding("Python", version, fine, "Use Python 3.11, 3.12 or 3.13.", needed=True)


def _keras() -> Finding:
    done = _run([sys.executable, "-c", KERAS])
    remedy = "Install the extra 'cpu' or 'gpu'; labs that train cannot be graded without it."
    found = done.stdout.strip().splitlines()
    return Finding("Keras", found[-1] if found else "missing", done.returncode == 0, remedy, needed=True)


def _data() -> Finding:
    from labkit.data import DataUnusable, load_digits

    try:
        with contextlib.redirect_stdout(None):  # what it would tell a student stands in our own words below
            digits = load_digits()
    except DataUnusable as error:
        return Finding("Digits", str(error), False, "Set $WORKBOOK_DATA to the folder of mnist.npz.", needed=True)
    found = f"{digits.name}: {len(digits.train_images)} to train, {len(digits.test_images)} to test"
    remedy = "For real MNIST set $WORKBOOK_DATA to the folder that holds mnist.npz."
    return Finding("Digits", found, digits.name == "mnist", remedy)


def _isolation() -> Finding:
    from workbook.examiner.isolation import Isolation
    from workbook.examiner.probe import strongest

    level = strongest()
    remedy = "Install bubblewrap for the strongest isolation (Debian: apt-get install bubblewrap)."
    return Finding("Isolation", str(level), level is Isolation.BUBBLEWRAP, remedy)


def _docker() -> Finding:
    if shutil.which("docker") is None:
        return Finding("Docker", "missing", False, "Only 'otter grade' needs it: install Docker Engine.")
    done = _run(["docker", "version", "--format", "{{.Server.Version}}"])
    found = f"engine {done.stdout.strip()}" if done.returncode == 0 else "the client, but no engine answers"
    return Finding("Docker", found, done.returncode == 0, "Only 'otter grade' needs it: start the Docker engine.")


def _nbgrader() -> Finding:
    try:
        return Finding("nbgrader", metadata.version("nbgrader"), True)
    except metadata.PackageNotFoundError:
        return Finding("nbgrader", "missing", False, "Only courses in nbgrader need it: install the extra 'nbgrader'.")


def _generated() -> Finding:
    try:
        course = Course.load()
        outdated = stale(course, generate(course))
    except SourceError as error:
        return Finding("Labs", str(error.problems[0]), False, "Mend the sources.", needed=True)
    found = f"{len(course.labs)} labs, " + (f"{len(outdated)} files stale" if outdated else "everything up to date")
    return Finding("Labs", found, not outdated, "Run 'workbook generate'.")


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
