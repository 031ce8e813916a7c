# %% [raw]
# # BEGIN QUESTION
# name: correlate2d
# points: 4
# minutes: 18
# difficulty: 2

# %% [markdown]
# ## 1.4 Slide a kernel over an image
#
# Now teach the computer what you did with the pencil. The kernel slides over the padded image $P$.
# The window for row $i$ and column $j$ of the result starts at row $i \cdot s$ and column $j \cdot s$
# of $P$, with stride $s$. Multiply, add up:
#
# $$Y_{i,j} = \sum_{a=0}^{KH-1} \sum_{b=0}^{KW-1} P_{\,i \cdot s + a,\ j \cdot s + b}\; K_{a,b}$$
#
# | | shape |
# |---|---|
# | `image` | `(H, W)`, numbers of any kind |
# | `kernel` | `(KH, KW)`, floats |
# | result | `(H', W')`, floats, sizes as in 1.2 |
#
# **By hand first**, on the lecture's image and a kernel that is not the same everywhere:
#
# $$K = \begin{bmatrix} 0&1 \\ 2&3 \end{bmatrix} \qquad
# Y_{0,0} = 5 \cdot 0 + 2 \cdot 1 + 4 \cdot 2 + 3 \cdot 3 = 19$$
#
# What is $Y_{0,1}$, one step to the right? And what shape has $Y$? Decide before you run the check.
#
# Slide the window yourself: below it, the products that one result is the sum of. The sums are left to you.

# %% tags=["figure"]
figures.explore_convolution(lecture_image, np.array([[0, 1], [2, 3]]))

# %% [markdown]
# Write `correlate2d(image, kernel, stride=1, pad=0)`.
#
# - Neither the image nor the kernel need be square, and the kernel can have any size that fits.
# - Pictures often come as `uint8`, whole numbers from 0 to 255. The result must be floats all the same: a weighted
#   sum can be negative, or have decimals.
# - `image` and `kernel` must not change.
#
# Use your `output_size` and `pad2d`, or whatever NumPy offers. Two plain loops are a fine answer.

# %% [markdown] tags=["hint"]
# Four steps: pad the image; work out `rows` and `columns`; make an array of zeros for the result; then loop over its
# rows `i` and columns `j` and fill in one number each time.

# %% [markdown] tags=["hint"]
# The window is a slice of the padded image. It starts at row `i * stride`, and is as high as the kernel. Print the
# first window, and one from the last row: do they have the kernel's shape?

# %% [markdown] tags=["hint"]
# `window * kernel` multiplies pixel by weight, and has the kernel's shape. What turns these products into one number?

# %% [raw]
# # BEGIN SOLUTION


# %%
def correlate2d(image, kernel, stride=1, pad=0):
    """Slide a kernel over an image: (H, W), (KH, KW) -> (H', W'), floats."""
    # BEGIN SOLUTION
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    padded = pad2d(image, pad)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            window = padded[top : top + kernel_height, left : left + kernel_width]
            result[i, j] = np.sum(window * kernel)
    return result
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the lecture's image with the kernel above
points: 0.5
"""  # END TEST CONFIG


def test_example(correlate2d):
    import numpy as np

    from labkit import checks

    image = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]])
    kernel = np.array([[0.0, 1.0], [2.0, 3.0]])
    expected = [[19, 22, 16], [31, 27, 12], [54, 37, 15]]
    checks.same_array(
        correlate2d(image, kernel),
        expected,
        "correlate2d(image, kernel)",
        hint="Print the first window and its products with the kernel, and compare with the 19 above.",
    )


# %%
""" # BEGIN TEST CONFIG
name: the same with stride 2 and a frame of zeros
points: 0.5
"""  # END TEST CONFIG


def test_stride_and_pad(correlate2d):
    import numpy as np

    from labkit import checks

    image = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]])
    kernel = np.array([[0.0, 1.0], [2.0, 3.0]])
    expected = [[15, 7, 0], [10, 27, 4], [8, 5, 0]]
    checks.same_array(
        correlate2d(image, kernel, stride=2, pad=1),
        expected,
        "correlate2d(image, kernel, stride=2, pad=1)",
        hint="With pad=1 the first window covers three zeros and the 5. The next one starts two columns further on.",
    )


# %%
""" # BEGIN TEST CONFIG
name: a 3x3 kernel on an image that is not square
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_not_square(correlate2d):
    import numpy as np
    from scipy import signal

    from labkit import checks

    rng = np.random.default_rng(111)
    for shape in ((6, 9), (8, 5)):
        image, kernel = rng.normal(0, 2, shape), rng.normal(0, 1, (3, 3))
        expected = signal.correlate2d(image, kernel, mode="valid")
        checks.same_array(
            correlate2d(image, kernel),
            expected,
            f"correlate2d(image {shape}, kernel (3, 3))",
            hint="Keep rows and columns apart: H with KH, W with KW.",
        )


