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

@test_case(name='other sizes and numbers of filters', points=1, hidden=True)
def test_random(filter_grid):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_transfer
    rng = np.random.default_rng(56)
    for shape in ((3, 5, 3, 7), (4, 2, 1, 12), (2, 3, 2, 5), (3, 3, 3, 1), (3, 2, 1, 2)):
        kernels = rng.normal(0, 1, shape) * rng.uniform(0.1, 5, shape[-1]) + rng.normal(0, 2, shape[-1])
        before = kernels.copy()
        hint = 'Tiles go row by row, each scaled by its own smallest and largest weight, with gaps of 1 between.'
        what = f'filter_grid(kernels) for kernels of the shape {shape}'
        checks.same_array(filter_grid(kernels), oracles_transfer.filter_grid(kernels), what, hint=hint)
        checks.unchanged(kernels, before, 'kernels')

@test_case(name='filters with equal weights, and float32', points=0.5, hidden=True)
def test_constant(filter_grid):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_transfer
    kernels = np.random.default_rng(561).normal(0, 1, (2, 3, 2, 6)).astype(np.float32)
    kernels[..., 2], kernels[..., 4] = (-0.75, 0)
    expected = oracles_transfer.filter_grid(kernels)
    what = 'filter_grid(kernels), where two filters have equal weights everywhere,'
    hint = 'Such a filter becomes 0.5 everywhere; the others are as always.'
    checks.same_array(filter_grid(kernels), expected, what, hint=hint)

