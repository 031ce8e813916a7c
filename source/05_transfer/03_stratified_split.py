# %% [raw]
# # BEGIN QUESTION
# name: stratified_split
# points: 2
# minutes: 14
# difficulty: 2

# %% [markdown]
# ## 5.2 Split it, and split it honestly
#
# A test set answers one question: what will the network do with pictures that it has never seen? Two accidents make
# the answer worthless. If you draw the test pictures from all classes at once, a rare class may get none, or lose
# nearly all it has. And in a folder that people have filled there are *copies*: a file was saved twice, sent by two
# friends, exported again. If one copy is learned and the other one tested, the network has seen the answer, and your
# accuracy is a memory test.
#
# Write `stratified_split(images, labels, test_share, seed)`, which returns a pair `(train, test)`: the numbers of the
# images on each side, so that `images[train]`, `labels[train]` are what the network learns from.
#
# | | | |
# |---|---|---|
# | `images` | `(N, H, W, C)` | an array |
# | `labels` | `(N,)` | whole numbers; which ones, and how many, is not known before |
# | `test_share` | between 0 and 1 | of each class's pictures, the share for testing |
# | `seed` | a whole number | decides on everything random |
# | `train`, `test` | one axis each | whole numbers from 0 to N − 1, in any order |
#
# 1. **Pictures, not images.** Images with exactly the same pixels are one *picture*, however many copies there are and
#    wherever they stand. All copies of a picture go to the same side. (Copies always carry the same label.)
# 2. **The share, in each class.** A class with $p$ different pictures gives $\text{share} \cdot p$ of them for testing,
#    rounded up or down as you like, but at least 1 and at most $p - 1$. A class with a single picture keeps it for
#    training.
# 3. **Every image once**: each number is in `train` or in `test`.
# 4. **By chance.** Which pictures are for testing, the seed decides, not their place: the same seed gives the same
#    split, another seed another one.
# 5. `images` and `labels` themselves do not change.
#
# **By hand first.** A class has ten images: seven different pictures, and three more copies of the first one. With a
# share of 0.3, how many pictures are for testing? How many *images* can that be? ($0.3 \cdot 7 = 2.1$: two
# pictures, or three. Two are 2 images, or $4 + 1 = 5$ if the first picture is among them; three are 3 or 6.)

# %% [markdown] tags=["hint"]
# Images as keys of a dictionary? Arrays cannot be keys, but `image.tobytes()` can: equal pixels, equal bytes. Let the
# dictionary hold the list of numbers that belong to each picture.

# %% [markdown] tags=["hint"]
# For each class in `np.unique(labels)`: a list of its pictures, where each picture is a list of numbers. Shuffle the
# pictures with a generator that you made from the seed, let the first few be for testing, and put all *their* numbers
# into `test`.

# %% [markdown] tags=["hint"]
# How many are a few? `round(test_share * p)`, then `max` with 1, then `min` with `p - 1`. In this order, a class with
# one picture gets 0.

# %% [raw]
# # BEGIN SOLUTION


# %%
def stratified_split(images, labels, test_share, seed):
    """Split each class by chance, copies together -> numbers of the images (train, test)."""
    # BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        pictures = list(pictures.values())
        for_testing = min(max(round(test_share * len(pictures)), 1), len(pictures) - 1)
        for place, chosen in enumerate(rng.permutation(len(pictures))):
            side = test if place < for_testing else train
            side.extend(pictures[chosen])
    return np.array(train), np.array(test)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: ten pictures of one class, five of another
