# %% [raw]
# # BEGIN QUESTION
# name: prepare_own_digit
# points: 1
# minutes: 8
# difficulty: 3

# %% [markdown]
# ## 3.13 Read your own digit
#
# Write a digit on paper, take a photo, let the network read it. Without preparation this fails nearly always, and not
# because the network is bad. It has only ever seen digits like MNIST's: light ink on a dark ground, 20 pixels long, in
# the middle of 28×28. A photo is dark ink on a light page, somewhere, in some size.
#
# Write `prepare_own_digit(image)`, which makes one look like the other.
#
# | | shape | |
# |---|---|---|
# | `image` | `(H, W)` or `(H, W, 3)`, `uint8` | one digit, dark on a light page, of any size, anywhere |
# | result | `(1, 28, 28, 1)`, floats | paper close to 0, ink close to 1 |
#
# In the result the digit is complete and upright, keeps its proportions, is about 20 pixels along its longer side, and
# stands in the middle, with a margin on all sides.
#
# A page is light, but seldom white and never quite even: its grey values may differ by ten or so. Ink is always
# darker than paper by a hundred and more. `image` must not change.
#
# One way that works, step by step:
#
# 1. grey values: the mean of the three colours, if there are colours;
# 2. ink: how much darker than the page is each pixel? Most pixels are page, so the *median* is the page's grey value;
# 3. cut out the rows and columns in which there is real ink, more than half of the largest value;
# 4. add paper to make the cut-out square, the digit in its middle;
# 5. resize it to 20×20, for example with `tf.image.resize(square[..., np.newaxis], (20, 20), antialias=True)`, and add
#    4 pixels of paper all around;
# 6. scale the values to 0..1 and add the two axes.

# %% [markdown] tags=["hint"]
# For the third step: `(ink > ink.max() / 2).any(axis=1)` says for each row whether there is real ink in it. The first
# and the last such row are what you need; `np.flatnonzero` gives you their numbers.

# %% [markdown] tags=["hint"]
# For the fourth: `np.pad(digit, ((top, bottom), (left, right)))` adds zeros, and zero is paper by now. If the digit is
# 50 high and 30 wide, 20 columns are missing: ten on the left, ten on the right.

# %% [markdown] tags=["hint"]
# For the last two steps: what `tf.image.resize` returns becomes an array by `.numpy()`. Divide it by its largest
# value, then let `np.pad` add 4 on both sides of rows and columns, and nothing on the channel axis. The batch axis
# comes in front, by `np.newaxis`.

# %% [raw]
# # BEGIN SOLUTION


