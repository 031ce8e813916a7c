# %% [markdown]
# # 5 · Transfer learning and your own data
#
# *100 minutes · 20 points*
#
# The networks of the lecture, ResNet, VGG16, VGG19 and Inception, learned from more than a million photographs, for
# days. You have fifty pictures and five minutes. In this lab you make a data set of your own, and then let a network
# that has learned something else do most of the work for you: *transfer learning*.
#
# When you are done, you can
#
# - turn a folder of pictures, whatever they are, into arrays, and split them fairly,
# - build a network of your own on top of a trained one, without spoiling what that one knows,
# - look into a network: at its filters, at its feature maps, and at the part of an image that it decides by.
#
# **How this lab is marked.** As in lab 3, your functions hand over *plans* of networks. We build them anew, put trained
# weights into the base ourselves, and train the rest. All of it runs on a CPU, and nothing has to be downloaded.

# %%
from labkit.start import loading

with loading():  # quietly: TensorFlow says much about itself that you do not need to know
    import keras
    import numpy as np
    import tensorflow as tf

from labkit import transfer

# %% tags=["figure"]
from labkit.figures import transfer as figures
