# %% [raw]
# # BEGIN QUESTION
# name: im2col
# points: 3
# minutes: 18
# difficulty: 2

# %% [markdown]
# ## 6.1 Every window a row
#
# A processor is at its best when it multiplies large matrices: decades of work went into that one operation. A
# convolution is no matrix product, but it can be turned into one. Cut out every window that the kernel visits, write
# its numbers into a row, and put all rows below each other. This is known as **im2col**, image to columns: the programs
# that it comes from wrote columns where we write rows.
#
# The lecture's image $I$ has four windows of 3×3, so it becomes a matrix of four rows with nine numbers each. Written
# as a column, the filter $F$ meets them all in one product:

# %% tags=["figure"]
figures.windows_to_rows(lecture_image, mean_filter)

# %% [markdown]
# **By hand first.** Row 0 is $5\ 2\ 1\ 4\ 3\ 5\ 2\ 8\ 2$, and its sum divided by 9 is the $\frac{32}{9}$ of lab 1. What
# stands in row 1, and what in row 2?
#
# Write `im2col(images, kernel_height, kernel_width, stride=1, pad=0)` for a whole batch with channels.
#
# | | shape |
# |---|---|
# | `images` | `(N, H, W, C)`, numbers of any kind |
# | result | `(N * H' * W', KH * KW * C)`, the same numbers |
#
# - $H' = \lfloor (H + 2 \cdot \text{pad} - KH) / \text{stride} \rfloor + 1$, and $W'$ likewise: stride and padding with
#   zeros mean what they meant in lab 1.
# - **Order of the rows:** first all windows of image 0, then those of image 1, and so on. Within an image the windows
#   come row by row, from left to right.
# - **Order within a row:** the window is read row by row, pixel by pixel, and for each pixel all its channels. With two
#   channels that is: channel 0 and channel 1 of the first pixel, then both of its right neighbour, ...
#
# The two orders are those in which NumPy's `reshape` reads an array `(N, H', W', KH, KW, C)`. They have to be fixed,
# because the kernels must be read in the same order: `kernels.reshape(KH * KW * C, F)`.

# %% [markdown] tags=["hint"]
# Any way of cutting windows will do. Two loops, over the rows `i` and columns `j` of the result, give you
# `padded[:, top:top + kernel_height, left:left + kernel_width, :]` for all images at once. Into which place of an array
# with six axes, `(N, H', W', KH, KW, C)`, does it belong?

# %% [markdown] tags=["hint"]
# With that array filled, one `reshape` is left. If your numbers are right but their order is not, print
# `windows[0, 0, 0]`: rows of the window, then columns, then channels?

# %% [markdown] tags=["hint"]
# `np.lib.stride_tricks.sliding_window_view` puts the axes of the window **behind** the channels: `(..., C, KH, KW)`.
# If you use it, move the axis of the channels to the end before you reshape.

# %% [raw]
# # BEGIN SOLUTION


# %%
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Write every window into a row: (N, H, W, C) -> (N * H' * W', KH * KW * C)."""
    # BEGIN SOLUTION
    n, height, width, channels = images.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.empty((n, rows, columns, kernel_height, kernel_width, channels), dtype=images.dtype)
    for a in range(kernel_height):
        for b in range(kernel_width):
            # the pixel at (a, b) of every window at once
            windows[:, :, :, a, b] = padded[:, a : a + rows * stride : stride, b : b + columns * stride : stride]
    return windows.reshape(n * rows * columns, kernel_height * kernel_width * channels)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the lecture's image
points: 0.5
"""  # END TEST CONFIG


def test_lecture(im2col):
    import numpy as np
    from labkit import checks

    image = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]])
    expected = [
        [5, 2, 1, 4, 3, 5, 2, 8, 2],
        [2, 1, 0, 3, 5, 2, 8, 2, 2],
        [4, 3, 5, 2, 8, 2, 8, 10, 5],
        [3, 5, 2, 8, 2, 2, 10, 5, 1],
    ]
    what = "im2col(the lecture's image, 3, 3)"
    result = im2col(image.reshape(1, 4, 4, 1), 3, 3)
    checks.same_shape(result, (4, 9), what, hint="Four windows, nine numbers in each: two axes in all.")
    checks.same_array(result, expected, what, hint="The second window lies one step to the right of the first.")


