# Generated from source/04_preprocessing/06_label_safe.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "label_safe"
points = 2

@test_case(name='a 6 on its head', points=0.5, hidden=False)
def test_example(label_safe):
    from labkit import checks
    given = ['rotate by 180 degrees', 'shift by two pixels']
    for transforms, expected in ((given, given[1:]), (given[:1], [])):
        got = label_safe(list(transforms))
        if not isinstance(got, (list, tuple)) or list(got) != expected:
            checks.fail(f'label_safe({transforms}) is wrong.', expected=expected, got=got, hint='On its head a 6 is a 9. Moved by two pixels it is a 6. Return a list, even if it is empty.')

