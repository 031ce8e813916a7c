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

# %% [markdown]
# Where widgets run, you can walk through it yourself. Move `pad` to 1: how many
# steps are there now? Then move `stride` to 2.

# %% tags=["figure"]
figures.sliding_window_slider(lecture_image, mean_filter, correlate2d)

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
