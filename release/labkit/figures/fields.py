"""How much of an image one number sees, as lines from layer to layer."""

from __future__ import annotations

from collections.abc import Sequence

from IPython.display import HTML

from labkit.figures.style import BLUE, GREY, ORANGE, new_figure, show


def receptive_field(layers: Sequence[tuple[int, int]]) -> HTML:
    """Draw one axis of a stack of layers, and what one number of the last layer depends on.

    Args:
        layers: pairs of window size and stride, the layer next to the image first.
    """
    figure = new_figure(7, 1 + 0.9 * len(layers))
    axes = figure.add_subplot()
    top = len(layers)
    seen: list[set[int]] = [set() for _ in range(top + 1)]

    def draw(level: int, number: int) -> float:
        """Draw a number of a map and all below it, and return where it lies: over the middle of what it sees."""
        seen[level].add(number)
        if level == 0:
            place = float(number)
        else:
            window, apart = layers[level - 1]
            below = [draw(level - 1, number * apart + offset) for offset in range(window)]
            place = sum(below) / window
            axes.plot(
                [(place,) * window, below], [(level,) * window, (level - 1,) * window], color=GREY, lw=1, zorder=1
            )
        axes.scatter(place, level, s=90, color=ORANGE if level == top else BLUE, zorder=2)
        return place

    draw(top, 0)
    axes.set_yticks(range(top + 1), ["image", *(f"size {window}, stride {apart}" for window, apart in layers)])
    axes.set_xticks([])
    axes.margins(y=0.2)
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    counts = ", then ".join(f"{len(numbers)}" for numbers in reversed(seen))
    stack = ", then ".join(f"size {window} and stride {apart}" for window, apart in layers)
    return show(
        figure,
        f"A stack of layers along one axis, from the image upwards: {stack}. Lines lead from one number at the top "
        f"down to all that it depends on: {counts} pixels in the image.",
    )
