# %% [markdown]
# ## The way back
#
# Now for learning. A network turns images into a single number, the loss $L$: how wrong are its answers? To make $L$
# smaller, it has to know for every one of its weights: if I turn it up a little, does $L$ rise or fall, and how
# steeply? That is the **gradient** of the weight, $\frac{\partial L}{\partial w}$.
#
# Nobody works this out for the whole network at once. Each layer is asked only for its own part, from the last to the
# first. It is told how $L$ changes with each number that it **returned**, and answers how $L$ changes with each number
# that it was **given**:

# %% tags=["figure"]
figures.there_and_back()

# %% [markdown]
# Two rules are enough for every layer of this lab:
#
# 1. **A number that is multiplied by $k$ on its way forward has its gradient multiplied by $k$ on the way back.**
#    From $y = k \cdot x$ follows $\frac{\partial L}{\partial x} = k \cdot \frac{\partial L}{\partial y}$.
# 2. **A number that is used in several places adds up what comes back from all of them.**
#
# **By hand first.** Let $y_0 = 3x$ and $y_1 = -2x$, and let the way back bring
# $\frac{\partial L}{\partial y_0} = 10$ and $\frac{\partial L}{\partial y_1} = 4$. What is
# $\frac{\partial L}{\partial x}$? (First rule: $30$ and $-8$. Second rule: $22$.)
#
# In all questions below, `gradient` is the gradient of what the layer returned, and has its shape. You return the
# gradients of what the layer was given, each with the shape of *that* array. All of them are floats.
#
# ### You can check every gradient
#
# A gradient is a slope, and a slope can be measured: move one number a little up and a little down, and look at what
# that does to $L$. It is far too slow for learning, but it cannot be fooled. After each question there is a picture
# that compares your gradients with measured ones. The hidden tests do the same with other numbers, and allow for the
# rounding errors of `float32`.


# %%
def numerical_gradient(function, x, step=1e-5):
    """Measure how function(x), which is one number, changes with each entry of x: an array of the shape of x."""
    x = x.astype(float)
    slopes = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        value = x[index]
        x[index] = value + step
        above = function(x)
        x[index] = value - step
        slopes[index] = (above - function(x)) / (2 * step)
        x[index] = value
    return slopes


# %% [markdown]
# What is measured are the layers of lab 2. Here are stand-ins, made with SciPy and NumPy; your own will do as well.

# %%
from scipy.ndimage import maximum_filter


def relu(x):
    """Keep what is positive and replace the rest by 0."""
    return np.clip(x, 0, None)


def dense(x, weights, bias):
    """Apply a fully connected layer: (N, D), (D, M), (M,) -> (N, M)."""
    return np.einsum("nd,dm->nm", x, weights) + bias


def max_pool2d(images, size=2, stride=None):
    """Keep the largest number of each window: (N, H, W, C) -> (N, H', W', C)."""
    shift = -(size // 2)  # SciPy's windows are centred, ours begin at their pixel
    every_window = maximum_filter(images, size=(1, size, size, 1), origin=(0, shift, shift, 0))
    whole = every_window[:, : images.shape[1] - size + 1, : images.shape[2] - size + 1]
    return whole[:, :: stride or size, :: stride or size]
