"""What lab 5's functions on folders and splits should give, worked out without image libraries, from what was drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from labkit import checks, folder_checks

LUMINANCE = np.array([0.299, 0.587, 0.114])

PARTS = ((230, 40, 40), (40, 60, 220), (250, 240, 90), (20, 20, 20))
"""The colours of `parted`: upper left, upper right, lower left, lower right. Their greys are far apart."""


def grey(colour) -> float:
    """Grey value of an (R, G, B) colour."""
    return float(np.asarray(colour, float) @ LUMINANCE)


def on_white(colour, alpha: int) -> float:
    """Grey value of a colour, or of a grey, that covers white paper by ``alpha`` of 255."""
    opaque = grey(colour) if np.ndim(colour) else float(colour)
    return opaque * alpha / 255 + 255 * (1 - alpha / 255)


def of_inks(cyan: int, magenta: int, yellow: int, black: int) -> float:
    """Grey value of four inks, each from 0 to 255, as every simple conversion to RGB has it."""
    return grey([(255 - ink) * (255 - black) / 255 for ink in (cyan, magenta, yellow)])


def parted(height: int, width: int) -> np.ndarray:
    """Draw a picture of four parts, each of one colour, cut at a third of its sides: uint8 (height, width, 3)."""
    pixels = np.empty((height, width, 3), np.uint8)
    middle, centre = height // 3, width // 3
    for colour, place in zip(
        PARTS,
        (np.s_[:middle, :centre], np.s_[:middle, centre:], np.s_[middle:, :centre], np.s_[middle:, centre:]),
        strict=True,
    ):
        pixels[place] = colour
    return pixels


def pictures(got, count: int, what: str) -> np.ndarray:
    """Take the pictures out of what ``load_folder`` returned: (count, 28, 28).

    Whether the other parts and the axes are right is the business of other cases: nobody loses those points twice.

    Raises:
        Mismatch: there are not so many.
    """
    images = checks.numeric(got[0] if isinstance(got, tuple | list) and got else got, f"{what}: images")
    if images.size != count * 28 * 28:
        checks.same_shape(images, (count, 28, 28, 1), f"{what}: images")
    return images.reshape(count, 28, 28)


def check_greys(got, greys: Iterable[float], what: str, hint: str, *, tolerance: float = 4.0) -> None:
    """Check that ``load_folder`` gave pictures of one grey all over, in any order.

    Args:
        got: what the student's function returned.
        greys: the grey value of each picture.
        what: the call, in words.
        hint: what to look at when a grey value is wrong.
        tolerance: how many grey values a pixel may be off.

    Raises:
        Mismatch: a picture is missing or has wrong values.
    """
    expected = np.sort(np.fromiter(greys, float))
    images = pictures(got, len(expected), what)
    seen = np.sort(images.mean(axis=(1, 2)))
    even = np.ptp(images, axis=(1, 2)).max() <= 2 * tolerance
    if not (even and np.abs(seen - expected).max() <= tolerance):
        checks.fail(f"{what}: wrong greys.", expected=expected.round(), got=seen.round(), hint=hint)


def check_parts(got, what: str, hint: str) -> None:
    """Check that ``load_folder`` gave one picture, which shows `parted` upright and whole.

    Only what is a few pixels away from the cuts counts: there every way to resize gives the same.

    Raises:
        Mismatch: it did not.
    """
    (image,) = pictures(got, 1, what)
    places = (np.s_[:6, :6], np.s_[:6, 13:], np.s_[13:, :6], np.s_[13:, 13:])
    expected = [round(grey(colour)) for colour in PARTS]
    seen = [image[place] for place in places]
    if any(np.abs(part - value).max() > 12 for part, value in zip(seen, expected, strict=True)):
        checks.fail(
            f"{what}: the picture is not what was drawn.",
            expected=f"four parts of {expected[0]}, {expected[1]} (above) and {expected[2]}, {expected[3]} (below)",
            got=", ".join(f"{part.mean():.0f}" for part in seen),
            hint=hint,
        )


def check_shares(split, images: np.ndarray, labels: np.ndarray, share: float, what: str) -> None:
    """Check a split: every image once, copies together, and of each class's different pictures the share for testing.

    Args:
        split: what the student's function returned.
        images: (N, H, W, 1).
        labels: (N,).
        share: of the different pictures of each class.
        what: the call as the student would write it.

    Raises:
        Mismatch: it is not so.
    """
    train, test = folder_checks.two_parts(split, len(labels), what)
    content = [image.tobytes() for image in images]
    both = {content[i] for i in train.astype(int)} & {content[i] for i in test.astype(int)}
    if both:
        checks.fail(
            f"{what}: the same picture is on both sides.",
            expected="all copies of a picture on one side",
            got=f"{len(both)} pictures in train and in test",
            measured=True,
            hint="Two images are copies if all their pixels are equal. Share out pictures, not images.",
        )
    for label in np.unique(labels):
        pictures = {content[i] for i in np.flatnonzero(labels == label)}
        taken = len(pictures & {content[i] for i in test.astype(int)})
        wanted = share * len(pictures)
        bounds = (math.floor(wanted + 1e-9), math.ceil(wanted - 1e-9))
        fewest, most = (min(max(bound, 1), len(pictures) - 1) for bound in bounds)
        if not fewest <= taken <= most:
            checks.fail(
                f"{what}: class {label} is not shared out as it should be.",
                expected=f"{fewest} to {most} of its {len(pictures)} pictures in test",
                got=f"{taken}",
                measured=True,
                hint="Split each class by itself. Count different pictures; at least one is for testing, and at least "
                "one for training.",
            )
