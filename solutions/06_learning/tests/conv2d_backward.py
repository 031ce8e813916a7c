# Generated from source/06_learning/08_conv2d_backward.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "conv2d_backward"
points = 4

@test_case(name='the example from the prompt', points=0.5, hidden=False)
def test_by_hand(conv2d_backward):
    import numpy as np
    from labkit import checks
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    kernel = np.array([[1.0, 2.0], [0.0, 3.0]])
    gradient = np.array([[1.0, 0.0], [0.0, 2.0]])
    got = conv2d_backward(gradient[None, :, :, None], image[None, :, :, None], kernel[:, :, None, None])
    expected = {'gradient of images': np.array([[1, 2, 0], [0, 5, 4], [0, 0, 6]])[None, :, :, None], 'gradient of kernels': np.array([[11, 14], [20, 23]])[:, :, None, None], 'gradient of bias': np.array([3])}
    try:
        together = dict(zip(expected, got, strict=True))
    except (TypeError, ValueError):
        checks.fail('conv2d_backward(gradient, images, kernels) does not return three arrays.', hint='End with: return images_gradient, kernels_gradient, bias_gradient')
    for name, array in together.items():
        array = checks.same_shape(array, expected[name].shape, f'The {name}')
        checks.same_array(array.squeeze(), expected[name].squeeze(), f'The {name}', hint="Add up what the prompt's two windows send back, with a pencil.")

