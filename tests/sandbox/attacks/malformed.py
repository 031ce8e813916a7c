"""Files that are no notebook, or no proper one: each gets a row and a sentence; right answers in odd notebooks count."""
# ruff: noqa: E501 - a submission a line

from __future__ import annotations

import io
import json
import zipfile

from .attack import Attack, notebook, right, zipped
from .lab import FULL, LAB, NOTHING, graded_cells


def refused(name: str, content: bytes | None, remark: str, **more) -> Attack:
    return Attack(name, "malformed", content, NOTHING, "refused", remark, **more)


def fine(name: str, content: bytes, points=FULL, **more) -> Attack:
    return Attack(name, "malformed", content, points, **more)


def changed(**changes) -> bytes:
    """The right answers in a notebook of which something else is odd."""
    return json.dumps(json.loads(right()) | changes).encode()


def with_cells(change) -> bytes:
    content = json.loads(right())
    content["cells"] = change(content["cells"])
    return json.dumps(content).encode()


def version_3() -> bytes:
    cells = [{"cell_type": "code", "input": cell, "outputs": [], "language": "python"} for cell in graded_cells(LAB)]
    content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [{"cells": cells}]}
    return json.dumps(content).encode()


def with_output(size: int) -> bytes:
    content = json.loads(right())
    content["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * size}]
    return json.dumps(content).encode()


def locked() -> bytes:
    """A zip whose members are marked as encrypted."""
    data = bytearray(zipped({"lab.ipynb": right()}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


def lying() -> bytes:
    """A zip that states a size much smaller than what it unpacks to."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lab.ipynb", right())
        archive.writestr("zeros", bytes(10 << 20))
    data = bytearray(buffer.getvalue())
    where = data.rindex(b"PK\x01\x02") + 24
    data[where : where + 4] = (1000).to_bytes(4, "little")
    return bytes(data)


R_KERNEL = {"kernelspec": {"name": "ir", "display_name": "R", "language": "R"}, "otter": {"assignment_name": LAB}}

ATTACKS = [
    refused("not JSON", b"this is no notebook", "not JSON"),
    refused("empty", b"", "empty"),
    refused("spaces only", b"  \n\n ", "empty"),
    refused("a JSON list", b"[1, 2, 3]", "no cells"),
    refused("a JSON number", b"42", "no cells"),
    refused("half a notebook", right()[:300], "not JSON"),
    refused("brackets without end", b"[" * 200_000, "not JSON"),
    refused("a PDF", b"%PDF-1.7\n\xff\xfe\x00", "not text"),
    refused("UTF-16", right().decode().encode("utf-16"), "not text"),
    refused("a notebook without cells", json.dumps({"nbformat": 4, "metadata": {}}).encode(), "no cells"),
    refused("cells that are no list", changed(cells={"0": "x"}), "no cells"),
    refused(
        "cells that are no cells", changed(cells=[None, 3, "x", [], {"cell_type": "code", "source": 7}]), "no code"
    ),
    refused("no code", notebook(""), "no code"),
    refused("three thousand cells", notebook(*["x = 1"] * 3000), "code cells"),
    refused("three megabytes of code", notebook("x = '" + "a" * (3 << 20) + "'"), "MB of code"),
    refused("another lab", right().replace(b"01_attacked", b"07_another"), "07_another"),
    refused("two notebooks in a zip", zipped({"a.ipynb": right(), "b.ipynb": right()}), "2 notebooks", suffix=".zip"),
    refused("no notebook in a zip", zipped({"essay.txt": "hello"}), "no notebook", suffix=".zip"),
    refused("../x in a zip", zipped({"a.ipynb": right(), "../x.py": "1"}), "leads out", suffix=".zip"),
    refused("/x in a zip", zipped({"a.ipynb": right(), "/etc/x": "1"}), "leads out", suffix=".zip"),
    refused("C:\\x in a zip", zipped({"a.ipynb": right(), "C:\\x": "1"}), "leads out", suffix=".zip"),
    refused("a link in a zip", zipped({"a.ipynb": right()}, links={"x": "/etc/passwd"}), "link", suffix=".zip"),
    refused("the notebook as a link", zipped({}, links={"a.ipynb": "/etc/passwd"}), "link", suffix=".zip"),
    refused(
        "file and folder of one name in a zip",
        zipped({"l.ipynb": right(), "a": "1", "a/b": "2"}),
        "damaged",
        suffix=".zip",
    ),
    refused("a name of 300 letters", zipped({"l.ipynb": right(), "a" * 300: "1"}), "200 letters", suffix=".zip"),
    refused(
        "a thousand files",
        zipped({"l.ipynb": right(), **{f"f{i}": "" for i in range(1000)}}),
        "200 files",
        suffix=".zip",
    ),
    refused("a damaged zip", zipped({"a.ipynb": right()})[:-40], "damaged", suffix=".zip"),
    refused("a locked zip", locked(), "password", suffix=".zip"),
    refused("a zip that lies about sizes", lying(), "damaged", suffix=".zip"),
    refused("a zip in a zip", zipped({"inner.zip": zipped({"a.ipynb": right()})}), "no notebook", suffix=".zip"),
    refused("a zip called notebook", zipped({"essay.txt": "hello"}), "no notebook"),
    refused("a folder", None, "folder or a link"),
    fine("an R kernel, correct code", changed(metadata=R_KERNEL)),
    fine("nbformat 3", version_3()),
    fine("nbformat 99", changed(nbformat=99)),
    fine("no nbformat", json.dumps({k: v for k, v in json.loads(right()).items() if "nbf" not in k}).encode()),
    fine("no kernelspec", changed(metadata={"otter": {"assignment_name": LAB}})),
    fine("metadata that is no dict", changed(metadata=[])),
    fine("no name of a lab", notebook(*graded_cells(LAB), lab=None)),
    fine("a cell with a syntax error", right("def broken(:", after=("x = = 2",))),
    fine(
        "magics",
        right(
            "%matplotlib inline",
            "%%time\nx = 1",
            "%config InlineBackend.figure_format = 'retina'",
            "%load_ext autoreload\n%autoreload 2",
            "%nosuchmagic",
            "%%nosuchcell\nx",
        ),
    ),
    fine(
        "shell lines",
        right(
            "!echo hello",
            "!pip install nothing-at-all",
            "files = !ls",
            "%pip install nothing",
            "!apt-get install -y x",
            "!wget -q http://example.com/x",
        ),
    ),
    fine("50 MB of saved output", with_output(50 << 20), slow=True),
    refused("150 MB of saved output", with_output(150 << 20), "up to 120 MB", slow=True),
    fine("a renamed file", right(), suffix=" (copy) final FINAL (2).ipynb"),
    fine("a file named as a formula", right(), suffix="=cmd|'calc'!A0.ipynb"),
    fine("a notebook named .zip", right(), suffix=".zip"),
    fine(
        "a zip with Mac's luggage",
        zipped({"x/lab.ipynb": right(), "__MACOSX/x/._lab.ipynb": b"\0", "x/.DS_Store": "0"}),
        suffix=".zip",
    ),
    fine(
        "the notebook in a folder of a zip, with its helper",
        zipped(
            {
                "my work/lab.ipynb": right("from helper import three\nassert three == 3"),
                "my work/helper.py": "three = 3",
            }
        ),
        suffix=".zip",
    ),
    fine("a byte order mark", b"\xef\xbb\xbf" + right()),
    fine("duplicate cells", with_cells(lambda cells: cells + cells)),
    fine("duplicate ids", with_cells(lambda cells: [cell | {"id": "same"} for cell in cells])),
    fine(
        "ids and metadata of odd kinds",
        with_cells(lambda cells: [cell | {"id": 7, "metadata": None, "outputs": "x"} for cell in cells]),
    ),
    fine(
        "a deleted cell",
        with_cells(lambda cells: [c for c in cells if "def relu" not in c["source"]]),
        FULL | {"relu": 0},
    ),
    fine(
        "edited metadata",
        with_cells(lambda cells: [c | {"metadata": {"deletable": False, "otter": {"tests": ["relu"]}}} for c in cells]),
    ),
    fine(
        "source as a list of lines",
        with_cells(lambda cells: [c | {"source": c["source"].splitlines(True)} for c in cells]),
    ),
    fine("half a surrogate in a cell", right("x = 'QQ'").replace(b"QQ", b"\\ud800")),
    fine("a null byte in a cell", right("x = 'QQ'").replace(b"QQ", b"\\u0000")),
    fine("numbers beyond floats", changed(metadata={"x": 10**400, "otter": {"assignment_name": LAB}})),
    fine("NaN in the metadata", right().replace(b'"nbformat": 4', b'"nbformat": 4, "x": NaN')),
]
