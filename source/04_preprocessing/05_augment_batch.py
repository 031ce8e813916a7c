# %% [raw]
# # BEGIN QUESTION
# name: augment_batch
# points: 4
# minutes: 17
# difficulty: 3

# %% [markdown]
# ## 4.5 Augmentation: many pictures out of few
#
# A 7 that is written two pixels further to the left is still a 7. A network does not know that. If all the digits
# that it learned from stand neatly in the middle, it fails on those that do not. You could collect more digits. Or
# you move those that you have: a little, at random, and differently each time they are used. That is *augmentation*,
# and in the lecture you saw it make many pictures out of one.
#
# Write `augment_batch(images, labels, seed)`, which gives each image of a batch a random shift of its own.
#
# | | |
# |---|---|
# | `images` | `(N, H, W, C)`, floats from 0 (paper) to 1 (ink) |
# | `labels` | `(N,)`, whole numbers |
# | `seed` | a whole number that decides on everything random |
# | result | a pair `(new_images, new_labels)` in the shapes of `images` and `labels` |
#
# 1. **A shift for each image.** Down or up by $-3$ to $3$ rows, and to the right or left by $-3$ to $3$ columns: two
#    numbers, drawn independently, all values equally likely. Whole pixels are fine; so are fractions. All channels of
#    an image move together.
# 2. **Nothing comes back.** What leaves the picture on one side is lost, and the gap on the other side is filled with
#    0. All values stay between 0 and 1.
# 3. **Labels stay with their images.** Each image comes back once. You may change the order, if the labels change
#    with it.
# 4. **The seed decides.** The same seed gives the same result, another seed another one.
# 5. `images` and `labels` themselves do not change.
#
# The grader also lets a small network learn from a batch of 400 digits that your function made, and shows it shifted
# digits that it has never seen. Augmentation should win at least **18 %** of them.
#
# If you like, also turn each image by up to 15 degrees either way. Nothing else, please: not everything that makes
# a new picture leaves the label true, as 4.6 will show.
#
# **By hand first.** A picture of 28×28 pixels is shifted down by 3 and to the left by 1. Which rows and columns are 0
# afterwards? And from which row and column of the old picture comes the new pixel in row 10, column 10?

# %% [markdown] tags=["hint"]
# `rng = np.random.default_rng(seed)` is a source of random numbers that depends on `seed` alone.
# `rng.integers(-3, 4, size=(N, 2))` draws two shifts for each image. Why is there a 4?

# %% [markdown] tags=["hint"]
# `np.roll` brings back on one side what leaves on the other. Think of a frame of zeros instead: put three rows and
# columns of zeros around the picture, and cut a piece of the old size out of it. Where you cut decides on the shift.

# %% [markdown] tags=["hint"]
# A piece that begins at row 3 and column 3 of the framed picture is the picture itself. Begin at row 0, and the picture
# has moved down by three. Any start from 0 to 6 will do, for rows and for columns.

# %% [raw]
# # BEGIN SOLUTION


