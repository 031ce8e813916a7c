# %% [raw]
# # BEGIN QUESTION
# name: normalise
# points: 3
# minutes: 14
# difficulty: 2

# %% [markdown]
# ## 4.2 Normalise
#
# A network learns fastest if its inputs lie around 0 and have a spread of about 1. Pixels do neither. Look at one
# pixel, say in row 14 and column 10, in all `N` training images: it has a mean $\mu$ and a standard deviation
# $\sigma$. Subtract the one, divide by the other, and that input is as a network likes it. Every pixel of every
# channel has its own two:
#
# $$\mu = \frac1N \sum_n X_n \qquad \sigma = \sqrt{\frac1N \sum_n (X_n - \mu)^2} \qquad Z = \frac{X - \mu}{\sigma}$$
#
# **The rule that must not be broken.** Test images stand for pictures that nobody has seen yet, perhaps a single one
# taken tomorrow. So $\mu$ and $\sigma$ come from the *training* images alone, and the test images are normalised with
# those. That is why there are two functions here:
#
# | | takes | returns |
# |---|---|---|
# | `fit_normaliser(train)` | `(N, H, W, C)`, any numbers | a dictionary `{"mean": μ, "std": σ}`, both `(H, W, C)` |
# | `normalise(images, statistics)` | `(M, H, W, C)` and such a dictionary | `(M, H, W, C)`, floats |
#
# **A pixel that never changes**, as in the corners of all digits, has $\sigma = 0$. `fit_normaliser` says so: its
# `std` is 0 there. `normalise` must not divide by it, and does not divide such a pixel at all: it only subtracts the
# mean. The usual trick, $\sigma + 0.0000001$ for every pixel, is a trap here: one stray dot in the corner of a test
# image, and the network gets a number in the millions.
#
# **By hand first.** In four training images a pixel is 2, 4, 4 and 6. What are $\mu$ and $\sigma$? What becomes of a
# test image in which it is 8? And if the four were 5, 5, 5 and 5?

# %% [markdown] tags=["hint"]
# Which axis of `(N, H, W, C)` has to disappear? `mean` and `std` take `axis=`.

# %% [markdown] tags=["hint"]
# `(M, H, W, C)` and `(H, W, C)` fit together as they are: NumPy repeats the smaller one for each image.

# %% [markdown] tags=["hint"]
# `np.where(condition, x, y)` takes its numbers from `x` where the condition holds, and from `y` elsewhere. By which
# number can you divide without changing anything?

# %% [raw]
# # BEGIN SOLUTION


# %%
def fit_normaliser(train):
    """Mean and standard deviation of every pixel over the training images:
    {"mean": (H, W, C), "std": (H, W, C)}."""
    # BEGIN SOLUTION
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}
    # END SOLUTION


def normalise(images, statistics):
    """Subtract the mean and divide by the standard deviation of every pixel: (M, H, W, C) ->
    (M, H, W, C), floats."""
    # BEGIN SOLUTION
    spread = np.where(statistics["std"] == 0, 1, statistics["std"])
    return (images - statistics["mean"]) / spread
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: fit_normaliser on the four training images above
points: 0.25
"""  # END TEST CONFIG


def test_fit_by_hand(fit_normaliser):
    import numpy as np
    from labkit import checks

    train = np.array([[2.0, 5.0], [4.0, 5.0], [4.0, 5.0], [6.0, 5.0]]).reshape(4, 1, 2, 1)
    statistics = fit_normaliser(train)
    if not isinstance(statistics, dict) or not {"mean", "std"} <= statistics.keys():
        checks.fail(
            "fit_normaliser(train) does not return the dictionary that the question asks for.",
            expected='{"mean": ..., "std": ...}',
            got=statistics,
            hint="Write both names with quotation marks, in small letters.",
        )
    for name, expected in (("mean", [4, 5]), ("std", [np.sqrt(2), 0])):
        checks.same_array(
            statistics[name],
            np.reshape(expected, (1, 2, 1)),
            f"fit_normaliser(train)[{name!r}]",
            hint="The first pixel is 2, 4, 4 and 6 in the four images, the second one is always 5.",
        )


# %%
""" # BEGIN TEST CONFIG
name: normalise on a test image with 8
points: 0.25
"""  # END TEST CONFIG


def test_normalise_by_hand(normalise):
    import numpy as np
    from labkit import checks

    statistics = {"mean": np.array([[[4.0]]]), "std": np.array([[[np.sqrt(2)]]])}
    checks.same_array(
        normalise(np.array([[[[8.0]]]]), statistics),
        [[[[4 / np.sqrt(2)]]]],
        "normalise(images, statistics) for a pixel that is 8",
        hint="8 is 4 above the mean, and that is 2.83 standard deviations.",
    )


# %%
""" # BEGIN TEST CONFIG
name: a mean for every pixel of every channel
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_means(fit_normaliser):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    train = np.random.default_rng(421).normal(40, 25, (7, 4, 5, 2))
    before = train.copy()
    got = oracles.entry(fit_normaliser(train), "mean", "fit_normaliser(train)")
    checks.same_array(
        got,
        oracles.statistics(before)["mean"],
        "fit_normaliser(train)['mean'] for train of shape (7, 4, 5, 2)",
        hint="One mean for each place of the picture and each channel, over all images.",
    )
    checks.unchanged(train, before, "train")


