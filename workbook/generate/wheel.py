"""Packs the workbook itself for graders that get nothing but a lab's zip: Gradescope and `otter grade`."""

from __future__ import annotations

import base64
import hashlib
from importlib import metadata
from pathlib import Path

PACKAGE = Path(__file__).parents[1]
VERSION = metadata.version("workbook")
WHEEL = f"workbook-{VERSION}-py3-none-any.whl"
"""What the file must be called when it is installed."""


def wheel(labkit: Path) -> dict[str, bytes]:
    """List what a wheel of this package and of the course's ``labkit`` holds: path to content.

    It names no requirements, since they are pinned beside it.

    Args:
        labkit: the folder of the package that notebooks share.
    """
    files = files_of(PACKAGE, "workbook") | files_of(labkit, "labkit")
    information = f"workbook-{VERSION}.dist-info"
    files[f"{information}/METADATA"] = f"Metadata-Version: 2.1\nName: workbook\nVersion: {VERSION}\n".encode()
    files[f"{information}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: workbook\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    )
    files[f"{information}/entry_points.txt"] = b"[console_scripts]\nworkbook = workbook.cli:main\n"
    record = "".join(f"{name},{_digest(content)},{len(content)}\n" for name, content in sorted(files.items()))
    files[f"{information}/RECORD"] = f"{record}{information}/RECORD,,\n".encode()
    return files


def files_of(folder: Path, name: str) -> dict[str, bytes]:
    """Read a package: path below ``name`` to content, what Python cached left out."""
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in sorted(paths)}


def _digest(content: bytes) -> str:
    """Digest a file as the record of a wheel wants it."""
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
