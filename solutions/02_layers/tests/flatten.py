# Generated from source/02_layers/04_flatten.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "flatten"
points = 1

@test_case(name='the 2×2 image with two channels', points=0.5, hidden=False)
def test_two_by_two(flatten):
    import numpy as np
    from labkit import checks
    image = np.array([[[1, 10], [2, 20]], [[3, 30], [4, 40]]])
    checks.same_array(flatten(np.stack([image, -image])), [[1, 10, 2, 20, 3, 30, 4, 40], [-1, -10, -2, -20, -3, -30, -4, -40]], 'flatten(the 2×2 image of the prompt, and the same with minus signs)', hint="Two images give two rows. In each row a pixel's channels stand side by side.")

@test_case(name='several images that are not square', points=0.5, hidden=True)
def test_order(flatten):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(51)
    for images in (rng.normal(0, 2, (3, 4, 5, 2)), rng.integers(0, 256, (4, 3, 2, 3), dtype=np.uint8), rng.normal(0, 2, (2, 28, 28, 1))):
        before = images.copy()
        checks.same_array(flatten(images), oracles_layers.flatten(before), f'flatten(images) for {images.dtype} images of shape {images.shape}', hint='One row for each image; row by row, pixel by pixel, channel by channel.')
        checks.unchanged(images, before, 'images')

