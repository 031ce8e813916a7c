"""What the hidden tests of lab 4 compare with, and how they judge what has no single right answer.

Resizing, statistics and filters are computed one number at a time, from their definitions, in float64. Augmented
batches are judged by what is in them: where a mark went, which label an image shows, what a network learns from them.
"""

from __future__ import annotations

import math
import statistics as python_statistics
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np
from scipy import ndimage
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from labkit import checks
from labkit.data import bundled_digits

SAFE = (
    "shift by two pixels",
    "rotate by 10 degrees",
    "zoom in by 10 percent",
    "add faint noise",
    "blur slightly",
    "darken by 20 percent",
)
"""Changes after which every digit still deserves its label."""

UNSAFE = (
    "rotate by 90 degrees",
    "rotate by 180 degrees",
    "mirror left to right",
    "mirror top to bottom",
    "shift by fourteen pixels",
    "erase the lower half",
    "shuffle the rows",
)
"""Changes after which some digit looks like another one, or like none."""

DISC_RADII = {0: 1.5, 3: 3.0, 7: 5.2, 9: 8.0}
"""The label that a disc stands for, by its radius in pixels: each has about three times the area of the one before."""


FEW = 400
"""How many digits a network learns from, to measure what augmentation gains."""


def resize(images, size: tuple[int, int]) -> np.ndarray:
    """Interpolate between pixel centres, bilinearly: (N, H, W, C), (height, width) -> (N, height, width, C)."""
    images = np.asarray(images, dtype=float)
    n, height, width, channels = images.shape
    result = np.zeros((n, *size, channels))
    for image, i, j, c in np.ndindex(result.shape):
        result[image, i, j, c] = math.fsum(
            row_share * column_share * images[image, row, column, c]
            for row, row_share in _shares(i, height, size[0])
            for column, column_share in _shares(j, width, size[1])
        )
    return result


def _shares(new: int, old_length: int, new_length: int) -> list[tuple[int, float]]:
    """List which old pixels along one axis take part in a new one, and with what weight."""
    centre = ((2 * new + 1) * old_length - new_length) / (2 * new_length)
    if centre <= 0:
        return [(0, 1.0)]
    if centre >= old_length - 1:
        return [(old_length - 1, 1.0)]
    return [(old, 1 - abs(centre - old)) for old in range(old_length) if abs(centre - old) < 1]


def statistics(train) -> dict[str, np.ndarray]:
    """Give mean and population standard deviation of every pixel: (N, H, W, C) -> two arrays (H, W, C)."""
    train = np.asarray(train)
    mean, std = np.zeros(train.shape[1:]), np.zeros(train.shape[1:])
    for place in np.ndindex(mean.shape):
        values = [float(image[place]) for image in train]
        mean[place], std[place] = python_statistics.fmean(values), python_statistics.pstdev(values)
    return {"mean": mean, "std": std}


def normalise(images, statistics: Mapping[str, np.ndarray]) -> np.ndarray:
    """Subtract the mean and, where it is not 0, divide by the deviation: (M, H, W, C) -> (M, H, W, C)."""
    result = np.zeros(np.shape(images))
    for index in np.ndindex(result.shape):
        mean, std = float(statistics["mean"][index[1:]]), float(statistics["std"][index[1:]])
        difference = float(images[index]) - mean
        result[index] = difference / std if std else difference
    return result


def denoise_mean(images, size: int) -> np.ndarray:
    """Take the mean of the window around each pixel, with the border pixels repeated outside."""
    return _filtered(images, size, python_statistics.fmean)


def denoise_median(images, size: int) -> np.ndarray:
    """Take the median of the window around each pixel, with the border pixels repeated outside."""
    return _filtered(images, size, python_statistics.median)


