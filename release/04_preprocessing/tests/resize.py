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

