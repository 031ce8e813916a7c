"""What can be said of GPUs where there is none: the doctor's words, turns, the script that hands one to containers."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from labkit.devices import Hardware
from workbook import gpu
from workbook.examiner import training
from workbook.examiner.protocols import Measured

WORKING = {"backend": "tensorflow", "gpus": 1, "on_gpu": True, "seconds": 2.0, "memory": [600, 15_360]}
FOLDER = Path(__file__).parents[1] / "autograder" / "gpu"


def not_fine(seen: dict) -> list[str]:
    findings = gpu.read(WORKING | seen)
    assert all(finding.needed and finding.remedy for finding in findings)
    return [finding.subject for finding in findings if not finding.fine]


@pytest.mark.parametrize(
    ("seen", "wrong"),
    [
        ({}, []),
        ({"gpus": 0, "on_gpu": False}, ["Keras", "Training", "Memory growth"]),
        ({"on_gpu": False}, ["Training", "Memory growth"]),
        ({"memory": [14_000, 15_360]}, ["Memory growth"]),
        ({"memory": [0, 0], "on_gpu": False, "gpus": 0}, ["Keras", "Training", "Memory growth"]),
    ],
)
def test_the_doctor_says_what_is_wrong(seen, wrong):
    assert not_fine(seen) == wrong


def test_the_memory_of_a_gpu_is_the_drivers_word(monkeypatch):
    monkeypatch.setattr(gpu, "hardware", lambda: Hardware(2, ("Tesla T4",), False))
    answer = subprocess.CompletedProcess([], 0, "450, 15360\n0, 15360\n", "")
    monkeypatch.setattr(gpu.subprocess, "run", lambda *args, **settings: answer)
    assert gpu.memory() == (450, 15_360)


def test_a_keras_that_does_not_start_is_a_finding(monkeypatch):
    monkeypatch.setenv("WORKBOOK_TRAINING_BACKEND", "no_such_backend")
    finding = gpu.examine_gpu()[-1]
    assert (finding.subject, finding.fine) == ("Keras", False)
    assert "no_such_backend" in finding.found


@pytest.mark.slow
def test_the_command_fails_where_there_is_no_gpu(monkeypatch):
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "-1")
    monkeypatch.setenv("COLUMNS", "250")
    command = [sys.executable, "-m", "workbook", "doctor", "--gpu"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert "no NVIDIA GPU" in done.stdout
    assert "on the CPU" in done.stdout


@pytest.mark.parametrize(("gpus", "at_once"), [(("Tesla T4",), 1), ((), 3)])
def test_trainings_take_turns_on_a_gpu(monkeypatch, tmp_path, gpus, at_once):
    """A network that takes all memory cannot make another fail; a CPU has as many slots as it is given."""
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))
    monkeypatch.setenv("WORKBOOK_TRAINING_SLOTS", "3")
    monkeypatch.setattr(training, "hardware", lambda: Hardware(2, gpus, False))
    monkeypatch.setattr(training, "canonical", lambda architecture: architecture)
    monkeypatch.setattr(training, "versions", dict)
    running, most = set(), []

    def pretend(architecture, *rest):
        running.add(architecture.model)
        most.append(len(running))
        time.sleep(0.5)
        running.discard(architecture.model)
        return Measured(0.9, 10, 0.1, "digits", (1.0,))

    monkeypatch.setattr(training, "_train_apart", pretend)
    threads = [
        threading.Thread(target=training.train_and_measure, args=(training.Architecture(name, ""),)) for name in "abc"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == at_once


def test_another_back_end_has_results_of_its_own(monkeypatch):
    with_tensorflow = training.versions.__wrapped__()
    monkeypatch.setenv("WORKBOOK_TRAINING_BACKEND", "jax")
    assert training.versions.__wrapped__() != with_tensorflow
    assert training.environment()["KERAS_BACKEND"] == "jax"


def test_the_script_hands_containers_the_gpus_and_the_kept_trainings(monkeypatch, tmp_path):
    from python_on_whales import docker

    specification = importlib.util.spec_from_file_location("otter_grade_on_gpu", FOLDER / "otter_grade.py")
    script = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(script)
    created = []
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path))
    monkeypatch.setattr(docker.container, "create", lambda *args, **settings: created.append((args, settings)))
    monkeypatch.setattr(sys, "argv", ["otter_grade.py", "-n", "lab3", "FOLDER"])

    def pretend(words, **settings):
        assert words == ["grade", "-n", "lab3", "FOLDER"]
        docker.container.create("otter-grade:lab3", command=["/autograder/run_autograder"], networks=[])

    monkeypatch.setattr(script, "cli", pretend)
    script.main()
    ((args, settings),) = created
    assert args == ("otter-grade:lab3",)
    assert settings["gpus"] == "all"
    assert settings["volumes"] == [(tmp_path / "training", script.KEPT)]


def test_the_daemons_settings_make_nvidias_runtime_the_default():
    settings = json.loads((FOLDER / "daemon.json").read_text())
    assert settings["default-runtime"] in settings["runtimes"]
