"""nbgrader's own commands on a generated course: the examiner's marks, one row for everybody, nothing given away."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from filelock import FileLock

pytest.importorskip("nbgrader", reason="nbgrader is an extra: pip install -e '.[nbgrader]'")

import example_results as examples
from graders.nbgrader import by_question, marks, nbgrader, submit
from nbclient import NotebookClient
from nbgrader.utils import determine_grade, is_grade, is_solution
from sandbox.attacks import lab as attacked
from sandbox.attacks.attack import notebook, right
from sandbox.attacks.everything import ATTACKS

from workbook.check.leaks import leaks
from workbook.cli import main
from workbook.course import Course
from workbook.examiner.isolation import Isolation
from workbook.examiner.plugin import NAME
from workbook.examiner.probe import strongest
from workbook.exercises import read_lab
from workbook.grade.assignment import Assignment
from workbook.grade.examine import examine
from workbook.nbgrader.cells import grade_id
from workbook.nbgrader.course import MANIFEST, course_files, generate_course
from workbook.nbgrader.marked import marked_cells
from workbook.problems import SourceError

LAB = attacked.LAB
WORKBOOK = Course.load(Path(__file__).parents[1])
CONV, RELU, WINDOWS = attacked.graded_cells(LAB)[1:]


def instead(relu: str) -> bytes:
    return right(after=(relu,))


RELU_FAILS = attacked.FULL | {"relu": 0}
OWN = {
    "right": (right(), attacked.FULL),
    "partly right": (notebook("import numpy as np", RELU), attacked.NOTHING | {"relu": 3}),
    "a cell raises": (right("raise ValueError('not yet')"), attacked.FULL),
    "a function raises": (instead("def relu(x): raise ValueError('<script>alert(1)</script>')"), RELU_FAILS),
    "warnings": (
        instead("import sys, warnings\ndef relu(x):\n    warnings.warn('old')\n    print('!', file=sys.stderr)\n"
                "    return np.maximum(x, 0)"),
        attacked.FULL,
    ),
    "a number comes last": (right(after=("0.25",)), attacked.FULL),
    "exit in a function": (instead("import sys\ndef relu(x): sys.exit(0)"), RELU_FAILS),
    "a dead kernel": (right("import os\nos._exit(1)"), attacked.FULL),
    "a dead kernel in a function": (instead("import os\ndef relu(x): os._exit(0)"), RELU_FAILS),
    "a typical mistake": (instead("def relu(x):\n    return np.abs(x)"), RELU_FAILS),
}  # fmt: skip
TAKEN = (
    "replace allclose, assert_allclose, our own checks",
    "read the test files and answer by them",
    "overwrite the test files",
    "hard-code the public answers",
    "exception that carries a file",
    "raise the environment",
    "walk the file system and raise its names",
    "not JSON",
    "empty",
    "a JSON list",
    "another lab",
    "two notebooks in a zip",
    "a folder",
    "nbformat 3",
    "an R kernel, correct code",
    "half a surrogate in a cell",
    "ids and metadata of odd kinds",
    "duplicate ids",
)
"""Attacks that are put to nbgrader as well; `tests/sandbox` puts all of them to the examiner."""
CHOSEN = {attack.name: attack for attack in ATTACKS if attack.name in TAKEN}


def test_all_chosen_attacks_exist():
    assert set(CHOSEN) == set(TAKEN)


@pytest.fixture(scope="session")
def shared(tmp_path_factory, request) -> Path:
    """A folder of this test run, the same in all processes that share the tests."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if hasattr(request.config, "workerinput") else base) / "nbgrader"


@pytest.fixture(scope="session")
def generated(shared) -> Path:
    """An nbgrader course, the release that nbgrader made of it, and everything graded in one batch, with feedback."""
    root = shared / "graded"
    shared.mkdir(exist_ok=True)
    with FileLock(shared / "lock"):
        if not (shared / "done").is_file():
            shutil.rmtree(root, ignore_errors=True)
            generate_course(attacked.write_course(shared / "course"), root)
            (root / "source" / LAB / ".OTTER_LOG").write_text("quokka")
            succeed(root, "generate_assignment", LAB)
            shutil.copytree(root, shared / "fresh")
            if strongest() > Isolation.PROCESS:
                hand_all_in(root)
                succeed(root, "autograde", LAB, **attacked.TOKEN)
                succeed(root, "generate_feedback", LAB)
            (shared / "done").touch()
    return root


