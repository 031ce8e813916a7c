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
    images = np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
    windows = windows[:, ::stride, ::stride]  # (N, H', W', C, KH, KW)
    return np.einsum("nijcuv,uvcf->nijf", windows, kernels, optimize=True) + bias
