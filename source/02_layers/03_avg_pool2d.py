# %% [raw]
# # BEGIN QUESTION
# name: avg_pool2d
# points: 1
# minutes: 6
# difficulty: 1

# %% [markdown]
# ## 2.3 Average pooling
#
# Instead of the strongest answer in a window, one can keep the average answer. The windows are those of `max_pool2d`:
#
# $$Y_{n,i,j,c} = \frac{1}{\text{size}^2} \sum_{a=0}^{\text{size}-1} \ \sum_{b=0}^{\text{size}-1}
# X_{n,\ i \cdot \text{stride} + a,\ j \cdot \text{stride} + b,\ c}$$
#
# Shapes, `stride=None`, and windows that hang over: all as before. The result holds floats, whatever the images hold.
#
# **By hand first.** What are the four means of the lecture's example, with `size=2`? Three of its windows have
# something in common that their maxima (9, 7 and 8) do not show.

# %% [markdown] tags=["hint"]
# Your `max_pool2d` already finds every window. What has to change is the one line that looks into it.

# %% [markdown] tags=["hint"]
# If your results have no decimals: what is the dtype of the array that you write them into?

# %% [markdown] tags=["hint"]
# Take the mean over the same two axes as the maximum before. And make the array for the results without
# `dtype=images.dtype`: NumPy then makes it for floats.

# %% [raw]
# # BEGIN SOLUTION


