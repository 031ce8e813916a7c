"""Virtual environments with other versions than ours, for the tests that need them."""

import subprocess
from pathlib import Path

import pytest

UNREACHABLE = ("NewConnectionError", "NameResolutionError", "Network is unreachable", "ConnectTimeoutError")


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
