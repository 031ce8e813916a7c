"""Asks an answer that fails some more questions, so that its mistake can be named for sure.

The checks of a notebook hold few examples, and each stops at the first number that is wrong: many mistakes look alike
there. What an answer gives for a few more inputs tells them apart. Nobody marks these, and what would be right is
written nowhere.
"""

from __future__ import annotations

import base64
import contextlib
import io
import signal
import threading
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

from labkit.naming import outcome

SECONDS = 2
"""How long a student may have to wait for a name."""


class TooLong(BaseException):
    """Time is up. No `Exception`, so that no answer catches it."""


def ask(names: dict, soundings: list) -> list | None:
    """Call a notebook's functions and note what comes of it; what they print is dropped.

    Args:
        names: the notebook's names.
        soundings: calls, as `packed` wrote them: ``[name, arguments, keywords]`` each.

    Returns:
        one result for each call, or None where they took too long.
    """
    try:
        with _in_time(), _quietly():
            return outcomes(names, soundings)
    except TooLong:
        return None


def outcomes(names: dict, soundings: list) -> list:
    """Do what `ask` does, however long it takes and whatever is printed."""
    return [
        outcome(names.get(name), unpacked(arguments), unpacked(keywords)) for name, arguments, keywords in soundings
    ]


def packed(value: Any) -> Any:
    """Write a call's arguments as plain JSON. Floats keep three digits, as float16 does.

    Raises:
        TypeError: they hold something else than data.
    """
    if isinstance(value, np.ndarray):
        kept = value.astype("<f2") if value.dtype.kind == "f" else value.astype(value.dtype.newbyteorder("<"))
        text = base64.b64encode(kept.tobytes()).decode()
        return {"array": text, "kept": kept.dtype.str, "dtype": value.dtype.name, "shape": list(value.shape)}
    if isinstance(value, tuple):
        return {"tuple": [packed(item) for item in value]}
    if isinstance(value, list):
        return [packed(item) for item in value]
    if isinstance(value, dict):
        return {"dict": {key: packed(item) for key, item in value.items()}}
    if value is None or type(value) in (bool, int, float, str):
        return value
    raise TypeError(f"a {type(value).__name__} is no data")


def unpacked(value: Any) -> Any:
    """Make the arguments that `packed` wrote, anew each time."""
    match value:
        case {"array": text, "kept": kept, "dtype": dtype, "shape": shape}:
            return np.frombuffer(base64.b64decode(text), kept).astype(dtype).reshape(shape)
        case {"tuple": items}:
            return tuple(map(unpacked, items))
        case {"dict": items}:
            return {key: unpacked(item) for key, item in items.items()}
        case list():
            return list(map(unpacked, value))
    return value


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            yield


@contextlib.contextmanager
def _in_time() -> Iterator[None]:
    """Stop after `SECONDS`, where the system has an alarm clock; it rings in the main thread only."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: Any) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
