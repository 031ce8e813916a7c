# Generated from source/03_mnist/10_build_cnn.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "build_cnn"
points = 3

@test_case(name='at most 250,000 parameters', points=0.5, hidden=False)
def test_parameters(build_cnn):
    from labkit import checks, models
    parameters = models.rebuild(build_cnn()).count_params()
    if parameters > 250000:
        checks.fail('build_cnn() has too many parameters.', expected='at most 250,000', got=f'{parameters:,}', hint='build_cnn().summary() shows where they are. A smaller map before Flatten saves most.')

@test_case(name='digits go in, ten numbers come out, and the loss can read them', points=0.5, hidden=False)
def test_ends(build_cnn):
    from labkit import models, networks
    networks.check_ends(models.rebuild(build_cnn()), 'build_cnn()')

@test_case(name='at least one convolution and one pooling layer', points=0.5, hidden=True)
def test_convolution_and_pooling(build_cnn):
    from labkit import checks, models, networks
    kinds = networks.kinds_of_layers(models.rebuild(build_cnn()))
    if not any(('Conv' in kind for kind in kinds)):
        checks.fail('build_cnn() has no convolution.', expected='at least one layer such as Conv2D', got=kinds)
    if not any(('Pooling' in kind for kind in kinds)):
        checks.fail('build_cnn() has no pooling layer.', expected='at least one layer such as MaxPooling2D', got=kinds, hint='A convolution with stride 2 makes maps smaller too, but this question asks for pooling.')

@test_case(name='an activation behind every layer that learns', points=0.5, hidden=True)
def test_activations(build_cnn):
    from labkit import checks, models, networks
    model = models.rebuild(build_cnn())
    linear = networks.linear_layers(model)
    if linear:
        checks.fail('Layers of build_cnn() pass their sums on without an activation.', expected='an activation such as ReLU behind each of them', got=linear, hint='Conv2D and Dense are linear unless you give them an activation.')

@test_case(name='within the limit, and the end goes with the loss', points=1, hidden=True)
def test_limit_and_loss(build_cnn):
    from labkit import checks, models, networks
    model = models.rebuild(build_cnn())
    if model.count_params() > 250000:
        checks.fail('build_cnn() has too many parameters.', expected='at most 250,000', got=f'{model.count_params():,}')
    networks.check_ends(model, 'build_cnn()')

