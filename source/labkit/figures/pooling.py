"""Pooling to explore: one window after the other, with its arithmetic."""

from __future__ import annotations

import numpy as np

from labkit import checks
from labkit.figures.explore import Choice, Explorable, Slider
from labkit.figures.grids import brief, brief_table, draw_grid, draw_window, rows_in_words
from labkit.figures.style import new_figure, show
from labkit.figures.unfinished import note_if_unfinished


@note_if_unfinished
def explore_pooling(values, max_pool2d, avg_pool2d):
    """Let the student set kind, size and stride, and see what is kept of every window.

    Args:
        values: (H, W) numbers, at least 4×4, and few enough to be read.
        max_pool2d: the student's function.
        avg_pool2d: the student's function.

    Returns:
        An `Explorable`, or a note while a function is not finished.
    """
    values = np.asarray(values)
    functions = {"max": ("max_pool2d", max_pool2d), "average": ("avg_pool2d", avg_pool2d)}

    def places(size: int, stride: int) -> list[int]:
        return [len(range(0, side - size + 1, stride)) for side in values.shape]

    def pooled(kind, size, stride):
        name, function = functions[kind]
        answer = function(values[None, :, :, None].copy(), size=size, stride=stride)  # some answers change their input
        written = f"{name}(images, size={size}, stride={stride})"
        return checks.same_shape(answer, (1, *places(size, stride), 1), written)[0, :, :, 0]

    for kind in functions:
        pooled(kind, 2, 2)

    @note_if_unfinished
    def frame(kind, size, stride, window):
        result = pooled(kind, size, stride)
        row, column = divmod(window - 1, result.shape[1])
        top, left = row * stride, column * stride
        covered = values[top : top + size, left : left + size]
        listed = ", ".join(brief(number) for number in covered.flat)
        arithmetic = f"{kind} of {listed}: your function gives {result[row, column]:.4g}"
        texts = np.full(result.shape, "", dtype=object)
        texts.flat[:window] = [f"{number:.4g}" for number in result.flat[:window]]
        figure = new_figure(6.4, 3.5)
        panels = figure.subplots(1, 2)
        for axes, table, title in zip(panels, (brief_table(values), texts), ("map", "result"), strict=True):
            draw_grid(axes, table)
            axes.set_title(title, fontsize=11)
        draw_window(panels[0], top, left, size, size)
        draw_window(panels[1], row, column, 1, 1)
        figure.supxlabel(arithmetic, fontsize=11)
        rows, columns = result.shape
        return show(
            figure,
            f"A map with the rows {rows_in_words(values)}. Window {window} of {rows}×{columns} begins in row {top}, "
            f"column {left}. {arithmetic[0].upper()}{arithmetic[1:]}.",
        )

    return Explorable(
        frame,
        {
            "kind": Choice(tuple(functions)),
            "size": Slider(1, 4),
            "stride": Slider(1, 4),
            "window": Slider(1, lambda kind, size, stride: int(np.prod(places(size, stride)))),
        },
        [("max", 2, 2, 1), ("average", 2, 2, 1), ("max", 3, 1, 2)],
    )
