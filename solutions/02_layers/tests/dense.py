# Generated from source/02_layers/05_dense.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "dense"
points = 2

@test_case(name='two examples, two units', points=0.5, hidden=False)
def test_example(dense):
    import numpy as np
    from labkit import checks
    x = np.array([[1.0, 2, 3], [0, 1, -1]])
    weights = np.array([[1.0, 0], [2, -1], [0, 3]])
    checks.same_array(dense(x, weights, np.array([10.0, 20])), [[15, 27], [12, 16]], 'dense(X, W, b)', hint='The first number is 1·1 + 2·2 + 3·0 + 10. A bias belongs to a unit, so to a column of the result.')

@test_case(name='as many inputs as units as examples', points=0.5, hidden=True)
def test_square(dense):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(61)
    x, weights, bias = (rng.normal(0, 1, (4, 4)), rng.normal(0, 1, (4, 4)), np.array([-3.0, 1, 2.5, 7]))
    expected, scale = (oracles_layers.dense(x, weights, bias), oracles_layers.dense_scale(x, weights, bias))
    checks.same_array(dense(x, weights, bias), expected, 'dense(x, weights, bias), all of size 4', scale=scale, hint='Nothing may be transposed: rows are examples, columns are units.')

@test_case(name='layers of other sizes', points=0.5, hidden=True)
def test_sizes(dense):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(62)
    for examples, inputs, units in ((3, 7, 2), (5, 4, 6), (1, 6, 3), (4, 5, 1)):
        x, weights = (rng.normal(0, 1, (examples, inputs)), rng.normal(0, 1, (inputs, units)))
        bias = np.arange(units) * 1.5 - 2
        expected, scale = (oracles_layers.dense(x, weights, bias), oracles_layers.dense_scale(x, weights, bias))
        checks.same_array(dense(x, weights, bias), expected, f'dense(x, weights, bias) with N={examples}, D={inputs}, M={units}', scale=scale, hint='Compare with the formula: a sum over d, and one bias for each unit.')

@test_case(name='float32, and everything stays as it was', points=0.5, hidden=True)
def test_inputs_are_left_alone(dense):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(63)
    x, weights = (rng.random((3, 20), dtype=np.float32), rng.normal(0, 1, (20, 4)).astype(np.float32))
    bias = np.array([0.5, -1, 2, 4], np.float32)
    given = {'x': x, 'weights': weights, 'bias': bias}
    before = {name: array.copy() for name, array in given.items()}
    checks.same_array(dense(x, weights, bias), oracles_layers.dense(**before), 'dense(x, weights, bias) for float32 arrays', scale=oracles_layers.dense_scale(**before))
    for name, array in given.items():
        checks.unchanged(array, before[name], name)

