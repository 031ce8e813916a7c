"""Takes in whatever was uploaded: out come cells and files, or one sentence that says what is wrong with it.

Reads data only. Nothing here imports, unpickles or runs anything of the upload, or trusts a name in it.
"""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

MB = 1 << 20
LARGEST_UPLOAD = 120 * MB
"""A notebook may hold 50 MB of saved output and more."""
LARGEST_CODE = 2 * MB
LARGEST_FILES = 64 * MB
"""All other files of a zip together, unpacked."""
MOST_CELLS = 2000
MOST_FILES = 200
LONGEST_NAME = 200
IGNORED_TAGS = ("otter_ignore",)


class Refused(Exception):
    """An upload that cannot be graded. The text is one sentence, or two, for the student."""


@dataclass(frozen=True)
class Upload:
    """What a student handed in: the source of each code cell, other files, and the lab that the notebook names."""

    cells: list[str]
    files: dict[str, bytes] = field(default_factory=dict)
    lab: str | None = None


def take_in(path: Path, lab: str | None = None) -> Upload:
    """Read an uploaded notebook, or a zip that holds one.

    Args:
        path: the uploaded file.
        lab: the lab that is being graded; a notebook of another one is refused. ``None`` takes any.

    Raises:
        Refused: it is neither, or too large, or of another lab.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise Refused("This is a folder or a link, not a file: hand in the notebook itself (.ipynb).")
    if status.st_size > LARGEST_UPLOAD:
        raise Refused(
            f"The file has {status.st_size // MB} MB; up to {LARGEST_UPLOAD // MB} MB are taken. "
            "Clear the notebook's outputs, save it, and hand it in again."
        )
    content = path.read_bytes()
    upload = _from_zip(content) if content.startswith(b"PK") else _from_notebook(content)
    if lab and upload.lab and upload.lab != lab:
        raise Refused(f"This is the notebook of lab {upload.lab[:80]!r}, but {lab!r} is being handed in.")
    return upload


def take_in_folder(folder: Path, lab: str | None = None) -> Upload:
    """Read the folder that a platform made of an upload: a notebook, other files, or a zip that holds them.

    Raises:
        Refused: it holds no notebook, or several, or too much, or one of another lab.
    """
    names = _regular_files(folder)
    notebooks = [name for name in names if name.endswith(".ipynb")]
    zips = [name for name in names if name.endswith(".zip")]
    if not notebooks and len(zips) == 1:
        return take_in(folder / zips[0], lab)
    if not notebooks:
        raise Refused("No notebook was handed in. Hand in the .ipynb file itself.")
    if len(notebooks) > 1:
        raise Refused(f"{len(notebooks)} notebooks were handed in. Hand in the one that is to be graded.")
    upload = take_in(folder / notebooks[0], lab)
    if len(names) > MOST_FILES or sum((folder / name).lstat().st_size for name in names) > LARGEST_UPLOAD:
        raise Refused(
            f"More than {MOST_FILES} files or {LARGEST_UPLOAD // MB} MB were handed in. Hand in the notebook."
        )
    notebook = folder / notebooks[0]
    return Upload(upload.cells, files_below(notebook.parent, {notebook.name}), upload.lab)


def files_below(folder: Path, leave_out: Collection[str] = ()) -> dict[str, bytes]:
    """Read the files below a folder, links and hidden files left out, up to the limits of an upload.

    Args:
        folder: where to look.
        leave_out: names in ``folder`` that are not wanted.

    Returns:
        relative path to content.
    """
    found, size = {}, 0
    for name in _regular_files(folder):
        if name.split("/")[0] in leave_out:
            continue
        size += (folder / name).lstat().st_size
        if size > LARGEST_FILES or len(found) >= MOST_FILES:
            break
        found[name] = (folder / name).read_bytes()
    return found


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write what was taken in, below a folder of ours."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _regular_files(folder: Path) -> list[str]:
    """List the files below a folder by relative path; links, hidden files and what archivers add are none."""
    found, waiting = [], [""] if folder.is_dir() else []
    while waiting and len(found) <= MOST_CELLS:
        above = waiting.pop(0)
        for entry in sorted(os.scandir(folder / above), key=lambda entry: entry.name):
            name = f"{above}{entry.name}"
            if entry.name.startswith(".") or entry.name == "__MACOSX" or len(os.fsencode(name)) > LONGEST_NAME:
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(name + "/")
            elif entry.is_file(follow_symlinks=False):
                found.append(name)
    return found


def clean_notebook(upload: Upload, lab: str | None = None) -> dict:
    """Write an upload as a notebook that nothing in Otter or nbformat stumbles over."""
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"cell-{number}",
            "metadata": {},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(upload.cells)
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata: dict[str, Any] = {"kernelspec": kernel}
    if lab:
        metadata["otter"] = {"assignment_name": lab}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def code_cells(notebook: dict) -> list[str]:
    """Pick the source of the code cells that count out of a notebook, of whatever version or shape.

    Raises:
        Refused: there are none, or too many.
    """
    cells = notebook.get("cells")
    if cells is None and type(notebook.get("worksheets")) is list:  # nbformat 3
        sheets = [sheet.get("cells") for sheet in notebook["worksheets"] if isinstance(sheet, dict)]
        cells = [cell for sheet in sheets if isinstance(sheet, list) for cell in sheet]
    if not isinstance(cells, list):
        raise Refused("This is a JSON file, but not a notebook: it has no cells. Hand in the .ipynb file.")
    sources = [source for cell in cells if (source := _source(cell)).strip()]
    if not sources:
        raise Refused("The notebook has no code in it. Did you save it before you handed it in?")
    if len(sources) > MOST_CELLS or sum(map(len, sources)) > LARGEST_CODE:
        raise Refused(f"The notebook has more than {MOST_CELLS:,} code cells or {LARGEST_CODE // MB} MB of code.")
    return sources


def _source(cell: Any) -> str:
    """The source of one cell if it is code that counts, else nothing."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return ""
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    tags = metadata.get("tags")
    if isinstance(tags, list) and any(tag in tags for tag in IGNORED_TAGS):
        return ""
    otter = metadata.get("otter")
    if isinstance(otter, dict) and otter.get("ignore"):
        return ""
    source = cell.get("source", cell.get("input", ""))  # "input" in nbformat 3
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return source.replace("\r\n", "\n") if isinstance(source, str) else ""


