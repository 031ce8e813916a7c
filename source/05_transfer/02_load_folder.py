# %% [raw]
# # BEGIN QUESTION
# name: load_folder
# points: 3
# minutes: 22
# difficulty: 3

# %% [markdown]
# ## 5.1 Read a folder of images
#
# In a data set that people have made, no two files are alike. One is a photo, one a drawing on nothing, one comes from
# a print shop, one is half a file because the battery was empty, and one is not a picture at all. Code that stops at
# the first oddity is useless, and code that drops what it does not like in silence is dangerous: nobody notices that a
# third of the data is missing. Write a function that reads all that can be read, and says what it left out.
#
# `load_folder(path)` returns four things: `images, labels, names, skipped`.
#
# | | | |
# |---|---|---|
# | `path` | text | a folder; each folder inside is a class |
# | `images` | `(N, 28, 28, 1)` | grey values from 0 (black) to 255 (white), of any kind of number |
# | `labels` | `(N,)` | whole numbers: the place of each picture's class in `names` |
# | `names` | list of texts | the classes |
# | `skipped` | list of texts | the files that were left out, each as `"class/file"`, in any order |
#
# **Which.** Every folder directly in `path` is a class, an empty one too. `names` is in the order in which Python's
# `sorted` puts the names. `images` goes class by class, and inside each class by the sorted names of the files. What
# begins with a dot (`.DS_Store`, `.ipynb_checkpoints`) is hidden: leave it out everywhere and do not mention it.
# Files directly in `path` belong to no class. Inside a class there are only files.
#
# **Pictures** are PNG and JPEG files, with the endings `.png`, `.jpg`, `.jpeg` in small or capital letters; there are
# no pictures of other kinds. Every other visible file in a class is left out and listed, and so is a picture that
# cannot be read: empty, damaged, cut off.
#
# **How.** Each picture becomes 28×28 pixels of grey:
#
# 1. *Upright.* Phones store a photo as the sensor saw it, with a note on how to turn it.
#    `ImageOps.exif_transpose(picture)` does that.
# 2. *On white paper.* Where a picture is transparent, white shows through: a pixel of colour $c$ that covers a share
#    $\alpha$ becomes $\alpha c + (1 - \alpha) \cdot 255$.
# 3. *Grey.* $0.299\,R + 0.587\,G + 0.114\,B$, which is what Pillow's `convert("L")` computes of red, green and blue.
#    Pillow knows how to turn palettes, and the four inks of a print shop (`CMYK`), into red, green and blue.
#    16 bits of grey (`picture.mode` begins with `"I"`) it does not divide, but cuts off: there 65535 is white, so
#    divide by 257 yourself.
# 4. *28×28.* The whole picture is stretched or squeezed until it fits; how you mix the pixels is up to you. Nothing
#    is cut off, nothing is added.
#
# Why so much about transparency? Here is a drawing as our sheet saves it:

# %% tags=["figure"]
from labkit.figures import own_data as own_figures

own_figures.transparent_drawing()

# %% [markdown]
# **By hand first.** Which grey does pure red (255, 0, 0) become, and which one pure blue? And a black pixel that covers
# a fifth of the paper ($\alpha = 0.2$)? The check asks for these three.

# %% [markdown] tags=["hint"]
# Go step by step: first only the names, then one picture, then all. `Path(path).iterdir()` gives everything in a
# folder, in no particular order; each entry has `.name`, `.is_dir()` and `.suffix`.
#
# `Image.open(file)` looks at the beginning of a file only; the pixels are read when they are needed. So put everything
# up to the array inside one `try`.

# %% [markdown] tags=["hint"]
# The skeleton: two loops, one inside the other, over the sorted classes with `enumerate` and over the sorted files. In
# the inner one a `try` that makes a grey picture, and an `except Exception` that writes the file down and goes on with
# `continue`. After both, append the picture and the label.
#
# For the paper: `picture.convert("RGBA")` gives every picture four channels, the last one says how much it covers.
# `Image.new("RGBA", size, "white")` is a sheet of paper, and `Image.alpha_composite(paper, picture)` puts one onto the
# other.

