# Generated from source/06_learning/03_conv2d_fast.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "conv2d_fast"
points = 4

@test_case(name='two channels, two filters', points=0.5, hidden=False)
def test_example(conv2d_fast):
    import numpy as np
    from labkit import checks
    channels = [[[1, 2, 0], [3, 1, 1]], [[0, 1, 2], [2, 0, 1]]]
    first = [[[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [0.0, 0.0]]]
    second = [[[0.0, 2.0], [0.0, 0.0]], [[0.0, 0.0], [-1.0, 0.0]]]
    images = np.stack(channels, axis=-1)[np.newaxis]
    kernels = np.stack([np.stack(first, axis=-1), np.stack(second, axis=-1)], axis=-1)
    what = 'conv2d_fast(images (1, 2, 3, 2), kernels (2, 2, 2, 2), bias)'
    result = checks.same_shape(conv2d_fast(images, kernels, np.array([10.0, 20.0])), (1, 1, 2, 2), what, hint="(N, H', W', F): two windows side by side, and a channel for each filter.")
    checks.same_array(result[0, 0], [[13, 22], [15, 20]], f'{what}[0, 0]', hint="Row 0 holds both filters' answers to the first window. Do windows and kernels have the same order?")