@pytest.fixture(scope="session")
def graded(generated) -> dict[str, dict[str, float]]:
    """The submission's student to grade cell to points."""
    if strongest() is Isolation.PROCESS:
        pytest.skip("no isolation works here (install bubblewrap), and attacks would do real harm")
    return marks(generated, LAB)


@pytest.fixture(scope="session")
def feedback(graded, generated) -> dict[str, str]:
    return {path.parts[-3]: path.read_text() for path in (generated / "feedback").glob(f"*/{LAB}/{LAB}.html")}


@pytest.fixture
def fresh(generated, shared, tmp_path) -> Path:
    """The course before anything was graded, with one notebook handed in."""
    root = tmp_path / "fresh"
    shutil.copytree(shared / "fresh", root)
    (tmp_path / "ada.ipynb").write_bytes(right())
    submit(root, LAB, "ada", tmp_path / "ada.ipynb")
    return root


def succeed(root: Path, *arguments: str, **environment: str) -> None:
    done = nbgrader(root, *arguments, **environment)
    assert done.returncode == 0, done.stdout


def hand_all_in(root: Path) -> None:
    for name, content in contents(root).items():
        path = root.parent / name
        if content is None:
            path.mkdir()
        else:
            path.write_bytes(content.replace(b"@MARKER@", str(root / "marker").encode()))
        submit(root, LAB, student(name), path)
    renamed = root / "submitted" / student("renamed") / LAB / "my work (2).ipynb"
    renamed.parent.mkdir(parents=True)
    renamed.write_bytes(right())
    beside = root / "submitted" / student("right") / LAB
    (beside / "answers.txt").symlink_to(root / "source" / LAB / f"{LAB}.ipynb")
    (beside / "source").symlink_to(root / "source")
    (beside / "labkit").write_text("a file where the release has a folder")
    helped = root / "submitted" / student("with a helper") / LAB
    (helped / "helper.py").write_text("import numpy as np\ndef cut(x): return np.maximum(x, 0)\n")


def contents(generated: Path) -> dict[str, bytes | None]:
    given = json.loads((generated / "release" / LAB / f"{LAB}.ipynb").read_text())
    filled = [cell | {"source": answer(cell)} for cell in given["cells"]]
    forged = [cell | {"outputs": [], "source": "0.5"} for cell in filled if "-" in identity(cell)]
    return {
        **{name: content for name, (content, _) in OWN.items()},
        **{name: attack.content for name, attack in CHOSEN.items()},
        "blank": json.dumps(given).encode(),
        "filled in": json.dumps(given | {"cells": filled}).encode(),
        "duplicate cells": json.dumps(given | {"cells": [*filled, *filled]}).encode(),
        "deleted cells": json.dumps(
            given | {"cells": [cell for cell in filled if identity(cell) in ("", "conv2d")]}
        ).encode(),
        "forged grade cells": json.dumps(given | {"cells": [*forged, *forged]}).encode(),
        "markup": json.dumps(given | {"cells": [*map(with_markup, filled)]}).encode(),
        "with a helper": instead("import helper\ndef relu(x): return helper.cut(x)"),
    }


EXPECTED = {
    **{name: points for name, (_, points) in OWN.items()},
    **{name: attack.points for name, attack in CHOSEN.items()},
    "blank": attacked.NOTHING,
    "filled in": attacked.FULL,
    "duplicate cells": attacked.FULL,
    "deleted cells": attacked.NOTHING | {"conv2d": 4},
    "forged grade cells": attacked.NOTHING,
    "markup": attacked.FULL,
    "with a helper": attacked.FULL,
    "renamed": attacked.FULL,
}


def identity(cell: dict) -> str:
    return cell["metadata"].get("nbgrader", {}).get("grade_id", "")


def answer(cell: dict) -> str:
    return {"conv2d": CONV, "relu": RELU, "windows": WINDOWS}.get(identity(cell), "".join(cell["source"]))


def with_markup(cell: dict) -> dict:
    if cell["cell_type"] == "markdown":
        return cell | {"source": "<script>alert(1)</script>"}
    output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<script>alert(1)</script>"}}
    return cell | {"outputs": [output]}


def student(name: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in name)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXPECTED)
def test_marks_are_those_that_the_work_deserves(graded, name):
    assert by_question(graded[student(name)]) == EXPECTED[name]


@pytest.fixture(scope="session")
def assignment(generated):
    loaded = Assignment.load(generated / "autograder" / f"{LAB}.zip")
    yield loaded
    loaded.folder.cleanup()


