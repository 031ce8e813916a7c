# %% [raw]
# # BEGIN QUESTION
# name: output_size
# points: 2
# minutes: 10
# difficulty: 1

# %% [markdown]
# ## 1.2 How many windows fit?
#
# Before you compute a result you need to know how large it will be. Rows and columns do not influence each other, so
# look at **one axis** only: `n` pixels in a row, and a window that covers `k` of them. Two settings shape the walk:
#
# - **Padding**: `pad` pixels (zeros) are put before the first pixel, and just as many after the last one.
# - **Stride**: the window starts at the first pixel of the padded row, then moves on by `stride` pixels at a time.
#
# A window counts only if all its `k` pixels lie within the padded row. One that would hang over the end is left out, so
# some pixels at the end may stay in no window at all.
#
# | `n` | `k` | `stride` | `pad` | windows start at | how many |
# |---|---|---|---|---|---|
# | 4 | 3 | 1 | 0 | 0, 1 | 2 (the lecture's example) |
# | 5 | 3 | 1 | 1 | 0, 1, 2, 3, 4 | 5: as many as pixels |
# | 6 | 3 | 2 | 0 | 0, 2 | 2: the last pixel is left over |
#
# In the picture, every dot is the middle of one window. The hatched pixels are in none.

# %% tags=["figure"]
figures.padding_and_stride()

# %% [markdown]
# **By hand first.** How many windows of 5 pixels fit into a row of 12 pixels with `stride=3` and `pad=1`? Write down
# where each one starts. Then find the formula that does this for you.
#
# Write `output_size(n, k, stride=1, pad=0)`. All four are whole numbers, and at least one window fits. Return the
# number of windows.

# %% [markdown] tags=["hint"]
# How long is the row after padding? And at which pixel can a window start at the latest, so that it still fits?

# %% [markdown] tags=["hint"]
# The starts are 0, `stride`, `2 * stride`, … up to the latest possible one. How many steps is that? The number of
# windows is not the number of steps: between two windows there is one step.

# %% [markdown] tags=["hint"]
# A step that would lead beyond the latest start is not taken: round down. In Python, `7 // 2` is 3.

# %% [raw]
# # BEGIN SOLUTION


# %%
def output_size(n, k, stride=1, pad=0):
    """Count the windows of k pixels that fit along an axis of n pixels."""
    # BEGIN SOLUTION
    return (n + 2 * pad - k) // stride + 1
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the first lines of the table
points: 0.5
"""  # END TEST CONFIG


def test_table(output_size):
    from labkit import checks

    checks.same_number(
        output_size(4, 3), 2, "output_size(4, 3)", hint="A window can start at pixel 0 or 1. Did you count both ends?"
    )
    checks.same_number(
        output_size(5, 3, pad=1),
        5,
        "output_size(5, 3, pad=1)",
        hint="pad=1 adds one pixel before and one after the row.",
    )


# %%
""" # BEGIN TEST CONFIG
name: strides that end exactly on the last pixel
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_strides_that_fit(output_size):
    from labkit import checks

    for n, k, stride, expected in ((9, 3, 2, 4), (10, 4, 3, 3), (7, 1, 2, 4), (20, 5, 5, 4)):
        checks.same_number(
            output_size(n, k, stride=stride),
            expected,
            f"output_size({n}, {k}, stride={stride})",
            hint="Write down where each window starts, and count.",
        )


# %%
""" # BEGIN TEST CONFIG
name: a last window that would hang over
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_left_over_pixels(output_size):
    from labkit import checks

    for n, k, stride, expected in ((6, 3, 2, 2), (8, 3, 2, 3), (11, 4, 3, 3), (9, 2, 4, 2)):
        checks.same_number(
            output_size(n, k, stride=stride),
            expected,
            f"output_size({n}, {k}, stride={stride})",
            hint="Windows that hang over the end do not count.",
        )


# %%
""" # BEGIN TEST CONFIG
name: padding, alone and with a stride
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_padding(output_size):
    from labkit import checks

    for n, k, stride, pad, expected in (
        (8, 5, 1, 2, 8),
        (5, 7, 1, 1, 1),
        (7, 3, 2, 1, 4),
        (6, 3, 2, 1, 3),
        (9, 4, 3, 2, 4),
    ):
        checks.same_number(
            output_size(n, k, stride=stride, pad=pad),
            expected,
            f"output_size({n}, {k}, stride={stride}, pad={pad})",
            hint="The padded row has pixels on both sides; everything else stays the same.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% rounded the number of steps up tags=["mistake"] ref="C12"
def output_size(n, k, stride=1, pad=0):
    """You round up, so you count a last window that hangs over the end. Only windows that fit as a whole count."""
    return int(np.ceil((n + 2 * pad - k) / stride)) + 1


# %% rounded to the nearest number of steps tags=["mistake"] ref="C12"
def output_size(n, k, stride=1, pad=0):
    """You round to the nearest whole number, which is sometimes up. A window that
    hangs over, even by one pixel, is out."""
    return round((n + 2 * pad - k) / stride) + 1


# %% counted the steps, not the windows tags=["mistake"] ref="C13"
def output_size(n, k, stride=1, pad=0):
    """You counted the steps between windows. With no step at all there is
    already one window: compare with the table."""
    return (n + 2 * pad - k) // stride


# %% did not use the stride tags=["mistake"] ref="C05"
def output_size(n, k, stride=1, pad=0):
    """Your answer is the same for every stride. A window that moves on by two pixels makes fewer stops."""
    return n + 2 * pad - k + 1


# %% did not use the padding tags=["mistake"] ref="C06"
def output_size(n, k, stride=1, pad=0):
    """Your answer is the same for every padding. Zeros at both ends make the row longer before the window starts."""
    return (n - k) // stride + 1


# %% padded one side only tags=["mistake"] ref="C09"
def output_size(n, k, stride=1, pad=0):
    """You made the row longer by pad pixels in all. Padding goes before the first pixel and after the last one."""
    return (n + pad - k) // stride + 1


# %% insisted that the stride divides tags=["mistake"] ref="C14"
def output_size(n, k, stride=1, pad=0):
    """You refuse strides that leave pixels over. That is allowed here: the pixels at the end are just in no window."""
    assert (n + 2 * pad - k) % stride == 0, "the stride does not fit"
    return (n + 2 * pad - k) // stride + 1


# %% returned a fraction tags=["mistake"] ref="C12"
def output_size(n, k, stride=1, pad=0):
    """You return half windows where the stride does not divide. A number of
    windows is whole: which way do you round?"""
    return (n + 2 * pad - k) / stride + 1


# %% added 1 before dividing tags=["mistake"]
def output_size(n, k, stride=1, pad=0):
    """You add the 1 before you divide by the stride. Right for stride 1, but for others the first window gets lost."""
    return (n + 2 * pad - k + 1) // stride


# %% forgot that a window has a width tags=["mistake"]
def output_size(n, k, stride=1, pad=0):
    """Your answer is the same for every window size. A wide window has to stop earlier than a narrow one."""
    return (n + 2 * pad - 1) // stride + 1


# %% left brackets out around the difference tags=["mistake"]
def output_size(n, k, stride=1, pad=0):
    """Only the window size is divided by the stride, since division comes
    before subtraction. What has to be divided?"""
    return n + 2 * pad - k // stride + 1


# %% assumed that the windows do not overlap tags=["mistake"]
def output_size(n, k, stride=1, pad=0):
    """You put windows side by side, one window's width apart. How far they are apart is what the stride says."""
    return (n + 2 * pad) // k
