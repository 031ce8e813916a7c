# %% [raw]
# # BEGIN QUESTION
# name: edge_kernel
# points: 1
# minutes: 7
# difficulty: 2

# %% [markdown]
# ## 1.7 Your own kernel
#
# The first layer of nearly every trained CNN holds kernels that answer to *edges*: places where dark turns into bright.
# Training found them by itself. Can you find one by thinking?
#
# Write `edge_kernel()`, which takes nothing and returns a kernel of your own. There are many
# right ones. Yours is judged by what it does:
#
# 1. It is an array with two axes and at most 7 rows and 7 columns, square or not, and holds finite numbers.
# 2. **Silent on flat areas**: where all pixels are equally bright, it answers 0. So its numbers add up to 0 (up to
#    rounding), although they are not all 0.
# 3. **Awake at an edge**: the test picture is 0 on one side and 1 on the other, split along a straight line, either
#    upright or level. For at least one of the two directions, somewhere along the line, the answer is larger (sign
#    apart) than on both flat sides, by at least 0.1.
#
# **By hand first.** A window with only two pixels lies on 0 and 0, on 1 and 1, or on 0 and 1. Which two weights
# answer 0 in the first two cases, and not in the third?

# %% [markdown] tags=["hint"]
# An edge is a *difference*: bright minus dark. Which weights subtract one pixel from another?

# %% [markdown] tags=["hint"]
# Draw a 3×3 window on a picture whose left half is 0 and whose right half is 1. Weights on the right should count in
# favour, weights on the left against. Now check what they add up to.

# %% [markdown] tags=["hint"]
# The two weights that you found by hand are an answer already, once they stand in an array with two axes: one row, two
# columns. Repeat the row, and the kernel looks at several rows of pixels at once.

# %% [raw]
# # BEGIN SOLUTION


# %%
def edge_kernel():
    """A kernel that answers to edges and is silent on flat areas: (KH, KW)."""
    # BEGIN SOLUTION
    return np.array([[-1.0, 0.0, 1.0], [-2.0, 0.0, 2.0], [-1.0, 0.0, 1.0]])
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: an array with two axes, not too large
points: 0
"""  # END TEST CONFIG


def test_form(edge_kernel):
    import numpy as np

    from labkit import checks

    kernel = checks.numeric(edge_kernel(), "edge_kernel()")
    if kernel.ndim != 2 or not 1 <= kernel.size or max(kernel.shape) > 7:
        checks.fail(
            "edge_kernel() has the wrong shape.",
            expected="two axes, at most 7 rows and 7 columns",
            got=kernel.shape,
            hint="Write it as a list of rows: np.array([[...], [...]]).",
        )
    if not np.isfinite(kernel).all():
        checks.fail("edge_kernel() holds numbers that are not finite.", got=kernel, hint="Did you divide by 0?")


# %%
""" # BEGIN TEST CONFIG
name: silent on flat areas
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_flat(edge_kernel):
    import numpy as np

    from labkit import checks

    kernel = checks.numeric(edge_kernel(), "edge_kernel()")
    if kernel.ndim != 2 or max(kernel.shape) > 7:
        checks.fail("edge_kernel() has the wrong shape.", expected="two axes, at most 7 by 7", got=kernel.shape)
    strength = abs(kernel).sum()
    if not (np.isfinite(strength) and strength > 0):
        checks.fail("edge_kernel() needs finite numbers that are not all 0.", got=kernel)
    if abs(kernel.sum()) > checks.TOLERANCE * strength:
        checks.fail(
            "On a flat area of brightness 1, edge_kernel() does not answer 0.",
            expected=0,
            got=kernel.sum(),
            hint="What goes in with a plus has to come out with a minus: the numbers add up to 0.",
        )


