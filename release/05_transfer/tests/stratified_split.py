# Generated from source/05_transfer/03_stratified_split.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "stratified_split"
points = 2

@test_case(name='ten pictures of one class, five of another', points=0.5, hidden=False)
def test_two_classes(stratified_split):
    import numpy as np
    from labkit import checks, folder_checks
    images = np.random.default_rng(1).integers(0, 256, (15, 4, 5, 1), dtype=np.uint8)
    labels = np.array([0, 1, 0] * 5)
    untouched = (images.copy(), labels.copy())
    what = 'stratified_split(images, labels, 0.4, seed=1)'
    train, test = folder_checks.two_parts(stratified_split(images, labels, 0.4, 1), 15, what)
    for label, expected in ((0, 4), (1, 2)):
        checks.same_number((untouched[1][test.astype(int)] == label).sum(), expected, f'{what}: the number of test images of class {label}', hint=f'Take 0.4 of the {(10 if label == 0 else 5)} images of this class; all of them differ.')
    checks.unchanged(images, untouched[0], 'images')
    checks.unchanged(labels, untouched[1], 'labels')

@test_case(name='the same seed gives the same split, another seed another one', points=0.25, hidden=False)
def test_seed(stratified_split):
    import numpy as np
    from labkit import checks, folder_checks
    images = np.random.default_rng(2).integers(0, 256, (40, 3, 4, 1), dtype=np.uint8)
    labels = np.arange(40) % 2
    first, again, other = (folder_checks.two_parts(stratified_split(images, labels, 0.5, seed), 40, 'stratified_split(…)')[1] for seed in (11, 11, 12))
    if not np.array_equal(first, again):
        checks.fail('stratified_split(images, labels, 0.5, 11) gives another split when it is called again.', hint='Make a new random generator from the seed inside the function.')
    if np.array_equal(first, other):
        checks.fail('The seeds 11 and 12 give the same split.', hint='Does the choice of test pictures depend on the seed?')

