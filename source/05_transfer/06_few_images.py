# %% [raw]
# # BEGIN QUESTION
# name: few_images
# points: 3
# minutes: 10
# difficulty: 1

# %% [markdown]
# ## 5.4 Twenty-five images
#
# The extractor has never seen a 5, 6, 7, 8 or 9. Here are five of each, in all colours, dark on light and light on
# dark. How far do you get with these on a trained base, and how far without one? `scratch` is the same network with new
# random weights, all of which learn.

# %% tags=["student"]
from labkit.networks import from_scratch, targets_for

task = transfer.few_digits()
print(f"{len(task.train_images)} images to learn from, {len(task.test_images)} to measure with")

# %% tags=["figure"]
figures.few(task)


# %% tags=["student"]
def learn(network, images, labels):
    """Train a network, if there is one, on images (N, 32, 32, 3) from 0 to 255."""
    if network is None or network is ...:
        print("First write build_transfer, then come back to this cell.")
        return None
    keras.utils.set_random_seed(1)
    inputs, targets = images.astype("float32"), targets_for(network, labels, 5)
    return network.fit(inputs, targets, epochs=100, batch_size=5, verbose=0)


# %% [markdown] tags=["predict"]
# The network has about 80,000 parameters. On the extractor 485 of them learn, if your head is one `Dense` layer after
# pooling; from scratch all of them do. Whose loss on the twenty-five images falls lower? And who reads more of the
# images that neither has seen?
#
# ---
#
# **From scratch** the loss falls far lower: 80,000 numbers learn twenty-five images by heart with ease. **On the
# extractor** more new images are read, by far. Five pictures of a 7 do not say that a 7 is a shape and its colour means
# nothing. The extractor has learned that from thousands of other signs.

# %% tags=["student"]
transferred = build_transfer(transfer.extractor(), 5)
transfer_history = learn(transferred, task.train_images, task.train_labels)

scratch = scratch_history = None
if transfer_history:
    scratch = from_scratch(transferred)
    scratch_history = learn(scratch, task.train_images, task.train_labels)

# %% tags=["figure"]
figures.race(transfer_history, scratch_history, transferred, scratch, task)

# %% [markdown]
# **What to look for.** Of the new images, guessing would get 20 %. (Why does the network from scratch not even read all
# images that it has learned? In training, batch normalisation used the means of five images at a time. When it reads,
# it uses running means, and in batches so small the two differ a lot.)
#
# Then put `Flatten` into your head in place of the pooling, or the other way round: does it matter *where* in the image
# a stroke is?
#
# **How this is marked.** There is nothing to write here. We take the network from your `build_transfer(extractor, 5)`,
# put the extractor's weights into it, and train it as above: 25 images, 100 epochs, batches of 5. Then it reads digits
# that it has never seen, slightly moved, noisy, and painted. It has to read at least **50 %** of them.

# %% [markdown] tags=["hint"]
# Does it stay far below? The two usual reasons are pre-processing that does not belong to the extractor, and a learning
# rate that is much too large or too small: `"adam"` comes with 0.001.

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: there is a head that learns, on a base that is there
points: 0.5
"""  # END TEST CONFIG


def test_can_be_trained(build_transfer):
    from labkit import checks, models, transfer, transplant

    what = "build_transfer(extractor, 5)"
    model = models.rebuild(build_transfer(transfer.extractor(), 5), input_shape=transfer.SHAPE)
    found = transplant.base_within(model, transfer.extractor(), what)
    head = transplant.head_of(model, found)
    if not any(transplant.learns(model, layer) for layer in head):
        checks.fail(
            f"In {what} no layer on top of the base learns.",
            expected="a Dense layer that learns",
            got=[type(layer).__name__ for layer in head],
            hint="A new layer learns unless it is frozen: freeze the base, not the network.",
        )
    if tuple(model.output_shape) != (None, 5):
        checks.fail(f"The outputs of {what} have the wrong shape.", expected=(None, 5), got=tuple(model.output_shape))


# %%
""" # BEGIN TEST CONFIG
name: trained by us on 25 images, it reads half of the new digits
points: 2.5
hidden: true
"""  # END TEST CONFIG


def test_reads_well(build_transfer):
    from workbook.examiner.accuracy import transfer_at_least

    transfer_at_least(build_transfer, 0.5)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION


# %% learning rate far too large tags=["mistake"]
def build_transfer(base, classes):
    """Your learning rate is so large that each step overshoots. Adam's own is 0.001."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    hidden = keras.layers.Dense(64, activation="relu")(pooled)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(hidden))
    model.compile(optimizer=keras.optimizers.Adam(3.0), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% learning rate far too small tags=["mistake"]
def build_transfer(base, classes):
    """Your learning rate is so small that the head has hardly moved after all epochs. Adam's own is 0.001."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer=keras.optimizers.Adam(1e-6), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% normalised twice tags=["mistake"] ref="T05"
def build_transfer(base, classes):
    """You divide by 255 twice: for the base, all images are nearly black. Its own pre-processing takes 0 to 255."""
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    scaled = keras.layers.Rescaling(1 / 255)(inputs)
    features = base(transfer.preprocessing_of(base)(scaled), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% froze the head too tags=["mistake"]
def build_transfer(base, classes):
    """You froze the whole network: its new last layer stays as random as it was. Freeze the base only."""
    inputs = keras.Input(shape=base.input_shape[1:])
    features = base(transfer.preprocessing_of(base)(inputs), training=False)
    pooled = keras.layers.GlobalAveragePooling2D()(features)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(pooled))
    model.trainable = False
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
