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

