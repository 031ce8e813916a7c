# Generated from source/05_transfer/08_filter_grid.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "filter_grid"
points = 2

@test_case(name='the three filters of the example', points=0.5, hidden=False)
def test_example(filter_grid):
    import numpy as np
    from labkit import checks
    kernels = np.stack([[[[0.0], [4]]], [[[-1], [1]]], [[[3], [3]]]], axis=-1)
    expected = np.array([[0, 1, 1, 0, 1], [1, 1, 1, 1, 1], [0.5, 0.5, 1, 1, 1]])
    grid = checks.same_shape(filter_grid(kernels), (3, 5, 1), 'filter_grid(kernels), as in the example,')
    hint = 'Compare with the picture in the text, tile by tile. Is each filter scaled by its own weights?'
    checks.same_array(grid[:, :, 0], expected, 'The channel of filter_grid(kernels), as in the example,', hint=hint)

