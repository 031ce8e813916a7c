# Generated from source/01_convolution/02_output_size.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "output_size"
points = 2

@test_case(name='the first lines of the table', points=0.5, hidden=False)
def test_table(output_size):
    from labkit import checks
    checks.same_number(output_size(4, 3), 2, 'output_size(4, 3)', hint='A window can start at pixel 0 or 1. Did you count both ends?')
    checks.same_number(output_size(5, 3, pad=1), 5, 'output_size(5, 3, pad=1)', hint='pad=1 adds one pixel before and one after the row.')

