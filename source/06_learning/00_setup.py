# %% [markdown]
# # 6 · Fast, and learning
#
# *120 minutes · 20 bonus points*
#
# Two questions are still open. Your loops in lab 1 give the right numbers, but a large network would keep you waiting
# for days: how does Keras do the same work so fast? And the weights that read digits in lab 2 came ready-made: how does
# a network find them? In this lab you answer both, in NumPy. You turn a convolution into one matrix product, then you
# write the way back through each layer, and at the end a network of your own functions learns from 500 handwritten
# digits, on one processor core, in about a second.
#
# When you are done, you can
#
# - rearrange images so that one matrix product is a convolution,
# - measure by how much that is faster, in a way that another computer confirms,
# - send a gradient back through ReLU, a fully connected layer, max pooling and a convolution,
# - check any gradient, of whatever function, by measuring slopes,
# - write the loop that trains a network.
#
# The questions build on labs 1 and 2. Where this notebook needs a function from there, it brings one along, and you
# may put your own in its place. As before, images are `(N, H, W, C)`, kernels `(KH, KW, C, F)`, and your functions
# never change the arrays that they are given.

# %%
import numpy as np

# The lecture's image I and its 3×3 mean filter F, and the input of its pooling layer
lecture_image = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]])
mean_filter = np.full((3, 3), 1 / 9)
lecture_map = np.array([[2, 2, 7, 3], [9, 4, 6, 1], [8, 5, 2, 4], [3, 1, 2, 6]])

# %% tags=["figure"]
from labkit.figures import learning as figures
