# %% [raw]
# # BEGIN QUESTION
# name: worst_errors
# points: 1
# minutes: 6
# difficulty: 2

# %% [markdown]
# ## 3.12 Where is it sure, and wrong?
#
# A network that hesitates and errs is forgivable. The interesting mistakes are those it is sure of: they show images
# that no one could read, labels that are wrong, or something that the network has not understood.
#
# For each image the network gives a row of probabilities. What it *reads* is the class with the largest one, and how
# *sure* it is, is that largest probability.
#
# Write `worst_errors(probabilities, labels, count=12)`.
#
# | | shape |
# |---|---|
# | `probabilities` | `(N, classes)`, floats; each row adds up to 1 |
# | `labels` | `(N,)`, integers: the true classes |
# | `count` | how many mistakes are wanted |
# | result | up to `count` integers: the **indices of the images** read wrongly, the one it was most sure of first |
#
# If there are fewer mistakes than `count`, you return them all.
#
# For example, with three classes:
#
# | image | probabilities | label | read | |
# |---|---|---|---|---|
# | 0 | 0.1, 0.2, 0.7 | 2 | 2 | right |
# | 1 | 0.5, 0.3, 0.2 | 1 | 0 | wrong, 50 % sure |
# | 2 | 0.0, 0.9, 0.1 | 0 | 1 | wrong, 90 % sure |
#
# The result is `[2, 1]`.

# %% [markdown] tags=["hint"]
# Three steps: which class is read in each row, and how sure; which images are wrong; then put those in order.

# %% [markdown] tags=["hint"]
# `np.flatnonzero(condition)` gives the indices at which a condition holds. Keep these: whatever you sort afterwards,
# you must find your way back to the images.

# %% [markdown] tags=["hint"]
# `np.argsort` gives an order, the smallest first. It orders places in the list that you sort, and these are not yet
# numbers of images.

# %% [raw]
# # BEGIN SOLUTION


# %%
def worst_errors(probabilities, labels, count=12):
    """Find the mistakes that the network is most sure of: (N, classes), (N,) -> up to count
    indices of images."""
    # BEGIN SOLUTION
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    order = np.argsort(-probabilities[wrong].max(axis=1))
    return wrong[order][:count]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the three images above
points: 0.5
"""  # END TEST CONFIG


def test_example(worst_errors):
    import numpy as np

    from labkit import checks

    probabilities = np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2], [0.0, 0.9, 0.1]])
    checks.same_array(
        worst_errors(probabilities, np.array([2, 1, 0])),
        [2, 1],
        "worst_errors(probabilities, [2, 1, 0])",
        hint="Images 1 and 2 are wrong, and the network was more sure of image 2.",
    )


# %%
""" # BEGIN TEST CONFIG
name: many images, few wanted, and fewer mistakes than wanted
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_many(worst_errors):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(3121)
    for n, classes, count, wrong in ((60, 10, None, 25), (50, 4, 5, 20), (40, 10, 30, 6), (10, 3, 4, 0)):
        sureness = rng.permutation(np.linspace(0.55, 0.99, n))
        read, probabilities = rng.integers(0, classes, n), np.empty((n, classes))
        for i in range(n):
            probabilities[i] = (1 - sureness[i]) * rng.dirichlet(np.ones(classes))
            probabilities[i, read[i]] = 0
            probabilities[i, read[i]] = 1 - probabilities[i].sum()
        labels = read.copy()
        errors = rng.choice(n, wrong, replace=False)
        labels[errors] = (labels[errors] + rng.integers(1, classes, wrong)) % classes
        ranked = sorted((-probabilities[i].max(), i) for i in errors.tolist())
        expected = [i for _, i in ranked][: 12 if count is None else count]
        probabilities_before, labels_before = probabilities.copy(), labels.copy()
        got = worst_errors(probabilities, labels) if count is None else worst_errors(probabilities, labels, count)
        checks.same_array(
            got,
            expected,
            f"worst_errors(probabilities, labels, count={count or 12}), with {wrong} mistakes among {n} images,",
            hint="Indices of images that were read wrongly, sorted by the largest probability of their row.",
        )
        checks.unchanged(probabilities, probabilities_before, "probabilities")
        checks.unchanged(labels, labels_before, "labels")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["figure"]
shown = worst_errors(probabilities, digits.test_labels)
figures.worst(digits.test_images, digits.test_labels, probabilities, shown)

# %% [markdown]
# Cover the labels with your hand: how many of the twelve would *you* have read correctly?


# %% least sure first tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """Your list begins with the mistakes that the network was least sure of. Sorting puts the smallest first: turn
    it."""
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return wrong[np.argsort(probabilities[wrong].max(axis=1))][:count]


# %% lost the way back to the images tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """Your numbers are places in the list of mistakes. Which image is the third mistake? Look it up in that list."""
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return np.argsort(-probabilities[wrong].max(axis=1))[:count]


# %% right images among the mistakes tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """Your list holds the images that the network was most sure of, the right ones too. Keep only those it read
    wrongly."""
    return np.argsort(-probabilities.max(axis=1))[:count]


# %% right images instead of wrong ones tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """You sort the images that were read correctly. Turn the condition around."""
    right = np.flatnonzero(probabilities.argmax(axis=1) == labels)
    return right[np.argsort(-probabilities[right].max(axis=1))][:count]


# %% did not sort tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """Your mistakes are in the order of the images. Put the one first that the network was most sure of."""
    return np.flatnonzero(probabilities.argmax(axis=1) != labels)[:count]


# %% ignored how many are wanted tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """You return all mistakes. Only as many as count says are wanted."""
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return wrong[np.argsort(-probabilities[wrong].max(axis=1))]


# %% always twelve tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """You always stop after twelve mistakes. How many are wanted comes in as count."""
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return wrong[np.argsort(-probabilities[wrong].max(axis=1))][:12]


# %% sorted by the true class tags=["mistake"] ref="L04"
def worst_errors(probabilities, labels, count=12):
    """You sort by the probability of the true class. What counts here is how sure the network was of what it read."""
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return wrong[np.argsort(probabilities[wrong, labels[wrong]])][:count]


# %% returned probabilities tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """You return how sure the network was. The question is of which images: return their indices."""
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    return np.sort(probabilities[wrong].max(axis=1))[::-1][:count]


# %% looked for mistakes among the surest only tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """You first take the surest images, as many as count says, and look for mistakes among those. Look for the
    mistakes first."""
    surest = np.argsort(-probabilities.max(axis=1))[:count]
    return surest[probabilities[surest].argmax(axis=1) != labels[surest]]


# %% returned the classes that were read tags=["mistake"]
def worst_errors(probabilities, labels, count=12):
    """You return what was read, such as 7. The question is in which images: return their indices."""
    wrong = np.flatnonzero(probabilities.argmax(axis=1) != labels)
    order = np.argsort(-probabilities[wrong].max(axis=1))
    return probabilities[wrong[order][:count]].argmax(axis=1)
