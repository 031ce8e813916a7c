# Generated from source/03_mnist/05_class_table.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "class_table"
points = 1

@test_case(name='five labels', points=0.5, hidden=False)
def test_example(class_table):
    import numpy as np
    from labkit import checks
    got = class_table(np.array([3, 1, 3, 3, 0]))
    if not isinstance(got, dict):
        checks.fail('class_table([3, 1, 3, 3, 0]) is no dict.', expected='{0: 1, 1: 1, 3: 3}', got=got, hint='A pandas column becomes a dict by its method to_dict().')
    if got != {0: 1, 1: 1, 3: 3}:
        checks.fail('class_table([3, 1, 3, 3, 0]) is wrong.', expected='{0: 1, 1: 1, 3: 3}', got=got, hint='How often does the 3 occur? And the 2?')

@test_case(name='many labels, some classes missing', points=0.5, hidden=True)
def test_many(class_table):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(341)
    for classes, dtype in (([9, 4, 7, 0], np.int64), ([12, 2, 5], np.uint8), ([6], np.int32)):
        labels = rng.choice(classes, 90).astype(dtype)
        labels[:len(classes)] = classes
        before = labels.copy()
        expected = {}
        for label in sorted(classes):
            expected[label] = sum((1 for other in before.tolist() if other == label))
        got = class_table(labels)
        if not isinstance(got, dict) or got != expected:
            checks.fail(f'class_table(labels) is wrong for 90 labels of the classes {sorted(classes)}.', expected=expected, got=got, hint='Count each class that occurs, and no other.')
        checks.unchanged(labels, before, 'labels')

