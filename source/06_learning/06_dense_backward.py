# %% [raw]
# # BEGIN QUESTION
# name: dense_backward
# points: 2
# minutes: 14
# difficulty: 2

# %% [markdown]
# ## 6.4 Back through a fully connected layer
#
# Forward, the layer computes $Y = XW + b$. With $G = \frac{\partial L}{\partial Y}$, the two rules give
#
# $$\frac{\partial L}{\partial X_{n,d}} = \sum_m G_{n,m} W_{d,m} \qquad
# \frac{\partial L}{\partial W_{d,m}} = \sum_n X_{n,d}\, G_{n,m} \qquad
# \frac{\partial L}{\partial b_m} = \sum_n G_{n,m}$$
#
# Read the first one aloud: the number $X_{n,d}$ was multiplied by $W_{d,m}$ for each unit $m$; so what comes back from
# unit $m$ is multiplied by the same weight, and all units are added up. The weights and the bias serve all images of
# the batch: that is why their gradients are sums over $n$.
#
# | | shape |
# |---|---|
# | `gradient` | `(N, M)` |
# | `x` | `(N, D)`, what the layer was given |
# | `weights` | `(D, M)` |
# | result | three arrays: the gradient of `x`, `(N, D)`; of `weights`, `(D, M)`; of `bias`, `(M,)` |
#
# **By hand first.** Before you write any code, find the three numbers that are missing:
#
# $$X = \begin{bmatrix} 1&2 \\ 3&4 \end{bmatrix} \quad
# W = \begin{bmatrix} 1&0&-1 \\ 2&1&0 \end{bmatrix} \quad
# G = \begin{bmatrix} 1&0&2 \\ 3&1&-1 \end{bmatrix}$$
#
# $$\frac{\partial L}{\partial X} = \begin{bmatrix} -1&? \\ 4&7 \end{bmatrix} \quad
# \frac{\partial L}{\partial W} = \begin{bmatrix} 10&3&-1 \\ ?&4&0 \end{bmatrix} \quad
# \frac{\partial L}{\partial b} = \begin{bmatrix} 4&1&? \end{bmatrix}$$
#
# Write `dense_backward(gradient, x, weights)`, which returns the three gradients in this order:
# `return x_gradient, weights_gradient, bias_gradient`. There is no division by `N` here: whoever computes the loss
# takes care of that. The arrays that come in do not change.

# %% [markdown] tags=["hint"]
# All three sums can be written without a loop. Two of them are matrix products, of two matrices each: which one has to
# be transposed, so that the shapes fit and the sum runs over the right index?

# %% [markdown] tags=["hint"]
# Write the shapes below each other: `(N, M)` and `(D, M)` have to become `(N, D)`; `(N, D)` and `(N, M)` have to become
# `(D, M)`. The index that disappears is the one that is summed. `.T` transposes.

# %% [markdown] tags=["hint"]
# The gradient of the bias is no product: each column of `gradient` is added up, and `(M,)` is left. Now say
# the first sum with the prompt's numbers: the question mark is row 0 of $G$ against *row* 1 of $W$.

# %% [raw]
# # BEGIN SOLUTION


