# %% [raw]
# # BEGIN QUESTION
# name: label_safe
# points: 2
# minutes: 8
# difficulty: 1

# %% [markdown]
# ## 4.6 Which changes leave the label true?
#
# Turn a 6 by half a turn, and it is a 9. If its label still says 6, the network is taught something wrong, and no
# amount of training repairs that. Mirror a 2, and it looks much like a 5; mirror a 3, and it is no digit at all. With
# cats nobody would mind: what is allowed depends on what the labels mean.
#
# Call a change **label-safe for digits** if somebody who sees only the changed picture would still give it the old
# label, whichever of the ten digits it is. One digit that does not survive is enough to make a change unsafe, even if
# 0 and 8 look the same afterwards. Here are thirteen changes, and what they do to digits:

# %% tags=["figure"]
figures.changes_of_digits(train_images, train_labels)

# %% [markdown]
# Write `label_safe(transforms)`. It takes a list of such names and returns a list of those that are label-safe, in the
# order in which they were given. The names are written as in the figure:
#
# ```python
# "add faint noise"
# "blur slightly"
# "darken by 20 percent"
# "erase the lower half"
# "mirror left to right"
# "mirror top to bottom"
# "rotate by 10 degrees"
# "rotate by 180 degrees"
# "rotate by 90 degrees"
# "shift by fourteen pixels"
# "shift by two pixels"
# "shuffle the rows"
# "zoom in by 10 percent"
# ```
#
# You judge by eye; the function only writes your judgement down. The list may hold any of the names, in any order, and
# the right answer may be an empty list.

# %% [markdown] tags=["hint"]
# Go through the figure row by row, and look for one digit that you would not name correctly. Begin with 2, 3, 6 and 9.

# %% [markdown] tags=["hint"]
# Do not ask whether the picture looks worse, but whether you would still say the same digit. And mind how far: ten
# degrees and ninety, two pixels and fourteen, are different changes.

# %% [markdown] tags=["hint"]
# Write the safe names into a list or a set. A list comprehension with `if name in ...` keeps the order.

# %% [raw]
# # BEGIN SOLUTION


# %%
def label_safe(transforms):
    """Keep those changes that leave the label of every digit true: a list of names -> a list of
    names."""
    # BEGIN SOLUTION
    small_moves = {"shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"}
    other_values = {"add faint noise", "blur slightly", "darken by 20 percent"}
    return [name for name in transforms if name in small_moves or name in other_values]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: a 6 on its head
points: 0.5
"""  # END TEST CONFIG


def test_example(label_safe):
    from labkit import checks

    given = ["rotate by 180 degrees", "shift by two pixels"]
    for transforms, expected in ((given, given[1:]), (given[:1], [])):
        got = label_safe(list(transforms))
        if not isinstance(got, (list, tuple)) or list(got) != expected:
            checks.fail(
                f"label_safe({transforms}) is wrong.",
                expected=expected,
                got=got,
                hint="On its head a 6 is a 9. Moved by two pixels it is a 6. Return a list, even if it is empty.",
            )


# %%
""" # BEGIN TEST CONFIG
name: small changes
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_small_changes(label_safe):
    from workbook.examiner import oracles_preprocessing as oracles

    for transforms in (
        ["add faint noise", "shuffle the rows", "shift by two pixels", "zoom in by 10 percent"],
        ["shuffle the rows", "darken by 20 percent", "rotate by 10 degrees"],
        ["blur slightly"],
    ):
        safe = [name for name in transforms if name != "shuffle the rows"]
        oracles.same_names(label_safe(list(transforms)), safe, "label_safe of a list with small changes")


