"""Heat maps of what a test expected, what it got, and the difference, as small inline SVG."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import matplotlib
import numpy as np
from markupsafe import Markup

from labkit.checks import TOLERANCE
from workbook.grade.result import Picture

VALUES, SIGNED = "cividis", "PuOr"
"""Matplotlib's colour maps for values and for differences; both stay readable under colour blindness."""
MISSING = "#8a8a8a"
"""Colour of cells that hold no finite number."""

LARGEST_SHOWN = 32
"""Rows and columns drawn at most."""
LARGEST_NUMBERED = 4
"""Maps up to this many rows and columns have their numbers written in the cells."""
SIDE, LARGEST_CELL = 168, 42
"""In pixels: the longer side of a map, and the longer side of a cell."""
LEVELS = 49
"""Shades per colour map, odd so that one is the middle. Cells of a shade share one path: that keeps pages small."""


@dataclass(frozen=True)
class Drawing:
    """One map: its caption, and the SVG with its text alternative."""

    caption: str
    svg: Markup


@dataclass(frozen=True)
class Scale:
    """A strip of colours and the numbers at its two ends."""

    caption: str
    low: str
    high: str
    svg: Markup


@dataclass(frozen=True)
class Drawings:
    """What the page shows of one `Picture`: two or three maps, and what their colours mean."""

    maps: tuple[Drawing, ...]
    scales: tuple[Scale, ...]


def draw(picture: Picture) -> Drawings | None:
    """Draw a picture's maps side by side, and their difference if they have the same shape.

    A vector is drawn as one row. Of a large map the part around the first wrong cell is shown. Expected and got share
    one scale from their smallest to their largest number; the difference's scale is the same on both sides of 0.

    Returns:
        ``None`` if there is nothing to draw: a map is empty, or it is no vector or matrix of numbers.
    """
    expected, got = _matrix(picture.expected), _matrix(picture.got)
    if expected is None or got is None:
        return None
    both = np.concatenate([expected.ravel(), got.ravel()])
    finite = both[np.isfinite(both)]
    low, high = (finite.min(), finite.max()) if finite.size else (0.0, 0.0)
    same_shape = expected.shape == got.shape
    wrong = _wrong(expected, got) if same_shape else np.zeros((1, 1), bool)
    row, column = _corner(wrong)
    maps = [
        _drawing("Expected", expected, row, column, low, high, VALUES),
        _drawing("Got", got, row, column, low, high, VALUES),
    ]
    scales = [Scale("Expected and got", _text(low), _text(high), _strip(VALUES))]
    if same_shape:
        with np.errstate(invalid="ignore", over="ignore"):
            difference = got - expected
        difference[got == expected] = 0  # equal infinities do not differ
        sizes = np.abs(difference[np.isfinite(difference)])
        largest = float(sizes.max(initial=0.0))
        drawing = _drawing("Difference", difference, row, column, -largest, largest, SIGNED, told=_told(wrong, largest))
        maps.append(drawing)
        scales.append(
            Scale("Difference: got minus expected", _text(-largest), _text(largest), _strip(SIGNED)),
        )
    return Drawings(tuple(maps), tuple(scales))


def _matrix(values) -> np.ndarray | None:
    try:
        array = np.atleast_2d(np.asarray(values, dtype=float))
    except (TypeError, ValueError):  # rows of different lengths, or no numbers
        return None
    return array if array.ndim == 2 and array.size else None


def _wrong(expected: np.ndarray, got: np.ndarray) -> np.ndarray:
    """Tell which cells a test would call wrong, by the rule of `labkit.checks.same_array`."""
    size = np.abs(expected[np.isfinite(expected)]).max(initial=1.0)
    with np.errstate(invalid="ignore", over="ignore"):
        close = np.abs(got - expected) <= TOLERANCE * size
    return ~(close | (got == expected) | (np.isnan(got) & np.isnan(expected)))


