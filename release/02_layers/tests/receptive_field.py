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

