# Generated from source/06_learning/07_max_pool2d_backward.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "max_pool2d_backward"
points = 2

@test_case(name="the lecture's 4×4 example", points=0.5, hidden=False)
def test_lecture(max_pool2d_backward):
    import numpy as np
    from labkit import checks
    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]]).reshape(1, 4, 4, 1)
    cases = {'size=2': ({'size': 2}, [[1, 2], [3, 4]], [[0, 0, 2, 0], [1, 0, 0, 0], [3, 0, 0, 0], [0, 0, 0, 4]]), 'size=2, stride=1': ({'size': 2, 'stride': 1}, np.ones((3, 3)), [[0, 0, 2, 0], [2, 0, 2, 0], [1, 1, 0, 0], [0, 0, 0, 1]])}
    for settings, (keywords, gradient, expected) in cases.items():
        gradient = np.array(gradient, dtype=float)[np.newaxis, :, :, np.newaxis]
        what = f"max_pool2d_backward(gradient, the lecture's example, {settings})"
        got = max_pool2d_backward(gradient, lecture, **keywords)
        got = checks.same_shape(got, (1, 4, 4, 1), what, hint='The result has the shape of images.')
        checks.same_array(got[0, :, :, 0], expected, what, hint='What comes back to one place is added up.')

@test_case(name='windows that touch, several images and channels', points=0.5, hidden=True)
def test_touching(max_pool2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles, oracles_learning
    rng = np.random.default_rng(651)
    for size, shape in ((2, (3, 4, 6, 2)), (3, (2, 6, 3, 3))):
        images = rng.normal(-3, 2, shape)
        gradient = rng.normal(0, 2, oracles.max_pool2d(images, size).shape)
        expected, = oracles_learning.backward(lambda x, s=size: oracles.max_pool2d(x, s), gradient, images)
        checks.same_array(max_pool2d_backward(gradient, images, size=size), expected, f'max_pool2d_backward(gradient, images {shape}, size={size})', hint='Every channel of every image has its own largest number in a window.')

@test_case(name='windows that overlap', points=0.5, hidden=True)
def test_overlapping(max_pool2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles, oracles_learning
    rng = np.random.default_rng(652)
    for size, stride, shape in ((3, 2, (2, 5, 7, 2)), (2, 1, (2, 4, 3, 2)), (3, 1, (1, 4, 5, 3))):
        images = rng.normal(0, 2, shape)
        gradient = rng.normal(1, 1, oracles.max_pool2d(images, size, stride).shape)
        expected, = oracles_learning.backward(lambda x, settings=(size, stride): oracles.max_pool2d(x, *settings), gradient, images)
        checks.same_array(max_pool2d_backward(gradient, images, size=size, stride=stride), expected, f'max_pool2d_backward(gradient, images {shape}, size={size}, stride={stride})', hint='A number that is the largest of several windows adds up what comes back from each.')

@test_case(name='pixels in no window, whole numbers, float32; nothing given is changed', points=0.5, hidden=True)
def test_left_over_pixels(max_pool2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles, oracles_learning
    rng = np.random.default_rng(653)
    pixels = rng.permutation(2 * 5 * 7 * 2).reshape(2, 5, 7, 2)
    for size, stride, dtype in ((2, None, np.uint8), (2, 3, np.float32), (3, 3, np.int64)):
        images = pixels.astype(dtype)
        gradient = rng.normal(0, 1, oracles.max_pool2d(images, size, stride).shape)
        given = (gradient.copy(), images.copy())
        expected, = oracles_learning.backward(lambda x, settings=(size, stride): oracles.max_pool2d(x, *settings), gradient, images)
        checks.same_array(max_pool2d_backward(gradient, images, size=size, stride=stride), expected, f'max_pool2d_backward(gradient, {images.dtype} images (2, 5, 7, 2), size={size}, stride={stride})', hint='The result has the shape of images, holds floats, and is 0 where no window lies.')
        checks.unchanged(gradient, given[0], 'gradient')
        checks.unchanged(images, given[1], 'images')

