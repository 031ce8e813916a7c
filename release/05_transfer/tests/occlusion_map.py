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

