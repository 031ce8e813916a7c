# Generated from source/03_mnist/01_versions.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "versions"
points = 1

@test_case(name='NumPy, scikit-learn, and a library that does not exist', points=0.5, hidden=False)
def test_here_and_not_here(versions, numpy_version):
    from labkit import checks
    names = ['numpy', 'sklearn', 'no_such_library']
    got = versions(names)
    if not isinstance(got, dict) or sorted(got) != sorted(names):
        checks.fail(f'versions({names}) does not give one entry for each name.', expected={'numpy': numpy_version, 'sklearn': 'its version', 'no_such_library': None}, got=got, hint='Start with an empty dict, and fill in one name after the other.')
    if got['numpy'] != numpy_version:
        checks.fail('The version of numpy is wrong.', expected=numpy_version, got=got['numpy'])
    if not isinstance(got['sklearn'], str):
        checks.fail('The version of sklearn is wrong.', expected="a string such as '1.6.1'", got=got['sklearn'], hint='The names are those that you import: sklearn, although its package is called scikit-learn.')
    if got['no_such_library'] is not None:
        checks.fail('A library that is not there has no version.', expected='None, not a string', got=got['no_such_library'])

