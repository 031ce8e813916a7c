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

@test_case(name='the two upper numbers', points=0.5, hidden=True)
def test_upper_row(predicted):
    from labkit import checks
    rows = checks.same_shape(predicted, (2, 2), 'predicted')
    checks.same_array(rows[0], [32 / 9, 25 / 9], 'The upper row of predicted', scale=100)

@test_case(name='the two lower numbers', points=0.5, hidden=True)
def test_lower_row(predicted):
    from labkit import checks
    rows = checks.same_shape(predicted, (2, 2), 'predicted')
    checks.same_array(rows[1], [47 / 9, 38 / 9], 'The lower row of predicted', scale=100)

