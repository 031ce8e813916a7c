# %% [raw]
# # BEGIN QUESTION
# name: softmax
# points: 3
# minutes: 14
# difficulty: 2

# %% [markdown]
# ## 2.6 Softmax
#
# The last layer of a classifier returns one number for each class, its **logits**. They can be negative, and they add
# up to nothing in particular. Softmax turns them into probabilities: all positive, with sum 1, and in the same order of
# size:
#
# $$p_i = \frac{e^{z_i}}{\sum_{j} e^{z_j}}$$
#
# | `logits` | result | |
# |---|---|---|
# | `(C,)` | `(C,)` | one example |
# | `(N, C)` | `(N, C)` | a batch: each *row* by itself has sum 1 |
#
# **By hand first.** What are the probabilities of $z = [0,\ \ln 2,\ \ln 5]$? And what changes if you add 1000 to all
# three?
#
# Then try `np.exp(1000.0)`. Logits of this size do occur, and a formula typed in as it stands returns `nan` for them.
# Your `softmax` must return the right probabilities for logits of **any** size, also in a batch in which one row is
# huge and the next one is tiny. The answer to the second question is the key: there is a number that you may subtract
# without changing the result.

# %% [markdown] tags=["hint"]
# Subtracting the same number from all logits of an example divides the fraction above and below by the same factor. If
# no logit is larger than 0 afterwards, no exponential is larger than 1. Which number do you subtract?

# %% [markdown] tags=["hint"]
# Each row of a batch has its own largest logit and its own sum. `axis=-1` means the last axis: for `(C,)` that is the
# only one, for `(N, C)` it runs along each row.

# %% [markdown] tags=["hint"]
# A maximum over the rows of `(N, C)` has the shape `(N,)`, and NumPy cannot subtract that from `(N, C)` row by row.
# With `keepdims=True` it has the shape `(N, 1)`, and it can.

# %% [raw]
# # BEGIN SOLUTION


