"""Folders of files that a test makes and a student's function reads, in a notebook and in the grader alike.

A test holds such a folder as plain data, names and bytes. Where it meets a student's function the files lie on disk:
in a temporary folder of this computer or, when graded, in one that the sandbox makes for the call.
"""

from __future__ import annotations

import collections
import io
import shutil
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PIL import Image

MOST_FILES = 1000
MOST_BYTES = 32 << 20
LONGEST_NAME = 200

_latest: collections.deque = collections.deque(maxlen=64)
"""Folders that stay on disk although nobody holds them: ``path = Path(path)`` in a function drops what it was given."""


class Folder(str):
    """The path of a temporary folder, a plain string to everybody who reads it.

    The folder lives as long as this object, and until many more have been made.

    Attributes:
        files: what is in it, see `make`.
    """

    files: dict[str, bytes]

    def __new__(cls, files: Mapping[str, bytes]) -> Folder:
        """Write the files; see `make`."""
        place = tempfile.mkdtemp(prefix="images-")
        folder = super().__new__(cls, place)
        weakref.finalize(folder, shutil.rmtree, place, ignore_errors=True)
        folder.files = dict(files)
        write(place, folder.files)
        _latest.append(folder)
        return folder

    def __reduce__(self):
        return Folder, (self.files,)


def make(files: Mapping[str, bytes]) -> Folder:
    """Make a temporary folder.

    Args:
        files: the content of each file by its path below the folder, with ``/`` between the parts. A path that ends
            in ``/`` is a folder, and its content is empty.

    Returns:
        the folder's path.

    Raises:
        ValueError: a path leads out of the folder, or there are too many files or bytes.
    """
    return Folder(files)


def write(place: str | Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that is there and empty; see `make`.

    Raises:
        ValueError: a path leads out of the folder, or there are too many files or bytes. Nothing was written.
    """
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise ValueError(f"a folder of more than {MOST_FILES} files or {MOST_BYTES >> 20} MB")
    for name, content in files.items():
        parts = name.removesuffix("/").split("/")
        if len(name) > LONGEST_NAME or not name.isprintable() or "\\" in name or {"", ".", ".."} & set(parts):
            raise ValueError(f"{name[:LONGEST_NAME]!r} is no path of a file below a folder")
        if name.endswith("/") and content:
            raise ValueError(f"{name!r} is a folder, and has content")
    for name in sorted(files):
        path = Path(place, name)
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(files[name])


def picture(pixels, mode: str | None = None, file_type: str = "PNG", **settings) -> bytes:
    """Write an array as an image file.

    Args:
        pixels: (H, W) or (H, W, C), uint8, or uint16 for 16 bits of grey.
        mode: Pillow's name for what the channels mean, where the shape does not say it: ``"LA"`` or ``"CMYK"``.
        file_type: ``"PNG"`` or ``"JPEG"``, or another that Pillow writes.
        settings: more for Pillow's ``save``, such as ``quality``.
    """
    pixels = np.ascontiguousarray(pixels)
    if mode is None:
        image = Image.fromarray(pixels)
    else:
        image = Image.frombytes(mode, (pixels.shape[1], pixels.shape[0]), pixels.tobytes())
    buffer = io.BytesIO()
    image.save(buffer, file_type, **settings)
    return buffer.getvalue()