# %%
def augment_batch(images, labels, seed):
    """Shift each image at random by up to 3 pixels: (N, H, W, C), (N,), a seed ->
    (new_images, new_labels)."""
    # BEGIN SOLUTION
    count, height, width, _ = images.shape
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(count, 2))
    new_images = np.zeros_like(images)
    for n, (top, left) in enumerate(starts):
        new_images[n] = framed[n, top : top + height, left : left + width]
    return new_images, labels
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: a pair of images and labels, in the shapes that were given
points: 0.5
"""  # END TEST CONFIG


def test_pair(augment_batch):
    import numpy as np
    from labkit import checks

    images = np.random.default_rng(1).random((5, 20, 28, 2))
    labels = np.array([3, 1, 4, 1, 5])
    as_given = images.copy()
    pair = augment_batch(images, labels, 7)
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        checks.fail(
            "augment_batch(images, labels, 7) does not return a pair.",
            expected="(new_images, new_labels)",
            got="None" if pair is None else type(pair).__name__,
            hint="End with return new_images, new_labels.",
        )
    new_images = checks.same_shape(pair[0], images.shape, "The first of the pair, new_images,")
    new_labels = checks.same_shape(pair[1], labels.shape, "The second of the pair, new_labels,")
    checks.same_array(sorted(new_labels), sorted(labels), "new_labels, sorted,", hint="The labels stay what they were.")
    if np.array_equal(new_images, as_given):
        checks.fail(
            "augment_batch(images, labels, 7) returns the images as they were.",
            hint="Of five images, nearly always all five should be shifted.",
        )
    checks.unchanged(images, as_given, "the array of images")


# %%
""" # BEGIN TEST CONFIG
name: the same seed gives the same batch, another seed another one
points: 0.5
"""  # END TEST CONFIG


def test_seed(augment_batch):
    import numpy as np
    from labkit import checks

    images, labels = np.random.default_rng(2).integers(0, 2, (6, 10, 12, 1)).astype(float), np.arange(6)
    batches = []
    for seed in (11, 11, 12):
        pair = augment_batch(images.copy(), labels.copy(), seed)
        if not isinstance(pair, (tuple, list)) or len(pair) != 2:
            checks.fail(
                f"augment_batch(images, labels, {seed}) does not return a pair.", expected="(new_images, new_labels)"
            )
        batches.append(checks.numeric(pair[0], "new_images"))
    first, again, other = batches
    if not np.array_equal(first, again):
        checks.fail(
            "augment_batch(images, labels, 11) gives something else when it is called again.",
            hint="Make a new random generator from the seed inside the function.",
        )
    if np.array_equal(first, other):
        checks.fail(
            "The seeds 11 and 12 give the same images.",
            hint="Does your function shift anything, and use the seed that it is given?",
        )


# %%
""" # BEGIN TEST CONFIG
name: every image moves by itself, up to 3 pixels in all directions
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_shifts(augment_batch):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    images, labels = np.zeros((120, 12, 14, 2)), np.arange(120) % 10
    images[:, 5:7, 6:8] = 1
    new_images, _ = oracles.augmented(augment_batch(images.copy(), labels, 451), images, labels)
    if not np.allclose(new_images[..., 0], new_images[..., 1]):
        checks.fail("The channels of an image move apart.", hint="One shift for all channels of an image.")
    down, right = oracles.displacements(new_images[..., 0])
    for what, moved in (("down", down), ("up", -down), ("to the right", right), ("to the left", -right)):
        farthest = max(moved.max(), 0)
        if farthest < 2.2:
            checks.fail(
                f"Of 120 images, none moves {what} by 3 pixels.",
                expected="shifts from -3 to 3 in rows and in columns",
                got=f"at most {farthest:.1f} pixels {what}",
                measured=True,
                hint="Print the shifts that you draw: is the largest one among them?",
            )
        if farthest > 4.5:
            checks.fail(
                f"Some of 120 images move too far {what}.",
                expected="at most 3 pixels",
                got=f"{farthest:.1f} pixels",
                measured=True,
            )
    if abs(np.corrcoef(down, right)[0, 1]) > 0.5:
        checks.fail(
            "How far images move down decides how far they move to the right.",
            hint="Draw one number for the rows, and another one for the columns.",
        )
    first, again, other = (
        oracles.augmented(augment_batch(images[:10].copy(), labels[:10], seed), images[:10], labels[:10])[0]
        for seed in (453, 453, 454)
    )
    if not np.array_equal(first, again) or np.array_equal(first, other):
        checks.fail(
            "The seed does not decide on the shifts.",
            expected="the same seed, the same shifts; another seed, others",
            hint="Make a new random generator from the seed inside the function.",
        )


