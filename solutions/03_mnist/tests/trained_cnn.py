# Generated from source/03_mnist/11_trained_cnn.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "trained_cnn"
points = 4

@test_case(name='a few seconds of training show that it learns', points=1, hidden=False)
def test_learns(build_cnn):
    from labkit import checks, networks
    threshold = 0.9
    first, last = networks.short_fit(build_cnn())
    if not last < threshold * first:
        checks.fail('Your network does not learn: we fitted it to 600 digits for 8 epochs.', expected=f'a loss that falls, from {first:.3g} to less than {threshold * first:.3g}', got=f'{last:.3g}', hint='Look at the learning rate, the loss and the last layer. Train in your notebook: does the loss fall?')

@test_case(name='trained by us, it has learned something', points=1, hidden=True)
def test_has_learned(build_cnn):
    from workbook.examiner.accuracy import accuracy_at_least
    accuracy_at_least(build_cnn, {'mnist': 0.9, 'digits': 0.8}, limit=250000, what='Your CNN')

@test_case(name='trained by us, it reads well', points=2, hidden=True)
def test_reads_well(build_cnn):
    from workbook.examiner.accuracy import accuracy_at_least
    accuracy_at_least(build_cnn, {'mnist': 0.965, 'digits': 0.89}, limit=250000, what='Your CNN')

