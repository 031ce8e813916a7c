"""What a submission may use, and what is said when it wants more."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

MB = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bounds on one sandbox. Seconds are wall-clock time, sizes are bytes.

    ``restarts`` counts the fresh sandboxes that a submission gets, in each phase, for those that it breaks;
    ``attempts`` is how many of them one function may break before it is not called any more.

    Raises:
        ValueError: one of them is not a positive number.
    """

    start_seconds: float = 60
    cell_seconds: float = 30
    call_seconds: float = 10
    total_seconds: float = 300
    memory: int = 2048 * MB
    processes: int = 128
    file_size: int = 64 * MB
    disk: int = 256 * MB
    output: int = MB // 4
    restarts: int = 8
    attempts: int = 2

    def __post_init__(self):
        for name, bound in asdict(self).items():
            if not isinstance(bound, int | float) or not bound > 0:
                raise ValueError(f"The limit {name!r} has to be a number above 0, not {bound!r}.")


class Status(StrEnum):
    """How something that student code did ended."""

    RAISED = "raised"
    TIME = "time"
    MEMORY = "memory"
    PROCESSES = "processes"
    FILE_SIZE = "file size"
    OUTPUT = "output"
    RESULT_SIZE = "result size"
    NOT_DATA = "not data"
    MISSING = "missing"
    CRASHED = "crashed"
    GARBLED = "garbled"
    GAVE_UP = "gave up"


def sentence(status: Status, what: str, limits: Limits, *, seconds: float = 0) -> str:
    """Say in one sentence how it ended, to the student.

    Args:
        status: how it ended; of ``RAISED`` the exception itself tells more.
        what: the function or cell, such as ``"relu"`` or ``"cell 3"``.
        limits: the bounds that held.
        seconds: the time that it had, where time ran out.
    """
    return {
        Status.RAISED: f"{what} raised an exception.",
        Status.TIME: f"{what} took longer than {seconds:g} s and was stopped.",
        Status.MEMORY: f"{what} needed more than {limits.memory // MB:,} MB of memory.",
        Status.PROCESSES: f"{what} wanted more than {limits.processes} processes or threads at once.",
        Status.FILE_SIZE: f"{what} wrote more than {limits.file_size // MB} MB to one file, or filled the disk.",
        Status.OUTPUT: f"{what} printed a lot; only the first {limits.output // 1024} kB are kept. No points are lost.",
        Status.RESULT_SIZE: f"{what} returned more data than the grader takes.",
        Status.NOT_DATA: f"{what} returned something that is not data: return numbers, text, lists or NumPy arrays.",
        Status.MISSING: f"{what} is not defined in your notebook, or the cell that defines it did not run.",
        Status.CRASHED: f"{what} ended the Python process, so nothing came back.",
        Status.GARBLED: f"{what} gave an answer that the grader could not read.",
        Status.GAVE_UP: f"{what} was not run again, since too much of this notebook had to be stopped before.",
    }[status]
