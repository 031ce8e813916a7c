# Generated from source/03_mnist/03_same_layer.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "same_layer"
points = 1

@test_case(name='the small example', points=0.5, hidden=False)
def test_example(same_layer):
    import numpy as np
    from labkit import checks
    x, weights = (np.array([[1, 2]], np.float32), np.array([[1, -1], [3, 0]], np.float32))
    got = same_layer(x, weights, np.array([0.5, 0.5], np.float32))
    if not isinstance(got, dict) or set(got) != {'numpy', 'tensorflow', 'keras'}:
        checks.fail('same_layer(x, weights, bias) has the wrong entries.', expected="a dict with the keys 'numpy', 'tensorflow' and 'keras'", got=got)
    for library in ('numpy', 'tensorflow', 'keras'):
        checks.same_array(got[library], [[7.5, 0]], f'The layer in {library}', hint='Three parts: the product, the bias, the ReLU. Does the Keras layer have these weights, or its own?')

