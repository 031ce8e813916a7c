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

@test_case(name='arrays with one, two and four axes', points=0.5, hidden=True)
def test_shapes(relu_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning
    rng = np.random.default_rng(631)
    for shape in ((7,), (3, 5), (3, 4, 5, 2)):
        gradient, x = (rng.normal(0, 3, shape), rng.normal(0, 2, shape))
        expected, = oracles_learning.backward(oracles_layers.relu, gradient, x)
        checks.same_array(relu_backward(gradient, x), expected, f'relu_backward(gradient, x) for arrays of shape {shape}', hint='The gradient passes where x is positive, and nowhere else.')

@test_case(name='float32 arrays, which stay as they were', points=0.25, hidden=True)
def test_inputs_are_left_alone(relu_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning
    rng = np.random.default_rng(632)
    for dtype in (np.float64, np.float32):
        gradient, x = (rng.normal(0, 3, (2, 3, 4)).astype(dtype), rng.normal(-0.3, 1, (2, 3, 4)).astype(dtype))
        given = (gradient.copy(), x.copy())
        expected, = oracles_learning.backward(oracles_layers.relu, *given)
        checks.same_array(relu_backward(gradient, x), expected, f'relu_backward(gradient, x) for {x.dtype} arrays')
        checks.unchanged(gradient, given[0], 'gradient')
        checks.unchanged(x, given[1], 'x')

