# %% [markdown]
# ### Were you right?
#
# Here are your four numbers from 1.1, and what your function makes of the same image and kernel.

# %% tags=["student"]
print("predicted:", predicted)
print("computed: ", correlate2d(lecture_image, mean_filter))

# %% [markdown]
# And this is how your function got there, one window after the other:

# %% tags=["figure"]
figures.sliding_window(lecture_image, mean_filter, correlate2d)

# %% [markdown] tags=["predict"]
# The 3×3 window has four places on the 4×4 image. How many does it have with `pad=1`? And how many with `pad=1` and
# `stride=2`?
#
# ---
#
# With `pad=1` there are **16**. The padded image has 6×6 pixels, the window starts in row 0, 1, 2 or 3, and likewise in
# four columns. The result is as large as the image was.
#
# With `stride=2` as well, **4** are left. The window starts in row 0 or 2, and likewise in two columns. A start in
# row 4 would hang over the edge, so the last row and column of zeros lie in no window. Twice the stride halves the
# number of starts along each axis: a quarter of the results, not half of them.

# %% [markdown]
# Try it: `pad` and `stride` change how many steps there are, and your function fills in the results. Look at a step
# in the corner, too: how many of the nine products come from the frame of zeros?

# %% tags=["figure"]
figures.explore_convolution(lecture_image, mean_filter, correlate2d)

# %% [markdown]
# ### On a real picture
#
# Nothing in your function knows that the image was small. Below it works on a photograph, with two
# kernels: a mean filter of 5×5 pixels, and one that takes a pixel five times and subtracts its
# four neighbours. Try other numbers, too.

# %% tags=["figure"]
blur = np.full((5, 5), 1 / 25)
sharpen = np.array([[0, -1, 0], [-1, 5, -1], [0, -1, 0]], dtype=float)
figures.filters_on_picture(correlate2d, {"blur": blur, "sharpen": sharpen})
