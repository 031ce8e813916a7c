# Generated from source/06_learning/08_conv2d_backward.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "conv2d_backward"
points = 4

@test_case(name='the example from the prompt', points=0.5, hidden=False)
def test_by_hand(conv2d_backward):
    import numpy as np
    from labkit import checks
    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    kernel = np.array([[1.0, 2.0], [0.0, 3.0]])
    gradient = np.array([[1.0, 0.0], [0.0, 2.0]])
    got = conv2d_backward(gradient[None, :, :, None], image[None, :, :, None], kernel[:, :, None, None])
    expected = {'gradient of images': np.array([[1, 2, 0], [0, 5, 4], [0, 0, 6]])[None, :, :, None], 'gradient of kernels': np.array([[11, 14], [20, 23]])[:, :, None, None], 'gradient of bias': np.array([3])}
    try:
        together = dict(zip(expected, got, strict=True))
    except (TypeError, ValueError):
        checks.fail('conv2d_backward(gradient, images, kernels) does not return three arrays.', hint='End with: return images_gradient, kernels_gradient, bias_gradient')
    for name, array in together.items():
        array = checks.same_shape(array, expected[name].shape, f'The {name}')
        checks.same_array(array.squeeze(), expected[name].squeeze(), f'The {name}', hint="Add up what the prompt's two windows send back, with a pencil.")

