# Generated from source/05_transfer/10_occlusion_map.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "occlusion_map"
points = 2

@test_case(name='the size of the map, and an image on which nothing can be covered', points=0.5, hidden=False)
def test_size(occlusion_map):
    import numpy as np
    from labkit import checks, transfer
    model = transfer.small_network(58, (20, 16, 1))
    image = np.full((20, 16, 1), 0.5, np.float32)
    hint = "One number for each patch that fits, row by row; a patch of the image's own colour changes nothing."
    got = occlusion_map(model, image, 2, fill=0.5)
    checks.same_array(got, np.zeros((4, 3)), 'occlusion_map(model, image, 2, fill=0.5), for an image that is 0.5,', hint=hint)
    changed = checks.same_shape(occlusion_map(model, image, 2), (4, 3), 'occlusion_map(model, image, 2)', hint=hint)
    if not changed.any():
        checks.fail('occlusion_map(model, image, 2) is 0 everywhere.', expected='numbers that differ from 0: the patch is black, the image is not', hint='Is the patch painted onto the image that the model reads?')

@test_case(name='the values, for several patches and labels', points=1, hidden=True)
def test_values(occlusion_map):
    import numpy as np
    from labkit import checks, transfer
    from workbook.examiner import oracles_transfer
    rng = np.random.default_rng(581)
    model = transfer.small_network(3, (17, 14, 2), (3, 4), 4)
    for label, size, stride, fill in ((0, 5, 3, 0), (2, 4, 5, 1.5), (3, 3, 4, -0.5)):
        image = rng.uniform(0, 1.5, (17, 14, 2)).astype(np.float32)
        before = image.copy()
        expected = oracles_transfer.occlusion_map(model, image, label, size, stride, fill)
        what = f'occlusion_map(model, image, {label}, size={size}, stride={stride}, fill={fill})'
        hint = 'Probability of the label without the patch, minus that with it, each patch on a fresh copy.'
        got = occlusion_map(model, image, label, size=size, stride=stride, fill=fill)
        checks.same_array(got, expected, what, hint=hint)
        checks.unchanged(image, before, 'image')

@test_case(name='the standard patch, on images that are not square', points=0.5, hidden=True)
def test_standard(occlusion_map):
    import numpy as np
    from labkit import checks, transfer
    from workbook.examiner import oracles_transfer
    rng = np.random.default_rng(582)
    for shape in ((23, 12, 1), (11, 21, 1)):
        image = rng.uniform(0, 2, shape).astype(np.float32)
        model = transfer.small_network(int(rng.integers(1000)), shape)
        expected = oracles_transfer.occlusion_map(model, image, 1, 8, 4, 0)
        what = f'occlusion_map(model, image, 1) for an image of the shape {shape}'
        hint = 'Rows come from the height, columns from the width; patches that hang over are left out.'
        checks.same_array(occlusion_map(model, image, 1), expected, what, hint=hint)

