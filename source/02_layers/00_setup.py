# %% [markdown]
# # 2 · The layers of a CNN
#
# *90 minutes · 20 points*
#
# In lab 1 you built the layer that gives convolutional networks their name. It does not work alone. In the lecture's
# simple CNN each convolution is followed by a ReLU and by pooling, and a fully connected layer with a softmax makes the
# decision. Each of these is a few lines of NumPy. You write them one by one, and at the end you put them together: with
# weights that were trained beforehand, your own functions read handwritten digits and get about 99 of 100 right.
#
# When you are done, you can
#
# - say what each layer of a CNN does to the numbers and to the shape,
# - pool feature maps with any window and stride,
# - turn a network's raw output into probabilities without overflow,
# - measure how wrong a prediction is with the cross-entropy,
# - run a trained network by hand and get the logits that Keras gets.
#
# Two things hold in the whole lab. Images are arrays of shape `(N, H, W, C)`: which image, which row, which column,
# which channel. And your functions never change the arrays that they are given: they return new ones.

# %%
import numpy as np

# The lecture's input of the pooling layer
lecture_map = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])

# %% tags=["figure"]
from labkit.figures import layers as figures
