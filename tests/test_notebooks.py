"""The solved notebooks run from the first cell to the last, where students run them: in JupyterLab and on Colab."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from filelock import FileLock
from graders.colab import run_notebook
from nbclient import NotebookClient
from virtual_environments import colab_environment, colab_python

from workbook import sample_class
from workbook.course import Course
from workbook.examiner.protocols import PROTOCOLS
from workbook.exercises import read_lab

ROOT = Path(__file__).parents[1]
COURSE = Course.load(ROOT)
LABS = [lab.name for lab in COURSE.labs]

RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=900, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[1])
"""


def shown(cell) -> str:
    """What a cell printed and displayed, as text."""
    texts = [output.get("text") or output.get("data", {}).get("text/plain", "") for output in cell.get("outputs", [])]
    return "\n".join(texts)


def checks(notebook) -> dict[str, str]:
    """What each cell that checks an answer showed, by its source."""
    return {cell.source: shown(cell) for cell in notebook.cells if cell.source.startswith("grader.check(")}


def assert_solved(notebook) -> None:
    """Every check passes, in its own cell and in the table of the hand-in cell."""
    said = checks(notebook)
    assert said
    assert {source for source, text in said.items() if "every check here passes" not in text} == set()
    handed_in = shown(notebook.cells[-1])
    assert f"{len(said)} of {len(said)} questions pass here" in handed_in
    assert "Not passing yet" not in handed_in


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_the_solved_notebook_runs_in_a_clone(lab, tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBOOK_DATA", raising=False)  # to learn MNIST takes ten minutes: see test_labs.py
    for name in ("release", "solutions"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "solutions" / lab / f"{lab}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": path.parent}}
    ).execute()
    assert any(f"Ready: {lab}" in shown(cell) for cell in notebook.cells)
    assert_solved(notebook)


@pytest.fixture(scope="session")
def colab(tmp_path_factory) -> Path:
    """A Python 3.13 with the versions that Colab has frozen, and with the stand-in for ``google.colab``.

    All processes that share the tests share it: the first one makes it.
    """
    if not colab_python():
        pytest.skip("no Python 3.13 here: name one in $WORKBOOK_PYTHON313")
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "colab"
    with FileLock(f"{folder}.lock"):
        return colab_environment(folder)


