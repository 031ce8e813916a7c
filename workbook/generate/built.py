"""A lab as `build_lab` makes it, and how it is packed."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can hold: two builds are the same to the byte."""


@dataclass(frozen=True)
class Built:
    """A lab as files: relative path to content, for each of the three outputs."""

    release: dict[str, bytes]
    solutions: dict[str, bytes]
    autograder: dict[str, bytes]


def zipped(files: dict[str, bytes]) -> bytes:
    """Pack files into a zip whose bytes depend on nothing but names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            executable = name.endswith(".sh") or name == "run_autograder"
            info.external_attr = (0o755 if executable else 0o644) << 16
            archive.writestr(info, content)
    return buffer.getvalue()