# %% [markdown] tags=["hint"]
# 16 bits have to be divided before `convert`: make an array of the picture, divide by 257, turn it into `np.uint8`, and
# back with `Image.fromarray`. After `convert("L")` follow `.resize((28, 28))` and `np.asarray`; one more axis at the
# end makes the shape `(28, 28, 1)`.

# %% [raw]
# # BEGIN SOLUTION


# %%
def load_folder(path):
    """Read one folder a class -> images (N, 28, 28, 1), labels (N,), names, skipped."""

    # BEGIN SOLUTION
    def grey(picture):
        """Turn any picture into 28×28 pixels of grey, on white paper: (28, 28, 1)."""
        picture = ImageOps.exif_transpose(picture)
        if picture.mode.startswith("I"):  # 16 bits: 65535 is white
            picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
        colours = picture.convert("RGBA")
        paper = Image.new("RGBA", colours.size, "white")
        return np.asarray(Image.alpha_composite(paper, colours).convert("L").resize((28, 28)))[..., np.newaxis]

    def visible(folder):
        return sorted((entry for entry in folder.iterdir() if not entry.name.startswith(".")), key=lambda e: e.name)

    images, labels, skipped = [], [], []
    classes = [entry for entry in visible(Path(path)) if entry.is_dir()]
    for label, folder in enumerate(classes):
        for file in visible(folder):
            try:
                with Image.open(file) as picture:
                    images.append(grey(picture))
                labels.append(label)
            except Exception:  # a damaged file can go wrong in many ways
                skipped.append(f"{folder.name}/{file.name}")
    return np.array(images), np.array(labels), [folder.name for folder in classes], skipped
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: two classes, four grey pictures
points: 0.25
"""  # END TEST CONFIG


def test_two_classes(load_folder):
    import numpy as np
    from labkit import folder_checks, folders

    greys = {"dog/b.png": 200, "cat/2.png": 100, "dog/a.png": 150, "cat/1.png": 50}
    sides = {"dog/b.png": 30, "cat/2.png": 28, "dog/a.png": 45, "cat/1.png": 16}
    path = folders.make({name: folders.picture(np.full((sides[name],) * 2, greys[name], np.uint8)) for name in greys})
    folder_checks.loaded(
        load_folder(path),
        {"cat/1.png": 50, "cat/2.png": 100, "dog/a.png": 150, "dog/b.png": 200},
        ["cat", "dog"],
        "load_folder(path)",
    )


# %%
""" # BEGIN TEST CONFIG
name: red, blue, and a fifth of black
points: 0.25
"""  # END TEST CONFIG


def test_by_hand(load_folder):
    import numpy as np
    from labkit import checks, folder_checks, folders

    for file, colour, grey in (("red", (255, 0, 0), 76), ("blue", (0, 0, 255), 29), ("fifth", (0, 0, 0, 51), 204)):
        pixels = np.full((28, 28, len(colour)), colour, np.uint8)
        what = f"load_folder(a folder with {file}.png)"
        images = folder_checks.four_parts(load_folder(folders.make({f"a/{file}.png": folders.picture(pixels)})), what)[
            0
        ]
        images = checks.same_shape(images, (1, 28, 28, 1), f"{what}: images")
        worst = images.ravel()[np.abs(images - grey).argmax()]
        if abs(worst - grey) > 2:
            checks.fail(
                f"{what}: every pixel is {colour}, and has the wrong grey value.",
                expected=grey,
                got=worst,
                hint="0.299 R + 0.587 G + 0.114 B, on white paper; a fourth number is how much is covered.",
            )


# %%
""" # BEGIN TEST CONFIG
name: a damaged file and a text are left out and listed
points: 0.25
"""  # END TEST CONFIG


def test_one_damaged(load_folder):
    import numpy as np
    from labkit import folder_checks, folders

    whole = folders.picture(np.random.default_rng(1).integers(0, 256, (40, 40, 3), dtype=np.uint8))
    grey = folders.picture(np.full((40, 40), 130, np.uint8))
    path = folders.make(
        {
            "left/1.png": grey,
            "left/2.png": whole[: len(whole) // 2],
            "left/3.png": grey,
            "left/notes.txt": b"ask Ada for more pictures",
        }
    )
    folder_checks.loaded(
        load_folder(path),
        {"left/1.png": 130, "left/3.png": 130},
        ["left"],
        "load_folder(path)",
        skipped=["left/2.png", "left/notes.txt"],
    )


# %%
""" # BEGIN TEST CONFIG
name: classes in sorted order, an empty class, endings in capitals
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_order(load_folder):
    import numpy as np
    from labkit import folder_checks, folders

    places = ["bee/x.JPG", "10/a.PNG", "ant/m.jpeg", "2/b.png", "Zebra/Up.Png", "bee/B.png", "owl/10.png", "owl/9.png"]
    greys = dict(zip(places, (40, 65, 90, 115, 140, 165, 190, 215)))
    files = {
        name: folders.picture(np.full((33, 33), grey, np.uint8), None, "PNG" if "png" in name.lower() else "JPEG")
        for name, grey in greys.items()
    }
    order = sorted(greys, key=lambda name: name.split("/"))
    folder_checks.loaded(
        load_folder(folders.make(files | {"empty/": b""})),
        {name: greys[name] for name in order},
        ["10", "2", "Zebra", "ant", "bee", "empty", "owl"],
        "load_folder(a folder of seven classes)",
    )


