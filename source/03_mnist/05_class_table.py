# %% [raw]
# # BEGIN QUESTION
# name: class_table
# points: 1
# minutes: 4
# difficulty: 1

# %% [markdown]
# ## 3.4 How many of each?
#
# Before you train anything, count. If nine of ten pictures showed a 7, a network could be right nine times out of ten
# and have learned nothing. Then an accuracy of 90 % would be worthless.
#
# Counting is what pandas is good at: `pd.Series(labels)` makes a column of the labels, and columns have a method that
# counts values.
#
# Write `class_table(labels)`.
#
# | | |
# |---|---|
# | `labels` | integers, `(N,)`, the class of each picture |
# | result | a plain dict: each class that occurs, and how often; in any order |
#
# For example, `class_table(np.array([3, 1, 3, 3, 0]))` gives `{0: 1, 1: 1, 3: 3}`. A class that does not occur is not
# in the table: here 2. A pandas object becomes a plain dict by its method `.to_dict()`.

# %% [markdown] tags=["hint"]
# The method is called `value_counts`, and what it returns is a column again. Its index holds the classes.

# %% [markdown] tags=["hint"]
# Three steps in a row, each with a dot: a column, its counts, a dict.

# %% [markdown] tags=["hint"]
# Run `pd.Series([3, 1, 3, 3, 0]).value_counts()` in a cell of its own. You see the classes on the left and how often
# they occur on the right. The last step turns that into a dict; the prompt names it.

# %% [raw]
# # BEGIN SOLUTION


# %%
def class_table(labels):
    """Count the pictures of each class: (N,) -> dict of class to count."""
    # BEGIN SOLUTION
    return pd.Series(labels).value_counts().to_dict()
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: five labels
points: 0.5
"""  # END TEST CONFIG


def test_example(class_table):
    import numpy as np

    from labkit import checks

    got = class_table(np.array([3, 1, 3, 3, 0]))
    if not isinstance(got, dict):
        checks.fail(
            "class_table([3, 1, 3, 3, 0]) is no dict.",
            expected="{0: 1, 1: 1, 3: 3}",
            got=got,
            hint="A pandas column becomes a dict by its method to_dict().",
        )
    if got != {0: 1, 1: 1, 3: 3}:
        checks.fail(
            "class_table([3, 1, 3, 3, 0]) is wrong.",
            expected="{0: 1, 1: 1, 3: 3}",
            got=got,
            hint="How often does the 3 occur? And the 2?",
        )


# %%
""" # BEGIN TEST CONFIG
name: many labels, some classes missing
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_many(class_table):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(341)
    for classes, dtype in (([9, 4, 7, 0], np.int64), ([12, 2, 5], np.uint8), ([6], np.int32)):
        labels = rng.choice(classes, 90).astype(dtype)
        labels[: len(classes)] = classes
        before = labels.copy()
        expected = {}
        for label in sorted(classes):
            expected[label] = sum(1 for other in before.tolist() if other == label)
        got = class_table(labels)
        if not isinstance(got, dict) or got != expected:
            checks.fail(
                f"class_table(labels) is wrong for 90 labels of the classes {sorted(classes)}.",
                expected=expected,
                got=got,
                hint="Count each class that occurs, and no other.",
            )
        checks.unchanged(labels, before, "labels")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Every digit should occur about equally often, so that guessing gives an accuracy of about 10 %. Is it so?

# %% tags=["student"]
pd.Series(class_table(digits.train_labels), name="pictures").sort_index().to_frame()


# %% gave shares instead of counts tags=["mistake"]
def class_table(labels):
    """You give the share of each class. The question is how many pictures there are."""
    return pd.Series(labels).value_counts(normalize=True).to_dict()


# %% listed classes that do not occur tags=["mistake"]
def class_table(labels):
    """Your table has rows with 0 for classes that do not occur. Only the classes that are there belong in it."""
    return dict(enumerate(np.bincount(labels).tolist()))


# %% looked for the ten digits only tags=["mistake"]
def class_table(labels):
    """You count the classes 0 to 9, whatever is there. Let the labels themselves say which classes there are."""
    return {digit: int(np.sum(labels == digit)) for digit in range(10)}


# %% counted the classes tags=["mistake"]
def class_table(labels):
    """You say how many classes there are. The table says, for each class, how many pictures it has."""
    return pd.Series(labels).nunique()


# %% exchanged classes and counts tags=["mistake"]
def class_table(labels):
    """Your keys are the counts, and your values the classes. Whoever looks up the 3 wants to know how often it
    occurs."""
    classes, counts = np.unique(labels, return_counts=True)
    return dict(zip(counts.tolist(), classes.tolist(), strict=True))


# %% added the counts up tags=["mistake"]
def class_table(labels):
    """Your counts add up from class to class. Each class is counted by itself."""
    return pd.Series(labels).value_counts().sort_index().cumsum().to_dict()


# %% counted each class once tags=["mistake"]
def class_table(labels):
    """You throw the repetitions away before you count, so every class seems to occur once."""
    return pd.Series(labels).drop_duplicates().value_counts().to_dict()


# %% noted where each class begins tags=["mistake"]
def class_table(labels):
    """np.unique can also say where each class first occurs, and that is what you return. Ask it for the counts."""
    classes, places = np.unique(labels, return_index=True)
    return dict(zip(classes.tolist(), places.tolist(), strict=True))