# %%
""" # BEGIN TEST CONFIG
name: gaps are 0, nothing comes back, values stay between 0 and 1
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_gaps(augment_batch):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    labels = np.arange(30) % 10
    noise = np.random.default_rng(455).integers(0, 2, (30, 16, 22, 1)).astype(float)
    new_images, _ = oracles.augmented(augment_batch(noise.copy(), labels, 455), noise, labels)
    if new_images.min() < -1e-5 or new_images.max() > 1 + 1e-5:
        checks.fail(
            "Images with values from 0 to 1 come back with other values.",
            expected="values from 0 to 1",
            got=f"values from {new_images.min():.3g} to {new_images.max():.3g}",
            measured=True,
            hint="Turning with curves through many pixels (order=3) overshoots: order=1 does not.",
        )
    white = np.ones((30, 16, 22, 1))
    new_images, _ = oracles.augmented(augment_batch(white, labels, 456), white, labels)
    with_gap = int((new_images.min(axis=(1, 2, 3)) < 0.5).sum())
    if with_gap < 20 or new_images.mean() < 0.5:
        checks.fail(
            "White pictures do not get the black gap that a shift leaves behind.",
            hint="What enters the picture from outside is 0.",
        )
    for side, bright in (("left", np.s_[:, :, :2]), ("upper", np.s_[:, :2])):
        images = np.zeros((30, 16, 16, 1))
        images[bright] = 1
        new_images, _ = oracles.augmented(augment_batch(images, labels, 457), images, labels)
        far = new_images[:, :, 10:] if side == "left" else new_images[:, 10:]
        if far.max() > 0.1:
            checks.fail(
                f"What leaves the picture at its {side} border comes back at the opposite one.",
                hint="np.roll does that. Shift into zeros instead.",
            )


# %%
""" # BEGIN TEST CONFIG
name: labels stay with their images, and nothing given is changed
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_labels(augment_batch):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    labels = np.array([7, 0, 3, 9, 3, 7, 9, 9, 0, 7, 3, 3, 0, 9, 7, 0, 3, 7])
    images = oracles.discs(labels)
    before = images.copy(), labels.copy()
    new_images, new_labels = oracles.augmented(augment_batch(images, labels, 458), *before)
    read = oracles.disc_labels(new_images)
    checks.same_array(
        np.sort(read),
        np.sort(before[1]),
        "What the images show, sorted,",
        hint="Each image of the batch comes back once, shifted and otherwise as it was.",
    )
    checks.same_array(
        new_labels,
        read,
        "new_labels",
        hint="Where an image goes, its label goes, too. If you shuffle, shuffle both alike.",
    )
    checks.unchanged(images, before[0], "images")
    checks.unchanged(labels, before[1], "labels")


# %%
""" # BEGIN TEST CONFIG
name: the digits can still be read
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_class_is_kept(augment_batch):
    import numpy as np
    from labkit import checks, data
    from workbook.examiner import oracles_preprocessing as oracles

    bundled = data.bundled_digits()
    chosen = np.flatnonzero(~np.isin(bundled.train_labels, (0, 1, 8)))[600:660]  # 0, 1 and 8 survive too much
    images, labels = bundled.train_images[chosen, :, :, None] / 255, bundled.train_labels[chosen]
    new_images, new_labels = oracles.augmented(augment_batch(images, labels, 459), images, labels)
    right = int((oracles.read_digits(new_images[..., 0]) == new_labels).sum())
    if right < 50:
        checks.fail(
            "Too many of 60 digits do not look like their label any more.",
            expected="at least 50 that do",
            got=right,
            measured=True,
            hint="Draw a 2, a 6 and a 9 after augmentation. Would you give them the same labels?",
        )


# %%
""" # BEGIN TEST CONFIG
name: a network that learns from your batch reads shifted digits
points: 1
hidden: true
"""  # END TEST CONFIG


def test_accuracy_gained(augment_batch):
    from labkit import checks
    from workbook.examiner import oracles_preprocessing as oracles

    threshold = 0.18
    without, gain = oracles.accuracy_without_augmentation(), oracles.gain_on_shifted(augment_batch, seed=460)
    if gain < threshold:
        checks.fail(
            "A small network, trained by us on your batch of 400 digits, reads too few shifted digits.",
            expected=f"at least {without + threshold:.0%} right, from {without:.0%} without augmentation",
            got=f"{without + gain:.0%} right",
            measured=True,
            hint="Draw a few images of your batch, with their labels.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Four digits, and what your function makes of them with eight seeds:

# %% tags=["figure"]
figures.augmentation_grid(train_images[27:31] / 255, train_labels[27:31], augment_batch)

# %% [markdown]
# ### Does it pay?
#
# Now train a small network twice on 700 digits: once on the digits as they are, four times each, and once on four of
# your batches. Both see the same number of pictures.

# %% [markdown] tags=["predict"]
# Which of the two networks reads untouched test digits better? And which one those that were shifted by three pixels?
#
# ---
#
# Untouched digits: the one that learned from **digits as they are**, by a few in a hundred. It had to learn one place
# only. Shifted digits: the one that learned from **your batches**, by far. The other has never seen a digit that does
# not stand in the middle, and reads hardly one in four.

# %% tags=["student"]
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits


def train_network(images, labels):
    """Train a network with one hidden layer of 64 units for 12 epochs."""
    network = MLPClassifier(hidden_layer_sizes=64, batch_size=64, learning_rate_init=0.002, random_state=4)
    with threadpool_limits(1):  # with matrices this small, several cores mostly wait for one another
        for epoch in range(12):
            network.partial_fit(images.reshape(len(images), -1), labels, classes=range(10))
    return network


few_images, few_labels = train_images[:700] / 255, train_labels[:700]
networks = {"as they are": train_network(np.concatenate([few_images] * 4), np.tile(few_labels, 4))}
batches = [augment_batch(few_images, few_labels, seed) for seed in (1, 2, 3, 4)]
if all(isinstance(batch, (tuple, list)) for batch in batches):
    networks["from augment_batch"] = train_network(*map(np.concatenate, zip(*batches)))

# %% tags=["figure"]
figures.accuracy_against_shift(networks, test_images / 255, test_labels)

# %% [markdown]
# Two things to keep in mind. Augment the *training* images only: test images stay as they are, or you measure something
# else. And augmentation is not free, as the left end of the curves shows: the same network now has to learn more.


# %% returned the images as they were tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your images come back as they were: you draw shifts, but do not use them."""
    rng = np.random.default_rng(seed)
    shifts = rng.integers(-3, 4, size=(len(images), 2))
    new_images = images.copy()
    for image, (down, right) in zip(new_images, shifts):
        image = np.roll(image, (down, right), axis=(0, 1))
    return new_images, labels.copy()


