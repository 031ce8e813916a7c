# %% [raw]
# # BEGIN QUESTION
# name: same_layer
# points: 1
# minutes: 7
# difficulty: 2

# %% [markdown]
# ## 3.3 One layer, three libraries
#
# What is the difference between TensorFlow and Keras? TensorFlow knows arrays and *operations* on them: multiply, add,
# take the larger. Keras knows *layers*: things that own weights and apply several operations with them. Inside, a Keras
# layer calls the operations of its back end, and these do what NumPy does, only on any device.
#
# See for yourself. This is one fully connected layer with ReLU, for a batch $X$ of $N$ rows:
#
# $$Y = \max(0,\ X W + b)$$
#
# | | shape |
# |---|---|
# | `x` | `(N, D)`, float32 |
# | `weights` | `(D, M)`, float32 |
# | `bias` | `(M,)`, float32 |
# | each result | `(N, M)` |
#
# Write `same_layer(x, weights, bias)`. It computes $Y$ three times, each time with the means of one library, and
# returns them in a dict with the keys `"numpy"`, `"tensorflow"` and `"keras"`:
#
# - with NumPy, as in lab 2,
# - with TensorFlow's operations `tf.matmul` and `tf.nn.relu`,
# - with a layer `keras.layers.Dense(...)` **that has been given these very weights**.
#
# For example, with one row $x = [1, 2]$, $W = \begin{bmatrix} 1&-1 \\ 3&0 \end{bmatrix}$ and $b = [0.5,\ 0.5]$:
# $xW = [7, -1]$, plus $b$ is $[7.5, -0.5]$, so $y = [7.5,\ 0]$. All three must say so.

# %% [markdown] tags=["hint"]
# A new `Dense` layer has no weights at all: how many it needs depends on its input. After `layer.build(x.shape)`, it
# has random ones. Which method of a layer *sets* them?

# %% [markdown] tags=["hint"]
# `layer.set_weights` takes a list of arrays, in the order of `layer.get_weights()`: look at the shapes of those. The
# number of units is the number of columns of `weights`.

# %% [markdown] tags=["hint"]
# In Keras, four steps: make the layer with as many units as there are biases and with `activation="relu"`, build it,
# set both of its arrays, and call it with `x` as you call a function.

# %% [raw]
# # BEGIN SOLUTION


# %%
def same_layer(x, weights, bias):
    """Compute relu(x W + b) in three libraries: dict with "numpy", "tensorflow", "keras", each
    (N, M)."""
    # BEGIN SOLUTION
    layer = keras.layers.Dense(weights.shape[1], activation="relu")
    layer.build(x.shape)
    layer.set_weights([weights, bias])
    return {
        "numpy": np.maximum(x @ weights + bias, 0),
        "tensorflow": tf.nn.relu(tf.matmul(x, weights) + bias).numpy(),
        "keras": np.asarray(layer(x)),
    }
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the small example
points: 0.5
"""  # END TEST CONFIG


def test_example(same_layer):
    import numpy as np

    from labkit import checks

    x, weights = np.array([[1, 2]], np.float32), np.array([[1, -1], [3, 0]], np.float32)
    got = same_layer(x, weights, np.array([0.5, 0.5], np.float32))
    if not isinstance(got, dict) or set(got) != {"numpy", "tensorflow", "keras"}:
        checks.fail(
            "same_layer(x, weights, bias) has the wrong entries.",
            expected="a dict with the keys 'numpy', 'tensorflow' and 'keras'",
            got=got,
        )
    for library in ("numpy", "tensorflow", "keras"):
        checks.same_array(
            got[library],
            [[7.5, 0]],
            f"The layer in {library}",
            hint="Three parts: the product, the bias, the ReLU. Does the Keras layer have these weights, or its own?",
        )


# %%
""" # BEGIN TEST CONFIG
name: other sizes, the same numbers three times
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_random(same_layer):
    import numpy as np

    from labkit import checks

    rng = np.random.default_rng(331)
    for n, d, m in ((3, 5, 4), (4, 4, 4), (1, 7, 2)):
        x, weights = rng.normal(0, 1, (n, d)).astype(np.float32), rng.normal(0, 1, (d, m)).astype(np.float32)
        bias = rng.normal(0, 2, m).astype(np.float32)
        before = x.copy()
        expected = [
            [max(0.0, sum(float(row[k]) * float(weights[k, j]) for k in range(d)) + float(bias[j])) for j in range(m)]
            for row in x
        ]
        got = same_layer(x, weights, bias)
        if not isinstance(got, dict) or set(got) != {"numpy", "tensorflow", "keras"}:
            checks.fail("same_layer(x, weights, bias) has the wrong entries.", expected="three libraries", got=got)
        for library in ("numpy", "tensorflow", "keras"):
            checks.same_array(
                got[library],
                expected,
                f"The layer in {library}, for x {x.shape} and weights {weights.shape},",
                scale=np.abs(x) @ np.abs(weights) + np.abs(bias),
                hint="Compare the three with each other: which one differs, and in which step?",
            )
        checks.unchanged(x, before, "x")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% left the Keras layer its random weights tags=["mistake"]
