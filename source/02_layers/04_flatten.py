# %% [raw]
# # BEGIN QUESTION
# name: flatten
# points: 1
# minutes: 4
# difficulty: 1

# %% [markdown]
# ## 2.4 Flatten
#
# Convolution and pooling work on maps, a fully connected layer works on rows of numbers. Between them, each image's
# maps are laid out as one row. No number changes, only the shape.
#
# | | shape |
# |---|---|
# | `images` | `(N, H, W, C)` |
# | result | `(N, H * W * C)`: still one row for each image |
#
# The order matters, because the weights of the next layer were learned for it. It is NumPy's own order, and Keras's:
# row by row of the image, in each row pixel by pixel, and for each pixel all its channels.
#
# **By hand first.** An image with 2×2 pixels and two channels has the pixels $(1, 10)$ and $(2, 20)$ in its upper row,
# and $(3, 30)$ and $(4, 40)$ in its lower row. Which row of eight numbers does it become?

# %% [markdown] tags=["hint"]
# NumPy can give an array a new shape without moving a number. Which axis of `images` has to stay?

# %% [markdown] tags=["hint"]
# In a new shape, one of the sizes may be `-1`: NumPy then works it out by itself.

# %% [markdown] tags=["hint"]
# The new shape has two sizes: how many images there are, which is the first entry of `images.shape`, and how many
# numbers belong to each of them, which NumPy works out.

# %% [raw]
# # BEGIN SOLUTION


# %%
def flatten(images):
    """Lay the numbers of each image out in one row: (N, H, W, C) -> (N, H * W * C)."""
    # BEGIN SOLUTION
    return images.reshape(images.shape[0], -1)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the 2×2 image with two channels
points: 0.5
"""  # END TEST CONFIG


def test_two_by_two(flatten):
    import numpy as np
    from labkit import checks

    image = np.array([[[1, 10], [2, 20]], [[3, 30], [4, 40]]])
    checks.same_array(
        flatten(np.stack([image, -image])),
        [[1, 10, 2, 20, 3, 30, 4, 40], [-1, -10, -2, -20, -3, -30, -4, -40]],
        "flatten(the 2×2 image of the prompt, and the same with minus signs)",
        hint="Two images give two rows. In each row a pixel's channels stand side by side.",
    )


# %%
""" # BEGIN TEST CONFIG
name: several images that are not square
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_order(flatten):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(51)
    for images in (
        rng.normal(0, 2, (3, 4, 5, 2)),
        rng.integers(0, 256, (4, 3, 2, 3), dtype=np.uint8),
        rng.normal(0, 2, (2, 28, 28, 1)),
    ):
        before = images.copy()
        checks.same_array(
            flatten(images),
            oracles_layers.flatten(before),
            f"flatten(images) for {images.dtype} images of shape {images.shape}",
            hint="One row for each image; row by row, pixel by pixel, channel by channel.",
        )
        checks.unchanged(images, before, "images")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% flattened the batch as well tags=["mistake"]
def flatten(images):
    """All images became one single row. Each image keeps a row of its own: the first axis stays."""
    return images.reshape(-1)


# %% whole batch in a batch of one tags=["mistake"]
def flatten(images):
    """You put all images side by side into one row. Each image keeps a row of its own: the first axis stays."""
    return images.reshape(1, -1)


# %% Fortran order tags=["mistake"] ref="D02"
def flatten(images):
    """The shape is right, but the numbers come column by column. Rows come first, and each pixel's channels stay
    together."""
    return images.reshape(images.shape[0], -1, order="F")


# %% channel after channel tags=["mistake"]
def flatten(images):
    """You lay out one whole channel after the other. Here the channels of a pixel stay side by side: no axes are
    exchanged."""
    return images.transpose(0, 3, 1, 2).reshape(images.shape[0], -1)


# %% kept the channel axis tags=["mistake"] ref="D02"
def flatten(images):
    """Your result still has three axes: the channels were not laid out. One row of H * W * C numbers for each image."""
    return images.reshape(images.shape[0], -1, images.shape[3])


# %% images as columns tags=["mistake"]
def flatten(images):
    """Each image became a column. In this course the first axis counts the images, so each one is a row."""
    return images.reshape(images.shape[0], -1).T


# %% images mixed by the reshape tags=["mistake"]
def flatten(images):
    """The shape is right, but each row mixes numbers of several images. Reshape straight to one row for each image."""
    return images.reshape(-1, images.shape[0]).T


# %% size of MNIST written in tags=["mistake"] ref="C36"
def flatten(images):
    """You wrote the 784 pixels of a 28×28 digit into your function. The maps that arrive here come in many sizes."""
    return images.reshape(-1, 784)


# %% only the first of the images tags=["mistake"] ref="C27"
def flatten(images):
    """You return the numbers of the first image only. Every image of the batch gets its row."""
    return images[0].reshape(1, -1)
