# %% [raw]
# # BEGIN QUESTION
# name: denoise_mean
# points: 1.5
# minutes: 9
# difficulty: 2

# %% [markdown]
# ## 4.3 Denoise with a mean
#
# A camera in the dark, an old scanner, a poor connection: all of them add *noise*, random errors that differ from
# pixel to pixel. The picture itself hardly changes from one pixel to the next. So if each pixel is replaced by the
# mean of its surroundings, the errors cancel out, and most of the picture stays. You have met this in the lecture's
# first example: it is the mean filter.
#
# The window has `size` × `size` pixels, `size` is odd, and the pixel to be replaced is in the **middle**. With
# $r = (\text{size} - 1) / 2$:
#
# $$Y_{n,i,j,c} = \frac{1}{\text{size}^2} \sum_{a=-r}^{r} \ \sum_{b=-r}^{r} X_{n,\ i+a,\ j+b,\ c}$$
#
# **At the border** the window reaches out of the picture. In lab 1 you put zeros there. Here that would darken all four
# sides, so the picture is continued with its own border pixels: whatever lies outside is equal to the pixel of the
# picture that is closest to it. The result is then as large as the picture.
#
# $$\begin{bmatrix} 1&2&3 \\ 4&5&6 \\ 7&8&9 \end{bmatrix} \ \xrightarrow{\ \text{size}=3\ }\
# \text{in the corner at the 1:}\quad
# \frac19 \left( \begin{matrix} 1+1+2 \\ +\,1+1+2 \\ +\,4+4+5 \end{matrix} \right) = \frac{21}{9} \approx 2.33$$
#
# **By hand first.** What is the result in the middle, at the 5? And in the corner at the 9?
#
# Write `denoise_mean(images, size=3)`.
#
# | | |
# |---|---|
# | `images` | `(N, H, W, C)`, numbers of any kind; at least `size` rows and columns |
# | `size` | 1, 3, 5, … |
# | result | `(N, H, W, C)`, floats |
#
# Every image and every channel is treated by itself. SciPy has filters, too: mind their borders, and mind that they
# know nothing of images and channels.

# %% [markdown] tags=["hint"]
# Continue the pictures first, then slide windows over them. `np.pad` can do the first step: look for the `mode` that
# repeats the border, and pad the axes of the rows and columns only.

# %% [markdown] tags=["hint"]
# After padding by `r` on all sides, the window for pixel `(i, j)` begins at row `i` and column `j` of the padded array.
# Cut it out for all images and channels at once, and take the mean over two axes, as in pooling.

# %% [markdown] tags=["hint"]
# In `np.pad` the axes of the images and the channels get the pair `(0, 0)`, rows and columns `(r, r)`. If the corner at
# the 1 then gives 2.33 and the middle 5, only the decimals are left to look after: let the result be floats.

# %% [raw]
# # BEGIN SOLUTION


# %%
def denoise_mean(images, size=3):
    """Replace each pixel by the mean of the size x size pixels around it: (N, H, W, C) ->
    (N, H, W, C), floats."""
    # BEGIN SOLUTION
    reach = size // 2
    _, height, width, _ = images.shape
    continued = np.pad(images, ((0, 0), (reach, reach), (reach, reach), (0, 0)), mode="edge")
    total = np.zeros(images.shape)
    for down in range(size):
        for across in range(size):
            total += continued[:, down : down + height, across : across + width]
    return total / size**2
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the 3×3 example above
points: 0.25
"""  # END TEST CONFIG


def test_example(denoise_mean):
    import numpy as np
    from labkit import checks

    images = np.arange(1.0, 10).reshape(1, 3, 3, 1)
    what = "denoise_mean(the example, size=3)"
    got = checks.same_shape(
        denoise_mean(images, size=3),
        (1, 3, 3, 1),
        what,
        hint="The result is as large as the picture: continue the picture on all four sides first.",
    )
    checks.same_array(
        9 * got[0, :, :, 0],
        [[21, 27, 33], [39, 45, 51], [57, 63, 69]],
        f"9 * {what}",
        hint="In the upper left corner the nine numbers are 1 1 2 / 1 1 2 / 4 4 5.",
    )


# %%
""" # BEGIN TEST CONFIG
name: the inner pixels
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_inside(denoise_mean):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    images = np.random.default_rng(431).normal(0, 40, (1, 6, 9, 1))
    what = "denoise_mean(images (1, 6, 9, 1), size=3)"
    got = checks.same_shape(denoise_mean(images, size=3), images.shape, what)
    checks.same_array(
        got[:, 1:-1, 1:-1],
        oracles.denoise_mean(images, 3)[:, 1:-1, 1:-1],
        f"{what}, apart from the border,",
        hint="The window lies around the pixel: one row above it, one below, one column on either side.",
    )


