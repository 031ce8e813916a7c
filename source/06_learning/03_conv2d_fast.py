# %% [raw]
# # BEGIN QUESTION
# name: conv2d_fast
# points: 4
# minutes: 14
# difficulty: 2

# %% [markdown]
# ## 6.2 A fast convolution
#
# Your matrix of windows has a row for each window. Read the kernels in the same order, and they are a matrix too, with
# a column for each filter. Then the whole layer is
#
# $$Y = \underbrace{\mathrm{im2col}(X)}_{(N H' W',\ KH \cdot KW \cdot C)}\ \cdot
# \underbrace{K}_{(KH \cdot KW \cdot C,\ F)} + \underbrace{\beta}_{(F,)}$$
#
# and what remains is to fold the rows of $Y$ back into images.
#
# | | shape |
# |---|---|
# | `images` | `(N, H, W, C)`, numbers of any kind, `uint8` too |
# | `kernels` | `(KH, KW, C, F)`, floats |
# | `bias` | `(F,)`, floats |
# | result | `(N, H', W', F)`, floats |
#
# **By hand first.** Three images of 8×10 with two channels meet five filters of 3×3, stride 1, no padding. Which shapes
# have the two matrices, and what does their product fold back into?
#
# Write `conv2d_fast(images, kernels, bias, stride=1, pad=0)`. It returns what `conv2d_loops` returns, and changes
# nothing that it is given. Use your `im2col`, or another way if you know one that is as fast.
#
# **How fast?** At least **15 times** as fast as `conv2d_loops`. Seconds say more about a computer than about your code,
# so the grader lets the two take turns on images of one size, with 64 filters, and takes the median of the ratios.
# (Loops get one image where `conv2d_fast` gets eight, and their time counts eight times: that saves waiting.) Loops of
# yours that are slower than those above count as those above. If yours are fast already, then 20 times as fast as those
# above is enough, whatever yours do. One matrix product is far beyond either; SciPy's functions, which slide one filter
# at a time, may not be.

# %% [markdown] tags=["hint"]
# `kernels.reshape(-1, F)` reads rows, columns and channels of the kernel in the order of your rows. Compare the shapes
# of the two matrices before you multiply: their inner sizes have to agree.

# %% [markdown] tags=["hint"]
# The product has the shape `(N * H' * W', F)`, its rows in the order of your windows. One `reshape` makes it
# `(N, H', W', F)`: no axis has to move. $H'$ and $W'$ follow from the formula of 6.1.

# %% [markdown] tags=["hint"]
# Four lines: the matrix of the windows, with the same `stride` and `pad`; its product with the reshaped kernels; the
# bias, which `(N * H' * W', F) + (F,)` adds to every row; the fold.

# %% [raw]
# # BEGIN SOLUTION


# %%
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """A convolutional layer as one product: (N, H, W, C), (KH, KW, C, F), (F,) ->
    (N, H', W', F), floats."""
    # BEGIN SOLUTION
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.reshape(-1, filters) + bias).reshape(n, rows, columns, filters)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: two channels, two filters
points: 0.5
"""  # END TEST CONFIG


def test_example(conv2d_fast):
    import numpy as np
    from labkit import checks

    channels = [[[1, 2, 0], [3, 1, 1]], [[0, 1, 2], [2, 0, 1]]]
    first = [[[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [0.0, 0.0]]]
    second = [[[0.0, 2.0], [0.0, 0.0]], [[0.0, 0.0], [-1.0, 0.0]]]
    images = np.stack(channels, axis=-1)[np.newaxis]
    kernels = np.stack([np.stack(first, axis=-1), np.stack(second, axis=-1)], axis=-1)
    what = "conv2d_fast(images (1, 2, 3, 2), kernels (2, 2, 2, 2), bias)"
    result = checks.same_shape(
        conv2d_fast(images, kernels, np.array([10.0, 20.0])),
        (1, 1, 2, 2),
        what,
        hint="(N, H', W', F): two windows side by side, and a channel for each filter.",
    )
    checks.same_array(
        result[0, 0],
        [[13, 22], [15, 20]],
        f"{what}[0, 0]",
        hint="Row 0 holds both filters' answers to the first window. Do windows and kernels have the same order?",
    )


# %%
""" # BEGIN TEST CONFIG
name: several channels and filters, nothing square
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_channels_and_filters(conv2d_fast):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(621)
    for kernel in ((3, 2, 2, 5), (2, 3, 3, 3), (1, 4, 2, 2)):
        images, kernels = rng.normal(0, 2, (1, 5, 7, kernel[2])), rng.normal(0, 1, kernel)
        bias = np.linspace(-20, 30, kernel[3])
        checks.same_array(
            conv2d_fast(images, kernels, bias),
            oracles.conv2d(images, kernels, bias),
            f"conv2d_fast(images {images.shape}, kernels {kernel}, bias)",
            hint="Both matrices have to run through rows, columns and channels of a window in the same order.",
        )


