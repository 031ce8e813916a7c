"""Sheets of paper with one digit on them, as a camera sees them, and what becomes of them when they are prepared."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from labkit import checks

STROKES = {
    1: [(0.35, 0.25), (0.55, 0.0), (0.55, 1.0)],
    2: [(0.1, 0.25), (0.25, 0.05), (0.5, 0.0), (0.75, 0.1), (0.8, 0.3), (0.5, 0.6), (0.1, 1.0), (0.9, 1.0)],
    4: [(0.6, 1.0), (0.6, 0.0), (0.05, 0.7), (0.85, 0.7)],
    7: [(0.1, 0.0), (0.8, 0.0), (0.35, 1.0)],
}
"""Each digit as one line of the pen: (x, y) in a box of height 1, y downwards."""


def draw(digit: int, shape, *, corner, height, pen=None, paper=225, ink=45, noise=3.0, seed=0) -> np.ndarray:
    """Draw a digit with dark ink on a light page that is not quite even.

    Args:
        digit: 1, 2, 4 or 7.
        shape: the page, (H, W) or (H, W, 3); on a page with colours the ink is bluish.
        corner: row and column of the digit's upper left corner.
        height: how high the digit is, in pixels.
        pen: the width of the line in pixels; by default a twelfth of the height.
        paper: the grey value of the page.
        ink: the grey value of the line.
        noise: how many grey values the pixels differ by (standard deviation).
        seed: of the noise.

    Returns:
        uint8, ``shape``.
    """
    rows, columns = np.mgrid[: shape[0], : shape[1]].astype(float)
    points = np.array([(corner[0] + y * height, corner[1] + x * height) for x, y in STROKES[digit]])
    distance = np.full(shape[:2], np.inf)
    for (top, left), (bottom, right) in pairwise(points):
        down, across = bottom - top, right - left
        along = ((rows - top) * down + (columns - left) * across) / (down**2 + across**2)
        along = np.clip(along, 0, 1)
        distance = np.minimum(distance, np.hypot(rows - top - along * down, columns - left - along * across))
    covered = np.clip((pen or height / 12) / 2 + 0.5 - distance, 0, 1)
    if len(shape) == 3:
        covered = covered[..., np.newaxis] * np.array([1.0, 0.9, 0.6])
    page = paper + (ink - paper) * covered + np.random.default_rng(seed).normal(0, noise, shape)
    return np.clip(np.rint(page), 0, 255).astype(np.uint8)


def example_page() -> np.ndarray:
    """Make a page to try things on: a 4, rather small and far from the middle, uint8 (240, 320, 3)."""
    return draw(4, (240, 320, 3), corner=(90, 190), height=100, paper=214, seed=4)


def check_prepared(got, page: np.ndarray, what: str) -> None:
    """Check that a prepared page looks like MNIST: light on dark, in the middle, whole, in its proportions.

    Args:
        got: what the student's function made of the page.
        page: the page, made by `draw`.
        what: how messages call the result.

    Raises:
        Mismatch: it does not.
    """
    image = checks.same_shape(got, (1, 28, 28, 1), what, hint="One image, one channel: (1, 28, 28, 1).")[0, :, :, 0]
    if not (image.min() >= -0.15 and 0.6 <= image.max() <= 1.15):
        checks.fail(
            f"{what} has values out of range.",
            expected="from 0 (paper) to about 1 (ink)",
            got=f"from {image.min():.3g} to {image.max():.3g}",
        )
    frame = np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])
    if frame.mean() > 0.25 or frame.max() > 0.6:
        checks.fail(
            f"{what} is not dark along its border.",
            expected="a frame of paper, close to 0",
            got=f"{frame.mean():.2f} on average, {frame.max():.2f} at most",
            hint="MNIST is light ink on dark paper, and the digit leaves a margin on all four sides.",
        )
    top, left, height, width = _box(image > 0.5 * image.max())
    if not 14 <= max(height, width) <= 26:
        checks.fail(
            f"The digit in {what} has the wrong size.",
            expected="about 20 pixels along its longer side",
            got=f"{max(height, width)} pixels",
            hint="Cut the page down to the ink first, then make that 20 pixels long. Is noise ink for you?",
        )
    middle = np.array([top + (height - 1) / 2, left + (width - 1) / 2])
    mass = np.array([(image * place).sum() for place in np.mgrid[:28, :28]]) / image.sum()
    if min(np.abs(middle - 13.5).max(), np.abs(mass - 13.5).max()) > 3:
        checks.fail(
            f"The digit in {what} is not in the middle.",
            expected="row 13.5, column 13.5",
            got=f"row {middle[0]:.1f}, column {middle[1]:.1f}",
            hint="Share the margin equally between top and bottom, and between left and right.",
        )
    _check_likeness(image[top : top + height, left : left + width], page, what)


def _check_likeness(digit: np.ndarray, page: np.ndarray, what: str) -> None:
    grey = page.reshape(*page.shape[:2], -1).mean(axis=2)
    darker = np.maximum(float(np.median(grey)) - grey, 0)
    top, left, height, width = _box(darker > 0.5 * darker.max())
    original = darker[top : top + height, left : left + width]
    wanted = 20 * min(height, width) / max(height, width)
    scaled = 20 * min(digit.shape) / max(digit.shape)
    if abs(wanted - scaled) > 5:
        checks.fail(
            f"The digit in {what} has lost its proportions.",
            expected=f"{wanted:.0f} pixels wide where it is 20 pixels long",
            got=f"{scaled:.0f}",
            hint="Shrink height and width by the same factor: make the cut-out square before you resize it.",
        )
    alike = np.corrcoef(_twelve(digit).ravel(), _twelve(original).ravel())[0, 1]
    if not alike > 0.5:
        checks.fail(
            f"The digit in {what} does not look like the one on the page.",
            hint="Draw it: is all of it there, and does it stand upright?",
        )


def _box(mask: np.ndarray) -> tuple[int, int, int, int]:
    """Find what a mask covers: top, left, height, width."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return rows[0], columns[0], rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1


def _twelve(image: np.ndarray) -> np.ndarray:
    """Shrink or stretch an image to 12 by 12, smoothly enough to compare two of them."""
    from scipy import ndimage

    smooth = ndimage.gaussian_filter(image, [size / 16 for size in image.shape])
    places = np.meshgrid(*((np.arange(12) + 0.5) / 12 * size - 0.5 for size in image.shape), indexing="ij")
    return ndimage.map_coordinates(smooth, places, order=1, mode="nearest")
