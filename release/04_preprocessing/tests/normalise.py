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