# %%
""" # BEGIN TEST CONFIG
name: the border, and other sizes
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_sizes(denoise_mean):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    images = np.random.default_rng(432).normal(50, 40, (1, 7, 8, 1))
    for size in (3, 5, 7, 1):
        checks.same_array(
            denoise_mean(images, size=size),
            oracles.denoise_mean(images, size),
            f"denoise_mean(images (1, 7, 8, 1), size={size})",
            hint="Outside the picture everything is equal to the closest pixel of the border.",
        )


# %%
""" # BEGIN TEST CONFIG
name: several images and channels, uint8, left as they were
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_images_and_channels(denoise_mean):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    rng = np.random.default_rng(433)
    for images in (rng.normal(0, 40, (3, 5, 6, 2)), rng.integers(0, 256, (2, 6, 4, 3), dtype=np.uint8)):
        before = images.copy()
        what = f"denoise_mean({images.dtype} images {images.shape})"
        got = checks.same_shape(denoise_mean(images), before.shape, what)
        checks.same_array(
            got[:, 1:-1, 1:-1],
            oracles.denoise_mean(before, 3)[:, 1:-1, 1:-1],
            f"{what}, apart from the border,",
            hint="Every image and every channel by itself, in floats.",
        )
        checks.unchanged(images, before, "images")


# %%
""" # BEGIN TEST CONFIG
name: noisy digits gain at least 4 dB
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_gain(denoise_mean):
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    threshold = 4
    gain = oracles.gain_on_grain(denoise_mean, seed=434)
    if not gain >= threshold:
        checks.fail(
            "denoise_mean does not bring 30 digits with grainy noise close enough to the clean ones.",
            expected=f"a gain of at least {threshold} dB",
            got=f"{gain:.1f} dB",
            measured=True,
            hint="Draw a digit before and after, side by side.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% put zeros outside tags=["mistake"] ref="C10"
def denoise_mean(images, size=3):
    """You continue the picture with zeros, so its border gets darker. Continue it with its own border pixels."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.mean(axis=(-2, -1))


# %% mirrored the picture at its border tags=["mistake"] ref="C10"
def denoise_mean(images, size=3):
    """You continue the picture with its mirror image, the default of SciPy's filters. For size 3 that makes no
    difference, for larger windows it does: repeat the border pixels instead."""
    from scipy.ndimage import uniform_filter

    return uniform_filter(images.astype(float), size=(1, size, size, 1))


