"""The figures of lab 2: activations, pooling, softmax and loss, the network, and what it makes of a digit.

Where a figure shows a student's function at work, it calls that function and holds no answer of its own.
"""

from __future__ import annotations

import numpy as np
from IPython.display import HTML
from matplotlib.patches import Rectangle
from scipy.signal import correlate

from labkit import checks, data, weights
from labkit.figures.explore import Explorable, Scale
from labkit.figures.style import BLUE, GREEN, GREY, IMAGES, MAPS, ORANGE, PURPLE, new_figure, show
from labkit.figures.unfinished import note_if_unfinished

PALE_BLUE = "#CFE3F1"


@note_if_unfinished
def activation_curves(relu) -> HTML:
    """Draw the student's ``relu`` and three other activation functions between -4 and 4."""
    x = np.linspace(-4, 4, 401)
    curves = (
        ("your relu", checks.same_shape(relu(x), x.shape, "relu(x)"), BLUE),
        ("leaky ReLU", np.where(x > 0, x, 0.1 * x), ORANGE),
        ("sigmoid", 1 / (1 + np.exp(-x)), GREEN),
        ("tanh", np.tanh(x), PURPLE),
    )
    figure = new_figure(9, 2.5)
    for axes, (name, y, colour) in zip(figure.subplots(1, 4, sharey=True), curves, strict=True):
        axes.axhline(0, color=GREY, linewidth=0.8)
        axes.axvline(0, color=GREY, linewidth=0.8)
        axes.plot(x, y, color=colour, linewidth=2.5)
        axes.set_title(name, fontsize=11)
        axes.set(xlabel="x", xticks=(-4, -2, 0, 2, 4), ylim=(-1.3, 4.2))
    return show(
        figure,
        "Four curves between -4 and 4. Your relu, which should be flat at 0 on the left and rise at 45 degrees on the "
        "right. Leaky ReLU: the same, but slightly sloped on the left. Sigmoid: an S from 0 to 1. Tanh: an S from "
        "-1 to 1.",
    )


def pooling_windows(values) -> HTML:
    """Draw where the windows of a pooling layer lie on a 4×4 map: with size 2, and with size 3 and stride 1.

    Args:
        values: (4, 4) numbers.
    """
    figure = new_figure(7.4, 3.3)
    colours = BLUE, ORANGE, GREEN, PURPLE
    cases = ("size=2: windows that touch", 2, 2), ("size=3, stride=1: windows that overlap", 3, 1)
    for axes, (title, size, stride) in zip(figure.subplots(1, 2), cases, strict=True):
        for row, column in np.ndindex(4, 4):
            axes.add_patch(Rectangle((column, row), 1, 1, facecolor="white", edgecolor=GREY, linewidth=0.6))
            axes.text(column + 0.5, row + 0.5, f"{values[row, column]:g}", ha="center", va="center", fontsize=13)
        for number, (i, j) in enumerate(np.ndindex(2, 2)):
            inset = 0.07 + 0.06 * number * (size > stride)  # frames that overlap are drawn inside one another
            corner, side = (j * stride + inset, i * stride + inset), size - 2 * inset
            axes.add_patch(Rectangle(corner, side, side, fill=False, edgecolor=colours[number], linewidth=2.5))
        axes.set(xlim=(-0.05, 4.05), ylim=(4.05, -0.05), aspect="equal")
        axes.set_axis_off()
        axes.set_title(title, fontsize=11)
    rows = " / ".join(" ".join(f"{value:g}" for value in row) for row in values)
    return show(
        figure,
        f"The 4×4 map with the rows {rows}, twice. On the left four 2×2 windows cover it side by side, one in each "
        "corner. On the right four 3×3 windows overlap: they begin in row 0 or 1 and in column 0 or 1.",
    )


