# %% [raw]
# # BEGIN QUESTION
# name: relu_backward
# points: 1
# minutes: 6
# difficulty: 1

# %% [markdown]
# ## 6.3 Back through ReLU
#
# ReLU lets positive numbers through as they are, and turns the others into 0. Move a number that passed a little, and
# the result moves as far: the slope is 1. Move one that was cut off, and nothing happens: the slope is 0. With
# $Y = \mathrm{relu}(X)$ and $G = \frac{\partial L}{\partial Y}$:
#
# $$\frac{\partial L}{\partial X} = \begin{cases} G & \text{where } X > 0 \\ 0 & \text{where } X < 0 \end{cases}$$
#
# | | shape |
# |---|---|
# | `gradient` | any, the same as `x` |
# | `x` | what ReLU was given on the way forward |
# | result | the same |
#
# **By hand first.** What comes back for $X = [-2,\ 0.5,\ 3,\ -1]$ and $G = [5,\ -6,\ 7,\ -8]$? Mind the second entry:
# which of the two signs matters?
#
# Write `relu_backward(gradient, x)`. Where $X$ is exactly 0 there is no slope, and any choice is right. Neither array
# changes.

# %% [markdown] tags=["hint"]
# The result is `gradient` with some of its entries replaced by 0. Which array says where: `gradient` or `x`?

# %% [markdown] tags=["hint"]
# On the way forward you asked of each entry whether it is positive, without a loop. A comparison such as `x > 0` gives
# a mask: True or False for each entry.

# %% [markdown] tags=["hint"]
# `np.where(mask, a, b)` takes its entries from `a` where the mask is True, and from `b` elsewhere. Nothing has to be
# written into `gradient` for that.

# %% [raw]
# # BEGIN SOLUTION


# %%
def relu_backward(gradient, x):
    """Send the gradient back through ReLU; gradient, x and the result have the same shape."""
    # BEGIN SOLUTION
    return np.where(x > 0, gradient, 0)
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the four numbers from the prompt
points: 0.25
"""  # END TEST CONFIG


def test_by_hand(relu_backward):
    import numpy as np
    from labkit import checks

    checks.same_array(
        relu_backward(np.array([5.0, -6.0, 7.0, -8.0]), np.array([-2.0, 0.5, 3.0, -1.0])),
        [0, -6, 7, 0],
        "relu_backward([5, -6, 7, -8], [-2, 0.5, 3, -1])",
        hint="Only the sign of x decides. The gradient itself may be negative.",
    )


# %%
""" # BEGIN TEST CONFIG
name: arrays with one, two and four axes
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_shapes(relu_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning

    rng = np.random.default_rng(631)
    for shape in ((7,), (3, 5), (3, 4, 5, 2)):
        gradient, x = rng.normal(0, 3, shape), rng.normal(0, 2, shape)
        (expected,) = oracles_learning.backward(oracles_layers.relu, gradient, x)
        checks.same_array(
            relu_backward(gradient, x),
            expected,
            f"relu_backward(gradient, x) for arrays of shape {shape}",
            hint="The gradient passes where x is positive, and nowhere else.",
        )


# %%
""" # BEGIN TEST CONFIG
name: float32 arrays, which stay as they were
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_inputs_are_left_alone(relu_backward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers, oracles_learning

    rng = np.random.default_rng(632)
    for dtype in (np.float64, np.float32):
        gradient, x = rng.normal(0, 3, (2, 3, 4)).astype(dtype), rng.normal(-0.3, 1, (2, 3, 4)).astype(dtype)
        given = gradient.copy(), x.copy()
        (expected,) = oracles_learning.backward(oracles_layers.relu, *given)
        checks.same_array(relu_backward(gradient, x), expected, f"relu_backward(gradient, x) for {x.dtype} arrays")
        checks.unchanged(gradient, given[0], "gradient")
        checks.unchanged(x, given[1], "x")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Each dot is one entry of `x`: what you return for it against what was measured. All dots should lie on the line.

# %% tags=["figure"]
rng = np.random.default_rng(6)
sample, upstream = rng.normal(0, 1, (6, 8)), rng.normal(0, 1, (6, 8))

figures.gradient_check(
    relu_backward(upstream, sample),
    x=numerical_gradient(lambda moved: np.sum(upstream * relu(moved)), sample),
)


# %% let the whole gradient through tags=["mistake"]
def relu_backward(gradient, x):
    """You return the gradient as it came. Where x was negative, ReLU gave 0 whatever x was: what is the slope there?"""
    return gradient


# %% returned only the mask tags=["mistake"] ref="R06"
def relu_backward(gradient, x):
    """You return the slope of ReLU, 1 or 0. The gradient that comes from behind is multiplied by it."""
    return (x > 0).astype(float)


# %% ReLU of the gradient tags=["mistake"]
def relu_backward(gradient, x):
    """You cut off negative gradients. It is the sign of x that decides, on the way forward and on the way back."""
    return np.maximum(gradient, 0)


# %% both signs have to be positive tags=["mistake"]
def relu_backward(gradient, x):
    """You let a gradient pass only if it is positive, too. Negative gradients pass as well, where x is positive."""
    return np.where((x > 0) & (gradient > 0), gradient, 0)


# %% multiplied by x itself tags=["mistake"]
def relu_backward(gradient, x):
    """You multiply by relu(x), the value. The slope of ReLU is 1 wherever x is positive, however large x is."""
    return gradient * np.maximum(x, 0)


# %% passed where x is negative tags=["mistake"]
def relu_backward(gradient, x):
    """Your mask is the wrong way round: the gradient passes where ReLU cut off."""
    return np.where(x < 0, gradient, 0)


# %% a slope below 0 as well tags=["mistake"] ref="R03"
def relu_backward(gradient, x):
    """You send a little of the gradient back where x is negative, as a leaky ReLU does. Plain ReLU is flat there."""
    return np.where(x > 0, gradient, 0.01 * gradient)


# %% changed the gradient it was given tags=["mistake"] ref="R01"
def relu_backward(gradient, x):
    """The numbers are right, but you wrote the zeros into the caller's own gradient. Put the result in a new array."""
    gradient[x <= 0] = 0
    return gradient


# %% returned relu(x) again tags=["mistake"]
def relu_backward(gradient, x):
    """You went forward once more. On the way back the gradient passes, not x: x only decides where."""
    return np.maximum(x, 0)


# %% threw the blocked entries out tags=["mistake"] ref="R06"
def relu_backward(gradient, x):
    """You return only the entries that passed, in one row. Those that did not become 0 and keep their place."""
    return gradient[x > 0]


# %% one decision for the whole array tags=["mistake"] ref="R04"
def relu_backward(gradient, x):
    """You decide once for the whole array. Each entry of x decides for its own gradient."""
    return gradient if x.sum() > 0 else np.zeros_like(gradient)


# %% gradient of the sigmoid tags=["mistake"] ref="R03"
def relu_backward(gradient, x):
    """This is the way back through a sigmoid. The slope of ReLU is 1 or 0, and nothing between."""
    squeezed = 1 / (1 + np.exp(-x))
    return gradient * squeezed * (1 - squeezed)
