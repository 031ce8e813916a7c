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

@test_case(name='other digits, sizes and places, with and without colours', points=0.5, hidden=True)
def test_other_pages(prepare_own_digit):
    from labkit import pages
    for number, (digit, settings) in enumerate([(2, {'shape': (200, 300, 3), 'corner': (15, 190), 'height': 90}), (1, {'shape': (400, 250), 'corner': (60, 20), 'height': 300, 'paper': 205, 'ink': 60}), (4, {'shape': (90, 140, 3), 'corner': (40, 8), 'height': 36, 'paper': 240, 'ink': 20}), (7, {'shape': (64, 64), 'corner': (12, 18), 'height': 40, 'pen': 4, 'paper': 190, 'ink': 70})]):
        page = pages.draw(digit, noise=3.0, seed=131 + number, **settings)
        pages.check_prepared(prepare_own_digit(page), page, f'the prepared {digit} from a page {page.shape}')

