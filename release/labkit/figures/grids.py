"""Small tables of numbers, as pictures and in words."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from labkit.figures.style import GREY, ORANGE, SIGNED

PALE_GREY = "#EBEBEB"


def draw_grid(axes, texts, pad=0) -> None:
    """Draw a table of texts, its outer ``pad`` rows and columns in grey."""
    rows, columns = texts.shape
    for i, j in np.ndindex(rows, columns):
        ring = min(i, j, rows - 1 - i, columns - 1 - j) < pad
        colour = PALE_GREY if ring else "white"
        cell = Rectangle((j, i), 1, 1, facecolor=colour, edgecolor=GREY, linewidth=0.8)
        text = axes.text(j + 0.5, i + 0.5, texts[i, j], ha="center", va="center", fontsize=10, color="black", zorder=3)
        for artist in (axes.add_patch(cell), text):
            artist.set_in_layout(False)  # it lies within the axes, and measuring it would double the time to draw
    axes.set(xlim=(-0.05, columns + 0.05), ylim=(rows + 0.05, -0.05), aspect="equal", xticks=(), yticks=())
    axes.set_axis_off()


def draw_window(axes, top, left, height, width) -> None:
    """Mark a window on a drawn table."""
    tint = to_rgba(ORANGE, 0.22)
    axes.add_patch(Rectangle((left, top), width, height, facecolor=tint, edgecolor=ORANGE, linewidth=3))


def shade(axes, values) -> None:
    """Tint the cells of a drawn table by their values, in the colours of the maps."""
    tints = colormaps[SIGNED](0.5 + 0.25 * values / (abs(values).max() or 1))
    for i, j in np.ndindex(values.shape):
        axes.add_patch(Rectangle((j, i), 1, 1, facecolor=tints[i, j], edgecolor=GREY, linewidth=0.8))


def brief(value) -> str:
    """Write a number briefly: 1/9 as a fraction, 2.0 as 2."""
    fraction = Fraction(float(value)).limit_denominator(99)
    return str(fraction) if abs(fraction - Fraction(float(value))) < 1e-9 else f"{value:.2g}"


def brief_table(values) -> np.ndarray:
    """Write every number of a table briefly."""
    return np.array([[brief(value) for value in row] for row in np.asarray(values)], dtype=object)


def rows_in_words(values) -> str:
    """Read a table out, row by row."""
    return " / ".join(" ".join(row) for row in brief_table(values))


def size_in_words(values) -> str:
    """Write a shape such as 3×3."""
    return "×".join(str(n) for n in values.shape)
