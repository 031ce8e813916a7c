# %% [raw]
# # BEGIN QUESTION
# name: receptive_field
# points: 1
# minutes: 8
# difficulty: 2

# %% [markdown]
# ## 2.8 How far does a unit see?
#
# One number of a map follows from a small window of the map before. Each number of that window had a window of its
# own, and so on down to the image. The piece of the image that one number depends on, from its first pixel to its last,
# is its **receptive field**. Deep networks see whole objects with small kernels, because the field grows with every
# layer.
#
# Look at one axis of the image; the other one works the same way. A layer with windows of size $k$ adds $k - 1$ steps
# to the field. But a step between two numbers is not always one pixel wide: each stride below has widened it. With
# sizes $k_1, k_2, \dots$ and strides $s_1, s_2, \dots$, counted from the image upwards, the field after $L$ layers is
#
# $$r = 1 + \sum_{l=1}^{L} (k_l - 1) \cdot s_1 s_2 \cdots s_{l-1}$$
#
# **By hand first.** A convolution with 3×3 kernels and stride 1 sees 3 pixels. Max pooling of size 2 and stride 2 on
# top adds one step of one pixel: 4. Now comes a second 3×3 convolution. Does it add 2 pixels, or more? Decide before
# you look at the figure.
#
# Write `receptive_field(layers)`.
#
# | | what it is |
# |---|---|
# | `layers` | a list with at least one pair `(size, stride)`, whole numbers, the layer next to the image first |
# | result | one number: the width of the field in pixels |
#
# No stride is larger than its window. Padding plays no part, and neither does ReLU.

# %% tags=["figure"]
from labkit.figures import fields

fields.receptive_field([(3, 1), (2, 2), (3, 1)])

# %% [markdown] tags=["hint"]
# Go through the layers from the image upwards and carry two numbers along: how wide the field is, and how many pixels
# lie between neighbouring numbers of the present map. Both are 1 in the image itself.

# %% [markdown] tags=["hint"]
# In each layer the field grows by `size - 1` steps, and a step is as wide as the strides *below* have made it. Only
# then does the layer's own stride make it wider, for the layers above.

# %% [markdown] tags=["hint"]
# A loop over the pairs with two lines in it, first the field, then the step. For the figure's three layers, field and
# step begin as 1, 1 and go on as 3, 1, then 4, 2, then 8, 2.

# %% [raw]
# # BEGIN SOLUTION


# %%
def receptive_field(layers):
    """Tell how many pixels, along one axis, one number of the last of some layers depends on."""
    # BEGIN SOLUTION
    field, step = 1, 1
    for size, stride in layers:
        field += (size - 1) * step
        step *= stride
    return field
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the first three layers of the prompt, one by one
points: 0.25
"""  # END TEST CONFIG


def test_first_layers(receptive_field):
    from labkit import checks

    layers = [(3, 1), (2, 2), (3, 1)]
    for count, expected in ((1, 3), (2, 4), (3, 8)):
        checks.same_number(
            receptive_field(layers[:count]),
            expected,
            f"receptive_field({layers[:count]})",
            hint="Trace the lines of the figure down to the image, and count the pixels between the outer two.",
        )


# %%
""" # BEGIN TEST CONFIG
name: windows of several sizes, stride 1
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_stride_one(receptive_field):
    from labkit import checks
    from workbook.examiner import oracles_layers

    for sizes in ((1,), (7,), (3, 3, 3), (5, 1, 2, 4)):
        layers = [(size, 1) for size in sizes]
        checks.same_number(
            receptive_field(layers),
            oracles_layers.receptive_field(layers),
            f"receptive_field({layers})",
            hint="With stride 1 every step is one pixel wide: each layer adds its size minus 1.",
        )


