# Generated from source/03_mnist/14_prepare_own_digit.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "prepare_own_digit"
points = 1

@test_case(name='a 7 on a grey page', points=0.5, hidden=False)
def test_grey_page(prepare_own_digit):
    from labkit import checks, pages
    page = pages.draw(7, (160, 120), corner=(20, 30), height=80, seed=1)
    before = page.copy()
    pages.check_prepared(prepare_own_digit(page), page, 'the prepared 7')
    checks.unchanged(page, before, 'image')