# %%
""" # BEGIN TEST CONFIG
name: hidden folders and files, and files beside the classes
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_hidden_names(load_folder):
    import numpy as np
    from labkit import folder_checks, folders

    grey = folders.picture(np.full((31, 31), 77, np.uint8))
    files = {
        ".ipynb_checkpoints/a-checkpoint.png": grey,
        "overview.png": grey,
        "readme.txt": b"my data",
        "sun/.DS_Store": b"\0\0\0\1Bud1",
        "sun/._a.png": b"Mac OS X",
        "sun/a.png": grey,
    }
    folder_checks.loaded(
        load_folder(folders.make(files)),
        {"sun/a.png": 77},
        ["sun"],
        "load_folder(a folder with hidden entries, and with files beside the classes)",
    )


# %%
""" # BEGIN TEST CONFIG
name: grey pictures, colours, palettes, black and white
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_kinds(load_folder):
    import io

    import numpy as np
    from labkit import folders
    from PIL import Image
    from workbook.examiner import oracles_own_data as oracles

    colours = {"a": (210, 60, 20), "b": (30, 180, 60), "c": (20, 50, 230)}
    files, greys = {}, {}
    for name, colour in colours.items():
        pixels = np.full((45, 45, 3), colour, np.uint8)
        with_palette = io.BytesIO()
        Image.fromarray(pixels).quantize(4).save(with_palette, "PNG")
        files[f"kinds/{name}1.png"] = folders.picture(pixels)
        files[f"kinds/{name}2.png"] = with_palette.getvalue()
        files[f"kinds/{name}3.jpg"] = folders.picture(pixels, None, "JPEG", quality=95)
        greys |= {name: oracles.grey(colour) for name in sorted(files) if name not in greys}
    files["kinds/d.png"] = folders.picture(np.full((60, 60), 143, np.uint8))
    files["kinds/e.png"] = folders.picture(np.full((30, 30), True))
    greys |= {"kinds/d.png": 143.0, "kinds/e.png": 255.0}
    oracles.check_greys(
        load_folder(folders.make(files)),
        greys.values(),
        "load_folder(pictures in grey, in colours, with a palette, in black and white)",
        "Convert whatever it is, before you look at its numbers; grey is 0.299 R + 0.587 G + 0.114 B.",
    )