# %%
""" # BEGIN TEST CONFIG
name: kernels of other sizes
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_kernel_sizes(correlate2d):
    import numpy as np
    from scipy import signal

    from labkit import checks

    rng = np.random.default_rng(112)
    image = rng.normal(0, 2, (7, 9))
    for shape in ((1, 1), (2, 4), (5, 3), (7, 9)):
        kernel = rng.normal(0, 1, shape)
        expected = signal.correlate2d(image, kernel, mode="valid")
        checks.same_array(
            correlate2d(image, kernel),
            expected,
            f"correlate2d(image (7, 9), kernel {shape})",
            hint="Take the height and the width of the window from kernel.shape.",
        )


# %%
""" # BEGIN TEST CONFIG
name: strides that leave pixels over
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_strides(correlate2d):
    import numpy as np
    from scipy import signal

    from labkit import checks

    rng = np.random.default_rng(113)
    image, kernel = rng.normal(0, 2, (8, 11)), rng.normal(0, 1, (3, 3))
    every_window = signal.correlate2d(image, kernel, mode="valid")
    for stride in (2, 3):
        checks.same_array(
            correlate2d(image, kernel, stride=stride),
            every_window[::stride, ::stride],
            f"correlate2d(image (8, 11), kernel (3, 3), stride={stride})",
            hint="The stride decides how many windows there are and where each of them starts.",
        )


# %%
""" # BEGIN TEST CONFIG
name: padding
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_padding(correlate2d):
    import numpy as np
    from scipy import signal

    from labkit import checks

    rng = np.random.default_rng(114)
    image, kernel = rng.normal(3, 1, (5, 7)), rng.normal(0, 1, (3, 3))
    for pad in (1, 2):
        framed = np.zeros((5 + 2 * pad, 7 + 2 * pad))
        framed[pad : 5 + pad, pad : 7 + pad] = image
        expected = signal.correlate2d(framed, kernel, mode="valid")
        checks.same_array(
            correlate2d(image, kernel, pad=pad),
            expected,
            f"correlate2d(image (5, 7), kernel (3, 3), pad={pad})",
            hint="Zeros on all four sides, then slide over the padded image.",
        )


# %%
""" # BEGIN TEST CONFIG
name: stride and padding together
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_stride_with_padding(correlate2d):
    import numpy as np

    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(115)
    image, kernel = rng.normal(-2, 1, (9, 6)), rng.normal(0, 1, (2, 3))
    for stride, pad in ((2, 1), (3, 2)):
        expected = oracles.correlate2d(image, kernel, stride, pad)
        checks.same_array(
            correlate2d(image, kernel, stride=stride, pad=pad),
            expected,
            f"correlate2d(image (9, 6), kernel (2, 3), stride={stride}, pad={pad})",
            hint="Pad first; the strides count in the padded image.",
        )


