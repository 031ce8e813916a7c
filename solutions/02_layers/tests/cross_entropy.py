# Generated from source/02_layers/07_cross_entropy.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "cross_entropy"
points = 2

@test_case(name='two examples, three classes', points=0.5, hidden=False)
def test_by_hand(cross_entropy):
    import numpy as np
    from labkit import checks
    checks.same_number(cross_entropy(np.array([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]]), np.array([1, 2])), 0.871485, 'cross_entropy(P, y)', hint='The true classes have the probabilities 0.25 and 0.7: take minus the mean of the two logarithms.')

@test_case(name='batches of any size', points=0.5, hidden=True)
def test_batches(cross_entropy):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(81)
    for (examples, classes), dtype in (((6, 4), np.float64), ((3, 10), np.float32), ((5, 5), np.float64), ((1, 3), float)):
        probabilities = rng.uniform(0.1, 1, (examples, classes))
        probabilities = (probabilities / probabilities.sum(axis=1, keepdims=True)).astype(dtype)
        labels = rng.integers(0, classes, examples)
        labels[0] = classes - 1
        given = (probabilities.copy(), labels.copy())
        checks.same_number(cross_entropy(probabilities, labels), oracles_layers.cross_entropy(*given), f'cross_entropy(probabilities, labels) for {examples} rows of {classes} classes', hint='The mean over the rows, of one number from each row.')
        checks.unchanged(probabilities, given[0], 'probabilities')
        checks.unchanged(labels, given[1], 'labels')

@test_case(name='rows are taken as they are', points=0.5, hidden=True)
def test_rows_as_they_are(cross_entropy):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    probabilities = np.array([[0.02, 0.9, 0.03, 0.04], [0.4, 0.3, 0.5, 0.2], [0.25, 0.05, 0.1, 0.3]])
    labels = np.array([0, 1, 3], np.uint8)
    expected = oracles_layers.cross_entropy(probabilities, labels)
    checks.same_number(cross_entropy(probabilities, labels), expected, 'cross_entropy(probabilities, labels) for rows that do not add up to 1', hint='No softmax and no rescaling in here, and no number that is large enough to show.')

@test_case(name='finite when the true class has probability 0', points=0.5, hidden=True)
def test_probability_zero(cross_entropy):
    import numpy as np
    from labkit import checks

    def loss(first, second):
        probabilities = np.array([[first, 1 - first, 0], [0.5, 0, 0.5], [1 - second, 0, second]])
        what = f'cross_entropy for true classes with the probabilities {first}, 0 and {second}'
        number = checks.numeric(cross_entropy(probabilities, np.array([0, 1, 2])), what)
        if number.size != 1 or not np.isfinite(number).all():
            checks.fail(f'{what} is not finite.', expected='one finite number', got=number, hint='ln 0 is -inf: avoid it.')
        return number.item()
    low, high = (loss(0.9, 0.8), loss(0.05, 0.1))
    difference = np.log(0.9 / 0.05) + np.log(0.8 / 0.1)
    slack = 0.001 * max(1.0, abs(low), abs(high))
    if not difference / 3 - slack <= high - low <= difference / 2 + slack:
        checks.fail('With a row of probability 0 in the batch, the other rows do not count as they should.', expected=f'a loss that is {difference / 3:.4f} larger when the other two true classes get less probability', got=f'a loss that is {high - low:.4f} larger')

