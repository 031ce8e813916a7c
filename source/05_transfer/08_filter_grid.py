# %% [raw]
# # BEGIN QUESTION
# name: filter_grid
# points: 2
# minutes: 12
# difficulty: 2

# %% [markdown]
# ## 5.6 All filters in one picture
#
# What does a first layer look for? Its kernels have as many channels as the image, so each of them *is* a small
# picture: the figure of the weights in the lecture's appendix. Write `filter_grid(kernels)`, which puts all of them
# into one.
#
# | | |
# |---|---|
# | `kernels` | `(KH, KW, C, F)`, floats: $F$ filters of $KH \times KW$ with $C$ channels |
# | result | `(R·(KH + 1) - 1, S·(KW + 1) - 1, C)`, from 0 to 1: $R$ rows and $S$ columns of tiles |
#
# 1. There are $S = \lceil\sqrt{F}\,\rceil$ columns and $R = \lceil F / S \rceil$ rows. Filter 0 stands in the upper
#    left corner; the first row is filled from left to right, then the second.
# 2. Each filter is scaled by **its own** smallest and largest weight, over all of its channels together:
#    $$t = \frac{w - \min w}{\max w - \min w}$$
#    A filter with equal weights everywhere becomes 0.5 everywhere.
# 3. Between neighbouring tiles there is a gap of one pixel, none at the border. Gaps, and places without a filter, are
#    1.
#
# **By hand first.** Three filters of 1×2 pixels and one channel, with the weights `[0, 4]`, `[-1, 1]` and `[3, 3]`:
# $S = 2$, $R = 2$, and the picture has $2 \cdot 2 - 1 = 3$ rows and $2 \cdot 3 - 1 = 5$ columns:
#
# ```
# 0    1    1    0    1
# 1    1    1    1    1
# 0.5  0.5  1    1    1
# ```
#
# The third column and the second row are gaps, and the lower right corner has no filter.

# %% [markdown] tags=["hint"]
# Start with a picture full of ones, `np.ones((..., ..., C))`, and write one tile after the other into it. What do you
# still have to do about gaps?

# %% [markdown] tags=["hint"]
# Filter `f` is `kernels[:, :, :, f]`. Its tile stands in row `f // S` and column `f % S` of tiles; from one tile to the
# next it is `KH + 1` pixels down, or `KW + 1` to the right.

# %% [markdown] tags=["hint"]
# Where `tile.max() == tile.min()`, the division would be 0 by 0: put 0.5 there.

# %% [raw]
# # BEGIN SOLUTION