# %%
""" # BEGIN TEST CONFIG
name: transparent pictures lie on white paper
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_transparent(load_folder):
    import numpy as np
    from labkit import folders
    from workbook.examiner import oracles_own_data as oracles

    cases = {
        "a": ((0, 0, 0), 0),
        "b": ((200, 30, 90), 0),
        "c": ((200, 30, 90), 255),
        "d": ((20, 120, 40), 128),
        "e": (60, 90),
        "f": (60, 0),
    }
    files, greys = {}, {}
    for name, (colour, alpha) in cases.items():
        values = (*np.atleast_1d(colour), alpha)
        pixels = np.full((36, 36, len(values)), values, np.uint8)
        files[f"paper/{name}.png"] = folders.picture(pixels, "LA" if len(values) == 2 else "RGBA")
        greys[f"paper/{name}.png"] = oracles.on_white(colour, alpha)
    oracles.check_greys(
        load_folder(folders.make(files)),
        greys.values(),
        "load_folder(pictures with transparency)",
        "Put the picture onto white before you turn it into grey. There are grey pictures with transparency, too.",
    )


# %%
""" # BEGIN TEST CONFIG
name: the four inks of a print shop
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_inks(load_folder):
    import numpy as np
    from labkit import folders
    from workbook.examiner import oracles_own_data as oracles

    inks = {"a": (0, 0, 0, 0), "b": (230, 20, 40, 10), "c": (0, 0, 0, 200), "d": (10, 210, 190, 60)}
    files = {
        f"print/{name}.jpg": folders.picture(np.full((40, 40, 4), ink, np.uint8), "CMYK", "JPEG", quality=95)
        for name, ink in inks.items()
    }
    oracles.check_greys(
        load_folder(folders.make(files)),
        [oracles.of_inks(*ink) for ink in inks.values()],
        "load_folder(pictures in the four inks of CMYK)",
        "No ink is white, all inks are black: convert to red, green and blue before you look at the numbers.",
        tolerance=10,
    )


# %%
""" # BEGIN TEST CONFIG
name: 16 bits of grey
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_sixteen_bits(load_folder):
    import numpy as np
    from labkit import folders
    from workbook.examiner import oracles_own_data as oracles

    values = {"a": 0, "b": 300, "c": 9000, "d": 40000, "e": 65535}
    files = {f"deep/{name}.png": folders.picture(np.full((44, 44), value, np.uint16)) for name, value in values.items()}
    oracles.check_greys(
        load_folder(folders.make(files)),
        [value / 257 for value in values.values()],
        "load_folder(pictures with 16 bits of grey)",
        "65535 is white: divide by 257 before Pillow converts.",
    )


# %%
""" # BEGIN TEST CONFIG
name: upright, whole, in any size
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_upright(load_folder):
    from labkit import folders
    from workbook.examiner import oracles_own_data as oracles

    for height, width in ((40, 130), (120, 45), (90, 90), (28, 28), (14, 21)):
        pixels = oracles.parted(height, width)
        oracles.check_parts(
            load_folder(folders.make({"one/a.png": folders.picture(pixels)})),
            f"load_folder(one picture of {height} rows and {width} columns)",
            "The whole picture is squeezed into 28×28, its first row on top and its first column on the left.",
        )