@pytest.mark.slow
@pytest.mark.parametrize("name", [*OWN, "deleted cells", "blank", "not JSON", "hard-code the public answers"])
def test_marks_are_the_examiners_case_by_case(graded, generated, assignment, name):
    path = generated / "submitted" / student(name) / LAB / f"{LAB}.ipynb"
    result = examine(path, "ada", {LAB: assignment}, attacked.OTTER_LIMITS, strongest())
    cases = {
        grade_id(question.name, number, case.hidden): case.earned
        for question in result.questions
        for number, case in enumerate(question.cases, 1)
    }
    assert graded[student(name)] == cases


@pytest.mark.slow
def test_no_code_of_a_students_ran_in_the_examiner(graded, generated):
    assert not (generated / "marker").exists()


@pytest.mark.slow
def test_everybody_gets_feedback_and_nobody_a_secret(feedback, generated):
    assert set(feedback) == {student(name) for name in EXPECTED}
    files = [path for path in (generated / "feedback").rglob("*") if path.is_file()]
    for path in files:
        text = path.read_text(errors="replace")
        assert [secret for secret in attacked.SECRETS if secret in text] == [], path
        assert "BEGIN HIDDEN" not in text
    assert "86712" not in feedback["blank"]
    assert not any(path.name == "answers.txt" or "source" in path.parts[-3:] for path in files)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("not JSON", "it is not JSON"),
        ("empty", "The file is empty"),
        ("another lab", "07_another"),
        ("a folder", "hand in the notebook itself"),
        ("exit in a function", "relu raised SystemExit"),
        ("a dead kernel in a function", "relu ended the Python process"),
        ("a dead kernel", "Cell 1 ended the Python process"),
        ("a typical mistake", "You take the absolute value. Cut negative numbers off instead."),
        ("deleted cells", "No cell of this notebook answers relu."),
        ("hard-code the public answers", "The answer to relu is in cell 1, too."),
    ],
)
def test_feedback_says_what_happened(feedback, name, sentence):
    assert sentence in feedback[student(name)]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["markup", "a function raises"])
def test_students_put_no_markup_into_pages(feedback, generated, name):
    assert "<script>" not in feedback[student(name)].partition("<body")[2]
    path = generated / "autograded" / student(name) / LAB / f"{LAB}.ipynb"
    for cell in nbformat.read(path, as_version=4).cells:
        assert cell.cell_type == "code" or "<script>" not in cell.source
        assert {output.output_type for output in cell.get("outputs", [])} <= {"stream", "error"}


@pytest.mark.slow
def test_release_gives_nothing_away(generated, shared):
    """Answers, hidden tests, their names, mistakes: none of it is in what nbgrader releases."""
    folder = generated / "release" / LAB
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    expected = {f"{LAB}.ipynb", "labkit/__init__.py", "tests/names.json"}
    assert set(files) == expected | {f"tests/{question}.py" for question in attacked.FULL}
    assert leaks(read_lab(Course.load(shared / "course").lab(LAB)), files) == []
    text = b"".join(files.values()).decode()
    assert [word for word in ("quokka", "86712", "many images", "absolute value", "HIDDEN") if word in text] == []


@pytest.mark.slow
def test_starters_are_those_of_the_other_release(generated, shared):
    def starters(path: Path) -> list[str]:
        cells = json.loads(path.read_text())["cells"]
        return ["".join(c["source"]) for c in cells if "otter_answer_cell" in c["metadata"].get("tags", [])]

    ours = starters(generated / "release" / LAB / f"{LAB}.ipynb")
    assert ours == starters(shared / "course" / "release" / LAB / f"{LAB}.ipynb")
    assert len(ours) == 3


@pytest.mark.slow
def test_source_notebook_of_a_real_lab_runs_with_what_lies_beside_it(tmp_path):
    """Set-up, checks, public and hidden tests all pass on the solution, in a kernel, with the copied labkit."""
    lab = WORKBOOK.lab("1")
    generate_course(replace(WORKBOOK, labs=(lab,)), tmp_path)
    folder = tmp_path / "source" / lab.name
    notebook = nbformat.read(folder / f"{lab.name}.ipynb", as_version=4)
    here = "import labkit, pathlib\nassert pathlib.Path(labkit.__file__).parent == pathlib.Path('labkit').resolve()"
    notebook.cells.append(nbformat.v4.new_code_cell(here))
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    failed = [cell.source for cell in notebook.cells if any(o.output_type == "error" for o in cell.get("outputs", []))]
    assert failed == []
    points = [
        cell.metadata.nbgrader.points for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")
    ]
    assert sum(points) == lab.points