# %%
""" # BEGIN TEST CONFIG
name: the order of two channels
points: 0.5
"""  # END TEST CONFIG


def test_two_channels(im2col):
    import numpy as np
    from labkit import checks

    image = np.array([[[1, -1], [2, -2], [3, -3]], [[4, -4], [5, -5], [6, -6]]])
    expected = [[1, -1, 2, -2, 4, -4, 5, -5], [2, -2, 3, -3, 5, -5, 6, -6]]
    what = "im2col(images, 2, 2) for one image of 2×3 pixels with two channels"
    result = im2col(image[np.newaxis], 2, 2)
    checks.same_shape(result, (2, 8), what, hint="Two windows; each has 2 × 2 pixels with 2 channels.")
    checks.same_array(result, expected, what, hint="The channels of a pixel stand side by side: 1 -1, then 2 -2.")


# %%
""" # BEGIN TEST CONFIG
name: several images, and nothing is square
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_not_square(im2col):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    rng = np.random.default_rng(611)
    for shape, kernel in (((3, 5, 7, 2), (3, 2)), ((3, 6, 4, 3), (1, 4)), ((5, 4, 3, 3), (4, 3))):
        images = rng.normal(0, 2, shape)
        checks.same_array(
            im2col(images, *kernel),
            oracles_learning.im2col(images, *kernel),
            f"im2col(images {shape}, {kernel[0]}, {kernel[1]})",
            hint="All windows of an image follow each other, row by row; H goes with KH, W with KW.",
        )


# %%
""" # BEGIN TEST CONFIG
name: strides that leave pixels over
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_strides(im2col):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    images = np.random.default_rng(612).normal(0, 2, (3, 8, 10, 2))
    for kernel, stride in (((3, 3), 2), ((2, 3), 3), ((3, 2), 4)):
        checks.same_array(
            im2col(images, *kernel, stride=stride),
            oracles_learning.im2col(images, *kernel, stride),
            f"im2col(images (3, 8, 10, 2), {kernel[0]}, {kernel[1]}, stride={stride})",
            hint="The stride decides where windows start and how many there are; only whole windows count.",
        )


# %%
""" # BEGIN TEST CONFIG
name: padding, alone and with a stride
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_padding(im2col):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    images = np.random.default_rng(613).normal(3, 1, (3, 5, 6, 2))
    for kernel, stride, pad in (((3, 3), 1, 1), ((3, 2), 1, 2), ((2, 3), 2, 1)):
        checks.same_array(
            im2col(images, *kernel, stride=stride, pad=pad),
            oracles_learning.im2col(images, *kernel, stride, pad),
            f"im2col(images (3, 5, 6, 2), {kernel[0]}, {kernel[1]}, stride={stride}, pad={pad})",
            hint="Zeros on all four sides of every image, then cut the windows.",
        )


# %%
""" # BEGIN TEST CONFIG
name: uint8 and float32 images, which stay as they were
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_kinds_of_numbers(im2col):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    rng = np.random.default_rng(614)
    for images in (rng.integers(0, 256, (3, 4, 5, 2), dtype=np.uint8), rng.random((2, 5, 4, 3), dtype=np.float32)):
        before = images.copy()
        checks.same_array(
            im2col(images, 2, 3, stride=1, pad=0),
            oracles_learning.im2col(before, 2, 3),
            f"im2col({images.dtype} images, 2, 3)",
            hint="The numbers only move to another place. Any type of array that holds them will do.",
        )
        checks.unchanged(images, before, "images")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# This is what your `im2col` makes of a handwritten digit, with windows of 5×5 and stride 3: 64 rows of 25 numbers. More
# than before: windows overlap, so many pixels are written down several times. Memory is what speed costs here.

# %% tags=["figure"]
figures.digit_as_matrix(im2col)


