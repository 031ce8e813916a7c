"""The figures of lab 1: windows that slide, padding and stride, filters on a picture, flipping, channels.

Where a figure shows a student's function at work, it calls that function and holds no answer of its own;
a function that still returns nothing gets a friendly note in place of the figure.
"""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
from IPython.display import HTML
from matplotlib import colormaps
from matplotlib.patches import ConnectionPatch, Rectangle
from sklearn.datasets import load_sample_image

from labkit import checks
from labkit.figures.style import BLUE, GREEN, GREY, IMAGES, ORANGE, SIGNED, new_figure, show
from labkit.figures.unfinished import note, note_if_unfinished

PALE_ORANGE, PALE_GREY = "#F9D9C4", "#EBEBEB"


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
    return show(figure, f"The {_size(kernel)} window slides over the {_size(image)} image. {steps}.")


@note_if_unfinished
def sliding_window_slider(image, kernel, correlate2d):
    """The same walk with sliders for the step, the stride and the padding, where ipywidgets is installed.

    Args:
        image: (H, W) numbers, few enough to be read.
        kernel: (KH, KW) numbers.
        correlate2d: the student's function, called with ``stride=`` and ``pad=``.

    Returns:
        The sliders with their figure, or a note where there are no widgets.
    """
    try:
        from ipywidgets import IntSlider, interactive
    except ImportError:
        return note("The slider needs the package ipywidgets, which is not here. The storyboard shows the same walk.")
    image, kernel = np.asarray(image), np.asarray(kernel)
    _answer(correlate2d, image, kernel)

    @note_if_unfinished
    def frame(step, stride, pad):
        step = min(step, len(_starts(image, kernel, stride, pad))) - 1
        result = _answer(correlate2d, image, kernel, stride, pad)
        figure = new_figure(5.6, 3.2)
        _draw_step(figure.subplots(1, 2), image, kernel, result, step, stride, pad)
        return show(figure, _step_in_words(image, kernel, result, step, stride, pad) + ".")

    most = len(_starts(image, kernel, pad=1))
    return interactive(
        frame,
        step=IntSlider(1, 1, most, description="step"),
        stride=IntSlider(1, 1, 3, description="stride"),
        pad=IntSlider(0, 0, 1, description="pad"),
    )


def padding_and_stride() -> HTML:
    """Draw where a 3×3 window can lie: plainly, with a ring of zeros, and in steps of two."""
    figure = new_figure(9.0, 3.5)
    cases = [("stride 1, pad 0", 5, 1, 0), ("stride 1, pad 1", 5, 1, 1), ("stride 2, pad 0", 6, 2, 0)]
    for axes, (title, n, stride, pad) in zip(figure.subplots(1, 3), cases, strict=True):
        image = np.zeros((n, n))
        starts = _starts(image, np.zeros((3, 3)), stride, pad)
        _draw_grid(axes, np.full((n + 2 * pad, n + 2 * pad), ""), pad)
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
        axes.set_title(f"{name} ({_size(kernel)})", fontsize=11)
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
        _draw_grid(axes, _texts(values))
        _shade(axes, values)
        axes.set_title(title, fontsize=11)
    return show(
        figure,
        f"A 5×5 image, 0 but for a 1 in its middle; a kernel with the rows {_in_words(kernel)}; and what correlate2d "
        f"gives for the two: {_in_words(result)}.",
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
        _draw_grid(axes, _texts(values))
        _shade(axes, values)
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
    return checks.same_shape(correlate2d(image, kernel, **settings), shape, f"correlate2d(image, kernel{written})")


def _starts(image, kernel, stride=1, pad=0) -> list[tuple[int, int]]:
    """List the upper left corners of all windows, in the padded image."""
    reach = [n + 2 * pad - k + 1 for n, k in zip(image.shape, kernel.shape, strict=True)]
    return list(itertools.product(range(0, reach[0], stride), range(0, reach[1], stride)))


def _draw_step(panels, image, kernel, result, step, stride=1, pad=0) -> None:
    """Draw one step into two axes: the window on the image, and the results up to this step."""
    starts = _starts(image, kernel, stride, pad)
    (top, left), (height, width) = starts[step], kernel.shape
    above, below = panels
    _draw_grid(above, _texts(np.pad(image, pad)), pad)
    above.add_patch(Rectangle((left, top), width, height, facecolor=PALE_ORANGE, edgecolor=ORANGE, linewidth=3))
    for a, b in np.ndindex(kernel.shape):
        factor = f"×{_text(kernel[a, b])}"
        above.text(left + b + 0.92, top + a + 0.95, factor, ha="right", va="bottom", fontsize=6, color="black")
    columns = len({column for _, column in starts})
    texts = np.full((len(starts) // columns, columns), "?", dtype=object)
    if result is not None:
        texts.flat[: step + 1] = [f"{value:.4g}" for value in result.flat[: step + 1]]
    _draw_grid(below, texts)
    row, column = divmod(step, columns)
    below.add_patch(Rectangle((column, row), 1, 1, facecolor=PALE_ORANGE, edgecolor=ORANGE, linewidth=3))


def _step_in_words(image, kernel, result, step, stride=1, pad=0) -> str:
    top, left = _starts(image, kernel, stride, pad)[step]
    covered = np.pad(image, pad)[top : top + kernel.shape[0], left : left + kernel.shape[1]]
    outcome = "a result still to find" if result is None else f"the result {result.flat[step]:.4g}"
    return f"Step {step + 1}: the window covers {_in_words(covered)} and gives {outcome}"


def _draw_grid(axes, texts, pad=0) -> None:
    """Draw a table of texts, its outer ``pad`` rows and columns in grey."""
    rows, columns = texts.shape
    for i, j in np.ndindex(rows, columns):
        ring = min(i, j, rows - 1 - i, columns - 1 - j) < pad
        colour = PALE_GREY if ring else "white"
        axes.add_patch(Rectangle((j, i), 1, 1, facecolor=colour, edgecolor=GREY, linewidth=0.8))
        axes.text(j + 0.5, i + 0.5, texts[i, j], ha="center", va="center", fontsize=10, color="black", zorder=3)
    axes.set(xlim=(-0.05, columns + 0.05), ylim=(rows + 0.05, -0.05), aspect="equal")
    axes.set_axis_off()


def _shade(axes, values) -> None:
    """Tint the cells of a drawn table by their values, in the colours of the maps."""
    tints = colormaps[SIGNED](0.5 + 0.25 * values / (abs(values).max() or 1))
    for i, j in np.ndindex(values.shape):
        axes.add_patch(Rectangle((j, i), 1, 1, facecolor=tints[i, j], edgecolor=GREY, linewidth=0.8))


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


def _text(value) -> str:
    """Write a number briefly: 1/9 as a fraction, 2.0 as 2."""
    fraction = Fraction(float(value)).limit_denominator(99)
    return str(fraction) if abs(fraction - Fraction(float(value))) < 1e-9 else f"{value:.2g}"


def _texts(values) -> np.ndarray:
    return np.array([[_text(value) for value in row] for row in np.asarray(values)], dtype=object)


def _in_words(values) -> str:
    return " / ".join(" ".join(row) for row in _texts(values))


def _size(values) -> str:
    return "×".join(str(n) for n in values.shape)
