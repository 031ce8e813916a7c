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