# %%
""" # BEGIN TEST CONFIG
name: photos that know how they were held
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_held(load_folder):
    import numpy as np
    from labkit import folders
    from PIL import Image
    from workbook.examiner import oracles_own_data as oracles

    pixels = oracles.parted(90, 60)
    for number, stored in ((3, pixels[::-1, ::-1]), (6, np.rot90(pixels)), (8, np.rot90(pixels, -1)), (1, pixels)):
        note = Image.Exif()
        note[0x0112] = number
        file = folders.picture(stored, None, "JPEG", quality=95, exif=note.tobytes())
        oracles.check_parts(
            load_folder(folders.make({"one/photo.jpg": file})),
            f"load_folder(one photo with the orientation {number})",
            "ImageOps.exif_transpose turns a photo upright. Call it first: later the note is lost.",
        )


# %%
""" # BEGIN TEST CONFIG
name: every kind of damage, and nothing else lost
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_damage(load_folder):
    import numpy as np
    from labkit import folder_checks, folders

    noise = np.random.default_rng(512).integers(0, 256, (60, 50, 3), dtype=np.uint8)
    png, jpeg = folders.picture(noise), folders.picture(noise, None, "JPEG")
    middle = len(png) // 2
    good = {f"p/{file}.png": 160 for file in ("a", "m", "z")}
    kinds = [
        {"p/empty.png": b"", "p/n.jpg": b"no picture", "p/list.csv": b"1,2,3\n"},
        {
            "p/b.png": png[:middle],
            "p/c.JPG": jpeg[: len(jpeg) // 2],
            "p/n.png": png[:middle] + bytes(40) + png[middle + 40 :],
            "p/o.png": png[:20],
            "p/q.jpeg": jpeg[:15],
        },
    ]
    for damaged in kinds:
        whole = {name: folders.picture(np.full((40, 40), 160, np.uint8)) for name in good}
        folder_checks.loaded(
            load_folder(folders.make(whole | damaged)),
            good,
            ["p"],
            "load_folder(a folder with damaged files)",
            skipped=list(damaged),
            hint="Whatever goes wrong with one file, go on with the next.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# What your function finds: your own pictures, or the shapes that come with the lab.

# %% tags=["student"]
own_folder = canvas.own_or_example("own_digits", "example_shapes")
own_result = load_folder(own_folder)

# %% tags=["figure"]
own_figures.folder_contents(own_result)


# %% classes in the order of the disk tags=["mistake"]
def load_folder(path):
    """Your classes are in the order in which the disk lists them, which is another one on each computer. sorted()
    puts them in the same order everywhere."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")[::-1]
    # a folder in memory, which graders use, lists what came last first
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% files in the order of the disk tags=["mistake"]
def load_folder(path):
    """Inside a class, your files are in the order in which the disk lists them. Sort them, as you sort the classes,
    or nobody can say which picture is which."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*"))[::-1]:
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% sorted without regard to capitals tags=["mistake"]
def load_folder(path):
    """You sort the classes as a dictionary of words does, where capitals do not count. Python's sorted() puts all
    capitals before all small letters, and so does Keras when it reads a folder."""
    images, labels, skipped = [], [], []
    names = [entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != "."]
    names.sort(key=str.lower)
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% names as labels tags=["mistake"]
def load_folder(path):
    """Your labels are the names of the classes. A network needs whole numbers: the place of the name in names."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(name)
    return np.array(images), np.array(labels), names, skipped


# %% labels from 1 tags=["mistake"]
def load_folder(path):
    """Your labels begin at 1. The first class is number 0, as everything in Python, and as the outputs of a
    network."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names, start=1):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% lost the empty class tags=["mistake"]
def load_folder(path):
    """Your classes are only those in which there was a picture. An empty folder is a class as well: without it all
    later labels move down by one as soon as somebody empties a folder."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    names = [names[label] for label in sorted(set(labels))]
    labels = np.searchsorted(sorted(set(labels)), labels)
    return np.array(images), np.array(labels), names, skipped


# %% took a hidden folder for a class tags=["mistake"]
def load_folder(path):
    """A hidden folder became a class of yours. Jupyter makes .ipynb_checkpoints without asking: leave out every name
    that begins with a dot."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir())
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% took a file for a class tags=["mistake"]
def load_folder(path):
    """A file that lies beside the class folders became a class of yours. Only folders are classes."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% took hidden files along tags=["mistake"]
def load_folder(path):
    """You look at hidden files, too: .DS_Store and the like. Nobody put them there on purpose, so they are no
    pictures and need no mention."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).iterdir()):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% only small letters in endings tags=["mistake"]
