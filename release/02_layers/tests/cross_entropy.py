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