@test_case(name='the gradient of the bias', points=0.5, hidden=True)
def test_bias_gradient(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    names = ('images_gradient', 'kernels_gradient', 'bias_gradient')
    rng = np.random.default_rng(661)
    images, kernels = (rng.normal(0, 1, (3, 4, 5, 2)), rng.normal(0, 1, (2, 2, 2, 4)))
    gradient = rng.normal(1, 2, (3, 3, 4, 4))
    what = 'conv2d_backward(gradient (3, 3, 4, 4), images (3, 4, 5, 2), kernels (2, 2, 2, 4))'
    expected, = oracles_learning.backward(lambda bias: oracles_learning.conv2d(images, kernels, bias), gradient, np.zeros(4))
    got = oracles_learning.part(conv2d_backward(gradient, images, kernels), 2, names, what)
    checks.same_array(got, expected, f'The gradient of bias by {what}', hint='bias[f] is added everywhere on map f.')

@test_case(name='the gradient of the kernels', points=0.5, hidden=True)
def test_kernels_gradient(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    names = ('images_gradient', 'kernels_gradient', 'bias_gradient')
    rng = np.random.default_rng(662)
    for kernel in ((3, 2, 2, 3), (2, 3, 2, 2)):
        images, kernels = (rng.normal(0, 1, (3, 4, 5, 2)), rng.normal(0, 1, kernel))
        gradient = rng.normal(0, 2, (3, 5 - kernel[0], 6 - kernel[1], kernel[3]))
        what = f'conv2d_backward(gradient {gradient.shape}, images (3, 4, 5, 2), kernels {kernel})'
        expected, = oracles_learning.backward(lambda moved, images=images: oracles_learning.conv2d(images, moved, np.zeros(moved.shape[3])), gradient, kernels)
        got = oracles_learning.part(conv2d_backward(gradient, images, kernels), 1, names, what)
        checks.same_array(got, expected, f'The gradient of kernels by {what}', hint='Each weight meets a pixel of every window.')

@test_case(name='the gradient of the images', points=0.5, hidden=True)
def test_images_gradient(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    names = ('images_gradient', 'kernels_gradient', 'bias_gradient')
    rng = np.random.default_rng(663)
    for kernel in ((3, 2, 2, 3), (2, 3, 2, 2)):
        images, kernels = (rng.normal(0, 1, (3, 4, 5, 2)), rng.normal(0, 1, kernel))
        gradient = rng.normal(0, 2, (3, 5 - kernel[0], 6 - kernel[1], kernel[3]))
        what = f'conv2d_backward(gradient {gradient.shape}, images (3, 4, 5, 2), kernels {kernel})'
        expected, = oracles_learning.backward(lambda moved, kernels=kernels: oracles_learning.conv2d(moved, kernels, np.zeros(kernels.shape[3])), gradient, images)
        got = oracles_learning.part(conv2d_backward(gradient, images, kernels), 0, names, what)
        checks.same_array(got, expected, f'The gradient of images by {what}', hint='Windows overlap, and so do their gradients.')

@test_case(name='strides that leave pixels over', points=0.5, hidden=True)
def test_strides(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    names = ('images_gradient', 'kernels_gradient', 'bias_gradient')
    rng = np.random.default_rng(664)
    for stride, shape in ((2, (2, 6, 8, 2)), (3, (2, 7, 5, 1))):
        images, kernels = (rng.normal(0, 1, shape), rng.normal(0, 1, (3, 2, shape[3], 3)))
        gradient = rng.normal(0, 2, oracles_learning.conv2d(images, kernels, np.zeros(3), stride).shape)
        what = f'conv2d_backward(gradient, images {shape}, kernels {kernels.shape}, stride={stride})'
        expected = oracles_learning.backward(lambda *arrays, stride=stride: oracles_learning.conv2d(*arrays, stride), gradient, images, kernels, np.zeros(3))
        got = conv2d_backward(gradient, images, kernels, stride=stride)
        for number, name in enumerate(names[:2]):
            checks.same_array(oracles_learning.part(got, number, names, what), expected[number], f'{name} of {what}', hint='Windows lie where they lay on the way forward. Pixels in none of them get 0.')

@test_case(name='padding', points=0.5, hidden=True)
def test_padding(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    names = ('images_gradient', 'kernels_gradient', 'bias_gradient')
    rng = np.random.default_rng(665)
    for pad, kernel in ((1, (3, 2, 2, 3)), (3, (3, 3, 1, 2))):
        images, kernels = (rng.normal(0, 1, (2, 4, 5, kernel[2])), rng.normal(0, 1, kernel))
        gradient = rng.normal(0, 2, oracles_learning.conv2d(images, kernels, np.zeros(kernel[3]), 1, pad).shape)
        what = f'conv2d_backward(gradient, images {images.shape}, kernels {kernel}, pad={pad})'
        expected = oracles_learning.backward(lambda *arrays, pad=pad: oracles_learning.conv2d(*arrays, 1, pad), gradient, images, kernels, np.zeros(kernel[3]))
        got = conv2d_backward(gradient, images, kernels, pad=pad)
        for number, name in enumerate(names[:2]):
            checks.same_array(oracles_learning.part(got, number, names, what), expected[number], f'{name} of {what}', hint='Work with padded images, and cut the frame off the gradient at the end.')

@test_case(name='stride and padding together, where they leave pixels over', points=0.5, hidden=True)
def test_stride_with_padding(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    names = ('images_gradient', 'kernels_gradient', 'bias_gradient')
    rng = np.random.default_rng(666)
    for stride, pad, shape in ((2, 1, (2, 4, 5, 2)), (3, 1, (1, 6, 4, 2)), (3, 2, (1, 6, 3, 2))):
        images, kernels = (rng.normal(0, 1, shape), rng.normal(0, 1, (3, 2, 2, 3)))
        gradient = rng.normal(0, 2, oracles_learning.conv2d(images, kernels, np.zeros(3), stride, pad).shape)
        what = f'conv2d_backward(gradient, images {shape}, kernels (3, 2, 2, 3), stride={stride}, pad={pad})'
        expected = oracles_learning.backward(lambda *arrays, settings=(stride, pad): oracles_learning.conv2d(*arrays, *settings), gradient, images, kernels, np.zeros(3))
        got = conv2d_backward(gradient, images, kernels, stride=stride, pad=pad)
        for number, name in enumerate(names):
            checks.same_array(oracles_learning.part(got, number, names, what), expected[number], f'{name} of {what}', hint='The gradient of the padded images has their full shape, also where no window lies.')

@test_case(name='float32 arrays, which stay as they were', points=0.5, hidden=True)
def test_inputs_are_left_alone(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    names = ('images_gradient', 'kernels_gradient', 'bias_gradient')
    rng = np.random.default_rng(667)
    shapes = ((2, 3, 3, 3), (2, 4, 4, 2), (2, 2, 2, 3))
    for dtype in (np.float32, np.float64):
        arrays = [rng.normal(0, 1, shape).astype(dtype) for shape in shapes]
        before = [array.copy() for array in arrays]
        what = f'conv2d_backward(gradient, images, kernels) for {np.dtype(dtype)} arrays'
        expected = oracles_learning.backward(oracles_learning.conv2d, *before, np.zeros(3))
        got = conv2d_backward(*arrays)
        for number, name in enumerate(names):
            checks.same_array(oracles_learning.part(got, number, names, what), expected[number], f'{name} of {what}')
        for name, array, copy in zip(('gradient', 'images', 'kernels'), arrays, before, strict=True):
            checks.unchanged(array, copy, name)

