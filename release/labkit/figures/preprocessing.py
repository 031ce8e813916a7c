"""The figures of lab 4: pixel centres, resizing, histograms, noise, augmented batches, changes of digits.

Where a figure shows a student's function at work, it calls that function and holds no answer of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from IPython.display import HTML
from matplotlib.patches import Rectangle
from scipy import ndimage
from threadpoolctl import threadpool_limits

from labkit import checks
from labkit.figures.style import BLUE, GREY, IMAGES, MAPS, ORANGE, SIGNED, new_figure, show
from labkit.figures.unfinished import note_if_unfinished

DASHES = ("-", "--")

CHANGES = {
    "add faint noise": lambda image: np.clip(image + np.random.default_rng(6).normal(0, 12, image.shape), 0, 255),
    "blur slightly": lambda image: ndimage.gaussian_filter(image, 0.8),
    "darken by 20 percent": lambda image: 0.8 * image,
    "erase the lower half": lambda image: np.pad(image[:14], ((0, 14), (0, 0))),
    "mirror left to right": np.fliplr,
    "mirror top to bottom": np.flipud,
    "rotate by 10 degrees": lambda image: ndimage.rotate(image, 10, reshape=False, order=1),
    "rotate by 180 degrees": lambda image: np.rot90(image, 2),
    "rotate by 90 degrees": np.rot90,
    "shift by fourteen pixels": lambda image: np.pad(image, ((0, 0), (14, 0)))[:, :-14],
    "shift by two pixels": lambda image: np.roll(image, (2, -2), axis=(0, 1)),
    "shuffle the rows": lambda image: np.random.default_rng(7).permutation(image),
    "zoom in by 10 percent": lambda image: ndimage.affine_transform(image, np.eye(2) / 1.1, 13.5 - 13.5 / 1.1, order=1),
}
"""What each name in lab 4's last question does to a digit of 28×28 pixels, values from 0 to 255."""


def pixel_centres(values) -> HTML:
    """Draw a row of pixels and where the centres of eight, and of three, new pixels lie on it.

    Args:
        values: the numbers in the pixels, few enough to be read.
    """
    old = len(values)
    figure = new_figure(8.4, 2.7)
    described = []
    for axes, new in zip(figure.subplots(1, 2, sharey=True), (8, 3), strict=True):
        for number, value in enumerate(values):
            axes.add_patch(Rectangle((number - 0.5, 0), 1, 1, facecolor="#EBEBEB", edgecolor="black"))
            axes.text(number, 0.75, f"{value:g}", ha="center", va="center", fontsize=12)
        edges = np.linspace(-0.5, old - 0.5, new + 1)
        centres = (edges[:-1] + edges[1:]) / 2
        axes.vlines(edges, -0.55, 0, color=BLUE, linewidth=1.2)
        axes.hlines((-0.55, 0), edges[0], edges[-1], color=BLUE, linewidth=1.2)
        axes.vlines(centres, -0.25, 0.4, color=ORANGE, linestyle=":", linewidth=1.2)
        axes.plot(centres, np.full(new, 0.4), "o", color=ORANGE, markersize=7)
        for centre in centres:
            axes.text(centre, -0.3, "?", ha="center", va="center", fontsize=11)
        axes.set(xlim=(-0.65, old - 0.35), ylim=(-0.75, 1.1), xticks=range(old), yticks=())
        axes.set_xlabel("position, in old pixels")
        axes.set_title(f"{old} old pixels, {new} new ones", fontsize=11)
        axes.spines[["top", "left", "right"]].set_visible(False)
        described.append(f"{new} new pixels have their centres at {', '.join(f'{centre:.4g}' for centre in centres)}")
    return show(
        figure,
        f"Twice a row of {old} old pixels with the values {', '.join(f'{value:g}' for value in values)}, with their "
        f"centres at 0 to {old - 1}. Under it new pixels that cover the same width: {'; '.join(described)}.",
    )


