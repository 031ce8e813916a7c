# %% [markdown]
# # 4 · Pre-processing
#
# *75 minutes · 15 points*
#
# Between the picture that somebody took and the array that a network learns from lies work that no layer does for
# you. The lecture names four steps: **resizing**, **normalisation**, **denoising** and **augmentation**. They look
# harmless, and yet many wrong results begin here: width and height exchanged, a test set that was normalised by
# itself, labels that no longer belong to their pictures. In this lab you write all four, for whole
# batches, and see what each does to digits and to the accuracy of a small network.
#
# When you are done, you can
#
# - resize pictures and say where each new pixel comes from,
# - normalise a test set without looking at it,
# - choose between a mean and a median against noise, and measure the gain,
# - make many training pictures out of few, and show that it helps,
# - tell which changes leave a digit's label true, and which turn a 6 into a 9.
#
# Two things hold in the whole lab. Images are arrays of shape `(N, H, W, C)`: which image, which row, which column,
# which channel. And your functions never change the arrays that they are given: they return new ones.
#
# You work on scikit-learn's handwritten digits: 1,400 to learn from and 397 to test with, 28×28 pixels, one channel.

# %%
import numpy as np
from labkit import data

handwritten = data.bundled_digits()
train_images, train_labels = handwritten.train_images[..., np.newaxis], handwritten.train_labels
test_images, test_labels = handwritten.test_images[..., np.newaxis], handwritten.test_labels

# %% tags=["figure"]
from labkit.figures import preprocessing as figures
