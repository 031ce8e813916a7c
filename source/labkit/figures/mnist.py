"""The figures of lab 3: digits with labels, learning curves, confusions, worst errors, weights, a digit of your own."""

from __future__ import annotations

import numpy as np
from IPython.display import HTML

from labkit import checks
from labkit.figures.style import BLUE, GREY, IMAGES, MAPS, ORANGE, SIGNED, new_figure, show
from labkit.figures.unfinished import note_if_unfinished

MOST_UNITS = 32
"""Of a layer with more units than this, only the first are drawn."""


def samples(images, labels, rows: int = 3, columns: int = 10) -> HTML:
    """Draw the first images of a data set, each with its label above it.

    Args:
        images: (N, 28, 28), 0 to 255.
        labels: integers, (N,).
        rows: rows of images.
        columns: images in a row.
    """
    figure = new_figure(columns, 1.25 * rows)
    shown = labels[: rows * columns]
    for axes, image, label in zip(figure.subplots(rows, columns).flat, images, shown, strict=False):
        _draw_digit(axes, image, 255)
        axes.set_title(str(label), fontsize=13, pad=3)
    listed = ", ".join(str(label) for label in shown)
    return show(figure, f"{rows} rows of {columns} handwritten digits, white on black, labelled {listed}.")


def curves(history) -> HTML:
    """Draw how loss and accuracy went, epoch by epoch, on the training and the validation images.

    Args:
        history: what ``model.fit`` returned. Accuracy is drawn if the model was compiled with it.
    """
    values = history.history
    kinds = [name for name in ("loss", "accuracy") if name in values]
    figure = new_figure(4.6 * len(kinds), 3.1)
    words = []
    for axes, kind in zip(np.atleast_1d(figure.subplots(1, len(kinds))), kinds, strict=True):
        epochs = np.arange(1, len(values[kind]) + 1)
        axes.plot(epochs, values[kind], color=BLUE, marker="o", label="training")
        words.append(f"{kind}, training: {_listed(values[kind])}")
        if f"val_{kind}" in values:
            axes.plot(epochs, values[f"val_{kind}"], color=ORANGE, marker="s", linestyle="--", label="validation")
            words.append(f"{kind}, validation: {_listed(values[f'val_{kind}'])}")
        axes.set(xlabel="epoch", title=kind, xticks=epochs)
        axes.grid(color=GREY, alpha=0.2)
        axes.legend()
    return show(figure, f"Curves over {len(values['loss'])} epochs. {'. '.join(words)}.")


@note_if_unfinished
def confusion(matrix) -> HTML:
    """Draw a 10×10 confusion matrix: the counts, with colours for the mistakes only, which the diagonal would outshine.

    Args:
        matrix: what the student's ``confusion_matrix`` returned; rows are the true classes.
    """
    counts = checks.same_shape(matrix, (10, 10), "confusion_matrix(labels, predictions)")
    mistakes = np.where(np.eye(10, dtype=bool), np.nan, counts)
    figure = new_figure(6.4, 5.6)
    axes = figure.subplots()
    most = max(1.0, float(np.nanmax(mistakes)))
    picture = axes.imshow(mistakes, cmap=MAPS, vmin=0, vmax=most)
    for (i, j), count in np.ndenumerate(counts):
        colour = "black" if i == j or count > 0.5 * most else "white"
        axes.text(j, i, f"{count:g}", ha="center", va="center", fontsize=9, color=colour)
    axes.set(xlabel="read as", ylabel="true class", xticks=range(10), yticks=range(10))
    figure.colorbar(picture, label="mistakes")
    i, j = np.unravel_index(np.nanargmax(mistakes), (10, 10))
    return show(
        figure,
        f"A table of 10 by 10 counts. {np.trace(counts):g} of {counts.sum():g} images are on the diagonal, read "
        f"correctly. The most frequent mistake: {counts[i, j]:g} times a {i} was read as a {j}.",
    )


