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