@note_if_unfinished
def maps_before_and_after_pooling(relu, max_pool2d) -> HTML:
    """Draw the eight maps of the shipped network's first layer for one digit, and what the student's pooling leaves."""
    image, params = data.bundled_digits().test_images[4] / 255, weights.digits_cnn()
    kernels = np.moveaxis(params["conv1_kernels"][:, :, 0, :], -1, 0)
    sums = np.stack([correlate(image, kernel, mode="valid") for kernel in kernels], axis=-1) + params["conv1_bias"]
    maps = checks.same_shape(relu(sums[None]), (1, 26, 26, 8), "relu(maps)")
    pooled = checks.same_shape(max_pool2d(maps), (1, 13, 13, 8), "max_pool2d(maps)")
    figure = new_figure(9.6, 2.6)
    left, right = figure.subfigures(1, 2, width_ratios=(1, 8))
    axes = left.subplots()
    axes.imshow(image, cmap=IMAGES)
    axes.set_axis_off()
    axes.set_title("the digit", fontsize=10)
    panels = right.subplots(2, 8)
    for channel in range(8):
        top = maps[0, :, :, channel].max()
        for row, shown in enumerate((maps, pooled)):
            panels[row, channel].imshow(shown[0, :, :, channel], cmap=MAPS, vmin=0, vmax=top or 1)
            panels[row, channel].set(xticks=(), yticks=())
        panels[0, channel].set_title(f"channel {channel}", fontsize=9)
    panels[0, 0].set_ylabel("26×26", fontsize=10)
    panels[1, 0].set_ylabel("13×13", fontsize=10)
    return show(
        figure,
        "A handwritten digit and, in two rows, its eight maps after the first convolution and relu: above with 26×26 "
        "pixels, below after your max_pool2d with 13×13. Each map marks strokes of one direction; after pooling the "
        "strokes are coarser, and stand at the same places.",
    )


@note_if_unfinished
def explore_softmax(softmax):
    """Let the student set a temperature and a shift, and see the student's ``softmax`` of a digit's changed logits.

    Returns:
        An `Explorable`, or a note while the function is not finished.
    """
    number = 3  # the digit that the network is least sure of
    logits = np.array(weights.digits_cnn_record()["first_training_logits"][number])
    digit = data.bundled_digits().train_images[number]
    checks.same_shape(softmax(logits), (10,), "softmax(logits)")

    @note_if_unfinished
    def frame(temperature, shift):
        changed = logits / temperature + shift
        probabilities = checks.same_shape(softmax(changed), (10,), f"softmax(logits / {temperature:g} + {shift:g})")
        figure = new_figure(8.2, 2.6)
        picture, left, right = figure.subplots(1, 3)
        picture.imshow(digit, cmap=IMAGES)
        picture.set(xticks=(), yticks=())
        picture.set_title("the digit", fontsize=11)
        _bars(left, changed, ORANGE)
        left.set_title(f"logits / {temperature:g} + {shift:g}", fontsize=11)
        _bars(right, np.nan_to_num(probabilities), BLUE)
        right.set(ylim=(0, 1), yticks=(0, 0.5, 1))
        right.set_title("your softmax of them", fontsize=11)
        if not np.isfinite(probabilities).all():
            right.text(4.5, 0.5, "no numbers: nan", ha="center", fontsize=12, color=ORANGE)
        listed = ", ".join(f"{value:.2f}" for value in probabilities)
        return show(
            figure,
            f"A handwritten digit; its ten logits, divided by {temperature:g} and with {shift:g} added, now between "
            f"{changed.min():.1f} and {changed.max():.1f}; and the probabilities that your softmax makes of them, for "
            f"the classes 0 to 9: {listed}.",
        )

    return Explorable(
        frame,
        {"temperature": Scale((0.25, 0.5, 1, 2, 4, 8, 16)), "shift": Scale((-1000, -10, 0, 10, 1000))},
        [(1, 0), (4, 0), (16, 0), (1, 1000)],
    )