@note_if_unfinished
def resized_digit(image, resize) -> HTML:
    """Draw a digit and what the student's ``resize`` makes of it, in four sizes, one pixel as large as another.

    Args:
        image: (28, 28, 1), 0 to 255.
        resize: the student's function.
    """
    pictures = {"as it is, 28×28": np.asarray(image)[:, :, 0]}
    for size in ((14, 14), (42, 42), (42, 18), (18, 42)):
        resized = checks.same_shape(resize(image[None], size), (1, *size, 1), f"resize(images, {size})")
        pictures[f"size = {size}"] = resized[0, :, :, 0]
    widths = [picture.shape[1] for picture in pictures.values()]
    figure = new_figure(9.6, 2.6)
    for axes, (title, picture) in zip(
        figure.subplots(1, len(pictures), width_ratios=widths), pictures.items(), strict=True
    ):
        axes.imshow(picture, cmap=IMAGES, vmin=0, vmax=255)
        axes.set_ylim(41.5, -0.5)
        axes.set_axis_off()
        axes.set_title(title, fontsize=10)
    return show(
        figure,
        "A handwritten digit of 28×28 pixels, and what your resize makes of it: 14×14 pixels, small and coarse; 42×42, "
        "large and smooth; 42 rows of 18 columns, tall and thin; 18 rows of 42 columns, low and wide.",
    )


@note_if_unfinished
def normalised_digits(train, test, fit_normaliser, normalise) -> HTML:
    """Draw what the student's ``fit_normaliser`` finds, and histograms of the pixels before and after ``normalise``.

    Args:
        train: (N, H, W, 1), 0 to 255.
        test: (M, H, W, 1), 0 to 255.
        fit_normaliser: the student's function.
        normalise: the student's function.
    """
    statistics = fit_normaliser(train)
    if not isinstance(statistics, dict) or not {"mean", "std"} <= statistics.keys():
        checks.fail("fit_normaliser(train) does not return the dictionary that the question asks for.")
    maps = [checks.same_shape(statistics[name], train.shape[1:], f"statistics[{name!r}]") for name in ("mean", "std")]
    before = {"training images": train, "test images": test}
    after = {
        name: checks.same_shape(normalise(images, statistics), images.shape, "normalise(images, statistics)")
        for name, images in before.items()
    }
    figure = new_figure(9.6, 4.8)
    upper, lower = figure.subfigures(2, 1, height_ratios=(2, 2.6))
    shown = [("mean of every pixel", maps[0], MAPS), ("deviation of every pixel", maps[1], MAPS)]
    shown += [("a test digit, before", test[0], IMAGES), ("the same digit, after", after["test images"][0], SIGNED)]
    for axes, (title, picture, colours) in zip(upper.subplots(1, 4), shown, strict=True):
        limits = {"vmin": -3, "vmax": 3} if colours == SIGNED else {}
        upper.colorbar(axes.imshow(picture[:, :, 0], cmap=colours, **limits), ax=axes, shrink=0.8)
        axes.set_axis_off()
        axes.set_title(title, fontsize=10)
    histograms = ("before", before, np.linspace(0, 255, 52)), ("after", after, np.linspace(-4, 8, 61))
    for axes, (when, groups, edges) in zip(lower.subplots(1, 2), histograms, strict=True):
        for (name, images), dashes, colour in zip(groups.items(), DASHES, (BLUE, ORANGE), strict=False):
            share = 100 * np.histogram(images, edges)[0] / np.size(images)
            label = f"{name}, mean {np.mean(images):.2f}"
            axes.stairs(share, edges, color=colour, linestyle=dashes, linewidth=1.8, label=label)
        axes.set(yscale="log", xlabel=f"pixels {when}", ylabel="how many, in %")
        axes.legend(fontsize=9, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False, columnspacing=1)
    means = ", ".join(f"{name} {np.mean(images):.2f}" for name, images in after.items())
    return show(
        figure,
        "Above: the mean of every pixel, a bright blob in the middle; its standard deviation, high where strokes come "
        "and go, and 0 in the margin; a test digit before, and after normalisation, where unusual ink is violet and "
        "missing ink is orange. Below: histograms of the pixels. Before, most are 0 and the rest spread up to 255. "
        f"After, they spread around 0; the means are: {means}.",
    )


