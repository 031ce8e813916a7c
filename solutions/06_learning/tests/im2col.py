# Generated from source/06_learning/01_im2col.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "im2col"
points = 3

@test_case(name="the lecture's image", points=0.5, hidden=False)
def test_lecture(im2col):
    import numpy as np
    from labkit import checks
    image = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]])
    expected = [[5, 2, 1, 4, 3, 5, 2, 8, 2], [2, 1, 0, 3, 5, 2, 8, 2, 2], [4, 3, 5, 2, 8, 2, 8, 10, 5], [3, 5, 2, 8, 2, 2, 10, 5, 1]]
    what = "im2col(the lecture's image, 3, 3)"
    result = im2col(image.reshape(1, 4, 4, 1), 3, 3)
    checks.same_shape(result, (4, 9), what, hint='Four windows, nine numbers in each: two axes in all.')
    checks.same_array(result, expected, what, hint='The second window lies one step to the right of the first.')

@test_case(name='the order of two channels', points=0.5, hidden=False)
def test_two_channels(im2col):
    import numpy as np
    from labkit import checks
    image = np.array([[[1, -1], [2, -2], [3, -3]], [[4, -4], [5, -5], [6, -6]]])
    expected = [[1, -1, 2, -2, 4, -4, 5, -5], [2, -2, 3, -3, 5, -5, 6, -6]]
    what = 'im2col(images, 2, 2) for one image of 2×3 pixels with two channels'
    result = im2col(image[np.newaxis], 2, 2)
    checks.same_shape(result, (2, 8), what, hint='Two windows; each has 2 × 2 pixels with 2 channels.')
    checks.same_array(result, expected, what, hint='The channels of a pixel stand side by side: 1 -1, then 2 -2.')

@test_case(name='several images, and nothing is square', points=0.5, hidden=True)
def test_not_square(im2col):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    rng = np.random.default_rng(611)
    for shape, kernel in (((3, 5, 7, 2), (3, 2)), ((3, 6, 4, 3), (1, 4)), ((5, 4, 3, 3), (4, 3))):
        images = rng.normal(0, 2, shape)
        checks.same_array(im2col(images, *kernel), oracles_learning.im2col(images, *kernel), f'im2col(images {shape}, {kernel[0]}, {kernel[1]})', hint='All windows of an image follow each other, row by row; H goes with KH, W with KW.')

@test_case(name='strides that leave pixels over', points=0.5, hidden=True)
def test_strides(im2col):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    images = np.random.default_rng(612).normal(0, 2, (3, 8, 10, 2))
    for kernel, stride in (((3, 3), 2), ((2, 3), 3), ((3, 2), 4)):
        checks.same_array(im2col(images, *kernel, stride=stride), oracles_learning.im2col(images, *kernel, stride), f'im2col(images (3, 8, 10, 2), {kernel[0]}, {kernel[1]}, stride={stride})', hint='The stride decides where windows start and how many there are; only whole windows count.')

@test_case(name='padding, alone and with a stride', points=0.5, hidden=True)
def test_padding(im2col):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    images = np.random.default_rng(613).normal(3, 1, (3, 5, 6, 2))
    for kernel, stride, pad in (((3, 3), 1, 1), ((3, 2), 1, 2), ((2, 3), 2, 1)):
        checks.same_array(im2col(images, *kernel, stride=stride, pad=pad), oracles_learning.im2col(images, *kernel, stride, pad), f'im2col(images (3, 5, 6, 2), {kernel[0]}, {kernel[1]}, stride={stride}, pad={pad})', hint='Zeros on all four sides of every image, then cut the windows.')

@test_case(name='uint8 and float32 images, which stay as they were', points=0.5, hidden=True)
def test_kinds_of_numbers(im2col):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning
    rng = np.random.default_rng(614)
    for images in (rng.integers(0, 256, (3, 4, 5, 2), dtype=np.uint8), rng.random((2, 5, 4, 3), dtype=np.float32)):
        before = images.copy()
        checks.same_array(im2col(images, 2, 3, stride=1, pad=0), oracles_learning.im2col(before, 2, 3), f'im2col({images.dtype} images, 2, 3)', hint='The numbers only move to another place. Any type of array that holds them will do.')
        checks.unchanged(images, before, 'images')

