"""Whatever is uploaded ends in cells or in one clear sentence."""

import contextlib
import io
import json
import zipfile
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.examiner import intake
from workbook.examiner.intake import Refused, Upload, take_in


def cell(source, **metadata):
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def notebook(*cells, **metadata):
    return {"cells": list(cells), "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


GOOD = notebook(cell("a = 1"))


@pytest.fixture
def upload(tmp_path):
    def write(content, name="lab.ipynb") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def archive(*members, **named):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in (*members, *named.items()):
            file.writestr(name, content)
    return buffer.getvalue()


NOTEBOOK = ("lab.ipynb", json.dumps(GOOD))


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        notebook(cell(["a = ", "1"])),
        notebook(cell("a = 1"), {"cell_type": "markdown", "source": "text"}, "nonsense", None, {"cell_type": "code"}),
        notebook(cell("a = 1"), cell("figure()", tags=["otter_ignore"]), cell("b", otter={"ignore": True})),
        notebook(cell("a = 1"), kernelspec={"name": "ir", "language": "R"}, language_info={"name": "R"}),
        {"worksheets": [{"cells": [{"cell_type": "code", "input": "a = 1", "language": "python"}]}], "nbformat": 3},
        {"cells": [{**cell("a = 1"), "id": "same", "metadata": None}]},
        b"\xef\xbb\xbf" + json.dumps(GOOD).encode(),
        archive(NOTEBOOK),
        archive(("folder/lab.ipynb", NOTEBOOK[1]), ("__MACOSX/lab.ipynb", "x"), (".ipynb_checkpoints/lab.ipynb", "x")),
    ],
)
def test_odd_notebooks_are_taken(upload, content):
    assert take_in(upload(content)) == Upload(["a = 1"])


def test_line_ends_and_magics_are_kept_sane(upload):
    assert take_in(upload(notebook(cell("%%time\r\na = 1\r\n")))).cells == ["%%time\na = 1\n"]


def test_fifty_megabytes_of_output_do_not_matter(upload):
    loud = cell("a = 1") | {"outputs": [{"output_type": "stream", "name": "stdout", "text": "x" * (50 << 20)}]}
    assert take_in(upload(notebook(loud))).cells == ["a = 1"]


def test_other_files_of_a_zip_come_along_by_their_place_beside_the_notebook(upload):
    content = archive(("lab/lab.ipynb", NOTEBOOK[1]), ("lab/data/x.txt", "hello"), ("lab/.OTTER_LOG", "pickle"))
    assert take_in(upload(content)).files == {"data/x.txt": b"hello"}


def linked():
    info = zipfile.ZipInfo("lab.ipynb")
    info.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(info, "/etc/passwd")
    return buffer.getvalue()


def lying_about_size():
    data = bytearray(archive(NOTEBOOK, ("x", bytes(1000))))
    where = data.rindex(b"PK\x01\x02")
    data[where + 24 : where + 28] = (10).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"hello", "not JSON"),
        (b"\x00\xff\xfe", "not text"),
        (b"[" * 100_000, "not JSON"),
        (b'{"cells": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"[]", "no cells"),
        (b"{}", "no cells"),
        (b"null", "no cells"),
        ({"cells": 3}, "no cells"),
        ({"worksheets": [3]}, "no code"),
        (notebook(), "no code"),
        (notebook(cell(" ")), "no code"),
        (notebook(*[cell("a")] * 2001), "more than"),
        (notebook(cell("a" * (3 << 20))), "more than"),
        (archive(), "no notebook in the zip"),
        (archive(x="y"), "no notebook in the zip"),
        (archive(NOTEBOOK, ("other.ipynb", NOTEBOOK[1])), "2 notebooks"),
        (archive(NOTEBOOK, ("../x", "y")), "leads out of it"),
        (archive(NOTEBOOK, ("/etc/x", "y")), "leads out of it"),
        (archive(NOTEBOOK, ("..\\x", "y")), "leads out of it"),
        (linked(), "leads out of it"),
        (archive(NOTEBOOK, ("n" * 300, "y")), "name of more than"),
        (archive(NOTEBOOK, *((f"f{i}", "y") for i in range(300))), "more than 200 files"),
        (archive(NOTEBOOK, *((f"f{i}", "y") for i in range(3000))), "more than 200 files"),
        (archive(NOTEBOOK, ("bomb", bytes(121 << 20))), "unpacks to more than"),
        (archive(NOTEBOOK, ("large", bytes(65 << 20))), "more than 64 MB"),
        (archive(NOTEBOOK)[:-30], "damaged"),
        (lying_about_size(), "damaged"),
        (b"PK\x03\x04", "damaged"),
    ],
    ids=lambda value: value[:24] if isinstance(value, str) else "upload",
)
def test_what_cannot_be_graded_is_refused_in_a_sentence(upload, content, sentence):
    with pytest.raises(Refused) as refused:
        take_in(upload(content))
    message = str(refused.value)
    assert sentence in message
    assert "\n" not in message
    assert message.endswith((".", "?"))


def test_a_locked_zip_is_refused(upload):
    data = bytearray(archive(NOTEBOOK))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    with pytest.raises(Refused, match="password"):
        take_in(upload(bytes(data)))


def test_the_wrong_lab_is_refused_by_both_names(upload):
    path = upload(notebook(cell("a"), otter={"assignment_name": "02_layers"}))
    assert take_in(path, "02_layers").lab == "02_layers"
    with pytest.raises(Refused, match=r"'02_layers'.*'01_convolution'"):
        take_in(path, "01_convolution")


def test_a_notebook_that_names_no_lab_is_taken(upload):
    for metadata in ({}, {"otter": None}, {"otter": {"assignment_name": 3}}):
        assert take_in(upload(notebook(cell("a"), **metadata)), "01_convolution").lab is None


def test_folders_links_and_huge_files_are_refused(tmp_path):
    link, huge = tmp_path / "lab.ipynb", tmp_path / "huge.ipynb"
    link.symlink_to("/etc/passwd")
    with huge.open("wb") as file:
        file.truncate(200 << 20)
    for path, sentence in ((tmp_path, "folder or a link"), (link, "folder or a link"), (huge, "200 MB")):
        with pytest.raises(Refused, match=sentence):
            take_in(path)


def test_the_clean_notebook_is_one_that_nbformat_takes(upload):
    clean = intake.clean_notebook(Upload(["a = 1", "b = '\ud800'"]), "01_convolution")
    node = nbformat.from_dict(clean)
    nbformat.validate(node)
    assert intake.code_cells(node) == ["a = 1", "b = '\ud800'"]
    assert take_in(upload(json.loads(json.dumps(clean))), "01_convolution").lab == "01_convolution"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("code"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["cells", "worksheets", "metadata", "otter", "tags", "source", "input", "cell_type", "assignment_name"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(JSON)
def test_no_json_makes_it_stumble(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("any") / "lab.ipynb"
    path.write_text(json.dumps(value))
    with contextlib.suppress(Refused):
        take_in(path, "01_convolution")
