# Generated from source/06_learning/07_max_pool2d_backward.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "max_pool2d_backward"
points = 2

@test_case(name="the lecture's 4×4 example", points=0.5, hidden=False)
def test_lecture(max_pool2d_backward):
    import numpy as np
    from labkit import checks
    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]]).reshape(1, 4, 4, 1)
    cases = {'size=2': ({'size': 2}, [[1, 2], [3, 4]], [[0, 0, 2, 0], [1, 0, 0, 0], [3, 0, 0, 0], [0, 0, 0, 4]]), 'size=2, stride=1': ({'size': 2, 'stride': 1}, np.ones((3, 3)), [[0, 0, 2, 0], [2, 0, 2, 0], [1, 1, 0, 0], [0, 0, 0, 1]])}
    for settings, (keywords, gradient, expected) in cases.items():
        gradient = np.array(gradient, dtype=float)[np.newaxis, :, :, np.newaxis]
        what = f"max_pool2d_backward(gradient, the lecture's example, {settings})"
        got = max_pool2d_backward(gradient, lecture, **keywords)
        got = checks.same_shape(got, (1, 4, 4, 1), what, hint='The result has the shape of images.')
        checks.same_array(got[0, :, :, 0], expected, what, hint='What comes back to one place is added up.')

