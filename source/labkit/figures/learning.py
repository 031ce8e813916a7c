"""The figures of lab 6: windows that become rows, what loops cost, the way of a gradient, a network that learns.

Where a figure shows a student's function at work, it calls that function and holds no answer of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from fractions import Fraction

import numpy as np
from IPython.display import HTML
from matplotlib.patches import Rectangle
from threadpoolctl import threadpool_limits

from labkit import checks, data
from labkit.figures.style import BLUE, GREEN, GREY, IMAGES, ORANGE, PURPLE, SIGNED, new_figure, show
from labkit.figures.unfinished import note_if_unfinished

COLOURS = (BLUE, ORANGE, GREEN, PURPLE)
RATES = (0.2,) * 5 + (0.1,) * 3 + (0.05,) * 2
"""The learning rates of ten epochs."""


def windows_to_rows(image, kernel) -> HTML:
    """Draw how the windows of an image become the rows of a matrix, two of them left open, and their sums.

    Args:
        image: (4, 4) whole numbers.
        kernel: (3, 3) numbers.
    """
    corners = list(np.ndindex(2, 2))
    rows = np.array([image[i : i + 3, j : j + 3].ravel() for i, j in corners])
    texts = rows.astype(str)
    texts[1:3] = "?"
    figure = new_figure(7.8, 4.1)
    axes = figure.add_subplot()
    _cells(axes, image, 0, 2.5)
    for number, (i, j) in enumerate(corners):
        inset = 0.07 + 0.06 * number  # frames that overlap are drawn inside one another
        corner, side = (j + inset, 2.5 + i + inset), 3 - 2 * inset
        axes.add_patch(Rectangle(corner, side, side, fill=False, edgecolor=COLOURS[number], linewidth=2.5))
    _cells(axes, texts, 5.6, 2.5)
    for number, colour in enumerate(COLOURS):
        axes.add_patch(Rectangle((5.65, 2.55 + number), 8.9, 0.9, fill=False, edgecolor=colour, linewidth=2.5))
    _cells(axes, np.array([str(Fraction(value).limit_denominator(99)) for value in kernel.flat])[:, None], 15.2, 0)
    results = [str(Fraction(value).limit_denominator(99)) for value in rows @ kernel.ravel()]
    _cells(axes, np.array(results)[:, None], 17.2, 2.5)
    for x, text in ((4.8, "→"), (14.9, "·"), (16.7, "=")):
        axes.text(x, 4.5, text, ha="center", va="center", fontsize=18)
    labels = (
        (2, 2, "image $I$, (4, 4)"),
        (10.1, 2, "a row for each window, (4, 9)"),
        (15.7, -0.5, "$F$, (9, 1)"),
        (17.7, 2, "(4, 1)"),
    )
    for x, y, text in labels:
        axes.text(x, y, text, ha="center", va="center", fontsize=10)
    axes.set(xlim=(-0.1, 18.4), ylim=(9.1, -1), aspect="equal")
    axes.set_axis_off()
    listed = "; ".join(" ".join(row) for row in texts)
    return show(
        figure,
        "The lecture's 4×4 image with its four 3×3 windows in four colours, and the matrix in which each window is a "
        f"row of nine numbers, two of them left open: {listed}. Multiplied by the filter, written as a column of nine "
        f"numbers, it gives {', '.join(results)}.",
    )


@note_if_unfinished
def digit_as_matrix(im2col) -> HTML:
    """Draw a digit with some of its 5×5 windows, and what the student's ``im2col`` makes of all 64 with stride 3."""
    image = data.bundled_digits().train_images[0]
    what = "im2col(a digit, 5, 5, stride=3)"
    matrix = checks.same_shape(im2col(image[None, :, :, None], 5, 5, stride=3), (64, 25), what)
    figure = new_figure(8.2, 3.9)
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.1))
    left.imshow(image, cmap=IMAGES)
    right.imshow(matrix, cmap=IMAGES, aspect="auto", vmin=0, vmax=255)
    for number, colour in zip((18, 27, 36, 45), COLOURS, strict=True):
        top, side = 3 * (number // 8), 3 * (number % 8)
        left.add_patch(Rectangle((side - 0.5, top - 0.5), 5, 5, fill=False, edgecolor=colour, linewidth=2.5))
        right.add_patch(Rectangle((-0.5, number - 0.5), 25, 1, fill=False, edgecolor=colour, linewidth=1.5))
    left.set_axis_off()
    left.set_title("one image, (28, 28): 784 numbers", fontsize=11)
    right.set(xticks=(0, 12, 24), yticks=(0, 18, 27, 36, 45, 63), xlabel="pixel of the window", ylabel="window")
    right.set_title("its matrix, (64, 25): 1,600 numbers", fontsize=11)
    return show(
        figure,
        "A handwritten digit with four of its 5×5 windows framed in colours, along the diagonal. Beside it the matrix "
        "that your im2col makes of all 64 windows: 64 rows of 25 pixels, in which the four framed windows are rows 18, "
        "27, 36 and 45. Rows of windows on the empty margin are black.",
    )


@note_if_unfinished
def timing_bars(conv2d_loops, conv2d_fast) -> HTML:
    """Run both functions in turn on a batch of four small images, on one core, and draw the milliseconds as bars.

    Args:
        conv2d_loops: the notebook's function.
        conv2d_fast: the student's function.
    """
    rng = np.random.default_rng(0)
    images, filters = rng.normal(0, 1, (4, 12, 18, 3)), (4, 16, 64)
    names, functions = ("conv2d_loops", "conv2d_fast"), (conv2d_loops, conv2d_fast)
    seconds = np.empty((2, len(filters)))
    for column, count in enumerate(filters):
        arrays = images, rng.normal(0, 1, (3, 3, 3, count)), rng.normal(0, 1, count)
        for name, function in zip(names, functions, strict=True):  # and let them import and set up what they need
            checks.same_shape(function(*arrays), (4, 10, 16, count), f"{name}(images, kernels, bias)")
        with threadpool_limits(1):  # as in the grader: several threads wait for one another on a busy machine
            turns = [[_seconds(function, arrays) for function in functions] for _ in range(5)]
        seconds[:, column] = np.median(turns, axis=0)
    ratios = seconds[0] / seconds[1]
    figure = new_figure(7.2, 3.4)
    axes = figure.add_subplot()
    places = np.arange(len(filters))
    for row, (name, colour) in enumerate(zip(names, (ORANGE, BLUE), strict=True)):
        bars = axes.bar(places + 0.4 * (row - 0.5), 1000 * seconds[row], 0.38, color=colour, label=name)
        axes.bar_label(bars, [f"{1000 * value:.3g} ms" for value in seconds[row]], fontsize=9, padding=2)
    axes.set_xticks(
        places, [f"{count} filters\n{ratio:.3g}× as fast" for count, ratio in zip(filters, ratios, strict=True)]
    )
    axes.set(yscale="log", ylabel="milliseconds", ylim=(300 * seconds.min(), 6000 * seconds.max()))
    axes.legend(loc="upper left", fontsize=9)
    told = "; ".join(
        f"with {count} filters {1000 * slow:.3g} ms against {1000 * fast:.3g} ms, {ratio:.3g} times as fast"
        for count, slow, fast, ratio in zip(filters, *seconds, ratios, strict=True)
    )
    return show(
        figure, f"Bars on a logarithmic scale: the time of conv2d_loops against that of your conv2d_fast. {told}."
    )


def there_and_back() -> HTML:
    """Draw a chain of layers with what goes forward above it, and the gradients that come back below."""
    figure = new_figure(9.6, 1.8)
    axes = figure.add_subplot()
    layers = (
        "convolution\nkernels, bias",
        "ReLU",
        "max pooling",
        "fully\nconnected\nweights, bias",
        "softmax and\nloss",
    )
    for number, layer in enumerate(layers):
        left = 4.2 * number
        axes.add_patch(Rectangle((left, -1), 2.6, 2, facecolor="#CFE3F1", edgecolor=BLUE))
        axes.text(left + 1.3, 0, layer, ha="center", va="center", fontsize=9)
        for start, end, height, colour in ((2.65, 4.15, 0.55, "black"), (4.15, 2.65, -0.55, ORANGE)):
            if number < len(layers) - 1:
                _arrow(axes, (left + start, height), (left + end, height), colour)
    _arrow(axes, (-1.5, 0.55), (-0.05, 0.55), "black")
    _arrow(axes, (19.45, 0.55), (20.9, 0.55), "black")
    for left in (1.3, 13.9):
        _arrow(axes, (left, -1.05), (left, -2.3), ORANGE)
        axes.text(left + 0.3, -1.85, "gradients of its weights", color=ORANGE, fontsize=9, va="center")
    axes.text(-1.6, 0.55, "images", ha="right", va="center", fontsize=10)
    axes.text(21, 0.55, "$L$", va="center", fontsize=12)
    axes.text(3.4, 1.0, "forward", ha="center", fontsize=9)
    axes.text(3.4, -1.15, "back", ha="center", fontsize=9, color=ORANGE)
    axes.set(xlim=(-3.6, 21.6), ylim=(-2.5, 1.6), aspect="equal")
    axes.set_axis_off()
    return show(
        figure,
        "Five boxes in a row: convolution, ReLU, max pooling, fully connected, softmax and loss. Black arrows lead "
        "from the images through all boxes to the loss L. Orange arrows lead back from box to box; where a layer has "
        "weights, one more orange arrow leads out of it, to the gradients of its weights.",
    )


def gradient_of_pooling(values) -> HTML:
    """Draw a 4×4 map, and how often each number is the largest of the nine 2×2 windows that lie on it.

    Args:
        values: (4, 4) numbers, such that no window holds its largest number twice.
    """
    counts, parts = np.zeros((4, 4), dtype=int), []
    figure = new_figure(7.6, 3.3)
    left, right = figure.subplots(1, 2)
    for i, j in np.ndindex(3, 3):
        a, b = np.unravel_index(values[i : i + 2, j : j + 2].argmax(), (2, 2))
        counts[i + a, j + b] += 1
        left.plot(j + 1, i + 1, "o", color=BLUE, markersize=4)
        left.annotate(
            "",
            (j + b + 0.5 + 0.2 * (0.5 - b), i + a + 0.5 + 0.2 * (0.5 - a)),
            (j + 1, i + 1),
            arrowprops={"arrowstyle": "-|>", "color": BLUE},
        )
    for axes, numbers, title in (
        (left, values, "where each window's gradient goes"),
        (right, counts, "gradient of the images"),
    ):
        _cells(axes, numbers, 0, 0)
        axes.set(xlim=(-0.05, 4.05), ylim=(4.05, -0.05), aspect="equal")
        axes.set_axis_off()
        axes.set_title(title, fontsize=11)
    for i, j in np.argwhere(counts):
        right.add_patch(
            Rectangle((j, i), 1, 1, facecolor="#CFE3F1" if counts[i, j] == 1 else "#6AAED6", edgecolor=GREY)
        )
        parts.append(f"{counts[i, j]} for the {values[i, j]} in row {i}, column {j}")
    return show(
        figure,
        "The lecture's 4×4 map. From the middle of each of its nine 2×2 windows, an arrow points to the largest number "
        f"in it. Beside it the gradient that comes of it: {', '.join(parts)}, and 0 elsewhere.",
    )


@note_if_unfinished
def gradient_check(got, **measured) -> HTML:
    """Draw the gradients that a backward pass returned against those that were measured, a panel for each array.

    Args:
        got: what the student's function returned: one array, or several together.
        measured: by name, what they should be, in the same order.
    """
    parts = [got]
    if len(measured) > 1:
        try:
            parts = list(got)
        except TypeError:
            parts = []
        if len(parts) != len(measured):
            checks.fail(f"Your function does not return {len(measured)} arrays.", hint="They are named in the prompt.")
    figure = new_figure(max(4.0, 3.1 * len(measured)), 3.7)
    told = []
    for axes, part, (name, expected) in zip(
        figure.subplots(1, len(measured), squeeze=False)[0], parts, measured.items(), strict=True
    ):
        part = checks.same_shape(part, expected.shape, f"The gradient of {name}")
        apart = np.abs(part - expected).max()
        right = apart <= checks.TOLERANCE * max(1, np.abs(expected).max())
        limits = [1.1 * min(expected.min(), part.min(), -0.1), 1.1 * max(expected.max(), part.max(), 0.1)]
        axes.plot(limits, limits, color=GREY, linewidth=1)
        axes.plot(expected.ravel(), part.ravel(), "o", color=BLUE if right else ORANGE, markersize=4, alpha=0.7)
        axes.set(xlabel="measured", ylabel="yours", xlim=limits, ylim=limits, box_aspect=1)
        verdict = "all on the line" if right else f"up to {apart:.2g} apart"
        axes.set_title(f"gradient of {name}:\n{verdict}", fontsize=10)
        told.append(f"the gradient of {name}, {expected.size} numbers: {verdict}")
    return show(figure, f"Your gradients against measured ones, as dots about a diagonal line: {'; '.join(told)}.")


@note_if_unfinished
def learning(
    train: Callable, loss: Callable, accuracy: Callable, params: Mapping[str, np.ndarray], seen: tuple, new: tuple
) -> HTML:
    """Let the student's network learn for ten epochs; draw its loss, its accuracy, and its kernels before and after.

    Args:
        train: the student's function.
        loss: the notebook's function, called as ``loss(images, labels, params)``.
        accuracy: the notebook's function, called likewise.
        params: the weights to begin with.
        seen: images and labels to learn from.
        new: images and labels that the network never learns from.
    """
    stages = [params]
    started = time.perf_counter()
    for epoch, rate in enumerate(RATES):
        got = train(*seen, stages[-1], epochs=1, batch_size=10, learning_rate=rate, seed=epoch)
        if not isinstance(got, Mapping) or set(got) != set(params):
            checks.fail("train(...) does not return a dictionary with the names of params.")
        shapes = {name: array.shape for name, array in params.items()}
        stages.append({name: checks.same_shape(got[name], shapes[name], f"train(...)[{name!r}]") for name in shapes})
    seconds = time.perf_counter() - started
    history = [(loss(*seen, stage), accuracy(*seen, stage), accuracy(*new, stage)) for stage in stages]
    losses, learned, fresh = np.array(history).T
    epochs = np.arange(len(history))
    figure = new_figure(9.6, 5.0)
    above, below = figure.subfigures(2, 1, height_ratios=(1.5, 1))
    left, right = above.subplots(1, 2)
    left.plot(epochs, losses, "o-", color=BLUE)
    left.set(xlabel="epoch", ylabel="loss on the training digits", ylim=(0, None), xticks=epochs)
    right.plot(epochs, learned, "o-", color=BLUE, label="training digits")
    right.plot(epochs, fresh, "s-", color=ORANGE, label="new digits")
    right.axhline(0.1, color=GREY, linestyle="--", linewidth=1, label="guessing")
    right.set(xlabel="epoch", ylabel="read correctly", ylim=(0, 1.05), xticks=epochs)
    right.legend(loc="center right", fontsize=9)
    above.suptitle(f"Ten epochs in {seconds:.1f} s: {fresh[-1]:.0%} of the new digits are read correctly.", fontsize=11)
    _kernels(below, params["conv_kernels"], stages[-1]["conv_kernels"])
    return show(
        figure,
        f"Two curves over ten epochs. The loss goes from {losses[0]:.2f} to {losses[-1]:.2f}. The share of digits "
        f"read correctly goes from {learned[0]:.0%} to {learned[-1]:.0%} for the training digits, and from "
        f"{fresh[0]:.0%} to {fresh[-1]:.0%} for new ones. Below, the eight 5×5 kernels before training, speckled at "
        "random, and after it, when positive and negative weights lie together in patches.",
    )


def _kernels(figure, before, after) -> None:
    """Draw kernels with one channel in two rows, in the colours of signed numbers."""
    panels = figure.subplots(2, before.shape[3])
    for row, (name, kernels) in enumerate((("before", before), ("after", after))):
        for number, axes in enumerate(panels[row]):
            kernel = kernels[:, :, 0, number]
            limit = np.abs(kernel).max() or 1
            axes.imshow(kernel, cmap=SIGNED, vmin=-limit, vmax=limit)
            axes.set(xticks=(), yticks=())
        panels[row, 0].set_ylabel(name, fontsize=10)


def _seconds(function: Callable, arguments: tuple) -> float:
    started = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - started


def _cells(axes, values, left: float, top: float) -> None:
    """Draw a table of numbers or texts, its upper left corner at (left, top)."""
    for (row, column), value in np.ndenumerate(values):
        corner = (left + column, top + row)
        axes.add_patch(Rectangle(corner, 1, 1, facecolor="white", edgecolor=GREY, linewidth=0.6))
        axes.text(corner[0] + 0.5, corner[1] + 0.5, str(value), ha="center", va="center", fontsize=9.5, zorder=3)


def _arrow(axes, start, end, colour: str) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": colour})
