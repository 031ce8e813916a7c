# Generated from source/01_convolution/08_conv2d.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "conv2d"
points = 5

@test_case(name='the example with two channels', points=0.5, hidden=False)
def test_example(conv2d):
    import numpy as np
    from labkit import checks
    channels = [[[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[0, 1, 0], [1, 0, 1], [0, 1, 0]]]
    slices = [[[1.0, 0.0], [0.0, 2.0]], [[0.0, 1.0], [3.0, 0.0]]]
    images = np.stack(channels, axis=-1)[np.newaxis]
    kernels = np.stack(slices, axis=-1)[..., np.newaxis]
    result = checks.same_shape(conv2d(images, kernels, np.array([10.0])), (1, 2, 2, 1), 'conv2d(images, kernels, bias)')
    checks.same_array(result[0, :, :, 0], [[25, 24], [30, 37]], 'The map conv2d(images, kernels, bias)[0, :, :, 0]', hint='Add up both channels first, then add the bias once.')

@test_case(name='on black images only the bias remains', points=0.5, hidden=False)
def test_shape_and_bias(conv2d):
    import numpy as np
    from labkit import checks
    bias = np.array([1.0, -2.0, 3.0, 0.5])
    expected = np.broadcast_to(bias, (2, 3, 5, 4))
    what = 'conv2d(black images (2, 5, 6, 3), kernels (3, 2, 3, 4), bias)'
    result = conv2d(np.zeros((2, 5, 6, 3)), np.ones((3, 2, 3, 4)), bias)
    checks.same_shape(result, expected.shape, what, hint="(N, H', W', F): the last axis counts the filters.")
    checks.same_array(result, expected, what, hint='Map f holds bias[f] everywhere, and nothing else.')

@test_case(name='one image, one channel, one filter', points=0.5, hidden=True)
def test_single(conv2d):
    import numpy as np
    from scipy import signal
    from labkit import checks
    rng = np.random.default_rng(131)
    image = rng.normal(0, 2, (6, 9))
    for shape in ((3, 3), (2, 4)):
        kernel = rng.normal(0, 1, shape)
        expected = signal.correlate2d(image, kernel, mode='valid')
        checks.same_array(conv2d(image[None, :, :, None], kernel[:, :, None, None], np.zeros(1)), expected[None, :, :, None], f'conv2d(images (1, 6, 9, 1), kernels {(*shape, 1, 1)}, no bias)', hint='With one of each, conv2d gives what correlate2d gives.')

@test_case(name='several channels are added up', points=1, hidden=True)
def test_channels(conv2d):
    import numpy as np
    from scipy import signal
    from labkit import checks
    rng = np.random.default_rng(132)
    image, kernel = (rng.normal(0, 2, (7, 6, 3)), rng.normal(0, 1, (3, 2, 3)))
    maps = [signal.correlate2d(image[:, :, c], kernel[:, :, c], mode='valid') for c in range(3)]
    checks.same_array(conv2d(image[None], kernel[..., None], np.zeros(1)), sum(maps)[None, :, :, None], 'conv2d(images (1, 7, 6, 3), kernels (3, 2, 3, 1), no bias)', hint="Each slice of the filter meets its own channel; the filter's map is the sum over all channels.")

@test_case(name='several filters, each with its bias', points=1, hidden=True)
def test_filters(conv2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(133)
    for channels, filters in ((2, 5), (3, 3)):
        images = rng.normal(0, 2, (1, 5, 7, channels))
        kernels = rng.normal(0, 1, (3, 2, channels, filters))
        bias = np.linspace(-20, 30, filters)
        expected = oracles.conv2d(images, kernels, bias)
        checks.same_array(conv2d(images, kernels, bias), expected, f'conv2d(images {images.shape}, kernels {kernels.shape}, bias {bias.shape})', hint='Filter f is kernels[:, :, :, f]; its map is result[:, :, :, f], and bias[f] is added once.')

@test_case(name='every image of a batch', points=0.5, hidden=True)
def test_batch(conv2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(134)
    images, kernels = (rng.normal(0, 2, (3, 6, 5, 2)), rng.normal(0, 1, (3, 3, 2, 4)))
    expected = oracles.conv2d(images, kernels, np.zeros(4))
    checks.same_array(conv2d(images, kernels, np.zeros(4)), expected, 'conv2d(images (3, 6, 5, 2), kernels (3, 3, 2, 4), no bias)', hint='result[n] depends on images[n] alone.')

@test_case(name='strides and padding', points=0.5, hidden=True)
def test_stride_and_pad(conv2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(135)
    images, kernels, bias = (rng.normal(2, 1, (1, 6, 9, 2)), rng.normal(0, 1, (3, 3, 2, 3)), np.zeros(3))
    for stride, pad in ((2, 0), (1, 1), (2, 1), (3, 2)):
        expected = oracles.conv2d(images, kernels, bias, stride, pad)
        checks.same_array(conv2d(images, kernels, bias, stride=stride, pad=pad), expected, f'conv2d(images (1, 6, 9, 2), kernels (3, 3, 2, 3), no bias, stride={stride}, pad={pad})', hint='Rows and columns get zeros on both sides; windows start stride pixels apart.')

@test_case(name='whole numbers and float32 come in, floats go out', points=0.5, hidden=True)
def test_kinds_of_numbers(conv2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(136)
    kernels, bias = (rng.normal(0, 1, (2, 3, 2, 3)), np.array([0.5, -1.5, 2.5]))
    images = rng.integers(0, 256, (3, 4, 6, 2), dtype=np.uint8)
    singles = [array.astype(np.float32) for array in (rng.normal(0, 2, (3, 5, 4, 2)), kernels, bias)]
    for arrays in ((images, kernels, bias), singles):
        before = [array.copy() for array in arrays]
        checks.same_array(conv2d(*arrays), oracles.conv2d(*before), f'conv2d({arrays[0].dtype} images, kernels, bias)', hint='Let the result be floats: of which dtype is the array that you write into?')
        for name, array, copy in zip(('images', 'kernels', 'bias'), arrays, before, strict=True):
            checks.unchanged(array, copy, name)

