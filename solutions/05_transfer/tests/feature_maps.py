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

@test_case(name='the values behind a convolution', points=0.75, hidden=True)
def test_convolution(feature_maps):
    import numpy as np
    from labkit import checks, transfer
    from workbook.examiner import oracles_transfer
    rng = np.random.default_rng(571)
    for shape, filters in (((13, 16, 2), (5, 3)), ((12, 10, 3), (2, 6))):
        image = rng.uniform(0, 3, shape).astype(np.float32)
        before = image.copy()
        model = transfer.small_network(int(rng.integers(1000)), shape, filters)
        expected = oracles_transfer.first_maps(model, image)
        hint = 'Give the image to the model as it is, and take what the layer puts out.'
        checks.same_array(feature_maps(model, image, 'conv1'), expected, "feature_maps(model, image, 'conv1')", hint=hint)
        checks.unchanged(image, before, 'image')

@test_case(name='other layers, and another model', points=0.75, hidden=True)
def test_other_layers(feature_maps):
    import numpy as np
    from labkit import checks, transfer
    from workbook.examiner import oracles_transfer
    image = np.random.default_rng(572).uniform(0, 2, (15, 12, 2)).astype(np.float32)
    model = transfer.small_network(572, (15, 12, 2), (4, 2), 5)
    hint = 'Find the layer by its name: model.get_layer(layer).'
    pooled = oracles_transfer.pooled_maps(oracles_transfer.first_maps(model, image))
    checks.same_array(feature_maps(model, image, 'pool1'), pooled, "feature_maps(model, image, 'pool1')", hint=hint)
    expected = oracles_transfer.probabilities(model, image[np.newaxis])[0]
    checks.same_array(feature_maps(model, image, 'dense'), expected, "feature_maps(model, image, 'dense')", hint=hint)

