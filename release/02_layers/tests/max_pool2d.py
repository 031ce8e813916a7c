# Generated from source/02_layers/02_max_pool2d.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "max_pool2d"
points = 4

@test_case(name="the lecture's 4×4 example", points=0.5, hidden=False)
def test_lecture(max_pool2d):
    import numpy as np
    from labkit import checks
    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])
    got = checks.same_shape(max_pool2d(lecture.reshape(1, 4, 4, 1), size=2), (1, 2, 2, 1), "max_pool2d(the lecture's 4×4 example, size=2)", hint='One image goes in and comes out; two windows fit side by side, and two one above the other.')
    checks.same_array(got[0, :, :, 0], [[9, 7], [8, 6]], "max_pool2d(the lecture's 4×4 example, size=2)", hint='Print the first window that you cut out: it should hold 2 2 / 9 4.')

@test_case(name='the same with windows that overlap', points=0.5, hidden=False)
def test_lecture_overlapping(max_pool2d):
    import numpy as np
    from labkit import checks
    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])
    got = checks.same_shape(max_pool2d(lecture.reshape(1, 4, 4, 1), size=3, stride=1), (1, 2, 2, 1), "max_pool2d(the lecture's 4×4 example, size=3, stride=1)", hint='A 3×3 window can start in row 0 or 1, and in column 0 or 1.')
    checks.same_array(got[0, :, :, 0], [[9, 7], [9, 6]], "max_pool2d(the lecture's 4×4 example, size=3, stride=1)", hint='The window moves on by stride pixels and is size pixels wide: two different numbers here.')