def _filtered(images, size: int, summary) -> np.ndarray:
    images = np.asarray(images, dtype=float)
    _, height, width, _ = images.shape
    offsets = range(-(size // 2), size // 2 + 1)
    result = np.zeros(images.shape)
    for image, i, j, c in np.ndindex(images.shape):
        rows = [min(max(i + offset, 0), height - 1) for offset in offsets]
        columns = [min(max(j + offset, 0), width - 1) for offset in offsets]
        result[image, i, j, c] = summary([images[image, row, column, c] for row in rows for column in columns])
    return result


def psnr(images, clean) -> float:
    """Measure how close images from 0 to 255 are to clean ones, in decibels; infinite if they are equal."""
    error = float(np.mean((np.asarray(images, dtype=float) - clean) ** 2))
    return 10 * math.log10(255**2 / error) if error else math.inf


def gain_on_grain(denoise: Callable, seed: int) -> float:
    """Measure by how many decibels a filter brings 30 digits closer to what they were before each pixel changed a bit.

    Raises:
        Mismatch: it returns something of another shape.
    """
    clean = _few_clean_digits(40)
    return _gain(denoise, clean + np.random.default_rng(seed).normal(0, 40, clean.shape), clean)


def gain_on_salt_and_pepper(denoise: Callable, seed: int) -> float:
    """Measure by how many decibels a filter brings 30 digits closer to what they were before one pixel in ten was lost.

    Raises:
        Mismatch: it returns something of another shape.
    """
    clean = _few_clean_digits(70)
    chance = np.random.default_rng(seed).random(clean.shape)
    return _gain(denoise, np.select([chance < 0.05, chance > 0.95], [0.0, 255.0], clean), clean)


def _few_clean_digits(first: int) -> np.ndarray:
    return bundled_digits().test_images[first : first + 30, :, :, None].astype(float)


def _gain(denoise: Callable, noisy: np.ndarray, clean: np.ndarray) -> float:
    got = checks.same_shape(denoise(noisy, size=3), clean.shape, "What comes back for 30 noisy digits")
    return psnr(got, clean) - psnr(noisy, clean)


def entry(statistics, name: str, what: str):
    """Take one entry out of what ``fit_normaliser`` returned.

    Raises:
        Mismatch: it is no dictionary, or has no such entry.
    """
    if not isinstance(statistics, dict) or name not in statistics:
        checks.fail(
            f"{what} does not return a dictionary with an entry {name!r}.", hint='Return {"mean": ..., "std": ...}.'
        )
    return statistics[name]


def augmented(pair, images, labels) -> tuple[np.ndarray, np.ndarray]:
    """Take apart what ``augment_batch`` returned.

    Args:
        pair: what it returned.
        images: what it was given, (N, H, W, C).
        labels: what it was given, (N,).

    Returns:
        The new images as floats and the new labels as integers.

    Raises:
        Mismatch: it is no pair, a shape is wrong, a value is not finite, or there are labels that nobody gave.
    """
    if not isinstance(pair, tuple | list) or len(pair) != 2:
        checks.fail("augment_batch(images, labels, seed) does not return a pair (new_images, new_labels).")
    new_images = checks.same_shape(pair[0], np.shape(images), "new_images")
    new_labels = checks.same_shape(pair[1], np.shape(labels), "new_labels")
    if not np.isfinite(new_images).all():
        checks.fail("new_images holds nan or infinity.")
    if not np.isin(new_labels, labels).all():
        checks.fail("new_labels holds labels that are not among the given ones.")
    return new_images, new_labels.astype(int)


def displacements(images) -> tuple[np.ndarray, np.ndarray]:
    """Measure how far the bright spot of each image, (N, H, W), lies below and to the right of the middle."""
    height, width = images.shape[1:]
    mass = images.sum(axis=(1, 2)) + 1e-12
    down = (images.sum(axis=2) @ np.arange(height)) / mass - (height - 1) / 2
    right = (images.sum(axis=1) @ np.arange(width)) / mass - (width - 1) / 2
    return down, right


def discs(labels) -> np.ndarray:
    """Draw the disc that stands for each label: (N,) -> (N, 24, 26, 1). Shifts and turns keep its area."""
    rows, columns = np.indices((24, 26))
    distance = np.hypot(rows - 11.5, columns - 12.5)
    return np.array([distance <= DISC_RADII[label] for label in labels.tolist()], dtype=float)[..., np.newaxis]


def disc_labels(images) -> np.ndarray:
    """Tell from the area of each disc which label it stands for: (N, 24, 26, 1) -> (N,)."""
    area = np.maximum((images[..., 0] > 0.5).sum(axis=(1, 2)), 1)
    known = np.array(list(DISC_RADII))
    areas = np.array([math.pi * radius**2 for radius in DISC_RADII.values()])
    return known[np.abs(np.log(area[:, None] / areas)).argmin(axis=1)]


def read_digits(images) -> np.ndarray:
    """Read digits wherever they stand: (N, 28, 28) -> (N,), by the most similar training digit after centring."""
    return _reader().predict(_centred(images))


@cache
def _reader() -> KNeighborsClassifier:
    digits = bundled_digits()
    return KNeighborsClassifier(n_neighbors=1).fit(_centred(digits.train_images / 255), digits.train_labels)


def _centred(images) -> np.ndarray:
    """Move the centre of mass of each image to its middle, and flatten: (N, 28, 28) -> (N, 784)."""
    offsets = zip(images, *displacements(images), strict=True)
    return np.array([ndimage.shift(image, (-down, -right), order=1).ravel() for image, down, right in offsets])


def few_digits() -> tuple[np.ndarray, np.ndarray]:
    """Return digits to augment: images from 0 to 1, (400, 22, 22, 1), with a margin of 3 pixels, and their labels."""
    images, labels = _small_digits()
    return images[:FEW].copy(), labels[:FEW].copy()


def gain_on_shifted(augment_batch: Callable, seed: int) -> float:
    """Measure how many more of the shifted digits a network reads when it learned from an augmented batch.

    Raises:
        Mismatch: what ``augment_batch`` returned is no batch.
    """
    images, labels = few_digits()
    batch = augmented(augment_batch(images.copy(), labels.copy(), seed), images, labels)
    return accuracy_on_shifted(*batch) - accuracy_without_augmentation()


@cache
def accuracy_without_augmentation() -> float:
    """Measure what the network of `accuracy_on_shifted` learns from the few digits as they are."""
    return accuracy_on_shifted(*few_digits())


def accuracy_on_shifted(images, labels) -> float:
    """Train a small network, always in the same way, and let it read shifted digits that it has not seen.

    Args:
        images: (N, 22, 22, 1), values from 0 to 1.
        labels: (N,).

    Returns:
        The share of all digits but the few, each shifted by up to 3 pixels, that it reads correctly.
    """
    network = MLPClassifier(hidden_layer_sizes=64, batch_size=32, learning_rate_init=0.002, random_state=4)
    with threadpool_limits(1):  # so small a network only loses time by waiting for other threads
        for _ in range(30):
            network.partial_fit(images.reshape(len(images), -1), labels, classes=range(10))
        unseen, answers = (array[FEW:] for array in _small_digits())
        shifts = np.random.default_rng(46).integers(-3, 4, (len(unseen), 2))
        # np.roll is a shift here, since the margin is as wide as the largest shift
        shifted = [np.roll(image, shift, axis=(0, 1)) for image, shift in zip(unseen, shifts, strict=True)]
        return float(network.score(np.reshape(shifted, (len(shifted), -1)), answers))


@cache
def _small_digits() -> tuple[np.ndarray, np.ndarray]:
    """Shrink all bundled digits to 16×16 in the middle of 22×22: small enough to be sent and kept by the hundred."""
    bundled = bundled_digits()
    inner = np.concatenate([bundled.train_images, bundled.test_images])[:, 4:24, 4:24] / 255
    small = ndimage.zoom(inner, (1, 0.8, 0.8), order=1, mode="nearest", grid_mode=True)
    images = np.pad(small, ((0, 0), (3, 3), (3, 3)))[..., np.newaxis]
    return images, np.concatenate([bundled.train_labels, bundled.test_labels])


def same_names(got, expected: Sequence[str], what: str, *, hint: str | None = None) -> None:
    """Check a list of names.

    Raises:
        Mismatch: it is no list, or holds other names, or in another order.
    """
    if not isinstance(got, list | tuple):
        checks.fail(f"{what} is no list.", expected="a list of names", got=type(got).__name__)
    if list(got) != list(expected):
        checks.fail(f"{what} is wrong.", expected=list(expected), got=list(got), hint=hint)