# %%
""" # BEGIN TEST CONFIG
name: a standard deviation for every pixel, 0 where it is constant
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_deviations(fit_normaliser):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    train = np.random.default_rng(422).integers(0, 256, (6, 5, 4, 2), dtype=np.uint8)
    train[:, 0], train[:, 2, 3, 1] = 0, 64
    before = train.copy()
    got = oracles.entry(fit_normaliser(train), "std", "fit_normaliser(train)")
    checks.same_array(
        got,
        oracles.statistics(before)["std"],
        "fit_normaliser(train)['std'] for uint8 images of shape (6, 5, 4, 2)",
        hint="The root of the mean of the squared distances from the mean. Divide by N.",
    )
    checks.unchanged(train, before, "train")


# %%
""" # BEGIN TEST CONFIG
name: the statistics that are given, not those of the images
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_given_statistics(normalise):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    rng = np.random.default_rng(423)
    images = rng.normal(90, 30, (3, 4, 5, 2))
    before = images.copy()
    statistics = {"mean": rng.uniform(10, 60, (4, 5, 2)), "std": rng.uniform(5, 40, (4, 5, 2))}
    checks.same_array(
        normalise(images, statistics),
        oracles.normalise(before, statistics),
        "normalise(images, statistics) for images that are brighter than the training images",
        hint="Brighter images stay brighter: nothing but the two given arrays says what is subtracted and divided by.",
    )
    checks.unchanged(images, before, "images")


# %%
""" # BEGIN TEST CONFIG
name: pixels that never changed in training
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_constant_pixels(normalise):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    rng = np.random.default_rng(424)
    statistics = {"mean": rng.uniform(10, 60, (4, 5, 2)), "std": rng.uniform(5, 40, (4, 5, 2))}
    statistics["mean"][0], statistics["std"][0], statistics["std"][3, 1:3] = 0, 0, 0
    images = rng.normal(90, 30, (3, 4, 5, 2))
    images[0, 0] = 0
    given = images.copy(), {name: array.copy() for name, array in statistics.items()}
    checks.same_array(
        normalise(images, statistics),
        oracles.normalise(*given),
        "normalise(images, statistics) where some standard deviations are 0",
        hint="Where std is 0, subtract the mean and leave it at that.",
    )
    checks.unchanged(images, given[0], "images")
    for name, array in statistics.items():
        checks.unchanged(array, given[1][name], f"statistics[{name!r}]")


# %%
""" # BEGIN TEST CONFIG
name: uint8 and float32 images
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_dtypes(normalise):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    rng = np.random.default_rng(425)
    statistics = {"mean": rng.uniform(80, 160, (5, 3, 1)), "std": rng.uniform(20, 60, (5, 3, 1))}
    for images in (rng.integers(0, 256, (3, 5, 3, 1), dtype=np.uint8), rng.random((3, 5, 3, 1), dtype=np.float32)):
        checks.same_array(
            normalise(images, statistics),
            oracles.normalise(images, statistics),
            f"normalise({images.dtype} images, statistics)",
            hint="Less than the mean gives a number below zero, with decimals. uint8 holds neither.",
        )


# %%
""" # BEGIN TEST CONFIG
name: both together, on digits
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_digits(fit_normaliser, normalise):
    from labkit import checks, data
    from workbook.examiner import oracles_preprocessing as oracles

    bundled = data.bundled_digits()
    train, test = bundled.train_images[:60, :, :, None], bundled.test_images[:20, :, :, None] // 2 + 100
    expected = oracles.statistics(train)
    statistics = fit_normaliser(train)
    for name in ("mean", "std"):
        got = oracles.entry(statistics, name, "fit_normaliser(60 digits)")
        checks.same_array(got, expected[name], f"fit_normaliser(60 digits)[{name!r}]")
    for name, images in (("the same 60 digits", train), ("20 other, pale digits", test)):
        checks.same_array(
            normalise(images, statistics),
            oracles.normalise(images, expected),
            f"normalise({name}, fit_normaliser(60 digits))",
            hint="Only the 60 digits decide on the statistics, whichever images are normalised.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your functions on the real data. The histograms count pixels by their value. Why is the bar at 0 so tall before, and
# what has become of it afterwards? And why do the test images not have a mean of exactly 0?

# %% tags=["figure"]
figures.normalised_digits(train_images, test_images, fit_normaliser, normalise)


# %% used the images' own statistics tags=["mistake"] ref="X05"
def fit_normaliser(train):
    """You normalise the images with their own mean and deviation, so statistics is never used. A test set that is
    brighter than the training set would look just like it, and a single image could not be normalised at all."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    std = images.std(axis=0)
    return (images - images.mean(axis=0)) / np.where(std == 0, 1, std)


