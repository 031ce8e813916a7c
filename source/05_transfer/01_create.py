# %% [markdown]
# ## A data set of your own, step 1: create
#
# Four steps lead from an idea to a network that reads your own pictures: **create** the pictures, **pre-process**
# them, **design** a network, **train** it. The first one takes the longest in practice, and here you begin with it.
#
# Nearly all tools, Keras among them, understand one simple order: *one folder for each class, the class's name is the
# folder's name, and the files inside are its pictures.*
#
# ```
# own_digits/
#     three/    0001.png  0002.png  0003.png  …
#     seven/    0001.png  0002.png  …
# ```

# %%
import os
from pathlib import Path

from PIL import Image, ImageOps

# %% [markdown]
# **Draw.** The next cell shows a sheet. Draw with the mouse, a pen or a finger, write the name of the class into the
# field, and press *Save*: the drawing becomes a file in `own_digits/<class>/`. Ten drawings for each of two classes are
# enough to begin with. They need not be digits: any two kinds of things will do.
#
# **Or bring files.** Where the sheet does not work (it needs ipywidgets and a browser that may talk to the notebook),
# or where you have photos already: make the folders `own_digits/<class>/` beside this notebook and put PNG or JPEG
# files into them. In JupyterLab drag them into the file browser; on Colab open the folder symbol on the left and use
# *Upload*. On Colab the folder is gone when the session ends: download what you want to keep.
#
# No time to draw? Everything below works without: a small set of drawn shapes comes with the lab, and takes the place
# of your pictures until there are at least five in each of two classes.

# %% tags=["student"]
from labkit import canvas

canvas.sheet("own_digits")
