# %% [raw]
# # BEGIN QUESTION
# name: max_pool2d
# points: 4
# minutes: 18
# difficulty: 2

# %% [markdown]
# ## 2.2 Max pooling
#
# After convolution and ReLU, a map tells how strongly a pattern shows at each place of the image. For "is there an edge
# in this corner?" a coarser map is enough, and a coarser map is cheaper for all layers that follow. Pooling makes it: a
# window of `size` × `size` pixels moves over each channel, `stride` pixels at a time, and of the numbers in it only the
# largest is kept:
#
# $$Y_{n,i,j,c} = \max_{a,\,b \,=\, 0 \dots \text{size}-1}
# \ X_{n,\ i \cdot \text{stride} + a,\ j \cdot \text{stride} + b,\ c}$$
#
# | | shape |
# |---|---|
# | `images` | `(N, H, W, C)`; the numbers may be negative, whole (`uint8`) or not |
# | result | `(N, H', W', C)`, $H' = \lfloor (H - \text{size}) / \text{stride} \rfloor + 1$, and $W'$ likewise |
#
# - With `stride=None` the windows touch without overlapping: the stride is then `size`.
# - A window that would hang over the edge is left out, and the pixels that only it would have seen are lost.
# - Every image and every channel is pooled by itself: `N` and `C` stay as they are.
#
# The lecture's example, once with `size=2` and once with windows that overlap:

# %% tags=["figure"]
figures.pooling_windows(lecture_map)

# %% [markdown]
# **By hand first.** Which four numbers are left on the left-hand side, and which four on the right? Write them down,
# then write `max_pool2d(images, size=2, stride=None)` and run the check.

# %% [markdown] tags=["hint"]
# Begin with the shape of the result. $H'$ is the number of windows that fit along the rows: `output_size` of lab 1,
# without padding.

# %% [markdown] tags=["hint"]
# Two loops are enough, over the rows `i` and the columns `j` of the *result*. Where does window `(i, j)` begin in
# `images`? You can cut it out for all images and all channels at once: `images[:, top:bottom, left:right, :]`.

# %% [markdown] tags=["hint"]
# The window that you cut out has the shape `(N, size, size, C)`, and `(N, C)` should be left of it: `.max(axis=...)`
# takes a tuple of axes.

# %% [raw]
# # BEGIN SOLUTION


