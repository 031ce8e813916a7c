# %% [markdown]
# ## A network that knows nothing yet
#
# Everything is there for a network to learn with. It is a small one:
#
# | step | takes from `params` | shape afterwards |
# |---|---|---|
# | the images, floats from 0 to 1 | | `(N, 28, 28, 1)` |
# | convolution, **stride 3**, no padding | `conv_kernels`, `conv_bias` | `(N, 8, 8, 8)` |
# | ReLU | | `(N, 8, 8, 8)` |
# | max pooling, size 2 | | `(N, 4, 4, 8)` |
# | flatten | | `(N, 128)` |
# | fully connected | `dense_weights`, `dense_bias` | `(N, 10)`, the logits |
#
# This is its way forward, with the functions of this notebook, and the two numbers that say how well it does: the mean
# cross-entropy, and the share of digits that it reads correctly.

# %%
from scipy.special import log_softmax


def network_logits(images, params):
    """Run the network: images (N, H, W, C) from 0 to 1 and a dictionary of weights -> logits
    (N, classes)."""
    maps = conv2d_fast(images, params["conv_kernels"], params["conv_bias"], stride=3)
    pooled = max_pool2d(relu(maps), size=2)
    return dense(pooled.reshape(len(images), -1), params["dense_weights"], params["dense_bias"])


def network_loss(images, labels, params):
    """Average -ln of the probability that the network gives each image's true class: one
    number."""
    return -np.mean(log_softmax(network_logits(images, params), axis=1)[np.arange(len(labels)), labels])


def network_accuracy(images, labels, params):
    """Count the share of images whose largest logit is that of their true class."""
    return np.mean(network_logits(images, params).argmax(axis=1) == labels)


# %% [markdown]
# It begins with small random weights, as large on average as keeps the numbers from growing or fading on their way
# through, and it learns from 500 digits of scikit-learn's collection. They lie sorted by class, first all zeros, then
# all ones: that will matter.

# %% tags=["student"]
from labkit import data

digits = data.bundled_digits()
chosen = np.concatenate([np.flatnonzero(digits.train_labels == digit)[:50] for digit in range(10)])
few_images, few_labels = digits.train_images[chosen, :, :, np.newaxis] / 255, digits.train_labels[chosen]

start = np.random.default_rng(1)
untrained_params = {
    "conv_kernels": start.normal(0, np.sqrt(2 / 25), (5, 5, 1, 8)),
    "conv_bias": np.zeros(8),
    "dense_weights": start.normal(0, np.sqrt(1 / 128), (128, 10)),
    "dense_bias": np.zeros(10),
}
