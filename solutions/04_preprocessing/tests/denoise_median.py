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

@test_case(name='the inner pixels', points=0.25, hidden=True)
def test_inside(denoise_median):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    images = np.random.default_rng(441).normal(0, 40, (1, 6, 9, 1))
    what = 'denoise_median(images (1, 6, 9, 1), size=3)'
    got = checks.same_shape(denoise_median(images, size=3), images.shape, what)
    checks.same_array(got[:, 1:-1, 1:-1], oracles.denoise_median(images, 3)[:, 1:-1, 1:-1], f'{what}, apart from the border,', hint='Four of the nine numbers are smaller than the median, and four are larger.')

@test_case(name='the border, and other sizes', points=0.5, hidden=True)
def test_sizes(denoise_median):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    images = np.random.default_rng(442).normal(50, 40, (1, 7, 8, 1))
    for size in (3, 5, 7, 1):
        checks.same_array(denoise_median(images, size=size), oracles.denoise_median(images, size), f'denoise_median(images (1, 7, 8, 1), size={size})', hint='Outside the picture everything is equal to the closest pixel of the border.')

@test_case(name='several images and channels, uint8, left as they were', points=0.25, hidden=True)
def test_images_and_channels(denoise_median):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    rng = np.random.default_rng(443)
    for images in (rng.normal(0, 40, (3, 5, 6, 2)), rng.integers(0, 256, (2, 6, 4, 3), dtype=np.uint8)):
        before = images.copy()
        what = f'denoise_median({images.dtype} images {images.shape})'
        got = checks.same_shape(denoise_median(images), before.shape, what)
        checks.same_array(got[:, 1:-1, 1:-1], oracles.denoise_median(before, 3)[:, 1:-1, 1:-1], f'{what}, apart from the border,', hint='Every image and every channel by itself.')
        checks.unchanged(images, before, 'images')

@test_case(name='digits with salt and pepper gain at least 8 dB', points=0.25, hidden=True)
def test_gain(denoise_median):
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    threshold = 8
    gain = oracles.gain_on_salt_and_pepper(denoise_median, seed=444)
    if not gain >= threshold:
        checks.fail('denoise_median does not bring 30 digits with salt and pepper close enough to the clean ones.', expected=f'a gain of at least {threshold} dB', got=f'{gain:.1f} dB', measured=True, hint='Draw a digit before and after, side by side.')