# %%
""" # BEGIN TEST CONFIG
name: every image of a batch
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_batch(conv2d_fast):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(622)
    images, kernels, bias = rng.normal(0, 2, (3, 6, 5, 2)), rng.normal(0, 1, (3, 3, 2, 4)), rng.normal(0, 3, 4)
    checks.same_array(
        conv2d_fast(images, kernels, bias),
        oracles.conv2d(images, kernels, bias),
        "conv2d_fast(images (3, 6, 5, 2), kernels (3, 3, 2, 4), bias)",
        hint="Fold the rows back in the order in which they were written: images, rows, columns.",
    )


# %%
""" # BEGIN TEST CONFIG
name: strides and padding
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_stride_and_pad(conv2d_fast):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(623)
    images, bias = rng.normal(2, 1, (2, 6, 9, 2)), np.array([4.0, 0.0, -4.0])
    for kernel, stride, pad in (((3, 2), 2, 0), ((3, 2), 1, 1), ((3, 2), 2, 1), ((3, 2), 3, 2), ((2, 3), 1, 3)):
        kernels = rng.normal(0, 1, (*kernel, 2, 3))
        checks.same_array(
            conv2d_fast(images, kernels, bias, stride=stride, pad=pad),
            oracles.conv2d(images, kernels, bias, stride, pad),
            f"conv2d_fast(images (2, 6, 9, 2), kernels {kernels.shape}, bias, stride={stride}, pad={pad})",
            hint="Stride and padding decide how many windows there are, and im2col has to know both.",
        )


# %%
""" # BEGIN TEST CONFIG
name: whole numbers and float32 come in, floats go out
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_kinds_of_numbers(conv2d_fast):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(624)
    kernels, bias = rng.normal(0, 1, (2, 3, 2, 3)), np.array([0.5, -1.5, 2.5])
    images = rng.integers(0, 256, (3, 4, 6, 2), dtype=np.uint8)
    singles = [array.astype(np.float32) for array in (rng.normal(0, 2, (3, 5, 4, 2)), kernels, bias)]
    for arrays in ((images, kernels, bias), singles):
        before = [array.copy() for array in arrays]
        checks.same_array(
            conv2d_fast(*arrays),
            oracles.conv2d(*before),
            f"conv2d_fast({arrays[0].dtype} images, kernels, bias)",
            hint="The result is floats, whatever the images hold.",
        )
        for name, array, copy in zip(("images", "kernels", "bias"), arrays, before, strict=True):
            checks.unchanged(array, copy, name)


# %%
""" # BEGIN TEST CONFIG
name: at least 15 times as fast as loops
points: 1.5
hidden: true
"""  # END TEST CONFIG


def test_speed(conv2d_fast, conv2d_loops):
    from workbook.examiner import ratio

    ratio.faster_than_loops(lambda *arrays: conv2d_fast(*arrays), lambda *arrays: conv2d_loops(*arrays))


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# How much faster is it on your computer? The figure runs both functions on the same four small images and on one
# processor core, with more and more filters. The grader's test is much like the rightmost pair.

# %% tags=["figure"]
figures.timing_bars(conv2d_loops, conv2d_fast)


# %% kernels read filter by filter tags=["mistake"] ref="C41 C26"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You reshape the kernels as if their first axis counted the filters. That is their last one: a column for each
    filter."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.reshape(filters, -1).T + bias).reshape(n, rows, columns, filters)


# %% kernels read channel by channel tags=["mistake"] ref="C41"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """Your kernels run through the channels first, your windows last, so weights meet the wrong pixels."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    matrix = kernels.transpose(2, 0, 1, 3).reshape(-1, filters)
    return (windows @ matrix + bias).reshape(n, rows, columns, filters)


