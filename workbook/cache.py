"""Where the workbook keeps what takes long to work out and can be worked out again."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder(name: str) -> Path:
    """Return a folder below ``$WORKBOOK_CACHE``, by default ``~/.cache/workbook``, and make it if need be."""
    chosen = os.environ.get("WORKBOOK_CACHE")
    folder = (Path(chosen) if chosen else Path.home() / ".cache" / "workbook") / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
