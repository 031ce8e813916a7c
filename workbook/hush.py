"""Keeps TensorFlow's talk about itself out of what the workbook prints."""

from __future__ import annotations

import logging
import os


def hush() -> None:
    """Let TensorFlow report errors only, in this process and in those that it starts."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    logging.getLogger("tensorflow").setLevel(logging.ERROR)
