# Generated from source/03_mnist/02_device_report.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "device_report"
points = 1

@test_case(name='a dict with backend and devices', points=0.5, hidden=False)
def test_form(device_report):
    from labkit import checks
    got = device_report()
    if not isinstance(got, dict) or set(got) != {'backend', 'devices'}:
        checks.fail('device_report() has the wrong entries.', expected="a dict with the keys 'backend' and 'devices'", got=got, hint='Two entries, and strings as keys.')
    if not isinstance(got['backend'], str):
        checks.fail('The backend is no string.', expected="such as 'tensorflow'", got=got['backend'])
    if not isinstance(got['devices'], (list, tuple)):
        checks.fail('The devices are not a list.', expected="such as ['CPU:0', 'GPU:0']", got=got['devices'], hint='A single device, too, is one string in a list.')

