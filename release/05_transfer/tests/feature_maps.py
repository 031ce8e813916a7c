# Generated from source/05_transfer/09_feature_maps.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "feature_maps"
points = 2

@test_case(name='the shapes of the example', points=0.5, hidden=False)
def test_shapes(feature_maps):
    import numpy as np
    from labkit import checks, transfer
    image = np.random.default_rng(57).uniform(0, 1, (14, 11, 1)).astype(np.float32)
    for layer, shape in (('conv1', (12, 10, 3)), ('pool1', (6, 5, 3))):
        what = f'feature_maps(model, image, {layer!r})'
        hint = 'One image goes in, its maps come out: no batch axis. Does your part of the model end at that layer?'
        maps = checks.same_shape(feature_maps(transfer.small_network(57), image, layer), shape, what, hint=hint)
        if maps.min() < 0 or not maps.any():
            checks.fail(f'{what} holds other values than a ReLU gives.', expected='0 and above', got=maps.min())