# %%
""" # BEGIN TEST CONFIG
name: turns and mirrors
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_turns_and_mirrors(label_safe):
    from workbook.examiner import oracles_preprocessing as oracles

    for transforms in (
        ["rotate by 180 degrees", "shift by two pixels"],
        ["mirror left to right", "shift by two pixels"],
        ["shift by two pixels", "mirror top to bottom"],
        ["rotate by 90 degrees", "shift by two pixels"],
        ["mirror top to bottom", "rotate by 90 degrees", "mirror left to right", "rotate by 180 degrees"],
    ):
        safe = [name for name in transforms if name == "shift by two pixels"]
        oracles.same_names(
            label_safe(list(transforms)),
            safe,
            "label_safe of a list with turns and mirrors",
            hint="Look at 2, 5, 6 and 9 in the figure: would you name all of them correctly?",
        )


# %%
""" # BEGIN TEST CONFIG
name: changes that lose something
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_losses(label_safe):
    from workbook.examiner import oracles_preprocessing as oracles

    for transforms in (
        ["shift by fourteen pixels", "shift by two pixels"],
        ["shift by two pixels", "erase the lower half"],
        ["shuffle the rows", "shift by two pixels"],
    ):
        oracles.same_names(
            label_safe(list(transforms)),
            ["shift by two pixels"],
            "label_safe of a list with a change that loses something",
            hint="What is left of a digit has to be enough to tell it from the nine others.",
        )


# %%
""" # BEGIN TEST CONFIG
name: all names, in any order
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_order(label_safe):
    from workbook.examiner import oracles_preprocessing as oracles

    names = [*oracles.SAFE, *oracles.UNSAFE]
    for step in (5, 6, 8):  # 13 is prime, so every step visits all names
        transforms = [names[step * i % len(names)] for i in range(len(names))]
        safe = [name for name in transforms if name in oracles.SAFE]
        oracles.same_names(
            label_safe(list(transforms)),
            safe,
            "label_safe of all thirteen names, in another order",
            hint="The names that remain keep the order in which they were given.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ### What you have now
#
# The four steps of the lecture, written by yourself, and a reason for each of them. You will want all four when the
# pictures are your own, as in lab 5: they come in all sizes and colours, and there are few of them.


# %% allowed half a turn tags=["mistake"] ref="X11"
def label_safe(transforms):
    """You allow half a turn. A 6 becomes a 9 that way, and a 9 a 6, while the labels stay."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "rotate by 180 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% allowed a quarter turn tags=["mistake"] ref="X11"
def label_safe(transforms):
    """You allow a quarter turn. A 1 that lies on its side is a dash, and a 2 is hardly a digit."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "rotate by 90 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% allowed all rotations tags=["mistake"] ref="X11"
def label_safe(transforms):
    """You allow every rotation. Ten degrees are harmless, but half a turn makes a 9 of a 6: how far matters."""
    losses = ["mirror left to right", "mirror top to bottom", "shift by fourteen pixels", "erase the lower half"]
    losses += ["shuffle the rows"]
    return [name for name in transforms if name not in losses]


# %% allowed mirroring left to right tags=["mistake"] ref="X11"
def label_safe(transforms):
    """You allow mirroring left to right, as one does with cats. A mirrored 2 looks like a 5 with round corners, and a
    mirrored 3 is no digit."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "mirror left to right", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% allowed mirroring top to bottom tags=["mistake"] ref="X11"
