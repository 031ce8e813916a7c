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

@test_case(name='other sizes, the same numbers three times', points=0.5, hidden=True)
def test_random(same_layer):
    import numpy as np
    from labkit import checks
    rng = np.random.default_rng(331)
    for n, d, m in ((3, 5, 4), (4, 4, 4), (1, 7, 2)):
        x, weights = (rng.normal(0, 1, (n, d)).astype(np.float32), rng.normal(0, 1, (d, m)).astype(np.float32))
        bias = rng.normal(0, 2, m).astype(np.float32)
        before = x.copy()
        expected = [[max(0.0, sum((float(row[k]) * float(weights[k, j]) for k in range(d))) + float(bias[j])) for j in range(m)] for row in x]
        got = same_layer(x, weights, bias)
        if not isinstance(got, dict) or set(got) != {'numpy', 'tensorflow', 'keras'}:
            checks.fail('same_layer(x, weights, bias) has the wrong entries.', expected='three libraries', got=got)
        for library in ('numpy', 'tensorflow', 'keras'):
            checks.same_array(got[library], expected, f'The layer in {library}, for x {x.shape} and weights {weights.shape},', scale=np.abs(x) @ np.abs(weights) + np.abs(bias), hint='Compare the three with each other: which one differs, and in which step?')
        checks.unchanged(x, before, 'x')

