# %% [raw]
# # BEGIN QUESTION
# name: conv2d_backward
# points: 4
# minutes: 26
# difficulty: 3

# %% [markdown]
# ## 6.6 Back through a convolution
#
# Here is the layer once more, with padded images $P$, stride $s$ and bias $\beta$:
#
# $$Y_{n,i,j,f} = \beta_f + \sum_{a,b,c} P_{\,n,\ i \cdot s + a,\ j \cdot s + b,\ c}\; K_{a,b,c,f}$$
#
# Every product in it is a pixel times a weight. By the first rule, the pixel's gradient is the weight times what comes
# back, and the weight's gradient is the pixel times what comes back. By the second rule, both add up over all windows
# in which they take part. So for each window $(i, j)$ of each image, and each filter $f$, with $g = G_{n,i,j,f}$:
#
# | what | gains |
# |---|---|
# | the gradient of the window in $P_n$ | $g \cdot K_f$ |
# | the gradient of the filter $K_f$ | $g \cdot$ window |
# | the gradient of $\beta_f$ | $g$ |
#
# At the end the frame of zeros is cut off again: nobody needs the gradient of the padding.
#
# **By hand first.** An image of 3×3 and one filter of 2×2, stride 1, no padding:
#
# $$X = \begin{bmatrix} 1&2&3 \\ 4&5&6 \\ 7&8&9 \end{bmatrix} \quad
# K = \begin{bmatrix} 1&2 \\ 0&3 \end{bmatrix} \quad
# G = \begin{bmatrix} 1&0 \\ 0&2 \end{bmatrix}$$
#
# Two windows send something back. The upper left one adds $1 \cdot K$ to the upper left corner of the image's gradient,
# and the lower right one adds $2 \cdot K$ to the lower right corner. What stands in the middle, where the two overlap?
# And what is the gradient of $K$?
#
# Write `conv2d_backward(gradient, images, kernels, stride=1, pad=0)`, which returns three gradients in this order:
# `return images_gradient, kernels_gradient, bias_gradient`.
#
# | | shape |
# |---|---|
# | `gradient` | `(N, H', W', F)` |
# | `images` | `(N, H, W, C)`, floats |
# | `kernels` | `(KH, KW, C, F)` |
# | result | `(N, H, W, C)`, `(KH, KW, C, F)` and `(F,)`, floats |
#
# - Strides need not divide: pixels that lie in no window get 0.
# - The arrays that come in do not change.
# - Loops are fine. In 6.7 a network learns with this function, and one epoch has ten seconds there: loops over the
#   windows `i` and `j` are fast enough by far, loops over images and filters besides take a few seconds.

# %% [markdown] tags=["hint"]
# Make a padded copy of the images and an array of zeros in *its* shape, for the gradient. Go through the windows as on
# the way forward. Every line of the table above is a line of code with `+=`.

# %% [markdown] tags=["hint"]
# The gradient of the kernels can be had from `im2col`. Forward was `windows @ matrix`: a fully connected layer. And the
# way back through that one you have just written.

# %% [markdown] tags=["hint"]
# To cut off the frame, `[pad:-pad]` has a trap: with `pad=0` it is `[0:0]`, and nothing is left. Count from the front
# instead: `[pad:pad + height]`. This is right for strides that do not divide, too.

# %% [raw]
# # BEGIN SOLUTION


# %%
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Send a gradient (N, H', W', F) back; return those of images, kernels and bias, each in
    its own shape."""
    # BEGIN SOLUTION
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    _, rows, columns, _ = gradient.shape

    flat = gradient.reshape(-1, filters)
    windows = im2col(images, kernel_height, kernel_width, stride, pad)
    kernels_gradient = (windows.T @ flat).reshape(kernels.shape)

    back = (flat @ kernels.reshape(-1, filters).T).reshape(n, rows, columns, kernel_height, kernel_width, channels)
    padded = np.zeros((n, height + 2 * pad, width + 2 * pad, channels))
    for a in range(kernel_height):
        for b in range(kernel_width):
            padded[:, a : a + rows * stride : stride, b : b + columns * stride : stride] += back[:, :, :, a, b]
    images_gradient = padded[:, pad : pad + height, pad : pad + width]

    return images_gradient, kernels_gradient, flat.sum(axis=0)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the example from the prompt
points: 0.5
"""  # END TEST CONFIG