# %% windows read channel by channel tags=["mistake"] ref="C41"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You cut the windows with their channels first, and read the kernels with their channels last. Bring both into
    one order."""
    filters = kernels.shape[3]
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))[:, ::stride, ::stride]
    flat = windows.reshape(*windows.shape[:3], -1)
    return flat @ kernels.reshape(-1, filters) + bias


# %% rows and columns of the kernels swapped tags=["mistake"] ref="C02"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """Rows and columns of the kernels have changed places. The first axis of the kernels goes with the rows of a
    window."""
    n, height, width, _ = images.shape
    kernel_width, kernel_height, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.swapaxes(0, 1).reshape(-1, filters) + bias).reshape(n, rows, columns, filters)


# %% flipped the kernels tags=["mistake"] ref="C01"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You turn the kernels by half a turn. A CNN's layer takes them as they are, as you saw in lab 1."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels[::-1, ::-1].reshape(-1, filters) + bias).reshape(n, rows, columns, filters)


# %% did not fold the rows back tags=["mistake"]
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """The product is right, but it is still a matrix. Fold its rows back into images of H' rows and W' columns."""
    kernel_height, kernel_width, _, filters = kernels.shape
    return im2col(images, kernel_height, kernel_width, stride, pad) @ kernels.reshape(-1, filters) + bias


# %% folded the filters to the front tags=["mistake"] ref="P08"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You reshape to (N, F, H', W') and then move the filters to the end. In your product they are last already:
    reshape in that order."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    product = im2col(images, kernel_height, kernel_width, stride, pad) @ kernels.reshape(-1, filters) + bias
    return product.reshape(n, filters, rows, columns).transpose(0, 2, 3, 1)


# %% result with the filters first tags=["mistake"] ref="C19"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """Your maps are right, but the filters come before rows and columns. They are the last axis: (N, H', W', F)."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    product = im2col(images, kernel_height, kernel_width, stride, pad) @ kernels.reshape(-1, filters) + bias
    return product.reshape(n, rows, columns, filters).transpose(0, 3, 1, 2)


# %% mixed the images when folding tags=["mistake"] ref="P08"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You fold the rows back as if all images' first windows came first. The rows of image 0 come first, all of
    them."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    product = im2col(images, kernel_height, kernel_width, stride, pad) @ kernels.reshape(-1, filters) + bias
    return product.reshape(rows, columns, n, filters).transpose(2, 0, 1, 3)


# %% height and width of the result swapped tags=["mistake"] ref="C19"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You fold the rows into images of W' rows and H' columns. The rows of your matrix run along W' first."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    product = im2col(images, kernel_height, kernel_width, stride, pad) @ kernels.reshape(-1, filters) + bias
    return product.reshape(n, columns, rows, filters)


# %% left the bias out tags=["mistake"] ref="C29"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """The biases are missing: every filter adds its own number to its map."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.reshape(-1, filters)).reshape(n, rows, columns, filters)


# %% one bias for all filters tags=["mistake"] ref="C31"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You add the first bias to every map. NumPy lines the whole vector up with the last axis by itself."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.reshape(-1, filters) + bias[0]).reshape(n, rows, columns, filters)