@note_if_unfinished
def loss_curve(cross_entropy) -> HTML:
    """Draw the student's ``cross_entropy`` of one example against the probability of its true class."""
    p = np.linspace(0.005, 1, 200)
    label = np.array([0])
    losses = [
        checks.same_shape(cross_entropy(np.array([[own, 1 - own]]), label), (), "cross_entropy(P, y)") for own in p
    ]
    figure = new_figure(6.4, 2.8)
    axes = figure.add_subplot()
    axes.plot(p, losses, color=BLUE, linewidth=2.5)
    axes.axvline(0.1, color=GREY, linestyle="--", linewidth=1)
    axes.annotate("a guess among ten classes", (0.1, 3.6), xytext=(8, 0), textcoords="offset points", color="#333333")
    axes.set(xlabel="probability of the true class", ylabel="loss", xlim=(0, 1), ylim=(0, 5.5))
    return show(
        figure,
        "The loss of one example against the probability of its true class: your function, which should fall steeply "
        "from more than 5 near probability 0, pass 2.3 at probability 0.1, and end at 0 for probability 1.",
    )


def network() -> HTML:
    """Draw the layers of lab 2's network as stacks of maps, with the sizes up to where the student works them out."""
    stages = (
        ("28×28×1", 28, 1, "convolution\n3×3\nand ReLU"),
        ("26×26×8", 26, 8, "max pooling\n2×2"),
        ("13×13×8", 13, 8, "convolution\n3×3\nand ReLU"),
        ("?×?×16", 11, 16, "max pooling\n2×2"),
        ("?×?×16", 5.5, 16, "flatten"),
    )
    figure = new_figure(9.6, 2.3)
    axes = figure.add_subplot()
    left = 0.0
    for size, side, channels, step in stages:
        for depth in reversed(range(channels)):
            shift = 0.8 * depth
            corner = left + shift, -side / 2 + shift - 0.4 * channels
            axes.add_patch(Rectangle(corner, side, side, facecolor=PALE_BLUE, edgecolor=BLUE, linewidth=0.8))
        right = left + side + 0.8 * channels
        axes.text((left + right) / 2, -24, size, ha="center", fontsize=10)
        _arrow(axes, right + 1, right + 19, step)
        left = right + 20
    axes.add_patch(Rectangle((left, -18), 1.5, 36, facecolor=PALE_BLUE, edgecolor=BLUE, linewidth=0.8))
    axes.text(left + 0.75, -24, "?", ha="center", fontsize=10)
    _arrow(axes, left + 3, left + 20, "fully\nconnected")
    for unit in range(10):
        axes.add_patch(Rectangle((left + 21.5, 8.1 - 1.8 * unit), 1.8, 1.8, facecolor=PALE_BLUE, edgecolor=BLUE))
    axes.text(left + 22.4, -24, "10 logits", ha="center", fontsize=10)
    axes.set(xlim=(-2, left + 29), ylim=(-26, 19), aspect="equal")
    axes.set_axis_off()
    return show(
        figure,
        "The network from left to right: an image of 28×28 pixels with one channel; convolution with eight 3×3 kernels "
        "and ReLU gives eight maps of 26×26; 2×2 max pooling, 13×13; convolution with sixteen kernels and ReLU, "
        "sixteen smaller maps; max pooling; flatten, one row of numbers; a fully connected layer, ten logits. From the "
        "second convolution on the sizes are question marks.",
    )


