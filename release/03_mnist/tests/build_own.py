# Generated from source/03_mnist/15_build_own.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "build_own"
points = 5

@test_case(name='fewer than 60,000 parameters, and the end goes with the loss', points=0.5, hidden=False)
def test_plan(build_own):
    from labkit import checks, models, networks
    model = models.rebuild(build_own())
    if model.count_params() >= 60000:
        checks.fail('build_own() has too many parameters.', expected='fewer than 60,000', got=f'{model.count_params():,}', hint='build_own().summary() shows where they are.')
    networks.check_ends(model, 'build_own()')