points: 0.5
"""  # END TEST CONFIG


def test_two_classes(stratified_split):
    import numpy as np
    from labkit import checks, folder_checks

    images = np.random.default_rng(1).integers(0, 256, (15, 4, 5, 1), dtype=np.uint8)
    labels = np.array([0, 1, 0] * 5)
    untouched = images.copy(), labels.copy()
    what = "stratified_split(images, labels, 0.4, seed=1)"
    train, test = folder_checks.two_parts(stratified_split(images, labels, 0.4, 1), 15, what)
    for label, expected in ((0, 4), (1, 2)):
        checks.same_number(
            (untouched[1][test.astype(int)] == label).sum(),
            expected,
            f"{what}: the number of test images of class {label}",
            hint=f"Take 0.4 of the {10 if label == 0 else 5} images of this class; all of them differ.",
        )
    checks.unchanged(images, untouched[0], "images")
    checks.unchanged(labels, untouched[1], "labels")


# %%
""" # BEGIN TEST CONFIG
name: the same seed gives the same split, another seed another one
points: 0.25
"""  # END TEST CONFIG


def test_seed(stratified_split):
    import numpy as np
    from labkit import checks, folder_checks

    images = np.random.default_rng(2).integers(0, 256, (40, 3, 4, 1), dtype=np.uint8)
    labels = np.arange(40) % 2
    first, again, other = (
        folder_checks.two_parts(stratified_split(images, labels, 0.5, seed), 40, "stratified_split(…)")[1]
        for seed in (11, 11, 12)
    )
    if not np.array_equal(first, again):
        checks.fail(
            "stratified_split(images, labels, 0.5, 11) gives another split when it is called again.",
            hint="Make a new random generator from the seed inside the function.",
        )
    if np.array_equal(first, other):
        checks.fail(
            "The seeds 11 and 12 give the same split.", hint="Does the choice of test pictures depend on the seed?"
        )


# %%
""" # BEGIN TEST CONFIG
name: the share of each class, rare classes too
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_shares(stratified_split):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_own_data as oracles

    rng = np.random.default_rng(521)
    for counts, share, kind in (
        ({2: 17, 5: 60, 9: 3}, 0.25, np.uint8),
        ({0: 2, 1: 1, 3: 24}, 0.1, np.float32),
        ({0: 3, 4: 11, 7: 2}, 0.9, np.uint8),
        ({1: 20}, 0.3, np.float64),
    ):
        labels = rng.permutation(np.repeat(list(counts), list(counts.values())))
        images = rng.integers(0, 256, (len(labels), 5, 4, 2)).astype(kind)
        before = images.copy(), labels.copy()
        named = ", ".join(f"{count} of class {label}" for label, count in counts.items())
        split = stratified_split(images, labels, share, 522)
        oracles.check_shares(split, *before, share, f"stratified_split({named}, test_share={share})")
        checks.unchanged(images, before[0], "images")
        checks.unchanged(labels, before[1], "labels")


