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