# %% channel after channel in a row tags=["mistake"] ref="C41"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your rows hold the whole window of channel 0, then that of channel 1. All channels of a pixel stand side by side:
    which axis has to come last before you reshape?"""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = windows[:, ::stride, ::stride]
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% a column for every window tags=["mistake"] ref="C41"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your matrix lies on its side: every window is a column. Here windows are rows, so that kernels are
    multiplied from the right."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3]).T


# %% windows read column by column tags=["mistake"] ref="C41 C02"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Inside each row you read the window from top to bottom first. It is read row by row, as its kernel is."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = windows[:, ::stride, ::stride].transpose(0, 1, 2, 5, 4, 3)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% windows listed column by column tags=["mistake"] ref="C19"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Each row is right, but they stand in another order: you go down the image first. After the first window comes
    its neighbour to the right."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = windows[:, ::stride, ::stride].transpose(0, 2, 1, 4, 5, 3)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% images mixed in the order of rows tags=["mistake"] ref="C41"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """You list the first window of all images, then the second of all. All windows of image 0 come first."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = []
    for top in range(0, padded.shape[1] - kernel_height + 1, stride):
        for left in range(0, padded.shape[2] - kernel_width + 1, stride):
            window = padded[:, top : top + kernel_height, left : left + kernel_width]
            windows.append(window.reshape(len(images), -1))
    return np.concatenate(windows)


# %% reshaped without moving the axes tags=["mistake"] ref="P08"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your matrix has the right shape, but reshape moves no axis: it only counts through the numbers as they lie. Let
    the axes stand in the order (N, H', W', KH, KW, C) before."""
    n, height, width, channels = images.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.empty((kernel_height, kernel_width, n, rows, columns, channels))
    for a in range(kernel_height):
        for b in range(kernel_width):
            windows[a, b] = padded[:, a : a + rows * stride : stride, b : b + columns * stride : stride]
    return windows.reshape(n * rows * columns, kernel_height * kernel_width * channels)


# %% did not flatten the windows tags=["mistake"]
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your windows are right, but still windows: the result has two axes. Write each window into one row."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    return np.moveaxis(windows[:, ::stride, ::stride], 3, -1)


# %% one axis for each image left tags=["mistake"]
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """You keep an axis for the images. The windows of all images stand below each other in one matrix."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(len(images), -1, kernel_height * kernel_width * images.shape[3])


# %% one row for each image tags=["mistake"]
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """All windows of an image share one long row. Each window has a row of its own."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    return np.moveaxis(windows[:, ::stride, ::stride], 3, -1).reshape(len(images), -1)


# %% only the first image tags=["mistake"] ref="C27"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your matrix holds the windows of the first image only. All images of the batch follow below each other."""
    padded = np.pad(images[0], ((pad, pad), (pad, pad), (0, 0)))
    windows = []
    for top in range(0, padded.shape[0] - kernel_height + 1, stride):
        for left in range(0, padded.shape[1] - kernel_width + 1, stride):
            windows.append(padded[top : top + kernel_height, left : left + kernel_width].ravel())
    return np.array(windows)


# %% image 0 again and again tags=["mistake"] ref="C28"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """There are enough rows, but all of them come from image 0: the number of the image is missing where you cut."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = []
    for _ in range(len(images)):
        for top in range(0, padded.shape[1] - kernel_height + 1, stride):
            for left in range(0, padded.shape[2] - kernel_width + 1, stride):
                windows.append(padded[0, top : top + kernel_height, left : left + kernel_width].ravel())
    return np.array(windows)


