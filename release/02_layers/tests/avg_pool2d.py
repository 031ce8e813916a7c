# Generated from source/02_layers/03_avg_pool2d.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "avg_pool2d"
points = 1

@test_case(name="the means of the lecture's example", points=0.5, hidden=False)
def test_lecture_means(avg_pool2d):
    import numpy as np
    from labkit import checks
    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])
    got = checks.same_shape(avg_pool2d(lecture.reshape(1, 4, 4, 1), size=2), (1, 2, 2, 1), "avg_pool2d(the lecture's 4×4 example, size=2)", hint='The windows are the same as in max_pool2d.')
    checks.same_array(got[0, :, :, 0], [[4.25, 4.25], [4.25, 3.5]], "avg_pool2d(the lecture's 4×4 example, size=2)", hint='The first window holds 2 2 / 9 4: its sum is 17, and it has four numbers. Are the decimals kept?')

