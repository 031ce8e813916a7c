"""The figures of lab 1: windows that slide, padding and stride, filters on a picture, flipping, channels.

Where a figure shows a student's function at work, it calls that function and holds no answer of its own;
a function that still returns nothing gets a friendly note in place of the figure.
"""

from __future__ import annotations

import itertools

import numpy as np
from IPython.display import HTML
from matplotlib.patches import ConnectionPatch, Rectangle
from sklearn.datasets import load_sample_image

from labkit import checks
from labkit.figures.explore import Explorable, Slider
from labkit.figures.grids import (
    PALE_GREY,
    brief,
    brief_table,
    draw_grid,
    draw_window,
    rows_in_words,
    shade,
    size_in_words,
)
from labkit.figures.style import BLUE, GREEN, GREY, IMAGES, ORANGE, SIGNED, new_figure, show
from labkit.figures.unfinished import note_if_unfinished


@note_if_unfinished
def sliding_window(image, kernel, correlate2d=None) -> HTML:
    """Draw every step of the kernel's walk over the image as a storyboard, one panel above its result.

    Args:
        image: (H, W) numbers, few enough to be read.
        kernel: (KH, KW) numbers.
        correlate2d: the student's function, which fills in the results; without it they stay question marks.
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    starts = _starts(image, kernel)
    result = None if correlate2d is None else _answer(correlate2d, image, kernel)
    figure = new_figure(2.1 * len(starts), 3.9)
    panels = figure.subplots(2, len(starts), height_ratios=(image.shape[0], image.shape[0] - kernel.shape[0] + 1))
    for step in range(len(starts)):
        _draw_step(panels[:, step], image, kernel, result, step)
        panels[0, step].set_title(f"step {step + 1}", fontsize=10)
    steps = ". ".join(_step_in_words(image, kernel, result, step) for step in range(len(starts)))
    return show(figure, f"The {size_in_words(kernel)} window slides over the {size_in_words(image)} image. {steps}.")


@note_if_unfinished
def explore_convolution(image, kernel, correlate2d=None):
    """Let the student slide the window, set stride and padding, and see the arithmetic of every result.

    Args:
        image: (H, W) numbers, at least 4×4, and few enough to be read.
        kernel: (KH, KW) numbers, 3×3 at most.
        correlate2d: the student's function, called with ``stride=`` and ``pad=``, which fills in the results; without
            it they stay question marks.

    Returns:
        An `Explorable`, or a note while the function is not finished.
    """
    image, kernel = np.asarray(image), np.asarray(kernel)
    if correlate2d is not None:
        _answer(correlate2d, image, kernel)

    @note_if_unfinished
    def frame(step, stride, pad):
        result = None if correlate2d is None else _answer(correlate2d, image, kernel, stride, pad)
        starts = _starts(image, kernel, stride, pad)
        figure = new_figure(8.4, 3.3)
        panels = figure.subplots(1, 3)
        _draw_step(panels[::2], image, kernel, result, step - 1, stride, pad, factors=False)
        covered = _covered(image, kernel, step - 1, stride, pad)
        pairs = np.array([f"{brief(x)} · {brief(k)}" for x, k in zip(covered.flat, kernel.flat, strict=True)])
        draw_grid(panels[1], pairs.reshape(kernel.shape))
        draw_window(panels[1], 0, 0, *kernel.shape)
        for axes, title in zip(panels, ("image", "pixel · weight", "result"), strict=True):
            axes.set_title(title, fontsize=11)
        arithmetic = " + ".join(_in_brackets(product) for product in (covered * kernel).flat)
        outcome = "?" if result is None else f"{result.flat[step - 1]:.4g}"
        figure.supxlabel(f"{arithmetic} = {outcome}", fontsize=11)
        return show(
            figure,
            f"With stride {stride} and pad {pad} the window has {len(starts)} places. "
            f"{_step_in_words(image, kernel, result, step - 1, stride, pad)}. The kernel is {rows_in_words(kernel)}, "
            f"and the products add up like this: {arithmetic} = {outcome}.",
        )

    return Explorable(
        frame,
        {
            "step": Slider(1, lambda stride, pad: len(_starts(image, kernel, stride, pad))),
            "stride": Slider(1, 3),
            "pad": Slider(0, 2),
        },
        [(1, 1, 0), (1, 1, 1), (4, 2, 1)],
    )


def padding_and_stride() -> HTML:
    """Draw where a 3×3 window can lie: plainly, with a ring of zeros, and in steps of two."""
    figure = new_figure(9.0, 3.5)
    cases = [("stride 1, pad 0", 5, 1, 0), ("stride 1, pad 1", 5, 1, 1), ("stride 2, pad 0", 6, 2, 0)]
    for axes, (title, n, stride, pad) in zip(figure.subplots(1, 3), cases, strict=True):
        image = np.zeros((n, n))
        starts = _starts(image, np.zeros((3, 3)), stride, pad)
        draw_grid(axes, np.full((n + 2 * pad, n + 2 * pad), ""), pad)
        reached = max(row for row, _ in starts) + 3
        for row, column in itertools.product(range(n + 2 * pad), repeat=2):
            if max(row, column) >= reached:
                axes.add_patch(Rectangle((column, row), 1, 1, fill=False, hatch="///", edgecolor=GREY, linewidth=0))
        axes.add_patch(Rectangle((0, 0), 3, 3, fill=False, edgecolor=ORANGE, linewidth=3))
        rows, columns = zip(*starts, strict=True)
        axes.plot(np.add(columns, 1.5), np.add(rows, 1.5), "o", color=BLUE, markersize=8)
        across = round(len(starts) ** 0.5)
        axes.set_title(f"{title}: {n}×{n} → {across}×{across}", fontsize=11)
    return show(
        figure,
        "Three grids with a 3×3 window in the upper left corner and a dot in the middle of every place that the window "
        "can take. Stride 1, no padding: a 5×5 image has 3×3 places. Stride 1 and one ring of zeros: the 5×5 image has "
        "5×5 places. Stride 2, no padding: a 6×6 image has 2×2 places; its last row and column lie in no window.",
    )


@note_if_unfinished
def filters_on_picture(correlate2d, kernels) -> HTML:
    """Draw a photograph and what the student's function makes of it with each kernel.

    Args:
        correlate2d: the student's function.
        kernels: a dictionary, name to (KH, KW) numbers.
    """
    picture = _photograph()
    results = {}
    for name, kernel in kernels.items():
        kernel = checks.numeric(kernel, f"The kernel for {name!r}")
        if kernel.ndim != 2:
            checks.fail(f"The kernel for {name!r} is no 2-D array.", expected="(KH, KW)", got=kernel.shape)
        results[name] = kernel, _answer(correlate2d, picture, kernel)
    figure = new_figure(2.7 * (1 + len(results)), 2.0)
    first, *others = figure.subplots(1, 1 + len(results))
    first.imshow(picture, cmap=IMAGES, vmin=0, vmax=1)
    first.set_title("the picture", fontsize=11)
    for axes, (name, (kernel, result)) in zip(others, results.items(), strict=True):
        if abs(kernel.sum()) < 0.05 * abs(kernel).sum():
            limit = np.quantile(abs(result), 0.99) or 1.0
            shown = axes.imshow(result, cmap=SIGNED, vmin=-limit, vmax=limit)
            figure.colorbar(shown, ax=axes, shrink=0.75)
        else:
            axes.imshow(result, cmap=IMAGES, vmin=0, vmax=1)
        axes.set_title(f"{name} ({size_in_words(kernel)})", fontsize=11)
    for axes in (first, *others):
        axes.set_axis_off()
    return show(
        figure,
        "A grey photograph of a palace with curved roofs, and beside it what your correlate2d makes of it with each "
        f"kernel: {', '.join(results)}. A blur washes fine detail out, a sharpening kernel stresses it, and a kernel "
        "that sums to 0 leaves flat areas pale and marks the outlines on both sides in two colours.",
    )


@note_if_unfinished
def one_bright_pixel(correlate2d) -> HTML:
    """Draw a kernel and what sliding it over a single bright pixel gives: the kernel, turned by half a turn."""
    point = np.zeros((5, 5))
    point[2, 2] = 1
    kernel = np.arange(1.0, 10).reshape(3, 3)
    result = _answer(correlate2d, point, kernel)
    figure = new_figure(7.2, 2.7)
    panels = figure.subplots(1, 3, width_ratios=(5, 3, 3))
    titles = ("one bright pixel", "a kernel", "correlate2d gives")
    for axes, values, title in zip(panels, (point, kernel, result), titles, strict=True):
        draw_grid(axes, brief_table(values))
        shade(axes, values)
        axes.set_title(title, fontsize=11)
    return show(
        figure,
        f"A 5×5 image, 0 but for a 1 in its middle; a kernel with the rows {rows_in_words(kernel)}; and what "
        f"correlate2d gives for the two: {rows_in_words(result)}.",
    )


@note_if_unfinished
def flip_or_not(correlate2d, convolve2d) -> HTML:
    """Draw that sliding a kernel, and convolving with the turned kernel, give one and the same map.

    Args:
        correlate2d: the student's function.
        convolve2d: the student's function.
    """
    picture = _photograph()[:150, :200]
    kernel = np.array([[0.0, 1, 2], [-1, 0, 1], [-2, -1, 0]])
    turned = np.rot90(kernel, 2)
    slid = _answer(correlate2d, picture, kernel)
    convolved = checks.same_shape(convolve2d(picture, turned), slid.shape, "convolve2d(image, kernel)")
    figure = new_figure(9.4, 2.7)
    panels = figure.subplots(1, 4, width_ratios=(3, 5, 3, 5))
    limit = np.quantile(abs(slid), 0.99) or 1.0
    for axes, values, title in zip(panels[::2], (kernel, turned), ("a kernel", "the kernel, turned"), strict=True):
        draw_grid(axes, brief_table(values))
        shade(axes, values)
        axes.set_title(title, fontsize=11)
    for axes, values, title in zip(
        panels[1::2], (slid, convolved), ("correlate2d with it", "convolve2d with it"), strict=True
    ):
        axes.imshow(values, cmap=SIGNED, vmin=-limit, vmax=limit)
        axes.set_axis_off()
        axes.set_title(title, fontsize=11)
    apart = abs(slid - convolved).max()
    figure.suptitle(f"largest difference between the two maps: {apart:.2g}", fontsize=11)
    return show(
        figure,
        "A kernel and the map that correlate2d makes with it; the same kernel turned by half a turn and the map that "
        f"convolve2d makes with that. The largest difference between the two maps is {apart:.2g}.",
    )


def channels_and_filters() -> HTML:
    """Draw how a layer makes two maps from three channels: a filter has a slice a channel, and gives one map."""
    figure = new_figure(8.6, 3.9)
    axes = figure.add_subplot()
    colours = (BLUE, GREEN, ORANGE)
    _draw_stack(axes, 0.2, 1.35, 1.9, colours)
    for filter_, bottom in enumerate((2.95, 0.75)):
        _draw_stack(axes, 4.0, bottom, 0.7, colours, numbered=False)
        axes.add_patch(Rectangle((8.2, bottom - 0.3), 1.5, 1.5, facecolor=PALE_GREY, edgecolor="black"))
        axes.text(8.95, bottom + 0.45, f"map {filter_}", ha="center", va="center", fontsize=11)
        axes.text(4.7, bottom - 0.3, f"filter {filter_}", ha="center", fontsize=11)
        axes.text(6.75, bottom + 0.75, f"add up\n+ bias[{filter_}]", ha="center", fontsize=10)
        for start, end in (((2.95, 2.7), (3.85, bottom + 0.55)), ((5.75, bottom + 0.55), (8.05, bottom + 0.55))):
            axes.add_patch(ConnectionPatch(start, end, "data", arrowstyle="-|>", color="black"))
    titles = (1.5, "an image\n(H, W, C), here C = 3"), (4.8, "kernels\n(KH, KW, C, F), here F = 2")
    for x, title in (*titles, (8.95, "its result\n(H', W', F)")):
        axes.text(x, 4.75, title, ha="center", fontsize=11)
    axes.set(xlim=(0, 10), ylim=(0.2, 5.4), aspect="equal")
    axes.set_axis_off()
    return show(
        figure,
        "An image with three channels meets two filters. Each filter is a small stack of three slices, one for each "
        "channel. The three products are added up, the filter's bias is added, and the filter gives one map. "
        "Two filters give a result with two channels.",
    )


def _answer(correlate2d, image, kernel, stride=1, pad=0) -> np.ndarray:
    """Call the student's function, and insist on numbers in the right shape."""
    rows = len({row for row, _ in _starts(image, kernel, stride, pad)})
    shape = rows, len(_starts(image, kernel, stride, pad)) // rows
    settings = {name: value for name, value, usual in (("stride", stride, 1), ("pad", pad, 0)) if value != usual}
    written = "".join(f", {name}={value}" for name, value in settings.items())
    answer = correlate2d(image.copy(), kernel.copy(), **settings)  # some answers change what they are given
    return checks.same_shape(answer, shape, f"correlate2d(image, kernel{written})")


