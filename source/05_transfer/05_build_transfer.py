# %% [raw]
# # BEGIN QUESTION
# name: build_transfer
# points: 5
# minutes: 20
# difficulty: 3

# %% [markdown]
# ## 5.3 A new head on a trained base
#
# The first layers of a trained network look for edges and corners, the later ones for parts of things. Little of that
# depends on the classes that it was trained for; only the last layer does. So cut that one off, keep the rest as a
# *base*, and put a small new *head* on top:
#
# $$\text{image} \;\longrightarrow\; \underbrace{\text{pre-processing} \to \text{base}}_{\text{fixed}}
# \;\longrightarrow\; \text{features} \;\longrightarrow\; \underbrace{\text{head}}_{\text{learns}} \;\longrightarrow\;
# \text{probabilities}$$
#
# These are the bases of the lecture, and one of ours that is small enough for a CPU:
#
# | base | `base.name` | parameters | what it wants to be fed |
# |---|---|---|---|
# | VGG16, VGG19 (2014): 3×3 after 3×3 | `vgg16`, `vgg19` | 14.7, 20.0 million | blue, green, red, minus means |
# | ResNet50 (2015): shortcuts around layers | `resnet50` | 23.6 million | the same |
# | InceptionV3 (2015): kernels of several sizes side by side | `inception_v3` | 21.8 million | $x/127.5 - 1$ |
# | the course's own: it knows the letters A–Z and the digits 0–4 | `extractor` | 79,600 | $x/255$ |
#
# The means are 103.939, 116.779 and 123.68, for an image of $x$ from 0 to 255. **You need not write this down
# yourself:** `transfer.preprocessing_of(base)` gives you the function that belongs to a base, for example
# `keras.applications.vgg16.preprocess_input`. It works on arrays and on the tensors of a network.
#
# Write `build_transfer(base, classes)`. It returns a compiled network.
#
# | | |
# |---|---|
# | `base` | a Keras model without a head: one from the table. `base.input_shape` is `(None, height, width, 3)` |
# | `classes` | how many classes the new task has |
# | input of your network | images `(None, height, width, 3)` as they are: red, green, blue, **0 to 255** |
# | output | `(None, classes)` |
#
# 1. **The base's own pre-processing is part of the network**, once, so that nobody can forget it. Use Keras's layers
#    and operations: a `Lambda` layer cannot be handed over.
# 2. **The base is whole, and frozen**: training leaves all of its weights alone. The head learns.
# 3. **Batch normalisation stays in inference.** Such a layer keeps a running mean and variance. If it went on
#    counting on your few images, it would forget what it knows, without any gradient.
# 4. **The end goes with the loss**, as in lab 3: probabilities and a cross-entropy, or logits and `from_logits=True`.
#
# A head may be `Flatten` or `GlobalAveragePooling2D`, then `Dense`; more is allowed. Compile with `"adam"`.
#
# **By hand first.** The extractor gives maps of 4×4 with 96 features. How many parameters does a head for 3 classes
# have after `GlobalAveragePooling2D`, and how many after `Flatten`? (Each class has a weight for every number that
# reaches it, and a bias: $96 \cdot 3 + 3 = 291$, and $4 \cdot 4 \cdot 96 \cdot 3 + 3 = 4611$. Fewer
# numbers are learned from fewer images; but pooling forgets where in the image a feature was.)

# %% tags=["figure"]
figures.two_parts()

# %% [markdown] tags=["hint"]
# One line freezes a whole base: `base.trainable = False`. A base is called like a layer: `features = base(x,
# training=False)`.

# %% [markdown] tags=["hint"]
# Begin with `inputs = keras.Input(base.input_shape[1:])`. A function of arithmetic can be applied to it right away:
# `x = transfer.preprocessing_of(base)(inputs)`.

# %% [markdown] tags=["hint"]
# `inputs` → pre-processing → `base(x, training=False)` → `GlobalAveragePooling2D()` → `Dense(classes,
# activation="softmax")` → `keras.Model(inputs, outputs)`, then compile. What has to be frozen before that?

# %% [raw]
# # BEGIN SOLUTION


# %%
def build_transfer(base, classes):
    """Put a new head on a frozen base: network from images 0..255 to (None, classes), compiled."""
    # BEGIN SOLUTION
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: images go in, three numbers come out, and the loss can read them
points: 0.5
"""  # END TEST CONFIG


def test_ends(build_transfer):
    import numpy as np

    from labkit import models, networks, transfer

    model = models.rebuild(build_transfer(transfer.extractor(), 3), input_shape=transfer.SHAPE)
    images = np.random.default_rng(53).integers(0, 256, (2, *transfer.SHAPE)).astype(np.float32)
    networks.check_end(model, images, "build_transfer(extractor, 3)", 3)


# %%
""" # BEGIN TEST CONFIG
name: the extractor is in it, and frozen
points: 0.5
"""  # END TEST CONFIG


def test_frozen(build_transfer):
    from labkit import models, transfer, transplant

    model = models.rebuild(build_transfer(transfer.extractor(), 3), input_shape=transfer.SHAPE)
    transplant.check_frozen(model, transfer.extractor(), "build_transfer(extractor, 3)")


# %%
""" # BEGIN TEST CONFIG
name: frozen, and a head for seven classes that goes with its loss
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_seven_classes(build_transfer):
    import numpy as np

    from labkit import models, networks, transfer, transplant

    model = models.rebuild(build_transfer(transfer.extractor(), 7), input_shape=transfer.SHAPE)
    what = "build_transfer(extractor, 7)"
    transplant.check_frozen(model, transfer.extractor(), what)
    images = np.random.default_rng(531).integers(0, 256, (3, *transfer.SHAPE)).astype(np.float32)
    networks.check_end(model, images, what, 7)