# %%
def prepare_own_digit(image):
    """Make a photo look like MNIST: uint8 (H, W) or (H, W, 3), dark on light -> floats
    (1, 28, 28, 1), light on dark."""
    # BEGIN SOLUTION
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(float)
    ink = np.clip(np.median(grey) - grey, 0, None)
    rows = np.flatnonzero((ink > ink.max() / 2).any(axis=1))
    columns = np.flatnonzero((ink > ink.max() / 2).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = digit.shape
    side = max(height, width)
    above, before = (side - height) // 2, (side - width) // 2
    square = np.pad(digit, ((above, side - height - above), (before, side - width - before)))
    small = tf.image.resize(square[..., np.newaxis], (20, 20), antialias=True).numpy()
    small = np.clip(small / small.max(), 0, 1)
    return np.pad(small, ((4, 4), (4, 4), (0, 0)))[np.newaxis]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: a 7 on a grey page
points: 0.5
"""  # END TEST CONFIG


def test_grey_page(prepare_own_digit):
    from labkit import checks, pages

    page = pages.draw(7, (160, 120), corner=(20, 30), height=80, seed=1)
    before = page.copy()
    pages.check_prepared(prepare_own_digit(page), page, "the prepared 7")
    checks.unchanged(page, before, "image")


# %%
""" # BEGIN TEST CONFIG
name: other digits, sizes and places, with and without colours
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_other_pages(prepare_own_digit):
    from labkit import pages

    for number, (digit, settings) in enumerate(
        [
            (2, {"shape": (200, 300, 3), "corner": (15, 190), "height": 90}),
            (1, {"shape": (400, 250), "corner": (60, 20), "height": 300, "paper": 205, "ink": 60}),
            (4, {"shape": (90, 140, 3), "corner": (40, 8), "height": 36, "paper": 240, "ink": 20}),
            (7, {"shape": (64, 64), "corner": (12, 18), "height": 40, "pen": 4, "paper": 190, "ink": 70}),
        ]
    ):
        page = pages.draw(digit, noise=3.0, seed=131 + number, **settings)
        pages.check_prepared(prepare_own_digit(page), page, f"the prepared {digit} from a page {page.shape}")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["student"]
from labkit.pages import example_page

page = example_page()
# Your own: upload a photo of one digit (on Colab: the folder symbol on the left), then run this
# line with its name.
# page = np.asarray(keras.utils.load_img("my_digit.jpg"))

prepared = prepare_own_digit(page)
own_probabilities = probabilities_of(cnn, prepared)

# %% tags=["figure"]
figures.own_digit(page, prepared, own_probabilities)

# %% [markdown]
# And this is what your CNN sees in it, layer by layer. Every map answers to a pattern of its own: which ones follow the
# strokes, which ones their edges, which ones stay silent? From layer to layer the maps get coarser.

# %% tags=["figure"]
from labkit.figures import maps

maps.explore_maps(cnn, prepared)


# %% dark ink on a light ground tags=["mistake"] ref="X12"
def prepare_own_digit(image):
    """Your digit is still dark on a light ground. The network has only seen the opposite: turn the values around."""
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(float)
    dark = np.flatnonzero((grey < grey.mean() / 2).any(axis=1)), np.flatnonzero((grey < grey.mean() / 2).any(axis=0))
    digit = grey[dark[0][0] : dark[0][-1] + 1, dark[1][0] : dark[1][-1] + 1]
    side = max(digit.shape)
    above, before = (side - digit.shape[0]) // 2, (side - digit.shape[1]) // 2
    margins = ((above, side - digit.shape[0] - above), (before, side - digit.shape[1] - before))
    square = np.pad(digit, margins, constant_values=grey.max())
    small = tf.image.resize(square[..., np.newaxis], (20, 20), antialias=True).numpy() / 255
    return np.pad(small, ((4, 4), (4, 4), (0, 0)), constant_values=1)[np.newaxis]


# %% squeezed the whole page tags=["mistake"] ref="X12"
def prepare_own_digit(image):
    """You shrink the whole page. The digit stays where it was, and becomes tiny or crooked. Cut it out first."""
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(float)
    ink = np.clip(np.median(grey) - grey, 0, None)
    small = tf.image.resize(ink[..., np.newaxis], (28, 28), antialias=True).numpy()
    return np.clip(small / small.max(), 0, 1)[np.newaxis]


# %% no margin tags=["mistake"] ref="X12"
def prepare_own_digit(image):
    """Your digit fills all 28 pixels. In MNIST it is 20 pixels long, with a margin of 4 around it."""
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(float)
    ink = np.clip(np.median(grey) - grey, 0, None)
    rows = np.flatnonzero((ink > ink.max() / 2).any(axis=1))
    columns = np.flatnonzero((ink > ink.max() / 2).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(digit.shape)
    above, before = (side - digit.shape[0]) // 2, (side - digit.shape[1]) // 2
    square = np.pad(digit, ((above, side - digit.shape[0] - above), (before, side - digit.shape[1] - before)))
    small = tf.image.resize(square[..., np.newaxis], (28, 28), antialias=True).numpy()
    return np.clip(small / small.max(), 0, 1)[np.newaxis]


# %% stretched the digit tags=["mistake"] ref="X12"
def prepare_own_digit(image):
    """You stretch the cut-out to a square: a 1 becomes a bar. Add paper at its sides before you resize."""
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(float)
    ink = np.clip(np.median(grey) - grey, 0, None)
    rows = np.flatnonzero((ink > ink.max() / 2).any(axis=1))
    columns = np.flatnonzero((ink > ink.max() / 2).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    small = tf.image.resize(digit[..., np.newaxis], (20, 20), antialias=True).numpy()
    return np.pad(np.clip(small / small.max(), 0, 1), ((4, 4), (4, 4), (0, 0)))[np.newaxis]


# %% took noise for ink tags=["mistake"]
def prepare_own_digit(image):
    """You cut out everything that is not exactly as light as the page, and the page is uneven. Only count what is
    clearly darker."""
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(float)
    ink = grey.max() - grey
    rows, columns = np.flatnonzero((ink > 0).any(axis=1)), np.flatnonzero((ink > 0).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(digit.shape)
    above, before = (side - digit.shape[0]) // 2, (side - digit.shape[1]) // 2
    square = np.pad(digit, ((above, side - digit.shape[0] - above), (before, side - digit.shape[1] - before)))
    small = tf.image.resize(square[..., np.newaxis], (20, 20), antialias=True).numpy()
    return np.pad(np.clip(small / small.max(), 0, 1), ((4, 4), (4, 4), (0, 0)))[np.newaxis]


# %% put the digit into the corner tags=["mistake"]
def prepare_own_digit(image):
    """Your digit has the right size, but stands in the upper left corner. Put it in the middle."""
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(float)
    ink = np.clip(np.median(grey) - grey, 0, None)
    rows = np.flatnonzero((ink > ink.max() / 2).any(axis=1))
    columns = np.flatnonzero((ink > ink.max() / 2).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(digit.shape)
    square = np.pad(digit, ((0, side - digit.shape[0]), (0, side - digit.shape[1])))
    small = tf.image.resize(square[..., np.newaxis], (20, 20), antialias=True).numpy()
    return np.pad(np.clip(small / small.max(), 0, 1), ((1, 7), (1, 7), (0, 0)))[np.newaxis]


# %% values up to 255 tags=["mistake"] ref="X01"
def prepare_own_digit(image):
    """Your values still go up to 255 or so. The network was trained on values from 0 to 1."""
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(float)
    ink = np.clip(np.median(grey) - grey, 0, None)
    rows = np.flatnonzero((ink > ink.max() / 2).any(axis=1))
    columns = np.flatnonzero((ink > ink.max() / 2).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(digit.shape)
    above, before = (side - digit.shape[0]) // 2, (side - digit.shape[1]) // 2
    square = np.pad(digit, ((above, side - digit.shape[0] - above), (before, side - digit.shape[1] - before)))
    small = tf.image.resize(square[..., np.newaxis], (20, 20), antialias=True).numpy()
    return np.pad(small, ((4, 4), (4, 4), (0, 0)))[np.newaxis]


# %% no batch and channel axes tags=["mistake"] ref="K04"
def prepare_own_digit(image):
    """Your picture is right, but has only two axes. The network takes batches of images with channels: (1, 28, 28,
    1)."""
    grey = image.mean(axis=2) if image.ndim == 3 else image.astype(float)
    ink = np.clip(np.median(grey) - grey, 0, None)
    rows = np.flatnonzero((ink > ink.max() / 2).any(axis=1))
    columns = np.flatnonzero((ink > ink.max() / 2).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(digit.shape)
    above, before = (side - digit.shape[0]) // 2, (side - digit.shape[1]) // 2
    square = np.pad(digit, ((above, side - digit.shape[0] - above), (before, side - digit.shape[1] - before)))
    small = tf.image.resize(square[..., np.newaxis], (20, 20), antialias=True).numpy()[..., 0]
    return np.pad(np.clip(small / small.max(), 0, 1), 4)


# %% only grey pages tags=["mistake"]
def prepare_own_digit(image):
    """Your function stops at pages with colours. If there is a third axis, take the mean over it first."""
    height, width = image.shape
    ink = np.clip(np.median(image) - image.astype(float), 0, None)
    rows = np.flatnonzero((ink > ink.max() / 2).any(axis=1))
    columns = np.flatnonzero((ink > ink.max() / 2).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(digit.shape)
    above, before = (side - digit.shape[0]) // 2, (side - digit.shape[1]) // 2
    square = np.pad(digit, ((above, side - digit.shape[0] - above), (before, side - digit.shape[1] - before)))
    small = tf.image.resize(square[..., np.newaxis], (20, 20), antialias=True).numpy()
    return np.pad(np.clip(small / small.max(), 0, 1), ((4, 4), (4, 4), (0, 0)))[np.newaxis]


# %% laid the digit on its side tags=["mistake"]
def prepare_own_digit(image):
    """Rows and columns have changed places: your digit lies on its side. An array has its rows first."""
    grey = image.mean(axis=2).T if image.ndim == 3 else image.astype(float).T
    ink = np.clip(np.median(grey) - grey, 0, None)
    rows = np.flatnonzero((ink > ink.max() / 2).any(axis=1))
    columns = np.flatnonzero((ink > ink.max() / 2).any(axis=0))
    digit = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    side = max(digit.shape)
    above, before = (side - digit.shape[0]) // 2, (side - digit.shape[1]) // 2
    square = np.pad(digit, ((above, side - digit.shape[0] - above), (before, side - digit.shape[1] - before)))
    small = tf.image.resize(square[..., np.newaxis], (20, 20), antialias=True).numpy()
    return np.pad(np.clip(small / small.max(), 0, 1), ((4, 4), (4, 4), (0, 0)))[np.newaxis]