def _corner(wrong: np.ndarray) -> tuple[int, int]:
    """Choose the first row and column shown, so that the first wrong cell is in sight."""
    first = np.argwhere(wrong)[0] if wrong.any() else (0, 0)
    room = np.maximum(np.subtract(wrong.shape, LARGEST_SHOWN), 0)
    row, column = np.clip(np.subtract(first, LARGEST_SHOWN // 2), 0, room)
    return int(row), int(column)


def _drawing(name, values, row, column, low, high, colours, told="") -> Drawing:
    rows, columns = values.shape
    shown = values[row : row + LARGEST_SHOWN, column : column + LARGEST_SHOWN]
    told = told or (f"from {_text(low)} to {_text(high)}" if low < high else f"all {_text(low)}")
    caption = f"{name}, {rows} × {columns}"
    if shown.shape != values.shape:
        caption += (
            f"; shown: rows {row} to {row + shown.shape[0] - 1}, columns {column} to {column + shown.shape[1] - 1}"
        )
    if max(shown.shape) <= LARGEST_NUMBERED:
        told += "; rows: " + "; ".join(", ".join(map(_text, line)) for line in shown)
    return Drawing(caption, _svg(shown, low, high, colours, f"{caption}: {told}."))


def _told(wrong: np.ndarray, largest: float) -> str:
    if not wrong.any():
        return "no cell differs"
    row, column = np.argwhere(wrong)[0]
    return (
        f"{int(wrong.sum())} of {wrong.size} cells differ, the first at row {row}, column {column}; "
        f"the largest difference is {_text(largest)}"
    )


def _svg(values: np.ndarray, low: float, high: float, colours: str, told: str) -> Markup:
    rows, columns = values.shape
    cell = min(LARGEST_CELL, SIDE / max(rows, columns))
    shades = _shades(values, low, high)
    return Markup(
        '<svg class="map" role="img" aria-label="{}" viewBox="0 0 {} {}" width="{:.0f}" height="{:.0f}">{}{}</svg>'
    ).format(
        told, columns, rows, columns * cell, rows * cell, _paths(shades, colours), _numbers(values, shades, colours)
    )


def _shades(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Number each cell's shade from 0 to ``LEVELS - 1``; -1 where there is no finite number."""
    size = max(abs(low), abs(high)) or 1.0  # divided by first: high - low may be too large for a float
    span = (high / size - low / size) or 1.0
    finite = np.isfinite(values)
    scaled = (np.where(finite, values, low) / size - low / size) / span
    if low == high:
        scaled = np.full(values.shape, 0.5)
    return np.where(finite, np.rint(scaled * (LEVELS - 1)), -1).astype(int)


def _colour(shade: int, colours: str) -> str:
    if shade < 0:
        return MISSING
    red, green, blue = matplotlib.colormaps[colours](shade / (LEVELS - 1), bytes=True)[:3]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _paths(shades: np.ndarray, colours: str) -> Markup:
    """Draw each shade as one path of horizontal strokes, one cell high."""
    strokes: dict[int, list[str]] = {}
    for y, line in enumerate(shades):
        starts = [0, *(np.flatnonzero(np.diff(line)) + 1).tolist(), len(line)]
        for start, stop in pairwise(starts):
            strokes.setdefault(int(line[start]), []).append(f"M{start} {y}.5h{stop - start}")
    return Markup(
        "".join(f'<path stroke="{_colour(shade, colours)}" d="{"".join(d)}"/>' for shade, d in sorted(strokes.items()))
    )


def _numbers(values: np.ndarray, shades: np.ndarray, colours: str) -> Markup:
    texts = [[_text(value) for value in line] for line in values]
    if max(values.shape) > LARGEST_NUMBERED or max(len(text) for line in texts for text in line) > 5:
        return Markup("")
    parts = []
    for (y, x), shade in np.ndenumerate(shades):
        ink = "#fff" if _luminance(_colour(int(shade), colours)) < 0.18 else "#000"
        parts.append(f'<text x="{x}.5" y="{y}.5" fill="{ink}">{texts[y][x]}</text>')
    return Markup("".join(parts))


def _luminance(colour: str) -> float:
    """Compute WCAG 2's relative luminance, which decides between black and white ink (w3.org/TR/WCAG22)."""
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


def _strip(colours: str) -> Markup:
    shades = np.arange(LEVELS)[np.newaxis]
    return Markup(
        '<svg class="strip" viewBox="0 0 {} 1" preserveAspectRatio="none" width="72" height="10" aria-hidden="true">'
        "{}</svg>"
    ).format(LEVELS, _paths(shades, colours))


def _text(value: float) -> str:
    return f"{value:.3g}".replace("e+0", "e").replace("-", "\N{MINUS SIGN}") if value else "0"
