# Generated from source/01_convolution/06_convolve2d.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "convolve2d"
points = 1

@test_case(name='a bright pixel draws the kernel', points=0, hidden=False)
def test_bright_pixel(convolve2d):
    import numpy as np
    from labkit import checks
    image = np.zeros((5, 5))
    image[2, 2] = 1
    kernel = np.arange(1.0, 10).reshape(3, 3)
    checks.same_array(convolve2d(image, kernel), kernel, 'convolve2d(one bright pixel, kernel)', hint='Both axes of the kernel are reversed before it slides.')

