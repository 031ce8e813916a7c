# Generated from source/01_convolution/03_pad2d.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "pad2d"
points = 1

@test_case(name='the example above', points=0.25, hidden=False)
def test_example(pad2d):
    import numpy as np
    from labkit import checks
    image = np.array([[1, 2, 3], [4, 5, 6]])
    expected = [[0, 0, 0, 0, 0], [0, 1, 2, 3, 0], [0, 4, 5, 6, 0], [0, 0, 0, 0, 0]]
    checks.same_array(pad2d(image, 1), expected, 'pad2d(image, 1)', hint='Zeros go on all four sides; the image stays in the middle.')

@test_case(name='a wide frame, an image (H, W)', points=0.25, hidden=True)
def test_grey(pad2d):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(101)
    for image in (rng.normal(0, 3, (5, 7)), rng.integers(1, 256, (6, 3), dtype=np.uint8), rng.normal(0, 3, (4, 4))):
        before = image.copy()
        for pad in (1, 3):
            height, width = image.shape
            expected = np.zeros((height + 2 * pad, width + 2 * pad))
            expected[pad:height + pad, pad:width + pad] = image
            checks.same_array(pad2d(image, pad), expected, f'pad2d(image of shape {image.shape}, {pad})', hint='Look at all four sides.')
            checks.unchanged(image, before, 'image')

@test_case(name='an image with channels (H, W, C)', points=0.25, hidden=True)
def test_channels(pad2d):
    import numpy as np
    from labkit import checks
    image = np.random.default_rng(102).normal(0, 3, (4, 6, 3))
    before = image.copy()
    for pad in (1, 2):
        expected = np.zeros((4 + 2 * pad, 6 + 2 * pad, 3))
        for channel in range(3):
            expected[pad:4 + pad, pad:6 + pad, channel] = before[:, :, channel]
        checks.same_array(pad2d(image, pad), expected, f'pad2d(image of shape (4, 6, 3), {pad})', hint='The channel axis gets no zeros.')
        checks.unchanged(image, before, 'image')

@test_case(name='pad 0', points=0.25, hidden=True)
def test_no_padding(pad2d):
    import numpy as np
    from labkit import checks
    image = np.random.default_rng(103).normal(0, 3, (3, 5))
    before = image.copy()
    checks.same_array(pad2d(image, 0), before, 'pad2d(image, 0)', hint='Without padding the image stays what it is.')
    checks.unchanged(image, before, 'image')