# %%
""" # BEGIN TEST CONFIG
name: strides of several layers
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_strides(receptive_field):
    from labkit import checks
    from workbook.examiner import oracles_layers

    for layers in ([(3, 1), (2, 2), (3, 1), (2, 2)], [(3, 2), (3, 2), (3, 2)], [(4, 3), (5, 2), (3, 3), (2, 1)]):
        checks.same_number(
            receptive_field(layers),
            oracles_layers.receptive_field(layers),
            f"receptive_field({layers})",
            hint="A step is as wide as all strides of the layers below together, multiplied.",
        )


# %%
""" # BEGIN TEST CONFIG
name: the same layers in another order
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_order(receptive_field):
    from labkit import checks
    from workbook.examiner import oracles_layers

    layers = [(7, 2), (3, 3), (2, 1), (5, 1)]
    for order in (layers, layers[::-1]):
        before = list(order)
        checks.same_number(
            receptive_field(order),
            oracles_layers.receptive_field(before),
            f"receptive_field({before})",
            hint="Strides widen the steps of the layers above them, not of those below.",
        )
        if order != before:
            checks.fail("Your function changed layers, the list that it was given.", hint="Loop over it, or copy it.")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% left the strides out tags=["mistake"]
def receptive_field(layers):
    """You add size minus 1 pixels in each layer, as if every step were one pixel wide. A stride of 2 makes all steps
    above it twice as wide."""
    return 1 + sum(size - 1 for size, stride in layers)


# %% widened the step too early tags=["mistake"]
def receptive_field(layers):
    """You multiply by a layer's own stride before you add its window. Its stride sets its windows apart; inside a
    window, numbers lie as close as the layer below put them."""
    field, step = 1, 1
    for size, stride in layers:
        step *= stride
        field += (size - 1) * step
    return field


# %% added the whole window tags=["mistake"]
def receptive_field(layers):
    """You add the size of the window in each layer. The first pixel of it is there already: a window of 3 adds 2
    steps."""
    field, step = 1, 1
    for size, stride in layers:
        field += size * step
        step *= stride
    return field


# %% began with nothing tags=["mistake"]
def receptive_field(layers):
    """Your sum is one pixel short: a number of the image itself, before any layer, sees one pixel, not none."""
    field, step = 0, 1
    for size, stride in layers:
        field += (size - 1) * step
        step *= stride
    return field


# %% read the layers from the top tags=["mistake"]
def receptive_field(layers):
    """You go through the layers from the last to the first. The list begins with the layer next to the image."""
    field, step = 1, 1
    for size, stride in reversed(layers):
        field += (size - 1) * step
        step *= stride
    return field


# %% took the stride of one layer only tags=["mistake"]
def receptive_field(layers):
    """You widen the step by the stride of the layer just below. All strides below count, multiplied."""
    field, step = 1, 1
    for size, stride in layers:
        field += (size - 1) * step
        step = stride
    return field


# %% added the strides up tags=["mistake"]
def receptive_field(layers):
    """You add the strides. Two layers of stride 2 set numbers 4 pixels apart, and two of stride 3 set them 9 apart:
    strides multiply."""
    field, step = 1, 0
    for size, stride in layers:
        field += (size - 1) * max(step, 1)
        step += stride
    return field


# %% multiplied the windows tags=["mistake"]
def receptive_field(layers):
    """You multiply the sizes of the windows. Neighbouring windows overlap, so most of their pixels are the same: two
    layers of size 3 see 5 pixels, not 9."""
    field = 1
    for size, stride in layers:
        field *= size
    return field


# %% counted the pixels of the square tags=["mistake"]
def receptive_field(layers):
    """You give the number of pixels in the square field. Wanted is its width, along one axis."""
    field, step = 1, 1
    for size, stride in layers:
        field += (size - 1) * step
        step *= stride
    return field**2


# %% returned the step tags=["mistake"]
def receptive_field(layers):
    """You return how far apart two neighbouring numbers of the last map lie in the image. That is the step; wanted
    is how much one of them sees."""
    step = 1
    for size, stride in layers:
        step *= stride
    return step


# %% stopped after the first layer tags=["mistake"] ref="B04"
def receptive_field(layers):
    """You return inside the loop, so only the layer next to the image counts. Return when all layers are done."""
    field, step = 1, 1
    for size, stride in layers:
        field += (size - 1) * step
        step *= stride
        return field


# %% left the last layer out tags=["mistake"]
def receptive_field(layers):
    """The last layer is missing in your sum: its window counts as well. Only its stride plays no part."""
    field, step = 1, 1
    for size, stride in layers[:-1]:
        field += (size - 1) * step
        step *= stride
    return field
