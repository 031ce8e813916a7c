# %% [raw]
# # BEGIN QUESTION
# name: conv2d
# points: 5
# minutes: 20
# difficulty: 3

# %% [markdown]
# ## 1.6 A convolutional layer
#
# From one image and one kernel to a layer of a CNN, three things are added:
#
# - **Channels.** A colour image has three, and a map from an earlier layer can have hundreds. A filter has a slice of
#   weights for each channel. Slide each slice over its own channel, and **add up** what comes: one map for each filter.
# - **Filters.** A layer has many, and each looks for something else. Their maps become the channels of the result.
#   Every filter also has one number of its own, its **bias**, which is added everywhere on its map.
# - **A batch.** Many images come at once. They do not influence each other.

# %% tags=["figure"]
figures.channels_and_filters()

# %% [markdown]
# With the padded images $P$, stride $s$ and bias $\beta$:
#
# $$Y_{n,i,j,f} = \beta_f + \sum_{a=0}^{KH-1} \sum_{b=0}^{KW-1} \sum_{c=0}^{C-1}
# P_{\,n,\ i \cdot s + a,\ j \cdot s + b,\ c}\; K_{a,b,c,f}$$
#
# | | shape |
# |---|---|
# | `images` | `(N, H, W, C)`: images, rows, columns, channels |
# | `kernels` | `(KH, KW, C, F)`: rows, columns, channels, filters |
# | `bias` | `(F,)` |
# | result | `(N, H', W', F)`, floats, sizes as in 1.2 |
#
# This is the order that Keras uses, so that in lab 2 its weights fit into your function as they are.
#
# **By hand first.** One image with two channels, one filter with two slices, bias 10:
#
# $$\text{channels } \begin{bmatrix} 1&2&3 \\ 4&5&6 \\ 7&8&9 \end{bmatrix},
# \begin{bmatrix} 0&1&0 \\ 1&0&1 \\ 0&1&0 \end{bmatrix} \qquad
# \text{slices } \begin{bmatrix} 1&0 \\ 0&2 \end{bmatrix}, \begin{bmatrix} 0&1 \\ 3&0 \end{bmatrix}$$
#
# $$Y_{0,0,0,0} = \underbrace{(1 \cdot 1 + 5 \cdot 2)}_{\text{channel } 0}
# + \underbrace{(1 \cdot 1 + 1 \cdot 3)}_{\text{channel } 1} + 10 = 25$$
#
# What are the other three numbers? The check below knows them.
#
# Write `conv2d(images, kernels, bias, stride=1, pad=0)`.
#
# - Nothing need be square, and `stride` and `pad` mean what they meant in 1.4.
# - `images` may be of any kind of number, `uint8` too; `kernels` and `bias` are floats. The result is floats.
# - The three arrays must not change.

# %% [markdown] tags=["hint"]
# Begin with the shapes: `n, height, width, channels = images.shape`, and likewise for the kernels. Then
# make the result, full of zeros, in the shape of the table. Only the rows and columns of the images are
# padded: `np.pad` takes one pair per axis.

# %% [markdown] tags=["hint"]
# One way: loop over images, filters and channels, and let your `correlate2d` do the rest. Each channel's answer is
# **added** to the map of its filter. When does the bias come in, and how often?

# %% [markdown] tags=["hint"]
# A faster way loops over `i` and `j` only. `window = padded[:, top:top + KH, left:left + KW, :]`
# has the shape `(N, KH, KW, C)`. Which of its axes does it share with the kernels?
# `np.tensordot` and `np.einsum` sum over shared axes.

# %% [raw]
# # BEGIN SOLUTION