# %%
def dense_backward(gradient, x, weights):
    """Send a gradient (N, M) back; return those of x (N, D), of weights (D, M) and of bias
    (M,)."""
    # BEGIN SOLUTION
    x_gradient = gradient @ weights.T
    weights_gradient = x.T @ gradient
    bias_gradient = gradient.sum(axis=0)
    return x_gradient, weights_gradient, bias_gradient
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the example from the prompt
points: 0.5
"""  # END TEST CONFIG


def test_by_hand(dense_backward):
    import numpy as np
    from labkit import checks

    x = np.array([[1.0, 2.0], [3.0, 4.0]])
    weights = np.array([[1.0, 0.0, -1.0], [2.0, 1.0, 0.0]])
    gradient = np.array([[1.0, 0.0, 2.0], [3.0, 1.0, -1.0]])
    got = dense_backward(gradient, x, weights)
    expected = {
        "gradient of x": [[-1, 2], [4, 7]],
        "gradient of weights": [[10, 3, -1], [14, 4, 0]],
        "gradient of bias": [4, 1, 1],
    }
    try:
        together = dict(zip(expected, got, strict=True))
    except (TypeError, ValueError):
        checks.fail(
            "dense_backward(gradient, x, weights) does not return three arrays.",
            hint="End with: return x_gradient, weights_gradient, bias_gradient",
        )
    for name, array in together.items():
        checks.same_array(array, expected[name], f"The {name}", hint="Work one entry out with the sums above.")


# %%
""" # BEGIN TEST CONFIG
name: the gradient of x
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_x_gradient(dense_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning

    names = "x_gradient", "weights_gradient", "bias_gradient"
    rng = np.random.default_rng(641)
    for n, d, m in ((3, 4, 5), (2, 3, 3)):
        gradient, x, weights = rng.normal(0, 2, (n, m)), rng.normal(0, 1, (n, d)), rng.normal(0, 1, (d, m))
        what = f"dense_backward(gradient {(n, m)}, x {(n, d)}, weights {(d, m)})"
        expected = oracles_learning.backward(oracles_layers.dense, gradient, x, weights, np.zeros(m))[0]
        got = oracles_learning.part(dense_backward(gradient, x, weights), 0, names, what)
        checks.same_array(
            got, expected, f"The gradient of x by {what}", hint="Each unit sends back through its weight."
        )


# %%
""" # BEGIN TEST CONFIG
name: the gradient of the weights
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_weights_gradient(dense_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning

    names = "x_gradient", "weights_gradient", "bias_gradient"
    rng = np.random.default_rng(642)
    for n, d, m in ((3, 4, 5), (2, 3, 3)):
        gradient, x, weights = rng.normal(0, 2, (n, m)), rng.normal(0, 1, (n, d)), rng.normal(0, 1, (d, m))
        what = f"dense_backward(gradient {(n, m)}, x {(n, d)}, weights {(d, m)})"
        expected = oracles_learning.backward(oracles_layers.dense, gradient, x, weights, np.zeros(m))[1]
        got = oracles_learning.part(dense_backward(gradient, x, weights), 1, names, what)
        checks.same_array(got, expected, f"The gradient of weights by {what}", hint="It is a sum over the images.")


# %%
""" # BEGIN TEST CONFIG
name: the gradient of the bias, and nothing given is changed
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_bias_gradient(dense_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning

    names = "x_gradient", "weights_gradient", "bias_gradient"
    rng = np.random.default_rng(643)
    for n, m, dtype in ((3, 4, np.float64), (4, 4, np.float32)):
        arrays = [rng.normal(0, 2, shape).astype(dtype) for shape in ((n, m), (n, 2), (2, m))]
        before = [array.copy() for array in arrays]
        what = f"dense_backward(gradient {(n, m)}, x {(n, 2)}, weights {(2, m)})"
        expected = oracles_learning.backward(oracles_layers.dense, *before, np.zeros(m))[2]
        got = oracles_learning.part(dense_backward(*arrays), 2, names, what)
        checks.same_array(got, expected, f"The gradient of bias by {what}", hint="It is a sum over the images, too.")
        for name, array, copy in zip(("gradient", "x", "weights"), arrays, before, strict=True):
            checks.unchanged(array, copy, name)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["figure"]
rng = np.random.default_rng(7)
sample, sample_weights = rng.normal(0, 1, (5, 4)), rng.normal(0, 1, (4, 3))
sample_bias = rng.normal(0, 1, 3)
upstream = rng.normal(0, 1, (5, 3))


def dense_loss(x, weights, bias):
    return np.sum(upstream * dense(x, weights, bias))


figures.gradient_check(
    dense_backward(upstream, sample, sample_weights),
    x=numerical_gradient(lambda x: dense_loss(x, sample_weights, sample_bias), sample),
    weights=numerical_gradient(lambda w: dense_loss(sample, w, sample_bias), sample_weights),
    bias=numerical_gradient(lambda b: dense_loss(sample, sample_weights, b), sample_bias),
)


# %% weights not transposed on the way back tags=["mistake"] ref="D01"
def dense_backward(gradient, x, weights):
    """You send the gradient back through the weights as they are, which only fits if D equals M. Which index is
    summed in the first formula?"""
    return gradient @ weights, x.T @ gradient, gradient.sum(axis=0)


# %% gradient of the weights transposed tags=["mistake"] ref="D01"
def dense_backward(gradient, x, weights):
    """Your gradient of the weights lies on its side, (M, D). It has the shape of the weights."""
    return gradient @ weights.T, gradient.T @ x, gradient.sum(axis=0)


# %% bias gradient not summed up tags=["mistake"] ref="D03"
def dense_backward(gradient, x, weights):
    """Your gradient of the bias still has a row for each image. One bias serves them all, so their rows are added."""
    return gradient @ weights.T, x.T @ gradient, gradient


# %% bias gradient summed over the units tags=["mistake"] ref="D03"
def dense_backward(gradient, x, weights):
    """You add up the gradient of the bias along the units. Each unit has its own bias: add up the images."""
    return gradient @ weights.T, x.T @ gradient, gradient.sum(axis=1)


# %% one number as bias gradient tags=["mistake"] ref="D04"
def dense_backward(gradient, x, weights):
    """Your gradient of the bias is one number for all units. Each unit has a bias of its own."""
    return gradient @ weights.T, x.T @ gradient, gradient.sum()


# %% bias gradient with two axes tags=["mistake"]
def dense_backward(gradient, x, weights):
    """Your gradient of the bias is a matrix with one row. It has the shape of the bias, (M,)."""
    return gradient @ weights.T, x.T @ gradient, gradient.sum(axis=0, keepdims=True)


# %% mean over the batch for the bias tags=["mistake"] ref="L02"
def dense_backward(gradient, x, weights):
    """Your gradient of the bias is a mean over the images. The formula has a sum: the loss has divided already."""
    return gradient @ weights.T, x.T @ gradient, gradient.mean(axis=0)


# %% divided by the batch size tags=["mistake"] ref="L02"
def dense_backward(gradient, x, weights):
    """You divide the gradients of weights and bias by the number of images. Where the loss is a mean, that division is
    in the incoming gradient already."""
    n = len(x)
    return gradient @ weights.T, x.T @ gradient / n, gradient.sum(axis=0) / n


# %% three gradients in another order tags=["mistake"]
def dense_backward(gradient, x, weights):
    """Your three gradients are right, but in another order: that of x comes first, then weights, then bias."""
    return x.T @ gradient, gradient.sum(axis=0), gradient @ weights.T


# %% weights and x exchanged tags=["mistake"]
def dense_backward(gradient, x, weights):
    """You exchanged two of the gradients: that of x is made with the weights, and comes first."""
    return x.T @ gradient, gradient @ weights.T, gradient.sum(axis=0)


# %% gradient of x left out tags=["mistake"]
def dense_backward(gradient, x, weights):
    """You return two gradients. The layer before this one needs a third: that of x."""
    return x.T @ gradient, gradient.sum(axis=0)


# %% forgot what comes from behind tags=["mistake"]
def dense_backward(gradient, x, weights):
    """You return the slopes of this layer alone. Each has to be multiplied by the gradient that comes from behind."""
    everywhere = np.ones_like(gradient)
    return everywhere @ weights.T, x.T @ everywhere, everywhere.sum(axis=0)


# %% gradient of the weights for the last image only tags=["mistake"] ref="C27"
def dense_backward(gradient, x, weights):
    """Your gradient of the weights is overwritten by each image, so only the last one counts. Add them up."""
    weights_gradient = np.zeros(weights.shape)
    for row, back in zip(x, gradient):
        weights_gradient[...] = np.outer(row, back)
    return gradient @ weights.T, weights_gradient, gradient.sum(axis=0)


# %% gradient of the weights for each image tags=["mistake"]
def dense_backward(gradient, x, weights):
    """Your gradient of the weights has an axis for the images. All images use the same weights: add over them."""
    return gradient @ weights.T, x[:, :, None] * gradient[:, None, :], gradient.sum(axis=0)


# %% wrote the gradient into x tags=["mistake"] ref="C35"
def dense_backward(gradient, x, weights):
    """You write the gradient of x into x itself. The caller still needs x: return a new array."""
    weights_gradient = x.T @ gradient
    x[...] = gradient @ weights.T
    return x, weights_gradient, gradient.sum(axis=0)


# %% ReLU on the way back tags=["mistake"] ref="C37"
def dense_backward(gradient, x, weights):
    """You block the gradient where x is negative. That is ReLU's way back; this layer has no activation."""
    return np.where(x > 0, gradient @ weights.T, 0), x.T @ gradient, gradient.sum(axis=0)
