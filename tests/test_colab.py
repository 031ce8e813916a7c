"""What the instructor's notebook does on Colab before anything is graded: errors that say what to do."""

import zipfile

import nbformat
import pytest

from workbook import colab
from workbook.generate.colab import instructor_notebook


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def zipped(path, *names):
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    return path


@pytest.mark.parametrize("make", [lambda p: p, lambda p: p.write_text("x") and p, lambda p: zipped(p, "a.ipynb")])
def test_a_wrong_autograder_is_named_and_the_right_one_described(make, place):
    with pytest.raises(colab.Stop, match=r"lab.zip is not a lab's autograder.*01_convolution.zip"):
        colab.set_up(make(place / "lab.zip"))


def test_what_was_handed_in_is_found_wherever_it_lies(place):
    folder = place / "class"
    folder.mkdir()
    with pytest.raises(colab.Stop, match="nothing in the folder"):
        colab.receive("class")
    with pytest.raises(colab.Stop, match="no file or folder nowhere"):
        colab.receive(" nowhere ")
    zipped(folder / "submissions.zip", "ada_1.ipynb", "bob_2.ipynb")
    assert {path.name for path in colab.receive("class").iterdir()} == {"ada_1.ipynb", "bob_2.ipynb"}
    one = zipped(place / "ada.zip", "lab.ipynb", "helper.py")
    assert colab.receive(str(one)).name == "ada.zip"
    with pytest.raises(colab.Stop, match="is an autograder"):
        colab.receive(str(zipped(place / "lab.zip", "otter_config.json")))


def test_an_error_is_a_sentence_and_no_traceback():
    assert colab.Stop("Do this.")._render_traceback_() == ["Do this."]


def test_the_notebook_is_the_courses_own_and_always_the_same(tiny):
    first, second = instructor_notebook(tiny), instructor_notebook(tiny)
    assert first == second
    notebook = nbformat.reads(first.decode(), as_version=4)
    nbformat.validate(notebook)
    assert "github/someone/tiny/blob/v1/autograder/grade_in_colab.ipynb" in notebook.cells[0].source
