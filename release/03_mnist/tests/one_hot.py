# Generated from source/03_mnist/07_one_hot.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "one_hot"
points = 1

@test_case(name='two labels, four classes', points=0.5, hidden=False)
def test_example(one_hot):
    import numpy as np
    from labkit import checks
    checks.same_array(one_hot(np.array([2, 0]), 4), [[0, 0, 1, 0], [1, 0, 0, 0]], 'one_hot([2, 0], 4)', hint='One row for each label, one column for each class; classes count from 0.')

