# %% [raw]
# # BEGIN QUESTION
# name: resize
# points: 3
# minutes: 19
# difficulty: 3

# %% [markdown]
# ## 4.1 Resize
#
# A network that was built for 28×28 pixels takes nothing else, but pictures come in all sizes. To resize one, lay a new
# grid of pixels over the same picture and ask for each new pixel: where is its centre, and what would the old picture
# show there?
#
# **Where.** Call the centre of the first old row 0, that of the second row 1, and so on. The picture then reaches from
# $-\frac12$ to $H - \frac12$. Cut it into $H'$ new rows of equal height. The centre of new row $i$ lies at
#
# $$y_i = \left(i + \tfrac12\right) \frac{H}{H'} - \tfrac12 ,
# \qquad \text{moved to } 0 \text{ if it is less, and to } H - 1 \text{ if it is more.}$$
#
# **What.** Mostly $y_i$ lies between two old rows, $a = \lfloor y_i \rfloor$ and $a + 1$. Take some of both, more of
# the closer one. With $t = y_i - a$:
#
# $$R_i = (1 - t)\, X_a + t\, X_{a+1}$$
#
# Then do the same with the columns of the result. This is *bilinear* interpolation. Here is one row of four pixels:

# %% tags=["figure"]
figures.pixel_centres([10, 20, 40, 80])

# %% [markdown]
# Twice as many columns: the first two centres are at $-0.25$, which is moved to 0, and at $0.25$. So the
# result begins with $10$ and $0.75 \cdot 10 + 0.25 \cdot 20 = 12.5$, and goes on with 17.5, 25, 35, 50, 70, 80.
#
# **By hand first.** The same four pixels, resized to *two* columns: where are the two centres, and what are the two
# values?
#
# Write `resize(images, size)`.
#
# | | |
# |---|---|
# | `images` | `(N, H, W, C)`, numbers of any kind |
# | `size` | `(height, width)`: first the rows, then the columns, as in every NumPy shape |
# | result | `(N, height, width, C)`, floats, neither rounded nor cut |
#
# Every image and every channel is resized by itself. Each axis may become longer, shorter, or stay as it is.
#
# Two warnings about libraries. OpenCV and Pillow want *(width, height)*. And when a picture shrinks, many programs
# average over more than two pixels before they pick ("antialias"); the rule above does not, and neither should you.

# %% [markdown] tags=["hint"]
# Begin with one axis. `np.arange(height)` numbers the new rows; one line turns it into all the centres, and `np.clip`
# moves those that lie outside. Try it: 4 old rows and 8 new ones should give 0, 0.25, 0.75, 1.25, … 2.75, 3.

# %% [markdown] tags=["hint"]
# `np.floor(centres).astype(int)` gives all the $a$ at once, and `images[:, a]` picks those rows, as often as they are
# needed. On the last row there is no $a + 1$: what weight would it have there, and which row could stand in?

# %% [markdown] tags=["hint"]
# The weights $t$ have the shape `(height,)`, the picked rows `(N, height, W, C)`. `t[:, None, None]` makes them fit.
# For the columns the picked array is `rows[:, :, b]`, and one `None` is enough.

# %% [raw]
# # BEGIN SOLUTION


# %%
def resize(images, size):
    """Resize with bilinear interpolation: (N, H, W, C), (height, width) ->
    (N, height, width, C), floats."""
    # BEGIN SOLUTION
    height, width = size

    def neighbours(old, new):
        """For each new pixel: the old pixel before its centre, the one after it, and how far it is on the way."""
        centres = np.maximum((np.arange(new) + 0.5) * old / new - 0.5, 0)
        before = centres.astype(int)
        after = np.minimum(before + 1, old - 1)  # beyond the last pixel, it is mixed with itself
        return before, after, centres - before

    above, below, t = neighbours(images.shape[1], height)
    t = t[:, None, None]
    rows = (1 - t) * images[:, above] + t * images[:, below]
    left, right, t = neighbours(images.shape[2], width)
    t = t[:, None]
    return (1 - t) * rows[:, :, left] + t * rows[:, :, right]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the row of four pixels above
