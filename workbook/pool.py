"""Work in several new processes at once, none of which outlives the command that started them."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process


def processes(number: int | None, prepare: Callable[[], None]) -> ProcessPoolExecutor:
    """Make a pool of new processes.

    Args:
        number: how many; None means one for each processor.
        prepare: what each of them does first.
    """
    return ProcessPoolExecutor(number, mp_context=get_context("spawn"), initializer=_start, initargs=(prepare,))


def _start(prepare: Callable[[], None]) -> None:
    threading.Thread(target=_end_with_the_command, daemon=True).start()
    prepare()


def _end_with_the_command() -> None:
    """Workers hold both ends of the pipe that work comes through, so they do not notice when nobody sends any."""
    parent_process().join()
    os._exit(1)
