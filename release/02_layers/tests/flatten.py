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

