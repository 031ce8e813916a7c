# %% [raw]
# # BEGIN QUESTION
# name: feature_maps
# points: 2
# minutes: 10
# difficulty: 2

# %% [markdown]
# ## 5.7 What a layer sees
#
# A filter shows what a layer looks for, its *feature map* where in an image it has found it. To see one, you need a
# network that ends in the middle: the same layers, the same weights, another output.
#
# Write `feature_maps(model, image, layer)`.
#
# | | |
# |---|---|
# | `model` | a Keras model with one input |
# | `image` | **one** image `(H, W, C)`, as the model takes it: do not scale it |
# | `layer` | the name of a layer of the model, such as `"conv1"` |
# | result | what that layer puts out for the image, **without** a batch axis: `(H', W', F)` after a convolution |
#
# "What a layer puts out" includes its activation, if it has one. The model is not changed.
#
# **By hand first.** An image of 14×11 pixels and one channel goes through `conv1`, three filters of 3×2 without
# padding, and `pool1`, which pools 2×2. What are the shapes of the two results? ($14-3+1 = 12$ and $11-2+1 = 10$, so
# `(12, 10, 3)` after `conv1`, and `(6, 5, 3)` after `pool1`.)

# %% [markdown] tags=["hint"]
# `model.get_layer(layer)` finds a layer by its name, and `.output` is the tensor that comes out of it.

# %% [markdown] tags=["hint"]
# `keras.Model(model.input, ...)` makes the network that ends there. It shares its weights with `model`.

# %% [markdown] tags=["hint"]
# Networks take batches: `image[np.newaxis]` is a batch of one. What has to be taken off again at the end?

# %% [raw]
# # BEGIN SOLUTION


