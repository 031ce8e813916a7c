"""Grades with autograder/grade_in_colab.ipynb, in a Python 3.13 with Colab's versions of packages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from filelock import FileLock

from tests.graders.workbook_grade import read_marks
from tests.virtual_environments import colab_environment, colab_python
from workbook.course import Course

NOTEBOOK = Course.load(Path(__file__).parents[2]).autograder / "grade_in_colab.ipynb"

RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=1800, kernel_name="python3", allow_errors=True).execute()
nbformat.write(notebook, sys.argv[1])
"""

HIDE = 'mount --bind /dev/null "$0" && exec "$@"'
BUBBLEWRAP = shutil.which("bwrap")
WITHOUT_BUBBLEWRAP = ["unshare", "--mount", "sh", "-c", HIDE, BUBBLEWRAP] if BUBBLEWRAP and os.getuid() == 0 else []
"""What a command begins with that is to find no bubblewrap, since there is none on Colab."""


def why_no_colab() -> str:
    """Say why there is no Python of Colab's version; empty if there is."""
    return "" if colab_python() else "there is no Python 3.13 (name one in $WORKBOOK_PYTHON313)"


@cache
def instructors_python() -> Path:
    """Make the environment that the notebook runs in and installs into; of all processes, the first one makes it."""
    folder = Path(tempfile.gettempdir(), f"workbook-colab-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}")
    with FileLock(f"{folder}.lock"):
        return colab_environment(folder)


def grade_with_colab(autograder: Path, folder: Path) -> dict[str, dict[str, float]]:
    """Grade every file of a folder.

    Args:
        autograder: a lab's zip.
        folder: one submission a file, of whatever kind.

    Returns:
        file name to question to points.
    """
    with tempfile.TemporaryDirectory() as place:
        outputs = run_notebook(Path(place), str(autograder), str(folder))
        tables = list(Path(place, "grading", "grades").glob(f"{autograder.stem}/grades.csv"))
        assert tables, outputs
        return read_marks(tables[0], [path.name for path in folder.iterdir()])


def run_notebook(place: Path, autograder: str, submissions: str, python: Path | None = None) -> list[str]:
    """Run the notebook in a folder, its two fields filled in, and return what each cell printed or showed."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        source = source.replace('AUTOGRADER = ""', f"AUTOGRADER = {autograder!r}")
        cell["source"] = source.replace('SUBMISSIONS = ""', f"SUBMISSIONS = {submissions!r}")
    path = place / "notebook.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "JPY_"))}
    command = [*WITHOUT_BUBBLEWRAP, python or instructors_python(), "-W", "ignore", "-c", RUN, path.name]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [_shown(cell["outputs"]) for cell in cells if cell["cell_type"] == "code"]


def _shown(outputs: list[dict]) -> str:
    parts = []
    for output in outputs:
        parts += output.get("text", []), *output.get("data", {}).values(), output.get("traceback", [])
    return "\n".join("".join(part) for part in parts)