# %% bias inside the matrix product tags=["mistake"] ref="C31"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You add the bias to the weights, so it is multiplied by the pixels. Add it to the finished product."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ (kernels.reshape(-1, filters) + bias)).reshape(n, rows, columns, filters)


# %% did not use the stride tags=["mistake"] ref="C05"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """Your result is the same for every stride. im2col and the shape of the result both need it."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows, columns = height + 2 * pad - kernel_height + 1, width + 2 * pad - kernel_width + 1
    windows = im2col(images, kernel_height, kernel_width, pad=pad)
    return (windows @ kernels.reshape(-1, filters) + bias).reshape(n, rows, columns, filters)


# %% did not use the padding tags=["mistake"] ref="C06"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """Your result is the same for every padding. im2col and the shape of the result both need it."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows, columns = (height - kernel_height) // stride + 1, (width - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride)
    return (windows @ kernels.reshape(-1, filters) + bias).reshape(n, rows, columns, filters)


# %% stride and padding swapped tags=["mistake"] ref="C03"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You hand padding and stride to im2col in the wrong order. Call it with stride=stride and pad=pad."""
    n = len(images)
    kernel_height, kernel_width, _, filters = kernels.shape
    windows = im2col(images, kernel_height, kernel_width, pad or 1, stride if pad else 0)
    rows = (images.shape[1] + 2 * pad - kernel_height) // stride + 1
    return (windows @ kernels.reshape(-1, filters) + bias).reshape(n, rows, -1, filters)


# %% shape of the result without the padding tags=["mistake"] ref="C13"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """The product is made with the padding, but its rows are folded as if there were none, so they do not fit."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows, columns = (height - kernel_height) // stride + 1, (width - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.reshape(-1, filters) + bias)[: n * rows * columns].reshape(n, rows, columns, filters)


# %% kept the images' number type tags=["mistake"] ref="C33"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You turn the kernels into the type of the images. As uint8 they lose their decimals and their signs."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    matrix = kernels.reshape(-1, filters).astype(images.dtype)
    return (windows @ matrix + bias).reshape(n, rows, columns, filters)


# %% cut the decimals off tags=["mistake"] ref="C34"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """Your result holds whole numbers: the decimals are cut off. Let it be floats."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.reshape(-1, filters) + bias).reshape(n, rows, columns, filters).astype(int)


# %% put a ReLU into the layer tags=["mistake"] ref="C37"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """Negative sums come out as 0: you built the activation in. It is a layer of its own."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return np.maximum(windows @ kernels.reshape(-1, filters) + bias, 0).reshape(n, rows, columns, filters)


# %% only the first channel tags=["mistake"] ref="C24"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """Only channel 0 of the images is used. A window brings all its channels into the product."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images[..., :1], kernel_height, kernel_width, stride, pad)
    return (windows @ kernels[:, :, 0].reshape(-1, filters) + bias).reshape(n, rows, columns, filters)


# %% only the first image tags=["mistake"] ref="C27"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """Your result holds the maps of the first image only. The rows of all images go through the product at once."""
    _, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    windows = im2col(images[:1], kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.reshape(-1, filters) + bias).reshape(1, rows, columns, filters)


# %% square images only tags=["mistake"] ref="C18"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You fold the rows into square maps. Height and width of the result have a formula each."""
    n, height, _, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.reshape(-1, filters) + bias).reshape(n, rows, rows, filters)


# %% divided the images by 255 tags=["mistake"] ref="X02"
def conv2d_fast(images, kernels, bias, stride=1, pad=0):
    """You divide uint8 images by 255. The layer takes pixels as they are; scaling is pre-processing."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    scaled = images / 255 if images.dtype == np.uint8 else images
    windows = im2col(scaled, kernel_height, kernel_width, stride, pad)
    return (windows @ kernels.reshape(-1, filters) + bias).reshape(n, rows, columns, filters)
