# %% [raw]
# # BEGIN QUESTION
# name: dense
# points: 2
# minutes: 9
# difficulty: 1

# %% [markdown]
# ## 2.5 The fully connected layer
#
# In a fully connected (*dense*) layer every unit looks at every number that comes in. Unit $m$ weighs them with its own
# weights, adds everything up, and adds its own bias:
#
# $$Y_{n,m} = \sum_{d} X_{n,d} \, W_{d,m} + b_m$$
#
# | | shape | |
# |---|---|---|
# | `x` | `(N, D)` | one row for each example |
# | `weights` | `(D, M)` | one *column* for each unit |
# | `bias` | `(M,)` | one number for each unit |
# | result | `(N, M)` | floats |
#
# A deep network is nothing but such layers in a row, with an activation between them:
# `dense(relu(dense(x, w1, b1)), w2, b2)`. The activation is a function of its own and does not belong in `dense`.
#
# **By hand first.** Two examples with three numbers each go into a layer with two units. Which four numbers come out?
#
# $$X = \begin{bmatrix} 1&2&3 \\ 0&1&-1 \end{bmatrix} \qquad
# W = \begin{bmatrix} 1&0 \\ 2&-1 \\ 0&3 \end{bmatrix} \qquad b = \begin{bmatrix} 10&20 \end{bmatrix}$$
#
# And how many weights and biases does a layer have that turns 400 numbers into 10?

# %% [markdown] tags=["hint"]
# Write the shapes side by side: `(N, D)` and `(D, M)` give `(N, M)`. Which operation of linear algebra does that?

# %% [markdown] tags=["hint"]
# In NumPy `*` multiplies entry by entry, and `@` is the matrix product. An array of shape `(M,)` that is added to one
# of shape `(N, M)` is added to every row.

# %% [markdown] tags=["hint"]
# So: the matrix product of `x` and `weights`, in this order, and then the bias added to all rows. No loop, and nothing
# needs another shape.

# %% [raw]
# # BEGIN SOLUTION


# %%
def dense(x, weights, bias):
    """Apply a fully connected layer: (N, D), (D, M), (M,) -> (N, M)."""
    # BEGIN SOLUTION
    return x @ weights + bias
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: two examples, two units
points: 0.5
"""  # END TEST CONFIG


def test_example(dense):
    import numpy as np
    from labkit import checks

    x = np.array([[1.0, 2, 3], [0, 1, -1]])
    weights = np.array([[1.0, 0], [2, -1], [0, 3]])
    checks.same_array(
        dense(x, weights, np.array([10.0, 20])),
        [[15, 27], [12, 16]],
        "dense(X, W, b)",
        hint="The first number is 1·1 + 2·2 + 3·0 + 10. A bias belongs to a unit, so to a column of the result.",
    )


# %%
""" # BEGIN TEST CONFIG
name: as many inputs as units as examples
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_square(dense):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(61)
    x, weights, bias = rng.normal(0, 1, (4, 4)), rng.normal(0, 1, (4, 4)), np.array([-3.0, 1, 2.5, 7])
    expected, scale = oracles_layers.dense(x, weights, bias), oracles_layers.dense_scale(x, weights, bias)
    checks.same_array(
        dense(x, weights, bias),
        expected,
        "dense(x, weights, bias), all of size 4",
        scale=scale,
        hint="Nothing may be transposed: rows are examples, columns are units.",
    )


