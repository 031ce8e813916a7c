# %% [raw]
# # BEGIN QUESTION
# name: build_dnn
# points: 3
# minutes: 12
# difficulty: 2

# %% [markdown]
# ## 3.7 The lecture's deep network
#
# Time to build. The lecture's simple DNN takes an image apart into one row of 784 numbers and sends it through three
# fully connected layers:
#
# | layer | shape of the output | parameters |
# |---|---|---|
# | input, as `preprocess` returns it | `(None, 28, 28, 1)` | 0 |
# | flatten | `(None, 784)` | 0 |
# | fully connected, **128** units, ReLU | `(None, 128)` | ? |
# | fully connected, **128** units, ReLU | `(None, 128)` | ? |
# | fully connected, **10** units | `(None, 10)` | ? |
#
# `None` stands for the batch, whose size may vary.
#
# **By hand first.** A fully connected layer has one weight for each pair of input and output, and one bias for each
# output. How many parameters have the three layers, and how many are there together? Write the numbers down before you
# go on; the check will tell.
#
# Write `build_dnn()`. It takes nothing, and returns this network **compiled**: ready to train, with an optimizer and a
# loss. You may write it with `keras.Sequential` or with `keras.Model(inputs, outputs)`.
#
# **The end of the network and the loss belong together.** For ten classes the loss is a cross-entropy, and a
# cross-entropy wants probabilities. There are two right ways to give it those:
#
# | the last layer ends with | and the loss is |
# |---|---|
# | softmax: ten probabilities | as it comes, `from_logits=False` |
# | nothing: ten raw scores, called *logits* | told so, `from_logits=True`, and applies softmax itself |
#
# Mix the two, and you have softmax twice or not at all. Both versions of the cross-entropy,
# `sparse_categorical_crossentropy` and `categorical_crossentropy`, are fine: we give each the labels that it reads.
# Compile with `metrics=["accuracy"]`, so that you can watch it later. With the optimizer `"adam"` you are well served.

# %% [markdown] tags=["hint"]
# Three layers of the kind `keras.layers.Dense(units, activation=...)`. Something must come before them that turns an
# image into a row.

# %% [markdown] tags=["hint"]
# Give the network its input shape, `keras.Input(shape=(28, 28, 1))`, as the first thing in `keras.Sequential([...])`.
# Then `build_dnn().summary()` shows shapes and parameters: compare with your own count.

# %% [markdown] tags=["hint"]
# `model.compile(optimizer=..., loss=..., metrics=["accuracy"])` changes the model in place and returns nothing. What
# does your function return?

# %% [raw]
# # BEGIN SOLUTION


# %%
def build_dnn():
    """Build and compile the lecture's network: 784 -> 128 -> 128 -> 10, ReLU in both hidden
    layers."""
    # BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
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
name: the number of parameters
points: 0.5
"""  # END TEST CONFIG


def test_parameters(build_dnn):
    from labkit import checks, models

    model = models.rebuild(build_dnn())
    checks.same_number(
        model.count_params(),
        784 * 128 + 128 + 128 * 128 + 128 + 128 * 10 + 10,
        "The number of parameters of build_dnn()",
        tolerance=0,
        hint="100,480 + 16,512 + 1,290. Which of your layers has another number in build_dnn().summary()?",
    )


# %%
""" # BEGIN TEST CONFIG
name: digits go in, ten numbers come out, and the loss can read them
points: 0.5
"""  # END TEST CONFIG


def test_ends(build_dnn):
    from labkit import models, networks

    networks.check_ends(models.rebuild(build_dnn()), "build_dnn()")


# %%
""" # BEGIN TEST CONFIG
name: three fully connected layers of the right sizes
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_layers(build_dnn):
    from labkit import checks, models

    shapes = [weight.shape for weight in models.rebuild(build_dnn()).get_weights()]
    expected = [(784, 128), (128,), (128, 128), (128,), (128, 10), (10,)]
    if shapes != expected:
        checks.fail(
            "The weights of build_dnn() have other shapes than the lecture's network.",
            expected=expected,
            got=shapes,
            hint="Compare build_dnn().summary() with the table, layer by layer.",
        )


# %%
""" # BEGIN TEST CONFIG
name: it computes what the lecture's network computes
points: 1
hidden: true
"""  # END TEST CONFIG