def same_layer(x, weights, bias):
    """Your Keras layer computes with random weights of its own. It has to be given the ones that came in."""
    layer = keras.layers.Dense(weights.shape[1], activation="relu", kernel_initializer=keras.initializers.HeNormal(1))
    return {
        "numpy": np.maximum(x @ weights + bias, 0),
        "tensorflow": tf.nn.relu(tf.matmul(x, weights) + bias).numpy(),
        "keras": np.asarray(layer(x)),
    }


# %% no activation in the Keras layer tags=["mistake"] ref="K12"
def same_layer(x, weights, bias):
    """Your Keras layer has no activation, so negative numbers come through. Dense is linear unless you say
    otherwise."""
    layer = keras.layers.Dense(weights.shape[1])
    layer.build(x.shape)
    layer.set_weights([weights, bias])
    return {
        "numpy": np.maximum(x @ weights + bias, 0),
        "tensorflow": tf.nn.relu(tf.matmul(x, weights) + bias).numpy(),
        "keras": np.asarray(layer(x)),
    }


# %% no bias in TensorFlow tags=["mistake"] ref="D04"
def same_layer(x, weights, bias):
    """tf.matmul only multiplies. In your TensorFlow version the bias is missing."""
    layer = keras.layers.Dense(weights.shape[1], activation="relu")
    layer.build(x.shape)
    layer.set_weights([weights, bias])
    return {
        "numpy": np.maximum(x @ weights + bias, 0),
        "tensorflow": tf.nn.relu(tf.matmul(x, weights)).numpy(),
        "keras": np.asarray(layer(x)),
    }


# %% added the bias after the ReLU tags=["mistake"]
def same_layer(x, weights, bias):
    """In TensorFlow you apply the ReLU first and add the bias afterwards. The ReLU comes last, on the whole sum."""
    layer = keras.layers.Dense(weights.shape[1], activation="relu")
    layer.build(x.shape)
    layer.set_weights([weights, bias])
    return {
        "numpy": np.maximum(x @ weights + bias, 0),
        "tensorflow": (tf.nn.relu(tf.matmul(x, weights)) + bias).numpy(),
        "keras": np.asarray(layer(x)),
    }


# %% no ReLU anywhere tags=["mistake"] ref="K12"
def same_layer(x, weights, bias):
    """Your three results agree with each other, but all three lack the ReLU."""
    layer = keras.layers.Dense(weights.shape[1])
    layer.build(x.shape)
    layer.set_weights([weights, bias])
    return {
        "numpy": x @ weights + bias,
        "tensorflow": (tf.matmul(x, weights) + bias).numpy(),
        "keras": np.asarray(layer(x)),
    }


# %% multiplied number by number tags=["mistake"]
def same_layer(x, weights, bias):
    """With * you multiply number by number. A layer is a matrix product: @ in NumPy."""
    layer = keras.layers.Dense(weights.shape[1], activation="relu")
    layer.build(x.shape)
    layer.set_weights([weights, bias])
    return {
        "numpy": np.maximum(x * weights + bias, 0),
        "tensorflow": tf.nn.relu(tf.matmul(x, weights) + bias).numpy(),
        "keras": np.asarray(layer(x)),
    }


# %% transposed the weights tags=["mistake"] ref="D01"
def same_layer(x, weights, bias):
    """You transpose the weights. They are (D, M) already, as Keras keeps them: the rows of x meet the columns of W."""
    layer = keras.layers.Dense(weights.shape[0], activation="relu")
    layer.build((None, weights.shape[1]))
    layer.set_weights([weights.T, bias])
    return {
        "numpy": np.maximum(x @ weights.T + bias, 0),
        "tensorflow": tf.nn.relu(tf.matmul(x, weights, transpose_b=True) + bias).numpy(),
        "keras": np.asarray(layer(x)),
    }


# %% wrote the largest number instead of a maximum tags=["mistake"] ref="R04"
def same_layer(x, weights, bias):
    """np.max looks for the largest number of an array. The ReLU compares each number with 0 and keeps the larger
    one."""
    layer = keras.layers.Dense(weights.shape[1], activation="relu")
    layer.build(x.shape)
    layer.set_weights([weights, bias])
    return {
        "numpy": np.max(x @ weights + bias, 0),
        "tensorflow": tf.nn.relu(tf.matmul(x, weights) + bias).numpy(),
        "keras": np.asarray(layer(x)),
    }
