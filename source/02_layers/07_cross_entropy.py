# %% [raw]
# # BEGIN QUESTION
# name: cross_entropy
# points: 2
# minutes: 11
# difficulty: 2

# %% [markdown]
# ## 2.7 Cross-entropy
#
# How wrong is a prediction? Only one number of each row matters for this: the probability that the network gave to the
# **true** class. If it is 1, the loss is 0; the closer it is to 0, the larger the loss. The cross-entropy of a batch is
# the mean over its rows:
#
# $$L = -\frac{1}{N} \sum_{n} \ln p_{n,\,y_n}$$
#
# | | shape | |
# |---|---|---|
# | `probabilities` | `(N, C)` | what `softmax` returned: one row for each example |
# | `labels` | `(N,)` | whole numbers from 0 to C − 1: the true class of each example |
# | result | | one number |
#
# - Take the rows as they are: no second softmax, and no rescaling, even if a row does not add up to exactly 1.
# - $\ln$ is the natural logarithm, `np.log`.
# - A network can be so wrong that the true class gets probability **0**, and $\ln 0 = -\infty$. Your loss must stay
#   finite then: any large number will do for such a row, and the other rows count as ever. If you add or cut off with a
#   tiny number for that, make it 1e-7 or smaller, so that it does not show elsewhere.
#
# **By hand first.** Which two of the six probabilities matter here, and what is the loss? ($\ln 0.25 \approx -1.386$
# and $\ln 0.7 \approx -0.357$.)
#
# $$P = \begin{bmatrix} 0.5&0.25&0.25 \\ 0.1&0.2&0.7 \end{bmatrix} \qquad y = \begin{bmatrix} 1&2 \end{bmatrix}$$
#
# A yardstick: a network that gives all ten digits the same probability has a loss of $\ln 10 \approx 2.303$.

# %% [markdown] tags=["hint"]
# First get the N probabilities of the true classes: one from each row, at the column that `labels` names. A loop over
# the rows is fine.

# %% [markdown] tags=["hint"]
# Without a loop: NumPy picks single entries if you give it one row number *and* one column number for each. The row
# numbers are `np.arange(N)`.

# %% [markdown] tags=["hint"]
# Before you take the logarithm, make sure that no probability is exactly 0: look up `np.maximum` or `np.clip`.

# %% [raw]
# # BEGIN SOLUTION


# %%
def cross_entropy(probabilities, labels):
    """Average -ln of the true classes' probabilities: (N, C), (N,) -> one number, finite even
    for probability 0."""
    # BEGIN SOLUTION
    of_true_class = probabilities[np.arange(len(labels)), labels]
    return -np.log(np.maximum(of_true_class, 1e-12)).mean()
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: two examples, three classes
points: 0.5
"""  # END TEST CONFIG


def test_by_hand(cross_entropy):
    import numpy as np
    from labkit import checks

    checks.same_number(
        cross_entropy(np.array([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]]), np.array([1, 2])),
        0.871485,
        "cross_entropy(P, y)",
        hint="The true classes have the probabilities 0.25 and 0.7: take minus the mean of the two logarithms.",
    )


# %%
""" # BEGIN TEST CONFIG
name: batches of any size
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_batches(cross_entropy):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(81)
    for (examples, classes), dtype in (
        ((6, 4), np.float64),
        ((3, 10), np.float32),
        ((5, 5), np.float64),
        ((1, 3), float),
    ):
        probabilities = rng.uniform(0.1, 1, (examples, classes))
        probabilities = (probabilities / probabilities.sum(axis=1, keepdims=True)).astype(dtype)
        labels = rng.integers(0, classes, examples)
        labels[0] = classes - 1
        given = probabilities.copy(), labels.copy()
        checks.same_number(
            cross_entropy(probabilities, labels),
            oracles_layers.cross_entropy(*given),
            f"cross_entropy(probabilities, labels) for {examples} rows of {classes} classes",
            hint="The mean over the rows, of one number from each row.",
        )
        checks.unchanged(probabilities, given[0], "probabilities")
        checks.unchanged(labels, given[1], "labels")


