"""Convolution and pooling in plain Python loops: what hidden tests compare with.

Written for being read and believed, not for speed, and on purpose unlike any solution: one number at a time,
straight from the definition, without slicing, broadcasting or a padded copy. Everything is computed in float64.
"""

from __future__ import annotations

import numpy as np


def windows_along(n: int, size: int, stride: int = 1, pad: int = 0) -> int:
    """Count the windows along one axis by putting them down one after the other.

    Args:
        n: pixels along the axis, before padding.
        size: pixels that a window covers.
        stride: pixels from the start of a window to the start of the next.
        pad: pixels added on each of the two sides.
    """
    count, start = 0, -pad
    while start + size <= n + pad:
        count, start = count + 1, start + stride
    return count


def correlate2d(image, kernel, stride: int = 1, pad: int = 0) -> np.ndarray:
    """Slide the kernel, unflipped, over the image: (H, W), (KH, KW) -> (H', W')."""
    images, kernels = np.asarray(image)[None, :, :, None], np.asarray(kernel)[:, :, None, None]
    return conv2d(images, kernels, [0.0], stride, pad)[0, :, :, 0]


def conv2d(images, kernels, bias, stride: int = 1, pad: int = 0) -> np.ndarray:
    """Apply a convolutional layer: (N, H, W, C), (KH, KW, C, F), (F,) -> (N, H', W', F)."""
    images, kernels = np.asarray(images, dtype=float), np.asarray(kernels, dtype=float)
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = windows_along(height, kernel_height, stride, pad)
    columns = windows_along(width, kernel_width, stride, pad)
    result = np.zeros((n, rows, columns, filters))
    for image, i, j, f in np.ndindex(result.shape):
        total = float(bias[f])
        for a, b, c in np.ndindex(kernel_height, kernel_width, channels):
            y, x = i * stride + a - pad, j * stride + b - pad
            if 0 <= y < height and 0 <= x < width:
                total += images[image, y, x, c] * kernels[a, b, c, f]
        result[image, i, j, f] = total
    return result


def max_pool2d(images, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Keep the largest value of each window: (N, H, W, C) -> (N, H', W', C); ``stride=None`` means ``size``."""
    return _pool2d(images, size, stride, max)


def avg_pool2d(images, size: int = 2, stride: int | None = None) -> np.ndarray:
    """Keep the mean of each window: (N, H, W, C) -> (N, H', W', C); ``stride=None`` means ``size``."""
    return _pool2d(images, size, stride, lambda values: sum(values) / len(values))


def _pool2d(images, size, stride, summary) -> np.ndarray:
    images = np.asarray(images, dtype=float)
    stride = size if stride is None else stride
    n, height, width, channels = images.shape
    result = np.zeros((n, windows_along(height, size, stride), windows_along(width, size, stride), channels))
    for image, i, j, c in np.ndindex(result.shape):
        result[image, i, j, c] = summary(
            [images[image, i * stride + a, j * stride + b, c] for a, b in np.ndindex(size, size)]
        )
    return result
