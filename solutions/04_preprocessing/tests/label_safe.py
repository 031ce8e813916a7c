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

@test_case(name='small changes', points=0.5, hidden=True)
def test_small_changes(label_safe):
    from workbook.examiner import oracles_preprocessing as oracles
    for transforms in (['add faint noise', 'shuffle the rows', 'shift by two pixels', 'zoom in by 10 percent'], ['shuffle the rows', 'darken by 20 percent', 'rotate by 10 degrees'], ['blur slightly']):
        safe = [name for name in transforms if name != 'shuffle the rows']
        oracles.same_names(label_safe(list(transforms)), safe, 'label_safe of a list with small changes')

@test_case(name='turns and mirrors', points=0.5, hidden=True)
def test_turns_and_mirrors(label_safe):
    from workbook.examiner import oracles_preprocessing as oracles
    for transforms in (['rotate by 180 degrees', 'shift by two pixels'], ['mirror left to right', 'shift by two pixels'], ['shift by two pixels', 'mirror top to bottom'], ['rotate by 90 degrees', 'shift by two pixels'], ['mirror top to bottom', 'rotate by 90 degrees', 'mirror left to right', 'rotate by 180 degrees']):
        safe = [name for name in transforms if name == 'shift by two pixels']
        oracles.same_names(label_safe(list(transforms)), safe, 'label_safe of a list with turns and mirrors', hint='Look at 2, 5, 6 and 9 in the figure: would you name all of them correctly?')

@test_case(name='changes that lose something', points=0.25, hidden=True)
def test_losses(label_safe):
    from workbook.examiner import oracles_preprocessing as oracles
    for transforms in (['shift by fourteen pixels', 'shift by two pixels'], ['shift by two pixels', 'erase the lower half'], ['shuffle the rows', 'shift by two pixels']):
        oracles.same_names(label_safe(list(transforms)), ['shift by two pixels'], 'label_safe of a list with a change that loses something', hint='What is left of a digit has to be enough to tell it from the nine others.')

@test_case(name='all names, in any order', points=0.25, hidden=True)
def test_order(label_safe):
    from workbook.examiner import oracles_preprocessing as oracles
    names = [*oracles.SAFE, *oracles.UNSAFE]
    for step in (5, 6, 8):
        transforms = [names[step * i % len(names)] for i in range(len(names))]
        safe = [name for name in transforms if name in oracles.SAFE]
        oracles.same_names(label_safe(list(transforms)), safe, 'label_safe of all thirteen names, in another order', hint='The names that remain keep the order in which they were given.')