@note_if_unfinished
def denoised_digits(images, denoise_mean, denoise_median) -> HTML:
    """Draw a digit with two kinds of noise, and what the student's two filters make of it, with the PSNR over all.

    Args:
        images: (N, H, W, 1) clean digits, 0 to 255; the first one is drawn.
        denoise_mean: the student's function.
        denoise_median: the student's function.
    """
    clean, rng = images.astype(float), np.random.default_rng(8)
    chance = rng.random(clean.shape)
    noises = {
        "grain": clean + rng.normal(0, 50, clean.shape),
        "salt and pepper": np.where(chance < 0.1, 255 * (chance < 0.05), clean),
    }
    filters = (
        ("mean", denoise_mean, 3),
        ("median", denoise_median, 3),
        ("mean", denoise_mean, 5),
        ("median", denoise_median, 5),
    )
    figure = new_figure(9.6, 3.9)
    described = []
    for panels, (noise, noisy) in zip(figure.subplots(2, 6), noises.items(), strict=True):
        rows = [("the digit", clean), (noise, noisy)]
        for name, function, size in filters:
            what = f"denoise_{name}(images, size={size})"
            rows.append((f"{name}, {size}×{size}", checks.same_shape(function(noisy, size=size), clean.shape, what)))
        for axes, (title, result) in zip(panels, rows, strict=True):
            error = np.mean((result - clean) ** 2)
            decibels = f"{10 * np.log10(255**2 / error):.1f} dB" if error else "clean"
            axes.imshow(result[0, :, :, 0], cmap=IMAGES, vmin=0, vmax=255)
            axes.set_axis_off()
            axes.set_title(f"{title}\n{decibels}", fontsize=10)
            if result is not clean:
                described.append(f"{noise}, {decibels}" if result is noisy else f"after the {title} {decibels}")
    return show(
        figure,
        "A digit in two rows, with two kinds of noise, and after your filters. The peak signal-to-noise ratios: "
        f"{'; '.join(described)}. The mean smears the grains of salt and pepper, the median removes nearly all "
        "of them. Windows of 5×5 wash thin strokes out.",
    )


@note_if_unfinished
def augmentation_grid(images, labels, augment_batch) -> HTML:
    """Draw a few images and what the student's ``augment_batch`` makes of them with eight seeds, all with their labels.

    Args:
        images: (N, H, W, 1), 0 to 1, few.
        labels: (N,).
        augment_batch: the student's function.
    """
    columns = [("given", images, labels)]
    for seed in range(8):
        pair = augment_batch(images.copy(), labels.copy(), seed)
        if not isinstance(pair, tuple | list) or len(pair) != 2:
            checks.fail("augment_batch(images, labels, seed) does not return a pair.")
        new_images = checks.same_shape(pair[0], images.shape, "new_images")
        columns.append((f"seed {seed}", new_images, checks.same_shape(pair[1], labels.shape, "new_labels")))
    figure = new_figure(9.6, 0.4 + 1.08 * len(images))
    for panels, (title, pictures, numbers) in zip(figure.subplots(len(images), 9).T, columns, strict=True):
        for axes, picture, number in zip(panels, pictures, numbers, strict=True):
            axes.imshow(picture[:, :, 0], cmap=IMAGES, vmin=0, vmax=1)
            axes.text(1, 5, f"{number:g}", color="white", fontsize=9)
            axes.set(xticks=(), yticks=())
        panels[0].set_title(title, fontsize=10)
    names = ", ".join(f"{label:g}" for label in labels)
    return show(
        figure,
        f"{len(images)} digits, {names}, in rows. On the left as they were given, then eight times as your "
        "augment_batch returns them, each with its label in the corner. They should stand now here, now there.",
    )