# %% mirrored without the border pixel tags=["mistake"] ref="C10"
def denoise_mean(images, size=3):
    """You continue the picture with its mirror image, and leave the border pixel itself out, as np.pad does with
    mode='reflect'. Repeat the border pixel instead."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="reflect")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.mean(axis=(-2, -1))


# %% wrapped round to the opposite border tags=["mistake"]
def denoise_mean(images, size=3):
    """Outside the picture you find the opposite border, since np.roll moves it there. Repeat the closest border pixels
    instead."""
    r = size // 2
    total = np.zeros(images.shape)
    for a in range(-r, r + 1):
        for b in range(-r, r + 1):
            total += np.roll(images, (a, b), axis=(1, 2))
    return total / size**2


# %% averaged over fewer pixels at the border tags=["mistake"]
def denoise_mean(images, size=3):
    """At the border you take the mean of only those pixels that lie inside. Here the picture is continued, so the
    border pixels count more than once."""
    r = size // 2
    result = np.zeros(images.shape)
    for i in range(images.shape[1]):
        for j in range(images.shape[2]):
            window = images[:, max(i - r, 0) : i + r + 1, max(j - r, 0) : j + r + 1]
            result[:, i, j] = window.mean(axis=(1, 2))
    return result


# %% left the border as it was tags=["mistake"]
def denoise_mean(images, size=3):
    """You smooth the inner pixels only and copy the border with its noise. Continue the picture, so that the window
    fits everywhere."""
    r = size // 2
    result = images.astype(float)
    for i in range(r, images.shape[1] - r):
        for j in range(r, images.shape[2] - r):
            result[:, i, j] = images[:, i - r : i + r + 1, j - r : j + r + 1].mean(axis=(1, 2))
    return result


# %% left the border black tags=["mistake"]
def denoise_mean(images, size=3):
    """Your border is 0: you start from an array of zeros and fill in the inner pixels only. Continue the picture, so
    that the window fits everywhere."""
    r = size // 2
    result = np.zeros(images.shape)
    for i in range(r, images.shape[1] - r):
        for j in range(r, images.shape[2] - r):
            result[:, i, j] = images[:, i - r : i + r + 1, j - r : j + r + 1].mean(axis=(1, 2))
    return result


# %% returned a smaller picture tags=["mistake"] ref="C06"
def denoise_mean(images, size=3):
    """Your result is smaller than the picture, as in pooling or a convolution without padding. Continue the picture on
    all four sides first."""
    windows = np.lib.stride_tricks.sliding_window_view(images, (size, size), axis=(1, 2))
    return windows.mean(axis=(-2, -1))


# %% continued the picture on two sides only tags=["mistake"] ref="C09"
def denoise_mean(images, size=3):
    """Your window begins at the pixel, and does not lie around it, so the whole picture moves up and to the left.
    Continue the picture on all four sides."""
    padded = np.pad(images.astype(float), ((0, 0), (0, size - 1), (0, size - 1), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.mean(axis=(-2, -1))


# %% took size for the reach tags=["mistake"]
def denoise_mean(images, size=3):
    """Your window reaches size pixels to every side, so it is far too large. size is its whole width."""
    r = size
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * r + 1, 2 * r + 1), axis=(1, 2))
    return windows.mean(axis=(-2, -1))


# %% cut the last row and column off the window tags=["mistake"] ref="C23"
def denoise_mean(images, size=3):
    """A slice ends before its last index, so i - r : i + r leaves out the last row and column of the window."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    result = np.zeros(images.shape)
    for i in range(images.shape[1]):
        for j in range(images.shape[2]):
            window = padded[:, i : i + 2 * r, j : j + 2 * r] if r else padded[:, i : i + 1, j : j + 1]
            result[:, i, j] = window.mean(axis=(1, 2))
    return result


# %% always used a 3x3 window tags=["mistake"] ref="C36"
def denoise_mean(images, size=3):
    """Your window is 3×3, whatever size says."""
    padded = np.pad(images.astype(float), ((0, 0), (1, 1), (1, 1), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))
    return windows.mean(axis=(-2, -1))


# %% always divided by nine tags=["mistake"] ref="P07"
def denoise_mean(images, size=3):
    """You divide by 9, whatever the size. How many pixels does a window of 5×5 have?"""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.sum(axis=(-2, -1)) / 9


# %% divided by size instead of its square tags=["mistake"]
def denoise_mean(images, size=3):
    """You divide by size, the width of the window. A mean divides by the number of pixels in it."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.sum(axis=(-2, -1)) / size


# %% did not divide tags=["mistake"]
def denoise_mean(images, size=3):
    """You add the window up, but do not divide: the picture gets many times too bright."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.sum(axis=(-2, -1))


