# Generated from source/04_preprocessing/05_augment_batch.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "augment_batch"
points = 4

@test_case(name='a pair of images and labels, in the shapes that were given', points=0.5, hidden=False)
def test_pair(augment_batch):
    import numpy as np
    from labkit import checks
    images = np.random.default_rng(1).random((5, 20, 28, 2))
    labels = np.array([3, 1, 4, 1, 5])
    as_given = images.copy()
    pair = augment_batch(images, labels, 7)
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        checks.fail('augment_batch(images, labels, 7) does not return a pair.', expected='(new_images, new_labels)', got='None' if pair is None else type(pair).__name__, hint='End with return new_images, new_labels.')
    new_images = checks.same_shape(pair[0], images.shape, 'The first of the pair, new_images,')
    new_labels = checks.same_shape(pair[1], labels.shape, 'The second of the pair, new_labels,')
    checks.same_array(sorted(new_labels), sorted(labels), 'new_labels, sorted,', hint='The labels stay what they were.')
    if np.array_equal(new_images, as_given):
        checks.fail('augment_batch(images, labels, 7) returns the images as they were.', hint='Of five images, nearly always all five should be shifted.')
    checks.unchanged(images, as_given, 'the array of images')

@test_case(name='the same seed gives the same batch, another seed another one', points=0.5, hidden=False)
def test_seed(augment_batch):
    import numpy as np
    from labkit import checks
    images, labels = (np.random.default_rng(2).integers(0, 2, (6, 10, 12, 1)).astype(float), np.arange(6))
    batches = []
    for seed in (11, 11, 12):
        pair = augment_batch(images.copy(), labels.copy(), seed)
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            checks.fail(f'augment_batch(images, labels, {seed}) does not return a pair.', expected='(new_images, new_labels)')
        batches.append(checks.numeric(pair[0], 'new_images'))
    first, again, other = batches
    if not np.array_equal(first, again):
        checks.fail('augment_batch(images, labels, 11) gives something else when it is called again.', hint='Make a new random generator from the seed inside the function.')
    if np.array_equal(first, other):
        checks.fail('The seeds 11 and 12 give the same images.', hint='Does your function shift anything, and use the seed that it is given?')