# %% used the test images as well tags=["mistake"] ref="X04"
def fit_normaliser(train):
    """Your statistics come from this notebook's training and test images together. They have to come from the images
    that your function is given, and must not know the test images."""
    everything = np.concatenate([train_images, test_images])
    return {"mean": everything.mean(axis=0), "std": everything.std(axis=0)}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% used the notebook's training images tags=["mistake"] ref="X04"
def fit_normaliser(train):
    """Your statistics are always those of this notebook's train_images, whatever your function is given. Use its
    argument, train."""
    return {"mean": train_images.mean(axis=0), "std": train_images.std(axis=0)}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% took one mean for all pixels tags=["mistake"]
def fit_normaliser(train):
    """You take one mean and one deviation over everything. That is a way to normalise, too, but here each pixel of each
    channel has its own two: which axis has to disappear, and which remain?"""
    return {"mean": train.mean(), "std": train.std()}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% took one mean for each channel tags=["mistake"]
def fit_normaliser(train):
    """You average over the rows and columns as well, so a channel has one mean. Average over the images only."""
    return {"mean": train.mean(axis=(0, 1, 2)), "std": train.std(axis=(0, 1, 2))}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% took one mean for each image tags=["mistake"]
def fit_normaliser(train):
    """You take a mean for each image, over its pixels. The question is how one pixel varies from image to image."""
    return {"mean": train.mean(axis=(1, 2, 3)), "std": train.std(axis=(1, 2, 3))}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% mixed the channels tags=["mistake"]
def fit_normaliser(train):
    """You average over the channels as well. A red picture and a blue one are different: keep the last axis."""
    shape = train.shape[1:]
    return {
        "mean": np.broadcast_to(train.mean(axis=(0, 3))[:, :, None], shape),
        "std": np.broadcast_to(train.std(axis=(0, 3))[:, :, None], shape),
    }


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% divided by zero tags=["mistake"]
def fit_normaliser(train):
    """Where a pixel is constant you divide by 0, and get nan or infinity. One nan is enough to spoil a whole training:
    do not divide such pixels."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    return (images - statistics["mean"]) / statistics["std"]


# %% divided by a tiny number tags=["mistake"]
def fit_normaliser(train):
    """Your tiny number keeps you from dividing by 0, but a constant pixel that differs in a test image now becomes
    millions. Do not divide such pixels at all."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    return (images - statistics["mean"]) / (statistics["std"] + 1e-7)


# %% set constant pixels to zero tags=["mistake"]
def fit_normaliser(train):
    """You set every pixel to 0 that was constant in training. In a test image it may be different, and that is worth
    knowing: subtract the mean and keep what is left."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    spread = statistics["std"]
    centred = images - statistics["mean"]
    return np.divide(centred, spread, out=np.zeros_like(centred), where=spread != 0)


# %% left constant pixels as they were tags=["mistake"]
def fit_normaliser(train):
    """Where the deviation is 0 you return the pixel as it was. Dividing is what cannot be done there; the mean is
    subtracted all the same."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    spread = np.where(statistics["std"] == 0, 1, statistics["std"])
    return np.where(statistics["std"] == 0, images, (images - statistics["mean"]) / spread)


# %% put the 1 into the statistics tags=["mistake"]
def fit_normaliser(train):
    """Your fit_normaliser reports a deviation of 1 for pixels that never change. It should say 0, and normalise should
    cope with that."""
    std = train.std(axis=0)
    return {"mean": train.mean(axis=0), "std": np.where(std == 0, 1, std)}


def normalise(images, statistics):
    return (images - statistics["mean"]) / statistics["std"]


# %% divided by the variance tags=["mistake"]
def fit_normaliser(train):
    """You report the variance, the mean of the squares. Take its root: that is the standard deviation."""
    return {"mean": train.mean(axis=0), "std": train.var(axis=0)}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% divided by N minus 1 tags=["mistake"]
