# %% [markdown]
# ## The pieces of a network
#
# This is the network that you run in the last question. It is the lecture's simple CNN: convolution, ReLU and pooling,
# twice; then flatten, and one fully connected layer with a unit for each of the ten digits.

# %% tags=["figure"]
figures.network()

# %% [markdown]
# One piece is missing in this notebook: the convolution. Here is a stand-in for `conv2d` of lab 1, made of SciPy's
# `correlate`. It takes the same arguments and returns the same numbers, one image and one filter at a time, which is
# not fast. You may replace it with your own `conv2d` from lab 1.

# %%
from scipy.signal import correlate


def conv2d(images, kernels, bias, stride=1, pad=0):
    """Apply a convolutional layer: (N, H, W, C), (KH, KW, C, F), (F,) -> (N, H', W', F)."""
    images = np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    maps = [
        [correlate(image, kernels[..., f], mode="valid", method="direct")[::stride, ::stride, 0] for image in images]
        for f in range(kernels.shape[-1])
    ]
    return np.stack(maps, axis=-1) + bias


# %% [markdown]
# And here are the weights. The network learned them in Keras, from 1,400 handwritten digits that were moved about by up
# to two pixels: labs 3 and 4 show how. They are plain NumPy arrays in a dictionary.

# %%
from labkit import weights

digits_params = weights.digits_cnn()
for name, array in digits_params.items():
    print(f"{name:14} {array.shape}")