def _from_notebook(content: bytes) -> Upload:
    if not content.strip():
        raise Refused("The file is empty. Save the notebook and hand it in again.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The file is not a notebook: it is not text. Hand in the .ipynb file.") from None
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(
            "The file is not a notebook: it is not JSON. Hand in the .ipynb file as Jupyter saves it."
        ) from None
    if not isinstance(notebook, dict):
        raise Refused("This is a JSON file, but not a notebook: it has no cells. Hand in the .ipynb file.")
    return Upload(code_cells(notebook), lab=_lab(notebook))


def _lab(notebook: dict) -> str | None:
    """The lab that a notebook says it is, as Otter Assign writes it."""
    value: Any = notebook
    for key in ("metadata", "otter", "assignment_name"):
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) and value else None


def _from_zip(content: bytes) -> Upload:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = _safe_members(archive)
            unpacked = {name: _unpack(archive, member) for name, member in members.items()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError, OSError):
        raise Refused("The zip file is damaged or locked with a password. Hand in the notebook itself.") from None
    notebooks = [name for name in unpacked if name.endswith(".ipynb")]
    if not notebooks:
        raise Refused("There is no notebook in the zip file. Hand in the .ipynb file itself.")
    if len(notebooks) > 1:
        raise Refused(f"There are {len(notebooks)} notebooks in the zip file. Hand in the one that is to be graded.")
    if sum(len(data) for name, data in unpacked.items() if name not in notebooks) > LARGEST_FILES:
        raise Refused(f"The files in the zip are more than {LARGEST_FILES // MB} MB. Hand in the notebook alone.")
    upload = _from_notebook(unpacked.pop(notebooks[0]))
    top = str(PurePosixPath(notebooks[0]).parent)
    prefix = "" if top == "." else top + "/"
    return Upload(upload.cells, {name.removeprefix(prefix): data for name, data in unpacked.items()}, upload.lab)


def _safe_members(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Choose the members to unpack, by name; refuse an archive that wants to write elsewhere."""
    members = {}
    if len(archive.infolist()) > 10 * MOST_FILES:
        raise Refused(f"The zip file holds more than {MOST_FILES} files. Hand in the notebook itself.")
    for member in archive.infolist():
        name = member.filename.replace("\\", "/")
        parts = PurePosixPath(name).parts
        if name.startswith("/") or ".." in parts or ":" in name or stat.S_ISLNK(member.external_attr >> 16):
            raise Refused("The zip file holds a link or a path that leads out of it. Hand in the notebook itself.")
        if not parts or member.is_dir() or parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts):
            continue
        if len(name.encode()) > LONGEST_NAME:
            raise Refused(
                f"The zip file holds a name of more than {LONGEST_NAME} letters. Hand in the notebook itself."
            )
        members[str(PurePosixPath(*parts))] = member
    if any(str(parent) in members for name in members for parent in PurePosixPath(name).parents):
        raise zipfile.BadZipFile  # one name is both a file and a folder
    if len(members) > MOST_FILES:
        raise Refused(f"The zip file holds more than {MOST_FILES} files. Hand in the notebook itself.")
    if sum(member.file_size for member in members.values()) > LARGEST_UPLOAD:
        raise Refused(f"The zip file unpacks to more than {LARGEST_UPLOAD // MB} MB. Hand in the notebook itself.")
    return members


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Unpack one member, no further than the size that the archive states."""
    with archive.open(member) as file:
        data = file.read(member.file_size + 1)
    if len(data) > member.file_size:
        raise zipfile.BadZipFile
    return data
