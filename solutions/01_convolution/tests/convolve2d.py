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

@test_case(name='a 3x3 kernel on an image that is not square', points=0.5, hidden=True)
def test_square_kernel(convolve2d):
    import numpy as np
    from scipy import signal
    from labkit import checks
    rng = np.random.default_rng(121)
    image, kernel = (rng.normal(0, 2, (6, 9)), rng.normal(0, 1, (3, 3)))
    image_before, kernel_before = (image.copy(), kernel.copy())
    checks.same_array(convolve2d(image, kernel), signal.convolve2d(image_before, kernel_before, mode='valid'), 'convolve2d(image (6, 9), kernel (3, 3))', hint='The kernel makes half a turn: its rows and its columns change their order.')
    checks.unchanged(image, image_before, 'image')
    checks.unchanged(kernel, kernel_before, 'kernel')

@test_case(name='kernels that are not square, whole numbers in the image', points=0.5, hidden=True)
def test_other_kernels(convolve2d):
    import numpy as np
    from scipy import signal
    from labkit import checks
    rng = np.random.default_rng(122)
    image = rng.integers(0, 256, (8, 7), dtype=np.uint8)
    for shape in ((2, 4), (5, 3)):
        kernel = rng.normal(0, 1, shape)
        expected = signal.convolve2d(image.astype(float), kernel, mode='valid')
        checks.same_array(convolve2d(image, kernel), expected, f'convolve2d(uint8 image (8, 7), kernel {shape})', hint='A turned kernel has the same shape as before.')

