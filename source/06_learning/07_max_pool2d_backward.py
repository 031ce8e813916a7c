# %% [raw]
# # BEGIN QUESTION
# name: max_pool2d_backward
# points: 2
# minutes: 20
# difficulty: 3

# %% [markdown]
# ## 6.5 Back through max pooling
#
# Max pooling keeps one number of each window. A small change of that number reaches the result undiminished; a small
# change of any other number in the window is not noticed. So the gradient of a window goes, as a whole, to the place of
# its largest number, and the others get nothing.
#
# Where windows overlap, one number can be the largest of several. Then the second rule holds: it adds up what comes
# back from all of them. This is the lecture's pooling input, with `size=2` and `stride=1`, and a gradient of 1 for each
# of the nine windows:

# %% tags=["figure"]
figures.gradient_of_pooling(lecture_map)

# %% [markdown]
# **By hand first.** Now with `size=2` and no stride, so that the four windows touch, and
# $G = \begin{bmatrix} 1&2 \\ 3&4 \end{bmatrix}$. Which four entries of the 4×4 gradient are not 0?
#
# Write `max_pool2d_backward(gradient, images, size=2, stride=None)`.
#
# | | shape |
# |---|---|
# | `gradient` | `(N, H', W', C)`, floats |
# | `images` | `(N, H, W, C)`, what the layer was given; numbers of any kind, also whole or negative |
# | result | `(N, H, W, C)`, floats |
#
# - `size` and `stride` mean what they meant in lab 2: `stride=None` is `size`, and windows that would hang over the
#   edge are left out. Pixels that lie in no window get 0.
# - Each image and each channel is on its own.
# - If the largest number stands in a window twice, you may send the gradient to one of the places, or to both. The
#   tests have no such windows.
# - The two arrays that come in do not change.

# %% [markdown] tags=["hint"]
# Begin with zeros in the shape of `images`, as floats. Go through the windows as on the way forward, and add something
# to the **same** slice of your zeros, with `+=`.

# %% [markdown] tags=["hint"]
# For all images and channels at once: `window = images[:, top:top + size, left:left + size, :]`. Its largest numbers,
# `window.max(axis=(1, 2), keepdims=True)`, have the shape `(N, 1, 1, C)`. Compare the two: what you get is a mask.

# %% [markdown] tags=["hint"]
# The gradient of window `(i, j)` is `gradient[:, i, j, :]`, of shape `(N, C)`. To be multiplied by the mask it needs
# two more axes: `gradient[:, i:i + 1, j:j + 1, :]` has them.

# %% [raw]
# # BEGIN SOLUTION


