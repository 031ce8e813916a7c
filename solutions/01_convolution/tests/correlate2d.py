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

@test_case(name='a 3x3 kernel on an image that is not square', points=0.5, hidden=True)
def test_not_square(correlate2d):
    import numpy as np
    from scipy import signal
    from labkit import checks
    rng = np.random.default_rng(111)
    for shape in ((6, 9), (8, 5)):
        image, kernel = (rng.normal(0, 2, shape), rng.normal(0, 1, (3, 3)))
        expected = signal.correlate2d(image, kernel, mode='valid')
        checks.same_array(correlate2d(image, kernel), expected, f'correlate2d(image {shape}, kernel (3, 3))', hint='Keep rows and columns apart: H with KH, W with KW.')

@test_case(name='kernels of other sizes', points=0.5, hidden=True)
def test_kernel_sizes(correlate2d):
    import numpy as np
    from scipy import signal
    from labkit import checks
    rng = np.random.default_rng(112)
    image = rng.normal(0, 2, (7, 9))
    for shape in ((1, 1), (2, 4), (5, 3), (7, 9)):
        kernel = rng.normal(0, 1, shape)
        expected = signal.correlate2d(image, kernel, mode='valid')
        checks.same_array(correlate2d(image, kernel), expected, f'correlate2d(image (7, 9), kernel {shape})', hint='Take the height and the width of the window from kernel.shape.')

@test_case(name='strides that leave pixels over', points=0.5, hidden=True)
def test_strides(correlate2d):
    import numpy as np
    from scipy import signal
    from labkit import checks
    rng = np.random.default_rng(113)
    image, kernel = (rng.normal(0, 2, (8, 11)), rng.normal(0, 1, (3, 3)))
    every_window = signal.correlate2d(image, kernel, mode='valid')
    for stride in (2, 3):
        checks.same_array(correlate2d(image, kernel, stride=stride), every_window[::stride, ::stride], f'correlate2d(image (8, 11), kernel (3, 3), stride={stride})', hint='The stride decides how many windows there are and where each of them starts.')

@test_case(name='padding', points=0.5, hidden=True)
def test_padding(correlate2d):
    import numpy as np
    from scipy import signal
    from labkit import checks
    rng = np.random.default_rng(114)
    image, kernel = (rng.normal(3, 1, (5, 7)), rng.normal(0, 1, (3, 3)))
    for pad in (1, 2):
        framed = np.zeros((5 + 2 * pad, 7 + 2 * pad))
        framed[pad:5 + pad, pad:7 + pad] = image
        expected = signal.correlate2d(framed, kernel, mode='valid')
        checks.same_array(correlate2d(image, kernel, pad=pad), expected, f'correlate2d(image (5, 7), kernel (3, 3), pad={pad})', hint='Zeros on all four sides, then slide over the padded image.')

@test_case(name='stride and padding together', points=0.5, hidden=True)
def test_stride_with_padding(correlate2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(115)
    image, kernel = (rng.normal(-2, 1, (9, 6)), rng.normal(0, 1, (2, 3)))
    for stride, pad in ((2, 1), (3, 2)):
        expected = oracles.correlate2d(image, kernel, stride, pad)
        checks.same_array(correlate2d(image, kernel, stride=stride, pad=pad), expected, f'correlate2d(image (9, 6), kernel (2, 3), stride={stride}, pad={pad})', hint='Pad first; the strides count in the padded image.')

@test_case(name='whole numbers and float32 come in, floats go out', points=0.5, hidden=True)
def test_kinds_of_numbers(correlate2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(116)
    kernel = rng.normal(0, 1, (3, 3))
    for image in (rng.integers(0, 256, (6, 8), dtype=np.uint8), rng.normal(0, 2, (5, 6)).astype(np.float32)):
        image_before, kernel_before = (image.copy(), kernel.copy())
        checks.same_array(correlate2d(image, kernel), oracles.correlate2d(image_before, kernel_before), f'correlate2d({image.dtype} image, kernel)', hint='Let the result be floats: of which dtype is the array that you write into?')
        checks.unchanged(image, image_before, 'image')
        checks.unchanged(kernel, kernel_before, 'kernel')

