# Generated from source/02_layers/02_max_pool2d.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "max_pool2d"
points = 4

@test_case(name="the lecture's 4×4 example", points=0.5, hidden=False)
def test_lecture(max_pool2d):
    import numpy as np
    from labkit import checks
    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])
    got = checks.same_shape(max_pool2d(lecture.reshape(1, 4, 4, 1), size=2), (1, 2, 2, 1), "max_pool2d(the lecture's 4×4 example, size=2)", hint='One image goes in and comes out; two windows fit side by side, and two one above the other.')
    checks.same_array(got[0, :, :, 0], [[9, 7], [8, 6]], "max_pool2d(the lecture's 4×4 example, size=2)", hint='Print the first window that you cut out: it should hold 2 2 / 9 4.')

@test_case(name='the same with windows that overlap', points=0.5, hidden=False)
def test_lecture_overlapping(max_pool2d):
    import numpy as np
    from labkit import checks
    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])
    got = checks.same_shape(max_pool2d(lecture.reshape(1, 4, 4, 1), size=3, stride=1), (1, 2, 2, 1), "max_pool2d(the lecture's 4×4 example, size=3, stride=1)", hint='A 3×3 window can start in row 0 or 1, and in column 0 or 1.')
    checks.same_array(got[0, :, :, 0], [[9, 7], [9, 6]], "max_pool2d(the lecture's 4×4 example, size=3, stride=1)", hint='The window moves on by stride pixels and is size pixels wide: two different numbers here.')

@test_case(name='several images and channels, H and W different', points=0.5, hidden=True)
def test_images_and_channels(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    images = np.random.default_rng(31).uniform(0, 9, (3, 6, 8, 2))
    expected = oracles.max_pool2d(images)
    checks.same_array(max_pool2d(images), expected, 'max_pool2d(images) for images of shape (3, 6, 8, 2)', hint='Every image and every channel is pooled by itself; only rows and columns shrink.')

@test_case(name='negative numbers', points=0.5, hidden=True)
def test_negative_numbers(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    images = np.random.default_rng(32).normal(-6, 1, (3, 4, 6, 2))
    expected = oracles.max_pool2d(images, size=2)
    checks.same_array(max_pool2d(images, size=2), expected, 'max_pool2d(images) for images below zero', hint='The largest of -5, -7, -6 and -9 is -5.')

@test_case(name='a stride smaller or larger than the window', points=0.5, hidden=True)
def test_strides(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(33)
    for size, stride, shape in ((3, 2, (3, 7, 9, 2)), (2, 1, (2, 4, 6, 3)), (2, 3, (3, 8, 11, 2))):
        images = rng.normal(0, 3, shape)
        expected = oracles.max_pool2d(images, size, stride)
        checks.same_array(max_pool2d(images, size=size, stride=stride), expected, f'max_pool2d(images, size={size}, stride={stride}) for images of shape {shape}', hint='The window begins at i * stride and covers size pixels.')

@test_case(name='other window sizes, no stride given', points=0.5, hidden=True)
def test_default_stride(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(34)
    for size, shape in ((3, (3, 6, 9, 2)), (4, (2, 4, 12, 3))):
        images = rng.normal(0, 3, shape)
        expected = oracles.max_pool2d(images, size)
        checks.same_array(max_pool2d(images, size=size), expected, f'max_pool2d(images, size={size}) for images of shape {shape}', hint='No stride given: the stride is the size of the window.')

@test_case(name='rows and columns that fill no window', points=0.5, hidden=True)
def test_left_over_pixels(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(35)
    for size, stride, shape in ((2, None, (3, 5, 7, 2)), (3, 2, (2, 6, 10, 3)), (3, None, (3, 8, 4, 2))):
        images = rng.normal(0, 3, shape)
        images[:, -1] += 20
        images[:, :, -1] += 20
        expected = oracles.max_pool2d(images, size, stride)
        checks.same_array(max_pool2d(images, size=size, stride=stride), expected, f'max_pool2d(images, size={size}, stride={stride}) for images of shape {shape}', hint='Only windows that lie in the image as a whole count.')

@test_case(name='uint8 and float32 images, which stay as they were', points=0.5, hidden=True)
def test_dtypes(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(36)
    for images in (rng.integers(0, 256, (3, 5, 4, 2), dtype=np.uint8), rng.random((3, 4, 6, 2), dtype=np.float32)):
        before = images.copy()
        checks.same_array(max_pool2d(images, size=2, stride=2), oracles.max_pool2d(before, size=2, stride=2), f'max_pool2d(images, size=2, stride=2) for {images.dtype} images', hint='The numbers are chosen, not changed: any array type that holds them will do.')
        checks.unchanged(images, before, 'images')

