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

@test_case(name='every image moves by itself, up to 3 pixels in all directions', points=0.5, hidden=True)
def test_shifts(augment_batch):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    images, labels = (np.zeros((120, 12, 14, 2)), np.arange(120) % 10)
    images[:, 5:7, 6:8] = 1
    new_images, _ = oracles.augmented(augment_batch(images.copy(), labels, 451), images, labels)
    if not np.allclose(new_images[..., 0], new_images[..., 1]):
        checks.fail('The channels of an image move apart.', hint='One shift for all channels of an image.')
    down, right = oracles.displacements(new_images[..., 0])
    for what, moved in (('down', down), ('up', -down), ('to the right', right), ('to the left', -right)):
        farthest = max(moved.max(), 0)
        if farthest < 2.2:
            checks.fail(f'Of 120 images, none moves {what} by 3 pixels.', expected='shifts from -3 to 3 in rows and in columns', got=f'at most {farthest:.1f} pixels {what}', measured=True, hint='Print the shifts that you draw: is the largest one among them?')
        if farthest > 4.5:
            checks.fail(f'Some of 120 images move too far {what}.', expected='at most 3 pixels', got=f'{farthest:.1f} pixels', measured=True)
    if abs(np.corrcoef(down, right)[0, 1]) > 0.5:
        checks.fail('How far images move down decides how far they move to the right.', hint='Draw one number for the rows, and another one for the columns.')
    first, again, other = (oracles.augmented(augment_batch(images[:10].copy(), labels[:10], seed), images[:10], labels[:10])[0] for seed in (453, 453, 454))
    if not np.array_equal(first, again) or np.array_equal(first, other):
        checks.fail('The seed does not decide on the shifts.', expected='the same seed, the same shifts; another seed, others', hint='Make a new random generator from the seed inside the function.')

@test_case(name='gaps are 0, nothing comes back, values stay between 0 and 1', points=0.5, hidden=True)
def test_gaps(augment_batch):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    labels = np.arange(30) % 10
    noise = np.random.default_rng(455).integers(0, 2, (30, 16, 22, 1)).astype(float)
    new_images, _ = oracles.augmented(augment_batch(noise.copy(), labels, 455), noise, labels)
    if new_images.min() < -1e-05 or new_images.max() > 1 + 1e-05:
        checks.fail('Images with values from 0 to 1 come back with other values.', expected='values from 0 to 1', got=f'values from {new_images.min():.3g} to {new_images.max():.3g}', measured=True, hint='Turning with curves through many pixels (order=3) overshoots: order=1 does not.')
    white = np.ones((30, 16, 22, 1))
    new_images, _ = oracles.augmented(augment_batch(white, labels, 456), white, labels)
    with_gap = int((new_images.min(axis=(1, 2, 3)) < 0.5).sum())
    if with_gap < 20 or new_images.mean() < 0.5:
        checks.fail('White pictures do not get the black gap that a shift leaves behind.', hint='What enters the picture from outside is 0.')
    for side, bright in (('left', np.s_[:, :, :2]), ('upper', np.s_[:, :2])):
        images = np.zeros((30, 16, 16, 1))
        images[bright] = 1
        new_images, _ = oracles.augmented(augment_batch(images, labels, 457), images, labels)
        far = new_images[:, :, 10:] if side == 'left' else new_images[:, 10:]
        if far.max() > 0.1:
            checks.fail(f'What leaves the picture at its {side} border comes back at the opposite one.', hint='np.roll does that. Shift into zeros instead.')

@test_case(name='labels stay with their images, and nothing given is changed', points=0.5, hidden=True)
def test_labels(augment_batch):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    labels = np.array([7, 0, 3, 9, 3, 7, 9, 9, 0, 7, 3, 3, 0, 9, 7, 0, 3, 7])
    images = oracles.discs(labels)
    before = (images.copy(), labels.copy())
    new_images, new_labels = oracles.augmented(augment_batch(images, labels, 458), *before)
    read = oracles.disc_labels(new_images)
    checks.same_array(np.sort(read), np.sort(before[1]), 'What the images show, sorted,', hint='Each image of the batch comes back once, shifted and otherwise as it was.')
    checks.same_array(new_labels, read, 'new_labels', hint='Where an image goes, its label goes, too. If you shuffle, shuffle both alike.')
    checks.unchanged(images, before[0], 'images')
    checks.unchanged(labels, before[1], 'labels')

@test_case(name='the digits can still be read', points=0.5, hidden=True)
def test_class_is_kept(augment_batch):
    import numpy as np
    from labkit import checks, data
    from workbook.examiner import oracles_preprocessing as oracles
    bundled = data.bundled_digits()
    chosen = np.flatnonzero(~np.isin(bundled.train_labels, (0, 1, 8)))[600:660]
    images, labels = (bundled.train_images[chosen, :, :, None] / 255, bundled.train_labels[chosen])
    new_images, new_labels = oracles.augmented(augment_batch(images, labels, 459), images, labels)
    right = int((oracles.read_digits(new_images[..., 0]) == new_labels).sum())
    if right < 50:
        checks.fail('Too many of 60 digits do not look like their label any more.', expected='at least 50 that do', got=right, measured=True, hint='Draw a 2, a 6 and a 9 after augmentation. Would you give them the same labels?')

@test_case(name='a network that learns from your batch reads shifted digits', points=1, hidden=True)
def test_accuracy_gained(augment_batch):
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles
    threshold = 0.18
    without, gain = (oracles.accuracy_without_augmentation(), oracles.gain_on_shifted(augment_batch, seed=460))
    if gain < threshold:
        checks.fail('A small network, trained by us on your batch of 400 digits, reads too few shifted digits.', expected=f'at least {without + threshold:.0%} right, from {without:.0%} without augmentation', got=f'{without + gain:.0%} right', measured=True, hint='Draw a few images of your batch, with their labels.')

