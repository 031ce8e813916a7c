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

@test_case(name='classes in sorted order, an empty class, endings in capitals', points=0.25, hidden=True)
def test_order(load_folder):
    import numpy as np
    from labkit import folder_checks, folders
    places = ['bee/x.JPG', '10/a.PNG', 'ant/m.jpeg', '2/b.png', 'Zebra/Up.Png', 'bee/B.png', 'owl/10.png', 'owl/9.png']
    greys = dict(zip(places, (40, 65, 90, 115, 140, 165, 190, 215)))
    files = {name: folders.picture(np.full((33, 33), grey, np.uint8), None, 'PNG' if 'png' in name.lower() else 'JPEG') for name, grey in greys.items()}
    order = sorted(greys, key=lambda name: name.split('/'))
    folder_checks.loaded(load_folder(folders.make(files | {'empty/': b''})), {name: greys[name] for name in order}, ['10', '2', 'Zebra', 'ant', 'bee', 'empty', 'owl'], 'load_folder(a folder of seven classes)')

@test_case(name='hidden folders and files, and files beside the classes', points=0.25, hidden=True)
def test_hidden_names(load_folder):
    import numpy as np
    from labkit import folder_checks, folders
    grey = folders.picture(np.full((31, 31), 77, np.uint8))
    files = {'.ipynb_checkpoints/a-checkpoint.png': grey, 'overview.png': grey, 'readme.txt': b'my data', 'sun/.DS_Store': b'\x00\x00\x00\x01Bud1', 'sun/._a.png': b'Mac OS X', 'sun/a.png': grey}
    folder_checks.loaded(load_folder(folders.make(files)), {'sun/a.png': 77}, ['sun'], 'load_folder(a folder with hidden entries, and with files beside the classes)')

@test_case(name='grey pictures, colours, palettes, black and white', points=0.25, hidden=True)
def test_kinds(load_folder):
    import io
    import numpy as np
    from labkit import folders
    from PIL import Image
    from workbook.examiner import oracles_own_data as oracles
    colours = {'a': (210, 60, 20), 'b': (30, 180, 60), 'c': (20, 50, 230)}
    files, greys = ({}, {})
    for name, colour in colours.items():
        pixels = np.full((45, 45, 3), colour, np.uint8)
        with_palette = io.BytesIO()
        Image.fromarray(pixels).quantize(4).save(with_palette, 'PNG')
        files[f'kinds/{name}1.png'] = folders.picture(pixels)
        files[f'kinds/{name}2.png'] = with_palette.getvalue()
        files[f'kinds/{name}3.jpg'] = folders.picture(pixels, None, 'JPEG', quality=95)
        greys |= {name: oracles.grey(colour) for name in sorted(files) if name not in greys}
    files['kinds/d.png'] = folders.picture(np.full((60, 60), 143, np.uint8))
    files['kinds/e.png'] = folders.picture(np.full((30, 30), True))
    greys |= {'kinds/d.png': 143.0, 'kinds/e.png': 255.0}
    oracles.check_greys(load_folder(folders.make(files)), greys.values(), 'load_folder(pictures in grey, in colours, with a palette, in black and white)', 'Convert whatever it is, before you look at its numbers; grey is 0.299 R + 0.587 G + 0.114 B.')

@test_case(name='transparent pictures lie on white paper', points=0.25, hidden=True)
def test_transparent(load_folder):
    import numpy as np
    from labkit import folders
    from workbook.examiner import oracles_own_data as oracles
    cases = {'a': ((0, 0, 0), 0), 'b': ((200, 30, 90), 0), 'c': ((200, 30, 90), 255), 'd': ((20, 120, 40), 128), 'e': (60, 90), 'f': (60, 0)}
    files, greys = ({}, {})
    for name, (colour, alpha) in cases.items():
        values = (*np.atleast_1d(colour), alpha)
        pixels = np.full((36, 36, len(values)), values, np.uint8)
        files[f'paper/{name}.png'] = folders.picture(pixels, 'LA' if len(values) == 2 else 'RGBA')
        greys[f'paper/{name}.png'] = oracles.on_white(colour, alpha)
    oracles.check_greys(load_folder(folders.make(files)), greys.values(), 'load_folder(pictures with transparency)', 'Put the picture onto white before you turn it into grey. There are grey pictures with transparency, too.')

