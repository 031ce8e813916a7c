"""What students, instructors and graders get: complete, the same every time, and no more than they should."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from workbook.generate import build
from workbook.generate.publish import generate, publish, stale
from workbook.problems import SourceError


def notebook(files, folder):
    return json.loads(files[Path(folder, "01_tiny", "01_tiny.ipynb")])


def sources(content):
    return ["".join(cell["source"]) for cell in content["cells"]]


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path_factory):
    """Keep what is built away from what other tests have built."""
    folder = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv("WORKBOOK_CACHE", str(folder))
    return folder


def test_two_builds_are_the_same_to_the_byte(tiny, monkeypatch, tmp_path):
    first = generate(tiny)
    monkeypatch.setenv("WORKBOOK_CACHE", str(tmp_path / "another"))
    assert generate(tiny) == first


@pytest.mark.parametrize("kept", ["course-*.zip", "01_tiny-*.zip"])
def test_what_has_not_changed_is_not_built_again(kept, tiny, cache, monkeypatch):
    """Either the whole course was kept, or at least each of its labs."""
    first = generate(tiny)
    monkeypatch.setattr(build, "processes", None)
    for entry in set((cache / "built").glob("*.zip")) - set((cache / "built").glob(kept)):
        entry.unlink()
    assert generate(tiny) == first


def test_a_question_that_two_labs_ask_is_told_although_each_was_built_before(tiny, monkeypatch):
    generate(tiny)
    second = replace(tiny.labs[0], name="02_tiny", folder=tiny.root / "source" / "02_tiny")
    shutil.copytree(tiny.labs[0].folder, second.folder)
    with pytest.raises(SourceError, match="exists already in 01_tiny"):
        generate(replace(tiny, labs=(*tiny.labs, second)))


def test_nothing_heavy_is_imported_where_nothing_changed(tiny, cache):
    """Otter, nbconvert and pandas alone take two seconds."""
    generate(tiny)
    script = "import sys; from workbook.cli import main; main(['generate'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=tiny.root, capture_output=True, text=True, check=True)
    assert not {"otter", "numpy", "pandas", "jupytext", "nbformat"} & set(done.stdout.split())


def test_what_has_changed_is_built_again(tiny, edit_exercise):
    first = generate(tiny)
    edit_exercise("You square the numbers", "You square each number")
    assert generate(tiny)[Path("autograder/01_tiny.zip")] != first[Path("autograder/01_tiny.zip")]


def test_what_was_kept_and_is_damaged_is_built_again(tiny, cache):
    first = generate(tiny)
    for entry in (cache / "built").glob("*.zip"):
        entry.write_bytes(entry.read_bytes()[:-100])
    assert generate(tiny) == first


def test_students_get_starter_and_public_tests_only(tiny):
    files = generate(tiny)
    text = "\n".join(content.decode() for path, content in files.items() if path.parts[0] == "release")
    assert "doubled_numbers" not in text
    assert "You square the numbers" not in text
    assert "many numbers" not in text
    assert 'def double(x):\n    """Double every number of x."""\n    ...' in sources(notebook(files, "release"))
    assert "one number" in files[Path("release/01_tiny/tests/double.py")].decode()


def test_hints_are_folded_and_facts_stand_below_the_title(tiny):
    cells = sources(notebook(generate(tiny), "release"))
    assert any("<summary>Hint 1 of 1</summary>" in cell and "x + x" in cell for cell in cells)
    assert any("## 1.1 Twice as much\n\n*5 minutes · ●○○ · 3 points*" in cell for cell in cells)


def test_a_prediction_shows_its_question_and_folds_its_answer(tiny, edit_exercise):
    hint = '# %% [markdown] tags=["hint"]\n'
    edit_exercise(
        hint, f'# %% [markdown] tags=["predict"]\n# What is 3 + 3?\n#\n# ---\n# Six.\n#\n# Twice three.\n\n{hint}'
    )
    files = generate(tiny)
    for folder in ("release", "solutions"):
        cells = notebook(files, folder)["cells"]
        (text,) = ["".join(cell["source"]) for cell in cells if "predict" in cell["metadata"].get("tags", ())]
        question, answer = text.split("<details>")
        assert question.strip() == "### Predict first\n\nWhat is 3 + 3?"
        assert "---" not in answer
        assert answer.endswith("\n\nSix.\n\nTwice three.\n\n</details>")


def test_the_first_cells_open_colab_and_set_up(tiny):
    cells = sources(notebook(generate(tiny), "release"))
    assert "https://colab.research.google.com/github/someone/tiny/blob/v1/release/01_tiny/01_tiny.ipynb" in cells[0]
    assert 'LAB, COURSE = "01_tiny", "https://raw.githubusercontent.com/someone/tiny/v1/release"' in cells[2]


def test_a_bare_container_needs_nothing_but_the_zip(tiny, tmp_path):
    """Otter's Dockerfile hands setup.sh only files of these names; with them it must be able to grade."""
    with zipfile.ZipFile(io.BytesIO(generate(tiny)[Path("autograder/01_tiny.zip")])) as archive:
        archive.extractall(tmp_path)
        assert archive.getinfo("run_autograder").external_attr >> 16 & 0o111
    (wheel,) = tmp_path.glob("requirements.*.whl")
    assert (tmp_path / "environment.yml").is_file()
    assert (tmp_path / "requirements.txt").read_bytes() == (tiny.root / "requirements" / "cpu.txt").read_bytes()
    installed = tmp_path / "installed"
    named = wheel.rename(tmp_path / wheel.name.removeprefix("requirements."))
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", installed, named]
    done = subprocess.run(pip, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ask = "import labkit, workbook.cli; print(labkit.__file__, workbook.cli.__file__)"
    command = [sys.executable, "-P", "-S", "-c", f"import sys; sys.path[:0] = {[str(installed), *sys.path]}; {ask}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(installed / name) for name in ("labkit/__init__.py", "workbook/cli.py")], (
        done.stderr
    )


def test_instructors_get_the_solution_and_every_test(tiny):
    files = generate(tiny)
    assert any("doubled_numbers = 2 * x" in cell for cell in sources(notebook(files, "solutions")))
    assert "hidden=True" in files[Path("solutions/01_tiny/tests/double.py")].decode()


def test_the_zip_holds_the_shared_settings_and_all_tests(tiny):
    with zipfile.ZipFile(io.BytesIO(generate(tiny)[Path("autograder/01_tiny.zip")])) as archive:
        config = json.loads(archive.read("otter_config.json"))
        assert config["assignment_name"] == "01_tiny"
        assert config["lang"] == "python"
        assert 'name="many numbers"' in archive.read("tests/double.py").decode().replace("'", '"')


def test_check_tells_what_is_stale_and_publish_mends_it(tiny):
    files = generate(tiny)
    publish(tiny, files)
    assert stale(tiny, files) == []
    (tiny.release / "01_tiny" / "tests" / "double.py").write_text("tampered")
    (tiny.solutions / "01_tiny" / "left_over.txt").write_text("from an earlier version")
    expected = [Path("release/01_tiny/tests/double.py"), Path("solutions/01_tiny/left_over.txt")]
    assert stale(tiny, files) == expected
    assert publish(tiny, files) == expected
    assert stale(tiny, files) == []


def test_what_a_student_drew_is_neither_stale_nor_removed(tiny):
    files = generate(tiny)
    publish(tiny, files)
    drawing = tiny.release / "01_tiny" / "own_digits" / "one" / "0001.png"
    drawing.parent.mkdir(parents=True)
    drawing.write_bytes(b"a drawing")
    assert stale(tiny, files) == []
    publish(tiny, files)
    assert drawing.read_bytes() == b"a drawing"


def test_nothing_is_written_when_an_exercise_is_malformed(tiny, edit_exercise):
    edit_exercise("# points: 3", "# points: 4")
    with pytest.raises(SourceError):
        publish(tiny, generate(tiny))
    assert not tiny.release.exists()


@pytest.mark.slow
def test_the_command_says_what_to_do(tiny, edit_exercise):
    def workbook(*arguments):
        command = [sys.executable, "-m", "workbook", *arguments]
        return subprocess.run(command, cwd=tiny.root, capture_output=True, text=True, check=False)

    assert workbook("generate").returncode == 0
    assert workbook("generate", "--check").returncode == 0
    edit_exercise("# Double every number.", "# Double each number.")
    outdated = workbook("generate", "--check")
    assert outdated.returncode == 1
    assert "release/01_tiny/01_tiny.ipynb is stale." in outdated.stderr
    assert "Run 'workbook generate'" in outdated.stderr
    edit_exercise("# points: 3", "# points: 4")
    malformed = workbook("generate")
    assert malformed.returncode == 2
    assert "01_double.py:1: The test cases add up to 3 points, the question has 4." in malformed.stderr
    assert "Traceback" not in malformed.stderr