@note_if_unfinished
def through_the_network(image, params, conv2d, relu, max_pool2d, cnn_forward) -> HTML:
    """Draw a digit, its maps after each pooling layer, and its logits, all computed by the notebook's functions.

    Args:
        image: (28, 28) uint8.
        params: the weights of the network, as ``labkit.weights.digits_cnn`` returns them.
        conv2d: the notebook's function.
        relu: the student's function.
        max_pool2d: the student's function.
        cnn_forward: the student's function.
    """
    batch = image[None, :, :, None] / 255
    logits = checks.same_shape(cnn_forward(batch, params), (1, 10), "cnn_forward(images, params)")[0]
    stages, shapes = [batch], ((1, 13, 13, 8), (1, 5, 5, 16))
    for layer, shape in zip(("conv1", "conv2"), shapes, strict=True):
        pooled = max_pool2d(relu(conv2d(stages[-1], params[f"{layer}_kernels"], params[f"{layer}_bias"])))
        stages.append(checks.same_shape(pooled, shape, f"The maps after {layer}, relu and max_pool2d"))
    figure = new_figure(9.6, 2.9)
    parts = figure.subfigures(1, 4, width_ratios=(2.6, 2, 3.6, 3.4))
    titles = "the image, 28×28", "8 maps, 13×13", "16 maps, 5×5"
    for part, stage, title, columns, colours in zip(
        parts, stages, titles, (1, 2, 4), (IMAGES, MAPS, MAPS), strict=False
    ):
        channels = stage.shape[-1]
        panels = part.subplots(-(-channels // columns), columns, squeeze=False).flat
        for axes in panels:
            axes.set_axis_off()
        for axes, values in zip(panels.base.flat, np.moveaxis(stage[0], -1, 0), strict=False):
            axes.imshow(values, cmap=colours, vmin=0)
        part.suptitle(title, fontsize=11)
    axes = parts[3].subplots()
    _bars(axes, logits, ORANGE)
    parts[3].suptitle("10 logits", fontsize=11)
    return show(
        figure,
        "A digit on its way through your network: the image; eight maps of 13×13 after the first convolution, ReLU and "
        "pooling; sixteen maps of 5×5 after the second, in which the digit can no longer be recognised; and a bar "
        f"chart of the ten logits, the largest of which is {logits.max():.1f}, for class {logits.argmax()}.",
    )


@note_if_unfinished
def misread_digits(images, labels, logits) -> HTML:
    """Draw up to twelve of the digits that were read wrongly, and say how many were read correctly.

    Args:
        images: (N, 28, 28) uint8.
        labels: (N,), the true classes.
        logits: (N, 10), what the student's ``cnn_forward`` returned for them.
    """
    logits = checks.same_shape(logits, (len(labels), 10), "cnn_forward(images, params)")
    read = logits.argmax(axis=1)
    wrong = np.flatnonzero(read != labels)
    summary = f"{len(labels) - len(wrong)} of {len(labels)} digits are read correctly ({np.mean(read == labels):.1%})."
    drawn = wrong[:12]
    rows = 1 if len(drawn) <= 6 else 2
    columns = max(1, -(-len(drawn) // rows))
    figure = new_figure(max(5.5, 1.45 * columns), 0.5 + 1.7 * rows)
    panels = figure.subplots(rows, columns, squeeze=False).ravel()
    for axes in panels:
        axes.set_axis_off()
    for axes, number in zip(panels, drawn, strict=False):
        axes.imshow(images[number], cmap=IMAGES)
        axes.set_title(f"is {labels[number]}, read as {read[number]}", fontsize=9)
    figure.suptitle(summary, fontsize=11)
    listed = ", ".join(f"a {labels[number]} read as {read[number]}" for number in drawn)
    return show(figure, f"{summary} Pictures of digits that are not: {listed or 'none'}.")


def _bars(axes, values, colour) -> None:
    """Draw ten bars, one for each class."""
    axes.bar(range(10), values, color=colour)
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set_xticks(range(10))
    axes.tick_params(labelsize=8)
    axes.set_xlabel("class", fontsize=9)


def _arrow(axes, start, end, label) -> None:
    """Draw a horizontal arrow with a label above it."""
    axes.annotate("", (end, 0), (start, 0), arrowprops={"arrowstyle": "-|>", "color": "black"})
    axes.text((start + end) / 2, 2, label, ha="center", va="bottom", fontsize=8)
