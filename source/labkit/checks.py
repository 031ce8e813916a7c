"""The words in which a test says what went wrong: expected, got, try.

Public tests run these in the student's notebook, hidden tests run them in the grader,
so a message reads the same everywhere.
"""

from __future__ import annotations

import numbers

import numpy as np

TOLERANCE = 1e-4
"""Relative to ``scale``: loose enough for float32 inside a function, far below any real mistake."""

LARGEST_PRINTED = 64
"""Arrays with more numbers than this are described by their first difference instead."""


class Mismatch(AssertionError):
    """A result that is not what the question asks for.

    Attributes:
        brief: the message without anything that the student's function returned. Where a test is hidden, this is what
            students read: what a function returns there may tell what it was given.
        expected: what was expected, for the feedback page, which draws it.
        got: what came.
    """

    def __init__(self, what: str, *, expected=None, got=None, details: tuple[str, ...] = (), hint: str | None = None):
        advice = (f"  try:      {hint}",) if hint else ()
        super().__init__("\n".join((what, *details, *advice)))
        self.brief = "\n".join((what, *advice))
        self.expected = expected
        self.got = got


def fail(what: str, *, expected=None, got=None, hint: str | None = None, measured: bool = False) -> None:
    """Raise `Mismatch` with one paragraph: what happened, expected, got, what to try.

    Args:
        what: what happened, in a sentence.
        expected: what was expected, if that is one value.
        got: what came instead.
        hint: what to look at.
        measured: ``got`` was measured by us, not returned by the student's function, so hidden tests may show it.
    """
    details = []
    if expected is not None:
        details.append(f"  expected: {_shown(expected)}")
    if got is not None:
        details.append(f"  got:      {_shown(got)}")
    mismatch = Mismatch(what, expected=expected, got=got, details=tuple(details), hint=hint)
    if measured:
        mismatch.brief = str(mismatch)
    raise mismatch


def same_array(got, expected, what: str, *, hint: str | None = None, scale=None) -> np.ndarray:
    """Check that ``got`` holds the numbers of ``expected``, in the same shape.

    Any numeric dtype, memory order, view, list or tensor will do. Numbers may differ by
    ``TOLERANCE * scale``, where ``scale`` (a number or an array that broadcasts) is the sum of the
    absolute products behind each number; by default it is the largest magnitude expected, at least 1.

    Args:
        got: what the student's function returned.
        expected: the right numbers, array-like.
        what: the call as the student would write it, such as ``"relu(x)"``.
        hint: what to look at when the numbers differ.
        scale: see above.

    Returns:
        ``got`` as an array.

    Raises:
        Mismatch: it is no array of numbers, its shape differs, or its numbers do.
    """
    expected = np.asarray(expected)
    array = same_shape(got, expected.shape, what)
    if scale is None:
        finite = np.abs(expected[np.isfinite(expected)], dtype=float)
        scale = max(1.0, float(finite.max(initial=0.0)))
    with np.errstate(invalid="ignore"):
        close = np.abs(array - expected.astype(float)) <= TOLERANCE * np.asarray(scale, dtype=float)
    close |= (array == expected) | (np.isnan(array) & np.isnan(expected.astype(float)))
    if close.all():
        return array
    if expected.size <= LARGEST_PRINTED:
        fail(f"{what} has wrong values.", expected=expected, got=array, hint=hint)
    where = tuple(int(i) for i in np.argwhere(~close)[0])
    wrong = int((~close).sum())
    details = (f"  expected: {_shown(expected[where])}", f"  got:      {_shown(array[where])}")
    what = f"{what} has {wrong} wrong values of {expected.size}; the first is at {list(where)}."
    raise Mismatch(what, expected=expected, got=array, details=details, hint=hint)


def same_shape(got, shape: tuple[int, ...], what: str, *, hint: str | None = None) -> np.ndarray:
    """Check that ``got`` is an array of numbers of the given shape; return it as floats.

    Raises:
        Mismatch: nothing was returned, it holds no numbers, or the shape differs.
    """
    array = numeric(got, what)
    if array.shape != tuple(shape):
        fail(f"{what} has the wrong shape.", expected=tuple(shape), got=array.shape, hint=hint)
    return array


def numeric(got, what: str) -> np.ndarray:
    """Turn what a student's function returned into a plain float array, or say why it is none.

    Raises:
        Mismatch: it is ``None``, ``...``, ragged, or holds something other than real numbers.
    """
    if got is None or got is Ellipsis:
        fail(f"{what} gives {_shown(got)}.", hint="Is your code in place of the ..., and does it end with return?")
    try:
        array = np.asarray(got)
        if array.dtype.kind not in "biuf":
            raise TypeError
        return array.astype(float)
    except (TypeError, ValueError):
        listed = isinstance(got, list | tuple)
        hint = "Are all entries numbers, and all rows of the same length?" if listed else "Return one NumPy array."
        fail(f"{what} gives {_kind(got)}, not an array of numbers.", hint=hint)


def same_number(got, expected: float, what: str, *, hint: str | None = None, tolerance: float = TOLERANCE) -> None:
    """Check one number; any numeric type, and arrays that hold a single number, will do.

    Raises:
        Mismatch: it is no number, or differs by more than ``tolerance * max(1, |expected|)``.
    """
    array = numeric(got, what)
    if array.size != 1:
        fail(f"{what} gives an array of shape {array.shape}.", expected="one number", hint=hint)
    number = array.item()
    if not (number == expected or abs(number - expected) <= tolerance * max(1.0, abs(expected))):
        fail(f"{what} is wrong.", expected=expected, got=number, hint=hint)


def unchanged(now: np.ndarray, before: np.ndarray, name: str) -> None:
    """Check that a function left the array it was given as it was.

    Raises:
        Mismatch: a value differs.
    """
    if not np.array_equal(now, before, equal_nan=True):
        fail(
            f"Your function changed {name}, the array that it was given.",
            hint=f"Write into a new array, or start from {name}.copy().",
        )


def _kind(value) -> str:
    return f"a {type(value).__name__}"


def _shown(value) -> str:
    if value is None:
        return "None"
    if value is Ellipsis:
        return "..."
    if isinstance(value, np.ndarray) and value.ndim:
        text = np.array2string(value, precision=4, suppress_small=True, separator=", ", threshold=LARGEST_PRINTED)
        return text.replace("\n", "\n            ")
    if isinstance(value, (numbers.Real, np.ndarray)) and not isinstance(value, bool):
        return f"{float(value):.6g}"
    return str(value)
