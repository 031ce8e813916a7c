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

@test_case(name='arrays with one, two and four axes', points=0.5, hidden=True)
def test_shapes(relu):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(21)
    for shape in ((7,), (3, 5), (4, 4), (2, 4, 5, 3), (1,)):
        x = rng.normal(0, 2, shape)
        expected = oracles_layers.relu(x)
        checks.same_array(relu(x), expected, f'relu(x) for x of shape {shape}', hint='Look at each entry by itself.')

@test_case(name='very small and very large numbers, float32 too', points=0.5, hidden=True)
def test_sizes(relu):
    import numpy as np
    from labkit import checks
    for dtype in (np.float64, np.float32):
        x = np.array([[-30000.0, 27500.0, -250.5], [640.25, -0.001, 0.002]], dtype)
        expected = np.array([[0, 27500.0, 0], [640.25, 0, 0.002]])
        checks.same_array(relu(x), expected, f'relu(x) for {np.dtype(dtype)} x', scale=np.abs(expected) + 0.001, hint='Positive numbers keep their exact value, however large or small; all negative ones give 0.')

@test_case(name='x stays as it was', points=0.5, hidden=True)
def test_input_is_left_alone(relu):
    import numpy as np
    from labkit import checks
    x = np.random.default_rng(22).normal(-1, 1, (3, 2, 4, 2))
    before = x.copy()
    checks.same_array(relu(x), np.where(before < 0, 0.0, before), 'relu(x)')
    checks.unchanged(x, before, 'x')

