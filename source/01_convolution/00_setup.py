# %% [markdown]
# # 1 · Convolution on images
#
# *75 minutes · 15 points*
#
# A convolutional network looks at a picture through a small window, again and again, at every place. In the lecture
# you saw this once, on a 4×4 image with a 3×3 mean filter. Here you build it yourself, in plain NumPy: first by hand,
# then for one grey image, and at last for a whole batch of colour images with many filters. That last function,
# `conv2d`, is what `keras.layers.Conv2D` computes. You will use it again in lab 2 to run a complete network.
#
# When you are done, you can
#
# - work out by hand what a kernel makes of a small image,
# - say how large the result will be, for any kernel, stride and padding,
# - write a convolutional layer that gives the numbers that Keras gives,
# - explain why a CNN slides its kernels without flipping them,
# - design a kernel that finds something you want to find.
#
# Every question has a check that you may run as often as you like. It tells you what was expected, what came, and
# what to try. Hidden tests with other numbers give most of the points later. A folded hint costs nothing.

# %%
import numpy as np

# The lecture's image I and its 3×3 mean filter F
lecture_image = np.array([[5, 2, 1, 0], [4, 3, 5, 2], [2, 8, 2, 2], [8, 10, 5, 1]])
mean_filter = np.full((3, 3), 1 / 9)

# %% tags=["figure"]
from labkit.figures import convolution as figures
