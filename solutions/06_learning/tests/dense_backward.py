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

@test_case(name='the gradient of x', points=0.5, hidden=True)
def test_x_gradient(dense_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning
    names = ('x_gradient', 'weights_gradient', 'bias_gradient')
    rng = np.random.default_rng(641)
    for n, d, m in ((3, 4, 5), (2, 3, 3)):
        gradient, x, weights = (rng.normal(0, 2, (n, m)), rng.normal(0, 1, (n, d)), rng.normal(0, 1, (d, m)))
        what = f'dense_backward(gradient {(n, m)}, x {(n, d)}, weights {(d, m)})'
        expected = oracles_learning.backward(oracles_layers.dense, gradient, x, weights, np.zeros(m))[0]
        got = oracles_learning.part(dense_backward(gradient, x, weights), 0, names, what)
        checks.same_array(got, expected, f'The gradient of x by {what}', hint='Each unit sends back through its weight.')

@test_case(name='the gradient of the weights', points=0.5, hidden=True)
def test_weights_gradient(dense_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning
    names = ('x_gradient', 'weights_gradient', 'bias_gradient')
    rng = np.random.default_rng(642)
    for n, d, m in ((3, 4, 5), (2, 3, 3)):
        gradient, x, weights = (rng.normal(0, 2, (n, m)), rng.normal(0, 1, (n, d)), rng.normal(0, 1, (d, m)))
        what = f'dense_backward(gradient {(n, m)}, x {(n, d)}, weights {(d, m)})'
        expected = oracles_learning.backward(oracles_layers.dense, gradient, x, weights, np.zeros(m))[1]
        got = oracles_learning.part(dense_backward(gradient, x, weights), 1, names, what)
        checks.same_array(got, expected, f'The gradient of weights by {what}', hint='It is a sum over the images.')

@test_case(name='the gradient of the bias, and nothing given is changed', points=0.5, hidden=True)
def test_bias_gradient(dense_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning
    names = ('x_gradient', 'weights_gradient', 'bias_gradient')
    rng = np.random.default_rng(643)
    for n, m, dtype in ((3, 4, np.float64), (4, 4, np.float32)):
        arrays = [rng.normal(0, 2, shape).astype(dtype) for shape in ((n, m), (n, 2), (2, m))]
        before = [array.copy() for array in arrays]
        what = f'dense_backward(gradient {(n, m)}, x {(n, 2)}, weights {(2, m)})'
        expected = oracles_learning.backward(oracles_layers.dense, *before, np.zeros(m))[2]
        got = oracles_learning.part(dense_backward(*arrays), 2, names, what)
        checks.same_array(got, expected, f'The gradient of bias by {what}', hint='It is a sum over the images, too.')
        for name, array, copy in zip(('gradient', 'x', 'weights'), arrays, before, strict=True):
            checks.unchanged(array, copy, name)