def test_computes_the_same(build_dnn):
    import numpy as np

    from labkit import checks, models, networks

    model = models.rebuild(build_dnn())
    rng = np.random.default_rng(371)
    shapes = [(784, 128), (128,), (128, 128), (128,), (128, 10), (10,)]
    if [weight.shape for weight in model.get_weights()] != shapes:
        checks.fail("The weights of build_dnn() have other shapes than the lecture's network.", expected=shapes)
    weights = [rng.normal(0, 0.1, shape).astype(np.float32) for shape in shapes]
    model.set_weights(weights)
    images = rng.integers(0, 256, (5, 28, 28), dtype=np.uint8)
    x = images.reshape(5, 784) / 255
    first = np.maximum(x @ weights[0] + weights[1], 0)
    second = np.maximum(first @ weights[2] + weights[3], 0)
    expected = second @ weights[4] + weights[5]
    got = np.asarray(model(networks.inputs_for(model, images)))
    if got.shape == expected.shape and np.allclose(got.sum(axis=1), 1, atol=1e-3):
        powers = np.exp(expected - expected.max(axis=1, keepdims=True))
        expected = powers / powers.sum(axis=1, keepdims=True)
    checks.same_array(
        got,
        expected,
        "The output of build_dnn(), with weights that we set,",
        hint="Two hidden layers, each with a ReLU behind it, and nothing else between input and output.",
    )


# %%
""" # BEGIN TEST CONFIG
name: the end of the network goes with its loss
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_loss(build_dnn):
    from labkit import models, networks

    networks.check_ends(models.rebuild(build_dnn()), "build_dnn()")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["student"]
build_dnn().summary()


# %% no activation in the hidden layers tags=["mistake"] ref="K12"
def build_dnn():
    """Your hidden layers have no activation. Three linear layers in a row can do no more than a single one: Dense is
    linear unless you say otherwise."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128),
            keras.layers.Dense(128),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% ReLU in one hidden layer only tags=["mistake"] ref="K12"
def build_dnn():
    """Only one of your hidden layers has a ReLU. The lecture's network has one behind each of the two."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% sigmoid instead of ReLU tags=["mistake"] ref="R03"
def build_dnn():
    """Your hidden layers use the sigmoid. That was the custom before ReLU, and learns more slowly; here it is ReLU."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="sigmoid"),
            keras.layers.Dense(128, activation="sigmoid"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% one hidden layer tags=["mistake"]
def build_dnn():
    """Your network has one hidden layer. The lecture's has two of 128 units each."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% hidden layers of another size tags=["mistake"]
def build_dnn():
    """Your second hidden layer has 64 units. Many networks grow narrower like that, but the lecture's has 128 in
    both."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% no Flatten tags=["mistake"] ref="K13"
def build_dnn():
    """Flatten is missing. Dense then works on the last axis alone, pixel by pixel, and gives ten numbers for each
    pixel instead of ten for the image."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a single output tags=["mistake"] ref="K06"
def build_dnn():
    """Your network has one output, as if the digit were a quantity. A 4 is not between 3 and 5: give each class a
    unit."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.compile(optimizer="adam", loss="mse", metrics=["accuracy"])
    return model


# %% softmax twice tags=["mistake"] ref="K01"
def build_dnn():
    """Your last layer applies softmax, and from_logits=True tells the loss to apply it again. Keras notices and only
    warns you; elsewhere the network would learn badly. Leave out one of the two."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


# %% no softmax at all tags=["mistake"] ref="K01"
def build_dnn():
    """Your last layer gives logits, but the loss takes them for probabilities. Tell it, or add the softmax."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% ReLU on the output tags=["mistake"] ref="K01"
def build_dnn():
    """Your last layer has a ReLU as well. It cuts negative scores off, and what remains are no probabilities."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="relu"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% binary cross-entropy for ten classes tags=["mistake"] ref="K03"
def build_dnn():
    """Binary cross-entropy asks ten separate yes-or-no questions. Here exactly one of ten classes is right."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% squared error as loss tags=["mistake"]
def build_dnn():
    """Your loss is the squared error. For classes use a cross-entropy: it punishes confident mistakes much more."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="mean_squared_error", metrics=["accuracy"])
    return model


# %% not compiled tags=["mistake"]
def build_dnn():
    """Your network has no loss and no optimizer yet. Call its method compile before you return it."""
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )


# %% returned what compile returns tags=["mistake"]
def build_dnn():
    """You return the result of compile, and compile returns nothing. Return the model itself."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    return model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])


# %% channels first tags=["mistake"] ref="K05"
def build_dnn():
    """Your network expects (1, 28, 28), the channel before rows and columns. preprocess puts the channel last."""
    model = keras.Sequential(
        [
            keras.Input(shape=(1, 28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% expected flat images tags=["mistake"] ref="K13"
def build_dnn():
    """Your network expects rows of 784 numbers. It gets images as preprocess returns them: let it flatten them."""
    model = keras.Sequential(
        [
            keras.Input(shape=(784,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% divided by 255 again tags=["mistake"] ref="X02"
def build_dnn():
    """Your network divides by 255 in its first layer, but preprocess has done that already."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Rescaling(1 / 255),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
