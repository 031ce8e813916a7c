# Generated from source/04_preprocessing/02_normalise.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "normalise"
points = 3

@test_case(name='fit_normaliser on the four training images above', points=0.25, hidden=False)
def test_fit_by_hand(fit_normaliser):
    import numpy as np
    from labkit import checks
    train = np.array([[2.0, 5.0], [4.0, 5.0], [4.0, 5.0], [6.0, 5.0]]).reshape(4, 1, 2, 1)
    statistics = fit_normaliser(train)
    if not isinstance(statistics, dict) or not {'mean', 'std'} <= statistics.keys():
        checks.fail('fit_normaliser(train) does not return the dictionary that the question asks for.', expected='{"mean": ..., "std": ...}', got=statistics, hint='Write both names with quotation marks, in small letters.')
    for name, expected in (('mean', [4, 5]), ('std', [np.sqrt(2), 0])):
        checks.same_array(statistics[name], np.reshape(expected, (1, 2, 1)), f'fit_normaliser(train)[{name!r}]', hint='The first pixel is 2, 4, 4 and 6 in the four images, the second one is always 5.')

@test_case(name='normalise on a test image with 8', points=0.25, hidden=False)
def test_normalise_by_hand(normalise):
    import numpy as np
    from labkit import checks
    statistics = {'mean': np.array([[[4.0]]]), 'std': np.array([[[np.sqrt(2)]]])}
    checks.same_array(normalise(np.array([[[[8.0]]]]), statistics), [[[[4 / np.sqrt(2)]]]], 'normalise(images, statistics) for a pixel that is 8', hint='8 is 4 above the mean, and that is 2.83 standard deviations.')

@test_case(name='a mean for every pixel of every channel', points=0.5, hidden=True)
def test_means(fit_normaliser):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    train = np.random.default_rng(421).normal(40, 25, (7, 4, 5, 2))
    before = train.copy()
    got = oracles.entry(fit_normaliser(train), 'mean', 'fit_normaliser(train)')
    checks.same_array(got, oracles.statistics(before)['mean'], "fit_normaliser(train)['mean'] for train of shape (7, 4, 5, 2)", hint='One mean for each place of the picture and each channel, over all images.')
    checks.unchanged(train, before, 'train')

@test_case(name='a standard deviation for every pixel, 0 where it is constant', points=0.5, hidden=True)
def test_deviations(fit_normaliser):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    train = np.random.default_rng(422).integers(0, 256, (6, 5, 4, 2), dtype=np.uint8)
    train[:, 0], train[:, 2, 3, 1] = (0, 64)
    before = train.copy()
    got = oracles.entry(fit_normaliser(train), 'std', 'fit_normaliser(train)')
    checks.same_array(got, oracles.statistics(before)['std'], "fit_normaliser(train)['std'] for uint8 images of shape (6, 5, 4, 2)", hint='The root of the mean of the squared distances from the mean. Divide by N.')
    checks.unchanged(train, before, 'train')

@test_case(name='the statistics that are given, not those of the images', points=0.5, hidden=True)
def test_given_statistics(normalise):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    rng = np.random.default_rng(423)
    images = rng.normal(90, 30, (3, 4, 5, 2))
    before = images.copy()
    statistics = {'mean': rng.uniform(10, 60, (4, 5, 2)), 'std': rng.uniform(5, 40, (4, 5, 2))}
    checks.same_array(normalise(images, statistics), oracles.normalise(before, statistics), 'normalise(images, statistics) for images that are brighter than the training images', hint='Brighter images stay brighter: nothing but the two given arrays says what is subtracted and divided by.')
    checks.unchanged(images, before, 'images')

@test_case(name='pixels that never changed in training', points=0.5, hidden=True)
def test_constant_pixels(normalise):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    rng = np.random.default_rng(424)
    statistics = {'mean': rng.uniform(10, 60, (4, 5, 2)), 'std': rng.uniform(5, 40, (4, 5, 2))}
    statistics['mean'][0], statistics['std'][0], statistics['std'][3, 1:3] = (0, 0, 0)
    images = rng.normal(90, 30, (3, 4, 5, 2))
    images[0, 0] = 0
    given = (images.copy(), {name: array.copy() for name, array in statistics.items()})
    checks.same_array(normalise(images, statistics), oracles.normalise(*given), 'normalise(images, statistics) where some standard deviations are 0', hint='Where std is 0, subtract the mean and leave it at that.')
    checks.unchanged(images, given[0], 'images')
    for name, array in statistics.items():
        checks.unchanged(array, given[1][name], f'statistics[{name!r}]')

@test_case(name='uint8 and float32 images', points=0.25, hidden=True)
def test_dtypes(normalise):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    rng = np.random.default_rng(425)
    statistics = {'mean': rng.uniform(80, 160, (5, 3, 1)), 'std': rng.uniform(20, 60, (5, 3, 1))}
    for images in (rng.integers(0, 256, (3, 5, 3, 1), dtype=np.uint8), rng.random((3, 5, 3, 1), dtype=np.float32)):
        checks.same_array(normalise(images, statistics), oracles.normalise(images, statistics), f'normalise({images.dtype} images, statistics)', hint='Less than the mean gives a number below zero, with decimals. uint8 holds neither.')

@test_case(name='both together, on digits', points=0.25, hidden=True)
def test_digits(fit_normaliser, normalise):
    from labkit import checks, data
    from workbook.examiner import oracles_preprocessing as oracles
    bundled = data.bundled_digits()
    train, test = (bundled.train_images[:60, :, :, None], bundled.test_images[:20, :, :, None] // 2 + 100)
    expected = oracles.statistics(train)
    statistics = fit_normaliser(train)
    for name in ('mean', 'std'):
        got = oracles.entry(statistics, name, 'fit_normaliser(60 digits)')
        checks.same_array(got, expected[name], f'fit_normaliser(60 digits)[{name!r}]')
    for name, images in (('the same 60 digits', train), ('20 other, pale digits', test)):
        checks.same_array(normalise(images, statistics), oracles.normalise(images, expected), f'normalise({name}, fit_normaliser(60 digits))', hint='Only the 60 digits decide on the statistics, whichever images are normalised.')

