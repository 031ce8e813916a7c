"""What a computer says of itself: cores, GPUs by the driver's word, TPUs by their device files."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from labkit import devices
from labkit.devices import Hardware, hardware


@pytest.fixture
def driver(monkeypatch):
    """Pretend that there is an NVIDIA driver which answers as the test wants."""
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    monkeypatch.setattr(devices.shutil, "which", lambda name: f"/usr/bin/{name}")

    def use(output="", returncode=0, error=None):
        def run(command, **settings):
            if error:
                raise error
            return subprocess.CompletedProcess(command, returncode, output, "")

        monkeypatch.setattr(devices.subprocess, "run", run)

    return use


def test_a_computer_has_at_least_one_core():
    assert hardware().cores >= 1


def test_gpus_are_listed_by_name(driver):
    driver("Tesla T4\nNVIDIA L4\n\n")
    assert hardware().gpus == ("Tesla T4", "NVIDIA L4")


@pytest.mark.parametrize(
    "answer",
    [{"returncode": 9, "output": "no devices were found"}, {"error": subprocess.TimeoutExpired("nvidia-smi", 20)}],
)
def test_a_driver_that_finds_nothing_or_hangs_gives_no_gpu(driver, answer):
    driver(**answer)
    assert hardware().gpus == ()


@pytest.mark.parametrize("hidden", ["", "-1"])
def test_hidden_gpus_do_not_count(driver, monkeypatch, hidden):
    driver("Tesla T4\n")
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", hidden)
    assert hardware().gpus == ()


def test_without_a_driver_there_is_no_gpu(monkeypatch):
    monkeypatch.setattr(devices.shutil, "which", lambda name: None)
    assert hardware().gpus == ()


def test_tpus_are_known_by_their_device_files_or_by_colabs_word(monkeypatch, tmp_path):
    monkeypatch.delenv("TPU_NAME", raising=False)
    monkeypatch.setattr(devices, "TPU_SIGNS", (str(tmp_path / "accel0"),))
    assert not hardware().tpu
    (tmp_path / "accel0").touch()
    assert hardware().tpu
    monkeypatch.setattr(devices, "TPU_SIGNS", ())
    monkeypatch.setenv("TPU_NAME", "local")
    assert hardware().tpu


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Hardware(1, (), False), "1 CPU core"),
        (Hardware(2, ("Tesla T4",), False), "2 CPU cores and a GPU (Tesla T4)"),
        (Hardware(8, (), True), "8 CPU cores and a TPU"),
    ],
)
def test_it_reads_as_a_phrase(found, words):
    assert str(found) == words


WITHOUT_TENSORFLOW = """
import sys
for name in ("tensorflow", "keras", "jax", "torch"):
    sys.modules[name] = None  # importing it raises ModuleNotFoundError
"""


def without_tensorflow(code: str) -> subprocess.CompletedProcess:
    """Run code where no machine-learning library can be imported, as on Colab's TPU computers."""
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_TENSORFLOW + code],
        cwd=Path(devices.__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_report_needs_no_tensorflow():
    done = without_tensorflow("from labkit.devices import hardware\nprint('This computer has', hardware())")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"This computer has {hardware()}\n"


def test_who_has_no_tensorflow_reads_which_computer_to_choose():
    done = without_tensorflow("from labkit.start import loading\nwith loading():\n    import tensorflow")
    assert "Change runtime type" in done.stdout
    assert "ModuleNotFoundError" in done.stderr


def test_what_libraries_log_is_dropped_only_while_they_load():
    code = (
        "import os\nfrom labkit.start import loading\nwith loading():\n    os.write(2, b'noise')\nos.write(2, b'heard')"
    )
    assert without_tensorflow(code).stderr == "heard"


def test_tensorflow_reports_errors_only_once_it_is_loaded():
    code = (
        "import logging\nfrom labkit.start import loading\n"
        "with loading():\n    logging.getLogger('tensorflow').setLevel('INFO')\n"  # as TensorFlow does in notebooks
        "logging.getLogger('tensorflow').warning('triggered tf.function retracing')\n"
        "logging.getLogger('tensorflow').error('out of memory')"
    )
    assert without_tensorflow(code).stderr == "out of memory\n"
