# %% [raw]
# # BEGIN QUESTION
# name: pad2d
# points: 1
# minutes: 6
# difficulty: 1

# %% [markdown]
# ## 1.3 A frame of zeros
#
# Without padding, every convolution makes the image a little smaller, and a pixel in the corner lies in one window
# only, while one in the middle of a 3×3 walk lies in nine. A frame of zeros around the image mends both.
#
# $$\begin{bmatrix} 1&2&3 \\ 4&5&6 \end{bmatrix} \ \xrightarrow{\ \text{pad}=1\ }\
# \begin{bmatrix} 0&0&0&0&0 \\ 0&1&2&3&0 \\ 0&4&5&6&0 \\ 0&0&0&0&0 \end{bmatrix}$$
#
# Write `pad2d(image, pad)`. It puts `pad` rows of zeros above and below, and `pad` columns of zeros on the left and
# on the right. A grey image has no channel axis, a colour image has one; channels stay as they are:
#
# | `image` | result |
# |---|---|
# | `(H, W)` | `(H + 2·pad, W + 2·pad)` |
# | `(H, W, C)` | `(H + 2·pad, W + 2·pad, C)` |
#
# With `pad=0` the image comes out as it went in. The image that you are given must not change. The
# numbers may be of any kind: `uint8` or floats.
#
# **By hand first.** How many zeros does `pad=2` add to a grey image of 3×4
# pixels? Your own function will tell you later.

# %% [markdown] tags=["hint"]
# Two ways are common. One: make an array of zeros of the right size, then write the image into its middle. The other:
# `np.pad`, which takes one pair *(before, after)* for each axis.

# %% [markdown] tags=["hint"]
# Where in the large array does the image start, and where does it end? Careful with a slice that ends at `-pad`: with
# `pad=0` it is empty.

# %% [markdown] tags=["hint"]
# With zeros: the shape is `(H + 2 * pad, W + 2 * pad) + image.shape[2:]`, and `image.shape[2:]` is empty for a grey
# image. With `np.pad`: a third axis, if there is one, gets the pair `(0, 0)`.

# %% [raw]
# # BEGIN SOLUTION


# %%
def pad2d(image, pad):
    """Put pad zeros on the four sides of an image: (H, W) or (H, W, C)."""
    # BEGIN SOLUTION
    height, width = image.shape[:2]
    padded = np.zeros((height + 2 * pad, width + 2 * pad) + image.shape[2:], image.dtype)
    padded[pad : pad + height, pad : pad + width] = image
    return padded
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the example above
points: 0.25
"""  # END TEST CONFIG


def test_example(pad2d):
    import numpy as np

    from labkit import checks

    image = np.array([[1, 2, 3], [4, 5, 6]])
    expected = [[0, 0, 0, 0, 0], [0, 1, 2, 3, 0], [0, 4, 5, 6, 0], [0, 0, 0, 0, 0]]
    checks.same_array(
        pad2d(image, 1), expected, "pad2d(image, 1)", hint="Zeros go on all four sides; the image stays in the middle."
    )


# %%
""" # BEGIN TEST CONFIG
name: a wide frame, an image (H, W)
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_grey(pad2d):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(101)
    for image in (
        rng.normal(0, 3, (5, 7)),
        rng.integers(1, 256, (6, 3), dtype=np.uint8),
        rng.normal(0, 3, (4, 4)),
    ):
        before = image.copy()
        for pad in (1, 3):
            height, width = image.shape
            expected = np.zeros((height + 2 * pad, width + 2 * pad))
            expected[pad : height + pad, pad : width + pad] = image
            checks.same_array(
                pad2d(image, pad),
                expected,
                f"pad2d(image of shape {image.shape}, {pad})",
                hint="Look at all four sides.",
            )
            checks.unchanged(image, before, "image")


# %%
""" # BEGIN TEST CONFIG
name: an image with channels (H, W, C)
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_channels(pad2d):
    import numpy as np

    from labkit import checks

    image = np.random.default_rng(102).normal(0, 3, (4, 6, 3))
    before = image.copy()
    for pad in (1, 2):
        expected = np.zeros((4 + 2 * pad, 6 + 2 * pad, 3))
        for channel in range(3):
            expected[pad : 4 + pad, pad : 6 + pad, channel] = before[:, :, channel]
        checks.same_array(
            pad2d(image, pad),
            expected,
            f"pad2d(image of shape (4, 6, 3), {pad})",
            hint="The channel axis gets no zeros.",
        )
        checks.unchanged(image, before, "image")


# %%
""" # BEGIN TEST CONFIG
name: pad 0
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_no_padding(pad2d):
    import numpy as np

    from labkit import checks

    image = np.random.default_rng(103).normal(0, 3, (3, 5))
    before = image.copy()
    checks.same_array(pad2d(image, 0), before, "pad2d(image, 0)", hint="Without padding the image stays what it is.")
    checks.unchanged(image, before, "image")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% padded above and on the left only tags=["mistake"] ref="C09"