# %%
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Send the gradient (N, H', W', C) back to the largest number of each window: (N, H, W, C),
    floats."""
    # BEGIN SOLUTION
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient
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


def test_lecture(max_pool2d_backward):
    import numpy as np
    from labkit import checks

    lecture = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]]).reshape(1, 4, 4, 1)
    cases = {
        "size=2": ({"size": 2}, [[1, 2], [3, 4]], [[0, 0, 2, 0], [1, 0, 0, 0], [3, 0, 0, 0], [0, 0, 0, 4]]),
        "size=2, stride=1": (
            {"size": 2, "stride": 1},
            np.ones((3, 3)),
            [[0, 0, 2, 0], [2, 0, 2, 0], [1, 1, 0, 0], [0, 0, 0, 1]],
        ),
    }
    for settings, (keywords, gradient, expected) in cases.items():
        gradient = np.array(gradient, dtype=float)[np.newaxis, :, :, np.newaxis]
        what = f"max_pool2d_backward(gradient, the lecture's example, {settings})"
        got = max_pool2d_backward(gradient, lecture, **keywords)
        got = checks.same_shape(got, (1, 4, 4, 1), what, hint="The result has the shape of images.")
        checks.same_array(got[0, :, :, 0], expected, what, hint="What comes back to one place is added up.")


# %%
""" # BEGIN TEST CONFIG
name: windows that touch, several images and channels
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_touching(max_pool2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles, oracles_learning

    rng = np.random.default_rng(651)
    for size, shape in ((2, (3, 4, 6, 2)), (3, (2, 6, 3, 3))):
        images = rng.normal(-3, 2, shape)
        gradient = rng.normal(0, 2, oracles.max_pool2d(images, size).shape)
        (expected,) = oracles_learning.backward(lambda x, s=size: oracles.max_pool2d(x, s), gradient, images)
        checks.same_array(
            max_pool2d_backward(gradient, images, size=size),
            expected,
            f"max_pool2d_backward(gradient, images {shape}, size={size})",
            hint="Every channel of every image has its own largest number in a window.",
        )


# %%
""" # BEGIN TEST CONFIG
name: windows that overlap
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_overlapping(max_pool2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles, oracles_learning

    rng = np.random.default_rng(652)
    for size, stride, shape in ((3, 2, (2, 5, 7, 2)), (2, 1, (2, 4, 3, 2)), (3, 1, (1, 4, 5, 3))):
        images = rng.normal(0, 2, shape)
        gradient = rng.normal(1, 1, oracles.max_pool2d(images, size, stride).shape)
        (expected,) = oracles_learning.backward(
            lambda x, settings=(size, stride): oracles.max_pool2d(x, *settings), gradient, images
        )
        checks.same_array(
            max_pool2d_backward(gradient, images, size=size, stride=stride),
            expected,
            f"max_pool2d_backward(gradient, images {shape}, size={size}, stride={stride})",
            hint="A number that is the largest of several windows adds up what comes back from each.",
        )


# %%
""" # BEGIN TEST CONFIG
name: pixels in no window, whole numbers, float32; nothing given is changed
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_left_over_pixels(max_pool2d_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles, oracles_learning

    rng = np.random.default_rng(653)
    pixels = rng.permutation(2 * 5 * 7 * 2).reshape(2, 5, 7, 2)
    for size, stride, dtype in ((2, None, np.uint8), (2, 3, np.float32), (3, 3, np.int64)):
        images = pixels.astype(dtype)
        gradient = rng.normal(0, 1, oracles.max_pool2d(images, size, stride).shape)
        given = gradient.copy(), images.copy()
        (expected,) = oracles_learning.backward(
            lambda x, settings=(size, stride): oracles.max_pool2d(x, *settings), gradient, images
        )
        checks.same_array(
            max_pool2d_backward(gradient, images, size=size, stride=stride),
            expected,
            f"max_pool2d_backward(gradient, {images.dtype} images (2, 5, 7, 2), size={size}, stride={stride})",
            hint="The result has the shape of images, holds floats, and is 0 where no window lies.",
        )
        checks.unchanged(gradient, given[0], "gradient")
        checks.unchanged(images, given[1], "images")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["figure"]
rng = np.random.default_rng(8)
sample, upstream = rng.normal(0, 1, (2, 7, 6, 2)), rng.normal(0, 1, (2, 3, 2, 2))

figures.gradient_check(
    max_pool2d_backward(upstream, sample, size=3, stride=2),
    images=numerical_gradient(lambda x: np.sum(upstream * max_pool2d(x, size=3, stride=2)), sample),
)


# %% overwrote where windows overlap tags=["mistake"] ref="B02"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You write into the windows with =, so a later window wipes out what an earlier one sent back. Add instead."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] = largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% overwrote only the largest places tags=["mistake"] ref="B02"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """A number that is the largest of two windows keeps only what the second one sends back. The two are added."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for n in range(gradient.shape[0]):
        for i in range(gradient.shape[1]):
            for j in range(gradient.shape[2]):
                for c in range(gradient.shape[3]):
                    window = images[n, i * step : i * step + size, j * step : j * step + size, c]
                    a, b = np.unravel_index(window.argmax(), window.shape)
                    images_gradient[n, i * step + a, j * step + b, c] = gradient[n, i, j, c]
    return images_gradient


# %% returned after the first window tags=["mistake"] ref="B04"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Your return stands inside the loops, so only the first window of each image sends something back. Move it to
    the left."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
            return images_gradient


# %% sent back to the whole window tags=["mistake"] ref="P06"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Every number of a window gets the gradient. Only the largest one was passed on, so only that one is asked."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            images_gradient[place] += gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% shared evenly, as average pooling does tags=["mistake"] ref="P06"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You share the gradient among all numbers of a window: that is the way back through average pooling."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            images_gradient[place] += gradient[:, i : i + 1, j : j + 1] / size**2
    return images_gradient


# %% sent back to the smallest number tags=["mistake"] ref="P06"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Your gradient goes to the smallest number of each window. Which number was passed on?"""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            smallest = images[place] == images[place].min(axis=(1, 2), keepdims=True)
            images_gradient[place] += smallest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% one winner for all channels tags=["mistake"] ref="P01"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You look for one largest number over all channels, so most channels get nothing. Each channel has its own."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2, 3), keepdims=True)
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% one winner for the whole batch tags=["mistake"] ref="C28"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You look for one largest number over all images of the batch. Each image has its own."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(0, 1, 2))
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% compared with the largest number of the image tags=["mistake"]
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You compare with the largest number of the whole map. Each window has a largest number of its own."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images.max(axis=(1, 2), keepdims=True)
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% left the gradient out tags=["mistake"]
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You count how often each number was the largest, but leave out what comes from behind: multiply your mask by
    the gradient of the window."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            images_gradient[place] += images[place] == images[place].max(axis=(1, 2), keepdims=True)
    return images_gradient


# %% multiplied by the largest number tags=["mistake"]
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You multiply the gradient by the number that won. Its value does not matter on the way back, only its place."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            winner = images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += (images[place] == winner) * winner * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% windows always touch tags=["mistake"] ref="P02"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Your windows lie size pixels apart, whatever stride says. Place them as on the way forward."""
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * size, i * size + size), slice(j * size, j * size + size)
            if 0 not in images[place].shape:
                largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
                images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% stride 2 if none is given tags=["mistake"] ref="P02"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Without a stride you place the windows 2 pixels apart. That is right for size=2 only: no stride means size."""
    step = 2 if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% windows begin one pixel apart tags=["mistake"] ref="C03 B01"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Window (i, j) begins at pixel (i, j) in your function, so the stride is missing. Where did it begin on the way
    forward?"""
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i, i + size), slice(j, j + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% enlarged the gradient by repeating tags=["mistake"] ref="P02"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You enlarge the gradient by repeating it, which fits windows that touch and fill the image. With other strides
    windows lie elsewhere."""
    n, rows, columns, channels = gradient.shape
    repeated = gradient.repeat(size, axis=1).repeat(size, axis=2)
    blocks = images[:, : rows * size, : columns * size].reshape(n, rows, size, columns, size, channels)
    winners = blocks == blocks.max(axis=(2, 4), keepdims=True)
    images_gradient = np.zeros(images.shape)
    images_gradient[:, : rows * size, : columns * size] = winners.reshape(repeated.shape) * repeated
    return images_gradient


# %% result without the left-over pixels tags=["mistake"] ref="B03"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Your result is only as large as the windows reach. Pixels in no window are there, too: their gradient is 0."""
    step = size if stride is None else stride
    rows, columns = gradient.shape[1:3]
    images_gradient = np.zeros(images.shape)
    for i in range(rows):
        for j in range(columns):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient[:, : (rows - 1) * step + size, : (columns - 1) * step + size]


# %% kept the images' number type tags=["mistake"] ref="C33"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You add into an array of the images' own type. Whole numbers cannot hold 0.7: the decimals are lost."""
    step = size if stride is None else stride
    images_gradient = np.zeros_like(images)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += (largest * gradient[:, i : i + 1, j : j + 1]).astype(images.dtype)
    return images_gradient


# %% wrote the gradient into the images tags=["mistake"] ref="C35"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """You write the gradient into the images themselves, so later windows no longer find their numbers, nor does
    the caller. Use a new array."""
    step = size if stride is None else stride
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images[place] = (largest * gradient[:, i : i + 1, j : j + 1]).astype(images.dtype)
    return images


# %% only the first image tags=["mistake"] ref="C27"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Only image 0 gets its gradient; the others stay 0. Every image of the batch sends something back."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(gradient.shape[2]):
            place = slice(0, 1), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += largest * gradient[:1, i : i + 1, j : j + 1]
    return images_gradient


# %% square maps only tags=["mistake"] ref="P11 C18"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Your loops go over as many columns as there are rows. Take H' and W' from the shape of the gradient."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1]):
        for j in range(min(gradient.shape[1], gradient.shape[2])):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient


# %% left the last windows out tags=["mistake"] ref="C23"
def max_pool2d_backward(gradient, images, size=2, stride=None):
    """Your loops end one window too early, so the last row and the last column send nothing back."""
    step = size if stride is None else stride
    images_gradient = np.zeros(images.shape)
    for i in range(gradient.shape[1] - 1):
        for j in range(gradient.shape[2] - 1):
            place = slice(None), slice(i * step, i * step + size), slice(j * step, j * step + size)
            largest = images[place] == images[place].max(axis=(1, 2), keepdims=True)
            images_gradient[place] += largest * gradient[:, i : i + 1, j : j + 1]
    return images_gradient