# %%
def avg_pool2d(images, size=2, stride=None):
    """Keep the mean of each window, as a float: (N, H, W, C) -> (N, H', W', C)."""
    # BEGIN SOLUTION
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    rows = (height - size) // step + 1
    columns = (width - size) // step + 1
    pooled = np.empty((count, rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.mean(axis=(1, 2))
    return pooled
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the means of the lecture's example
points: 0.5
"""  # END TEST CONFIG


def test_lecture_means(avg_pool2d):
    import numpy as np
    from labkit import checks

    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])
    got = checks.same_shape(
        avg_pool2d(lecture.reshape(1, 4, 4, 1), size=2),
        (1, 2, 2, 1),
        "avg_pool2d(the lecture's 4×4 example, size=2)",
        hint="The windows are the same as in max_pool2d.",
    )
    checks.same_array(
        got[0, :, :, 0],
        [[4.25, 4.25], [4.25, 3.5]],
        "avg_pool2d(the lecture's 4×4 example, size=2)",
        hint="The first window holds 2 2 / 9 4: its sum is 17, and it has four numbers. Are the decimals kept?",
    )


# %%
""" # BEGIN TEST CONFIG
name: any window and stride, uint8 images too
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_means(avg_pool2d):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(41)
    for size, stride, images in (
        (2, None, rng.normal(1, 3, (3, 5, 8, 2))),
        (3, 2, rng.normal(-1, 3, (3, 7, 10, 2))),
        (3, None, rng.integers(0, 256, (2, 6, 11, 3), dtype=np.uint8)),
        (2, 3, rng.random((2, 9, 5, 3), dtype=np.float32)),
    ):
        before = images.copy()
        checks.same_array(
            avg_pool2d(images, size=size, stride=stride),
            oracles.avg_pool2d(before, size, stride),
            f"avg_pool2d(images, size={size}, stride={stride}) for {images.dtype} images of shape {images.shape}",
            hint="The same windows as in max_pool2d; of each, the sum divided by how many numbers it holds.",
        )
        checks.unchanged(images, before, "images")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown] tags=["predict"]
# A 2×2 window covers only negative numbers: $\begin{bmatrix} -4&-7 \\ -2&-9 \end{bmatrix}$. What does max pooling keep,
# and what does average pooling?
#
# ---
#
# Max pooling keeps **-2**, the number closest to 0: largest does not mean strongest. It is not 0, since no 0 is in the
# window, and not -9, whose size without its sign is the largest. Average pooling keeps **-5.5**.
#
# If your function says 0 below, its search for the largest number begins with a 0 that no negative number can beat.

# %% [markdown]
# See for yourself what your two functions keep of every window, for any size and stride.

# %% tags=["figure"]
from labkit.figures import pooling

below_zero = np.array([[-4, -7, 2, -2], [-2, -9, 1, -4], [3, 0, -3, -1], [-2, -4, -3, 1]])
pooling.explore_pooling(below_zero, max_pool2d, avg_pool2d)


# %% maximum in place of the mean tags=["mistake"] ref="P06"
def avg_pool2d(images, size=2, stride=None):
    """You keep the largest number of each window, as max pooling does. Here the mean of all its numbers is wanted."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.max(axis=(1, 2))
    return pooled


# %% median in place of the mean tags=["mistake"] ref="P06"
def avg_pool2d(images, size=2, stride=None):
    """You keep the median of each window. The mean is the sum divided by how many numbers there are."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = np.median(window, axis=(1, 2))
    return pooled


# %% divided by 4 for every size tags=["mistake"] ref="P07"
def avg_pool2d(images, size=2, stride=None):
    """You always divide by 4. That is right for 2×2 windows only: how many numbers does a 3×3 window hold?"""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.sum(axis=(1, 2)) / 4
    return pooled


# %% divided by size, not its square tags=["mistake"] ref="P07"
def avg_pool2d(images, size=2, stride=None):
    """You divide by size, the side of the window. How many numbers lie in a window with that side?"""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.sum(axis=(1, 2)) / size
    return pooled


# %% sum in place of the mean tags=["mistake"]
def avg_pool2d(images, size=2, stride=None):
    """You return the sum of each window. For the mean, divide it by how many numbers the window holds."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.sum(axis=(1, 2))
    return pooled


# %% lost the decimals of the means tags=["mistake"] ref="C34"
def avg_pool2d(images, size=2, stride=None):
    """Your result has the dtype of the images, so whole numbers come out of whole numbers. A mean needs its
    decimals."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels), dtype=images.dtype)
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.mean(axis=(1, 2))
    return pooled


# %% added up in uint8 tags=["mistake"] ref="C33"
def avg_pool2d(images, size=2, stride=None):
    """You add up in the dtype of the images. In uint8 there is nothing above 255: 200 + 100 gives 44. Add up floats."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    rows, columns = (height - size) // step + 1, (width - size) // step + 1
    total = np.zeros((count, rows, columns, channels), dtype=images.dtype)
    for a in range(size):
        for b in range(size):
            total += images[:, a : a + step * rows : step, b : b + step * columns : step, :][:, :rows, :columns]
    return total / size**2


# %% mean over all channels tags=["mistake"] ref="P01"
def avg_pool2d(images, size=2, stride=None):
    """You take one mean over all channels. Each channel has a mean of its own."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    pooled = np.empty((count, (height - size) // step + 1, (width - size) // step + 1, channels))
    for i in range(pooled.shape[1]):
        for j in range(pooled.shape[2]):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.mean(axis=(1, 2, 3))[:, None]
    return pooled


# %% mean of windows that only touch tags=["mistake"] ref="P02"
def avg_pool2d(images, size=2, stride=None):
    """Your windows always touch, whatever stride says. The next window begins stride pixels further on, not size."""
    count, height, width, channels = images.shape
    rows, columns = height // size, width // size
    blocks = images[:, : rows * size, : columns * size].reshape(count, rows, size, columns, size, channels)
    return blocks.mean(axis=(2, 4))


# %% averaged incomplete windows tags=["mistake"]
def avg_pool2d(images, size=2, stride=None):
    """You also average the incomplete windows at the edges. A window that hangs over is left out, as in max pooling."""
    step = size if stride is None else stride
    count, height, width, channels = images.shape
    rows, columns = -(-(height - size) // step) + 1, -(-(width - size) // step) + 1
    pooled = np.zeros((count, rows, columns, channels))
    for i in range(rows):
        for j in range(columns):
            window = images[:, i * step : i * step + size, j * step : j * step + size, :]
            pooled[:, i, j, :] = window.mean(axis=(1, 2)) if window.size else 0
    return pooled