@pytest.mark.slow
def test_a_gradebook_of_other_tests_is_refused(fresh):
    with sqlite3.connect(fresh / "gradebook.db") as database:
        assert database.execute("UPDATE grade_cells SET max_score = max_score + 1").rowcount
    database.close()
    done = nbgrader(fresh, "autograde", LAB)
    assert done.returncode != 0
    assert f"Run 'nbgrader generate_assignment --force {LAB}'" in done.stdout
    assert set(marks(fresh, LAB)["ada"].values()) == {None}


@pytest.mark.slow
def test_without_a_sandbox_nothing_is_graded(fresh):
    archive = fresh / "autograder" / f"{LAB}.zip"
    with zipfile.ZipFile(archive) as old:
        members = {name: old.read(name) for name in old.namelist()}
    config = json.loads(members["otter_config.json"]) | {"plugins": [{NAME: {"limits": {"start_seconds": 1e-6}}}]}
    members["otter_config.json"] = json.dumps(config).encode()
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    done = nbgrader(fresh, "autograde", LAB)
    assert done.returncode != 0
    assert "SandboxFailure" in done.stdout
    assert set(marks(fresh, LAB)["ada"].values()) == {None}


@pytest.mark.slow
def test_the_formgrader_shows_gradebook_and_submissions(feedback, generated):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyter", "server", "--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    command += [f"--ServerApp.root_dir={generated}", "--IdentityProvider.token=open"]
    with subprocess.Popen(command, cwd=generated, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            pages = f"http://127.0.0.1:{port}/formgrader"
            assert LAB in opened(f"{pages}/manage_assignments", server)
            submissions = json.loads(opened(f"{pages}/api/submitted_notebooks/{LAB}/{LAB}", server))
            assert {entry["student"]: entry["score"] for entry in submissions}[student("right")] == 9
            (markup,) = (entry["id"] for entry in submissions if entry["student"] == "markup")
            page = opened(f"{pages}/submissions/{markup}/", server)
            assert "conv2d-2-hidden" in page
            assert "<script>alert" not in page
        finally:
            server.terminate()


def opened(address: str, server: subprocess.Popen) -> str:
    """Fetch a page of a server that may still be starting."""
    for _ in range(120):
        assert server.poll() is None, "the server has ended"
        try:
            request = urllib.request.Request(address, headers={"Authorization": "token open"})
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError:
            raise
        except urllib.error.URLError:
            time.sleep(0.5)
    raise AssertionError("the server does not answer")


def test_nbgrader_scores_what_is_marked_as_the_examiner_did():
    result = examples.EXAMPLE
    first, *others = (question.name for question in result.questions)
    starters = {question.name: f"def {question.name}(x):\n    ..." for question in result.questions}
    cells = marked_cells(result, ["0.5", f"def {first}(x):\n    return x\n\n\n0.5"], starters)
    nbformat.validate(nbformat.v4.new_notebook(cells=cells))
    scores = {identity(cell): determine_grade(cell) for cell in cells if is_grade(cell)}
    assert sum(score for score, _ in scores.values()) == result.earned > 0
    assert sum(possible for _, possible in scores.values()) == result.points
    assert [cell.source for cell in cells if is_solution(cell)] == [
        f"def {first}(x):\n    return x\n\n\n0.5",
        *(f"# No cell of this notebook answers {name}." for name in others),
    ]


def test_a_question_without_an_answer_cell_is_marked_below_the_one_before_it():
    result = examples.EXAMPLE
    first, second, *others = (question.name for question in result.questions)
    starters = {name: f"{name} = ..." for name in (first, *others)}
    cells = marked_cells(result, ["x = 1", f"{first} = 3", "y = 2"], starters)
    marked = [identity(cell).split("-")[0] for cell in cells if identity(cell)]
    assert list(dict.fromkeys(marked)) == [first, second, *others]
    assert [identity(cell) for cell in cells if is_solution(cell)] == [first, *others]
    sources = [cell.source for cell in cells]
    last = max(number for number, cell in enumerate(cells) if identity(cell).startswith(f"{second}-"))
    assert sources.index(f"{first} = 3") < last < sources.index("y = 2")


def test_two_builds_are_the_same_and_the_second_changes_nothing(tiny, tmp_path):
    files, changed = generate_course(tiny, tmp_path / "course")
    assert files == changed
    assert (tmp_path / "course" / MANIFEST).is_file()
    assert generate_course(tiny, tmp_path / "course") == (files, [])
    generate_course(tiny, tmp_path / "again")
    for path in files:
        assert (tmp_path / "again" / path).read_bytes() == (tmp_path / "course" / path).read_bytes()


def test_only_generated_files_are_touched(tiny, edit_exercise, tmp_path):
    root = tmp_path / "course"
    generate_course(tiny, root)
    mine = {root / "gradebook.db": "marks", root / "nbgrader_config.py": "my = 'own'", root / "source" / "note": "!"}
    for path, text in mine.items():
        path.write_text(text)
    (tiny.root / "source" / "labkit" / "more.py").write_text("")
    edit_exercise("# Double every number.", "# Double each number.")
    _, changed = generate_course(tiny, root)
    notebook, package = "source/01_tiny/01_tiny.ipynb", "source/01_tiny/labkit/more.py"
    assert changed == ["autograder/01_tiny.zip", notebook, package]  # the zip brings the package along
    (tiny.root / "source" / "labkit" / "more.py").unlink()
    generate_course(tiny, root)
    assert not (root / "source" / "01_tiny" / "labkit" / "more.py").exists()
    assert {path: path.read_text() for path in mine} == mine


@pytest.mark.parametrize("name", ["source/01_tiny/01_tiny.ipynb", "autograder/01_tiny.zip"])
def test_what_was_changed_by_hand_is_not_overwritten(tiny, tmp_path, name):
    generate_course(tiny, tmp_path / "course")
    path = tmp_path / "course" / name
    path.write_text("changed by hand")
    with pytest.raises(SourceError, match="not as it was generated"):
        generate_course(tiny, tmp_path / "course")
    assert path.read_text() == "changed by hand"


def test_a_first_run_that_was_interrupted_goes_on(tiny, tmp_path):
    root = tmp_path / "course"
    files, _ = generate_course(tiny, root)
    (root / MANIFEST).write_text("{}\n")
    (root / "autograder" / "01_tiny.zip").unlink()
    assert generate_course(tiny, root) == (files, ["autograder/01_tiny.zip"])


def test_a_question_without_a_public_test_is_refused(tiny, edit_exercise):
    edit_exercise("name: one number\npoints: 1\n", "name: one number\npoints: 1\nhidden: true\n")
    with pytest.raises(SourceError, match="no public test case"):
        course_files(tiny)


class TestCommand:
    """What ``workbook generate --nbgrader`` says."""

    @pytest.fixture
    def workbook(self, tiny, monkeypatch):
        monkeypatch.chdir(tiny.root)
        return lambda *arguments: CliRunner().invoke(main, ["generate", *map(str, arguments)])

    def test_success_names_the_next_commands(self, workbook, tmp_path):
        done = workbook("--nbgrader", tmp_path / "course")
        assert done.exit_code == 0, done.output
        for step in ("generate_assignment", "autograde", "generate_feedback"):
            assert f"nbgrader {step} 01_tiny" in done.output
        assert not Path("release").exists()

    @pytest.mark.parametrize("name", ["thesis.tex", "nbgrader_config.py"])
    def test_a_folder_of_other_things_is_left_alone(self, workbook, tmp_path, name):
        (tmp_path / "mine").mkdir()
        (tmp_path / "mine" / name).write_text("years of work")
        done = workbook("--nbgrader", tmp_path / "mine")
        assert done.exit_code == 2
        assert "no nbgrader course of this workbook" in done.output
        assert os.listdir(tmp_path / "mine") == [name]

    def test_a_file_is_no_folder(self, workbook, tmp_path):
        (tmp_path / "mine").write_text("years of work")
        assert workbook("--nbgrader", tmp_path / "mine").exit_code == 2

    def test_without_nbgrader_there_is_a_sentence(self, workbook, tmp_path, monkeypatch):
        monkeypatch.setitem(sys.modules, "nbgrader", None)
        done = workbook("--nbgrader", tmp_path / "course")
        assert done.exit_code == 2
        assert "nbgrader is not installed" in done.output
        assert not (tmp_path / "course").exists()

    def test_check_does_not_go_with_it(self, workbook, tmp_path):
        assert workbook("--check", "--nbgrader", tmp_path / "course").exit_code == 2
