# Generated from source/02_layers/06_softmax.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "softmax"
points = 3

@test_case(name='the three logits from the prompt', points=0.5, hidden=False)
def test_by_hand(softmax):
    import numpy as np
    from labkit import checks
    checks.same_array(softmax(np.log([1.0, 2.0, 5.0])), [0.125, 0.25, 0.625], 'softmax([0, ln 2, ln 5])', hint='The exponentials are 1, 2 and 5. Each one is divided by their sum.')

