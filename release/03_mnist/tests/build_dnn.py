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

