"""Virtual environments with other versions than ours, for the tests that need them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
UNREACHABLE = ("NewConnectionError", "NameResolutionError", "Network is unreachable", "ConnectTimeoutError")

GOOGLE_COLAB = {
    "google/colab/__init__.py": "",
    "google/colab/_message.py": (
        "import json, pathlib\n"
        "def blocking_request(name, timeout_sec=None):\n"
        "    assert name == 'get_ipynb'\n"
        "    return {'ipynb': json.loads(pathlib.Path('notebook.ipynb').read_text())}\n"
    ),
    "google/colab/files.py": (
        "import pathlib\n"
        "def download(path):\n    print('browser downloads', path)\n"
        "def upload():\n"
        "    chosen = sorted(pathlib.Path('chosen').glob('*'))\n"
        "    for path in chosen:\n        pathlib.Path(path.name).write_bytes(path.read_bytes())\n"
        "    return {path.name: path.read_bytes() for path in chosen}\n"
    ),
    "google/colab/output.py": "def register_callback(name, callback):\n    assert callable(callback), name\n",
    "google/colab/drive.py": "def mount(path):\n    print('mounted', path)\n",
}
"""A stand-in for the module that only Colab has: what our notebooks use of it. Uploads come from ``chosen/``."""


def virtual_environment(python: str, folder: Path, requirements: Path, *options: str) -> Path:
    """Make a virtual environment with pinned packages, and return its Python; without network the test is skipped."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    made = folder / "bin" / "python"
    install = [made, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", *options]
    done = subprocess.run([*install, "-r", requirements], capture_output=True, text=True, check=False)
    if done.returncode and any(sign in done.stderr for sign in UNREACHABLE):
        pytest.skip("the package registry cannot be reached")
    assert done.returncode == 0, done.stderr
    return made


def colab_python() -> str | None:
    """Find a Python of the version that Colab has."""
    return os.environ.get("WORKBOOK_PYTHON313") or shutil.which("python3.13")


def colab_environment(folder: Path) -> Path:
    """Make, where it is not there yet, a Python 3.13 with the versions that Colab has frozen, and return it."""
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        virtual_environment(colab_python(), folder, ROOT / "requirements" / "colab.txt")
        for name, source in GOOGLE_COLAB.items():
            path = next((folder / "lib").glob("python*")) / "site-packages" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(source)
        (folder / "ready").touch()
    return folder / "bin" / "python"
