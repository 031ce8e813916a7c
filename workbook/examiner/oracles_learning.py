"""What lab 6's hidden tests compare with: windows cut one by one, slopes measured by differences, a network of our own.

No gradient here is derived: every one is what a small step to both sides does to a forward pass in float64, so it has
nothing in common with any backward pass that a student may write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from labkit import checks, data
from workbook.examiner.oracles import windows_along

STEP = 1e-5
"""How far numbers are moved to measure a slope: in float64 the error is then near 1e-10."""

DIGITS, HELD_OUT = 500, 397
"""How many of the bundled digits a student's network learns from, and how many it is measured on."""

LEARNING_RATES = (0.2, 0.2, 0.1, 0.05)
"""One for each epoch of that training; falling, since steady ones leave the accuracy to chance."""


def im2col(images, kernel_height: int, kernel_width: int, stride: int = 1, pad: int = 0) -> np.ndarray:
    """Write every window into a row: (N, H, W, C) -> (N * H' * W', KH * KW * C)."""
    images = np.asarray(images, dtype=float)
    n, height, width, channels = images.shape
    tops = range(-pad, windows_along(height, kernel_height, stride, pad) * stride - pad, stride)
    lefts = range(-pad, windows_along(width, kernel_width, stride, pad) * stride - pad, stride)

    def pixel(image: int, y: int, x: int, c: int) -> float:
        return images[image, y, x, c] if 0 <= y < height and 0 <= x < width else 0.0

    taps = list(np.ndindex(kernel_height, kernel_width, channels))
    return np.array(
        [
            [pixel(image, top + a, left + b, c) for a, b, c in taps]
            for image in range(n)
            for top in tops
            for left in lefts
        ]
    )


def slope(function: Callable[[np.ndarray], float], x) -> np.ndarray:
    """Measure how a number that is computed from ``x`` changes with each entry of ``x``: an array of its shape."""
    x = np.array(x, dtype=float)
    result = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        middle = x[index]
        x[index] = middle + STEP
        above = function(x)
        x[index] = middle - STEP
        result[index] = (above - function(x)) / (2 * STEP)
        x[index] = middle
    return result


def backward(layer: Callable[..., np.ndarray], gradient, *arrays) -> list[np.ndarray]:
    """Measure what a layer's backward pass has to return: the gradient of each of the arrays that it is given.

    Args:
        layer: a forward pass.
        gradient: the gradient of the loss with respect to what the layer returns.
        arrays: what the layer is given.
    """
    arrays = [np.asarray(array, dtype=float) for array in arrays]

    def loss(number: int, moved: np.ndarray) -> float:
        return float(np.sum(gradient * layer(*arrays[:number], moved, *arrays[number + 1 :])))

    return [slope(partial(loss, number), array) for number, array in enumerate(arrays)]


def part(got, number: int, names: tuple[str, ...], what: str):
    """Take one of the arrays that a student's function returns together.

    Raises:
        Mismatch: it does not return that many.
    """
    try:
        parts = list(got)
    except TypeError:
        parts = []
    if len(parts) != len(names):
        checks.fail(f"{what} does not return {len(names)} arrays.", hint=f"End with: return {', '.join(names)}")
    return parts[number]


def conv2d(images, kernels, bias, stride: int = 1, pad: int = 0) -> np.ndarray:
    """Apply a convolutional layer, as `oracles.conv2d` does, but fast enough to be called for every slope."""
    images = np.pad(np.asarray(images, dtype=float), ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = sliding_window_view(images, np.shape(kernels)[:2], axis=(1, 2))[:, ::stride, ::stride]
    return np.tensordot(windows, np.asarray(kernels, dtype=float), axes=((4, 5, 3), (0, 1, 2))) + bias


def logits(images, params: Mapping[str, np.ndarray]) -> np.ndarray:
    """Run the network of lab 6, for arrays of any sizes that fit: (N, H, W, C) -> (N, classes)."""
    sums = conv2d(images, params["conv_kernels"], params["conv_bias"], stride=3)
    pooled = sliding_window_view(np.where(sums < 0, 0, sums), (2, 2), axis=(1, 2))[:, ::2, ::2].max(axis=(-2, -1))
    return pooled.reshape(len(pooled), -1) @ np.asarray(params["dense_weights"], dtype=float) + params["dense_bias"]


def loss(images, labels, params: Mapping[str, np.ndarray]) -> float:
    """Compute the network's mean cross-entropy; infinite or NaN if its weights are."""
    with np.errstate(over="ignore", invalid="ignore"):
        scores = logits(images, params)
        scores = scores - scores.max(axis=1, keepdims=True)
        own = scores[np.arange(len(scores)), labels]
        return float(np.mean(np.log(np.exp(scores).sum(axis=1)) - own))


def accuracy(images, labels, params: Mapping[str, np.ndarray]) -> float:
    """Compute the share of images that the network reads rightly."""
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.mean(np.argmax(logits(images, params), axis=1) == labels))