# %%
""" # BEGIN TEST CONFIG
name: whole numbers and float32 come in, floats go out
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_kinds_of_numbers(correlate2d):
    import numpy as np

    from labkit import checks
    from workbook.examiner import oracles

    rng = np.random.default_rng(116)
    kernel = rng.normal(0, 1, (3, 3))
    for image in (rng.integers(0, 256, (6, 8), dtype=np.uint8), rng.normal(0, 2, (5, 6)).astype(np.float32)):
        image_before, kernel_before = image.copy(), kernel.copy()
        checks.same_array(
            correlate2d(image, kernel),
            oracles.correlate2d(image_before, kernel_before),
            f"correlate2d({image.dtype} image, kernel)",
            hint="Let the result be floats: of which dtype is the array that you write into?",
        )
        checks.unchanged(image, image_before, "image")
        checks.unchanged(kernel, kernel_before, "kernel")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% flipped the kernel tags=["mistake"] ref="C01"
def correlate2d(image, kernel, stride=1, pad=0):
    """You turn the kernel by half a turn before you slide it. That is true convolution, the next question; here a
    weight meets the pixel that lies right under it."""
    kernel = kernel[::-1, ::-1]
    padded = pad2d(image, pad)
    rows = output_size(image.shape[0], kernel.shape[0], stride, pad)
    columns = output_size(image.shape[1], kernel.shape[1], stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * stride : i * stride + kernel.shape[0], j * stride : j * stride + kernel.shape[1]]
            result[i, j] = np.sum(window * kernel)
    return result


# %% transposed the kernel tags=["mistake"] ref="C02"
def correlate2d(image, kernel, stride=1, pad=0):
    """Rows and columns of the kernel have changed places. The first axis of the
    window belongs to the kernel's first axis."""
    kernel_width, kernel_height = kernel.shape
    padded = np.pad(image, pad)
    rows = (padded.shape[0] - kernel_height) // stride + 1
    columns = (padded.shape[1] - kernel_width) // stride + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for a in range(kernel_height):
                for b in range(kernel_width):
                    result[i, j] += padded[i * stride + a, j * stride + b] * kernel[b, a]
    return result


# %% let the window move by one pixel only tags=["mistake"] ref="C03"
def correlate2d(image, kernel, stride=1, pad=0):
    """The shape obeys the stride, but your windows still start one pixel apart.
    Where does window i start with stride 2?"""
    padded = pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            result[i, j] = np.sum(padded[i : i + kernel_height, j : j + kernel_width] * kernel)
    return result


# %% left holes in the result tags=["mistake"] ref="C04"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your loop counts in strides, but writes to the result as if it counted in ones: most places stay 0."""
    padded = pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(0, rows, stride):
        for j in range(0, columns, stride):
            result[i, j] = np.sum(padded[i : i + kernel_height, j : j + kernel_width] * kernel)
    return result


# %% did not use the stride tags=["mistake"] ref="C05"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your result is the same for every stride. It has to change both the number of windows and where they start."""
    padded = np.pad(image, pad)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)
    return (windows * kernel).sum(axis=(2, 3))


# %% used the stride along the rows only tags=["mistake"]
def correlate2d(image, kernel, stride=1, pad=0):
    """Your windows obey the stride downwards, but not to the right. Both axes need it."""
    padded = np.pad(image, pad)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride]
    return (windows * kernel).sum(axis=(2, 3))


# %% did not use the padding tags=["mistake"] ref="C06"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your result is the same for every padding. Put the zeros around the image before the kernel slides."""
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride)
    columns = output_size(image.shape[1], kernel_width, stride)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            result[i, j] = np.sum(image[top : top + kernel_height, left : left + kernel_width] * kernel)
    return result


# %% padded, then read the unpadded image tags=["mistake"] ref="C07"
def correlate2d(image, kernel, stride=1, pad=0):
    """You make a padded image, but cut the windows out of the other one, so they run over its border."""
    kernel_height, kernel_width = kernel.shape
    padded = pad2d(image, pad)
    rows = (padded.shape[0] - kernel_height) // stride + 1
    columns = (padded.shape[1] - kernel_width) // stride + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            result[i, j] = np.sum(image[top : top + kernel_height, left : left + kernel_width] * kernel)
    return result


# %% padded the result instead of the image tags=["mistake"] ref="C07"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your zeros are around the result. They belong around the image, so that windows can reach over its border."""
    windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)[::stride, ::stride]
    return np.pad((windows * kernel).sum(axis=(2, 3)), pad)


