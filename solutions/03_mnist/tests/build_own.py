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

@test_case(name='step 1', points=1.5, hidden=True)
def test_first_step(build_own):
    from workbook.examiner.accuracy import accuracy_at_least
    accuracy_at_least(build_own, {'mnist': 0.965, 'digits': 0.89}, limit=59999)

@test_case(name='step 2', points=1.5, hidden=True)
def test_second_step(build_own):
    from workbook.examiner.accuracy import accuracy_at_least
    accuracy_at_least(build_own, {'mnist': 0.98, 'digits': 0.92}, limit=59999)

@test_case(name='step 3', points=1.5, hidden=True)
def test_third_step(build_own):
    from workbook.examiner.accuracy import accuracy_at_least
    accuracy_at_least(build_own, {'mnist': 0.986, 'digits': 0.95}, limit=59999)

