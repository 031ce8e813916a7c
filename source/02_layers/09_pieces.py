# %% [markdown]
# ## The pieces of a network
#
# This is the network that you run in the last question. It is the lecture's simple CNN: convolution, ReLU and pooling,
# twice; then flatten, and one fully connected layer with a unit for each of the ten digits.

# %% tags=["figure"]
figures.network()

# %% [markdown]
# One piece is missing in this notebook: the convolution. `labkit` has a stand-in for `conv2d` of lab 1, with the same
# arguments and the same numbers: `conv2d(images, kernels, bias, stride=1, pad=0)`. You may replace it with your own.

# %%
from labkit.convolution import conv2d

# %% [markdown]
# And here are the weights. The network learned them in Keras, from 1,400 handwritten digits that were moved about by up
# to two pixels: labs 3 and 4 show how. They are plain NumPy arrays in a dictionary.

# %%
from labkit import weights

digits_params = weights.digits_cnn()
for name, array in digits_params.items():
    print(f"{name:14} {array.shape}")
