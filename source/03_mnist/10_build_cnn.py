# %% [raw]
# # BEGIN QUESTION
# name: build_cnn
# points: 3
# minutes: 12
# difficulty: 2

# %% [markdown]
# ## 3.9 A CNN of your own
#
# The deep network does not know that pixels have neighbours. If you shuffled the pixels of all images in the same way,
# it would learn just as well. A CNN does know: its kernels look at neighbourhoods, and the same kernel looks
# everywhere. That is why it needs far fewer weights.
#
# This is how a simple CNN looks, as in the lecture:
#
# $$\text{image}
# \to \underbrace{\text{convolution} \to \text{ReLU} \to \text{pooling}}_{\text{once or several times}}
# \to \text{flatten}
# \to \underbrace{\text{fully connected} \to \text{ReLU}}_{\text{if you like}}
# \to \text{fully connected: 10}$$
#
# **By hand first.** A convolution with $F$ kernels of $KH \times KW$ on $C$ channels has $(KH \cdot KW \cdot C + 1)
# \cdot F$ parameters, wherever in the image it looks. How many has a 3×3 convolution from 16 to 32 channels? And how
# many would a `Dense` layer need from a $13 \times 13 \times 16$ map to an $11 \times 11 \times 32$ map?
#
# Write `build_cnn()`. It takes nothing and returns a **compiled** network of your own design:
#
# - its input has the shape `(28, 28, 1)`, and it puts out ten numbers, as in 3.7;
# - it has **at least one convolution and at least one pooling layer**;
# - behind every convolution and every fully connected layer except the last comes an activation that is **not linear**
#   (a normalisation may stand between);
# - it has **at most 250,000 parameters**;
# - its loss is a cross-entropy that goes with its last layer, as in 3.7.
#
# Use Keras's own layers for images. `Lambda` layers and classes of your own are code, and code does not travel with
# the plan of a network.

# %% [markdown] tags=["hint"]
# The layers are called `keras.layers.Conv2D(filters, kernel_size, activation=...)` and
# `keras.layers.MaxPooling2D()`. Begin with one of each, and look at `build_cnn().summary()`.

# %% [markdown] tags=["hint"]
# Where do the parameters sit? Mostly in the first `Dense` layer behind `Flatten`: it has one weight for each number of
# the last map. A second convolution and a second pooling before it make that map small.

# %% [markdown] tags=["hint"]
# 16 kernels in the first convolution and 32 in the second, each followed by pooling, and then `Flatten` and the last
# `Dense` layer, make a good start with fewer than 15,000 parameters.

# %% [raw]
# # BEGIN SOLUTION


# %%
def build_cnn():
    """Build and compile a CNN for (28, 28, 1) digits with at most 250,000 parameters."""
    # BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: at most 250,000 parameters
points: 0.5
"""  # END TEST CONFIG


def test_parameters(build_cnn):
    from labkit import checks, models

    parameters = models.rebuild(build_cnn()).count_params()
    if parameters > 250_000:
        checks.fail(
            "build_cnn() has too many parameters.",
            expected="at most 250,000",
            got=f"{parameters:,}",
            hint="build_cnn().summary() shows where they are. A smaller map before Flatten saves most.",
        )


# %%
""" # BEGIN TEST CONFIG
name: digits go in, ten numbers come out, and the loss can read them
points: 0.5
"""  # END TEST CONFIG


def test_ends(build_cnn):
    from labkit import models, networks

    networks.check_ends(models.rebuild(build_cnn()), "build_cnn()")


# %%
""" # BEGIN TEST CONFIG
name: at least one convolution and one pooling layer
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_convolution_and_pooling(build_cnn):
    from labkit import checks, models, networks

    kinds = networks.kinds_of_layers(models.rebuild(build_cnn()))
    if not any("Conv" in kind for kind in kinds):
        checks.fail("build_cnn() has no convolution.", expected="at least one layer such as Conv2D", got=kinds)
    if not any("Pooling" in kind for kind in kinds):
        checks.fail(
            "build_cnn() has no pooling layer.",
            expected="at least one layer such as MaxPooling2D",
            got=kinds,
            hint="A convolution with stride 2 makes maps smaller too, but this question asks for pooling.",
        )


