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

@test_case(name='the inner pixels', points=0.25, hidden=True)
def test_inside(denoise_mean):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    images = np.random.default_rng(431).normal(0, 40, (1, 6, 9, 1))
    what = 'denoise_mean(images (1, 6, 9, 1), size=3)'
    got = checks.same_shape(denoise_mean(images, size=3), images.shape, what)
    checks.same_array(got[:, 1:-1, 1:-1], oracles.denoise_mean(images, 3)[:, 1:-1, 1:-1], f'{what}, apart from the border,', hint='The window lies around the pixel: one row above it, one below, one column on either side.')

@test_case(name='the border, and other sizes', points=0.5, hidden=True)
def test_sizes(denoise_mean):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    images = np.random.default_rng(432).normal(50, 40, (1, 7, 8, 1))
    for size in (3, 5, 7, 1):
        checks.same_array(denoise_mean(images, size=size), oracles.denoise_mean(images, size), f'denoise_mean(images (1, 7, 8, 1), size={size})', hint='Outside the picture everything is equal to the closest pixel of the border.')

@test_case(name='several images and channels, uint8, left as they were', points=0.25, hidden=True)
def test_images_and_channels(denoise_mean):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    rng = np.random.default_rng(433)
    for images in (rng.normal(0, 40, (3, 5, 6, 2)), rng.integers(0, 256, (2, 6, 4, 3), dtype=np.uint8)):
        before = images.copy()
        what = f'denoise_mean({images.dtype} images {images.shape})'
        got = checks.same_shape(denoise_mean(images), before.shape, what)
        checks.same_array(got[:, 1:-1, 1:-1], oracles.denoise_mean(before, 3)[:, 1:-1, 1:-1], f'{what}, apart from the border,', hint='Every image and every channel by itself, in floats.')
        checks.unchanged(images, before, 'images')

@test_case(name='noisy digits gain at least 4 dB', points=0.25, hidden=True)
def test_gain(denoise_mean):
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    threshold = 4
    gain = oracles.gain_on_grain(denoise_mean, seed=434)
    if not gain >= threshold:
        checks.fail('denoise_mean does not bring 30 digits with grainy noise close enough to the clean ones.', expected=f'a gain of at least {threshold} dB', got=f'{gain:.1f} dB', measured=True, hint='Draw a digit before and after, side by side.')

