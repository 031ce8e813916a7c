# Generated from source/02_layers/10_cnn_forward.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "cnn_forward"
points = 4

@test_case(name='the logits that Keras computes for five digits', points=1, hidden=False)
def test_logits_of_keras(cnn_forward):
    from labkit import checks, data, weights
    logits = weights.digits_cnn_record()['first_training_logits']
    digits = data.bundled_digits().train_images[:len(logits), :, :, None] / 255
    checks.same_array(cnn_forward(digits, weights.digits_cnn()), logits, 'cnn_forward(the first training digits, the shipped weights)', hint='Print the shape after each step, and compare with the table.')

@test_case(name='the logits of other digits', points=1, hidden=True)
def test_logits_of_digits(cnn_forward):
    from labkit import checks, data, weights
    from workbook.examiner import oracles_layers
    images = data.bundled_digits().test_images[20:26, :, :, None] / 255
    params = weights.digits_cnn()
    given = (images.copy(), {name: array.copy() for name, array in params.items()})
    checks.same_array(cnn_forward(images, params), oracles_layers.cnn_logits(*given), 'cnn_forward(six digits, the shipped weights)', hint='Logits, straight from the last layer, one row for each digit.')
    checks.unchanged(images, given[0], 'images')
    for name, array in params.items():
        checks.unchanged(array, given[1][name], f'params[{name!r}]')

@test_case(name='at least 97 of 100 hidden digits are read correctly', points=1, hidden=True)
def test_accuracy(cnn_forward):
    from labkit import checks, weights
    from workbook.examiner import oracles_layers
    threshold = 97
    right = oracles_layers.digits_read(cnn_forward, weights.digits_cnn())
    if right < threshold:
        checks.fail('cnn_forward reads too few of 100 hidden digits correctly.', expected=f'at least {threshold}', got=right)

@test_case(name='other numbers of filters and classes, other kernels', points=0.5, hidden=True)
def test_other_sizes(cnn_forward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(91)
    for side, channels, kernel, filters, classes in ((28, 1, (3, 3), (8, 16), 10), (20, 1, (3, 3), (4, 6), 7), (20, 2, (5, 2), (3, 5), 4)):
        images = rng.random((3, side, side, channels))
        rows, columns = (((side - length + 1) // 2 - length + 1) // 2 for length in kernel)
        params = {'conv1_kernels': rng.normal(0, 0.5, (*kernel, channels, filters[0])), 'conv1_bias': rng.normal(0, 0.5, filters[0]), 'conv2_kernels': rng.normal(0, 0.3, (*kernel, *filters)), 'conv2_bias': rng.normal(0, 0.5, filters[1]), 'dense_weights': rng.normal(0, 0.3, (rows * columns * filters[1], classes)), 'dense_bias': rng.normal(0, 2, classes)}
        expected = oracles_layers.cnn_logits(images, params)
        checks.same_array(cnn_forward(images, params), expected, f'cnn_forward(images, params) with kernels {kernel}, {filters} filters and {classes} classes', hint='All weights come from params, and all sizes follow from the arrays that are passed in.')

@test_case(name='images that are not square', points=0.5, hidden=True)
def test_not_square(cnn_forward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers
    rng = np.random.default_rng(92)
    images = rng.normal(0.5, 0.3, (3, 15, 23, 2)).astype(np.float32)
    params = {'conv1_kernels': rng.normal(0, 0.5, (3, 3, 2, 4)), 'conv1_bias': rng.normal(0, 0.5, 4), 'conv2_kernels': rng.normal(0, 0.3, (3, 3, 4, 3)), 'conv2_bias': rng.normal(0, 0.5, 3), 'dense_weights': rng.normal(0, 0.3, (2 * 4 * 3, 5)), 'dense_bias': rng.normal(0, 2, 5)}
    expected = oracles_layers.cnn_logits(images, params)
    checks.same_array(cnn_forward(images, params), expected, 'cnn_forward(images, params) for images of shape (3, 15, 23, 2)', hint='Rows and columns have their own numbers of windows in every layer.')