# %% returned black images tags=["mistake"]
def augment_batch(images, labels, seed):
    """All your images come back black: new_image = ... gives the name to another array, and writes nothing into
    new_images. Write new_images[n] = ... instead."""
    new_images = np.zeros_like(images)
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    for new_image, frame, (top, left) in zip(new_images, framed, starts):
        new_image = frame[top : top + images.shape[1], left : left + images.shape[2]]
    return new_images, labels.copy()


# %% returned the images without labels tags=["mistake"]
def augment_batch(images, labels, seed):
    """You return the images alone. Whoever trains with them needs the labels beside them: return a pair."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    return np.stack([frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)])


# %% returned the labels first tags=["mistake"]
def augment_batch(images, labels, seed):
    """You return the labels first and the images second. The pair is (new_images, new_labels)."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return labels.copy(), np.stack(pieces)


# %% shifted the whole batch alike tags=["mistake"]
def augment_batch(images, labels, seed):
    """You draw one shift for the whole batch. Each image gets a shift of its own."""
    top, left = np.random.default_rng(seed).integers(0, 7, size=2)
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    return framed[:, top : top + images.shape[1], left : left + images.shape[2]], labels.copy()


# %% ignored the seed tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your random generator always begins with 0, whatever the seed. Then every epoch of a training sees the same
    pictures: pass the seed on."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(0).integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels.copy()


# %% kept a generator outside the function tags=["mistake"]
generator = np.random.default_rng(4)


def augment_batch(images, labels, seed):
    """Your generator lives outside the function, so every call gives something else, whatever the seed, and nobody can
    repeat your experiment. Make it from seed, inside."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = generator.integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels.copy()


# %% seeded anew for every image tags=["mistake"]
def augment_batch(images, labels, seed):
    """You begin with the seed again for every image, so all of them get the same shift. Make one generator, before the
    loop."""
    new_images = np.zeros(images.shape)
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    for n in range(len(images)):
        top = np.random.default_rng(seed).integers(0, 7)
        left = np.random.default_rng(seed + 1).integers(0, 7)
        new_images[n] = framed[n, top : top + images.shape[1], left : left + images.shape[2]]
    return new_images, labels.copy()


# %% let pixels come back with np.roll tags=["mistake"]
def augment_batch(images, labels, seed):
    """np.roll brings back on one side what leaves on the other. Digits with a wide margin hide that; pictures that fill
    the frame do not. Fill the gap with 0."""
    rng = np.random.default_rng(seed)
    shifts = rng.integers(-3, 4, size=(len(images), 2))
    return np.stack([np.roll(image, tuple(s), axis=(0, 1)) for image, s in zip(images, shifts)]), labels.copy()


# %% filled the gap with border pixels tags=["mistake"] ref="C10"
def augment_batch(images, labels, seed):
    """You fill the gap with copies of the border pixels. Strokes that touch the border grow that way: fill it with
    0."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)), mode="edge")
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels.copy()


# %% never drew the largest shift tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your largest shift never comes: rng.integers(0, 6) ends before 6, as range does. Count how many shifts there are
    from -3 to 3."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 6, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels.copy()


