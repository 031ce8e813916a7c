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

