# %% [raw]
# # BEGIN QUESTION
# name: convolve2d
# points: 1
# minutes: 6
# difficulty: 1

# %% [markdown]
# ## 1.5 True convolution
#
# What you wrote in 1.4 is called *cross-correlation* by mathematicians. True *convolution* differs in one thing: it
# turns the kernel by half a turn first, so that its last weight meets the window's first pixel:
#
# $$Y_{i,j} = \sum_{a=0}^{KH-1} \sum_{b=0}^{KW-1} I_{\,i + a,\ j + b}\; K_{\,KH-1-a,\ KW-1-b}$$
#
# Why would anybody want that? Look at what your `correlate2d` makes of a single bright pixel.

# %% [markdown] tags=["predict"]
# A 5×5 image is 0 everywhere, but for a single 1 in its middle. Your `correlate2d` slides the kernel
# $\begin{bmatrix} 1&2&3 \\ 4&5&6 \\ 7&8&9 \end{bmatrix}$ over it. What is the upper left number of the 3×3 result?
#
# ---
#
# **9.** In the upper left place the bright pixel lies under the *last* weight, at the lower right, and that is the 9.
# One step to the right the pixel is under the 8, and so on: the weights come out in reverse order.

# %% tags=["figure"]
figures.one_bright_pixel(correlate2d)

# %% [markdown]
# The kernel comes out upside down and mirrored. True convolution draws it the right way round: every pixel of the image
# stamps the kernel onto the result. From this follow the neat laws of mathematics, such as $I * K = K * I$.
#
# **By hand first.** For the lecture's mean filter, how much do the two differ? Turn it, and compare.
#
# Write `convolve2d(image, kernel)`, without padding and with stride 1, for `image` `(H, W)` and `kernel` `(KH, KW)`,
# square or not. As in 1.4, the image may hold numbers of any kind and the result is floats, in the shape that
# `correlate2d(image, kernel)` has. Neither of the two arrays may change.

# %% [markdown] tags=["hint"]
# You need no new loops. Which kernel would you have to give to `correlate2d`, to get this result?

# %% [markdown] tags=["hint"]
# Half a turn puts the last row first **and** the last column first. For a list, `numbers[::-1]` is a
# reversed copy. How does that look with two axes?

# %% [markdown] tags=["hint"]
# `numbers[::-1, :]` reverses the order of the rows, `numbers[:, ::-1]` that of the columns, and you need both at once.
# What comes out is the kernel that your `correlate2d` should slide.

# %% [raw]
# # BEGIN SOLUTION


# %%
def convolve2d(image, kernel):
    """True convolution, valid part: (H, W), (KH, KW) -> (H', W'), floats."""
    # BEGIN SOLUTION
    return correlate2d(image, kernel[::-1, ::-1])
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: a bright pixel draws the kernel
points: 0
"""  # END TEST CONFIG


def test_bright_pixel(convolve2d):
    import numpy as np

    from labkit import checks

    image = np.zeros((5, 5))
    image[2, 2] = 1
    kernel = np.arange(1.0, 10).reshape(3, 3)
    checks.same_array(
        convolve2d(image, kernel),
        kernel,
        "convolve2d(one bright pixel, kernel)",
        hint="Both axes of the kernel are reversed before it slides.",
    )


# %%
""" # BEGIN TEST CONFIG
name: a 3x3 kernel on an image that is not square
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_square_kernel(convolve2d):
    import numpy as np
    from scipy import signal

    from labkit import checks

    rng = np.random.default_rng(121)
    image, kernel = rng.normal(0, 2, (6, 9)), rng.normal(0, 1, (3, 3))
    image_before, kernel_before = image.copy(), kernel.copy()
    checks.same_array(
        convolve2d(image, kernel),
        signal.convolve2d(image_before, kernel_before, mode="valid"),
        "convolve2d(image (6, 9), kernel (3, 3))",
        hint="The kernel makes half a turn: its rows and its columns change their order.",
    )
    checks.unchanged(image, image_before, "image")
    checks.unchanged(kernel, kernel_before, "kernel")


# %%
""" # BEGIN TEST CONFIG
name: kernels that are not square, whole numbers in the image
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_other_kernels(convolve2d):
    import numpy as np
    from scipy import signal

    from labkit import checks

    rng = np.random.default_rng(122)
    image = rng.integers(0, 256, (8, 7), dtype=np.uint8)
    for shape in ((2, 4), (5, 3)):
        kernel = rng.normal(0, 1, shape)
        expected = signal.convolve2d(image.astype(float), kernel, mode="valid")
        checks.same_array(
            convolve2d(image, kernel),
            expected,
            f"convolve2d(uint8 image (8, 7), kernel {shape})",
            hint="A turned kernel has the same shape as before.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% did not turn the kernel tags=["mistake"]
def convolve2d(image, kernel):
    """You slide the kernel as it is. That is correlation, of 1.4: in convolution the kernel makes half a turn first.
    If your 1.4 turns it as well, the two turns cancel."""
    return correlate2d(image, kernel)


# %% reversed the rows only tags=["mistake"] ref="C01"
def convolve2d(image, kernel):
    """You reverse the order of the rows, but not of the columns. Half a turn changes both."""
    return correlate2d(image, kernel[::-1])


# %% reversed the columns only tags=["mistake"] ref="C01"
def convolve2d(image, kernel):
    """You reverse the order of the columns, but not of the rows. Half a turn changes both."""
    return correlate2d(image, kernel[:, ::-1])


# %% transposed the kernel tags=["mistake"] ref="C02"
def convolve2d(image, kernel):
    """You swap rows and columns of the kernel. Half a turn keeps rows as rows, and reverses their order."""
    return correlate2d(image, kernel.T)


# %% turned the kernel by a quarter tags=["mistake"]
def convolve2d(image, kernel):
    """You turn the kernel by 90 degrees. Half a turn is 180: how often does np.rot90 turn?"""
    return correlate2d(image, np.rot90(kernel))


# %% turned the image instead of the kernel tags=["mistake"]
def convolve2d(image, kernel):
    """You turn the image in place of the kernel, so the whole result comes out
    upside down. Leave the image as it is."""
    return correlate2d(image[::-1, ::-1], kernel)


# %% turned the given kernel itself tags=["mistake"] ref="C35"
def convolve2d(image, kernel):
    """Your numbers are right, but you turned the array that you were given, so its owner now holds another kernel.
    Turn a copy or a view."""
    kernel[:] = kernel[::-1, ::-1].copy()
    return correlate2d(image, kernel)


# %% padded to the image's own size tags=["mistake"]
def convolve2d(image, kernel):
    """Your result is as large as the image, so windows reach over its border. Only whole windows count: no padding."""
    from scipy import signal

    return signal.convolve2d(image, kernel, mode="same")


# %% returned the full convolution tags=["mistake"]
def convolve2d(image, kernel):
    """Your result is larger than the image: it keeps every place that the kernel
    touches. Only whole windows count here."""
    from scipy import signal

    return signal.convolve2d(image, kernel, mode="full")


# %% changed the signs of the kernel tags=["mistake"]
def convolve2d(image, kernel):
    """You change the sign of the weights. Turning moves them to other places; their values stay what they are."""
    return correlate2d(image, -kernel)


# %% kept the image's number type tags=["mistake"] ref="C33"
def convolve2d(image, kernel):
    """You turn the sums back into the image's own type. uint8 holds no decimals, and nothing below 0 or above 255."""
    return correlate2d(image, kernel[::-1, ::-1]).astype(image.dtype)
