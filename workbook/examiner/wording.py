"""What is said of a test case that failed: of a hidden one, nothing that student code made up."""

from __future__ import annotations

from labkit.checks import Mismatch
from workbook.examiner.proxy import StudentError, cleaned

LONGEST_MESSAGE = 4000


def failure_message(error: Exception, hidden: bool) -> str:
    """Say what went wrong, to the student.

    Args:
        error: what the test case raised.
        hidden: whether the case is hidden. Then student code has seen its inputs, and the message holds no word and no
            number of its making.
    """
    if not hidden:
        return cleaned(str(error), LONGEST_MESSAGE)
    if isinstance(error, Mismatch):
        return error.brief
    if isinstance(error, StudentError):
        return str(error)
    return "What your code returned could not be examined. The checks in your notebook may say more."
