# %% [raw]
# # BEGIN QUESTION
# name: relu
# points: 2
# minutes: 6
# difficulty: 1

# %% [markdown]
# ## 2.1 ReLU
#
# A convolution multiplies and adds, and so does a fully connected layer. Two such layers in a row are no more than one:
# $(xA)B = x(AB)$. A *deep* network needs something between its layers that is not a straight line. The **rectified
# linear unit** is the simplest such thing. It keeps what is positive and replaces everything else by zero, number by
# number:
#
# $$\mathrm{relu}(x) = \max(x, 0)$$
#
# | | shape |
# |---|---|
# | `x` | any: `(N, H, W, C)` after a convolution, `(N, M)` after a fully connected layer |
# | result | the same |
#
# **By hand first.** What becomes of $[-2,\ -0.5,\ 0,\ 0.5,\ 3]$?
#
# Write `relu(x)` for arrays of any shape. Positive numbers keep their value, whole or not. Leave `x` itself as it is:
# when a network learns, it needs the numbers from before the ReLU once more.

# %% [markdown] tags=["hint"]
# You do not need a loop. NumPy can compare a whole array with one number, and choose entry by entry.

# %% [markdown] tags=["hint"]
# `np.max` looks for *one* largest value in an array. For a choice at every entry, look up `np.maximum` or `np.where`.

# %% [markdown] tags=["hint"]
# If you wrote `x[x < 0] = 0`: that changes the array of whoever called your function. Do it with a copy.

# %% [raw]
# # BEGIN SOLUTION


# %%
def relu(x):
    """Keep what is positive and replace the rest by 0, for x of any shape."""
    # BEGIN SOLUTION
    return np.maximum(x, 0)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the five numbers from the prompt
points: 0.5
"""  # END TEST CONFIG


def test_by_hand(relu):
    import numpy as np
    from labkit import checks

    checks.same_array(
        relu(np.array([-2, -0.5, 0, 0.5, 3])),
        [0, 0, 0, 0.5, 3],
        "relu([-2, -0.5, 0, 0.5, 3])",
        hint="Negative numbers become 0. Zero and positive numbers stay what they are.",
    )


# %%
""" # BEGIN TEST CONFIG
name: arrays with one, two and four axes
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_shapes(relu):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(21)
    for shape in ((7,), (3, 5), (4, 4), (2, 4, 5, 3), (1,)):
        x = rng.normal(0, 2, shape)
        expected = oracles_layers.relu(x)
        checks.same_array(relu(x), expected, f"relu(x) for x of shape {shape}", hint="Look at each entry by itself.")


# %%
""" # BEGIN TEST CONFIG
name: very small and very large numbers, float32 too
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_sizes(relu):
    import numpy as np
    from labkit import checks

    for dtype in (np.float64, np.float32):
        x = np.array([[-3e4, 2.75e4, -250.5], [640.25, -1e-3, 2e-3]], dtype)
        expected = np.array([[0, 2.75e4, 0], [640.25, 0, 2e-3]])
        checks.same_array(
            relu(x),
            expected,
            f"relu(x) for {np.dtype(dtype)} x",
            scale=np.abs(expected) + 1e-3,
            hint="Positive numbers keep their exact value, however large or small; all negative ones give 0.",
        )


# %%
""" # BEGIN TEST CONFIG
name: x stays as it was
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_input_is_left_alone(relu):
    import numpy as np
    from labkit import checks

    x = np.random.default_rng(22).normal(-1, 1, (3, 2, 4, 2))
    before = x.copy()
    checks.same_array(relu(x), np.where(before < 0, 0.0, before), "relu(x)")
    checks.unchanged(x, before, "x")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Other activation functions bend the line elsewhere. Here is your `relu` beside three that you will meet in the
# literature. Sigmoid and tanh are nearly flat far away from 0, and a network learns slowly where its curve is flat.

