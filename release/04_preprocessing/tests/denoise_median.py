# Generated from source/04_preprocessing/04_denoise_median.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "denoise_median"
points = 1.5

@test_case(name='the grain of salt above', points=0.25, hidden=False)
def test_example(denoise_median):
    import numpy as np
    from labkit import checks
    images = np.array([[10, 12, 11], [13, 255, 12], [11, 10, 12]]).reshape(1, 3, 3, 1)
    what = 'denoise_median(the window above, size=3)'
    got = checks.same_shape(denoise_median(images, size=3), (1, 3, 3, 1), what, hint='The result is as large as the picture, as in 4.3.')
    checks.same_array(got[0, :, :, 0], [[12, 12, 12], [11, 12, 12], [11, 12, 12]], what, hint='In the middle: sort all nine, and take the fifth. The border is continued as in 4.3.')

