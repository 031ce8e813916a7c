"""What a trained network makes of one digit, layer by layer, to explore."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.patches import Rectangle

from labkit import checks
from labkit.figures.explore import Choice, Explorable, Slider
from labkit.figures.style import IMAGES, MAPS, ORANGE, new_figure, show
from labkit.figures.unfinished import note_if_unfinished

MOST_MAPS = 64
"""Of a layer with more maps than this, only the first are drawn."""


@note_if_unfinished
def explore_maps(model, prepared):
    """Let the student look at every map that a network makes of a digit.

    Args:
        model: a Keras model that reads digits.
        prepared: (1, 28, 28, 1), 0 to 1, what the student's ``prepare_own_digit`` returned.

    Returns:
        An `Explorable`, or a note where there is no network with maps, or no digit.
    """
    digit = checks.same_shape(prepared, (1, 28, 28, 1), "prepare_own_digit(page)")
    maps = _maps_by_layer(model, digit)
    if not maps:
        checks.fail("This network has no layer that makes maps.")

    def frame(layer, number):
        shown = maps[layer]
        height, width, count = shown.shape
        one = shown[:, :, number]
        figure = new_figure(8.8, 3.2)
        picture, overview, enlarged = figure.subplots(1, 3, width_ratios=(1, 1.5, 1.3))
        picture.imshow(digit[0, :, :, 0], cmap=IMAGES, vmin=0, vmax=1)
        picture.set_title("your digit, prepared", fontsize=11)
        columns = math.ceil(math.sqrt(count))
        limits = {"cmap": MAPS, "vmin": float(min(shown.min(), 0)), "vmax": float(shown.max()) or 1.0}
        overview.imshow(_tiled(shown, columns), **limits)
        row, column = divmod(number, columns)
        corner = column * (width + 1) - 0.5, row * (height + 1) - 0.5
        overview.add_patch(Rectangle(corner, width, height, fill=False, edgecolor=ORANGE, linewidth=3))
        overview.set_title(f"{count} maps of {height}×{width}", fontsize=11)
        figure.colorbar(enlarged.imshow(one, **limits), ax=enlarged, shrink=0.8)
        enlarged.set_title(f"map {number} of {layer}", fontsize=11)
        for axes in (picture, overview, enlarged):
            axes.set_axis_off()
        top, left = np.unravel_index(one.argmax(), one.shape)
        silent = int(np.sum(shown.max(axis=(0, 1)) <= 0))
        return show(
            figure,
            f"A digit, all {count} maps that the layer {layer} makes of it, and map {number} enlarged. Its largest "
            f"number is {one.max():.2f}, in row {top} and column {left} of {height}×{width}; its mean is "
            f"{one.mean():.2f}. {silent} of the maps are positive nowhere.",
        )

    layers = tuple(maps)
    last = layers[-1]
    return Explorable(
        frame,
        {"layer": Choice(layers), "number": Slider(0, lambda layer: maps[layer].shape[2] - 1)},
        [(layers[0], 0), *([(last, 0)] if last != layers[0] else [])],
    )


def _maps_by_layer(model, digit) -> dict[str, np.ndarray]:
    """Run the network once: what every layer with maps makes of the digit, (H, W, C) by the layer's name."""
    if not hasattr(model, "layers"):
        checks.fail("There is no network yet.")
    import keras

    layers = [layer for layer in model.layers if not isinstance(layer, keras.layers.InputLayer)]
    outputs = {layer.name: layer.output for layer in layers if len(getattr(layer.output, "shape", ())) == 4}
    if not outputs:
        return {}
    answers = keras.Model(model.inputs, outputs).predict_on_batch(np.asarray(digit, np.float32))
    return {name: np.asarray(answers[name])[0, :, :, :MOST_MAPS] for name in outputs}


def _tiled(maps, columns: int) -> np.ndarray:
    """Lay maps (H, W, C) side by side in one picture, with a gap that nothing is drawn in."""
    height, width, count = maps.shape
    rows = math.ceil(count / columns)
    tiles = np.full((rows * columns, height + 1, width + 1), np.nan)
    tiles[:count, :height, :width] = np.moveaxis(maps, -1, 0)
    return tiles.reshape(rows, columns, height + 1, width + 1).swapaxes(1, 2).reshape(-1, columns * (width + 1))
