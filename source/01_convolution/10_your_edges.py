# %% [markdown]
# ### What your kernel sees
#
# Blur, sharpen, and your own edges, on the same photograph and with your own `correlate2d`. The two
# colours say whether your kernel met its pattern or the opposite of it. Which edges does it see well, and
# which does it miss? Change it and look again.

# %% tags=["figure"]
figures.filters_on_picture(correlate2d, {"blur": blur, "sharpen": sharpen, "your edges": edge_kernel()})

# %% [markdown]
# ### What you have now
#
# You have a convolutional layer that you understand down to the last number. In lab 2 it gets company: ReLU, pooling, a
# fully connected layer and softmax. Together they read handwritten digits, with weights that Keras trained.
