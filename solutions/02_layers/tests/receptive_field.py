# Generated from source/02_layers/08_receptive_field.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "receptive_field"
points = 1

@test_case(name='the first three layers of the prompt, one by one', points=0.25, hidden=False)
def test_first_layers(receptive_field):
    from labkit import checks
    layers = [(3, 1), (2, 2), (3, 1)]
    for count, expected in ((1, 3), (2, 4), (3, 8)):
        checks.same_number(receptive_field(layers[:count]), expected, f'receptive_field({layers[:count]})', hint='Trace the lines of the figure down to the image, and count the pixels between the outer two.')

@test_case(name='windows of several sizes, stride 1', points=0.25, hidden=True)
def test_stride_one(receptive_field):
    from labkit import checks
    from workbook.examiner import oracles_layers
    for sizes in ((1,), (7,), (3, 3, 3), (5, 1, 2, 4)):
        layers = [(size, 1) for size in sizes]
        checks.same_number(receptive_field(layers), oracles_layers.receptive_field(layers), f'receptive_field({layers})', hint='With stride 1 every step is one pixel wide: each layer adds its size minus 1.')

@test_case(name='strides of several layers', points=0.25, hidden=True)
def test_strides(receptive_field):
    from labkit import checks
    from workbook.examiner import oracles_layers
    for layers in ([(3, 1), (2, 2), (3, 1), (2, 2)], [(3, 2), (3, 2), (3, 2)], [(4, 3), (5, 2), (3, 3), (2, 1)]):
        checks.same_number(receptive_field(layers), oracles_layers.receptive_field(layers), f'receptive_field({layers})', hint='A step is as wide as all strides of the layers below together, multiplied.')

@test_case(name='the same layers in another order', points=0.25, hidden=True)
def test_order(receptive_field):
    from labkit import checks
    from workbook.examiner import oracles_layers
    layers = [(7, 2), (3, 3), (2, 1), (5, 1)]
    for order in (layers, layers[::-1]):
        before = list(order)
        checks.same_number(receptive_field(order), oracles_layers.receptive_field(before), f'receptive_field({before})', hint='Strides widen the steps of the layers above them, not of those below.')
        if order != before:
            checks.fail('Your function changed layers, the list that it was given.', hint='Loop over it, or copy it.')