def test_by_hand(conv2d_backward):
    import numpy as np
    from labkit import checks

    image = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]])
    kernel = np.array([[1.0, 2.0], [0.0, 3.0]])
    gradient = np.array([[1.0, 0.0], [0.0, 2.0]])
    got = conv2d_backward(gradient[None, :, :, None], image[None, :, :, None], kernel[:, :, None, None])
    expected = {
        "gradient of images": np.array([[1, 2, 0], [0, 5, 4], [0, 0, 6]])[None, :, :, None],
        "gradient of kernels": np.array([[11, 14], [20, 23]])[:, :, None, None],
        "gradient of bias": np.array([3]),
    }
    try:
        together = dict(zip(expected, got, strict=True))
    except (TypeError, ValueError):
        checks.fail(
            "conv2d_backward(gradient, images, kernels) does not return three arrays.",
            hint="End with: return images_gradient, kernels_gradient, bias_gradient",
        )
    for name, array in together.items():
        array = checks.same_shape(array, expected[name].shape, f"The {name}")
        checks.same_array(
            array.squeeze(),
            expected[name].squeeze(),
            f"The {name}",
            hint="Add up what the prompt's two windows send back, with a pencil.",
        )


# %%
""" # BEGIN TEST CONFIG
name: the gradient of the bias
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_bias_gradient(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    names = "images_gradient", "kernels_gradient", "bias_gradient"
    rng = np.random.default_rng(661)
    images, kernels = rng.normal(0, 1, (3, 4, 5, 2)), rng.normal(0, 1, (2, 2, 2, 4))
    gradient = rng.normal(1, 2, (3, 3, 4, 4))
    what = "conv2d_backward(gradient (3, 3, 4, 4), images (3, 4, 5, 2), kernels (2, 2, 2, 4))"
    (expected,) = oracles_learning.backward(
        lambda bias: oracles_learning.conv2d(images, kernels, bias), gradient, np.zeros(4)
    )
    got = oracles_learning.part(conv2d_backward(gradient, images, kernels), 2, names, what)
    checks.same_array(got, expected, f"The gradient of bias by {what}", hint="bias[f] is added everywhere on map f.")


# %%
""" # BEGIN TEST CONFIG
name: the gradient of the kernels
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_kernels_gradient(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    names = "images_gradient", "kernels_gradient", "bias_gradient"
    rng = np.random.default_rng(662)
    for kernel in ((3, 2, 2, 3), (2, 3, 2, 2)):
        images, kernels = rng.normal(0, 1, (3, 4, 5, 2)), rng.normal(0, 1, kernel)
        gradient = rng.normal(0, 2, (3, 5 - kernel[0], 6 - kernel[1], kernel[3]))
        what = f"conv2d_backward(gradient {gradient.shape}, images (3, 4, 5, 2), kernels {kernel})"
        (expected,) = oracles_learning.backward(
            lambda moved, images=images: oracles_learning.conv2d(images, moved, np.zeros(moved.shape[3])),
            gradient,
            kernels,
        )
        got = oracles_learning.part(conv2d_backward(gradient, images, kernels), 1, names, what)
        checks.same_array(
            got, expected, f"The gradient of kernels by {what}", hint="Each weight meets a pixel of every window."
        )


# %%
""" # BEGIN TEST CONFIG
name: the gradient of the images
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_images_gradient(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    names = "images_gradient", "kernels_gradient", "bias_gradient"
    rng = np.random.default_rng(663)
    for kernel in ((3, 2, 2, 3), (2, 3, 2, 2)):
        images, kernels = rng.normal(0, 1, (3, 4, 5, 2)), rng.normal(0, 1, kernel)
        gradient = rng.normal(0, 2, (3, 5 - kernel[0], 6 - kernel[1], kernel[3]))
        what = f"conv2d_backward(gradient {gradient.shape}, images (3, 4, 5, 2), kernels {kernel})"
        (expected,) = oracles_learning.backward(
            lambda moved, kernels=kernels: oracles_learning.conv2d(moved, kernels, np.zeros(kernels.shape[3])),
            gradient,
            images,
        )
        got = oracles_learning.part(conv2d_backward(gradient, images, kernels), 0, names, what)
        checks.same_array(
            got, expected, f"The gradient of images by {what}", hint="Windows overlap, and so do their gradients."
        )


# %%
""" # BEGIN TEST CONFIG
name: strides that leave pixels over
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_strides(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    names = "images_gradient", "kernels_gradient", "bias_gradient"
    rng = np.random.default_rng(664)
    for stride, shape in ((2, (2, 6, 8, 2)), (3, (2, 7, 5, 1))):
        images, kernels = rng.normal(0, 1, shape), rng.normal(0, 1, (3, 2, shape[3], 3))
        gradient = rng.normal(0, 2, oracles_learning.conv2d(images, kernels, np.zeros(3), stride).shape)
        what = f"conv2d_backward(gradient, images {shape}, kernels {kernels.shape}, stride={stride})"
        expected = oracles_learning.backward(
            lambda *arrays, stride=stride: oracles_learning.conv2d(*arrays, stride),
            gradient,
            images,
            kernels,
            np.zeros(3),
        )
        got = conv2d_backward(gradient, images, kernels, stride=stride)
        for number, name in enumerate(names[:2]):
            checks.same_array(
                oracles_learning.part(got, number, names, what),
                expected[number],
                f"{name} of {what}",
                hint="Windows lie where they lay on the way forward. Pixels in none of them get 0.",
            )


# %%
""" # BEGIN TEST CONFIG
name: padding
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_padding(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    names = "images_gradient", "kernels_gradient", "bias_gradient"
    rng = np.random.default_rng(665)
    for pad, kernel in ((1, (3, 2, 2, 3)), (3, (3, 3, 1, 2))):
        images, kernels = rng.normal(0, 1, (2, 4, 5, kernel[2])), rng.normal(0, 1, kernel)
        gradient = rng.normal(0, 2, oracles_learning.conv2d(images, kernels, np.zeros(kernel[3]), 1, pad).shape)
        what = f"conv2d_backward(gradient, images {images.shape}, kernels {kernel}, pad={pad})"
        expected = oracles_learning.backward(
            lambda *arrays, pad=pad: oracles_learning.conv2d(*arrays, 1, pad),
            gradient,
            images,
            kernels,
            np.zeros(kernel[3]),
        )
        got = conv2d_backward(gradient, images, kernels, pad=pad)
        for number, name in enumerate(names[:2]):
            checks.same_array(
                oracles_learning.part(got, number, names, what),
                expected[number],
                f"{name} of {what}",
                hint="Work with padded images, and cut the frame off the gradient at the end.",
            )


# %%
""" # BEGIN TEST CONFIG
name: stride and padding together, where they leave pixels over
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_stride_with_padding(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    names = "images_gradient", "kernels_gradient", "bias_gradient"
    rng = np.random.default_rng(666)
    for stride, pad, shape in ((2, 1, (2, 4, 5, 2)), (3, 1, (1, 6, 4, 2)), (3, 2, (1, 6, 3, 2))):
        images, kernels = rng.normal(0, 1, shape), rng.normal(0, 1, (3, 2, 2, 3))
        gradient = rng.normal(0, 2, oracles_learning.conv2d(images, kernels, np.zeros(3), stride, pad).shape)
        what = f"conv2d_backward(gradient, images {shape}, kernels (3, 2, 2, 3), stride={stride}, pad={pad})"
        expected = oracles_learning.backward(
            lambda *arrays, settings=(stride, pad): oracles_learning.conv2d(*arrays, *settings),
            gradient,
            images,
            kernels,
            np.zeros(3),
        )
        got = conv2d_backward(gradient, images, kernels, stride=stride, pad=pad)
        for number, name in enumerate(names):
            checks.same_array(
                oracles_learning.part(got, number, names, what),
                expected[number],
                f"{name} of {what}",
                hint="The gradient of the padded images has their full shape, also where no window lies.",
            )


# %%
""" # BEGIN TEST CONFIG
name: float32 arrays, which stay as they were
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_inputs_are_left_alone(conv2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    names = "images_gradient", "kernels_gradient", "bias_gradient"
    rng = np.random.default_rng(667)
    shapes = (2, 3, 3, 3), (2, 4, 4, 2), (2, 2, 2, 3)
    for dtype in (np.float32, np.float64):
        arrays = [rng.normal(0, 1, shape).astype(dtype) for shape in shapes]
        before = [array.copy() for array in arrays]
        what = f"conv2d_backward(gradient, images, kernels) for {np.dtype(dtype)} arrays"
        expected = oracles_learning.backward(oracles_learning.conv2d, *before, np.zeros(3))
        got = conv2d_backward(*arrays)
        for number, name in enumerate(names):
            checks.same_array(oracles_learning.part(got, number, names, what), expected[number], f"{name} of {what}")
        for name, array, copy in zip(("gradient", "images", "kernels"), arrays, before, strict=True):
            checks.unchanged(array, copy, name)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["figure"]
rng = np.random.default_rng(9)
sample, sample_kernels = rng.normal(0, 1, (2, 6, 5, 2)), rng.normal(0, 1, (3, 2, 2, 3))
sample_bias = np.zeros(3)
upstream = rng.normal(0, 1, (2, 3, 3, 3))


def sample_loss(images, kernels, bias):
    return np.sum(upstream * conv2d_loops(images, kernels, bias, stride=2, pad=1))


figures.gradient_check(
    conv2d_backward(upstream, sample, sample_kernels, stride=2, pad=1),
    images=numerical_gradient(lambda x: sample_loss(x, sample_kernels, sample_bias), sample),
    kernels=numerical_gradient(lambda k: sample_loss(sample, k, sample_bias), sample_kernels),
    bias=numerical_gradient(lambda b: sample_loss(sample, sample_kernels, b), sample_bias),
)


# %% windows begin one pixel apart tags=["mistake"] ref="B01"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """On the way back your windows begin one pixel apart, so the stride is missing. They lie where they lay on the way
    forward."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i, j
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% stride missing for the images tags=["mistake"] ref="B01"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """The gradient of the kernels knows the stride, that of the images does not: its windows begin one pixel apart."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[:, i : i + kernel_height, j : j + kernel_width] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% stride missing for the kernels tags=["mistake"] ref="B01"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """The gradient of the images knows the stride, that of the kernels does not: it reads windows that begin one pixel
    apart."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            window = padded[:, i : i + kernel_height, j : j + kernel_width]
            kernels_gradient += np.tensordot(window, back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% overwrote where windows overlap tags=["mistake"] ref="B02"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """You write into the gradient of the images with =, so each window wipes out what its neighbours sent back. Add."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] = np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% kept the last window for the kernels tags=["mistake"] ref="B02"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your gradient of the kernels is overwritten by each window, so only the last one counts. Every window adds to
    it."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient = np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% returned after the first window tags=["mistake"] ref="B04"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your return stands inside the loops, so only the first window has sent something back. Move it to the left."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
            return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% returned after the first row of windows tags=["mistake"] ref="B04"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your return stands inside the outer loop, so only the first row of windows has sent something back. Move it
    to the left."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
        return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% did not cut off the padding tags=["mistake"] ref="B03"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your gradient of the images still has the frame of zeros around it. Cut it off, so that it has the shape of
    images."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient, kernels_gradient, bias_gradient


# %% cut nothing but an empty slice tags=["mistake"] ref="B03"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Without padding your slice is [0:-0], which is empty, and no gradient is left. Count from the front instead."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad:-pad, pad:-pad], kernels_gradient, bias_gradient


# %% cut the padding off one side only tags=["mistake"] ref="B03 C09"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """You cut the frame off the lower right only, so all gradients are moved by pad pixels. There are zeros on both
    sides."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, :height, :width], kernels_gradient, bias_gradient


# %% result without the left-over pixels tags=["mistake"] ref="B03"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your gradient of the images is only as large as the windows reach. Pixels in no window are there, too, with
    gradient 0."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    reach = (gradient.shape[1] - 1) * stride + kernel_height, (gradient.shape[2] - 1) * stride + kernel_width
    padded_gradient = np.zeros((n, *reach, channels))
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    bottom, right = reach[0] - pad, reach[1] - pad
    return padded_gradient[:, pad:bottom, pad:right], kernels_gradient, bias_gradient


# %% did not use the padding tags=["mistake"] ref="C06"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """You go back as if there were no padding, so the windows run over the border of the images. Pad them as on the way
    forward."""
    kernel_height, kernel_width, _, filters = kernels.shape
    images_gradient = np.zeros(images.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            images_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(images[place], back, axes=(0, 0))
    return images_gradient, kernels_gradient, bias_gradient


# %% kernels read the unpadded images tags=["mistake"] ref="C07"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """For the gradient of the kernels you cut windows out of the images without their padding, so they lie pad pixels
    too far."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            window = np.zeros(padded[place].shape)
            cut = images[place]
            window[:, : cut.shape[1], : cut.shape[2]] = cut
            kernels_gradient += np.tensordot(window, back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% kernels turned the wrong way round tags=["mistake"] ref="C01"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your kernels lie turned by half a turn. Where you add windows in place, the kernel goes back as it came; where
    you slide over the gradient, it has to be turned first."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels[::-1, ::-1], axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% rows and columns of the kernels swapped tags=["mistake"] ref="C02"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Rows and columns of the kernels have changed places on the way back. Their first axis goes with the rows of the
    image."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            turned = np.tensordot(back, kernels.swapaxes(0, 1), axes=(1, 3))
            fitting = turned[:, :kernel_height, :kernel_width]
            padded_gradient[:, top : top + fitting.shape[1], left : left + fitting.shape[2]] += fitting
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% one gradient for all channels tags=["mistake"] ref="C24"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """All channels of the images get the same gradient, the sum over the kernel's channels. Each channel met its own
    slice of the kernel."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3)).sum(axis=3, keepdims=True)
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% only the last filter for the images tags=["mistake"] ref="B02"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Each filter overwrites what the one before it sent back to the images. All filters saw them: add."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += back[:, None, None, -1:] * kernels[..., -1]
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% only the first filter for the images tags=["mistake"] ref="C26"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Only filter 0 sends something back to the images. All filters saw them, and all send back."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += back[:, None, None, :1] * kernels[..., 0]
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% only the first image tags=["mistake"] ref="C27"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Only image 0 sends something back. Every image of the batch gets its gradient, and all of them add to that of the
    kernels."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient[0].sum(axis=(0, 1))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(0, 1), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:1, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% same gradient for every image tags=["mistake"] ref="C28"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """You add what all images send back to each of them. The gradient of an image comes from its own windows only."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back.sum(axis=0), kernels, axes=(0, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% divided by the batch size tags=["mistake"] ref="L02"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """You divide the gradients of kernels and bias by the number of images. Where the loss is a mean, that division is
    in the incoming gradient already."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    images_gradient = padded_gradient[:, pad : pad + height, pad : pad + width]
    return images_gradient, kernels_gradient / n, bias_gradient / n


# %% bias gradient summed over the filters tags=["mistake"] ref="C31"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your gradient of the bias is one number. Each filter has its own bias, so the sum leaves the last axis alone."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum()
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% bias gradient for each image tags=["mistake"] ref="D03"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your gradient of the bias has a row for each image. One bias serves the whole batch: add over the images, too."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% bias gradient with four axes tags=["mistake"]
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your gradient of the bias keeps axes of length 1. It has the shape of the bias, (F,)."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2), keepdims=True)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% mean instead of sum for the bias tags=["mistake"] ref="L02"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your gradient of the bias is a mean over all places. It was added everywhere, so what comes back from everywhere
    is added."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.mean(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% three gradients in another order tags=["mistake"]
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your three gradients are right, but in another order: images, kernels, bias."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    images_gradient = padded_gradient[:, pad : pad + height, pad : pad + width]
    return kernels_gradient, bias_gradient, images_gradient


# %% no gradient of the images tags=["mistake"]
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """You return two gradients. The layer before this one needs a third: that of the images."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return kernels_gradient, bias_gradient


# %% images and kernels exchanged tags=["mistake"]
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """You add the window to the gradient of the images, and the kernel to that of the kernels. It is the other factor
    of each product that goes back."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += padded[place] * back.sum(axis=1)[:, None, None, None]
            kernels_gradient += kernels * back.sum(axis=0)
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% left the gradient from behind out tags=["mistake"]
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """You return the slopes of this layer alone. Everything has to be multiplied by the gradient that comes from
    behind."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), np.ones_like(gradient).sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = np.ones_like(gradient[:, i, j])
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% left the last windows out tags=["mistake"] ref="C23"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your loops end one window too early, so the last row and the last column of windows send nothing back."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1] - 1):
        for j in range(gradient.shape[2] - 1):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% square maps only tags=["mistake"] ref="C18"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your loops go over as many columns as there are rows. Take H' and W' from the shape of the gradient."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(min(gradient.shape[1:3])):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient


# %% added the gradient to the images tags=["mistake"] ref="C35"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """You add the gradient into the images themselves, which the caller still needs. Begin with zeros."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    padded_gradient = np.zeros(padded.shape, images.dtype)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    images[...] = padded_gradient[:, pad : pad + height, pad : pad + width]
    return images, kernels_gradient, bias_gradient


# %% wants strides that divide tags=["mistake"] ref="C14 B03"
def conv2d_backward(gradient, images, kernels, stride=1, pad=0):
    """Your function stops when strides leave pixels over. These pixels get gradient 0, and nothing else changes."""
    n, height, width, channels = images.shape
    kernel_height, kernel_width, _, filters = kernels.shape
    padded = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    assert (padded.shape[1] - kernel_height) % stride == (padded.shape[2] - kernel_width) % stride == 0
    padded_gradient = np.zeros(padded.shape)
    kernels_gradient, bias_gradient = np.zeros(kernels.shape), gradient.sum(axis=(0, 1, 2))
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            top, left = i * stride, j * stride
            place = slice(None), slice(top, top + kernel_height), slice(left, left + kernel_width)
            back = gradient[:, i, j]
            padded_gradient[place] += np.tensordot(back, kernels, axes=(1, 3))
            kernels_gradient += np.tensordot(padded[place], back, axes=(0, 0))
    return padded_gradient[:, pad : pad + height, pad : pad + width], kernels_gradient, bias_gradient
