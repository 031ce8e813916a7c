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

