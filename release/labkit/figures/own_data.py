"""The figures of lab 5 about data of one's own: transparency, what is in a folder, a split, and what a network reads.

Where a figure shows a student's function at work, it calls that function and holds no answer of its own.
"""

from __future__ import annotations

import textwrap

import numpy as np
from IPython.display import HTML
from PIL import Image, ImageDraw

from labkit import checks, folder_checks
from labkit.figures.style import BLUE, IMAGES, ORANGE, new_figure, show
from labkit.figures.unfinished import note_if_unfinished

SHOWN = 8
"""Pictures of each class that a figure shows."""

LONGEST_NAME = 12
"""Letters of a class's name that fit beside or above its pictures."""


def transparent_drawing() -> HTML:
    """Draw what a PNG of a drawing holds, channel by channel, and what it looks like on black and on white."""
    image = Image.new("RGBA", (96, 96), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.line([(24, 20), (70, 20), (44, 44), (68, 60), (62, 78), (26, 78)], fill=(0, 0, 0, 255), width=9, joint="curve")
    image = image.resize((24, 24), Image.Resampling.BOX)
    colours = np.asarray(image).astype(float)
    alpha = colours[..., 3] / 255
    on_white = (1 - alpha) * 255 + alpha * colours[..., 0]
    panels = {
        "red, green, blue": colours[..., 0],
        "how much it covers, α": colours[..., 3],
        "on black": alpha * colours[..., 0],
        "on white": on_white,
    }
    figure = new_figure(9.2, 2.5)
    for axes, (title, values) in zip(figure.subplots(1, 4), panels.items(), strict=True):
        axes.imshow(values, cmap=IMAGES, vmin=0, vmax=255)
        axes.set(xticks=(), yticks=())
        axes.set_title(title, fontsize=11)
    return show(
        figure,
        "A drawn 3, four times. Its channels red, green and blue are black all over, stroke and paper alike. Its "
        "fourth channel, which says how much each pixel covers, is white where the stroke is and black elsewhere. "
        "Put onto black, nothing can be seen; put onto white, there is a black 3 on white paper.",
    )


@note_if_unfinished
def folder_contents(result) -> HTML:
    """Draw the first pictures of each class that the student's ``load_folder`` found, and how many there are.

    Args:
        result: what ``load_folder`` returned.
    """
    images, labels, names, skipped = folder_checks.four_parts(result, "load_folder(path)")
    names, skipped = folder_checks.texts(names, "names"), folder_checks.texts(skipped, "skipped")
    images = checks.numeric(images, "images")
    labels = checks.same_shape(labels, (len(images),), "labels")
    if images.shape[1:] != (28, 28, 1):
        checks.fail("images has the wrong shape.", expected="(N, 28, 28, 1)", got=images.shape)
    if not names:
        checks.fail("load_folder(path) finds no class.", hint="Each folder directly in path is one.")
    shown = names[:10]
    figure = new_figure(9.2, 0.7 + 0.95 * len(shown))
    panels = figure.subplots(len(shown), SHOWN + 1, squeeze=False, width_ratios=(2.4, *[1] * SHOWN))
    counts = []
    for label, (name, row) in enumerate(zip(shown, panels, strict=True)):
        members = images[labels == label]
        counts.append(f"{name}: {len(members)}")
        row[0].text(
            1, 0.5, f"{_short(name)}\n{len(members)} pictures", ha="right", va="center", transform=row[0].transAxes
        )
        for axes in row:
            axes.set_axis_off()
        for axes, image in zip(row[1:], members, strict=False):
            axes.imshow(image[:, :, 0], cmap=IMAGES, vmin=0, vmax=255)
            axes.set_axis_on()
            axes.set(xticks=(), yticks=())
    left_out = (
        f"Left out: {', '.join(skipped[:6])}{', …' if len(skipped) > 6 else '.'}" if skipped else "Nothing left out."
    )
    title = f"{len(images)} pictures in {len(names)} classes. {left_out}"
    figure.suptitle(textwrap.fill(title, 90), fontsize=11)
    return show(
        figure,
        f"The first pictures of each class, dark on light, 28×28 pixels. {'; '.join(counts)}. {left_out}",
    )


@note_if_unfinished
def split_of_folder(result, split) -> HTML:
    """Draw how many images of each class the student's ``stratified_split`` put on each side.

    Args:
        result: what the student's ``load_folder`` returned.
        split: what ``stratified_split`` made of it.
    """
    images, labels, names, _ = folder_checks.four_parts(result, "load_folder(path)")
    images = checks.numeric(images, "images")
    labels = checks.same_shape(labels, (len(images),), "labels").astype(int)
    train, test = folder_checks.two_parts(split, len(labels), "stratified_split(images, labels, 0.25, seed=5)")
    sides = {"train": train.astype(int), "test": test.astype(int)}
    figure = new_figure(8.4, 1.1 + 0.45 * len(names))
    axes = figure.add_subplot()
    places = np.arange(len(names))
    start = np.zeros(len(names))
    looks = {"train": (BLUE, ""), "test": (ORANGE, "//")}
    for side, indices in sides.items():
        counts = np.bincount(labels[indices], minlength=len(names))
        colour, hatch = looks[side]
        bars = axes.barh(places, counts, left=start, color=colour, hatch=hatch, edgecolor="white", label=side)
        axes.bar_label(
            bars,
            [f"{count}" if count else "" for count in counts],
            label_type="center",
            color="black",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
            fontsize=9,
        )
        start += counts
    axes.set(yticks=places, yticklabels=names, xlabel="images")
    axes.invert_yaxis()
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False)
    content = [image.tobytes() for image in images]
    both = len({content[i] for i in sides["train"]} & {content[i] for i in sides["test"]})
    axes.set_title(
        f"pictures that are on both sides: {both}", fontsize=11, pad=28, color="black" if both == 0 else ORANGE
    )
    each = "; ".join(
        f"{name} {(labels[sides['train']] == k).sum()} and {(labels[sides['test']] == k).sum()}"
        for k, name in enumerate(names)
    )
    return show(
        figure, f"Bars for each class: images for training and for testing. {each}. Pictures on both sides: {both}."
    )


