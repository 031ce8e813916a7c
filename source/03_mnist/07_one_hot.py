# %% [raw]
# # BEGIN QUESTION
# name: one_hot
# points: 1
# minutes: 6
# difficulty: 1

# %% [markdown]
# ## 3.6 Labels for a network
#
# The network puts out ten numbers for each image, one for each class. What would be the perfect output for a 3? A row
# with a 1 at place 3 and 0 everywhere else. A label written like that is called *one-hot*.
#
# Write `one_hot(labels, classes)`.
#
# | | shape |
# |---|---|
# | `labels` | `(N,)`, integers from 0 to `classes - 1` |
# | `classes` | one number: how many classes there are |
# | result | `(N, classes)`: 1 at the place of the label, else 0; numbers of any kind |
#
# For example, `one_hot(np.array([2, 0]), 4)` gives
#
# $$\begin{bmatrix} 0&0&1&0 \\ 1&0&0&0 \end{bmatrix}$$
#
# Not every class has to occur in `labels`: a batch without a single 9 gets rows of the same length.
#
# **When do you need this?** Keras has two losses that compute the same cross-entropy. `categorical_crossentropy` reads
# one-hot rows. `sparse_categorical_crossentropy` reads the integers as they are, which saves memory. Give one of them
# the labels of the other, and it complains about shapes or, worse, does not.

# %% [markdown] tags=["hint"]
# A loop is fine: start with zeros of the right shape, and write one 1 in each row.

# %% [markdown] tags=["hint"]
# Without a loop: `np.eye(4)` holds all the possible rows for four classes. Which row belongs to the label 2?

# %% [markdown] tags=["hint"]
# An array of numbers picks several rows of a table at once: `table[[2, 0]]` is row 2 above row 0. With the table of
# the last hint, made for `classes` classes, what picks the rows that you want?

# %% [raw]
# # BEGIN SOLUTION


# %%
def one_hot(labels, classes):
    """Write each label as a row with a single 1: (N,) -> (N, classes)."""
    # BEGIN SOLUTION
    return np.eye(classes)[labels]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: two labels, four classes
points: 0.5
"""  # END TEST CONFIG


def test_example(one_hot):
    import numpy as np

    from labkit import checks

    checks.same_array(
        one_hot(np.array([2, 0]), 4),
        [[0, 0, 1, 0], [1, 0, 0, 0]],
        "one_hot([2, 0], 4)",
        hint="One row for each label, one column for each class; classes count from 0.",
    )


# %%
""" # BEGIN TEST CONFIG
name: other numbers of classes, and classes that do not occur
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_classes(one_hot):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(361)
    for classes, highest, dtype in (
        (10, 9, np.int64),
        (10, 10, np.uint8),
        (7, 4, np.int32),
        (26, 26, np.int64),
        (5, 1, np.int64),
    ):
        labels = rng.integers(0, highest, 13).astype(dtype)
        before = labels.copy()
        expected = np.zeros((13, classes))
        for row, label in enumerate(before.tolist()):
            expected[row, label] = 1
        checks.same_array(
            one_hot(labels, classes),
            expected,
            f"one_hot(labels {labels.tolist()}, {classes})",
            hint="Take the width from classes: the labels may lack some.",
        )
        checks.unchanged(labels, before, "labels")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% width from the largest label tags=["mistake"] ref="X14"
def one_hot(labels, classes):
    """Your rows are as long as the largest label demands. Without a 9 in the batch, they are too short: the
    number of classes is given."""
    return np.eye(labels.max() + 1)[labels]


# %% width from the classes that occur tags=["mistake"] ref="X14"
def one_hot(labels, classes):
    """You make one column for each class that occurs. A class that is absent from this batch needs its column too."""
    return (labels[:, np.newaxis] == np.unique(labels)).astype(float)


# %% always ten columns tags=["mistake"]
def one_hot(labels, classes):
    """Your rows always have ten numbers. How many classes there are comes in as classes."""
    return np.eye(10)[labels % 10]


# %% exchanged rows and columns tags=["mistake"]
def one_hot(labels, classes):
    """Each label has become a column. It should be a row: (N, classes)."""
    return np.eye(classes)[labels].T


# %% counted classes from one tags=["mistake"] ref="L07"
def one_hot(labels, classes):
    """Your 1 is one place too far to the left: class 0 has the place 0."""
    return np.eye(classes)[labels - 1]


# %% added the rows up tags=["mistake"]
def one_hot(labels, classes):
    """You write all labels into one and the same row. Each label needs a row of its own."""
    row = np.zeros(classes)
    row[labels] = 1
    return row


# %% wrote the label instead of 1 tags=["mistake"]
def one_hot(labels, classes):
    """At the place of the label you write the label itself. A 1 belongs there."""
    return np.eye(classes)[labels] * labels[:, np.newaxis]


# %% filled columns instead of places tags=["mistake"] ref="L05"
def one_hot(labels, classes):
    """rows[:, labels] = 1 fills whole columns. You want one place in each row: rows and labels go together in
    pairs."""
    rows = np.zeros((len(labels), classes))
    rows[:, labels] = 1
    return rows


# %% left the labels as they were tags=["mistake"] ref="K02"
def one_hot(labels, classes):
    """You return the labels as integers. categorical_crossentropy would compare ten outputs with a single number."""
    return labels[:, np.newaxis]
