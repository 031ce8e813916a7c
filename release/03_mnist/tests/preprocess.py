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