def fit_normaliser(train):
    """Your deviation divides the sum of squares by N - 1, as ddof=1 and pandas do. Here it is N, see the formula."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0, ddof=1)}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% measured the spread from zero tags=["mistake"]
def fit_normaliser(train):
    """Your deviation is the root of the mean square, measured from 0. It has to be measured from the mean, or a
    constant bright pixel seems to vary."""
    return {"mean": train.mean(axis=0), "std": np.sqrt((train.astype(float) ** 2).mean(axis=0))}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% squared in uint8 tags=["mistake"] ref="C33"
def fit_normaliser(train):
    """You square uint8 pixels, and 200 times 200 does not fit into 8 bits: it wraps round. Turn the images into
    floats first."""
    mean = train.mean(axis=0)
    variance = np.mean(train**2, axis=0) - mean**2
    return {"mean": mean, "std": np.sqrt(np.maximum(variance, 0))}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% rounded the statistics tags=["mistake"] ref="X03"
def fit_normaliser(train):
    """Your mean and deviation are whole numbers. Keep their decimals."""
    return {"mean": train.mean(axis=0).astype(int), "std": train.std(axis=0).astype(int)}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% subtracted in uint8 tags=["mistake"] ref="C33"
def fit_normaliser(train):
    """You turn the mean into the images' own type before you subtract it. In uint8, 3 - 5 is 254: let both be
    floats."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    centred = images - statistics["mean"].astype(images.dtype)
    return centred / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% returned the images' number type tags=["mistake"] ref="X03"
def fit_normaliser(train):
    """You turn the result into the images' own type. Normalised pixels lie between about -2 and 2, and need decimals
    and a sign."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    spread = np.where(statistics["std"] == 0, 1, statistics["std"])
    return ((images - statistics["mean"]) / spread).astype(images.dtype)


# %% divided by 255 first tags=["mistake"] ref="X02"
def fit_normaliser(train):
    """You divide the images by 255, but the statistics that you are given belong to images that were not. Subtracting
    the mean and dividing by the deviation is all the scaling that is needed."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    spread = np.where(statistics["std"] == 0, 1, statistics["std"])
    return (images / 255 - statistics["mean"]) / spread


# %% only subtracted the mean tags=["mistake"]
def fit_normaliser(train):
    """You subtract the mean, but do not divide by the deviation: the spread stays as it was."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    return images - statistics["mean"]


# %% only divided by the deviation tags=["mistake"]
def fit_normaliser(train):
    """You divide by the deviation, but do not subtract the mean: the pixels still do not lie around 0."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    return images / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% left the brackets out tags=["mistake"]
def fit_normaliser(train):
    """Division comes before subtraction, so only the mean is divided. Put brackets around the difference."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    spread = np.where(statistics["std"] == 0, 1, statistics["std"])
    return images - statistics["mean"] / spread


# %% subtracted the wrong way round tags=["mistake"]
def fit_normaliser(train):
    """You subtract the images from the mean, so bright and dark change places. It is X minus the mean."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    return (statistics["mean"] - images) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% multiplied by the deviation tags=["mistake"]
def fit_normaliser(train):
    """You multiply by the deviation. A pixel that varies much should be made smaller: divide."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    return (images - statistics["mean"]) * np.where(statistics["std"] == 0, 1, statistics["std"])


# %% squeezed into 0 to 1 instead tags=["mistake"]
def fit_normaliser(train):
    """You report the smallest value and the range of each pixel. That brings everything between 0 and 1, which is
    another way to scale; wanted are the mean and the standard deviation."""
    return {"mean": train.min(axis=0), "std": train.max(axis=0) - train.min(axis=0).astype(float)}


def normalise(images, statistics):
    return (images - statistics["mean"]) / np.where(statistics["std"] == 0, 1, statistics["std"])


# %% cut off at three deviations tags=["mistake"]
def fit_normaliser(train):
    """You cut everything off that is more than three deviations away. Such pixels are rare, not wrong: keep their
    values."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    spread = np.where(statistics["std"] == 0, 1, statistics["std"])
    return np.clip((images - statistics["mean"]) / spread, -3, 3)


# %% changed the images in place tags=["mistake"] ref="C35"
def fit_normaliser(train):
    """-= and /= write into the array that you were given, and into nothing new. The next cell that uses these images
    finds them changed: build a new array."""
    return {"mean": train.mean(axis=0), "std": train.std(axis=0)}


def normalise(images, statistics):
    if images.dtype.kind != "f":
        images = images.astype(float)
    images -= statistics["mean"]
    images /= np.where(statistics["std"] == 0, 1, statistics["std"])
    return images
