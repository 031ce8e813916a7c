"""The other layers of lab 2, from their definitions: what hidden tests compare with.

One number at a time, with Python's own ``math``, in float64. Only the whole network is computed with SciPy, since loops
over 28×28 digits would keep every student waiting; ``tests/test_oracles_layers.py`` shows that it gives Keras's logits.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy import signal

from labkit import checks
from labkit.data import bundled_digits


def relu(x) -> np.ndarray:
    """Replace every negative number by 0, in an array of any shape."""
    x = np.asarray(x, dtype=float)
    return np.array([number if number > 0 else 0.0 for number in x.ravel()]).reshape(x.shape)


def flatten(images) -> np.ndarray:
    """Read each image row by row, pixel by pixel, channel by channel: (N, H, W, C) -> (N, H * W * C)."""
    images = np.asarray(images, dtype=float)
    n, height, width, channels = images.shape
    positions = list(np.ndindex(height, width, channels))
    return np.array([[images[(image, *position)] for position in positions] for image in range(n)])


def receptive_field(layers) -> int:
    """Trace one number down to the pixels that it depends on, along one axis, and measure from the first to the last.

    Args:
        layers: pairs of window size and stride, the layer next to the image first.
    """
    seen = {0}
    for size, stride in reversed(layers):
        seen = {number * stride + offset for number in seen for offset in range(size)}
    return max(seen) - min(seen) + 1


def dense(x, weights, bias) -> np.ndarray:
    """Apply a fully connected layer: (N, D), (D, M), (M,) -> (N, M)."""
    x, weights = np.asarray(x, dtype=float), np.asarray(weights, dtype=float)
    result = np.empty((x.shape[0], weights.shape[1]))
    for row, unit in np.ndindex(result.shape):
        result[row, unit] = math.fsum(x[row, i] * weights[i, unit] for i in range(x.shape[1])) + bias[unit]
    return result


def dense_scale(x, weights, bias) -> np.ndarray:
    """Sum the absolute products behind each number of `dense`: what its rounding errors are measured against."""
    return dense(np.abs(x), np.abs(weights), np.abs(bias))


def softmax(logits) -> np.ndarray:
    """Turn logits into probabilities along the last axis: (C,) -> (C,) or (N, C) -> (N, C)."""
    logits = np.asarray(logits, dtype=float)
    if logits.ndim == 2:
        return np.array([softmax(row) for row in logits])
    # 1 / sum of exp(z_j - z_i): each probability by itself, with no largest logit taken out
    return np.array([1 / math.fsum(_exp(other - own) for other in logits) for own in logits])


def _exp(x: float) -> float:
    return math.exp(x) if x < 700 else math.inf


def cross_entropy(probabilities, labels) -> float:
    """Average -ln of each row's probability of its true class: (N, C), (N,) -> one number."""
    return math.fsum(-math.log(row[label]) for row, label in zip(probabilities, labels, strict=True)) / len(labels)


def cnn_logits(images, params: Mapping[str, np.ndarray]) -> np.ndarray:
    """Run the network of lab 2: (N, H, W, C) -> (N, classes), for ``params`` of any sizes that fit together."""
    maps = np.asarray(images, dtype=float)
    for layer in ("conv1", "conv2"):
        maps = _convolved(maps, params[f"{layer}_kernels"], params[f"{layer}_bias"])
        windows = sliding_window_view(np.where(maps < 0, 0, maps), (2, 2), axis=(1, 2))
        maps = windows[:, ::2, ::2].max(axis=(-2, -1))
    features = maps.reshape(len(maps), -1)
    return np.einsum("nd,dm->nm", features, np.asarray(params["dense_weights"], float)) + params["dense_bias"]


def digits_read(cnn_forward: Callable, params: Mapping[str, np.ndarray]) -> int:
    """Count how many of a hundred digits a student's network reads rightly.

    None of them is so close a decision that float32 could turn it; with the shipped weights 99 are read.

    Raises:
        Mismatch: it returns no logits.
    """
    digits = bundled_digits()
    images, labels = digits.test_images[120:220, :, :, None] / 255, digits.test_labels[120:220]
    right = 0
    for first in range(0, 100, 25):  # in four calls, since loops over single pixels are slow, but not wrong
        batch = slice(first, first + 25)
        what = "cnn_forward(25 hidden digits, the shipped weights)"
        logits = checks.same_shape(cnn_forward(images[batch], params), (25, 10), what)
        right += int((np.argmax(logits, axis=1) == labels[batch]).sum())
    return right


def _convolved(images: np.ndarray, kernels: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Slide every filter over every image, without padding; the channels are added up by correlating along them too."""
    maps = [
        [signal.correlate(image, kernel, mode="valid", method="direct")[:, :, 0] for image in images]
        for kernel in np.moveaxis(np.asarray(kernels, dtype=float), -1, 0)
    ]
    return np.moveaxis(np.array(maps), 0, -1) + bias