# %%
def softmax(logits):
    """Turn logits into probabilities: (C,) -> (C,), or (N, C) -> (N, C) row by row."""
    # BEGIN SOLUTION
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the three logits from the prompt
points: 0.5
"""  # END TEST CONFIG


def test_by_hand(softmax):
    import numpy as np
    from labkit import checks

    checks.same_array(
        softmax(np.log([1.0, 2.0, 5.0])),
        [0.125, 0.25, 0.625],
        "softmax([0, ln 2, ln 5])",
        hint="The exponentials are 1, 2 and 5. Each one is divided by their sum.",
    )


# %%
""" # BEGIN TEST CONFIG
name: one example, shape (C,)
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_one_example(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(71)
    for classes in (2, 5, 10):
        logits = rng.normal(0, 2, classes)
        expected = oracles_layers.softmax(logits)
        checks.same_array(
            softmax(logits),
            expected,
            f"softmax(logits) for {classes} logits",
            hint="Exponentials of all logits, divided by their sum.",
        )


# %%
""" # BEGIN TEST CONFIG
name: a batch, shape (N, C)
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_batch(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(72)
    for shape in ((3, 5), (4, 4), (6, 2), (1, 3)):
        logits = rng.normal(0, 2, shape)
        expected = oracles_layers.softmax(logits)
        checks.same_array(
            softmax(logits),
            expected,
            f"softmax(logits) for logits of shape {shape}",
            hint="Every row has its own sum, and adds up to 1.",
        )


# %%
""" # BEGIN TEST CONFIG
name: float32 logits, which stay as they were
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_logits_are_left_alone(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    logits = np.random.default_rng(73).normal(1, 3, (4, 6)).astype(np.float32)
    before = logits.copy()
    checks.same_array(softmax(logits), oracles_layers.softmax(before), "softmax(logits) for float32 logits")
    checks.unchanged(logits, before, "logits")


# %%
""" # BEGIN TEST CONFIG
name: one example with huge logits
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_huge_logits(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    for logits in ([1000.0, 1001, 1002], [-1003.0, -1000, -1001.5], [2000.0, -2000, 1999]):
        checks.same_array(
            softmax(np.array(logits)),
            oracles_layers.softmax(logits),
            f"softmax({logits})",
            hint="Before you take exponentials, subtract something, so that none of them can overflow.",
        )


# %%
""" # BEGIN TEST CONFIG
name: a batch with huge and tiny logits
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_huge_batch(softmax):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    logits = np.array([[1500.0, 1501, 1499, 1500.5], [-1200, -1203, -1201, -1200.5], [0.5, -0.5, 1, 2]])
    expected = oracles_layers.softmax(logits)
    checks.same_array(
        softmax(logits),
        expected,
        "softmax(logits) for rows around 1500, -1200 and 0",
        hint="What you subtract must suit each row, not the batch as a whole.",
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown] tags=["predict"]
# You have the logits of a digit. What happens to the probabilities if you add 1000 to every logit? And what if you
# divide every logit by 16? Does the network read another digit then?
#
# ---
#
# Adding changes **nothing**: the factor $e^{1000}$ stands above and below the line. Only differences between logits
# count. Dividing does change something, since it makes those differences smaller: the probabilities become **more
# alike**. But the largest logit stays the largest, so the network reads **the same digit** in both cases.

# %% [markdown]
# The figure shows what your `softmax` makes of the logits of one digit, divided by a *temperature* and then shifted.
# A temperature above 1 makes the network sound less certain, one below 1 more certain.

# %% tags=["figure"]
figures.explore_softmax(softmax)


# %% exponentials overflow tags=["mistake"] ref="S01"
def softmax(logits):
    """Right for small logits, but np.exp(1000) is infinite, and inf / inf is nan. What may you subtract beforehand?"""
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% shift in the numerator only tags=["mistake"] ref="S02"
def softmax(logits):
    """You subtract the maximum above the fraction line, but not below it. It cancels only if it is the same in both."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / np.exp(logits).sum(axis=-1, keepdims=True)


# %% one maximum for the whole batch tags=["mistake"] ref="S01"
def softmax(logits):
    """You subtract the largest logit of the whole batch. In a row far below it all exponentials become 0: take each
    row's own."""
    powers = np.exp(logits - logits.max())
    return powers / powers.sum(axis=-1, keepdims=True)


# %% one sum for the whole batch tags=["mistake"] ref="S04"
def softmax(logits):
    """You divide by the sum over the whole batch. Each row is an example of its own and has sum 1."""
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()


# %% softmax down the columns tags=["mistake"] ref="S05"
def softmax(logits):
    """Your columns have sum 1, not your rows. Each row is one example: the sum runs along the last axis."""
    powers = np.exp(logits - logits.max(axis=0))
    return powers / powers.sum(axis=0)


# %% keepdims missing tags=["mistake"] ref="S06"
def softmax(logits):
    """For a batch your maxima and sums have the shape (N,), which NumPy lines up with the columns. They belong to
    rows."""
    powers = np.exp(logits - logits.max(axis=-1))
    return powers / powers.sum(axis=-1)


# %% keepdims missing in the sum only tags=["mistake"] ref="S06"
def softmax(logits):
    """Your maximum keeps its axis, your sum does not. For a batch the sums then line up with the columns, not the
    rows."""
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1)


# %% fails for a single example tags=["mistake"] ref="S07"
def softmax(logits):
    """You ask for axis 1, which a single example of shape (C,) does not have. Which axis do both shapes share?"""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% single example returned as a batch tags=["mistake"] ref="S07"
def softmax(logits):
    """For one example of shape (C,) you return shape (1, C). What comes as a row leaves as a row, without an extra
    axis."""
    logits = np.atleast_2d(logits)
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


# %% no exponential tags=["mistake"] ref="S08"
def softmax(logits):
    """You divide the logits by their sum, without exponentials. Negative logits then give negative probabilities."""
    return logits / logits.sum(axis=-1, keepdims=True)


# %% logarithm of the softmax tags=["mistake"] ref="S10"
def softmax(logits):
    """You return the logarithms of the probabilities, which are negative. The probabilities themselves are wanted."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


# %% sigmoid of each logit tags=["mistake"] ref="S10"
def softmax(logits):
    """You judge each class by itself, with a sigmoid. In softmax the classes compete: their probabilities add up to
    1."""
    return 1 / (1 + np.exp(-logits))


# %% powers of 2 tags=["mistake"] ref="S10"
def softmax(logits):
    """You take powers of 2. The formula has powers of e."""
    powers = 2.0 ** (logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% everything to the winner tags=["mistake"] ref="S10"
def softmax(logits):
    """You give the largest logit all the probability. Softmax is softer: the other classes keep their share."""
    return (logits == logits.max(axis=-1, keepdims=True)).astype(float)


# %% sign turned round tags=["mistake"]
def softmax(logits):
    """In your result the smallest logit gets the largest probability: there is a minus too many in the exponent."""
    powers = np.exp(logits.min(axis=-1, keepdims=True) - logits)
    return powers / powers.sum(axis=-1, keepdims=True)


# %% divided by the maximum tags=["mistake"]
def softmax(logits):
    """You divide the logits by the largest one. That changes the result; subtracting it does not."""
    powers = np.exp(logits / logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% subtracted the mean tags=["mistake"] ref="S01"
def softmax(logits):
    """You subtract the mean. Logits far above the mean still overflow: subtract what leaves nothing above 0."""
    powers = np.exp(logits - logits.mean(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% large logits cut off tags=["mistake"] ref="S01"
def softmax(logits):
    """You cut large logits off, so 1000, 1001 and 1002 become equal. Their differences count: shift them instead."""
    powers = np.exp(np.clip(logits, -500, 500))
    return powers / powers.sum(axis=-1, keepdims=True)


# %% nan replaced by 0 tags=["mistake"] ref="S01"
def softmax(logits):
    """You replace nan by 0 after the overflow. The probabilities are lost by then: prevent the overflow itself."""
    powers = np.exp(logits)
    return np.nan_to_num(powers / powers.sum(axis=-1, keepdims=True))


# %% shifted the logits in place tags=["mistake"]
def softmax(logits):
    """The probabilities are right, but -= changed the logits of the caller. Put the difference into a new array."""
    logits -= logits.max(axis=-1, keepdims=True)
    powers = np.exp(logits)
    return powers / powers.sum(axis=-1, keepdims=True)