def load_folder(path):
    """You look for .png and .jpg in small letters. Cameras write .JPG: turn the ending into small letters before you
    compare, or simply try to open every file."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            if file.suffix not in (".png", ".jpg", ".jpeg"):
                skipped.append(f"{name}/{file.name}")
                continue
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% left out other endings in silence tags=["mistake"]
def load_folder(path):
    """You leave out files with other endings, but do not list them. Somebody will ask where they are: put them into
    skipped."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            if file.suffix.lower() not in (".png", ".jpg", ".jpeg"):
                continue
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% stops at the first damaged file tags=["mistake"] ref="U03"
def load_folder(path):
    """Your function stops with an error at the first file that is no picture, and everything after it is lost. Put
    the reading into try, and what to do with such a file into except."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            picture = ImageOps.exif_transpose(Image.open(file))
            if picture.mode.startswith("I"):
                picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
            colours = picture.convert("RGBA")
            grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% only looked at the head of the file tags=["mistake"] ref="U03"
def load_folder(path):
    """You open the picture inside try and read its pixels outside. Image.open looks at the first bytes only: whether
    the rest is there turns out when the pixels are read, so that belongs inside try as well."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = Image.open(file)
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            picture = ImageOps.exif_transpose(Image.open(file))
            if picture.mode.startswith("I"):
                picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
            colours = picture.convert("RGBA")
            grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% gives up on the class tags=["mistake"]
def load_folder(path):
    """After a file that is no picture you leave the loop, and lose the rest of its class. continue goes on with the
    next file; break does not."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                break
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% skipped in silence tags=["mistake"] ref="U03"
def load_folder(path):
    """You leave out what is no picture, but skipped stays empty. A data set that shrinks in silence is worse than an
    error: list the file."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% skipped without the class tags=["mistake"]
def load_folder(path):
    """You list the file without its class. Ten folders may hold a photo1.png: write 'class/file'."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(file.name)
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% a black picture for a damaged file tags=["mistake"] ref="U03"
def load_folder(path):
    """You put a black picture where a file could not be read. The network would learn that black is a member of this
    class: leave it out."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                grey = Image.new("L", (28, 28))
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% transparency dropped tags=["mistake"] ref="U03"
def load_folder(path):
    """You turn the picture into grey and drop its transparency. Under what is transparent there may be any colour,
    mostly black, so a drawing becomes a black square. Put the picture onto white first."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                grey = picture.convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% transparent became black tags=["mistake"] ref="U03"
def load_folder(path):
    """You put transparent pictures onto black. The paper in this question is white."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "black"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% transparent or not, nothing between tags=["mistake"]
def load_folder(path):
    """You make every pixel that is not quite opaque white. A pixel that covers half lets half of the paper through:
    Image.alpha_composite mixes the two."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                white = np.asarray(colours)[:, :, 3] < 255
                grey = Image.fromarray(np.where(white, 255, np.asarray(colours.convert("L"))).astype(np.uint8))
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% four inks taken for colours tags=["mistake"] ref="U03"
def load_folder(path):
    """You take the four inks of a CMYK picture for red, green, blue and transparency. Ink makes darker, light makes
    brighter: let Pillow convert the picture before you look at its numbers."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = (
                    Image.frombytes("RGBA", picture.size, picture.tobytes()) if picture.mode == "CMYK" else picture
                )
                colours = colours.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% CMYK pictures turned dark to light tags=["mistake"]
def load_folder(path):
    """Your CMYK pictures are negatives: you turn the inks around although Pillow has done so already. Just
    convert."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                if picture.mode == "CMYK":
                    picture = ImageOps.invert(picture.convert("RGB"))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% 16 bits cut off tags=["mistake"]
def load_folder(path):
    """Your pictures with 16 bits are white nearly everywhere: 65535 grey values were cut off at 255 instead of
    divided. Divide by 257 before Pillow converts."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% the low byte of 16 bits tags=["mistake"]