# %% only the first channel tags=["mistake"] ref="C24"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your rows hold channel 0 only. Every pixel of the window brings all its channels along."""
    padded = np.pad(images[..., 0], ((0, 0), (pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    return windows[:, ::stride, ::stride].reshape(-1, kernel_height * kernel_width)


# %% did not use the stride tags=["mistake"] ref="C05"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your matrix is the same for every stride. Windows start stride pixels apart, so there are fewer of them."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    return np.moveaxis(windows, 3, -1).reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% windows start one pixel apart tags=["mistake"] ref="C03"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """You count the windows with the stride, but place them one pixel apart. Where does window (i, j) start?"""
    n, height, width, channels = images.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (width + 2 * pad - kernel_width) // stride + 1
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.empty((n, rows, columns, kernel_height * kernel_width * channels))
    for i in range(rows):
        for j in range(columns):
            windows[:, i, j] = padded[:, i : i + kernel_height, j : j + kernel_width].reshape(n, -1)
    return windows.reshape(n * rows * columns, -1)


# %% did not use the padding tags=["mistake"] ref="C06"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your matrix is the same for every padding. Put the zeros around the images before you cut."""
    windows = np.lib.stride_tricks.sliding_window_view(images, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% padded above and on the left only tags=["mistake"] ref="C09"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your zeros are above and on the left only. The lower and the right side get as many."""
    padded = np.pad(images, ((0, 0), (pad, 0), (pad, 0), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% padded with the border pixels tags=["mistake"] ref="C10"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """You continue the images with their border pixels. Outside of the image there are zeros."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% padded batch and channels as well tags=["mistake"] ref="C11"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your padding adds black images and black channels too. Of the four axes only rows and columns get zeros."""
    padded = np.pad(images, pad)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_width * padded.shape[3])


# %% windows hang over the edge tags=["mistake"] ref="C12"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """You also cut windows that hang over the lower or right edge, and fill them with zeros. Only whole windows
    count: round down."""
    n, height, width, channels = images.shape
    rows = -(-(height + 2 * pad - kernel_height) // stride) + 1
    columns = -(-(width + 2 * pad - kernel_width) // stride) + 1
    padded = np.pad(images, ((0, 0), (pad, pad + stride), (pad, pad + stride), (0, 0)))
    windows = np.empty((n, rows, columns, kernel_height * kernel_width * channels))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kernel_height, left : left + kernel_width]
            windows[:, i, j] = window.reshape(n, -1)
    return windows.reshape(n * rows * columns, -1)


# %% left the last windows out tags=["mistake"] ref="C13 C23"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """The last row and the last column of windows are missing. How many steps can a window make, and how many places
    does it visit?"""
    n, height, width, channels = images.shape
    rows = (height + 2 * pad - kernel_height) // stride
    columns = (width + 2 * pad - kernel_width) // stride
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.empty((n, rows, columns, kernel_height * kernel_width * channels))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[:, top : top + kernel_height, left : left + kernel_width]
            windows[:, i, j] = window.reshape(n, -1)
    return windows.reshape(n * rows * columns, -1)


# %% refuses strides that do not divide tags=["mistake"] ref="C14"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your function stops when the windows do not fill the image exactly. Pixels that are left over are not used, and
    that is all."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    assert (padded.shape[1] - kernel_height) % stride == (padded.shape[2] - kernel_width) % stride == 0
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% square windows only tags=["mistake"] ref="C16 P11"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your windows are as wide as they are high: kernel_width is not used. Keep the two apart."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_height), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_height * images.shape[3])


# %% square images only tags=["mistake"] ref="C18"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """You count the columns of windows with the height of the image. Take the width for them."""
    n, height, width, channels = images.shape
    rows = (height + 2 * pad - kernel_height) // stride + 1
    columns = (height + 2 * pad - kernel_width) // stride + 1
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = []
    for image in padded:
        for i in range(rows):
            for j in range(columns):
                top, left = i * stride, j * stride
                window = np.zeros((kernel_height, kernel_width, channels))
                cut = image[top : top + kernel_height, left : left + kernel_width]
                window[: cut.shape[0], : cut.shape[1]] = cut
                windows.append(window.ravel())
    return np.array(windows)


# %% height and width of the window swapped tags=["mistake"] ref="C02"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """Your windows are kernel_width pixels high and kernel_height pixels wide. The height goes with the rows."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_width, kernel_height), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% windows turned by half a turn tags=["mistake"] ref="C01"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """You turn every window by half a turn, as a true convolution would. Write its numbers down as they stand."""
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride, :, ::-1, ::-1], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])


# %% scaled the images in place tags=["mistake"] ref="C35"
def im2col(images, kernel_height, kernel_width, stride=1, pad=0):
    """You scale the images to the range from 0 to 1, in the caller's own array. Here the numbers only move."""
    largest = images.max()
    images[...] = images / largest
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_height, kernel_width), axis=(1, 2))
    windows = np.moveaxis(windows[:, ::stride, ::stride], 3, -1)
    return windows.reshape(-1, kernel_height * kernel_width * images.shape[3])