def changes_of_digits(images, labels) -> HTML:
    """Draw all ten digits after each of the changes in ``CHANGES``, one change a row.

    Args:
        images: (N, 28, 28, 1), 0 to 255, with every label among them.
        labels: (N,).
    """
    chosen = [images[np.flatnonzero(labels == label)[1], :, :, 0].astype(float) for label in range(10)]
    rows = {"as they are": lambda image: image} | CHANGES
    figure = new_figure(8.4, 0.62 * len(rows))
    panels = figure.subplots(len(rows), 11, width_ratios=(3.4, *[1] * 10))
    for row, (name, change) in zip(panels, rows.items(), strict=True):
        row[0].text(1, 0.5, name, ha="right", va="center", fontsize=10, transform=row[0].transAxes)
        row[0].set_axis_off()
        for axes, image in zip(row[1:], chosen, strict=True):
            axes.imshow(change(image), cmap=IMAGES, vmin=0, vmax=255)
            axes.set_axis_off()
    figure.get_layout_engine().set(w_pad=0.01, h_pad=0.01, wspace=0, hspace=0)
    return show(
        figure,
        "Ten columns, the digits 0 to 9, and fourteen rows: first the digits as they are, then after each change. With "
        "faint noise, slightly blurred, or 20 percent darker, shifted by two pixels, rotated by 10 degrees, or zoomed "
        "in by 10 percent, they look much as before. With the lower half erased, only the upper half is left. Mirrored "
        "left to right, 2 looks like an S and 3 like an E; mirrored top to bottom, 2 looks like a 5, and 4 and 7 stand "
        "on their heads. Rotated by 180 degrees, 6 and 9 have changed places; rotated by 90 degrees, all lie on their "
        "left side. Shifted by fourteen pixels to the right, only the left half of each is left. With shuffled rows, "
        "each digit is a heap of dashes.",
    )


def accuracy_against_shift(networks: Mapping, images, labels) -> HTML:
    """Draw how many test digits each network reads correctly, against how far the digits were shifted.

    Args:
        networks: names and fitted scikit-learn classifiers for (N, H * W) pixels.
        images: (N, H, W, 1), 0 to 1, with a margin of at least four pixels.
        labels: (N,).
    """
    directions = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if down or right]
    distances = range(5)
    figure = new_figure(6.4, 3.2)
    axes = figure.add_subplot()
    described = []
    for (name, network), colour, dashes in zip(networks.items(), (BLUE, ORANGE), DASHES, strict=False):
        accuracies = []
        for distance in distances:
            moved = [np.roll(images, (distance * down, distance * right), axis=(1, 2)) for down, right in directions]
            with threadpool_limits(1):  # for matrices as small as these, more threads only wait for one another
                shares = [network.score(pictures.reshape(len(images), -1), labels) for pictures in moved]
            accuracies.append(100 * np.mean(shares))
        axes.plot(
            distances, accuracies, dashes, marker="o", color=colour, linewidth=2.5, label=f"trained on digits {name}"
        )
        described.append(f"{name}: " + ", ".join(f"{accuracy:.0f}" for accuracy in accuracies))
    axes.axhline(10, color=GREY, linewidth=0.8)
    axes.text(3.3, 5, "guessing", ha="center", va="center", color=GREY, fontsize=9)
    axes.set(xlabel="test digits shifted by … pixels", ylabel="read correctly, in %", xticks=distances, ylim=(0, 100))
    axes.legend(fontsize=9, loc="lower left")
    if len(networks) == 1:
        axes.set_title("The second curve appears when your augment_batch works.", fontsize=10)
    return show(
        figure,
        "Percentage of test digits that are read correctly when they are shifted by 0, 1, 2, 3 and 4 pixels, for "
        f"networks trained on digits {'; '.join(described)}.",
    )
