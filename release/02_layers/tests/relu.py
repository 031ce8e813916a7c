# Generated from source/02_layers/01_relu.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "relu"
points = 2

@test_case(name='the five numbers from the prompt', points=0.5, hidden=False)
def test_by_hand(relu):
    import numpy as np
    from labkit import checks
    checks.same_array(relu(np.array([-2, -0.5, 0, 0.5, 3])), [0, 0, 0, 0.5, 3], 'relu([-2, -0.5, 0, 0.5, 3])', hint='Negative numbers become 0. Zero and positive numbers stay what they are.')

