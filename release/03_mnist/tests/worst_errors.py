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

