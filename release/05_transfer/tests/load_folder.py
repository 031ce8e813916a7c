# Generated from source/05_transfer/02_load_folder.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "load_folder"
points = 3

@test_case(name='two classes, four grey pictures', points=0.25, hidden=False)
def test_two_classes(load_folder):
    import numpy as np
    from labkit import folder_checks, folders
    greys = {'dog/b.png': 200, 'cat/2.png': 100, 'dog/a.png': 150, 'cat/1.png': 50}
    sides = {'dog/b.png': 30, 'cat/2.png': 28, 'dog/a.png': 45, 'cat/1.png': 16}
    path = folders.make({name: folders.picture(np.full((sides[name],) * 2, greys[name], np.uint8)) for name in greys})
    folder_checks.loaded(load_folder(path), {'cat/1.png': 50, 'cat/2.png': 100, 'dog/a.png': 150, 'dog/b.png': 200}, ['cat', 'dog'], 'load_folder(path)')

@test_case(name='red, blue, and a fifth of black', points=0.25, hidden=False)
def test_by_hand(load_folder):
    import numpy as np
    from labkit import checks, folder_checks, folders
    for file, colour, grey in (('red', (255, 0, 0), 76), ('blue', (0, 0, 255), 29), ('fifth', (0, 0, 0, 51), 204)):
        pixels = np.full((28, 28, len(colour)), colour, np.uint8)
        what = f'load_folder(a folder with {file}.png)'
        images = folder_checks.four_parts(load_folder(folders.make({f'a/{file}.png': folders.picture(pixels)})), what)[0]
        images = checks.same_shape(images, (1, 28, 28, 1), f'{what}: images')
        worst = images.ravel()[np.abs(images - grey).argmax()]
        if abs(worst - grey) > 2:
            checks.fail(f'{what}: every pixel is {colour}, and has the wrong grey value.', expected=grey, got=worst, hint='0.299 R + 0.587 G + 0.114 B, on white paper; a fourth number is how much is covered.')

@test_case(name='a damaged file and a text are left out and listed', points=0.25, hidden=False)
def test_one_damaged(load_folder):
    import numpy as np
    from labkit import folder_checks, folders
    whole = folders.picture(np.random.default_rng(1).integers(0, 256, (40, 40, 3), dtype=np.uint8))
    grey = folders.picture(np.full((40, 40), 130, np.uint8))
    path = folders.make({'left/1.png': grey, 'left/2.png': whole[:len(whole) // 2], 'left/3.png': grey, 'left/notes.txt': b'ask Ada for more pictures'})
    folder_checks.loaded(load_folder(path), {'left/1.png': 130, 'left/3.png': 130}, ['left'], 'load_folder(path)', skipped=['left/2.png', 'left/notes.txt'])

