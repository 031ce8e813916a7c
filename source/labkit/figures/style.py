"""One look for every figure: readable by colour-blind eyes, on light pages and on dark ones."""

from __future__ import annotations

import base64
import html
import io

from IPython.display import HTML
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, PURPLE, GREY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#666666"
"""Okabe and Ito's palette (jfly.uni-koeln.de/color), which stays apart under colour blindness."""

IMAGES, MAPS, SIGNED = "gray", "cividis", "PuOr"
"""Colour maps for pictures, for values from 0 upwards, and for values on both sides of 0."""


def new_figure(width: float, height: float) -> Figure:
    """Make an empty figure of ``width`` by ``height`` inches, outside pyplot: nothing is drawn twice or kept open."""
    return Figure(figsize=(width, height), layout="constrained", facecolor="white")


def show(figure: Figure, alt: str) -> HTML:
    """Turn a figure into an HTML image with alternative text, for the last line of a cell.

    Args:
        figure: the figure to draw, as a PNG on a white card, at 144 dots per inch.
        alt: what a reader who cannot see the figure should know.

    Raises:
        ValueError: ``alt`` is empty.
    """
    if not alt.strip():
        raise ValueError("A figure needs alternative text: say what it shows.")
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=144)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    width = round(figure.get_figwidth() * 96)
    return HTML(
        f'<img alt="{html.escape(alt, quote=True)}" width="{width}" '
        f'style="max-width:100%;height:auto;box-sizing:border-box;padding:6px;background:white;border-radius:6px" '
        f'src="data:image/png;base64,{data}">'
    )
