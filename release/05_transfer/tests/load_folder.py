# Generated from source/05_transfer/02_load_folder.py by 'workbook generate'.
from otter.test_files import test_case

OK_FORMAT = False

name = "load_folder"
points = 3

@test_case(name='two classes, four pictures', points=0.5, hidden=False)
def test_two_classes(load_folder):
    import numpy as np
    from labkit import folder_checks, folders

    def sheet(height, width, colour):
        return folders.picture(np.full((height, width, len(colour)), colour, np.uint8))
    path = folders.make({'dog/b.png': sheet(30, 30, (255, 0, 0)), 'dog/a.png': sheet(50, 20, (0, 0, 255)), 'cat/2.png': sheet(28, 28, (100, 100, 100)), 'cat/1.png': sheet(20, 40, (0, 0, 0, 51))})
    folder_checks.loaded(load_folder(path), {'cat/1.png': 204, 'cat/2.png': 100, 'dog/a.png': 29, 'dog/b.png': 76}, ['cat', 'dog'], 'load_folder(path)', hint='Class by class, files sorted. cat/1.png is black, covers a fifth, and lies on white paper.')

@test_case(name='a damaged file and a text are left out and listed', points=0.25, hidden=False)
def test_one_damaged(load_folder):
    import numpy as np
    from labkit import folder_checks, folders
    whole = folders.picture(np.random.default_rng(1).integers(0, 256, (40, 40, 3), dtype=np.uint8))
    grey = folders.picture(np.full((40, 40), 130, np.uint8))
    path = folders.make({'left/1.png': grey, 'left/2.png': whole[:len(whole) // 2], 'left/3.png': grey, 'right/1.png': grey, 'right/notes.txt': b'ask Ada for more pictures'})
    folder_checks.loaded(load_folder(path), {'left/1.png': 130, 'left/3.png': 130, 'right/1.png': 130}, ['left', 'right'], 'load_folder(path)', skipped=['left/2.png', 'right/notes.txt'])

