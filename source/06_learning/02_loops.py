# %% [markdown]
# ## The loops to beat
#
# Here is the layer of lab 1 in its plainest form: four loops, one number of the result at a time. You may put your own
# `conv2d` of lab 1 in its place, under the name `conv2d_loops`. Its numbers have to be right, for you will compare
# with them.

# %%
def conv2d_loops(images, kernels, bias, stride=1, pad=0):
    """Apply a convolutional layer in plain loops: (N, H, W, C), (KH, KW, C, F), (F,) -> (N, H', W', F)."""
    kh, kw, _, number_of_filters = kernels.shape
    framed = np.pad(images, [(0, 0), (pad, pad), (pad, pad), (0, 0)])
    tops = range(0, framed.shape[1] - kh + 1, stride)
    lefts = range(0, framed.shape[2] - kw + 1, stride)
    result = np.zeros((len(images), len(tops), len(lefts), number_of_filters))
    for number in range(len(images)):
        for i, top in enumerate(tops):
            for j, left in enumerate(lefts):
                patch = framed[number, top : top + kh, left : left + kw]
                for f in range(number_of_filters):
                    result[number, i, j, f] = np.sum(patch * kernels[..., f]) + bias[f]
    return result
