"""The convolutional layer of lab 1, for notebooks in which it is not the exercise."""

from __future__ import annotations

import numpy as np


def conv2d(images, kernels, bias, stride=1, pad=0):
    """Apply a convolutional layer, as lab 1 defines it.

    Args:
        images: (N, H, W, C).
        kernels: (KH, KW, C, F); they are not turned.
        bias: (F,).
        stride: pixels from one place of a kernel to the next, in both directions.
        pad: zeros on all four sides.

    Returns:
        (N, H', W', F).
    """
    padded = np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    below, right = (padded.shape[axis + 1] - kernels.shape[axis] + 1 for axis in (0, 1))  # where kernels begin
    result = bias
    for i, j in np.ndindex(kernels.shape[:2]):  # one weight of every kernel meets all pixels that it ever meets
        result = result + np.tensordot(padded[:, i : i + below : stride, j : j + right : stride], kernels[i, j], 1)
    return result
