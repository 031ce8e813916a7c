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

@test_case(name='the share of each class, rare classes too', points=0.5, hidden=True)
def test_shares(stratified_split):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_own_data as oracles
    rng = np.random.default_rng(521)
    for counts, share, kind in (({2: 17, 5: 60, 9: 3}, 0.25, np.uint8), ({0: 2, 1: 1, 3: 24}, 0.1, np.float32), ({0: 3, 4: 11, 7: 2}, 0.9, np.uint8), ({1: 20}, 0.3, np.float64)):
        labels = rng.permutation(np.repeat(list(counts), list(counts.values())))
        images = rng.integers(0, 256, (len(labels), 5, 4, 2)).astype(kind)
        before = (images.copy(), labels.copy())
        named = ', '.join((f'{count} of class {label}' for label, count in counts.items()))
        split = stratified_split(images, labels, share, 522)
        oracles.check_shares(split, *before, share, f'stratified_split({named}, test_share={share})')
        checks.unchanged(images, before[0], 'images')
        checks.unchanged(labels, before[1], 'labels')

@test_case(name='copies stay together', points=0.5, hidden=True)
def test_copies(stratified_split):
    import numpy as np
    from workbook.examiner import oracles_own_data as oracles
    rng = np.random.default_rng(523)
    for copies, share in (({0: (1, 4, 1, 2, 1, 7, 3, 1, 1, 1), 1: (5, 5, 5, 5), 6: (6,)}, 0.3), ({2: (9, 1, 1, 1), 3: (2,) * 12}, 0.5)):
        pictures, images, labels = (rng.permutation(np.arange(20).repeat(2)).reshape(1, 5, 8, 1), [], [])
        for label, numbers in copies.items():
            for number in numbers:
                pictures = rng.permuted(pictures.ravel()).reshape(1, 5, 8, 1)
                images += [pictures.astype(np.uint8)] * number
                labels += [label] * number
        order = rng.permutation(len(labels))
        images, labels = (np.concatenate(images)[order], np.array(labels)[order])
        for seed in range(524, 530):
            split = stratified_split(images, labels, share, seed)
            oracles.check_shares(split, images, labels, share, f'stratified_split(images with copies, {share})')

@test_case(name='chance decides, not the place', points=0.25, hidden=True)
def test_chance(stratified_split):
    import numpy as np
    from labkit import checks, folder_checks
    images = np.random.default_rng(531).integers(0, 256, (30, 4, 3, 1), dtype=np.uint8)
    labels = np.repeat([0, 1, 4], 10)
    tested, splits = (np.zeros(30, int), [])
    for seed in range(40):
        split = stratified_split(images, labels, 0.4, seed)
        _, test = folder_checks.two_parts(split, 30, 'stratified_split(30 images, 0.4)')
        tested[test.astype(int)] += 1
        splits.append(frozenset(test.astype(int).tolist()))
    if len(set(splits)) < 25:
        checks.fail('40 seeds give too few different splits.', expected='nearly as many splits as seeds', got=len(set(splits)), measured=True, hint='Shuffle the pictures of each class with a generator that was made from the seed.')
    if tested.min() < 2 or tested.max() > 34:
        checks.fail('With 40 seeds and a share of 0.4, some pictures are for testing hardly ever, or nearly always.', expected='each of them about 16 times', got=f'from {tested.min()} to {tested.max()} times', measured=True, hint='Every picture of a class has the same chance, wherever it stands.')

