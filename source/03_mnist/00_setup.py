# %% [markdown]
# # 3 · Colab, Keras and MNIST
#
# *100 minutes · 30 points*
#
# You have built the layers of a CNN by hand. Now you hand the loops over to a library and get what you could not have
# in labs 1 and 2: networks that *learn*. You will teach two of them to read handwritten digits. The first is the
# lecture's simple deep network, `Dense(128) → Dense(128) → 10`. The second is a CNN of your own design, which gets
# along with a fraction of the weights and reads better. At the end you climb a ladder: how well can you read with
# 60,000 parameters?
#
# When you are done, you can
#
# - find out which libraries and which devices a notebook has, and say what TensorFlow and Keras are to each other,
# - bring images and labels into the form that a network wants,
# - build, compile, train and measure a network in Keras, and match its last layer with its loss,
# - look behind an accuracy: which digits are confused, and which mistakes is the network most sure of?
#
# **How this lab is marked.** Your functions hand over *plans* of networks, not trained ones. We build each network
# anew from its plan, train it ourselves, and measure it on digits that nobody has seen. What your notebook prints is
# for your own eyes; nothing can go wrong because you ran a training twice, or not at all.
#
# On Colab this notebook asks for a GPU; *Runtime > Change runtime type* shows whether it got one. Without a GPU,
# everything here still trains in a few minutes.

# %%
from labkit.start import loading

with loading():  # quietly: TensorFlow says much about itself that you do not need to know
    import keras
    import numpy as np
    import pandas as pd
    import tensorflow as tf

numpy_version = np.__version__  # most libraries carry their version in this variable

# %% tags=["figure"]
from labkit.figures import mnist as figures
