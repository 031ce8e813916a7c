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

@test_case(name='one back end, and every device by kind and number', points=0.5, hidden=True)
def test_content(device_report):
    import re
    from labkit import checks
    got = device_report()
    if not isinstance(got, dict) or set(got) != {'backend', 'devices'}:
        checks.fail('device_report() has the wrong entries.', expected="the keys 'backend' and 'devices'", got=got)
    known = ('tensorflow', 'jax', 'torch', 'numpy', 'openvino')
    if got['backend'] not in known:
        checks.fail('The backend is none that Keras has.', expected=f"one of {', '.join(known)}", got=got['backend'], hint='Ask Keras for the name of its back end.')
    devices = got['devices']
    names = list(devices) if isinstance(devices, (list, tuple)) else []
    if not names or not all((isinstance(name, str) and re.search('(cpu|gpu|tpu)\\w*:\\d+', name.lower()) for name in names)):
        checks.fail('Not every device is named by its kind and number.', expected="a list of strings such as ['CPU:0', 'GPU:0']", got=devices, hint='Take the name of each device, as a string.')
    if len(set(names)) != len(names) or not any(('cpu' in name.lower() for name in names)):
        checks.fail('The list of devices is not complete, or holds one twice.', expected='every device once, the CPU among them', got=devices, hint='Every computer has a CPU: list all kinds of devices, not one of them.')

