# Generated from source/01_convolution/04_correlate2d.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "correlate2d"
points = 4

@test_case(name="the lecture's image with the kernel above", points=0.5, hidden=False)
def test_example(correlate2d):
    import numpy as np
    from labkit import checks
    image = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]])
    kernel = np.array([[0.0, 1.0], [2.0, 3.0]])
    expected = [[19, 22, 16], [31, 27, 12], [54, 37, 15]]
    checks.same_array(correlate2d(image, kernel), expected, 'correlate2d(image, kernel)', hint='Print the first window and its products with the kernel, and compare with the 19 above.')

@test_case(name='the same with stride 2 and a frame of zeros', points=0.5, hidden=False)
def test_stride_and_pad(correlate2d):
    import numpy as np
    from labkit import checks
    image = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]])
    kernel = np.array([[0.0, 1.0], [2.0, 3.0]])
    expected = [[15, 7, 0], [10, 27, 4], [8, 5, 0]]
    checks.same_array(correlate2d(image, kernel, stride=2, pad=1), expected, 'correlate2d(image, kernel, stride=2, pad=1)', hint='With pad=1 the first window covers three zeros and the 5. The next one starts two columns further on.')