def _starts(image, kernel, stride=1, pad=0) -> list[tuple[int, int]]:
    """List the upper left corners of all windows, in the padded image."""
    reach = [n + 2 * pad - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True)]
    return list(itertools.product(range(0, reach[0], stride), range(0, reach[1], stride)))


def _draw_step(panels, image, kernel, result, step, stride=1, pad=0, factors=True) -> None:
    """Draw one step into two axes: the window on the image, the weights too if wanted, and the results so far."""
    starts = _starts(image, kernel, stride, pad)
    top, left = starts[step]
    above, below = panels
    draw_grid(above, brief_table(np.pad(image, pad)), pad)
    draw_window(above, top, left, *kernel.shape)
    for a, b in np.ndindex(kernel.shape) if factors else ():
        factor = f"×{brief(kernel[a, b])}"
        above.text(left + b + 0.92, top + a + 0.95, factor, ha="right", va="bottom", fontsize=6, color="black")
    columns = len({column for _, column in starts})
    texts = np.full((len(starts) // columns, columns), "?", dtype=object)
    if result is not None:
        texts.flat[: step + 1] = [f"{value:.4g}" for value in result.flat[: step + 1]]
    draw_grid(below, texts)
    row, column = divmod(step, columns)
    draw_window(below, row, column, 1, 1)


def _covered(image, kernel, step, stride, pad) -> np.ndarray:
    """Cut out what the kernel covers in one step, as large as the kernel."""
    start = _starts(image, kernel, stride, pad)[step]
    rows, columns = (slice(first, first + length) for first, length in zip(start, kernel.shape, strict=True))
    return np.pad(image, pad)[rows, columns]


def _in_brackets(number) -> str:
    return f"({brief(number)})" if number < 0 else brief(number)


def _step_in_words(image, kernel, result, step, stride=1, pad=0) -> str:
    covered = _covered(image, kernel, step, stride, pad)
    outcome = "a result still to find" if result is None else f"the result {result.flat[step]:.4g}"
    return f"Step {step + 1}: the window covers {rows_in_words(covered)} and gives {outcome}"


def _draw_stack(axes, left, bottom, size, colours, numbered=True) -> None:
    """Draw squares behind one another, the first in front."""
    for depth, colour in reversed(list(enumerate(colours))):
        x, y = left + 0.35 * depth, bottom + 0.35 * depth
        axes.add_patch(Rectangle((x, y), size, size, facecolor=colour, edgecolor="black"))
        if numbered:
            axes.text(x + 0.1, y + size - 0.1, f"channel {depth}", va="top", color="white", fontsize=8)


def _photograph() -> np.ndarray:
    """scikit-learn's bundled photograph of the Summer Palace in grey, 0 to 1, at half its size: (213, 320)."""
    grey = load_sample_image("china.jpg").mean(axis=2) / 255
    return grey[:426].reshape(213, 2, 320, 2).mean(axis=(1, 3))
