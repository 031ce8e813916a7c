"""A JupyterLab of its own, on a copy of release/, for a home directory in which nothing is."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
STARTS_WITHIN = 90
"""Seconds that JupyterLab may take, on a machine that runs other tests meanwhile."""


@contextmanager
def jupyter_lab(folder: Path, *, dark: bool = False) -> Iterator[str]:
    """Run JupyterLab on a copy of release/, and stop it with all its kernels at the end.

    Args:
        folder: where the copy, ``release``, and the empty home directory go.
        dark: whether JupyterLab starts with its dark theme.

    Yields:
        The address of JupyterLab, token included.

    Raises:
        RuntimeError: it does not start; the message holds what it said.
    """
    release, home, runtime = folder / "release", folder / "home", folder / "runtime"
    shutil.copytree(ROOT / "release", release, ignore=shutil.ignore_patterns("__pycache__"))
    for empty in (home, runtime):
        empty.mkdir()
    hidden = ("JUPYTER", "JPY_", "PYTHON", "WORKBOOK_DATA", "KERAS_HOME")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    environment |= {"HOME": str(home), "JUPYTER_RUNTIME_DIR": str(runtime)}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0"]
    command += [f"--ServerApp.root_dir={release}", f"--LabApp.user_settings_dir={_settings(folder, dark)}"]
    said = folder / "jupyterlab.log"
    with said.open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield _address(server, runtime, said)
    finally:
        server.terminate()  # JupyterLab then ends its kernels too
        server.wait(timeout=30)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run Debian's Chromium, without a screen.

    Raises:
        FileNotFoundError: none is installed.
    """
    if CHROMIUM is None:
        raise FileNotFoundError("No Chromium is installed: apt-get install chromium")
    sandbox = [] if os.getuid() else ["--no-sandbox"]  # Chromium's own sandbox refuses to start as root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, headless=True, args=sandbox)
        yield browser
        browser.close()


def _settings(folder: Path, dark: bool) -> Path:
    """Write what a user could set in the menus: no questions about news, all cells kept in the page,
    and saving left to whoever drives."""
    settings = {
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "apputils-extension/themes": {"theme": "JupyterLab Dark" if dark else "JupyterLab Light"},
        "docmanager-extension/plugin": {"autosave": False},
        "notebook-extension/tracker": {"windowingMode": "none"},
    }
    for name, values in settings.items():
        path = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    return folder / "settings"


def _address(server: subprocess.Popen, runtime: Path, said: Path) -> str:
    """Wait until JupyterLab has written down where it answers."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            try:
                found = json.loads(path.read_text())
            except json.JSONDecodeError:  # it is being written
                break
            return f"{found['url']}lab?token={found['token']}"
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{said.read_text()[-3000:]}")