# %%
""" # BEGIN TEST CONFIG
name: copies stay together
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_copies(stratified_split):
    import numpy as np
    from workbook.examiner import oracles_own_data as oracles

    rng = np.random.default_rng(523)
    for copies, share in (
        ({0: (1, 4, 1, 2, 1, 7, 3, 1, 1, 1), 1: (5, 5, 5, 5), 6: (6,)}, 0.3),
        ({2: (9, 1, 1, 1), 3: (2,) * 12}, 0.5),
    ):
        pictures, images, labels = rng.permutation(np.arange(20).repeat(2)).reshape(1, 5, 8, 1), [], []
        for label, numbers in copies.items():
            for number in numbers:  # all pictures hold the same numbers in another order
                pictures = rng.permuted(pictures.ravel()).reshape(1, 5, 8, 1)
                images += [pictures.astype(np.uint8)] * number
                labels += [label] * number
        order = rng.permutation(len(labels))
        images, labels = np.concatenate(images)[order], np.array(labels)[order]
        for seed in range(524, 530):
            split = stratified_split(images, labels, share, seed)
            oracles.check_shares(split, images, labels, share, f"stratified_split(images with copies, {share})")


# %%
""" # BEGIN TEST CONFIG
name: chance decides, not the place
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_chance(stratified_split):
    import numpy as np
    from labkit import checks, folder_checks

    images = np.random.default_rng(531).integers(0, 256, (30, 4, 3, 1), dtype=np.uint8)
    labels = np.repeat([0, 1, 4], 10)
    tested, splits = np.zeros(30, int), []
    for seed in range(40):
        split = stratified_split(images, labels, 0.4, seed)
        _, test = folder_checks.two_parts(split, 30, "stratified_split(30 images, 0.4)")
        tested[test.astype(int)] += 1
        splits.append(frozenset(test.astype(int).tolist()))
    if len(set(splits)) < 25:
        checks.fail(
            "40 seeds give too few different splits.",
            expected="nearly as many splits as seeds",
            got=len(set(splits)),
            measured=True,
            hint="Shuffle the pictures of each class with a generator that was made from the seed.",
        )
    if tested.min() < 2 or tested.max() > 34:
        checks.fail(
            "With 40 seeds and a share of 0.4, some pictures are for testing hardly ever, or nearly always.",
            expected="each of them about 16 times",
            got=f"from {tested.min()} to {tested.max()} times",
            measured=True,
            hint="Every picture of a class has the same chance, wherever it stands.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Your pictures, shared out, a quarter of each class for testing:

# %% tags=["student"]
own_split = None
if own_result is not None:
    own_images, own_labels = np.asarray(own_result[0]), np.asarray(own_result[1])
    own_split = stratified_split(own_images, own_labels, 0.25, seed=5)

# %% tags=["figure"]
own_figures.split_of_folder(own_result, own_split)


# %% copies on both sides tags=["mistake"] ref="U01"
def stratified_split(images, labels, test_share, seed):
    """The same picture is on both sides: you share out images, and some of them are copies. A network that has
    learned one copy knows the other one. Share out pictures, and let copies go along."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures[number] = [number]
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% drew from all classes at once tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """You draw the test images from all classes at once. A large class then pays for the small ones, and a rare one
    may get none. Draw in each class by itself."""
    order = np.random.default_rng(seed).permutation(len(labels))
    count = round(test_share * len(labels))
    return order[count:], order[:count]


# %% took the last of each class tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """Your test images are the last of each class. Who sorted a folder by date would be tested on the last day only:
    let chance decide."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = np.arange(len(groups))[::-1]
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% cut the list at one place tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """You cut the list of images at one place. Folders are read class by class, so the test set is made of the last
    classes, which the network never learned."""
    count = len(labels) - round(test_share * len(labels))
    return np.arange(count), np.arange(count, len(labels))


# %% one seed for all tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """Your generator does not know the seed, so all seeds give the same split."""
    rng = np.random.default_rng(42)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% copies thrown away tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """You keep one image of each picture, and lose its copies. Every number is in train or in test: copies go where
    their picture goes."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen][:1]
        for chosen in order[count:]:
            train += groups[chosen][:1]
    return np.array(train), np.array(test)


# %% rounded a rare class away tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """In a small class, the share is rounded to no picture at all, and nobody will know how the network reads that
    class. At least one is for testing."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(round(test_share * len(groups)), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% nothing left to learn from tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """A class has given all its pictures away for testing. At least one stays for training, and a class with a single
    picture keeps it."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = max(round(test_share * len(groups)), 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% counted images, not pictures tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """You take the share of a class's images, copies included, and then draw that many pictures. Count the different
    pictures."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * (labels == label).sum()), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% the same number from each class tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """You take the same number of pictures from every class. The share belongs to the class: a large one gives
    more."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = round(test_share * len(labels) / len(np.unique(labels)))
        count = min(max(count, 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% exchanged train and test tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """The share went to train. The pair is (train, test), and test_share is the share of the second."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(test), np.array(train)


# %% trained on everything tags=["mistake"] ref="U01"
def stratified_split(images, labels, test_share, seed):
    """train holds all images, those for testing as well. What is tested must not be learned."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.arange(len(labels)), np.array(test)


# %% drew with repetition tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """You draw the test pictures with repetition: one may be drawn twice, and the test set is smaller than it looks.
    rng.choice needs replace=False, or shuffle."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        drawn = set(rng.choice(len(groups), max(count, 0)).tolist())
        order = np.array([*drawn, *(k for k in order if k not in drawn)])
        count = len(drawn)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% took equal sums for equal pictures tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """You call two images copies if their pixels have the same sum. Different pictures can have the same sum, too:
    compare all pixels."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].sum().item(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% returned the images tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """You return the images themselves. What is asked for is their numbers: images[train] gives the images, and
    labels[train] the labels that belong to them."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return images[np.array(train)], images[np.array(test)]


# %% sorted the labels that were given tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """You sort the array of labels that you were given, so they do not belong to their images any more. Work on a
    copy, or on numbers."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    labels.sort()
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number)
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% numbers that count inside the class tags=["mistake"]
def stratified_split(images, labels, test_share, seed):
    """Your numbers count from 0 again in each class. They have to be places in the whole list of images."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        pictures = {}
        for number in np.flatnonzero(labels == label):
            pictures.setdefault(images[number].tobytes(), []).append(number - np.flatnonzero(labels == label)[0])
        groups = list(pictures.values())
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)


# %% only copies that stand side by side tags=["mistake"] ref="U01"
def stratified_split(images, labels, test_share, seed):
    """You notice a copy only if it stands right behind its picture. Copies can be anywhere in the class."""
    rng = np.random.default_rng(seed)
    train, test = [], []
    for label in np.unique(labels):
        groups, before = [], None
        for number in np.flatnonzero(labels == label):
            if images[number].tobytes() != before:
                groups.append([])
            groups[-1].append(number)
            before = images[number].tobytes()
        order = rng.permutation(len(groups))
        count = min(max(round(test_share * len(groups)), 1), len(groups) - 1)
        for chosen in order[:count]:
            test += groups[chosen]
        for chosen in order[count:]:
            train += groups[chosen]
    return np.array(train), np.array(test)
