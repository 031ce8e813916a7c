# Generated from source/01_convolution/09_edge_kernel.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "edge_kernel"
points = 1

@test_case(name='an array with two axes, not too large', points=0, hidden=False)
def test_form(edge_kernel):
    import numpy as np
    from labkit import checks
    kernel = checks.numeric(edge_kernel(), 'edge_kernel()')
    if kernel.ndim != 2 or not 1 <= kernel.size or max(kernel.shape) > 7:
        checks.fail('edge_kernel() has the wrong shape.', expected='two axes, at most 7 rows and 7 columns', got=kernel.shape, hint='Write it as a list of rows: np.array([[...], [...]]).')
    if not np.isfinite(kernel).all():
        checks.fail('edge_kernel() holds numbers that are not finite.', got=kernel, hint='Did you divide by 0?')

@test_case(name='silent on flat areas', points=0.5, hidden=True)
def test_flat(edge_kernel):
    import numpy as np
    from labkit import checks
    kernel = checks.numeric(edge_kernel(), 'edge_kernel()')
    if kernel.ndim != 2 or max(kernel.shape) > 7:
        checks.fail('edge_kernel() has the wrong shape.', expected='two axes, at most 7 by 7', got=kernel.shape)
    strength = abs(kernel).sum()
    if not (np.isfinite(strength) and strength > 0):
        checks.fail('edge_kernel() needs finite numbers that are not all 0.', got=kernel)
    if abs(kernel.sum()) > checks.TOLERANCE * strength:
        checks.fail('On a flat area of brightness 1, edge_kernel() does not answer 0.', expected=0, got=kernel.sum(), hint='What goes in with a plus has to come out with a minus: the numbers add up to 0.')

@test_case(name='awake at an edge', points=0.5, hidden=True)
def test_edge(edge_kernel):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    kernel = checks.numeric(edge_kernel(), 'edge_kernel()')
    if kernel.ndim != 2 or max(kernel.shape) > 7:
        checks.fail('edge_kernel() has the wrong shape.', expected='two axes, at most 7 by 7', got=kernel.shape)
    if not np.isfinite(kernel).all():
        checks.fail('edge_kernel() holds numbers that are not finite.', got=kernel)
    upright = np.zeros((16, 16))
    upright[:, 8:] = 1
    flat_sides = abs(kernel.sum())
    strongest = max((abs(oracles.correlate2d(picture, kernel)).max() for picture in (upright, upright.T)))
    if strongest - flat_sides < 0.1 - 1e-09:
        checks.fail('edge_kernel() answers no stronger to an upright or a level edge than to the flat areas beside it.', expected='at least 0.1 more', got=strongest - flat_sides, hint='Weights on the bright side of the edge count in favour, those on the dark side against.')

