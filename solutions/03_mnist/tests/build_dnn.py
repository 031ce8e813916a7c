# Generated from source/03_mnist/08_build_dnn.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "build_dnn"
points = 3

@test_case(name='the number of parameters', points=0.5, hidden=False)
def test_parameters(build_dnn):
    from labkit import checks, models
    model = models.rebuild(build_dnn())
    checks.same_number(model.count_params(), 784 * 128 + 128 + 128 * 128 + 128 + 128 * 10 + 10, 'The number of parameters of build_dnn()', tolerance=0, hint='100,480 + 16,512 + 1,290. Which of your layers has another number in build_dnn().summary()?')

@test_case(name='digits go in, ten numbers come out, and the loss can read them', points=0.5, hidden=False)
def test_ends(build_dnn):
    from labkit import models, networks
    networks.check_ends(models.rebuild(build_dnn()), 'build_dnn()')

@test_case(name='three fully connected layers of the right sizes', points=0.5, hidden=True)
def test_layers(build_dnn):
    from labkit import checks, models
    shapes = [weight.shape for weight in models.rebuild(build_dnn()).get_weights()]
    expected = [(784, 128), (128,), (128, 128), (128,), (128, 10), (10,)]
    if shapes != expected:
        checks.fail("The weights of build_dnn() have other shapes than the lecture's network.", expected=expected, got=shapes, hint='Compare build_dnn().summary() with the table, layer by layer.')

@test_case(name="it computes what the lecture's network computes", points=1, hidden=True)
def test_computes_the_same(build_dnn):
    import numpy as np
    from labkit import checks, models, networks
    model = models.rebuild(build_dnn())
    rng = np.random.default_rng(371)
    shapes = [(784, 128), (128,), (128, 128), (128,), (128, 10), (10,)]
    if [weight.shape for weight in model.get_weights()] != shapes:
        checks.fail("The weights of build_dnn() have other shapes than the lecture's network.", expected=shapes)
    weights = [rng.normal(0, 0.1, shape).astype(np.float32) for shape in shapes]
    model.set_weights(weights)
    images = rng.integers(0, 256, (5, 28, 28), dtype=np.uint8)
    x = images.reshape(5, 784) / 255
    first = np.maximum(x @ weights[0] + weights[1], 0)
    second = np.maximum(first @ weights[2] + weights[3], 0)
    expected = second @ weights[4] + weights[5]
    got = np.asarray(model(networks.inputs_for(model, images)))
    if got.shape == expected.shape and np.allclose(got.sum(axis=1), 1, atol=0.001):
        powers = np.exp(expected - expected.max(axis=1, keepdims=True))
        expected = powers / powers.sum(axis=1, keepdims=True)
    checks.same_array(got, expected, 'The output of build_dnn(), with weights that we set,', hint='Two hidden layers, each with a ReLU behind it, and nothing else between input and output.')

@test_case(name='the end of the network goes with its loss', points=0.5, hidden=True)
def test_loss(build_dnn):
    from labkit import models, networks
    networks.check_ends(models.rebuild(build_dnn()), 'build_dnn()')

