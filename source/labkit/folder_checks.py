"""Checks what a student's function read out of a folder of images; messages name the file that is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from labkit import checks

PARTS = ("images", "labels", "names", "skipped")


def loaded(got, files: Mapping[str, float], names: Sequence[str], what: str, *, skipped=(), hint=None, tolerance=4.0):
    """Check the whole result of ``load_folder`` on pictures that are each of one grey all over.

    Args:
        got: what the student's function returned.
        files: the pictures in their right order: path below the folder, such as ``"cat/a.png"``, and grey value.
        names: the classes in their right order.
        what: the call as the student would write it.
        skipped: the paths of the files that are no pictures, in any order.
        hint: what to look at when a grey value is wrong.
        tolerance: how many grey values a pixel may be off.

    Raises:
        Mismatch: something is not as it should be.
    """
    images, labels, classes, left_out = four_parts(got, what)
    if texts(classes, f"{what}: names") != list(names):
        checks.fail(
            f"{what}: names is wrong.",
            expected=list(names),
            got=texts(classes, f"{what}: names"),
            hint="Every visible sub-folder is a class, an empty one too; sorted() puts them in order.",
        )
    left_out = [text.replace("\\", "/") for text in texts(left_out, f"{what}: skipped")]
    if sorted(left_out) != sorted(skipped):
        checks.fail(
            f"{what}: skipped is wrong.",
            expected=sorted(skipped),
            got=sorted(left_out),
            hint="Write each file that is no picture as 'class/file'. Hidden ones, with a dot in front, do not count.",
        )
    shape = (len(files), 28, 28, 1)
    images = checks.same_shape(images, shape, f"{what}: images", hint="One picture for each file, one channel.")
    right = [list(names).index(path.split("/")[0]) for path in files]
    checks.same_array(labels, right, f"{what}: labels", hint="A label is the place of the picture's class in names.")
    for image, (path, grey) in zip(images, files.items(), strict=True):
        worst = image.ravel()[np.abs(image - grey).argmax()]
        if not abs(worst - grey) <= tolerance:
            checks.fail(
                f"{what}: the picture of {path} has wrong values.",
                expected=f"{grey:.0f} everywhere",
                got=worst,
                hint=hint or "Values go from 0 (black) to 255 (white). Are classes and files in sorted order?",
            )


def four_parts(got, what: str) -> tuple | list:
    """Check that a result has the four parts that the question asks for.

    Raises:
        Mismatch: it has not.
    """
    if got is None or got is Ellipsis:
        checks.fail(f"{what} gives {got}.", hint="Is your code in place of the ..., and does it end with return?")
    if not isinstance(got, tuple | list) or len(got) != len(PARTS):
        checks.fail(
            f"{what} does not give four things.",
            expected=", ".join(PARTS),
            got=f"{len(got)} things" if isinstance(got, tuple | list) else f"one {type(got).__name__}",
            hint=f"End with return {', '.join(PARTS)}.",
        )
    return got


def texts(value, what: str) -> list[str]:
    """Turn a list of texts, of any kind, into a plain one.

    Raises:
        Mismatch: it is none.
    """
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        checks.fail(f"{what} is no list of texts.", expected="a list of str", got=type(value).__name__)
    return [str(item) for item in value]


def two_parts(got, count: int, what: str) -> tuple[np.ndarray, np.ndarray]:
    """Check the result of ``stratified_split``: every number from 0 to ``count - 1`` once, on one of two sides.

    Returns:
        both sides, sorted.

    Raises:
        Mismatch: it is something else.
    """
    if got is None or got is Ellipsis:
        checks.fail(f"{what} gives {got}.", hint="Is your code in place of the ..., and does it end with return?")
    if not isinstance(got, tuple | list) or len(got) != 2:
        checks.fail(
            f"{what} does not give a pair.",
            expected="train, test: the numbers of the images on each side",
            got=f"{len(got)} things" if isinstance(got, tuple | list) else f"one {type(got).__name__}",
            hint="End with return train, test.",
        )
    sides = [checks.numeric(side, f"{name}, of {what},") for name, side in zip(("train", "test"), got, strict=True)]
    for name, side in zip(("train", "test"), sides, strict=True):
        if side.ndim != 1:
            checks.fail(
                f"{name}, of {what}, has the wrong shape.",
                expected="one number for each image: (n,)",
                got=side.shape,
                hint="Return the numbers of the images, not the images.",
            )
    together = np.sort(np.concatenate(sides))
    if not np.array_equal(together, np.arange(count)):
        missing = np.setdiff1d(np.arange(count), together)
        twice = np.unique(together[1:][np.diff(together) == 0])
        word, numbers = ("missing", missing) if missing.size else ("more than once", twice)
        seen = f"{word}: {', '.join(f'{number:g}' for number in numbers[:5])}"
        checks.fail(
            f"{what} does not use every image once.",
            expected=f"each number from 0 to {count - 1}, in train or in test",
            got=seen,
            hint="Copies of a picture are images too: they go where the picture goes.",
        )
    return np.sort(sides[0]), np.sort(sides[1])