@note_if_unfinished
def worst(images, labels, probabilities, indices) -> HTML:
    """Draw the mistakes that a network is most sure of, with what it read, how surely, and what is right.

    Args:
        images: (N, 28, 28), 0 to 255.
        labels: integers, (N,).
        probabilities: (N, 10).
        indices: what the student's ``worst_errors`` returned; the first twelve are drawn.
    """
    chosen = checks.numeric(indices, "worst_errors(probabilities, labels)").astype(int).ravel()[:12]
    if not len(chosen):
        checks.fail("worst_errors(probabilities, labels) names no image.")
    figure = new_figure(9, 4.1)
    words = []
    for axes in (panels := figure.subplots(2, 6)).flat:
        axes.set_axis_off()
    for axes, index in zip(panels.flat, chosen, strict=False):
        read = int(np.argmax(probabilities[index]))
        _draw_digit(axes, images[index], 255)
        axes.set_title(
            f"reads {read}, {probabilities[index, read]:.1%} sure\nlabel {labels[index]}", fontsize=10, pad=4
        )
        words.append(f"a {labels[index]} read as {read}")
    return show(figure, f"{len(chosen)} digits that the network read wrongly and was most sure of: {', '.join(words)}.")


@note_if_unfinished
def first_layer(model) -> HTML:
    """Draw the weights of a network's first layer that has any: an image for each Dense unit, or each kernel.

    Args:
        model: a Keras model that reads digits.
    """
    if not hasattr(model, "layers"):
        checks.fail("There is no network yet.")
    kernels = [weight for weight in model.get_weights() if weight.ndim in (2, 4)]
    if kernels and kernels[0].shape[0] == 784:
        tiles, what = kernels[0].T.reshape(-1, 28, 28), "units, each with 28×28 weights"
    elif kernels and kernels[0].ndim == 4 and kernels[0].shape[2] == 1:
        tiles = np.moveaxis(kernels[0][:, :, 0], -1, 0)
        what = f"kernels of {tiles.shape[1]}×{tiles.shape[2]} weights"
    else:
        checks.fail("The first layer of this network has no weights that can be drawn as images.")
    tiles = tiles[:MOST_UNITS]
    columns = min(8, len(tiles))
    rows = -(-len(tiles) // columns)
    figure = new_figure(1.05 * columns + 1, 1.05 * rows + 0.2)
    limit = float(np.quantile(np.abs(tiles), 0.995)) or 1.0
    panels = figure.subplots(rows, columns, squeeze=False)
    for axes in panels.flat:
        axes.set_axis_off()
    for axes, tile in zip(panels.flat, tiles, strict=False):
        picture = axes.imshow(tile, cmap=SIGNED, vmin=-limit, vmax=limit)
    figure.colorbar(picture, ax=panels, label="weight", shrink=min(1.0, 2.2 / rows + 0.2))
    return show(figure, f"The weights of {len(tiles)} {what}: orange where they are negative, violet where positive.")


@note_if_unfinished
def own_digit(page, prepared, probabilities) -> HTML:
    """Draw a page, what the student's function made of it, and what the network reads.

    Args:
        page: uint8, (H, W) or (H, W, 3).
        prepared: what ``prepare_own_digit`` returned, (1, 28, 28, 1).
        probabilities: (1, 10).
    """
    small = checks.same_shape(prepared, (1, 28, 28, 1), "prepare_own_digit(page)")[0, :, :, 0]
    row = checks.same_shape(probabilities, (1, 10), "The probabilities")[0]
    figure = new_figure(9.5, 2.9)
    photo, digit, bars = figure.subplots(1, 3, width_ratios=(1.3, 1, 1.5))
    photo.imshow(page, cmap=IMAGES, vmin=0, vmax=255)
    photo.set_title("the page", fontsize=11)
    photo.set_axis_off()
    _draw_digit(digit, small, 1)
    digit.set_title("prepared", fontsize=11)
    read = int(row.argmax())
    bars.bar(range(10), row, color=[ORANGE if place == read else BLUE for place in range(10)])
    bars.set(xticks=range(10), ylim=(0, 1), xlabel="class", ylabel="probability")
    bars.set_title(f"reads {read}, {row[read]:.0%} sure", fontsize=11)
    return show(
        figure,
        "Three pictures: the page with your digit; the digit as prepared, light on dark; and a bar for the probability "
        f"of each class. The tallest bar: {read}, with {row[read]:.0%}.",
    )


def _draw_digit(axes, image, white: float) -> None:
    axes.imshow(image, cmap=IMAGES, vmin=0, vmax=white)
    axes.set_axis_off()


def _listed(values) -> str:
    return ", ".join(f"{value:.3f}" for value in values)
