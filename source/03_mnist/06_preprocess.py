# %% [raw]
# # BEGIN QUESTION
# name: preprocess
# points: 2
# minutes: 6
# difficulty: 1

# %% [markdown]
# ## 3.5 Images for a network
#
# A network starts with small random weights. If the numbers that come in are around 100, its first outputs are huge,
# its gradients too, and training stumbles: the lecture's network, fed with raw bytes, can stay near 20 % for long.
# Inputs between 0 and 1 suit it. And a convolution expects a channel axis, also where there is only one channel.
#
# Write `preprocess(images)`.
#
# | | shape | values |
# |---|---|---|
# | `images` | `(N, 28, 28)`, `uint8` | 0 to 255 |
# | result | `(N, 28, 28, 1)`, floats | **divided by 255**: 0 to 1 |
#
# A pixel of 51 becomes 51 / 255 = 0.2. What becomes of a pixel of 255, and what would become of it if you divided by
# 256?
#
# `images` must not change.

# %% [markdown] tags=["hint"]
# Two steps: the division, then a new axis at the end. In NumPy `/` gives floats even for whole numbers; what does `//`
# do?

# %% [markdown] tags=["hint"]
# `array[..., np.newaxis]` adds an axis at the end. `array.reshape(...)` and `np.expand_dims(...)` can do it too.

# %% [markdown] tags=["hint"]
# `images / 255` is a new array of floats, while `images /= 255` tries to change the one that you were given. The new
# axis comes last: `(N, 28, 28)` becomes `(N, 28, 28, 1)`.

# %% [raw]
# # BEGIN SOLUTION


# %%
def preprocess(images):
    """Scale bytes to 0..1 and add the channel axis: uint8 (N, 28, 28) -> floats
    (N, 28, 28, 1)."""
    # BEGIN SOLUTION
    return images[..., np.newaxis].astype("float32") / 255
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: two images with a few pixels
points: 0.5
"""  # END TEST CONFIG


def test_example(preprocess):
    import numpy as np

    from labkit import checks

    images = np.zeros((2, 28, 28), np.uint8)
    images[0, 3, 5], images[1, 20, 2] = 51, 255
    got = checks.same_shape(
        preprocess(images),
        (2, 28, 28, 1),
        "preprocess(images)",
        hint="The channel axis is the last one, with length 1.",
    )
    checks.same_number(got[0, 3, 5, 0], 0.2, "A pixel of 51, preprocessed,", hint="51 / 255 = 0.2")
    checks.same_number(got[1, 20, 2, 0], 1.0, "A pixel of 255, preprocessed,", hint="255 / 255 = 1")


# %%
""" # BEGIN TEST CONFIG
name: the right shape, and every pixel in its place
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_shape(preprocess):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(351)
    for n in (3, 1):
        images = rng.integers(1, 256, (n, 28, 28), dtype=np.uint8)
        got = checks.same_shape(
            preprocess(images),
            (n, 28, 28, 1),
            f"preprocess(images {images.shape})",
            hint="Add one axis, at the end. A batch of one image has a batch axis too.",
        )
        largest = got.reshape(n, -1).argmax(axis=1)
        expected = images.reshape(n, -1).argmax(axis=1)
        if not np.array_equal(
            images.reshape(n, -1)[np.arange(n), largest], images.reshape(n, -1)[np.arange(n), expected]
        ):
            checks.fail("The pixels are no longer where they were.", hint="Add the axis without moving the others.")


# %%
""" # BEGIN TEST CONFIG
name: every value divided by 255
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_values(preprocess):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(352)
    for images in (
        rng.integers(0, 256, (3, 28, 28), dtype=np.uint8),
        np.arange(784, dtype=np.uint16).reshape(1, 28, 28).astype(np.uint8),
    ):
        expected = [[[[float(pixel) / 255] for pixel in row] for row in image] for image in images.tolist()]
        checks.same_array(
            preprocess(images),
            expected,
            "preprocess(images)",
            hint="Divide by 255, once, and with a division that keeps the decimals.",
        )


# %%
""" # BEGIN TEST CONFIG
name: dark images, and the images left alone
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_dark(preprocess):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(353)
    images = rng.integers(0, 90, (3, 28, 28), dtype=np.uint8)
    before = images.copy()
    checks.same_array(
        preprocess(images),
        before[..., np.newaxis] / np.float64(255),
        "preprocess(images), for images whose brightest pixel is below 90,",
        hint="The divisor is always 255: otherwise dark and bright images would look alike.",
    )
    checks.unchanged(images, before, "images")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["student"]
x_train, x_test = preprocess(digits.train_images), preprocess(digits.test_images)
print(x_train.shape, x_train.dtype, "from", x_train.min(), "to", x_train.max())


# %% did not divide tags=["mistake"] ref="X01"
def preprocess(images):
    """Your values still go up to 255. With inputs that large, training hardly gets going."""
    return images[..., np.newaxis].astype("float32")


# %% divided twice tags=["mistake"] ref="X02"
def preprocess(images):
    """You divide by 255 twice, so that even ink is almost 0. Once is enough."""
    scaled = images[..., np.newaxis] / 255
    return scaled.astype("float32") / 255


# %% divided whole numbers tags=["mistake"] ref="X03"
def preprocess(images):
    """// rounds down, so every pixel below 255 becomes 0. Use / to keep the decimals."""
    return images[..., np.newaxis] // 255


# %% went back to bytes tags=["mistake"] ref="X03"
def preprocess(images):
    """You divide, and then store the result as uint8: all decimals are lost. Keep floats."""
    return (np.rint(images / 255)).astype(np.uint8)[..., np.newaxis]


# %% no channel axis tags=["mistake"] ref="K04"
def preprocess(images):
    """The values are right, but the channel axis is missing. A convolution needs (N, 28, 28, 1)."""
    return images.astype("float32") / 255


# %% put the channel axis first tags=["mistake"] ref="K05"
def preprocess(images):
    """Your channel axis comes before height and width. Keras wants it last: (N, 28, 28, 1)."""
    return images[:, np.newaxis].astype("float32") / 255


# %% flattened the images tags=["mistake"]
def preprocess(images):
    """You make one long row of each image. The network's Flatten layer does that later; a convolution needs the
    rows."""
    return images.reshape(len(images), -1) / 255


# %% divided by 256 tags=["mistake"]
def preprocess(images):
    """You divide by 256, but the largest value is 255: white would not become 1."""
    return images[..., np.newaxis] / 256


# %% divided by the brightest pixel tags=["mistake"]
def preprocess(images):
    """You divide by the brightest pixel that you find. So the same digit gets other values in another batch."""
    return images[..., np.newaxis] / images.max()


# %% subtracted the mean tags=["mistake"]
def preprocess(images):
    """You also shift and stretch the values by mean and spread. Many do, but here the values go from 0 to 1."""
    scaled = images[..., np.newaxis] / 255
    return (scaled - scaled.mean()) / scaled.std()


# %% exchanged ink and paper tags=["mistake"]
def preprocess(images):
    """You turn the images into negatives. MNIST is white on black already: 0 stays 0."""
    return 1 - images[..., np.newaxis] / 255


# %% lost the batch axis tags=["mistake"] ref="C27"
def preprocess(images):
    """You return a single image. The result has as many images as came in."""
    return images[0, ..., np.newaxis] / 255


# %% scaled from -1 to 1 tags=["mistake"]
def preprocess(images):
    """Your values go from -1 to 1. Some networks like that, but here paper stays 0 and ink becomes 1."""
    return images[..., np.newaxis] / 127.5 - 1
