# %% [markdown]
# ### What you have now
#
# You have written, from the first multiplication to the last gradient, everything that a network needs to learn to
# read. What Keras adds is breadth and speed, not another principle: more layers, better steps than plain ones, and
# matrix products on a graphics processor. When a network of yours will not learn, you now know where to look.
