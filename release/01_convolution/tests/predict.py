# Generated from source/01_convolution/01_predict.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "predict"
points = 1

@test_case(name='your answer has two rows of two numbers', points=0, hidden=False)
def test_form(predicted):
    from labkit import checks
    if predicted is None or predicted is ...:
        checks.fail('predicted holds no numbers yet.', hint='Write your four numbers in place of the ...')
    checks.same_shape(predicted, (2, 2), 'predicted', hint='Write [[a, b], [c, d]], with two pairs of brackets inside.')