# %%
""" # BEGIN TEST CONFIG
name: rows are taken as they are
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_rows_as_they_are(cross_entropy):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    probabilities = np.array([[0.02, 0.9, 0.03, 0.04], [0.4, 0.3, 0.5, 0.2], [0.25, 0.05, 0.1, 0.3]])
    labels = np.array([0, 1, 3], np.uint8)
    expected = oracles_layers.cross_entropy(probabilities, labels)
    checks.same_number(
        cross_entropy(probabilities, labels),
        expected,
        "cross_entropy(probabilities, labels) for rows that do not add up to 1",
        hint="No softmax and no rescaling in here, and no number that is large enough to show.",
    )


# %%
""" # BEGIN TEST CONFIG
name: finite when the true class has probability 0
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_probability_zero(cross_entropy):
    import numpy as np
    from labkit import checks

    def loss(first, second):
        probabilities = np.array([[first, 1 - first, 0], [0.5, 0, 0.5], [1 - second, 0, second]])
        what = f"cross_entropy for true classes with the probabilities {first}, 0 and {second}"
        number = checks.numeric(cross_entropy(probabilities, np.array([0, 1, 2])), what)
        if number.size != 1 or not np.isfinite(number).all():
            checks.fail(
                f"{what} is not finite.", expected="one finite number", got=number, hint="ln 0 is -inf: avoid it."
            )
        return number.item()

    # Any finite value is right for the row with 0, so only the difference that the other rows make is known. It lies
    # between the mean over all rows and the mean over the other rows, for those who leave the row out.
    low, high = loss(0.9, 0.8), loss(0.05, 0.1)
    difference = np.log(0.9 / 0.05) + np.log(0.8 / 0.1)
    slack = 1e-3 * max(1.0, abs(low), abs(high))
    if not difference / 3 - slack <= high - low <= difference / 2 + slack:
        checks.fail(
            "With a row of probability 0 in the batch, the other rows do not count as they should.",
            expected=f"a loss that is {difference / 3:.4f} larger when the other two true classes get less probability",
            got=f"a loss that is {high - low:.4f} larger",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The figure shows your function for one example, whatever probability its true class gets. Being certain and wrong
# costs most: that is what drives learning.

# %% tags=["figure"]
figures.loss_curve(cross_entropy)


# %% infinite for probability 0 tags=["mistake"] ref="L01"
def cross_entropy(probabilities, labels):
    """Right, until a true class gets probability 0: then ln 0 makes the loss infinite. Keep the probability off 0."""
    return -np.log(probabilities[np.arange(len(labels)), labels]).mean()


# %% nan for any probability 0 tags=["mistake"] ref="L01"
def cross_entropy(probabilities, labels):
    """You multiply all logarithms by a one-hot row, and 0 · (-inf) is nan. Keep every probability off 0 before
    np.log."""
    one_hot = np.eye(probabilities.shape[1])[labels]
    return -(one_hot * np.log(probabilities)).sum(axis=1).mean()


# %% sum in place of the mean tags=["mistake"] ref="L02"
def cross_entropy(probabilities, labels):
    """You add the losses of all rows up. The mean is wanted, so that a larger batch does not have a larger loss."""
    of_true_class = probabilities[np.arange(len(labels)), labels]
    return -np.log(np.maximum(of_true_class, 1e-12)).sum()


# %% mean over the classes as well tags=["mistake"] ref="L02"
def cross_entropy(probabilities, labels):
    """You divide by N · C. Each row contributes one number, so the mean divides by the number of rows."""
    one_hot = np.eye(probabilities.shape[1])[labels]
    return -(one_hot * np.log(np.maximum(probabilities, 1e-12))).mean()


# %% softmax applied once more tags=["mistake"] ref="L03"
def cross_entropy(probabilities, labels):
    """You apply a softmax first. What comes in are probabilities already: take them as they are."""
    powers = np.exp(probabilities)
    again = powers / powers.sum(axis=1, keepdims=True)
    return -np.log(again[np.arange(len(labels)), labels]).mean()


# %% rows rescaled to sum 1 tags=["mistake"]
def cross_entropy(probabilities, labels):
    """You divide each row by its sum first. Take the rows as they are, even if they do not add up to exactly 1."""
    rescaled = probabilities / probabilities.sum(axis=1, keepdims=True)
    return -np.log(np.maximum(rescaled[np.arange(len(labels)), labels], 1e-12)).mean()


# %% largest probability, not the true one tags=["mistake"] ref="L04"
def cross_entropy(probabilities, labels):
    """You take the largest probability of each row, whatever the label. A confident wrong answer must cost a lot."""
    return -np.log(np.maximum(probabilities.max(axis=1), 1e-12)).mean()


# %% whole columns in place of entries tags=["mistake"] ref="L05"
def cross_entropy(probabilities, labels):
    """probabilities[:, labels] takes whole columns for all rows. You need one entry from each row: give row numbers
    too."""
    return -np.log(np.maximum(probabilities[:, labels], 1e-12)).mean()


# %% rows picked by the labels tags=["mistake"] ref="L05"
def cross_entropy(probabilities, labels):
    """You use the labels as row numbers. A label names the column; the row is the number of the example."""
    return -np.log(np.maximum(probabilities[labels], 1e-12)).mean()


# %% label off by one tags=["mistake"] ref="L07"
def cross_entropy(probabilities, labels):
    """You look one column too far to the left. Labels begin at 0, as NumPy's columns do."""
    of_true_class = probabilities[np.arange(len(labels)), labels.astype(int) - 1]
    return -np.log(np.maximum(of_true_class, 1e-12)).mean()


# %% minus sign forgotten tags=["mistake"]
def cross_entropy(probabilities, labels):
    """Your loss is negative: the minus sign is missing. The logarithm of a probability is never above 0."""
    return np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)).mean()