# %%
""" # BEGIN TEST CONFIG
name: an activation behind every layer that learns
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_activations(build_cnn):
    from labkit import checks, models, networks

    model = models.rebuild(build_cnn())
    linear = networks.linear_layers(model)
    if linear:
        checks.fail(
            "Layers of build_cnn() pass their sums on without an activation.",
            expected="an activation such as ReLU behind each of them",
            got=linear,
            hint="Conv2D and Dense are linear unless you give them an activation.",
        )


# %%
""" # BEGIN TEST CONFIG
name: within the limit, and the end goes with the loss
points: 1
hidden: true
"""  # END TEST CONFIG


def test_limit_and_loss(build_cnn):
    from labkit import checks, models, networks

    model = models.rebuild(build_cnn())
    if model.count_params() > 250_000:
        checks.fail("build_cnn() has too many parameters.", expected="at most 250,000", got=f"{model.count_params():,}")
    networks.check_ends(model, "build_cnn()")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["student"]
build_cnn().summary()

# %% [markdown]
# And your count by hand? The convolution has 4,640 parameters. The `Dense` layer between the same two maps would have
# 10,473,760.


# %% no pooling tags=["mistake"]
def build_cnn():
    """Your network has no pooling layer. The maps stay large, and so does everything behind them."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% no convolution tags=["mistake"]
def build_cnn():
    """Your network pools and flattens, but it has no convolution: nothing in it looks at neighbourhoods."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% more than 250,000 parameters tags=["mistake"]
def build_cnn():
    """Your network has too many parameters, nearly all of them between Flatten and the next Dense layer. Make the map
    before it smaller."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% no activation behind the convolutions tags=["mistake"] ref="K12"
def build_cnn():
    """Your convolutions have no activation. Two linear layers in a row are one linear layer: only an activation between
    them lets the second see more than the first."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% no activation in the hidden dense layer tags=["mistake"] ref="K12"
def build_cnn():
    """Your hidden Dense layer has no activation, so it and the last layer together are just one linear layer."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(64),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% no Flatten tags=["mistake"] ref="K13"
def build_cnn():
    """Flatten is missing: your network puts out a map of ten numbers at every place instead of ten numbers for the
    image."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% nine outputs tags=["mistake"] ref="K06"
def build_cnn():
    """Your network puts out nine numbers. The digits are 0 to 9: that makes ten."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(9, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% softmax twice tags=["mistake"] ref="K01"
def build_cnn():
    """Your last layer applies softmax, and from_logits=True tells the loss to apply it again. Leave out one of the
    two."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer="adam", loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"]
    )
    return model


# %% no softmax at all tags=["mistake"] ref="K01"
def build_cnn():
    """Your last layer gives logits, but the loss takes them for probabilities. Tell it, or add the softmax."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% sigmoid on the outputs tags=["mistake"] ref="K03"
def build_cnn():
    """Your ten outputs each go through a sigmoid, so they need not add up to 1. One of ten classes is right: that is
    softmax."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="sigmoid"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% not compiled tags=["mistake"]
def build_cnn():
    """Your network has no loss and no optimizer yet. Call its method compile before you return it."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    return model


# %% used a Lambda layer tags=["mistake"]
def build_cnn():
    """Your network holds a Lambda layer. That is code of your own, which does not travel with the plan of a network:
    Keras has a layer for it."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.Lambda(lambda maps: maps[:, ::2, ::2]),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% channels first tags=["mistake"] ref="K05"
def build_cnn():
    """Your network expects (1, 28, 28), the channel before rows and columns. preprocess puts the channel last, as
    Keras does."""
    model = keras.Sequential(
        [
            keras.Input(shape=(1, 28, 28)),
            keras.layers.Conv2D(16, 3, activation="relu", padding="same"),
            keras.layers.MaxPooling2D(padding="same"),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrote a model class tags=["mistake"]
def build_cnn():
    """You return a model class of your own. Its code does not travel with the plan of a network: list the layers in
    keras.Sequential, or connect them with keras.Model(inputs, outputs)."""

    class Network(keras.Model):
        def __init__(self, **settings):
            super().__init__(**settings)
            self.convolution = keras.layers.Conv2D(16, 3, activation="relu")
            self.pooling = keras.layers.MaxPooling2D()
            self.flatten = keras.layers.Flatten()
            self.last = keras.layers.Dense(10, activation="softmax")

        def call(self, images):
            return self.last(self.flatten(self.pooling(self.convolution(images))))

    model = Network()
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