@pytest.fixture(scope="session")
def address():
    """The course's release folder behind a web address, as GitHub serves it."""
    handler = functools.partial(QuietHandler, directory=ROOT / "release")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def installed(python: Path) -> set[str]:
    done = subprocess.run(
        [python, "-m", "pip", "list", "--format", "freeze"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.slow
@pytest.mark.parametrize("lab", LABS)
def test_the_solved_notebook_runs_alone_on_colab(lab, colab, address, tmp_path):
    """Nothing but the notebook is there: the set-up cell fetches what it needs, and changes nothing of Colab's."""
    text = (ROOT / "solutions" / lab / f"{lab}.ipynb").read_text()
    assert COURSE.address in text
    path = tmp_path / "notebook.ipynb"
    path.write_text(text.replace(COURSE.address, address))
    hidden = ("PYTHON", "JPY_", "WORKBOOK_DATA")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(hidden)}
    run = functools.partial(
        subprocess.run,
        [colab, "-W", "ignore", "-c", RUN, path.name],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    with FileLock(f"{colab.parents[1]}.lock"):  # the first notebook installs Otter, the others find it
        before = installed(colab)
        done = None if any(line.startswith("otter-grader==") for line in before) else run()
    done = done or run()
    assert done.returncode == 0, done.stderr[-3000:]
    notebook = nbformat.read(path, as_version=4)
    assert_solved(notebook)
    assert f"browser downloads {lab}.ipynb" in shown(notebook.cells[-1])
    assert json.loads((tmp_path / f"{lab}.ipynb").read_text())["nbformat"] == 4
    added = {line.split("==")[0] for line in installed(colab) - before}
    assert added <= {"otter-grader", "fica", "ipylab", "python-frontmatter", "python-on-whales"}
    assert before <= installed(colab)


@pytest.mark.parametrize("data", ["mnist", "digits"])
def test_lab_3_trains_in_the_notebook_as_in_the_grader(data):
    notebook = nbformat.read(ROOT / "release" / "03_mnist" / "03_mnist.ipynb", as_version=4)
    (cell,) = [cell.source for cell in notebook.cells if "as_graded = {" in cell.source]
    names = {"digits": SimpleNamespace(name=data)}
    exec(cell[cell.index("as_graded") : cell.index("dnn = ")], names)
    protocol = PROTOCOLS[data]
    assert names["as_graded"] == {"epochs": protocol.epochs, "batch_size": protocol.batch_size}
    assert sum("**as_graded" in cell.source for cell in notebook.cells) == 3


@pytest.mark.slow
@pytest.mark.skipif(os.getuid() != 0, reason="on Colab everybody is root, and its level of isolation needs it")
def test_the_instructors_notebook_grades_uploads_and_gives_marks_and_feedback(colab, tmp_path):
    """What ``tests.parity`` does not look at: files that are uploaded, the level, the downloads."""
    lab = COURSE.lab("1")
    exercises = [exercise for exercise in read_lab(lab) if exercise.solution]
    release = json.loads((COURSE.release / lab.name / f"{lab.name}.ipynb").read_text(encoding="utf-8"))
    answers = {exercise.name: exercise.solution.source for exercise in exercises}
    (tmp_path / "chosen").mkdir()
    filled = sample_class.filled(release, exercises, answers)
    (tmp_path / "chosen" / f"ada_{lab.name}.ipynb").write_text(json.dumps(filled), encoding="utf-8")
    (tmp_path / "chosen" / "eve.ipynb").write_text("no notebook")
    with FileLock(f"{colab.parents[1]}.lock"):  # an environment of its own, since this notebook installs more
        shutil.copytree(colab.parents[1], tmp_path / "colab", symlinks=True, copy_function=os.link)
    python = tmp_path / "colab" / "bin" / "python"
    before = installed(python)
    ready, marks, downloads = run_notebook(tmp_path, str(COURSE.autograder / f"{lab.name}.zip"), "", python)
    assert before <= installed(python)
    assert f"Ready to grade {lab.name}. Isolation: container, so student code runs as a user of its own" in ready
    table = pd.read_csv(tmp_path / "grading" / "grades" / "grades.csv")
    assert table[["file", "points", "isolation"]].fillna("").values.tolist() == [
        [f"ada_{lab.name}.ipynb", lab.points, "container"],
        ["eve.ipynb", 0, ""],
    ]
    assert "not JSON" in marks
    offered = [line.rpartition("/")[2] for line in downloads.splitlines() if line.startswith("browser downloads")]
    assert offered == ["grades.csv", "grades_and_feedback.zip"]
    with zipfile.ZipFile(tmp_path / "grading" / "grades_and_feedback.zip") as archive:
        names = set(archive.namelist())
    assert {f"{lab.name}/feedback/ada_{lab.name}.html", f"{lab.name}/class_report.html", "grades.csv"} <= names


@pytest.mark.slow
@pytest.mark.parametrize("lab", [lab.name for lab in COURSE.labs if not lab.gpu])  # where no cell trains with answers
def test_the_release_notebook_sets_up_and_answers_kindly(lab, tmp_path):
    """A student who has done nothing yet runs every cell: checks say what is missing, nothing else goes wrong."""
    shutil.copytree(ROOT / "release", tmp_path / "release", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "release" / lab / f"{lab}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": path.parent}})
    client.execute()
    said = checks(notebook)
    assert said
    for text in said.values():
        assert "checks pass so far" in text
        assert "Traceback" not in text