points: 0.5
"""  # END TEST CONFIG


def test_one_row(resize):
    import numpy as np
    from labkit import checks

    images = np.array([10.0, 20.0, 40.0, 80.0]).reshape(1, 1, 4, 1)
    for width, expected, hint in (
        (8, [10, 12.5, 17.5, 25, 35, 50, 70, 80], "Print the centres: 0, 0.25, 0.75, 1.25 and so on, up to 3."),
        (2, [15, 60], "The centres are at 0.5 and 2.5: half-way between two old pixels."),
    ):
        what = f"resize(one row of four pixels, (1, {width}))"
        got = checks.same_shape(resize(images, (1, width)), (1, 1, width, 1), what)
        checks.same_array(got[0, 0, :, 0], expected, what, hint=hint)


# %%
""" # BEGIN TEST CONFIG
name: first the height, then the width
points: 0.25
"""  # END TEST CONFIG


def test_height_then_width(resize):
    import numpy as np
    from labkit import checks

    images = np.array([[0.0, 40.0], [80.0, 120.0]]).reshape(1, 2, 2, 1)
    what = "resize(two rows of two pixels, (2, 4))"
    got = checks.same_shape(
        resize(images, (2, 4)), (1, 2, 4, 1), what, hint="size is (height, width): here two rows and four columns."
    )
    checks.same_array(
        got[0, :, :, 0],
        [[0, 10, 30, 40], [80, 90, 110, 120]],
        what,
        hint="Both rows stay as they are; each of them is resized like the row in the first example.",
    )


# %%
""" # BEGIN TEST CONFIG
name: larger in both directions
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_enlarge(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    rng = np.random.default_rng(411)
    for shape, size in (((1, 5, 4, 1), (8, 11)), ((1, 3, 7, 1), (9, 8))):
        images = rng.normal(0, 50, shape)
        checks.same_array(
            resize(images, size),
            oracles.resize(images, size),
            f"resize(images {shape}, {size})",
            hint="Work with the centres of the pixels. Move those that lie outside to the first or last pixel.",
        )


# %%
""" # BEGIN TEST CONFIG
name: smaller in both directions
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_shrink(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    rng = np.random.default_rng(412)
    for shape, size in (((1, 9, 13, 1), (4, 5)), ((1, 11, 6, 1), (3, 4))):
        images = rng.normal(0, 50, shape)
        checks.same_array(
            resize(images, size),
            oracles.resize(images, size),
            f"resize(images {shape}, {size})",
            hint="The same rule as for larger pictures: two old pixels for each new one, never more.",
        )


# %%
""" # BEGIN TEST CONFIG
name: several images and channels
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_images_and_channels(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    images = np.random.default_rng(413).uniform(0, 255, (3, 9, 7, 2))
    checks.same_array(
        resize(images, (5, 5)),
        oracles.resize(images, (5, 5)),
        "resize(images (3, 9, 7, 2), (5, 5))",
        hint="Only the axes 1 and 2 change; every image and every channel is resized by itself.",
    )


# %%
""" # BEGIN TEST CONFIG
name: uint8 and float32 images, which stay as they were
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_dtypes(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    rng = np.random.default_rng(414)
    for images in (rng.integers(0, 256, (2, 7, 8, 1), dtype=np.uint8), rng.random((2, 9, 7, 1), dtype=np.float32)):
        before = images.copy()
        checks.same_array(
            resize(images, (6, 6)),
            oracles.resize(before, (6, 6)),
            f"resize({images.dtype} images {images.shape}, (6, 6))",
            hint="Between 3 and 4 there is 3.5: let the result be floats.",
        )
        checks.unchanged(images, before, "images")


# %%
""" # BEGIN TEST CONFIG
name: an axis that keeps its length, an axis of one pixel
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_same_length(resize):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    rng = np.random.default_rng(415)
    for shape, size in (((1, 5, 7, 1), (5, 7)), ((1, 6, 5, 1), (6, 1)), ((1, 1, 5, 1), (3, 5))):
        images = rng.normal(0, 50, shape)
        checks.same_array(
            resize(images, size),
            oracles.resize(images, size),
            f"resize(images {shape}, {size})",
            hint="Put the numbers into the formula for the centres: where is the centre of a row that keeps its size?",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# One digit in four sizes, by your function. Squeezed pictures are a common accident: nothing crashes, the digits just
# get thin, and the network that learned from wide ones reads them badly.

# %% tags=["figure"]
figures.resized_digit(train_images[30], resize)


# %% exchanged height and width tags=["mistake"] ref="X07"
def resize(images, size):
    """You read size as (width, height), as OpenCV and Pillow do. In NumPy the rows come first: (height, width)."""
    width, height = size
    y = np.clip((np.arange(height) + 0.5) * images.shape[1] / height - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(width) + 0.5) * images.shape[2] / width - 0.5, 0, images.shape[2] - 1)
    a, b = y.astype(int), x.astype(int)
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b1]


# %% aligned the corner pixels tags=["mistake"]
def resize(images, size):
    """You put the first and the last new pixel exactly onto the first and the last old one. Then the new pixels are not
    spread over the whole picture: their centres follow from the formula, half a pixel from each edge."""
    y = np.linspace(0, images.shape[1] - 1, size[0])
    x = np.linspace(0, images.shape[2] - 1, size[1])
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b1]