# %% tags=["figure"]
figures.activation_curves(relu)


# %% changed the array it was given tags=["mistake"] ref="R01"
def relu(x):
    """The numbers are right, but you wrote them into x itself. The caller still needs x: put the result in a new
    array."""
    x[x < 0] = 0
    return x


# %% took the absolute value tags=["mistake"] ref="R03"
def relu(x):
    """Your function turns negative numbers positive. ReLU does not fold the line, it cuts it off: what is left of
    -2?"""
    return np.abs(x)


# %% let a little of the negatives through tags=["mistake"] ref="R03"
def relu(x):
    """You wrote a leaky ReLU: negative numbers shrink, but do not vanish. The plain ReLU is flat on that side."""
    return np.where(x > 0, x, 0.01 * x)


# %% sigmoid in place of ReLU tags=["mistake"] ref="R03"
def relu(x):
    """This is the sigmoid, which squeezes everything between 0 and 1. ReLU keeps positive numbers as large as they
    are."""
    return 1 / (1 + np.exp(-x))


# %% tanh in place of ReLU tags=["mistake"] ref="R03"
def relu(x):
    """This is the hyperbolic tangent, which ends at 1 and keeps the sign. ReLU leaves positive numbers untouched."""
    return np.tanh(x)


# %% ELU in place of ReLU tags=["mistake"] ref="R03"
def relu(x):
    """You wrote an ELU: below 0 it bends smoothly down to -1. ReLU is exactly 0 there."""
    return np.where(x > 0, x, np.exp(np.minimum(x, 0)) - 1)


# %% softplus in place of ReLU tags=["mistake"] ref="R03"
def relu(x):
    """You wrote softplus, the rounded cousin of ReLU. It is about 0.69 at 0, where ReLU is 0."""
    return np.logaddexp(0, x)


# %% GELU in place of ReLU tags=["mistake"] ref="R03"
def relu(x):
    """You wrote a GELU, which dips below 0 on its way to flat. ReLU is exactly 0 for every negative number."""
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


# %% cut off at 1 as well tags=["mistake"]
def relu(x):
    """You cut off at both ends. There is no upper limit: 3 stays 3."""
    return np.clip(x, 0, 1)


# %% kept the negative half tags=["mistake"]
def relu(x):
    """You kept the negative numbers and removed the positive ones. Of each entry and 0, which one should win?"""
    return np.minimum(x, 0)


# %% one maximum instead of one each tags=["mistake"]
def relu(x):
    """np.max looks for the largest values along an axis, and its second argument is that axis. Compare each entry
    with 0."""
    return np.max(x, 0)


# %% Python's max on an array tags=["mistake"] ref="R04"
def relu(x):
    """Python's max compares two single numbers; for an array it cannot decide. NumPy has a way to compare every
    entry."""
    return max(x, 0)


# %% returned only the mask tags=["mistake"] ref="R06"
def relu(x):
    """You return whether each number is positive (1 or 0), not the number. That mask is a good start: what do you do
    with it?"""
    return (x > 0).astype(float)


# %% threw the negatives out tags=["mistake"] ref="R06"
def relu(x):
    """You left the negative numbers out, so the result is shorter and flat. They become 0 and keep their place."""
    return x[x > 0]


# %% flattened the result tags=["mistake"] ref="R06"
def relu(x):
    """The numbers are right, but the shape is lost: you return one long row. The result has the shape of x."""
    return np.array([max(number, 0) for number in x.ravel()])


# %% lost the decimals tags=["mistake"] ref="R06"
def relu(x):
    """You turned the result into whole numbers, so 0.5 became 0. Keep the decimals."""
    return np.maximum(x, 0).astype(int)


# %% only whole arrays are cut off tags=["mistake"]
def relu(x):
    """You decide once for the whole array, with its sum. ReLU decides for each entry by itself."""
    return x if x.sum() > 0 else np.zeros_like(x)