# %%
def feature_maps(model, image, layer):
    """Compute what the named layer puts out for one image: (H, W, C) -> (H', W', F)."""
    # BEGIN SOLUTION
    part = keras.Model(model.input, model.get_layer(layer).output)
    return np.asarray(part(image[np.newaxis].astype("float32")))[0]
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the shapes of the example
points: 0.5
"""  # END TEST CONFIG


def test_shapes(feature_maps):
    import numpy as np

    from labkit import checks, transfer

    image = np.random.default_rng(57).uniform(0, 1, (14, 11, 1)).astype(np.float32)
    for layer, shape in (("conv1", (12, 10, 3)), ("pool1", (6, 5, 3))):
        what = f"feature_maps(model, image, {layer!r})"
        hint = "One image goes in, its maps come out: no batch axis. Does your part of the model end at that layer?"
        maps = checks.same_shape(feature_maps(transfer.small_network(57), image, layer), shape, what, hint=hint)
        if maps.min() < 0 or not maps.any():
            checks.fail(f"{what} holds other values than a ReLU gives.", expected="0 and above", got=maps.min())


# %%
""" # BEGIN TEST CONFIG
name: the values behind a convolution
points: 0.75
hidden: true
"""  # END TEST CONFIG


def test_convolution(feature_maps):
    import numpy as np

    from labkit import checks, transfer
    from workbook.examiner import oracles_transfer

    rng = np.random.default_rng(571)
    for shape, filters in (((13, 16, 2), (5, 3)), ((12, 10, 3), (2, 6))):
        image = rng.uniform(0, 3, shape).astype(np.float32)
        before = image.copy()
        model = transfer.small_network(int(rng.integers(1000)), shape, filters)
        expected = oracles_transfer.first_maps(model, image)
        hint = "Give the image to the model as it is, and take what the layer puts out."
        checks.same_array(
            feature_maps(model, image, "conv1"), expected, "feature_maps(model, image, 'conv1')", hint=hint
        )
        checks.unchanged(image, before, "image")


# %%
""" # BEGIN TEST CONFIG
name: other layers, and another model
points: 0.75
hidden: true
"""  # END TEST CONFIG


def test_other_layers(feature_maps):
    import numpy as np

    from labkit import checks, transfer
    from workbook.examiner import oracles_transfer

    image = np.random.default_rng(572).uniform(0, 2, (15, 12, 2)).astype(np.float32)
    model = transfer.small_network(572, (15, 12, 2), (4, 2), 5)
    hint = "Find the layer by its name: model.get_layer(layer)."
    pooled = oracles_transfer.pooled_maps(oracles_transfer.first_maps(model, image))
    checks.same_array(feature_maps(model, image, "pool1"), pooled, "feature_maps(model, image, 'pool1')", hint=hint)
    expected = oracles_transfer.probabilities(model, image[np.newaxis])[0]
    checks.same_array(feature_maps(model, image, "dense"), expected, "feature_maps(model, image, 'dense')", hint=hint)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# A 5 on its way through the extractor: strokes and edges at first; at the end 4×4 maps in which no digit can be seen
# any more, but from which a single `Dense` layer can read one. Each map has a scale of its own, from blue for its
# smallest value to yellow for its largest.

# %% tags=["figure"]
figures.maps(feature_maps, transfer.extractor(), transfer.few_digits().train_images[0])


# %% no batch axis tags=["mistake"] ref="K04"
def feature_maps(model, image, layer):
    """You give the model an image without a batch axis: image[np.newaxis] is a batch of one."""
    part = keras.Model(model.input, model.get_layer(layer).output)
    return np.asarray(part(image))


# %% left the batch axis on tags=["mistake"]
def feature_maps(model, image, layer):
    """Your result still has a batch axis of length 1. There is one image: take the first of the batch."""
    part = keras.Model(model.input, model.get_layer(layer).output)
    return np.asarray(part(image[np.newaxis]))


# %% the output of the whole model tags=["mistake"]
def feature_maps(model, image, layer):
    """You return what the whole model puts out. Make a model that ends at the layer."""
    return np.asarray(model(image[np.newaxis]))[0]


# %% what goes into the layer tags=["mistake"]
def feature_maps(model, image, layer):
    """You return what goes into the layer, not what comes out: take its output."""
    part = keras.Model(model.input, model.get_layer(layer).input)
    return np.asarray(part(image[np.newaxis]))[0]


# %% the weights of the layer tags=["mistake"]
def feature_maps(model, image, layer):
    """You return the weights of the layer. They are the same for every image; a feature map is what the layer makes of
    this one."""
    weights = model.get_layer(layer).get_weights()
    return weights[0] if weights else np.zeros(0)


# %% scaled the image tags=["mistake"] ref="X01"
def feature_maps(model, image, layer):
    """You divide the image by 255. It comes as the model takes it."""
    part = keras.Model(model.input, model.get_layer(layer).output)
    return np.asarray(part(image[np.newaxis] / 255))[0]


# %% averaged over the filters tags=["mistake"]
def feature_maps(model, image, layer):
    """You average over the filters. Each has a map of its own: keep the last axis."""
    part = keras.Model(model.input, model.get_layer(layer).output)
    return np.asarray(part(image[np.newaxis]))[0].mean(axis=-1)


# %% always the first layer tags=["mistake"]
def feature_maps(model, image, layer):
    """You always take the first layer. Take the one whose name you are given: model.get_layer(layer)."""
    part = keras.Model(model.input, model.layers[1].output)
    return np.asarray(part(image[np.newaxis]))[0]


# %% a copy with new weights tags=["mistake"]
def feature_maps(model, image, layer):
    """Your copy of the model has new random weights. A model from the same tensors shares the old ones."""
    keras.utils.set_random_seed(1)  # the same ones whenever this is generated
    copy = keras.models.clone_model(model)
    part = keras.Model(copy.input, copy.get_layer(layer).output)
    return np.asarray(part(image[np.newaxis]))[0]


# %% the filters first tags=["mistake"]
def feature_maps(model, image, layer):
    """You put the filters first, as PyTorch does. Here they stay last: (H', W', F)."""
    part = keras.Model(model.input, model.get_layer(layer).output)
    return np.moveaxis(np.asarray(part(image[np.newaxis]))[0], -1, 0)
