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

@test_case(name='several channels and filters, nothing square', points=0.5, hidden=True)
def test_channels_and_filters(conv2d_fast):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(621)
    for kernel in ((3, 2, 2, 5), (2, 3, 3, 3), (1, 4, 2, 2)):
        images, kernels = (rng.normal(0, 2, (1, 5, 7, kernel[2])), rng.normal(0, 1, kernel))
        bias = np.linspace(-20, 30, kernel[3])
        checks.same_array(conv2d_fast(images, kernels, bias), oracles.conv2d(images, kernels, bias), f'conv2d_fast(images {images.shape}, kernels {kernel}, bias)', hint='Both matrices have to run through rows, columns and channels of a window in the same order.')

@test_case(name='every image of a batch', points=0.5, hidden=True)
def test_batch(conv2d_fast):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(622)
    images, kernels, bias = (rng.normal(0, 2, (3, 6, 5, 2)), rng.normal(0, 1, (3, 3, 2, 4)), rng.normal(0, 3, 4))
    checks.same_array(conv2d_fast(images, kernels, bias), oracles.conv2d(images, kernels, bias), 'conv2d_fast(images (3, 6, 5, 2), kernels (3, 3, 2, 4), bias)', hint='Fold the rows back in the order in which they were written: images, rows, columns.')

@test_case(name='strides and padding', points=0.5, hidden=True)
def test_stride_and_pad(conv2d_fast):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(623)
    images, bias = (rng.normal(2, 1, (2, 6, 9, 2)), np.array([4.0, 0.0, -4.0]))
    for kernel, stride, pad in (((3, 2), 2, 0), ((3, 2), 1, 1), ((3, 2), 2, 1), ((3, 2), 3, 2), ((2, 3), 1, 3)):
        kernels = rng.normal(0, 1, (*kernel, 2, 3))
        checks.same_array(conv2d_fast(images, kernels, bias, stride=stride, pad=pad), oracles.conv2d(images, kernels, bias, stride, pad), f'conv2d_fast(images (2, 6, 9, 2), kernels {kernels.shape}, bias, stride={stride}, pad={pad})', hint='Stride and padding decide how many windows there are, and im2col has to know both.')

@test_case(name='whole numbers and float32 come in, floats go out', points=0.5, hidden=True)
def test_kinds_of_numbers(conv2d_fast):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(624)
    kernels, bias = (rng.normal(0, 1, (2, 3, 2, 3)), np.array([0.5, -1.5, 2.5]))
    images = rng.integers(0, 256, (3, 4, 6, 2), dtype=np.uint8)
    singles = [array.astype(np.float32) for array in (rng.normal(0, 2, (3, 5, 4, 2)), kernels, bias)]
    for arrays in ((images, kernels, bias), singles):
        before = [array.copy() for array in arrays]
        checks.same_array(conv2d_fast(*arrays), oracles.conv2d(*before), f'conv2d_fast({arrays[0].dtype} images, kernels, bias)', hint='The result is floats, whatever the images hold.')
        for name, array, copy in zip(('images', 'kernels', 'bias'), arrays, before, strict=True):
            checks.unchanged(array, copy, name)

@test_case(name='at least 15 times as fast as loops', points=1.5, hidden=True)
def test_speed(conv2d_fast, conv2d_loops):
    from workbook.examiner import ratio
    ratio.faster_than_loops(lambda *arrays: conv2d_fast(*arrays), lambda *arrays: conv2d_loops(*arrays))