@test_case(name='the four inks of a print shop', points=0.25, hidden=True)
def test_inks(load_folder):
    import numpy as np
    from labkit import folders
    from workbook.examiner import oracles_own_data as oracles
    inks = {'a': (0, 0, 0, 0), 'b': (230, 20, 40, 10), 'c': (0, 0, 0, 200), 'd': (10, 210, 190, 60)}
    files = {f'print/{name}.jpg': folders.picture(np.full((40, 40, 4), ink, np.uint8), 'CMYK', 'JPEG', quality=95) for name, ink in inks.items()}
    oracles.check_greys(load_folder(folders.make(files)), [oracles.of_inks(*ink) for ink in inks.values()], 'load_folder(pictures in the four inks of CMYK)', 'No ink is white, all inks are black: convert to red, green and blue before you look at the numbers.', tolerance=10)

@test_case(name='16 bits of grey', points=0.25, hidden=True)
def test_sixteen_bits(load_folder):
    import numpy as np
    from labkit import folders
    from workbook.examiner import oracles_own_data as oracles
    values = {'a': 0, 'b': 300, 'c': 9000, 'd': 40000, 'e': 65535}
    files = {f'deep/{name}.png': folders.picture(np.full((44, 44), value, np.uint16)) for name, value in values.items()}
    oracles.check_greys(load_folder(folders.make(files)), [value / 257 for value in values.values()], 'load_folder(pictures with 16 bits of grey)', '65535 is white: divide by 257 before Pillow converts.')

@test_case(name='upright, whole, in any size', points=0.25, hidden=True)
def test_upright(load_folder):
    from labkit import folders
    from workbook.examiner import oracles_own_data as oracles
    for height, width in ((40, 130), (120, 45), (90, 90), (28, 28), (14, 21)):
        pixels = oracles.parted(height, width)
        oracles.check_parts(load_folder(folders.make({'one/a.png': folders.picture(pixels)})), f'load_folder(one picture of {height} rows and {width} columns)', 'The whole picture is squeezed into 28×28, its first row on top and its first column on the left.')

@test_case(name='photos that know how they were held', points=0.25, hidden=True)
def test_held(load_folder):
    import numpy as np
    from labkit import folders
    from PIL import Image
    from workbook.examiner import oracles_own_data as oracles
    pixels = oracles.parted(90, 60)
    for number, stored in ((3, pixels[::-1, ::-1]), (6, np.rot90(pixels)), (8, np.rot90(pixels, -1)), (1, pixels)):
        note = Image.Exif()
        note[274] = number
        file = folders.picture(stored, None, 'JPEG', quality=95, exif=note.tobytes())
        oracles.check_parts(load_folder(folders.make({'one/photo.jpg': file})), f'load_folder(one photo with the orientation {number})', 'ImageOps.exif_transpose turns a photo upright. Call it first: later the note is lost.')

@test_case(name='every kind of damage, and nothing else lost', points=0.25, hidden=True)
def test_damage(load_folder):
    import numpy as np
    from labkit import folder_checks, folders
    noise = np.random.default_rng(512).integers(0, 256, (60, 50, 3), dtype=np.uint8)
    png, jpeg = (folders.picture(noise), folders.picture(noise, None, 'JPEG'))
    middle = len(png) // 2
    good = {f'p/{file}.png': 160 for file in ('a', 'm', 'z')}
    kinds = [{'p/empty.png': b'', 'p/n.jpg': b'no picture', 'p/list.csv': b'1,2,3\n'}, {'p/b.png': png[:middle], 'p/c.JPG': jpeg[:len(jpeg) // 2], 'p/n.png': png[:middle] + bytes(40) + png[middle + 40:], 'p/o.png': png[:20], 'p/q.jpeg': jpeg[:15]}]
    for damaged in kinds:
        whole = {name: folders.picture(np.full((40, 40), 160, np.uint8)) for name in good}
        folder_checks.loaded(load_folder(folders.make(whole | damaged)), good, ['p'], 'load_folder(a folder with damaged files)', skipped=list(damaged), hint='Whatever goes wrong with one file, go on with the next.')