def descended(images, labels, params: Mapping[str, np.ndarray], learning_rate: float, steps: int = 1) -> dict:
    """Take steps of gradient descent on all images at once; return the new weights."""
    for _ in range(steps):
        params = {
            name: array - learning_rate * slope(partial(_loss_with, images, labels, params, name), array)
            for name, array in params.items()
        }
    return dict(params)


def _loss_with(images, labels, params: Mapping[str, np.ndarray], name: str, array: np.ndarray) -> float:
    return loss(images, labels, {**params, name: array})


def initial_params(
    seed: int,
    *,
    image: tuple[int, int] = (28, 28),
    kernels: tuple[int, int, int, int] = (5, 5, 1, 8),
    classes: int = 10,
) -> dict[str, np.ndarray]:
    """Draw the weights that a training starts with, for images and kernels of the given sizes."""
    rng = np.random.default_rng(seed)
    rows, columns = ((n - side) // 3 + 1 for n, side in zip(image, kernels, strict=False))
    features = rows // 2 * (columns // 2) * kernels[3]
    return {
        "conv_kernels": rng.normal(0, np.sqrt(2 / np.prod(kernels[:3])), kernels),
        "conv_bias": np.zeros(kernels[3]),
        "dense_weights": rng.normal(0, np.sqrt(1 / features), (features, classes)),
        "dense_bias": np.zeros(classes),
    }


def sorted_digits() -> tuple[np.ndarray, np.ndarray]:
    """Take fifty of the bundled training digits of each class, in order: (500, 28, 28, 1) from 0 to 1, and (500,)."""
    digits = data.bundled_digits()
    each = DIGITS // 10
    chosen = np.concatenate([np.flatnonzero(digits.train_labels == digit)[:each] for digit in range(10)])
    return digits.train_images[chosen][..., None] / 255, digits.train_labels[chosen]


def held_out_digits() -> tuple[np.ndarray, np.ndarray]:
    """Take the bundled digits that nobody learns from: (397, 28, 28, 1) from 0 to 1, (397,)."""
    digits = data.bundled_digits()
    return digits.test_images[..., None] / 255, digits.test_labels


def trained(train: Callable, images, labels, params: Mapping[str, np.ndarray], **settings) -> dict[str, np.ndarray]:
    """Call a student's ``train``, and insist on a dictionary of numbers in the shapes of ``params``.

    Raises:
        Mismatch: it returns something else.
    """
    got = train(images, labels, dict(params), **settings)
    try:
        arrays = {name: got[name] for name in params}
    except (TypeError, KeyError, IndexError):
        checks.fail(
            "train(...) does not return the trained params.", hint="Return a dictionary with the names of params."
        )
    return {
        name: checks.same_shape(array, np.shape(params[name]), f"train(...)[{name!r}]")
        for name, array in arrays.items()
    }


def accuracy_after_training(train: Callable, luck: int = 0) -> float:
    """Let a student's ``train`` learn the sorted digits, an epoch at each call, and read others with what comes out.

    Args:
        train: the student's function.
        luck: another number, other weights to begin with and other orders.

    Raises:
        Mismatch: it returns no weights.
    """
    images, labels = sorted_digits()
    params = initial_params(67 + luck)
    for epoch, rate in enumerate(LEARNING_RATES):
        seed = epoch + luck * len(LEARNING_RATES)
        params = trained(train, images, labels, params, epochs=1, batch_size=10, learning_rate=rate, seed=seed)
    return accuracy(*held_out_digits(), params)