def readings(images, labels, names, probabilities) -> HTML:
    """Draw test pictures with what the network takes them for: its mistakes first, then where it was least sure.

    Args:
        images: (N, 28, 28, 1), in the values that the network gets, 0 (paper) to 1 (ink).
        labels: (N,).
        names: the classes.
        probabilities: (N, classes).
    """
    labels, read = np.asarray(labels), np.argmax(probabilities, axis=1)
    order = np.lexsort((np.max(probabilities, axis=1), read == labels))[: 2 * SHOWN]
    rows = -(-len(order) // SHOWN)
    figure = new_figure(9.2, 0.5 + 1.6 * rows)
    panels = figure.subplots(rows, SHOWN, squeeze=False).ravel()
    told = []
    for axes in panels:
        axes.set_axis_off()
    for axes, number in zip(panels, order, strict=False):
        right = read[number] == labels[number]
        axes.imshow(images[number, :, :, 0], cmap=IMAGES, vmin=0, vmax=1)
        sure = f"{100 * probabilities[number, read[number]]:.0f} %"
        text = f"{'✓' if right else '✗'} {_short(names[read[number]])}\n{sure}"
        axes.set_title(text, fontsize=9, color="black" if right else ORANGE)
        told.append(f"{names[labels[number]]} read as {names[read[number]]}")
    correct = int((read == labels).sum())
    figure.suptitle(f"{correct} of {len(labels)} test pictures read correctly", fontsize=11)
    return show(
        figure, f"{correct} of {len(labels)} test pictures read correctly. {len(order)} of them: {'; '.join(told)}."
    )


def _short(name: str) -> str:
    """Cut a class's name off where it would run into its neighbour."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