# %% mixed the channels tags=["mistake"] ref="P01"
def denoise_mean(images, size=3):
    """You average over all channels, so colours turn grey. Each channel is smoothed by itself."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    result = np.zeros(images.shape)
    for i in range(images.shape[1]):
        for j in range(images.shape[2]):
            result[:, i, j] = padded[:, i : i + size, j : j + size].mean(axis=(1, 2, 3))[:, None]
    return result


# %% let the filter run across images and channels tags=["mistake"]
def denoise_mean(images, size=3):
    """SciPy's filter takes size for every axis of the array, so it mixes neighbouring images and channels as well. Give
    it a size for each axis."""
    from scipy.ndimage import uniform_filter

    return uniform_filter(images.astype(float), size=size, mode="nearest")


# %% smoothed the first image only tags=["mistake"] ref="C27"
def denoise_mean(images, size=3):
    """Only your first image is smoothed; the others stay 0. Loop over all of them, or cut windows out of all at
    once."""
    r = size // 2
    padded = np.pad(images[0].astype(float), ((r, r), (r, r), (0, 0)), mode="edge")
    result = np.zeros(images.shape)
    for i in range(images.shape[1]):
        for j in range(images.shape[2]):
            result[0, i, j] = padded[i : i + size, j : j + size].mean(axis=(0, 1))
    return result


# %% added in uint8 tags=["mistake"] ref="C33"
def denoise_mean(images, size=3):
    """You add up uint8 pixels, and the sum of nine does not fit into 8 bits: it wraps round at 256. Turn the images
    into floats first."""
    r = size // 2
    padded = np.pad(images, ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    total = np.zeros_like(images)
    for a in range(size):
        for b in range(size):
            total = total + padded[:, a : a + images.shape[1], b : b + images.shape[2]]
    return total / size**2


# %% kept the images' number type tags=["mistake"] ref="C34"
def denoise_mean(images, size=3):
    """You write the means into an array of the images' own type. For uint8 the decimals are cut off: let the result be
    floats."""
    r = size // 2
    padded = np.pad(images, ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    result = np.zeros_like(images)
    for i in range(images.shape[1]):
        for j in range(images.shape[2]):
            result[:, i, j] = padded[:, i : i + size, j : j + size].mean(axis=(1, 2))
    return result


# %% forced the result into 0 to 255 tags=["mistake"]
def denoise_mean(images, size=3):
    """You cut the means off below 0 and above 255. Images may hold any numbers, after normalisation for instance."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return np.clip(windows.mean(axis=(-2, -1)), 0, 255)


# %% read pixels that were already smoothed tags=["mistake"] ref="C35"
def denoise_mean(images, size=3):
    """You write into the picture that you still read from, so later windows see pixels that were smoothed already.
    Write into a new array."""
    r = size // 2
    result = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    for i in range(images.shape[1]):
        for j in range(images.shape[2]):
            result[:, i + r, j + r] = result[:, i : i + size, j : j + size].mean(axis=(1, 2))
    return result[:, r : r + images.shape[1], r : r + images.shape[2]]


# %% exchanged rows and columns tags=["mistake"] ref="C19"
def denoise_mean(images, size=3):
    """Your result lies on its side: rows and columns have changed places."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return windows.mean(axis=(-2, -1)).transpose(0, 2, 1, 3)


# %% used a window of one row tags=["mistake"]
def denoise_mean(images, size=3):
    """Your window is one row high: you average along the columns only. Neighbours above and below count as much."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (0, 0), (r, r), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, size, axis=2)
    return windows.mean(axis=-1)


# %% left the middle pixel out tags=["mistake"]
def denoise_mean(images, size=3):
    """You average the neighbours only. The pixel in the middle belongs to its window, too."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return (windows.sum(axis=(-2, -1)) - images) / max(size**2 - 1, 1)


# %% weighed the middle more tags=["mistake"]
def denoise_mean(images, size=3):
    """Yours is a Gaussian filter: pixels in the middle count more. In a mean all of them count the same."""
    from scipy.ndimage import gaussian_filter

    return gaussian_filter(images.astype(float), sigma=(0, size / 4, size / 4, 0), mode="nearest")


# %% took the median tags=["mistake"] ref="P06"
def denoise_mean(images, size=3):
    """You take the median of the window. That is the next question; here it is the mean."""
    r = size // 2
    padded = np.pad(images.astype(float), ((0, 0), (r, r), (r, r), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(1, 2))
    return np.median(windows, axis=(-2, -1))