# %%
""" # BEGIN TEST CONFIG
name: layers of other sizes
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_sizes(dense):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(62)
    for examples, inputs, units in ((3, 7, 2), (5, 4, 6), (1, 6, 3), (4, 5, 1)):
        x, weights = rng.normal(0, 1, (examples, inputs)), rng.normal(0, 1, (inputs, units))
        bias = np.arange(units) * 1.5 - 2
        expected, scale = oracles_layers.dense(x, weights, bias), oracles_layers.dense_scale(x, weights, bias)
        checks.same_array(
            dense(x, weights, bias),
            expected,
            f"dense(x, weights, bias) with N={examples}, D={inputs}, M={units}",
            scale=scale,
            hint="Compare with the formula: a sum over d, and one bias for each unit.",
        )


# %%
""" # BEGIN TEST CONFIG
name: float32, and everything stays as it was
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_inputs_are_left_alone(dense):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(63)
    x, weights = rng.random((3, 20), dtype=np.float32), rng.normal(0, 1, (20, 4)).astype(np.float32)
    bias = np.array([0.5, -1, 2, 4], np.float32)
    given = {"x": x, "weights": weights, "bias": bias}
    before = {name: array.copy() for name, array in given.items()}
    checks.same_array(
        dense(x, weights, bias),
        oracles_layers.dense(**before),
        "dense(x, weights, bias) for float32 arrays",
        scale=oracles_layers.dense_scale(**before),
    )
    for name, array in given.items():
        checks.unchanged(array, before[name], name)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% weights transposed tags=["mistake"] ref="D01"
def dense(x, weights, bias):
    """You transposed the weights. They come as (D, M), one column for each unit, and fit x without turning."""
    return x @ weights.T + bias


# %% transposed only if needed tags=["mistake"] ref="D01"
def dense(x, weights, bias):
    """You turn the weights until the shapes fit. For a square layer both ways fit, and one of them is wrong."""
    return (x @ weights.T if weights.shape[1] == x.shape[1] else x @ weights) + bias


# %% bias added to each row tags=["mistake"] ref="D03"
def dense(x, weights, bias):
    """You gave each example a bias of its own. A bias belongs to a unit: it is the same down a whole column."""
    return x @ weights + bias[:, None]


# %% bias left out tags=["mistake"] ref="D04 C29"
def dense(x, weights, bias):
    """The products are right, but the bias is missing. Each unit adds its own at the end."""
    return x @ weights


# %% bias subtracted tags=["mistake"] ref="D04"
def dense(x, weights, bias):
    """You subtract the bias. It is added."""
    return x @ weights - bias


# %% one bias for all units tags=["mistake"] ref="D04 C31"
def dense(x, weights, bias):
    """You add the first bias to every unit. Each unit has a bias of its own."""
    return x @ weights + bias[0]


# %% sum of the biases for all units tags=["mistake"] ref="D04 C31"
def dense(x, weights, bias):
    """You add the sum of all biases to every unit. Each unit has a bias of its own."""
    return x @ weights + bias.sum()


# %% multiplied entry by entry tags=["mistake"]
def dense(x, weights, bias):
    """You multiplied entry by entry. Each unit needs a sum over all its inputs: that is the matrix product."""
    return x * weights + bias


# %% ReLU at the end of the layer tags=["mistake"]
def dense(x, weights, bias):
    """You put a ReLU at the end, so no negative number comes out. The activation is not part of this layer."""
    return np.maximum(x @ weights + bias, 0)


# %% softmax at the end of the layer tags=["mistake"]
def dense(x, weights, bias):
    """You put a softmax at the end. This layer returns the sums themselves; what becomes of them is up to the
    caller."""
    scores = np.exp(x @ weights + bias)
    return scores / scores.sum(axis=1, keepdims=True)


# %% units as rows tags=["mistake"]
def dense(x, weights, bias):
    """Your result is transposed: its rows are units. Rows are examples, in and out."""
    return weights.T @ x.T + bias[:, None]


# %% first example only tags=["mistake"] ref="C27"
def dense(x, weights, bias):
    """You computed the first example only. Every row of x gets a row in the result."""
    return (x[0] @ weights + bias)[None, :]


# %% mean in place of the sum tags=["mistake"]
def dense(x, weights, bias):
    """You divide by the number of inputs. A unit takes the sum of its weighted inputs, not their mean."""
    return x @ weights / x.shape[1] + bias


# %% bias weighed as an input tags=["mistake"]
def dense(x, weights, bias):
    """You add the bias once for every input. It is added once for each unit, after the sum."""
    return np.stack([((row[:, None] * weights) + bias).sum(axis=0) for row in x])
