# %% [raw]
# # BEGIN QUESTION
# name: trained_cnn
# points: 4
# minutes: 6
# difficulty: 2

# %% [markdown]
# ## 3.10 Train it, and compare
#
# The same training as before, so that the two networks can be compared. On a CPU this takes a minute or two: a
# convolution has few weights, but uses each of them at every place of the image.

# %% tags=["student"]
cnn = build_cnn()
y_train = targets_for(cnn, digits.train_labels)
cnn_history = cnn.fit(x_train, y_train, validation_split=0.1, verbose=2, **as_graded)

# %% tags=["figure"]
figures.curves(cnn_history)

# %% tags=["student"]
for name, network in (("DNN", dnn), ("CNN", cnn)):
    measured = network.evaluate(x_test, targets_for(network, digits.test_labels), verbose=0)
    print(f"{name}: {network.count_params():,} parameters, test loss and accuracy {measured}")

# %% [markdown]
# **What to look for.** Which of the two has more parameters, and which reads better? Count the errors instead of the
# hits: from 97.3 % to 98.4 %, as on MNIST, sounds like little, but four of ten errors are gone. On scikit-learn's few
# and coarse digits the two are about equal.
#
# **How this is marked.** As in 3.8: we take the network from `build_cnn()`, train it anew under the same protocol, and
# measure it on moved and noisy test digits.
#
# | | MNIST | scikit-learn's digits |
# |---|---|---|
# | it has learned something | 90 % | 80 % |
# | it reads well | 96.5 % | 89 % |
#
# The training of one network may take 20 minutes on two CPU cores. A CNN within the limit of 3.9 rarely needs more
# than two.

# %% [markdown] tags=["hint"]
# Below the second threshold? Two convolutions, each with a pooling layer behind it, see more of the digit than one.
# Try 16 and 32 kernels.

# %% [markdown] tags=["hint"]
# If the training accuracy is high and the validation accuracy is not, the network learns by heart: fewer parameters
# behind `Flatten` help, or a `Dropout` layer there.

# %% [markdown] tags=["hint"]
# Compare your network with the one in the last hint of 3.9, layer by layer. Is there a ReLU behind each convolution, a
# small map in front of `Flatten`, and Adam as it comes?

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: a few seconds of training show that it learns
points: 1
"""  # END TEST CONFIG


def test_learns(build_cnn):
    from labkit import checks, networks

    threshold = 0.9
    first, last = networks.short_fit(build_cnn())
    if not last < threshold * first:
        checks.fail(
            "Your network does not learn: we fitted it to 600 digits for 8 epochs.",
            expected=f"a loss that falls, from {first:.3g} to less than {threshold * first:.3g}",
            got=f"{last:.3g}",
            hint="Look at the learning rate, the loss and the last layer. Train in your notebook: does the loss fall?",
        )


# %%
""" # BEGIN TEST CONFIG
name: trained by us, it has learned something
points: 1
hidden: true
"""  # END TEST CONFIG


def test_has_learned(build_cnn):
    from workbook.examiner.accuracy import accuracy_at_least

    accuracy_at_least(build_cnn, {"mnist": 0.9, "digits": 0.8}, limit=250_000, what="Your CNN")


# %%
""" # BEGIN TEST CONFIG
name: trained by us, it reads well
points: 2
hidden: true
"""  # END TEST CONFIG


def test_reads_well(build_cnn):
    from workbook.examiner.accuracy import accuracy_at_least

    accuracy_at_least(build_cnn, {"mnist": 0.965, "digits": 0.89}, limit=250_000, what="Your CNN")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ### What does it look for?
#
# The first layer of your CNN has a few small kernels, each of which is laid on every place of the image. In lab 1 you
# made kernels that find edges. Here nobody designed them: do you find edges all the same?

# %% tags=["figure"]
figures.first_layer(cnn)


# %% learning rate far too large tags=["mistake"]
def build_cnn():
    """Your learning rate is so large that each step overshoots, and the network ends up worse than it began. Adam's own
    is 0.001."""
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
    model.compile(optimizer=keras.optimizers.Adam(0.5), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% learning rate far too small tags=["mistake"]
def build_cnn():
    """Your learning rate is so small that the training changes next to nothing. Adam's own is 0.001."""
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
    model.compile(optimizer=keras.optimizers.Adam(1e-6), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% pooled nearly everything away tags=["mistake"]
def build_cnn():
    """Your pooling windows are so large that a 2×2 map is left: where in the image a stroke was, is lost. Pool 2×2,
    twice."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(13),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a single kernel tags=["mistake"]
def build_cnn():
    """One kernel can look for one pattern. A digit has strokes in all directions, with ends, corners and loops: give
    the network more kernels."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(1, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(1, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% dropped nearly everything tags=["mistake"]
def build_cnn():
    """Dropout(0.99) silences nearly all numbers before the last layer, so hardly anything is left to learn with. Usual
    is 0.2 to 0.5."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.99),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