# %%
""" # BEGIN TEST CONFIG
name: awake at an edge
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_edge(edge_kernel):
    import numpy as np

    from labkit import checks
    from workbook.examiner import oracles

    kernel = checks.numeric(edge_kernel(), "edge_kernel()")
    if kernel.ndim != 2 or max(kernel.shape) > 7:
        checks.fail("edge_kernel() has the wrong shape.", expected="two axes, at most 7 by 7", got=kernel.shape)
    if not np.isfinite(kernel).all():
        checks.fail("edge_kernel() holds numbers that are not finite.", got=kernel)
    upright = np.zeros((16, 16))
    upright[:, 8:] = 1
    flat_sides = abs(kernel.sum())
    strongest = max(abs(oracles.correlate2d(picture, kernel)).max() for picture in (upright, upright.T))
    if strongest - flat_sides < 0.1 - 1e-9:
        checks.fail(
            "edge_kernel() answers no stronger to an upright or a level edge than to the flat areas beside it.",
            expected="at least 0.1 more",
            got=strongest - flat_sides,
            hint="Weights on the bright side of the edge count in favour, those on the dark side against.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% blurred instead of finding edges tags=["mistake"]
def edge_kernel():
    """Your kernel takes a mean: it answers to brightness, and smooths edges away. To find an
    edge, subtract one side from the other."""
    return np.full((3, 3), 1 / 9)


# %% blurred with weights tags=["mistake"]
def edge_kernel():
    """Your kernel is a weighted mean, and smooths edges away. To find an edge, some weights have to be negative."""
    return np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16


# %% left the minus signs out tags=["mistake"]
def edge_kernel():
    """Both sides of your kernel count in favour, so they add up where they should be
    subtracted. What do its numbers sum to?"""
    return np.array([[1.0, 0.0, 1.0], [1.0, 0.0, 1.0], [1.0, 0.0, 1.0]])


# %% sharpened instead of finding edges tags=["mistake"]
def edge_kernel():
    """Your kernel sharpens: it stresses edges, but keeps the picture too, so it is not silent on flat areas. Add its
    numbers up."""
    return np.array([[0.0, -1.0, 0.0], [-1.0, 5.0, -1.0], [0.0, -1.0, 0.0]])


# %% unbalanced the middle weight tags=["mistake"]
def edge_kernel():
    """Your middle weight is not in balance with its neighbours, so flat areas
    still get an answer. Add the numbers up."""
    return np.array([[0.0, 1.0, 0.0], [1.0, -8.0, 1.0], [0.0, 1.0, 0.0]])


# %% returned only zeros tags=["mistake"]
def edge_kernel():
    """A kernel of zeros is silent everywhere, at edges too. Give one side positive
    weights, and the other negative ones."""
    return np.zeros((3, 3))


# %% copied the picture tags=["mistake"]
def edge_kernel():
    """Your kernel copies the pixel in its middle: it answers to brightness, wherever it is. What does it say to a flat
    area?"""
    return np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]])


# %% built a checkerboard tags=["mistake"]
def edge_kernel():
    """Your weights change sign from row to row and from column to column, so along a straight edge they cancel out.
    Keep the same sign along one direction."""
    return np.array([[1.0, -1.0], [-1.0, 1.0]])


# %% built a detector of single points tags=["mistake"]
def edge_kernel():
    """Every row and every column of your kernel sums to 0. It finds single points
    and corners, but misses straight edges."""
    return np.array([[1.0, -2.0, 1.0], [-2.0, 4.0, -2.0], [1.0, -2.0, 1.0]])


# %% divided by a sum of zero tags=["mistake"]
def edge_kernel():
    """You divide the kernel by its sum, which is 0, so nothing finite remains.
    Only a mean filter is divided by its sum."""
    kernel = np.array([[-1.0, -1.0, -1.0], [0.0, 0.0, 0.0], [1.0, 1.0, 1.0]])
    return kernel / kernel.sum()


# %% returned one row without brackets tags=["mistake"]
def edge_kernel():
    """Your numbers are a fine edge kernel, but in an array with one axis. A kernel has rows and columns: put
    the row into one more pair of brackets."""
    return np.array([-1.0, 0.0, 1.0])


# %% returned a kernel with channels tags=["mistake"]
def edge_kernel():
    """Your kernel has a channel axis. Here it is for grey images: two axes, rows and columns."""
    return np.array([[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]])[:, :, None]


# %% ran the filter instead of returning it tags=["mistake"]
def edge_kernel():
    """You return a filtered picture. The kernel itself is asked for, with at most 7 rows and 7 columns."""
    picture = np.zeros((12, 12))
    picture[:, 6:] = 1
    return correlate2d(picture, np.array([[-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]]))