# %% shifted in one direction only tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your images only move down and to the right. Shifts go both ways, from -3 to 3."""
    rng = np.random.default_rng(seed)
    new_images = np.zeros_like(images)
    for n, (down, right) in enumerate(rng.integers(0, 4, size=(len(images), 2))):
        height, width = images.shape[1] - down, images.shape[2] - right
        new_images[n, down:, right:] = images[n, :height, :width]
    return new_images, labels.copy()


# %% shifted sideways only tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your images move sideways only. Draw a second number for the rows."""
    framed = np.pad(images, ((0, 0), (0, 0), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=len(images))
    return np.stack([frame[:, left : left + images.shape[2]] for frame, left in zip(framed, starts)]), labels.copy()


# %% shifted along the diagonal only tags=["mistake"]
def augment_batch(images, labels, seed):
    """You use one number for rows and columns, so images move along the diagonal only. Draw two."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=len(images))
    height, width = images.shape[1:3]
    pieces = [frame[start : start + height, start : start + width] for frame, start in zip(framed, starts)]
    return np.stack(pieces), labels.copy()


# %% shifted by one pixel only tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your images move by one pixel at most. Here it is up to three."""
    framed = np.pad(images, ((0, 0), (1, 1), (1, 1), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 3, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels.copy()


# %% shifted much too far tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your images move by up to ten pixels, and parts of the digits leave the picture. A label is only worth something
    if the digit can still be read."""
    framed = np.pad(images, ((0, 0), (10, 10), (10, 10), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 21, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels.copy()


# %% moved the channels apart tags=["mistake"]
def augment_batch(images, labels, seed):
    """Each channel of an image gets a shift of its own, so colours move apart. One shift for all channels of an
    image."""
    rng = np.random.default_rng(seed)
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    new_images = np.zeros_like(images)
    for n in range(images.shape[0]):
        for c in range(images.shape[3]):
            top, left = rng.integers(0, 7, size=2)
            new_images[n, :, :, c] = framed[n, top : top + images.shape[1], left : left + images.shape[2], c]
    return new_images, labels.copy()


# %% mirrored at random tags=["mistake"] ref="X11"
def augment_batch(images, labels, seed):
    """You mirror half of the images. A mirrored 2 or 3 is no digit any more, and a 5 looks like a 2: the labels do not
    fit. Cats may be mirrored, digits may not."""
    rng = np.random.default_rng(seed)
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    new_images = np.zeros_like(images)
    for n in range(len(images)):
        top, left = rng.integers(0, 7, size=2)
        image = framed[n, top : top + images.shape[1], left : left + images.shape[2]]
        new_images[n] = image[:, ::-1] if rng.random() < 0.5 else image
    return new_images, labels.copy()


# %% stood digits on their heads tags=["mistake"] ref="X11"
def augment_batch(images, labels, seed):
    """You turn half of the images by 180 degrees. A 6 becomes a 9 that way, but keeps the label 6."""
    rng = np.random.default_rng(seed)
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    new_images = np.zeros_like(images)
    for n in range(len(images)):
        top, left = rng.integers(0, 7, size=2)
        image = framed[n, top : top + images.shape[1], left : left + images.shape[2]]
        new_images[n] = image[::-1, ::-1] if rng.random() < 0.5 else image
    return new_images, labels.copy()


# %% turned by up to 90 degrees tags=["mistake"] ref="X11"
def augment_batch(images, labels, seed):
    """You turn images by up to 90 degrees. A digit that lies on its side cannot be read, whatever its label says: stay
    within 15."""
    from scipy.ndimage import rotate, shift

    rng = np.random.default_rng(seed)
    new_images = []
    for image in images:
        turned = rotate(image, rng.uniform(-90, 90), reshape=False, order=1)
        new_images.append(shift(turned, (rng.integers(-3, 4), rng.integers(-3, 4), 0), order=1))
    return np.array(new_images), labels.copy()


# %% left the range of 0 to 1 tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your images leave the range of 0 to 1: rotate and shift draw smooth curves through the pixels unless you say
    order=1, and curves overshoot at sharp edges."""
    from scipy.ndimage import rotate, shift

    rng = np.random.default_rng(seed)
    new_images = []
    for image in images:
        turned = rotate(image, rng.uniform(-15, 15), reshape=False)
        new_images.append(shift(turned, (rng.uniform(-3, 3), rng.uniform(-3, 3), 0)))
    return np.array(new_images), labels.copy()


# %% added noise instead of shifting tags=["mistake"]
def augment_batch(images, labels, seed):
    """You add noise, but shift nothing. What the network has to learn is that a digit may stand elsewhere."""
    noise = np.random.default_rng(seed).normal(0, 0.1, images.shape)
    return np.clip(images + noise, 0, 1), labels.copy()


# %% shuffled the images without their labels tags=["mistake"] ref="X10"
def augment_batch(images, labels, seed):
    """You shuffle the images and leave the labels where they were, so hardly any image has its own label. Shuffle
    both in the same order, or neither."""
    rng = np.random.default_rng(seed)
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = rng.integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces)[rng.permutation(len(images))], labels.copy()


# %% shuffled images and labels differently tags=["mistake"] ref="X10"
def augment_batch(images, labels, seed):
    """You shuffle images and labels, but not in the same order. Draw one order, and use it for both."""
    rng = np.random.default_rng(seed)
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = rng.integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    new_images = np.stack(pieces)
    return rng.permutation(new_images), rng.permutation(labels)


# %% drew images more than once tags=["mistake"]
def augment_batch(images, labels, seed):
    """You draw images at random, so some come back twice and others not at all. Each image of the batch comes back
    once."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, len(images), size=len(images))
    framed = np.pad(images[drawn], ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = rng.integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels[drawn]


# %% changed the images in place tags=["mistake"] ref="C35"
def augment_batch(images, labels, seed):
    """You write the shifted images over those that you were given. After ten epochs they have moved ten times, and are
    gone: write into a new array."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    for n, (top, left) in enumerate(starts):
        images[n] = framed[n, top : top + images.shape[1], left : left + images.shape[2]]
    return images, labels


# %% put the originals in front tags=["mistake"]
def augment_batch(images, labels, seed):
    """You return the given images and the shifted ones, twice as many as were given. Here only the shifted ones come
    back."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.concatenate([images, np.stack(pieces)]), np.concatenate([labels, labels])


# %% returned framed images tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your images come back larger: the frame of zeros is still around them. Cut a piece of the old size out of it."""
    rng = np.random.default_rng(seed)
    shifts = rng.integers(-3, 4, size=(len(images), 2))
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    return np.stack([np.roll(frame, tuple(s), axis=(0, 1)) for frame, s in zip(framed, shifts)]), labels.copy()


# %% returned cut images tags=["mistake"]
def augment_batch(images, labels, seed):
    """Your images come back smaller: you cut pieces out of the pictures without putting a frame around them first."""
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1] - 6, images.shape[2] - 6
    pieces = [image[top : top + height, left : left + width] for image, (top, left) in zip(images, starts)]
    return np.stack(pieces), labels.copy()


# %% divided by 255 once more tags=["mistake"] ref="X02"
def augment_batch(images, labels, seed):
    """You divide by 255, but these images lie between 0 and 1 already. What is left is all but black."""
    framed = np.pad(images / 255, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels.copy()


# %% multiplied by 255 tags=["mistake"]
def augment_batch(images, labels, seed):
    """You multiply by 255. These images lie between 0 and 1, and should stay there."""
    framed = np.pad(images * 255, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels.copy()


# %% turned the pixels into whole numbers tags=["mistake"] ref="X03"
def augment_batch(images, labels, seed):
    """You turn the images into whole numbers. Between 0 and 1 there is nothing left then: keep floats."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    height, width = images.shape[1:3]
    pieces = [frame[top : top + height, left : left + width] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces).astype(np.uint8), labels.copy()


# %% forgot the last image tags=["mistake"] ref="C23"
def augment_batch(images, labels, seed):
    """Your last image stays black. range(n) already stops before n: no need to take off one more."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    new_images = np.zeros_like(images)
    for n in range(len(images) - 1):
        top, left = starts[n]
        new_images[n] = framed[n, top : top + images.shape[1], left : left + images.shape[2]]
    return new_images, labels.copy()


# %% took the height for both axes tags=["mistake"] ref="C18"
def augment_batch(images, labels, seed):
    """You use the height for both axes, so images that are not square come back with the wrong width."""
    framed = np.pad(images, ((0, 0), (3, 3), (3, 3), (0, 0)))
    starts = np.random.default_rng(seed).integers(0, 7, size=(len(images), 2))
    size = images.shape[1]
    pieces = [frame[top : top + size, left : left + size] for frame, (top, left) in zip(framed, starts)]
    return np.stack(pieces), labels.copy()
