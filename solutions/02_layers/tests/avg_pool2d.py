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

@test_case(name='any window and stride, uint8 images too', points=0.5, hidden=True)
def test_means(avg_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles
    rng = np.random.default_rng(41)
    for size, stride, images in ((2, None, rng.normal(1, 3, (3, 5, 8, 2))), (3, 2, rng.normal(-1, 3, (3, 7, 10, 2))), (3, None, rng.integers(0, 256, (2, 6, 11, 3), dtype=np.uint8)), (2, 3, rng.random((2, 9, 5, 3), dtype=np.float32))):
        before = images.copy()
        checks.same_array(avg_pool2d(images, size=size, stride=stride), oracles.avg_pool2d(before, size, stride), f'avg_pool2d(images, size={size}, stride={stride}) for {images.dtype} images of shape {images.shape}', hint='The same windows as in max_pool2d; of each, the sum divided by how many numbers it holds.')
        checks.unchanged(images, before, 'images')