# %%
def conv2d(images, kernels, bias, stride=1, pad=0):
    """A convolutional layer: (N, H, W, C), (KH, KW, C, F), (F,) -> (N, H', W', F), floats."""
    # BEGIN SOLUTION
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = output_size(height, kernel_height, stride, pad)
    columns = output_size(width, kernel_width, stride, pad)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.zeros((n, rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kernel_height, left : left + kernel_width, :]
            result[:, i, j, :] = np.tensordot(window, kernels, axes=3) + bias
    return result
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the example with two channels
points: 0.5
"""  # END TEST CONFIG


def test_example(conv2d):
    import numpy as np

    from labkit import checks

    channels = [[[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[0, 1, 0], [1, 0, 1], [0, 1, 0]]]
    slices = [[[1.0, 0.0], [0.0, 2.0]], [[0.0, 1.0], [3.0, 0.0]]]
    images = np.stack(channels, axis=-1)[np.newaxis]
    kernels = np.stack(slices, axis=-1)[..., np.newaxis]
    result = checks.same_shape(conv2d(images, kernels, np.array([10.0])), (1, 2, 2, 1), "conv2d(images, kernels, bias)")
    checks.same_array(
        result[0, :, :, 0],
        [[25, 24], [30, 37]],
        "The map conv2d(images, kernels, bias)[0, :, :, 0]",
        hint="Add up both channels first, then add the bias once.",
    )


# %%
""" # BEGIN TEST CONFIG
name: on black images only the bias remains
points: 0.5
"""  # END TEST CONFIG


def test_shape_and_bias(conv2d):
    import numpy as np

    from labkit import checks

    bias = np.array([1.0, -2.0, 3.0, 0.5])
    expected = np.broadcast_to(bias, (2, 3, 5, 4))
    what = "conv2d(black images (2, 5, 6, 3), kernels (3, 2, 3, 4), bias)"
    result = conv2d(np.zeros((2, 5, 6, 3)), np.ones((3, 2, 3, 4)), bias)
    checks.same_shape(result, expected.shape, what, hint="(N, H', W', F): the last axis counts the filters.")
    checks.same_array(result, expected, what, hint="Map f holds bias[f] everywhere, and nothing else.")


# %%
""" # BEGIN TEST CONFIG
name: one image, one channel, one filter
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_single(conv2d):
    import numpy as np
    from scipy import signal

    from labkit import checks

    rng = np.random.default_rng(131)
    image = rng.normal(0, 2, (6, 9))
    for shape in ((3, 3), (2, 4)):
        kernel = rng.normal(0, 1, shape)
        expected = signal.correlate2d(image, kernel, mode="valid")
        checks.same_array(
            conv2d(image[None, :, :, None], kernel[:, :, None, None], np.zeros(1)),
            expected[None, :, :, None],
            f"conv2d(images (1, 6, 9, 1), kernels {(*shape, 1, 1)}, no bias)",
            hint="With one of each, conv2d gives what correlate2d gives.",
        )


# %%
""" # BEGIN TEST CONFIG
name: several channels are added up
points: 1
hidden: true
"""  # END TEST CONFIG


def test_channels(conv2d):
    import numpy as np
    from scipy import signal

    from labkit import checks

    rng = np.random.default_rng(132)
    image, kernel = rng.normal(0, 2, (7, 6, 3)), rng.normal(0, 1, (3, 2, 3))
    maps = [signal.correlate2d(image[:, :, c], kernel[:, :, c], mode="valid") for c in range(3)]
    checks.same_array(
        conv2d(image[None], kernel[..., None], np.zeros(1)),
        sum(maps)[None, :, :, None],
        "conv2d(images (1, 7, 6, 3), kernels (3, 2, 3, 1), no bias)",
        hint="Each slice of the filter meets its own channel; the filter's map is the sum over all channels.",
    )


# %%
""" # BEGIN TEST CONFIG
name: several filters, each with its bias
points: 1
hidden: true
"""  # END TEST CONFIG


def test_filters(conv2d):
    import numpy as np

    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(133)
    for channels, filters in ((2, 5), (3, 3)):
        images = rng.normal(0, 2, (1, 5, 7, channels))
        kernels = rng.normal(0, 1, (3, 2, channels, filters))
        bias = np.linspace(-20, 30, filters)
        expected = oracles.conv2d(images, kernels, bias)
        checks.same_array(
            conv2d(images, kernels, bias),
            expected,
            f"conv2d(images {images.shape}, kernels {kernels.shape}, bias {bias.shape})",
            hint="Filter f is kernels[:, :, :, f]; its map is result[:, :, :, f], and bias[f] is added once.",
        )


# %%
""" # BEGIN TEST CONFIG
name: every image of a batch
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_batch(conv2d):
    import numpy as np

    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(134)
    images, kernels = rng.normal(0, 2, (3, 6, 5, 2)), rng.normal(0, 1, (3, 3, 2, 4))
    expected = oracles.conv2d(images, kernels, np.zeros(4))
    checks.same_array(
        conv2d(images, kernels, np.zeros(4)),
        expected,
        "conv2d(images (3, 6, 5, 2), kernels (3, 3, 2, 4), no bias)",
        hint="result[n] depends on images[n] alone.",
    )


# %%
""" # BEGIN TEST CONFIG
name: strides and padding
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_stride_and_pad(conv2d):
    import numpy as np

    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(135)
    images, kernels, bias = rng.normal(2, 1, (1, 6, 9, 2)), rng.normal(0, 1, (3, 3, 2, 3)), np.zeros(3)
    for stride, pad in ((2, 0), (1, 1), (2, 1), (3, 2)):
        expected = oracles.conv2d(images, kernels, bias, stride, pad)
        checks.same_array(
            conv2d(images, kernels, bias, stride=stride, pad=pad),
            expected,
            f"conv2d(images (1, 6, 9, 2), kernels (3, 3, 2, 3), no bias, stride={stride}, pad={pad})",
            hint="Rows and columns get zeros on both sides; windows start stride pixels apart.",
        )


# %%
""" # BEGIN TEST CONFIG
name: whole numbers and float32 come in, floats go out
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_kinds_of_numbers(conv2d):
    import numpy as np

    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(136)
    kernels, bias = rng.normal(0, 1, (2, 3, 2, 3)), np.array([0.5, -1.5, 2.5])
    images = rng.integers(0, 256, (3, 4, 6, 2), dtype=np.uint8)
    singles = [array.astype(np.float32) for array in (rng.normal(0, 2, (3, 5, 4, 2)), kernels, bias)]
    for arrays in ((images, kernels, bias), singles):
        before = [array.copy() for array in arrays]
        checks.same_array(
            conv2d(*arrays),
            oracles.conv2d(*before),
            f"conv2d({arrays[0].dtype} images, kernels, bias)",
            hint="Let the result be floats: of which dtype is the array that you write into?",
        )
        for name, array, copy in zip(("images", "kernels", "bias"), arrays, before, strict=True):
            checks.unchanged(array, copy, name)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% flipped the kernels tags=["mistake"] ref="C01"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You turn the kernels before they slide, or use a library function that does. A CNN's layer does not flip."""
    from scipy import signal

    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    maps = []
    for image in padded:
        for f in range(kernels.shape[3]):
            total = 0
            for c in range(kernels.shape[2]):
                total = total + signal.convolve2d(image[:, :, c], kernels[:, :, c, f], mode="valid")
            maps.append(total[::stride, ::stride] + bias[f])
    result = np.array(maps).reshape(len(images), kernels.shape[3], *maps[0].shape)
    return result.transpose(0, 2, 3, 1)


# %% swapped rows and columns of the kernels tags=["mistake"] ref="C02"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Rows and columns of the kernels have changed places. Their first axis goes with the rows of the image."""
    kernel_width, kernel_height, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    return np.einsum("nijcab,bacf->nijf", windows[:, ::stride, ::stride], kernels) + bias


# %% let the window move by one pixel only tags=["mistake"] ref="C03"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """The shape obeys the stride, but your windows still start one pixel apart."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    rows = output_size(images.shape[1], kernel_height, stride, pad)
    columns = output_size(images.shape[2], kernel_width, stride, pad)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, i : i + kernel_height, j : j + kernel_width]
            result[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result


# %% left holes in the result tags=["mistake"] ref="C04"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your loop counts in strides, but writes to the result as if it counted in ones: most places stay 0."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    rows = output_size(images.shape[1], kernel_height, stride, pad)
    columns = output_size(images.shape[2], kernel_width, stride, pad)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(0, rows, stride):
        for j in range(0, columns, stride):
            window = padded[:, i : i + kernel_height, j : j + kernel_width]
            result[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result


# %% did not use the stride tags=["mistake"] ref="C05"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your result is the same for every stride. It has to change how many windows there are, and where they start."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows, kernels) + bias


# %% did not use the padding tags=["mistake"] ref="C06"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your result is the same for every padding. Put the zeros around the images before the kernels slide."""
    windows = np.lib.stride_tricks.sliding_window_view(images, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias


# %% padded, then read the unpadded images tags=["mistake"] ref="C07"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You make padded images, but cut the windows out of the other ones, so they run over the border."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = (padded.shape[1] - kernel_height) // stride + 1
    columns = (padded.shape[2] - kernel_width) // stride + 1
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            window = images[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result


# %% padded above and on the left only tags=["mistake"] ref="C09"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your zeros are above and on the left only. The lower and the right side get as many."""
    padded = np.pad(images, ((0, 0), (pad, 0), (pad, 0), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias


# %% padded with the border pixels tags=["mistake"] ref="C10"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You continue the images with their border pixels. The layer pads with zeros."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias


# %% padded the batch as well tags=["mistake"] ref="C11"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Padding adds black images to your batch. Of the four axes, only rows and columns get zeros."""
    padded = np.pad(images, ((pad, pad), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias


# %% padded columns and channels tags=["mistake"] ref="C11"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You pad axes 2 and 3, columns and channels, as if the images had no batch
    axis. Rows and columns are axes 1 and 2."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows = output_size(images.shape[1], kernel_height, stride, pad)
    columns = output_size(images.shape[2], kernel_width, stride, pad)
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            window = padded[
                :, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width, :channels
            ]
            result[:, i, j] = np.einsum("nabc,abcf->nf", window, kernels[: window.shape[1]]) + bias
    return result


# %% kept windows that hang over tags=["mistake"] ref="C12"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You keep a last window that hangs over the border. Only windows that lie on the padded image as a whole count."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = int(np.ceil((padded.shape[1] - kernel_height) / stride)) + 1
    columns = int(np.ceil((padded.shape[2] - kernel_width) / stride)) + 1
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            covered = kernels[: window.shape[1], : window.shape[2]]
            result[:, i, j] = np.einsum("nabc,abcf->nf", window, covered) + bias
    return result


# %% let the last window run over the border tags=["mistake"] ref="C12"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Some strides stop your function with an error: the last window hangs over the border and is too small for the
    kernels. Such a window does not count, so round the number of steps down."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = int(np.ceil((padded.shape[1] - kernel_height) / stride)) + 1
    columns = int(np.ceil((padded.shape[2] - kernel_width) / stride)) + 1
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result


# %% forgot the last row and column tags=["mistake"] ref="C13"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your result lacks its last row and column. You counted the steps; there is one window more than steps."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = (padded.shape[1] - kernel_height) // stride
    columns = (padded.shape[2] - kernel_width) // stride
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result


# %% insisted that the stride divides tags=["mistake"] ref="C14"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You refuse strides that leave pixels over. They are allowed: the last pixels are then in no window."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    assert (padded.shape[1] - kernels.shape[0]) % stride == 0
    assert (padded.shape[2] - kernels.shape[1]) % stride == 0
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias


# %% used the kernel's height for the columns tags=["mistake"] ref="C16"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You count the columns with the kernels' height. For kernels that are not square, the width decides there."""
    k, _, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = output_size(images.shape[1], k, stride, pad)
    columns = output_size(images.shape[2], k, stride, pad)
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, i * stride : i * stride + k, j * stride : j * stride + kernels.shape[1]]
            result[:, i, j] = np.einsum("nabc,abcf->nf", window, kernels[:, : window.shape[2]]) + bias
    return result


# %% assumed square images tags=["mistake"] ref="C18"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You use the height of the images for both axes, so only square images come out right."""
    n, size, _, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    rows = output_size(size, kernel_height, stride, pad)
    columns = output_size(size, kernel_width, stride, pad)
    result = np.zeros((n, rows, columns, filters))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[:, i, j] = np.einsum("nabc,abcf->nf", window, kernels[:, : window.shape[2]]) + bias
    return result


# %% put the filters before rows and columns tags=["mistake"] ref="C19"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your result has the axes (N, F, H', W'). Channels come last here, as in Keras: (N, H', W', F)."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nfij", windows[:, ::stride, ::stride], kernels) + bias[:, None, None]


# %% returned the maps on their side tags=["mistake"] ref="C19"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Rows and columns of your result have changed places: (N, W', H', F). Rows come first, as in the images."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->njif", windows[:, ::stride, ::stride], kernels) + bias


# %% subtracted the kernel's size twice tags=["mistake"] ref="C22"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your loops stop too early, so the last rows and columns stay 0. The size of the result already accounts for the
    kernels' size."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    rows = output_size(images.shape[1], kernel_height, stride, pad)
    columns = output_size(images.shape[2], kernel_width, stride, pad)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(rows - kernel_height + 1):
        for j in range(columns - kernel_width + 1):
            window = padded[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result


# %% left the last row and column at 0 tags=["mistake"] ref="C23"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """The last row and column of your maps stay 0. range(n) already stops before n: no need to take off one more."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    rows = output_size(images.shape[1], kernel_height, stride, pad)
    columns = output_size(images.shape[2], kernel_width, stride, pad)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.zeros((len(images), rows, columns, filters))
    for i in range(rows - 1):
        for j in range(columns - 1):
            window = padded[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result


# %% used the first channel only tags=["mistake"] ref="C24"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Only channel 0 of the images counts in your result. A filter has a slice for every channel."""
    filters = kernels.shape[3]
    return np.stack(
        [
            np.stack(
                [correlate2d(image[:, :, 0], kernels[:, :, 0, f], stride, pad) + bias[f] for f in range(filters)], -1
            )
            for image in images
        ]
    )


# %% kept the last channel only tags=["mistake"] ref="C24"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Each channel overwrites what the channel before it gave, so only the last
    one remains. What has to happen instead?"""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = output_size(height, kernel_height, stride, pad)
    columns = output_size(width, kernel_width, stride, pad)
    result = np.zeros((n, rows, columns, filters))
    for m in range(n):
        for f in range(filters):
            for c in range(channels):
                result[m, :, :, f] = correlate2d(images[m, :, :, c], kernels[:, :, c, f], stride, pad)
    return result + bias


# %% averaged over the channels tags=["mistake"]
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You take the mean over the channels. The formula adds them up: with three
    channels that is three times as much."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) / images.shape[3] + bias


# %% let every slice see every channel tags=["mistake"]
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Every slice of your filter slides over every channel. Slice c belongs to channel c alone."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abdf->nijf", windows[:, ::stride, ::stride], kernels) + bias


# %% swapped channels and filters tags=["mistake"] ref="C26"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You read the kernels as (KH, KW, F, C). The channels come third, the filters last."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, filters, _ = kernels.shape
    rows = output_size(height, kernel_height, stride, pad)
    columns = output_size(width, kernel_width, stride, pad)
    result = np.zeros((n, rows, columns, filters))
    for m in range(n):
        for f in range(filters):
            for c in range(channels):
                result[m, :, :, f] += correlate2d(images[m, :, :, c], kernels[:, :, f, c], stride, pad)
            result[m, :, :, f] += bias[f]
    return result


# %% computed the first image only tags=["mistake"] ref="C27"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Every image of your batch gets the map of image 0. Let each image go its own way through the layer."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded[0], kernels.shape[:2], axis=(0, 1))
    one = np.einsum("ijcab,abcf->ijf", windows[::stride, ::stride], kernels) + bias
    return np.stack([one for _ in images])


# %% dropped the batch axis tags=["mistake"] ref="C27"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You return the maps of one image, without the batch axis. The result has four axes, even for a batch of one."""
    padded = np.pad(images[0], ((pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(0, 1))
    return np.einsum("ijcab,abcf->ijf", windows[::stride, ::stride], kernels) + bias


# %% added the whole batch together tags=["mistake"] ref="C28"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your sums run over all images of the batch: the window lacks the index of its image. Each image is on its own."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = output_size(height, kernel_height, stride, pad)
    columns = output_size(width, kernel_width, stride, pad)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.zeros((n, rows, columns, filters))
    for m in range(n):
        for i in range(rows):
            for j in range(columns):
                for f in range(filters):
                    window = padded[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
                    result[m, i, j, f] = np.sum(window * kernels[:, :, :, f]) + bias[f]
    return result


# %% left the bias out tags=["mistake"] ref="C29"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your maps lack the bias. It is added to every number on a filter's map."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels)


# %% gave every filter the first bias tags=["mistake"] ref="C31"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """All your filters share bias[0]. Each filter has a bias of its own."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias[0]


# %% gave every filter the sum of all biases tags=["mistake"] ref="C31"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Every filter gets the sum of all biases. Each filter has a bias of its own."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias.sum()


# %% subtracted the bias tags=["mistake"] ref="C31"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You subtract the bias. Look at the sign in front of the sums."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) - bias


# %% added the bias once per channel tags=["mistake"] ref="C31"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You add the bias inside the loop over channels, so it counts as often as there are channels. Once is enough."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = output_size(height, kernel_height, stride, pad)
    columns = output_size(width, kernel_width, stride, pad)
    result = np.zeros((n, rows, columns, filters))
    for m in range(n):
        for f in range(filters):
            for c in range(channels):
                result[m, :, :, f] += correlate2d(images[m, :, :, c], kernels[:, :, c, f], stride, pad) + bias[f]
    return result


# %% added the bias once per weight tags=["mistake"] ref="C31"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You add the bias to every single product, so it counts once per weight. Add it to the finished sum."""
    kernel_height, kernel_width, channels, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    return np.einsum("nijcab,abcf->nijf", windows, kernels) + bias * kernel_height * kernel_width * channels


# %% kept the images' number type tags=["mistake"] ref="C33"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You write into an array of the images' own type. uint8 can hold neither decimals nor anything below 0 or above
    255, so the sums are cut and wrap around."""
    n, height, width, _ = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = output_size(height, kernel_height, stride, pad)
    columns = output_size(width, kernel_width, stride, pad)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.zeros((n, rows, columns, filters), dtype=images.dtype)
    for i in range(rows):
        for j in range(columns):
            window = padded[:, i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result


# %% cut the decimals off tags=["mistake"] ref="C34"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your result holds whole numbers: the decimals are cut off. Let it be floats, whatever the images hold."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return (np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias).astype(int)


# %% multiplied inside the images themselves tags=["mistake"] ref="C35"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """A slice is no copy: window *= kernel writes the products into the images, where the next windows read them.
    Make the products a new array."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = output_size(height, kernel_height, stride, pad)
    columns = output_size(width, kernel_width, stride, pad)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0))) if pad else images
    result = np.zeros((n, rows, columns, filters))
    for m in range(n):
        for f in range(filters):
            for i in range(rows):
                for j in range(columns):
                    top, left = i * stride, j * stride
                    window = padded[m, top : top + kernel_height, left : left + kernel_width]
                    window *= kernels[:, :, :, f]
                    result[m, i, j, f] = window.sum() + bias[f]
    return result


# %% fixed the kernels at 3x3 tags=["mistake"] ref="C36"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your windows are 3×3, whatever kernels come in. Take height and width from kernels.shape."""
    n, height, width, channels = images.shape
    rows, columns = output_size(height, 3, stride, pad), output_size(width, 3, stride, pad)
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    result = np.zeros((n, rows, columns, kernels.shape[3]))
    for i in range(rows):
        for j in range(columns):
            window = padded[:, i * stride : i * stride + 3, j * stride : j * stride + 3]
            result[:, i, j] = np.tensordot(window, kernels, axes=3) + bias
    return result


# %% put a ReLU into the layer tags=["mistake"] ref="C37"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Negative sums come out as 0: you built the activation in. It is a layer of
    its own, in lab 2; keep the sums here."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    return np.maximum(0, np.einsum("nijcab,abcf->nijf", windows[:, ::stride, ::stride], kernels) + bias)


# %% added all filters into one map tags=["mistake"]
def conv2d(images, kernels, bias, stride=1, pad=0):
    """All your filters end up in one and the same map. Each filter has a map of its own, which becomes a channel of the
    result."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    total = np.einsum("nijcab,abcf->nij", windows[:, ::stride, ::stride], kernels)
    return total[..., None] + bias


# %% added up maps from filter to filter tags=["mistake"]
def conv2d(images, kernels, bias, stride=1, pad=0):
    """Your running total is not set back to 0 between filters, so each map contains the maps before it."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    rows = output_size(height, kernel_height, stride, pad)
    columns = output_size(width, kernel_width, stride, pad)
    result = np.zeros((n, rows, columns, filters))
    for m in range(n):
        total = np.zeros((rows, columns))
        for f in range(filters):
            for c in range(channels):
                total = total + correlate2d(images[m, :, :, c], kernels[:, :, c, f], stride, pad)
            result[m, :, :, f] = total + bias[f]
    return result


# %% reshaped the kernels in another order tags=["mistake"] ref="C41"
def conv2d(images, kernels, bias, stride=1, pad=0):
    """You flatten windows and kernels in different orders, so weights meet the wrong pixels. Print the shapes just
    before you reshape: do their axes stand in the same order?"""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernels.shape[:2], axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    flat = windows.reshape(*windows.shape[:3], -1)
    return flat @ kernels.reshape(-1, kernels.shape[3]) + bias
