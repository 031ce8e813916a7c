"""Right work is right, and wrong work wrong, with the oldest libraries that the workbook supports: NumPy 1.26."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from virtual_environments import virtual_environment

from workbook.course import Course
from workbook.generate.wheel import wheel

ROOT = Path(__file__).parents[1]
COURSE = Course.load(ROOT)
KERAS = re.compile(r"^\s*(import|from) (keras|tensorflow)\b", re.MULTILINE)


def needs_keras(lab) -> bool:
    return any(KERAS.search(path.read_text(encoding="utf-8")) for path in lab.folder.glob("[0-9]*.py"))


@pytest.fixture(scope="module")
def oldest(tmp_path_factory) -> Path:
    """A Python 3.11, for which all these versions exist ready-made, with ``requirements/oldest.txt``."""
    python = sys.executable if sys.version_info[:2] == (3, 11) else shutil.which("python3.11")
    if not python:
        pytest.skip("no Python 3.11 here")
    options = ["--no-compile", "--only-binary", ":all:"]
    folder = tmp_path_factory.mktemp("oldest")
    made = virtual_environment(python, folder, ROOT / "requirements" / "oldest.txt", *options)
    site_packages = next((folder / "lib").glob("python*")) / "site-packages"
    for path, content in wheel(ROOT / "source" / "labkit").items():  # installed means: its files are there
        (site_packages / path).parent.mkdir(parents=True, exist_ok=True)
        (site_packages / path).write_bytes(content)
    return made


@pytest.mark.slow
def test_the_labs_without_keras_are_proved_with_the_oldest_numpy(oldest):
    def run(*arguments):
        return subprocess.run([oldest, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run("-c", "import numpy; print(numpy.__version__)").stdout.startswith("1.26.")
    assert run("-c", "import tensorflow").returncode != 0
    labs = [lab.name for lab in COURSE.labs if not needs_keras(lab)]
    assert {"01_convolution", "02_layers"} <= set(labs)
    done = run("-m", "workbook", "check", *labs)
    assert done.returncode == 0, done.stdout + done.stderr