# %% padded above and on the left only tags=["mistake"] ref="C09"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your zeros are above and on the left only. The lower and the right side get as many."""
    padded = np.pad(image, ((pad, 0), (pad, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=(2, 3))


# %% padded with the border pixels tags=["mistake"] ref="C10"
def correlate2d(image, kernel, stride=1, pad=0):
    """You continue the image with its border pixels. Your 1.3 puts zeros there, and so does this question."""
    padded = np.pad(image, pad, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=(2, 3))


# %% kept windows that hang over tags=["mistake"] ref="C12"
def correlate2d(image, kernel, stride=1, pad=0):
    """You keep a last window that hangs over the border. Only windows that lie on the padded image as a whole count."""
    padded = np.pad(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = int(np.ceil((padded.shape[0] - kernel_height) / stride)) + 1
    columns = int(np.ceil((padded.shape[1] - kernel_width) / stride)) + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[i, j] = np.sum(window * kernel[: window.shape[0], : window.shape[1]])
    return result


# %% let the last window run over the border tags=["mistake"] ref="C12"
def correlate2d(image, kernel, stride=1, pad=0):
    """Some strides stop your function with an error: the last window hangs over the border and is too small for the
    kernel. Such a window does not count, so round the number of steps down."""
    padded = np.pad(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = int(np.ceil((padded.shape[0] - kernel_height) / stride)) + 1
    columns = int(np.ceil((padded.shape[1] - kernel_width) / stride)) + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[i, j] = np.sum(window * kernel)
    return result


# %% forgot the last row and column tags=["mistake"] ref="C13"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your result lacks its last row and column. You counted the steps; there is one window more than steps."""
    padded = np.pad(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = (padded.shape[0] - kernel_height) // stride
    columns = (padded.shape[1] - kernel_width) // stride
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[i, j] = np.sum(window * kernel)
    return result


# %% insisted that the stride divides tags=["mistake"] ref="C14"
def correlate2d(image, kernel, stride=1, pad=0):
    """You refuse strides that leave pixels over. They are allowed: the last pixels are then in no window."""
    padded = np.pad(image, pad)
    for n, k in zip(padded.shape, kernel.shape):
        assert (n - k) % stride == 0, "The kernel does not fit evenly."
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=(2, 3))


# %% used the kernel's height for the columns tags=["mistake"] ref="C16"
def correlate2d(image, kernel, stride=1, pad=0):
    """You count the columns with the kernel's height. For a kernel that is not square, the width decides there."""
    k = kernel.shape[0]
    padded = pad2d(image, pad)
    rows = output_size(image.shape[0], k, stride, pad)
    columns = output_size(image.shape[1], k, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * stride : i * stride + kernel.shape[0], j * stride : j * stride + kernel.shape[1]]
            result[i, j] = np.sum(window * kernel[:, : window.shape[1]])
    return result


# %% assumed a square image tags=["mistake"] ref="C18"
def correlate2d(image, kernel, stride=1, pad=0):
    """You use the image's height for both axes, so only square images come out right. The width is image.shape[1]."""
    padded = np.pad(image, pad)
    size = padded.shape[0]
    rows = (size - kernel.shape[0]) // stride + 1
    columns = (size - kernel.shape[1]) // stride + 1
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * stride : i * stride + kernel.shape[0], j * stride : j * stride + kernel.shape[1]]
            result[i, j] = np.sum(window * kernel[: window.shape[0], : window.shape[1]])
    return result


# %% returned the result on its side tags=["mistake"] ref="C19"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your numbers are right, but rows and columns of the result have changed
    places. Rows come first, as in the image."""
    padded = pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    result = np.zeros((columns, rows))
    for x in range(columns):
        for y in range(rows):
            window = padded[y * stride : y * stride + kernel_height, x * stride : x * stride + kernel_width]
            result[x, y] = np.sum(window * kernel)
    return result


# %% subtracted the kernel's size twice tags=["mistake"] ref="C22"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your loops stop too early, so the last rows and columns stay 0. The size of the result already accounts for the
    kernel's size."""
    padded = pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows - kernel_height + 1):
        for j in range(columns - kernel_width + 1):
            top, left = i * stride, j * stride
            result[i, j] = np.sum(padded[top : top + kernel_height, left : left + kernel_width] * kernel)
    return result


# %% left the last row and column at 0 tags=["mistake"] ref="C23"
def correlate2d(image, kernel, stride=1, pad=0):
    """The last row and column of your result stay 0. range(n) already stops before n: no need to take off one more."""
    padded = pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows - 1):
        for j in range(columns - 1):
            top, left = i * stride, j * stride
            result[i, j] = np.sum(padded[top : top + kernel_height, left : left + kernel_width] * kernel)
    return result


# %% kept the image's number type tags=["mistake"] ref="C33"
def correlate2d(image, kernel, stride=1, pad=0):
    """You write into an array of the image's own type. uint8 can hold neither decimals nor anything below 0 or above
    255, so the sums are cut and wrap around."""
    padded = pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    result = np.zeros((rows, columns), dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            result[i, j] = np.sum(padded[top : top + kernel_height, left : left + kernel_width] * kernel)
    return result


# %% cut the decimals off tags=["mistake"] ref="C34"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your result holds whole numbers: the decimals are cut off. Let it be floats, whatever the image holds."""
    padded = np.pad(image, pad)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=(2, 3)).astype(int)


# %% multiplied inside the image itself tags=["mistake"] ref="C35"
def correlate2d(image, kernel, stride=1, pad=0):
    """A slice is no copy: window *= kernel writes the products into the image, where the next windows read them.
    Make the products a new array."""
    padded = image if pad == 0 else pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            window *= kernel
            result[i, j] = window.sum()
    return result


# %% fixed the kernel at 3x3 tags=["mistake"] ref="C36"
def correlate2d(image, kernel, stride=1, pad=0):
    """Your loops run over 3×3 weights, whatever kernel comes in. Take its height and width from kernel.shape."""
    padded = pad2d(image, pad)
    rows = output_size(image.shape[0], 3, stride, pad)
    columns = output_size(image.shape[1], 3, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for a in range(3):
                for b in range(3):
                    result[i, j] += padded[i * stride + a, j * stride + b] * kernel[a, b]
    return result


# %% cut negative sums off tags=["mistake"] ref="C37"
def correlate2d(image, kernel, stride=1, pad=0):
    """Negative sums come out as 0. They say that the opposite of the pattern is
    there: keep them. ReLU follows in lab 2."""
    padded = np.pad(image, pad)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.maximum(0, (windows * kernel).sum(axis=(2, 3)))


# %% forced the sums into 0 to 255 tags=["mistake"] ref="C37"
def correlate2d(image, kernel, stride=1, pad=0):
    """You clip the result to 0..255, as if it had to be a picture. It is a map of answers, and may hold any number."""
    padded = np.pad(image, pad)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return np.clip((windows * kernel).sum(axis=(2, 3)), 0, 255)


# %% averaged the products tags=["mistake"]
def correlate2d(image, kernel, stride=1, pad=0):
    """You take the mean of the products. The formula adds them up; the lecture's 1/9 was part of that kernel."""
    padded = np.pad(image, pad)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return (windows * kernel).mean(axis=(2, 3))


# %% divided by the kernel's sum tags=["mistake"]
def correlate2d(image, kernel, stride=1, pad=0):
    """You divide by the sum of the weights. That makes a mean of every kernel, and
    fails for one whose weights sum to 0."""
    padded = np.pad(image, pad)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel.shape)[::stride, ::stride]
    return (windows * kernel).sum(axis=(2, 3)) / kernel.sum()


# %% multiplied window and kernel as matrices tags=["mistake"]
def correlate2d(image, kernel, stride=1, pad=0):
    """@ is the matrix product: rows times columns. Here each pixel meets just the one weight that lies on top of it."""
    padded = pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            window = padded[i * stride : i * stride + kernel_height, j * stride : j * stride + kernel_width]
            result[i, j] = np.sum(window @ kernel)
    return result


# %% returned inside the loop tags=["mistake"]
def correlate2d(image, kernel, stride=1, pad=0):
    """Only the first number of your result is filled in: return stands inside the loop and ends it after one round."""
    padded = pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            top, left = i * stride, j * stride
            result[i, j] = np.sum(padded[top : top + kernel_height, left : left + kernel_width] * kernel)
            return result


# %% kept the last product only tags=["mistake"]
def correlate2d(image, kernel, stride=1, pad=0):
    """Each product overwrites the one before, so only the last one remains. The formula has a sum sign."""
    padded = pad2d(image, pad)
    kernel_height, kernel_width = kernel.shape
    rows = output_size(image.shape[0], kernel_height, stride, pad)
    columns = output_size(image.shape[1], kernel_width, stride, pad)
    result = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            for a in range(kernel_height):
                for b in range(kernel_width):
                    result[i, j] = padded[i * stride + a, j * stride + b] * kernel[a, b]
    return result