# %% logarithm to base 10 tags=["mistake"]
def cross_entropy(probabilities, labels):
    """You use the logarithm to base 10. The natural logarithm, ln, is np.log."""
    return -np.log10(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)).mean()


# %% logarithm to base 2 tags=["mistake"]
def cross_entropy(probabilities, labels):
    """You use the logarithm to base 2. The natural logarithm, ln, is np.log."""
    return -np.log2(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12)).mean()


# %% no logarithm tags=["mistake"]
def cross_entropy(probabilities, labels):
    """You average 1 - p. The logarithm is missing: it is what makes a very wrong answer very expensive."""
    return (1 - probabilities[np.arange(len(labels)), labels]).mean()


# %% logarithm of the mean tags=["mistake"]
def cross_entropy(probabilities, labels):
    """You take the mean first and then the logarithm. Each row has a logarithm of its own; the mean comes last."""
    return -np.log(np.maximum(probabilities[np.arange(len(labels)), labels].mean(), 1e-12))


# %% one loss for each row tags=["mistake"] ref="L02"
def cross_entropy(probabilities, labels):
    """You return one loss for each row. The last step is missing: their mean."""
    return -np.log(np.maximum(probabilities[np.arange(len(labels)), labels], 1e-12))


# %% binary cross-entropy tags=["mistake"] ref="K03"
def cross_entropy(probabilities, labels):
    """You also charge for the probabilities of the wrong classes: that is the binary cross-entropy. Here one number a
    row counts."""
    one_hot = np.eye(probabilities.shape[1])[labels]
    safe = np.clip(probabilities, 1e-12, 1 - 1e-12)
    return -(one_hot * np.log(safe) + (1 - one_hot) * np.log(1 - safe)).sum(axis=1).mean()


# %% epsilon large enough to show tags=["mistake"]
def cross_entropy(probabilities, labels):
    """The number that you add against ln 0 is so large that it changes the loss elsewhere. 1e-7 or less does not
    show."""
    return -np.log(probabilities[np.arange(len(labels)), labels] + 1e-2).mean()
