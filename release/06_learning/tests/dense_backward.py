# Generated from source/06_learning/06_dense_backward.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "dense_backward"
points = 2

@test_case(name='the example from the prompt', points=0.5, hidden=False)
def test_by_hand(dense_backward):
    import numpy as np
    from labkit import checks
    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    weights = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])
    gradient = np.array([[1.0, 0.0, 2.0], [3.0, 1.0, -1.0]])
    got = dense_backward(gradient, x, weights)
    expected = {'gradient of x': [[-1, 2], [4, 7]], 'gradient of weights': [[10, 3, -1], [14, 4, 0]], 'gradient of bias': [4, 1, 1]}
    try:
        together = dict(zip(expected, got, strict=True))
    except (TypeError, ValueError):
        checks.fail('dense_backward(gradient, x, weights) does not return three arrays.', hint='End with: return x_gradient, weights_gradient, bias_gradient')
    for name, array in together.items():
        checks.same_array(array, expected[name], f'The {name}', hint='Work one entry out with the sums above.')