def label_safe(transforms):
    """You allow mirroring top to bottom. 0, 3 and 8 survive it, but a 2 looks like a 5, and a 7 like nothing at all."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "mirror top to bottom", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% allowed both mirrors tags=["mistake"] ref="X11"
def label_safe(transforms):
    """You allow both mirrors. Some digits survive them, 2, 5, 6, 7 and 9 do not, and one is enough to make a change
    unsafe."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "mirror left to right", "mirror top to bottom"]
    safe += ["zoom in by 10 percent", "add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% allowed mirrors and all rotations tags=["mistake"] ref="X11"
def label_safe(transforms):
    """You allow every change that moves all pixels and loses none. The shape stays, but reading it depends on which
    side is up and which is left: 6 and 9, 2 and 5."""
    losses = ["shift by fourteen pixels", "erase the lower half", "shuffle the rows"]
    return [name for name in transforms if name not in losses]


# %% forbade every rotation tags=["mistake"]
def label_safe(transforms):
    """You forbid every rotation. Ten degrees are within what people's handwriting does by itself: no digit is mistaken
    for another."""
    safe = ["shift by two pixels", "zoom in by 10 percent", "add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% forbade changes of the pixels' values tags=["mistake"]
def label_safe(transforms):
    """You forbid noise, blur and a darker picture. The numbers change, the digit does not: you can still read all
    ten."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"]
    return [name for name in transforms if name in safe]


# %% forbade noise tags=["mistake"]
def label_safe(transforms):
    """You forbid faint noise. It makes a picture uglier, but you can still read all ten digits."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% forbade zooming tags=["mistake"]
def label_safe(transforms):
    """You forbid zooming in by 10 percent. A digit that is a little larger is the same digit."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% allowed every shift tags=["mistake"]
def label_safe(transforms):
    """You allow a shift by fourteen pixels. That is half the picture: what remains of an 8 could be a 3."""
    safe = ["shift by two pixels", "shift by fourteen pixels", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% allowed erasing the lower half tags=["mistake"]
def label_safe(transforms):
    """You allow erasing the lower half. The upper halves of 8 and 9 look alike, and so do those of 2 and 3."""
    safe = ["shift by two pixels", "erase the lower half", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% allowed shuffled rows tags=["mistake"]
def label_safe(transforms):
    """You allow shuffled rows. Every pixel is still there, but nobody can read the digit: order is what makes a
    picture."""
    safe = ["shift by two pixels", "shuffle the rows", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name in safe]


# %% returned the unsafe ones tags=["mistake"]
def label_safe(transforms):
    """You return the changes that are not safe, and leave the safe ones out. It is the other way round."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in transforms if name not in safe]


# %% returned all of them tags=["mistake"]
def label_safe(transforms):
    """You return every name. At least half a turn cannot be right: it makes a 9 of a 6."""
    return list(transforms)


# %% returned none of them tags=["mistake"]
def label_safe(transforms):
    """You return an empty list every time. Some changes are harmless: a 6 that is moved by two pixels is a 6."""
    return [name for name in transforms if name == "none"]


# %% returned all safe names every time tags=["mistake"]
def label_safe(transforms):
    """You return all safe names there are, whatever you are given. Return only those that are in transforms."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return safe


# %% returned True and False tags=["mistake"]
def label_safe(transforms):
    """You return True or False for each name. The names themselves are wanted."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name in safe for name in transforms]


# %% kept an order of its own tags=["mistake"]
def label_safe(transforms):
    """Your names are right, but stand in the order of your own list. Go through transforms, and ask of each name
    whether it is safe."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    return [name for name in safe if name in transforms]


# %% sorted the names tags=["mistake"]
def label_safe(transforms):
    """Your names are right, but sorted by the alphabet. Keep the order in which they were given."""
    safe = {"shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"}
    safe |= {"add faint noise", "blur slightly", "darken by 20 percent"}
    return sorted(safe & set(transforms))


# %% removed names while looping tags=["mistake"]
def label_safe(transforms):
    """You remove names from the list while you loop over it. Each removal makes the loop skip the next name, and the
    list of whoever called you changes, too. Build a new list."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    for name in transforms:
        if name not in safe:
            transforms.remove(name)
    return transforms


# %% looked for parts of the names tags=["mistake"]
def label_safe(transforms):
    """You forbid every name with the word 'rotate' or 'mirror' in it. That catches the small rotation as well, and lets
    through what loses half the digit. Judge each change by itself."""
    return [name for name in transforms if "rotate" not in name and "mirror" not in name]


# %% stopped at the first safe name tags=["mistake"]
def label_safe(transforms):
    """return stands inside the loop and ends it at the first safe name. Collect all of them first."""
    safe = ["shift by two pixels", "rotate by 10 degrees", "zoom in by 10 percent"]
    safe += ["add faint noise", "blur slightly", "darken by 20 percent"]
    found = []
    for name in transforms:
        if name in safe:
            found.append(name)
            return found
    return found
