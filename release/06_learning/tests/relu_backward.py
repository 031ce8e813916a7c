# Generated from source/06_learning/05_relu_backward.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "relu_backward"
points = 1

@test_case(name='the four numbers from the prompt', points=0.25, hidden=False)
def test_by_hand(relu_backward):
    import numpy as np
    from labkit import checks
    checks.same_array(relu_backward(np.array([5.0, -6.0, 7.0, -8.0]), np.array([-2.0, 0.5, 3.0, -1.0])), [0, -6, 7, 0], 'relu_backward([5, -6, 7, -8], [-2, 0.5, 3, -1])', hint='Only the sign of x decides. The gradient itself may be negative.')

