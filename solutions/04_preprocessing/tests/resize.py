# Generated from source/04_preprocessing/01_resize.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "resize"
points = 3

@test_case(name='the row of four pixels above', points=0.5, hidden=False)
def test_one_row(resize):
    import numpy as np
    from labkit import checks
    images = np.array([10.0, 20.0, 40.0, 80.0]).reshape(1, 1, 4, 1)
    for width, expected, hint in ((8, [10, 12.5, 17.5, 25, 35, 50, 70, 80], 'Print the centres: 0, 0.25, 0.75, 1.25 and so on, up to 3.'), (2, [15, 60], 'The centres are at 0.5 and 2.5: half-way between two old pixels.')):
        what = f'resize(one row of four pixels, (1, {width}))'
        got = checks.same_shape(resize(images, (1, width)), (1, 1, width, 1), what)
        checks.same_array(got[0, 0, :, 0], expected, what, hint=hint)

@test_case(name='first the height, then the width', points=0.25, hidden=False)
def test_height_then_width(resize):
    import numpy as np
    from labkit import checks
    images = np.array([[0.0, 40.0], [80.0, 120.0]]).reshape(1, 2, 2, 1)
    what = 'resize(two rows of two pixels, (2, 4))'
    got = checks.same_shape(resize(images, (2, 4)), (1, 2, 4, 1), what, hint='size is (height, width): here two rows and four columns.')
    checks.same_array(got[0, :, :, 0], [[0, 10, 30, 40], [80, 90, 110, 120]], what, hint='Both rows stay as they are; each of them is resized like the row in the first example.')

@test_case(name='larger in both directions', points=0.5, hidden=True)
def test_enlarge(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    rng = np.random.default_rng(411)
    for shape, size in (((1, 5, 4, 1), (8, 11)), ((1, 3, 7, 1), (9, 8))):
        images = rng.normal(0, 50, shape)
        checks.same_array(resize(images, size), oracles.resize(images, size), f'resize(images {shape}, {size})', hint='Work with the centres of the pixels. Move those that lie outside to the first or last pixel.')

@test_case(name='smaller in both directions', points=0.5, hidden=True)
def test_shrink(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    rng = np.random.default_rng(412)
    for shape, size in (((1, 9, 13, 1), (4, 5)), ((1, 11, 6, 1), (3, 4))):
        images = rng.normal(0, 50, shape)
        checks.same_array(resize(images, size), oracles.resize(images, size), f'resize(images {shape}, {size})', hint='The same rule as for larger pictures: two old pixels for each new one, never more.')

@test_case(name='several images and channels', points=0.5, hidden=True)
def test_images_and_channels(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    images = np.random.default_rng(413).uniform(0, 255, (3, 9, 7, 2))
    checks.same_array(resize(images, (5, 5)), oracles.resize(images, (5, 5)), 'resize(images (3, 9, 7, 2), (5, 5))', hint='Only the axes 1 and 2 change; every image and every channel is resized by itself.')

@test_case(name='uint8 and float32 images, which stay as they were', points=0.5, hidden=True)
def test_dtypes(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    rng = np.random.default_rng(414)
    for images in (rng.integers(0, 256, (2, 7, 8, 1), dtype=np.uint8), rng.random((2, 9, 7, 1), dtype=np.float32)):
        before = images.copy()
        checks.same_array(resize(images, (6, 6)), oracles.resize(before, (6, 6)), f'resize({images.dtype} images {images.shape}, (6, 6))', hint='Between 3 and 4 there is 3.5: let the result be floats.')
        checks.unchanged(images, before, 'images')

@test_case(name='an axis that keeps its length, an axis of one pixel', points=0.25, hidden=True)
def test_same_length(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    rng = np.random.default_rng(415)
    for shape, size in (((1, 5, 7, 1), (5, 7)), ((1, 6, 5, 1), (6, 1)), ((1, 1, 5, 1), (3, 5))):
        images = rng.normal(0, 50, shape)
        checks.same_array(resize(images, size), oracles.resize(images, size), f'resize(images {shape}, {size})', hint='Put the numbers into the formula for the centres: where is the centre of a row that keeps its size?')

