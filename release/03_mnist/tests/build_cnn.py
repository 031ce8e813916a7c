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