# %%
""" # BEGIN TEST CONFIG
name: the extractor is fed what it knows, and computes what it did, also in training
points: 1.5
hidden: true
"""  # END TEST CONFIG


def test_extractor_is_fed_rightly(build_transfer):
    from workbook.examiner import oracles_transfer

    oracles_transfer.check_around(build_transfer, "extractor", 4)


# %%
""" # BEGIN TEST CONFIG
name: it works around VGG16 and VGG19
points: 1
hidden: true
"""  # END TEST CONFIG


def test_vgg(build_transfer):
    from workbook.examiner import oracles_transfer

    for name in ("VGG16", "VGG19"):
        oracles_transfer.check_around(build_transfer, name, 3)


# %%
""" # BEGIN TEST CONFIG
name: it works around ResNet50 and InceptionV3
points: 1
hidden: true
"""  # END TEST CONFIG


def test_resnet_and_inception(build_transfer):
    from workbook.examiner import oracles_transfer

    for name in ("ResNet50", "InceptionV3"):
        oracles_transfer.check_around(build_transfer, name, 3)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# The rest of this lab works with `"extractor"`, which is there in any case. On a computer that may download them, look
# at `"VGG16"` or `"ResNet50"` too, with what they learned from ImageNet: 50 to 100 MB, once.

# %% tags=["student"]
base = transfer.load_base("extractor")  # or "ResNet50", "VGG16", "VGG19", "InceptionV3"
print(f"{base.name}: {len(base.layers)} layers, {base.count_params():,} parameters,")
print(f"and features of the shape {base.output_shape[1:]}")


# %% forgot to freeze tags=["mistake"] ref="T01"
def build_transfer(base, classes):
    """You did not freeze the base. With fifty images, its first large gradients destroy what it has learned from
    thousands: base.trainable = False."""
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% batch normalisation goes on counting tags=["mistake"] ref="T02"
def build_transfer(base, classes):
    """You froze only the convolutions. Batch normalisation has weights and counters too, and goes on learning: freeze
    the whole base, with base.trainable = False."""
    for layer in base.layers:
        if "Conv" in type(layer).__name__:
            layer.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs))
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% froze the last layer only tags=["mistake"] ref="T01"
def build_transfer(base, classes):
    """You froze the last few layers of the base only; its first ones still learn. base.trainable = False freezes all of
    them."""
    for layer in base.layers[-4:]:
        layer.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% froze the head too tags=["mistake"]
def build_transfer(base, classes):
    """You froze the whole network, so nothing can learn. Freeze the base; the new head has to learn."""
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.trainable = False
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% no pre-processing tags=["mistake"] ref="T04"
def build_transfer(base, classes):
    """Your network feeds the base with pixels as they come. Each base was trained on numbers of another kind: put its
    own pre-processing between the input and the base."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(inputs, training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% divided by 255 for every base tags=["mistake"] ref="T04"
def build_transfer(base, classes):
    """You divide by 255 for every base. The extractor wants that; VGG, ResNet and Inception were trained on other
    numbers: take the pre-processing that belongs to the base that you are given."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(keras.layers.Rescaling(1 / 255)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% prepared for VGG whatever the base tags=["mistake"] ref="T04"
def build_transfer(base, classes):
    """You prepare the images for VGG, whatever the base. Ask for the pre-processing of the base that you are given."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(keras.applications.vgg16.preprocess_input(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% prepared for Inception whatever the base tags=["mistake"] ref="T04"
def build_transfer(base, classes):
    """You scale to -1..1 whatever the base. Inception wants that. Ask for the pre-processing of the base that you are
    given."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(keras.layers.Rescaling(1 / 127.5, -1)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% normalised twice tags=["mistake"] ref="T05"
def build_transfer(base, classes):
    """You divide by 255 and then pre-process: the base sees next to nothing. Its own pre-processing takes 0 to 255."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    scaled = keras.layers.Rescaling(1 / 255)(inputs)
    features = base(transfer.preprocessing_of(base)(scaled), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% no softmax at all tags=["mistake"] ref="K01"
def build_transfer(base, classes):
    """Your last layer gives logits, but the loss takes them for probabilities. Tell it, or add the softmax."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes)(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% softmax twice tags=["mistake"] ref="K01"
def build_transfer(base, classes):
    """Your last layer applies softmax, and from_logits=True tells the loss to apply it again. Leave one of the two
    out."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


# %% a sigmoid for each class tags=["mistake"] ref="K02"
def build_transfer(base, classes):
    """Each of your outputs is a yes or no of its own. For classes of which exactly one is right: softmax."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="sigmoid")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% no pooling and no Flatten tags=["mistake"] ref="K13"
def build_transfer(base, classes):
    """Your head works on each place of the maps by itself, and gives an answer for every one. Pool or flatten first."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(features))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% always ten classes tags=["mistake"]
def build_transfer(base, classes):
    """Your network always has ten outputs. How many there are, stands in `classes`."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a network without the base tags=["mistake"]
def build_transfer(base, classes):
    """Your network is a new one: the base that you were given is not in it."""
    model = keras.Sequential(
        [
            keras.Input(shape=base.input_shape[1:]),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% cut the base short tags=["mistake"]
def build_transfer(base, classes):
    """You took the base apart and left out its last layers. Only the old head had to go, and the base comes without."""
    base.trainable = False
    short = keras.Model(base.input, base.layers[-5].output)
    inputs = keras.Input(shape=base.input_shape[1:])
    features = short(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
