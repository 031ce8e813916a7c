# Generated from source/04_preprocessing/03_denoise_mean.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "denoise_mean"
points = 1.5

@test_case(name='the 3×3 example above', points=0.25, hidden=False)
def test_example(denoise_mean):
    import numpy as np
    from labkit import checks
    images = np.arange(1.0, 10).reshape(1, 3, 3, 1)
    what = 'denoise_mean(the example, size=3)'
    got = checks.same_shape(denoise_mean(images, size=3), (1, 3, 3, 1), what, hint='The result is as large as the picture: continue the picture on all four sides first.')
    checks.same_array(9 * got[0, :, :, 0], [[21, 27, 33], [39, 45, 51], [57, 63, 69]], f'9 * {what}', hint='In the upper left corner the nine numbers are 1 1 2 / 1 1 2 / 4 4 5.')