# %%
def max_pool2d(images, size=2, stride=None):
    """Keep the largest number of each window: (N, H, W, C) -> (N, H', W', C)."""
    # BEGIN SOLUTION
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    rows = (height - size) // step + 1
    columns = (width - size) // step + 1
    pooled = np.empty((count, rows, columns, channels), dtype=images.dtype)
    for i in range(rows):
        for j in range(columns):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2))
    return pooled
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the lecture's 4×4 example
points: 0.5
"""  # END TEST CONFIG


def test_lecture(max_pool2d):
    import numpy as np
    from labkit import checks

    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])
    got = checks.same_shape(
        max_pool2d(lecture.reshape(1, 4, 4, 1), size=2),
        (1, 2, 2, 1),
        "max_pool2d(the lecture's 4×4 example, size=2)",
        hint="One image goes in and comes out; two windows fit side by side, and two one above the other.",
    )
    checks.same_array(
        got[0, :, :, 0],
        [[9, 7], [8, 6]],
        "max_pool2d(the lecture's 4×4 example, size=2)",
        hint="Print the first window that you cut out: it should hold 2 2 / 9 4.",
    )


# %%
""" # BEGIN TEST CONFIG
name: the same with windows that overlap
points: 0.5
"""  # END TEST CONFIG


def test_lecture_overlapping(max_pool2d):
    import numpy as np
    from labkit import checks

    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])
    got = checks.same_shape(
        max_pool2d(lecture.reshape(1, 4, 4, 1), size=3, stride=1),
        (1, 2, 2, 1),
        "max_pool2d(the lecture's 4×4 example, size=3, stride=1)",
        hint="A 3×3 window can start in row 0 or 1, and in column 0 or 1.",
    )
    checks.same_array(
        got[0, :, :, 0],
        [[9, 7], [9, 6]],
        "max_pool2d(the lecture's 4×4 example, size=3, stride=1)",
        hint="The window moves on by stride pixels and is size pixels wide: two different numbers here.",
    )


# %%
""" # BEGIN TEST CONFIG
name: several images and channels, H and W different
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_images_and_channels(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    images = np.random.default_rng(31).uniform(0, 9, (3, 6, 8, 2))
    expected = oracles.max_pool2d(images)
    checks.same_array(
        max_pool2d(images),
        expected,
        "max_pool2d(images) for images of shape (3, 6, 8, 2)",
        hint="Every image and every channel is pooled by itself; only rows and columns shrink.",
    )


# %%
""" # BEGIN TEST CONFIG
name: negative numbers
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_negative_numbers(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    images = np.random.default_rng(32).normal(-6, 1, (3, 4, 6, 2))
    expected = oracles.max_pool2d(images, size=2)
    checks.same_array(
        max_pool2d(images, size=2),
        expected,
        "max_pool2d(images) for images below zero",
        hint="The largest of -5, -7, -6 and -9 is -5.",
    )


# %%
""" # BEGIN TEST CONFIG
name: a stride smaller or larger than the window
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_strides(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(33)
    for size, stride, shape in ((3, 2, (3, 7, 9, 2)), (2, 1, (2, 4, 6, 3)), (2, 3, (3, 8, 11, 2))):
        images = rng.normal(0, 3, shape)
        expected = oracles.max_pool2d(images, size, stride)
        checks.same_array(
            max_pool2d(images, size=size, stride=stride),
            expected,
            f"max_pool2d(images, size={size}, stride={stride}) for images of shape {shape}",
            hint="The window begins at i * stride and covers size pixels.",
        )


# %%
""" # BEGIN TEST CONFIG
name: other window sizes, no stride given
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_default_stride(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(34)
    for size, shape in ((3, (3, 6, 9, 2)), (4, (2, 4, 12, 3))):
        images = rng.normal(0, 3, shape)
        expected = oracles.max_pool2d(images, size)
        checks.same_array(
            max_pool2d(images, size=size),
            expected,
            f"max_pool2d(images, size={size}) for images of shape {shape}",
            hint="No stride given: the stride is the size of the window.",
        )


# %%
""" # BEGIN TEST CONFIG
name: rows and columns that fill no window
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_left_over_pixels(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(35)
    for size, stride, shape in ((2, None, (3, 5, 7, 2)), (3, 2, (2, 6, 10, 3)), (3, None, (3, 8, 4, 2))):
        images = rng.normal(0, 3, shape)
        images[:, -1] += 20
        images[:, :, -1] += 20
        expected = oracles.max_pool2d(images, size, stride)
        checks.same_array(
            max_pool2d(images, size=size, stride=stride),
            expected,
            f"max_pool2d(images, size={size}, stride={stride}) for images of shape {shape}",
            hint="Only windows that lie in the image as a whole count.",
        )


# %%
""" # BEGIN TEST CONFIG
name: uint8 and float32 images, which stay as they were
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_dtypes(max_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(36)
    for images in (rng.integers(0, 256, (3, 5, 4, 2), dtype=np.uint8), rng.random((3, 4, 6, 2), dtype=np.float32)):
        before = images.copy()
        checks.same_array(
            max_pool2d(images, size=2, stride=2),
            oracles.max_pool2d(before, size=2, stride=2),
            f"max_pool2d(images, size=2, stride=2) for {images.dtype} images",
            hint="The numbers are chosen, not changed: any array type that holds them will do.",
        )
        checks.unchanged(images, before, "images")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Here is your function at work on a real digit. The eight maps of the first layer of a trained network have 26×26
# pixels; after pooling 13×13 are left, a quarter of the numbers. Can you still tell which digit it is?

# %% tags=["figure"]
figures.maps_before_and_after_pooling(relu, max_pool2d)


# %% one maximum over all channels tags=["mistake"] ref="P01"
def max_pool2d(images, size=2, stride=None):
    """You take one maximum over all channels and give it to each of them. A channel never sees the others in
    pooling."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2, 3))[:, None]
    return pooled


# %% one maximum over all images tags=["mistake"]
def max_pool2d(images, size=2, stride=None):
    """You take one maximum over the whole batch, so every image gets the same map. Each image is pooled by itself."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(0, 1, 2))
    return pooled


# %% did not use the stride tags=["mistake"] ref="P02"
def max_pool2d(images, size=2, stride=None):
    """Your windows always touch, whatever stride says. The next window begins stride pixels further on, not size."""
    count, height, width, channels = images.shape
    rows, columns = height // size, width // size
    blocks = images[:, : rows * size, : columns * size].reshape(count, rows, size, columns, size, channels)
    return blocks.max(axis=(2, 4))


# %% stride 2 if none is given tags=["mistake"] ref="P02"
def max_pool2d(images, size=2, stride=None):
    """Without a stride you always move on by 2 pixels. That is right for size=2 only: no stride means the window's
    size."""
    step = 2 if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2))
    return pooled


# %% stride 1 if none is given tags=["mistake"] ref="P02"
def max_pool2d(images, size=2, stride=None):
    """Without a stride your window moves on by one pixel, so the map hardly shrinks. No stride means the window's
    size."""
    step = stride or 1
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2))
    return pooled


# %% windows begin one pixel apart tags=["mistake"] ref="C03"
def max_pool2d(images, size=2, stride=None):
    """You use the stride to count the windows, but not to place them: window i begins at i. Where should it begin?"""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            pooled[:, i, j, :] = images[:, i : i + size, j : j + size, :].max(axis=(1, 2))
    return pooled


# %% result of H // stride rows tags=["mistake"] ref="P03"
def max_pool2d(images, size=2, stride=None):
    """You count H // stride windows. With windows that overlap, the last of these hang over the edge: size counts as
    well."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.zeros((count, height // step, width // step, channels))
    for i in range(height // step):
        for j in range(width // step):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2))
    return pooled


# %% windows hang over the edge tags=["mistake"]
def max_pool2d(images, size=2, stride=None):
    """You also pool the incomplete windows at the lower and right edge. A window that hangs over is left out here."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    rows, columns = -(-(height - size) // step) + 1, -(-(width - size) // step) + 1
    pooled = np.zeros((count, rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2)) if window.size else 0
    return pooled


# %% refuses images that do not divide tags=["mistake"] ref="C14"
def max_pool2d(images, size=2, stride=None):
    """Your function stops when the windows do not fill the image exactly. Pixels that are left over are simply not
    used."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    assert (height - size) % step == (width - size) % step == 0
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2))
    return pooled


# %% maximum starts at 0 tags=["mistake"] ref="P05"
def max_pool2d(images, size=2, stride=None):
    """Your maximum starts at 0, so of -5 and -7 neither can win. Start with a number out of the window."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    rows, columns = (height - size) // step + 1, (width - size) // step + 1
    pooled = np.zeros((count, rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            for a in range(size):
                for b in range(size):
                    pixel = images[:, i * step + a, j * step + b, :]
                    pooled[:, i, j, :] = np.maximum(pooled[:, i, j, :], pixel)
    return pooled


# %% mean in place of the maximum tags=["mistake"] ref="P06"
def max_pool2d(images, size=2, stride=None):
    """You keep the mean of each window. Max pooling keeps its largest number; the mean comes in the next question."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.mean(axis=(1, 2))
    return pooled


# %% minimum in place of the maximum tags=["mistake"] ref="P06"
def max_pool2d(images, size=2, stride=None):
    """You keep the smallest number of each window. Max pooling keeps the largest, the strongest sign of the pattern."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.min(axis=(1, 2))
    return pooled


# %% largest absolute value tags=["mistake"] ref="P06"
def max_pool2d(images, size=2, stride=None):
    """You compare absolute values, so -9 beats 4. For the maximum the sign counts: 4 is larger."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = np.abs(window).max(axis=(1, 2))
    return pooled


# %% reshape mixes up the pixels tags=["mistake"] ref="P08"
def max_pool2d(images, size=2, stride=None):
    """Your reshape gives the right shape, but its groups of numbers are no windows. Reshape a small arange and look
    at them."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    rows, columns = (height - size) // step + 1, (width - size) // step + 1
    used = images[:, : rows * size, : columns * size, :]
    return used.reshape(count, rows, columns, -1, channels).max(axis=3)


# %% takes every image for a square tags=["mistake"] ref="P11 C18"
def max_pool2d(images, size=2, stride=None):
    """You count the columns with the height of the image. Images need not be square: the width has its own number of
    windows."""
    step = size if stride is None else stride
    count, height, _, channels = images.shape
    rows = columns = (height - size) // step + 1
    pooled = np.zeros((count, rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2)) if window.size else 0
    return pooled


# %% rows and columns exchanged tags=["mistake"] ref="C19"
def max_pool2d(images, size=2, stride=None):
    """Your result is transposed: its rows are the columns of the image. Height comes before width, in and out."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    rows, columns = (height - size) // step + 1, (width - size) // step + 1
    pooled = np.empty((count, columns, rows, channels))
    for i in range(rows):
        for j in range(columns):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, j, i, :] = window.max(axis=(1, 2))
    return pooled


# %% channels put first tags=["mistake"]
def max_pool2d(images, size=2, stride=None):
    """The maxima are right, but you return (N, C, H', W'). Channels stay on the last axis in this course, as in
    Keras."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, channels, (height - size) // step + 1, (width - size) // step + 1))
    for i in range(pooled.shape[2]):
        for j in range(pooled.shape[3]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, :, i, j] = window.max(axis=(1, 2))
    return pooled


# %% only the first image tags=["mistake"] ref="C27"
def max_pool2d(images, size=2, stride=None):
    """Only the first image of the batch is pooled, the others stay 0. Every image gets a map of its own."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.zeros((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[0, i * step : i * step + size, j * step : j * step + size, :]
            pooled[0, i, j, :] = window.max(axis=(0, 1))
    return pooled


# %% last row and column missing tags=["mistake"] ref="C13 C23"
def max_pool2d(images, size=2, stride=None):
    """One row and one column of windows is missing. With no step at all there is already one window: count again."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step, (width - size) // step, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2))
    return pooled


# %% window one pixel too large tags=["mistake"]
def max_pool2d(images, size=2, stride=None):
    """Your windows are one pixel too wide and too high. A slice a:b does not contain b: is the + 1 needed?"""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size + 1, j * step : j * step + size + 1, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2))
    return pooled


# %% window always 2×2 tags=["mistake"] ref="C36"
def max_pool2d(images, size=2, stride=None):
    """Your window is always 2×2. The lecture's example has that size, but size can be any number."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            pooled[:, i, j, :] = images[:, i * step : i * step + 2, j * step : j * step + 2, :].max(axis=(1, 2))
    return pooled


# %% wrote into the images tags=["mistake"] ref="C35"
def max_pool2d(images, size=2, stride=None):
    """The maxima are right, but you collected them in images itself, which the caller still needs. Use a new array."""
    step = size if stride is None else stride
    rows, columns = (images.shape[1] - size) // step + 1, (images.shape[2] - size) // step + 1
    for i in range(rows):
        for j in range(columns):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            images[:, i, j, :] = window.max(axis=(1, 2))
    return images[:, :rows, :columns, :]