# %%
def filter_grid(kernels):
    """Arrange filters as one picture: (KH, KW, C, F) -> (R*(KH+1)-1, S*(KW+1)-1, C), 0 to 1."""
    # BEGIN SOLUTION
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    grid = np.ones((rows * (height + 1) - 1, columns * (width + 1) - 1, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        spread = tile.max() - tile.min()
        tile = (tile - tile.min()) / spread if spread else np.full(tile.shape, 0.5)
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        grid[top : top + height, left : left + width] = tile
    return grid
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the three filters of the example
points: 0.5
"""  # END TEST CONFIG


def test_example(filter_grid):
    import numpy as np

    from labkit import checks

    kernels = np.stack([[[[0.0], [4]]], [[[-1], [1]]], [[[3], [3]]]], axis=-1)
    expected = np.array([[0, 1, 1, 0, 1], [1, 1, 1, 1, 1], [0.5, 0.5, 1, 1, 1]])
    grid = checks.same_shape(filter_grid(kernels), (3, 5, 1), "filter_grid(kernels), as in the example,")
    hint = "Compare with the picture in the text, tile by tile. Is each filter scaled by its own weights?"
    checks.same_array(grid[:, :, 0], expected, "The channel of filter_grid(kernels), as in the example,", hint=hint)


# %%
""" # BEGIN TEST CONFIG
name: other sizes and numbers of filters
points: 1
hidden: true
"""  # END TEST CONFIG


def test_random(filter_grid):
    import numpy as np

    from labkit import checks
    from workbook.examiner import oracles_transfer

    rng = np.random.default_rng(56)
    for shape in ((3, 5, 3, 7), (4, 2, 1, 12), (2, 3, 2, 5), (3, 3, 3, 1), (3, 2, 1, 2)):
        kernels = rng.normal(0, 1, shape) * rng.uniform(0.1, 5, shape[-1]) + rng.normal(0, 2, shape[-1])
        before = kernels.copy()
        hint = "Tiles go row by row, each scaled by its own smallest and largest weight, with gaps of 1 between."
        what = f"filter_grid(kernels) for kernels of the shape {shape}"
        checks.same_array(filter_grid(kernels), oracles_transfer.filter_grid(kernels), what, hint=hint)
        checks.unchanged(kernels, before, "kernels")


# %%
""" # BEGIN TEST CONFIG
name: filters with equal weights, and float32
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_constant(filter_grid):
    import numpy as np

    from labkit import checks
    from workbook.examiner import oracles_transfer

    kernels = np.random.default_rng(561).normal(0, 1, (2, 3, 2, 6)).astype(np.float32)
    kernels[..., 2], kernels[..., 4] = -0.75, 0
    expected = oracles_transfer.filter_grid(kernels)
    what = "filter_grid(kernels), where two filters have equal weights everywhere,"
    hint = "Such a filter becomes 0.5 everywhere; the others are as always."
    checks.same_array(filter_grid(kernels), expected, what, hint=hint)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The first layer of the extractor, as you draw it. Some filters are darker at one side than at the other: they answer
# to edges. Colours appear where the channels of a filter differ.

# %% tags=["figure"]
figures.filters(filter_grid, transfer.extractor().get_layer("conv1").get_weights()[0])


# %% scaled all filters alike tags=["mistake"]
def filter_grid(kernels):
    """You scale all filters by the same smallest and largest weight. A filter with small weights stays grey: scale each
    by its own."""
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    grid = np.ones((rows * (height + 1) - 1, columns * (width + 1) - 1, channels))
    scaled = (kernels - kernels.min()) / (kernels.max() - kernels.min())
    for number in range(count):
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        grid[top : top + height, left : left + width] = scaled[..., number]
    return grid


# %% scaled each channel by itself tags=["mistake"]
def filter_grid(kernels):
    """You scale each channel by itself, which changes the colours. Take minimum and maximum over the whole filter."""
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    grid = np.ones((rows * (height + 1) - 1, columns * (width + 1) - 1, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        low, spread = tile.min(axis=(0, 1)), np.ptp(tile, axis=(0, 1))
        tile = np.where(spread > 0, (tile - low) / np.where(spread > 0, spread, 1), 0.5)
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        grid[top : top + height, left : left + width] = tile
    return grid


# %% divided by zero tags=["mistake"]
def filter_grid(kernels):
    """For a filter with equal weights everywhere you divide 0 by 0, and get nan. Such a filter becomes 0.5."""
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    grid = np.ones((rows * (height + 1) - 1, columns * (width + 1) - 1, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        tile = (tile - tile.min()) / (tile.max() - tile.min())
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        grid[top : top + height, left : left + width] = tile
    return grid


# %% no gaps tags=["mistake"]
def filter_grid(kernels):
    """Your tiles touch each other. Leave one pixel of 1 between neighbours."""
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    grid = np.ones((rows * height, columns * width, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        spread = tile.max() - tile.min()
        tile = (tile - tile.min()) / spread if spread else np.full(tile.shape, 0.5)
        top, left = number // columns * height, number % columns * width
        grid[top : top + height, left : left + width] = tile
    return grid


# %% black gaps tags=["mistake"]
def filter_grid(kernels):
    """Your gaps are 0. They should be 1, like the places without a filter: start from np.ones."""
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    grid = np.zeros((rows * (height + 1) - 1, columns * (width + 1) - 1, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        spread = tile.max() - tile.min()
        tile = (tile - tile.min()) / spread if spread else np.full(tile.shape, 0.5)
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        grid[top : top + height, left : left + width] = tile
    return grid


# %% a gap around everything tags=["mistake"]
def filter_grid(kernels):
    """Your picture has a gap at its border too. Gaps stand only between neighbouring tiles."""
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    grid = np.ones((rows * (height + 1) + 1, columns * (width + 1) + 1, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        spread = tile.max() - tile.min()
        tile = (tile - tile.min()) / spread if spread else np.full(tile.shape, 0.5)
        top, left = 1 + number // columns * (height + 1), 1 + number % columns * (width + 1)
        grid[top : top + height, left : left + width] = tile
    return grid


# %% filled column by column tags=["mistake"]
def filter_grid(kernels):
    """You fill the grid column by column. Filters go from left to right, then down, like writing."""
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    grid = np.ones((rows * (height + 1) - 1, columns * (width + 1) - 1, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        spread = tile.max() - tile.min()
        tile = (tile - tile.min()) / spread if spread else np.full(tile.shape, 0.5)
        top, left = number % rows * (height + 1), number // rows * (width + 1)
        grid[top : top + height, left : left + width] = tile
    return grid


# %% all filters in one row tags=["mistake"]
def filter_grid(kernels):
    """You put all filters into one row. There are as many columns as the root of their number, rounded up."""
    height, width, channels, count = kernels.shape
    grid = np.ones((height, count * (width + 1) - 1, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        spread = tile.max() - tile.min()
        tile = (tile - tile.min()) / spread if spread else np.full(tile.shape, 0.5)
        grid[:, number * (width + 1) : number * (width + 1) + width] = tile
    return grid


# %% always a square of tiles tags=["mistake"]
def filter_grid(kernels):
    """Your picture always has as many rows as columns, and its last row may be empty. Rows: the number of filters
    divided by the columns, rounded up."""
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    grid = np.ones((columns * (height + 1) - 1, columns * (width + 1) - 1, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        spread = tile.max() - tile.min()
        tile = (tile - tile.min()) / spread if spread else np.full(tile.shape, 0.5)
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        grid[top : top + height, left : left + width] = tile
    return grid


# %% scaled to the largest magnitude tags=["mistake"]
def filter_grid(kernels):
    """You divide by the largest magnitude, so negative weights stay negative. Subtract the minimum first."""
    height, width, channels, count = kernels.shape
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    grid = np.ones((rows * (height + 1) - 1, columns * (width + 1) - 1, channels))
    for number in range(count):
        tile = kernels[..., number].astype(float)
        spread = tile.max() - tile.min()
        tile = tile / np.abs(tile).max() if spread else np.full(tile.shape, 0.5)
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        grid[top : top + height, left : left + width] = tile
    return grid
