# %% [markdown]
# ### Why a CNN does not bother
#
# In a CNN nobody chooses the weights: training finds them. Suppose that a layer which slides its kernels
# learns the one on the left. The same layer with true convolution would simply learn the same numbers, turned
# by half a turn, and give **exactly the same map**. Flipping changes where a weight is stored, and nothing
# else. So Keras, TensorFlow and PyTorch leave it out, and call the result *convolution* all the same. From
# here on, so do we: `conv2d` does not flip.

# %% tags=["figure"]
figures.flip_or_not(correlate2d, convolve2d)

# %% [markdown]
# One warning: SciPy's `signal.convolve2d` and NumPy's `convolve` do flip. Whoever loads the weights of a Keras model
# into those gets other numbers. SciPy's `signal.correlate2d` is the one that does not.