# %% left out the half pixels tags=["mistake"]
def resize(images, size):
    """You multiply the number of the new pixel by the ratio, without the two halves. That compares upper left corners
    instead of centres, and moves the whole picture."""
    y = np.clip(np.arange(size[0]) * images.shape[1] / size[0], 0, images.shape[1] - 1)
    x = np.clip(np.arange(size[1]) * images.shape[2] / size[1], 0, images.shape[2] - 1)
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b1]


# %% forgot to take the second half off tags=["mistake"]
def resize(images, size):
    """You add one half before you scale, but do not take one half off afterwards. Your picture lies half a pixel too
    far up and to the left."""
    y = np.clip((np.arange(size[0]) + 0.5) * images.shape[1] / size[0], 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * images.shape[2] / size[1], 0, images.shape[2] - 1)
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b1]


# %% copied the nearest pixel tags=["mistake"]
def resize(images, size):
    """You copy the old pixel that is closest. That makes steps in the picture; here each value is a mixture of the old
    pixels on both sides, by distance."""
    y = np.round((np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5)
    x = np.round((np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5)
    rows = np.clip(y, 0, images.shape[1] - 1).astype(int)
    columns = np.clip(x, 0, images.shape[2] - 1).astype(int)
    return images[:, rows][:, :, columns].astype(float)


# %% copied the pixel before tags=["mistake"]
def resize(images, size):
    """You round every position down and copy that pixel, so the pixel after it never gets a share. Mix the two by
    distance."""
    rows = np.arange(size[0]) * images.shape[1] // size[0]
    columns = np.arange(size[1]) * images.shape[2] // size[1]
    return images[:, rows][:, :, columns].astype(float)


# %% exchanged the two weights tags=["mistake"]
def resize(images, size):
    """Your two weights changed places, so the pixel that is farther away counts more. At t = 0 the centre lies on the
    first of the two pixels: which weight has to be 1 there?"""
    y = np.clip((np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5, 0, images.shape[2] - 1)
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = t * images[:, a] + (1 - t) * images[:, a1]
    return u * rows[:, :, b] + (1 - u) * rows[:, :, b1]


# %% averaged both pixels alike tags=["mistake"]
def resize(images, size):
    """You take the plain mean of the two old pixels, wherever the centre lies between them. The closer one counts
    more."""
    y = np.clip((np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5, 0, images.shape[2] - 1)
    rows = (images[:, np.floor(y).astype(int)] / 2) + images[:, np.ceil(y).astype(int)] / 2
    return (rows[:, :, np.floor(x).astype(int)] / 2) + rows[:, :, np.ceil(x).astype(int)] / 2


# %% turned the ratio upside down tags=["mistake"]
def resize(images, size):
    """Your ratio is new size by old size. The formula asks the other way round: how many old pixels does a new one
    cover?"""
    y = np.clip((np.arange(size[0]) + 0.5) * size[0] / images.shape[1] - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * size[1] / images.shape[2] - 0.5, 0, images.shape[2] - 1)
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b1]


# %% used the height's ratio for both axes tags=["mistake"]
def resize(images, size):
    """You scale rows and columns by the same ratio, that of the heights. Each axis has a ratio of its own."""
    ratio = images.shape[1] / size[0]
    y = np.clip((np.arange(size[0]) + 0.5) * ratio - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * ratio - 0.5, 0, images.shape[2] - 1)
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b1]


# %% wrapped round to the opposite border tags=["mistake"]
def resize(images, size):
    """A centre before the first pixel reaches for row -1, which in NumPy is the last one: the opposite border
    shines through. Move such centres to 0 first."""
    y = (np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5
    x = (np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    a1, b1 = (a + 1) % images.shape[1], (b + 1) % images.shape[2]
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b1]


# %% continued the slope beyond the border tags=["mistake"]
def resize(images, size):
    """Where a centre lies outside the old centres, you continue the slope of the last two pixels, and get values that
    are nowhere in the picture. Move such centres to the first or last pixel."""
    y = (np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5
    x = (np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5
    a = np.clip(np.floor(y).astype(int), 0, max(images.shape[1] - 2, 0))
    b = np.clip(np.floor(x).astype(int), 0, max(images.shape[2] - 2, 0))
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b1]


# %% let the border fade to black tags=["mistake"]
def resize(images, size):
    """Outside the old centres you mix with zeros, so the border of a larger picture turns dark. Move such centres to
    the first or last pixel."""
    padded = np.pad(images.astype(float), ((0, 0), (1, 1), (1, 1), (0, 0)))
    y = (np.arange(size[0]) + 0.5) * images.shape[1] / size[0] + 0.5
    x = (np.arange(size[1]) + 0.5) * images.shape[2] / size[1] + 0.5
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * padded[:, a] + t * padded[:, a + 1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b + 1]


# %% reached beyond the last pixel tags=["mistake"]
def resize(images, size):
    """Your function stops with an error: on the last row or column there is no pixel a + 1. Its weight is 0 there, so
    any pixel that exists may stand in."""
    y = np.clip((np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5, 0, images.shape[2] - 1)
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a + 1]
    return (1 - u) * rows[:, :, b] + u * rows[:, :, b + 1]


# %% rounded to whole numbers tags=["mistake"] ref="X03"
def resize(images, size):
    """Your values are cut to whole numbers. A mixture of two pixels has decimals: let the result be floats."""
    y = np.clip((np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5, 0, images.shape[2] - 1)
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return ((1 - u) * rows[:, :, b] + u * rows[:, :, b1]).astype(int)


# %% kept the images' number type tags=["mistake"] ref="X03"
def resize(images, size):
    """You write into an array of the images' own type. For uint8 that cuts the decimals off: let the result be
    floats."""
    count, old_height, old_width, channels = images.shape
    height, width = size
    result = np.zeros((count, height, width, channels), dtype=images.dtype)
    for i in range(height):
        y = min(max((i + 0.5) * old_height / height - 0.5, 0), old_height - 1)
        a = int(y)
        a1, t = min(a + 1, old_height - 1), y - a
        for j in range(width):
            x = min(max((j + 0.5) * old_width / width - 0.5, 0), old_width - 1)
            b = int(x)
            b1, u = min(b + 1, old_width - 1), x - b
            upper = (1 - u) * images[:, a, b] + u * images[:, a, b1]
            lower = (1 - u) * images[:, a1, b] + u * images[:, a1, b1]
            result[:, i, j] = (1 - t) * upper + t * lower
    return result


# %% resized the rows only tags=["mistake"]
def resize(images, size):
    """The rows come out right, but columns are only picked, not mixed. Do with the columns what you did with the
    rows."""
    y = np.clip((np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5, 0, images.shape[2] - 1)
    a = np.floor(y).astype(int)
    a1 = np.minimum(a + 1, images.shape[1] - 1)
    t = (y - a)[:, None, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return rows[:, :, np.floor(x).astype(int)]


# %% resized the first image only tags=["mistake"] ref="C27"
def resize(images, size):
    """Every image of your result is the first one. Each image of the batch is resized by itself."""
    y = np.clip((np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5, 0, images.shape[2] - 1)
    result = np.zeros((len(images), size[0], size[1], images.shape[3]))
    for n in range(len(images)):
        for c in range(images.shape[3]):
            columns = np.array([np.interp(x, np.arange(images.shape[2]), row[:, c]) for row in images[0]])
            result[n, :, :, c] = np.array([np.interp(y, np.arange(images.shape[1]), line) for line in columns.T]).T
    return result


# %% gave all channels the first one tags=["mistake"]
def resize(images, size):
    """All channels of your result are copies of the first one, so colours turn grey. Resize every channel by itself."""
    y = np.clip((np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5, 0, images.shape[2] - 1)
    result = np.zeros((len(images), size[0], size[1], images.shape[3]))
    for n, image in enumerate(images[..., 0]):
        columns = np.array([np.interp(x, np.arange(image.shape[1]), row) for row in image])
        resized = np.array([np.interp(y, np.arange(image.shape[0]), line) for line in columns.T]).T
        result[n] = resized[:, :, None]
    return result


# %% reversed the channels tags=["mistake"] ref="X08"
def resize(images, size):
    """Your sizes and values are right, but the channels come out in reverse order: red becomes blue. OpenCV needs that
    step, NumPy does not."""
    y = np.clip((np.arange(size[0]) + 0.5) * images.shape[1] / size[0] - 0.5, 0, images.shape[1] - 1)
    x = np.clip((np.arange(size[1]) + 0.5) * images.shape[2] / size[1] - 0.5, 0, images.shape[2] - 1)
    a, b = np.floor(y).astype(int), np.floor(x).astype(int)
    a1, b1 = np.minimum(a + 1, images.shape[1] - 1), np.minimum(b + 1, images.shape[2] - 1)
    t, u = (y - a)[:, None, None], (x - b)[:, None]
    rows = (1 - t) * images[:, a] + t * images[:, a1]
    return ((1 - u) * rows[:, :, b] + u * rows[:, :, b1])[..., ::-1]


# %% repeated the numbers with np.resize tags=["mistake"]
def resize(images, size):
    """np.resize knows nothing of pictures: it takes the numbers one after the other and begins again when it runs out.
    Work out where each new pixel lies."""
    return np.resize(images, (images.shape[0], size[0], size[1], images.shape[3])).astype(float)


# %% cut or padded instead tags=["mistake"]
def resize(images, size):
    """You cut the picture off, or fill it up with zeros, until it has the right shape. Resizing keeps the whole picture
    and changes the size of its pixels."""
    result = np.zeros((len(images), size[0], size[1], images.shape[3]))
    height, width = min(size[0], images.shape[1]), min(size[1], images.shape[2])
    result[:, :height, :width] = images[:, :height, :width]
    return result


# %% let Pillow smooth while shrinking tags=["mistake"]
def resize(images, size):
    """Larger pictures are right, but when a picture shrinks you average over more than two pixels, as Pillow and
    antialias=True do. The rule of this question takes two old pixels for each new one."""
    from PIL import Image

    height, width = size
    result = np.zeros((len(images), height, width, images.shape[3]))
    for n in range(len(images)):
        for c in range(images.shape[3]):
            picture = Image.fromarray(images[n, :, :, c].astype(np.float32))
            result[n, :, :, c] = np.asarray(picture.resize((width, height), Image.Resampling.BILINEAR))
    return result


# %% used SciPy's default zoom tags=["mistake"]
def resize(images, size):
    """zoom as it comes lays corner pixels on corner pixels and draws smooth curves through many pixels. This question
    fixes another rule: centres of pixels, and a straight line between two of them."""
    from scipy.ndimage import zoom

    factors = (1, size[0] / images.shape[1], size[1] / images.shape[2], 1)
    return zoom(images.astype(float), factors)