def pad2d(image, pad):
    """Your zeros are above and on the left only. A frame has four sides, so each axis grows by twice the padding."""
    height, width = image.shape[:2]
    padded = np.zeros((height + pad, width + pad) + image.shape[2:])
    padded[pad:, pad:] = image
    return padded


# %% padded above and below only tags=["mistake"] ref="C09"
def pad2d(image, pad):
    """You added rows, but no columns. The left and the right side need their zeros too."""
    height, width = image.shape[:2]
    padded = np.zeros((height + 2 * pad, width) + image.shape[2:])
    padded[pad : pad + height] = image
    return padded


# %% padded left and right only tags=["mistake"] ref="C09"
def pad2d(image, pad):
    """You added columns, but no rows. The first axis of an image counts its rows, and needs zeros at both ends too."""
    height, width = image.shape[:2]
    padded = np.zeros((height, width + 2 * pad) + image.shape[2:])
    padded[:, pad : pad + width] = image
    return padded


# %% repeated the border pixels tags=["mistake"] ref="C10"
def pad2d(image, pad):
    """You continue the image with its border pixels. That is a sensible padding too, but zeros are asked for here."""
    return np.pad(image, ((pad, pad), (pad, pad)) + ((0, 0),) * (image.ndim - 2), mode="edge")


# %% mirrored the image at its border tags=["mistake"] ref="C10"
def pad2d(image, pad):
    """You continue the image with its own mirror image. Zeros are asked for here."""
    return np.pad(image, ((pad, pad), (pad, pad)) + ((0, 0),) * (image.ndim - 2), mode="symmetric")


# %% framed the image with ones tags=["mistake"] ref="C10"
def pad2d(image, pad):
    """Your frame holds ones. What you put around the image should add nothing to a sum of products."""
    height, width = image.shape[:2]
    padded = np.ones((height + 2 * pad, width + 2 * pad) + image.shape[2:])
    padded[pad : pad + height, pad : pad + width] = image
    return padded


# %% padded the channels too tags=["mistake"] ref="C11"
def pad2d(image, pad):
    """A colour image comes back with extra channels: np.pad with a single number pads every axis, the last one too."""
    return np.pad(image, pad)


# %% lost the image when pad is 0 tags=["mistake"]
def pad2d(image, pad):
    """With pad=0 your slice goes from 0 to -0, which is from 0 to 0: no pixel at all. Try 'abc'[0:-0] in a cell."""
    height, width = image.shape[:2]
    padded = np.zeros((height + 2 * pad, width + 2 * pad) + image.shape[2:])
    padded[pad:-pad, pad:-pad] = image
    return padded


# %% did not expect a channel axis tags=["mistake"]
def pad2d(image, pad):
    """Your function stops at colour images: they have three axes, and you unpack
    two. See the second row of the table."""
    height, width = image.shape
    padded = np.zeros((height + 2 * pad, width + 2 * pad))
    padded[pad : pad + height, pad : pad + width] = image
    return padded


# %% did not expect a missing channel axis tags=["mistake"]
def pad2d(image, pad):
    """Your function stops at grey images: they have two axes, and you unpack three. See the first row of the table."""
    height, width, channels = image.shape
    padded = np.zeros((height + 2 * pad, width + 2 * pad, channels))
    padded[pad : pad + height, pad : pad + width] = image
    return padded


# %% blanked the border instead of adding one tags=["mistake"]
def pad2d(image, pad):
    """You set the outermost pixels of the image to zero. Padding takes nothing away: the zeros go around the image."""
    height, width = image.shape[:2]
    padded = np.zeros_like(image)
    padded[pad : height - pad, pad : width - pad] = image[pad : height - pad, pad : width - pad]
    return padded


# %% assumed a square image tags=["mistake"] ref="C18"
def pad2d(image, pad):
    """You use the height for both axes, so this works for square images only. The width is image.shape[1]."""
    size = image.shape[0]
    padded = np.zeros((size + 2 * pad, size + 2 * pad) + image.shape[2:])
    padded[pad : pad + size, pad : pad + size] = image
    return padded


# %% shared the padding between both sides tags=["mistake"]
def pad2d(image, pad):
    """Each axis grows by pad in all. Each of the four sides gets pad zeros, so that is twice as much."""
    before, after = pad // 2, pad - pad // 2
    return np.pad(image, ((before, after), (before, after)) + ((0, 0),) * (image.ndim - 2))


# %% put the image into the corner tags=["mistake"]
def pad2d(image, pad):
    """The size is right, but the image sits in the upper left corner. Move it by pad rows and pad columns."""
    height, width = image.shape[:2]
    padded = np.zeros((height + 2 * pad, width + 2 * pad) + image.shape[2:])
    padded[:height, :width] = image
    return padded
