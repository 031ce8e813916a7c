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

@test_case(name='strides that end exactly on the last pixel', points=0.5, hidden=True)
def test_strides_that_fit(output_size):
    from labkit import checks
    for n, k, stride, expected in ((9, 3, 2, 4), (10, 4, 3, 3), (7, 1, 2, 4), (20, 5, 5, 4)):
        checks.same_number(output_size(n, k, stride=stride), expected, f'output_size({n}, {k}, stride={stride})', hint='Write down where each window starts, and count.')

@test_case(name='a last window that would hang over', points=0.5, hidden=True)
def test_left_over_pixels(output_size):
    from labkit import checks
    for n, k, stride, expected in ((6, 3, 2, 2), (8, 3, 2, 3), (11, 4, 3, 3), (9, 2, 4, 2)):
        checks.same_number(output_size(n, k, stride=stride), expected, f'output_size({n}, {k}, stride={stride})', hint='Windows that hang over the end do not count.')

@test_case(name='padding, alone and with a stride', points=0.5, hidden=True)
def test_padding(output_size):
    from labkit import checks
    for n, k, stride, pad, expected in ((8, 5, 1, 2, 8), (5, 7, 1, 1, 1), (7, 3, 2, 1, 4), (6, 3, 2, 1, 3), (9, 4, 3, 2, 4)):
        checks.same_number(output_size(n, k, stride=stride, pad=pad), expected, f'output_size({n}, {k}, stride={stride}, pad={pad})', hint='The padded row has pixels on both sides; everything else stays the same.')

