# Generated from source/03_mnist/12_confusion_matrix.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "confusion_matrix"
points = 2

@test_case(name='five images, three classes', points=0.5, hidden=False)
def test_example(confusion_matrix):
    import numpy as np
    from labkit import checks
    checks.same_array(confusion_matrix(np.array([0, 2, 1, 2, 2]), np.array([0, 1, 1, 2, 1]), 3), [[1, 0, 0], [0, 1, 0], [0, 2, 1]], 'confusion_matrix([0, 2, 1, 2, 2], [0, 1, 1, 2, 1], 3)', hint='The second and the last image show a 2 and were read as 1: row 2, column 1, twice.')