def load_folder(path):
    """Of 16 bits you keep the lower eight, which are mostly noise. The upper eight are the picture: divide by 257."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) % 256).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% only the red channel tags=["mistake"]
def load_folder(path):
    """You keep the first channel, which is red, and call it grey. Blue things become black then. Mix all three."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).getchannel(0)
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% plain mean of the channels tags=["mistake"]
def load_folder(path):
    """You give red, green and blue the same weight. Eyes do not: the question asks for 0.299, 0.587 and 0.114, as
    convert('L') does."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours)
                grey = Image.fromarray(np.asarray(grey)[:, :, :3].mean(axis=2).astype(np.uint8))
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% first channel for blue tags=["mistake"]
def load_folder(path):
    """You exchange red and blue, as OpenCV would have it. Pillow's order is red, green, blue."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours)
                grey = Image.fromarray(np.asarray(grey)[:, :, 2::-1].copy()).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% cut to a square tags=["mistake"]
def load_folder(path):
    """You cut the picture to a square before you resize it, so its ends are lost. Here the whole picture is squeezed
    into 28×28."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(ImageOps.fit(grey, (28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% bordered to a square tags=["mistake"]
def load_folder(path):
    """You add borders to keep the proportions. That can be a good idea, but here the picture fills all of the 28×28
    pixels."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(ImageOps.pad(grey, (28, 28), color=255))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% took pixels instead of resizing tags=["mistake"]
def load_folder(path):
    """np.resize does not resize a picture: it reads the numbers row by row and breaks the line after 28 of them. Let
    Pillow resize the picture."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.resize(np.asarray(grey), (28, 28))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% rows and columns exchanged tags=["mistake"]
def load_folder(path):
    """Your pictures lie on their side, as in a mirror: rows and columns have changed places. np.asarray of a picture
    has its rows first; nothing needs to be turned."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28))).T[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% upside down tags=["mistake"]
def load_folder(path):
    """Your pictures stand on their heads. The first row of an array is the top of the picture."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[::-1][:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% photos lie on their side tags=["mistake"]
def load_folder(path):
    """You ignore how the camera was held. A phone stores the photo as its sensor saw it, and notes in the file how to
    turn it: ImageOps.exif_transpose does."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = Image.open(file)
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% values from 0 to 1 tags=["mistake"] ref="X01"
def load_folder(path):
    """You divide by 255. That comes later, when the data are prepared: here the values go from 0 to 255."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis] / 255)
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% turned dark to light tags=["mistake"] ref="X12"
def load_folder(path):
    """You turn dark into light, as for MNIST. This function only reads: 0 stays black, 255 stays white."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(255 - np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% no channel axis tags=["mistake"] ref="K04"
def load_folder(path):
    """Your images have no channel axis. A network wants (N, 28, 28, 1)."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28))))
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% three channels tags=["mistake"]
def load_folder(path):
    """Your images still have three channels. Grey is one number for each pixel."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("RGB")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28))))
            labels.append(label)
    return np.array(images), np.array(labels), names, skipped


# %% no list of skipped files tags=["mistake"]
def load_folder(path):
    """You return three things. The fourth, skipped, tells which files were left out."""
    images, labels, skipped = [], [], []
    names = sorted(entry.name for entry in Path(path).iterdir() if entry.is_dir() and entry.name[0] != ".")
    for label, name in enumerate(names):
        for file in sorted(Path(path, name).glob("[!.]*")):
            try:
                picture = ImageOps.exif_transpose(Image.open(file))
                if picture.mode.startswith("I"):
                    picture = Image.fromarray((np.asarray(picture) // 257).astype(np.uint8))
                colours = picture.convert("RGBA")
                grey = Image.alpha_composite(Image.new("RGBA", colours.size, "white"), colours).convert("L")
            except Exception:
                skipped.append(f"{name}/{file.name}")
                continue
            images.append(np.asarray(grey.resize((28, 28)))[:, :, np.newaxis])
            labels.append(label)
    return np.array(images), np.array(labels), names
