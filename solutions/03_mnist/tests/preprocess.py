# Generated from source/03_mnist/06_preprocess.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "preprocess"
points = 2

@test_case(name='two images with a few pixels', points=0.5, hidden=False)
def test_example(preprocess):
    import numpy as np
    from labkit import checks
    images = np.zeros((2, 28, 28), np.uint8)
    images[0, 3, 5], images[1, 20, 2] = (51, 255)
    got = checks.same_shape(preprocess(images), (2, 28, 28, 1), 'preprocess(images)', hint='The channel axis is the last one, with length 1.')
    checks.same_number(got[0, 3, 5, 0], 0.2, 'A pixel of 51, preprocessed,', hint='51 / 255 = 0.2')
    checks.same_number(got[1, 20, 2, 0], 1.0, 'A pixel of 255, preprocessed,', hint='255 / 255 = 1')

@test_case(name='the right shape, and every pixel in its place', points=0.5, hidden=True)
def test_shape(preprocess):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(351)
    for n in (3, 1):
        images = rng.integers(1, 256, (n, 28, 28), dtype=np.uint8)
        got = checks.same_shape(preprocess(images), (n, 28, 28, 1), f'preprocess(images {images.shape})', hint='Add one axis, at the end. A batch of one image has a batch axis too.')
        largest = got.reshape(n, -1).argmax(axis=1)
        expected = images.reshape(n, -1).argmax(axis=1)
        if not np.array_equal(images.reshape(n, -1)[np.arange(n), largest], images.reshape(n, -1)[np.arange(n), expected]):
            checks.fail('The pixels are no longer where they were.', hint='Add the axis without moving the others.')

@test_case(name='every value divided by 255', points=0.5, hidden=True)
def test_values(preprocess):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(352)
    for images in (rng.integers(0, 256, (3, 28, 28), dtype=np.uint8), np.arange(784, dtype=np.uint16).reshape(1, 28, 28).astype(np.uint8)):
        expected = [[[[float(pixel) / 255] for pixel in row] for row in image] for image in images.tolist()]
        checks.same_array(preprocess(images), expected, 'preprocess(images)', hint='Divide by 255, once, and with a division that keeps the decimals.')

@test_case(name='dark images, and the images left alone', points=0.5, hidden=True)
def test_dark(preprocess):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(353)
    images = rng.integers(0, 90, (3, 28, 28), dtype=np.uint8)
    before = images.copy()
    checks.same_array(preprocess(images), before[..., np.newaxis] / np.float64(255), 'preprocess(images), for images whose brightest pixel is below 90,', hint='The divisor is always 255: otherwise dark and bright images would look alike.')
    checks.unchanged(images, before, 'images')

