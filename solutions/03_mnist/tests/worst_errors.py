# Generated from source/03_mnist/13_worst_errors.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "worst_errors"
points = 1

@test_case(name='the three images above', points=0.5, hidden=False)
def test_example(worst_errors):
    import numpy as np
    from labkit import checks
    probabilities = np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2], [0.0, 0.9, 0.1]])
    checks.same_array(worst_errors(probabilities, np.array([2, 1, 0])), [2, 1], 'worst_errors(probabilities, [2, 1, 0])', hint='Images 1 and 2 are wrong, and the network was more sure of image 2.')

@test_case(name='many images, few wanted, and fewer mistakes than wanted', points=0.5, hidden=True)
def test_many(worst_errors):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(3121)
    for n, classes, count, wrong in ((60, 10, None, 25), (50, 4, 5, 20), (40, 10, 30, 6), (10, 3, 4, 0)):
        sureness = rng.permutation(np.linspace(0.55, 0.99, n))
        read, probabilities = (rng.integers(0, classes, n), np.empty((n, classes)))
        for i in range(n):
            probabilities[i] = (1 - sureness[i]) * rng.dirichlet(np.ones(classes))
            probabilities[i, read[i]] = 0
            probabilities[i, read[i]] = 1 - probabilities[i].sum()
        labels = read.copy()
        errors = rng.choice(n, wrong, replace=False)
        labels[errors] = (labels[errors] + rng.integers(1, classes, wrong)) % classes
        ranked = sorted(((-probabilities[i].max(), i) for i in errors.tolist()))
        expected = [i for _, i in ranked][:12 if count is None else count]
        probabilities_before, labels_before = (probabilities.copy(), labels.copy())
        got = worst_errors(probabilities, labels) if count is None else worst_errors(probabilities, labels, count)
        checks.same_array(got, expected, f'worst_errors(probabilities, labels, count={count or 12}), with {wrong} mistakes among {n} images,', hint='Indices of images that were read wrongly, sorted by the largest probability of their row.')
        checks.unchanged(probabilities, probabilities_before, 'probabilities')
        checks.unchanged(labels, labels_before, 'labels')

