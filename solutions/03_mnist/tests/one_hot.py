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

@test_case(name='other numbers of classes, and classes that do not occur', points=0.5, hidden=True)
def test_classes(one_hot):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(361)
    for classes, highest, dtype in ((10, 9, np.int64), (10, 10, np.uint8), (7, 4, np.int32), (26, 26, np.int64), (5, 1, np.int64)):
        labels = rng.integers(0, highest, 13).astype(dtype)
        before = labels.copy()
        expected = np.zeros((13, classes))
        for row, label in enumerate(before.tolist()):
            expected[row, label] = 1
        checks.same_array(one_hot(labels, classes), expected, f'one_hot(labels {labels.tolist()}, {classes})', hint='Take the width from classes: the labels may lack some.')
        checks.unchanged(labels, before, 'labels')

