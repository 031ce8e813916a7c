# %% [markdown]
# # 5 · Transfer learning and your own data
#
# *100 minutes · 5 points*
#
# Until now somebody else had collected the pictures. In this lab you make a data set of your own, from a folder of
# images to a trained network.

# %%
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # TensorFlow tells much that you do not need to know

import keras
import numpy as np
