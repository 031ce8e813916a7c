"""The figures of lab 5's second half: base and head, a race on few images, filters, feature maps, what is decisive."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from IPython.display import HTML

from labkit import checks
from labkit.figures.style import BLUE, GREY, IMAGES, MAPS, ORANGE, SIGNED, new_figure, show
from labkit.figures.unfinished import note_if_unfinished

MOST_MAPS = 8


def two_parts() -> HTML:
    """Draw a transfer network: what is fixed, and what learns."""
    figure = new_figure(9, 1.9)
    axes = figure.subplots()
    parts = [
        ("image\n0 to 255", GREY, "H × W × 3"),
        ("pre-processing\nof the base", BLUE, "H × W × 3"),
        ("base\nfrozen", BLUE, "H' × W' × F"),
        ("pooling", ORANGE, "F"),
        ("Dense\nlearns", ORANGE, "classes"),
    ]
    before = None
    for place, (text, colour, shape) in enumerate(parts):
        box = {"boxstyle": "round,pad=0.6", "facecolor": "white", "edgecolor": colour, "linewidth": 2.2}
        drawn = axes.text(place, 0, text, ha="center", va="center", fontsize=11, bbox=box).get_bbox_patch()
        axes.text(place, -0.85, shape, ha="center", va="center", fontsize=10, color=GREY)
        if before:
            arrow = {"arrowstyle": "->", "color": GREY, "linewidth": 1.5, "shrinkA": 5, "shrinkB": 5}
            axes.annotate("", (place, 0), (place - 1, 0), arrowprops=arrow | {"patchA": before, "patchB": drawn})
        before = drawn
    axes.set(xlim=(-0.5, len(parts) - 0.5), ylim=(-1.1, 0.8))
    axes.set_axis_off()
    return show(
        figure,
        "Five boxes in a row, and below each the shape of what leaves it. An image from 0 to 255: H × W × 3. The "
        "base's pre-processing: H × W × 3; and the base: H' × W' × F. Both are fixed. Pooling: F; and a Dense layer: "
        "classes. They are the head, which learns.",
    )


def few(task) -> HTML:
    """Draw the images that a new task comes with, a row for each class.

    Args:
        task: a `labkit.transfer.Task`.
    """
    rows = [task.train_images[task.train_labels == label] for label in np.unique(task.train_labels)]
    figure = new_figure(4.4, 4.4)
    for axes, image in zip(figure.subplots(len(rows), len(rows[0])).flat, np.concatenate(rows), strict=True):
        axes.imshow(image)
        axes.set_axis_off()
    return show(
        figure,
        f"{len(rows)} rows of {len(rows[0])} handwritten digits, 5 to 9. Each is painted in two colours of its own: "
        "some are light on dark, some dark on light.",
    )


@note_if_unfinished
def race(transfer_history, scratch_history, transferred, scratch, task) -> HTML:
    """Draw the losses of the two networks, and how many images each reads.

    Args:
        transfer_history: what ``fit`` returned for the network on the trained base; None if there is none.
        scratch_history: the same for the network from scratch.
        transferred: the network on the trained base.
        scratch: the network from scratch.
        task: the images of both.
    """
    if transfer_history is None or scratch_history is None:
        checks.fail("There are no trained networks yet.")
    from labkit.networks import accuracy

    figure = new_figure(9, 3.2)
    losses, bars = figure.subplots(1, 2)
    names, colours = ("on the extractor", "from scratch"), (BLUE, ORANGE)
    words = []
    for offset, (name, colour, style, history, network) in enumerate(
        zip(names, colours, ("-", "--"), (transfer_history, scratch_history), (transferred, scratch), strict=True)
    ):
        losses.plot(history.history["loss"], color=colour, linestyle=style, label=name)
        heights = [
            accuracy(network, task.train_images, task.train_labels),
            accuracy(network, task.test_images, task.test_labels),
        ]
        drawn = bars.bar(np.arange(2) + 0.4 * offset - 0.2, heights, 0.38, color=colour, hatch="/" * offset, label=name)
        bars.bar_label(drawn, [f"{height:.0%}" for height in heights], fontsize=10)
        words.append(f"{name}: {heights[0]:.0%} of the training images, {heights[1]:.0%} of the new ones")
    losses.set(xlabel="epoch", title="loss on the training images")
    losses.set_yscale("log")
    losses.legend(fontsize=9)
    bars.set(xticks=(0, 1), xticklabels=("training images", "new images"), ylim=(0, 1.25), title="read correctly")
    bars.set_yticks((0, 0.5, 1), ("0%", "50%", "100%"))
    bars.legend(loc="upper right", fontsize=9, ncols=2)
    return show(figure, f"Left, the falling losses of two networks. Right, how much each reads. {'; '.join(words)}.")


@note_if_unfinished
def filters(filter_grid: Callable, kernels: np.ndarray) -> HTML:
    """Draw what the student's ``filter_grid`` makes of a first layer's kernels, in colour and channel by channel.

    Args:
        filter_grid: the student's function.
        kernels: (KH, KW, 3, F).
    """
    grid = checks.numeric(filter_grid(kernels), "filter_grid(kernels)")
    if grid.ndim != 3 or grid.shape[2] != 3:
        checks.fail("filter_grid(kernels) gives no picture with three channels.", got=grid.shape)
    figure = new_figure(9, 2.5)
    figure.get_layout_engine().set(wspace=0.1)  # more than the gaps between tiles
    panels = figure.subplots(1, 4)
    panels[0].imshow(np.clip(grid, 0, 1))
    panels[0].set_title("in colour", fontsize=11)
    for channel, name in enumerate(("red", "green", "blue")):
        panels[channel + 1].imshow(grid[..., channel], cmap=IMAGES, vmin=0, vmax=1)
        panels[channel + 1].set_title(f"channel {name}", fontsize=11)
    for axes in panels:
        axes.set_axis_off()
    height, width, _, count = kernels.shape
    return show(
        figure,
        f"{count} filters of {height} by {width} weights as tiles of one picture: first in colour, then each channel "
        "by itself, black for the smallest weight of a filter and white for its largest.",
    )


@note_if_unfinished
def maps(feature_maps: Callable, model, image: np.ndarray) -> HTML:
    """Draw an image and some feature maps of the extractor's four stages.

    Args:
        feature_maps: the student's function.
        model: the extractor.
        image: (32, 32, 3), 0 to 255.
    """
    layers = ["relu1", "relu2", "relu3", "relu4"]
    figure = new_figure(9, 4.6)
    panels = figure.subplots(len(layers), MOST_MAPS + 1)
    shapes = []
    for row, layer in zip(panels, layers, strict=True):
        found = checks.numeric(feature_maps(model, image / 255, layer), f"feature_maps(model, image, {layer!r})")
        if found.ndim != 3:
            checks.fail(
                f"feature_maps(model, image, {layer!r}) has the wrong shape.", expected="3 axes", got=found.shape
            )
        shapes.append("×".join(map(str, found.shape)))
        liveliest = np.argsort(-found.std(axis=(0, 1)), kind="stable")[:MOST_MAPS]
        row[0].imshow(image)
        row[0].set_title(f"{layer}: {shapes[-1]}", fontsize=9, loc="left")
        for axes, number in zip(row[1:], liveliest, strict=False):
            axes.imshow(found[..., number], cmap=MAPS)
    for axes in panels.flat:
        axes.set_axis_off()
    return show(
        figure,
        f"In each row the image and the {MOST_MAPS} liveliest maps of one layer: {', '.join(layers)} with the shapes "
        f"{', '.join(shapes)}. The first show strokes and edges, the last a few coarse spots.",
    )


@note_if_unfinished
def occlusion(occlusion_map: Callable, model, images: np.ndarray, labels: np.ndarray, classes: tuple) -> HTML:
    """Draw what the network decides by, for the image of each class that it is surest of.

    Args:
        occlusion_map: the student's function.
        model: a trained network that takes ``images``.
        images: uint8, (N, 32, 32, 3).
        labels: (N,), from 0.
        classes: what the labels stand for.
    """
    if not hasattr(model, "layers"):
        checks.fail("There is no trained network yet.")
    outputs = model.predict(images.astype(np.float32), verbose=0)
    chosen = [int(np.where(labels == label, outputs[:, label], -np.inf).argmax()) for label in range(len(classes))]
    found = []
    for index in chosen:
        drops = checks.numeric(
            occlusion_map(model, images[index].astype(np.float32), int(labels[index]), size=8, stride=2),
            "occlusion_map(model, image, label)",
        )
        found.append(checks.same_shape(drops, (13, 13), "occlusion_map(model, image, label, size=8, stride=2)"))
    figure = new_figure(9, 3.7)
    panels = figure.subplots(2, len(chosen))
    limit = max(0.1, float(np.abs(found).max()))
    for above, below, index, drops in zip(*panels, chosen, found, strict=True):
        above.imshow(images[index])
        above.set_title(f"a {classes[labels[index]]}", fontsize=11)
        below.imshow(images[index])
        # Patch ij covers pixels 2i to 2i + 7: its middle is at 2i + 3.5
        heat = below.imshow(drops, cmap=SIGNED, vmin=-limit, vmax=limit, alpha=0.75, extent=(2.5, 28.5, 28.5, 2.5))
    for axes in panels.flat:
        axes.set(xlim=(-0.5, 31.5), ylim=(31.5, -0.5))
        axes.set_axis_off()
    figure.colorbar(heat, ax=panels[1, :], label="less probable by", shrink=0.9)
    words = ", ".join(f"{drops.max():.2f} for the {classes[labels[i]]}" for i, drops in zip(chosen, found, strict=True))
    return show(
        figure,
        "Five digits, and below each the same with a heat map: violet where a patch makes the network less sure of the "
        f"digit, orange where it makes it more sure. The largest drops: {words}.",
    )
