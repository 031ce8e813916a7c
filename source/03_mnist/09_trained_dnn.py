# %% [raw]
# # BEGIN QUESTION
# name: trained_dnn
# points: 4
# minutes: 7
# difficulty: 1

# %% [markdown]
# ## 3.8 Train it
#
# Now let it learn. `fit` goes through the training images in batches, of 128 for MNIST. For each batch it computes the
# loss, the gradient of the loss for every weight, and changes the weights a little. Once through all images is an
# *epoch*.
#
# A tenth of the training images is set aside (`validation_split=0.1`): the network is measured on them after each
# epoch, but never learns from them. The test images stay untouched until the very end.

# %% [markdown] tags=["predict"]
# After the last epoch you will see three accuracies: on the training images, the validation images and the test images.
# Which one will be the highest? And which one says how well the network reads *your* handwriting?
#
# ---
#
# Nearly always the **training** accuracy: the network has seen these images in every epoch, and remembers some of what
# is special about them. Validation and test accuracy are a little lower, and close to each other. Only accuracy on
# images that it **never learned from** says anything about new digits; and for yours it is still a guess, since you
# write differently from the people who wrote those.
#
# In the first epochs it can be the other way round: the training accuracy is an average over the whole epoch, its poor
# beginning included, while the validation images are read at its end.

# %% tags=["student"]
from labkit.networks import targets_for

as_graded = {"epochs": 5, "batch_size": 128}
if digits.name == "digits":  # scikit-learn's: few images need more epochs, in smaller batches
    as_graded = {"epochs": 15, "batch_size": 32}

dnn = build_dnn()
y_train = targets_for(dnn, digits.train_labels)  # as the loss of your network reads them
y_test = targets_for(dnn, digits.test_labels)
dnn_history = dnn.fit(x_train, y_train, validation_split=0.1, verbose=2, **as_graded)

# %% tags=["figure"]
figures.curves(dnn_history)

# %% tags=["student"]
print("loss and accuracy on the test images:", dnn.evaluate(x_test, y_test, verbose=0))

# %% [markdown]
# **What to look for.** Both losses should fall. Where the training loss goes on falling and the validation loss turns
# upwards, the network begins to learn the training images by heart. And if you run the training cell again: why does
# the curve start with a high loss again? Because `build_dnn()` makes new weights every time it is called.
#
# **How this is marked.** There is nothing to write here. We take the network from your `build_dnn()`, with your
# optimizer and your loss, and train it anew on all training images: 5 epochs in batches of 128 on MNIST (15 epochs in
# batches of 32 on scikit-learn's digits). Then we measure it on test digits that are moved by half a pixel at most and
# carry faint noise, which costs about half a per cent on MNIST and about two on the smaller set. If it reads too few of
# them, we train it twice more, with other first weights, and the mean of the three counts: bad luck costs no mark.
#
# | | MNIST | scikit-learn's digits |
# |---|---|---|
# | it has learned something | 85 % | 75 % |
# | it reads well | 94.5 % | 91 % |
#
# If your network stays below, the table in 3.7 and the optimizer are where to look.

# %% [markdown] tags=["hint"]
# A loss that does not fall at all, or becomes `nan`: does the end of the network go with the loss? Is the learning rate
# what you wanted? Adam's own is 0.001.

# %% [markdown] tags=["hint"]
# A loss that falls, but so slowly that the epochs are too few: the learning rate is too small. Plain `"sgd"` with its
# own learning rate of 0.01 is that slow here.

# %% [markdown] tags=["hint"]
# An accuracy near 10 % is guessing, so nothing was learned at all: go back to the two right ways in 3.7. One between
# 20 % and 85 % was learned too slowly, or too hastily: compile with `"adam"` as it comes.

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: a few seconds of training show that it learns
points: 1
"""  # END TEST CONFIG


def test_learns(build_dnn):
    from labkit import checks, networks

    threshold = 0.9
    first, last = networks.short_fit(build_dnn())
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


def test_has_learned(build_dnn):
    from workbook.examiner.accuracy import accuracy_at_least

    accuracy_at_least(build_dnn, {"mnist": 0.85, "digits": 0.75}, what="Your DNN")


# %%
""" # BEGIN TEST CONFIG
name: trained by us, it reads well
points: 2
hidden: true
"""  # END TEST CONFIG


def test_reads_well(build_dnn):
    from workbook.examiner.accuracy import accuracy_at_least

    accuracy_at_least(build_dnn, {"mnist": 0.945, "digits": 0.91}, what="Your DNN")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# ### What has it learned?
#
# A unit of the first hidden layer has one weight for every pixel, so its weights can be drawn as an image, as in the
# appendix of the lecture. Where the picture is violet, ink drives the unit up; where it is orange, ink holds it down.
# Along the border there is only noise. Why? What does a weight learn whose pixel is never anything but paper?

# %% tags=["figure"]
figures.first_layer(dnn)


# %% learning rate far too large tags=["mistake"]
def build_dnn():
    """Your learning rate is so large that each step overshoots, and the network ends up worse than it began. Adam's own
    is 0.001."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1.0), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% learning rate far too small tags=["mistake"]
def build_dnn():
    """Your learning rate is so small that the training changes next to nothing. Adam's own is 0.001."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(1e-6), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% plain SGD with its own learning rate tags=["mistake"]
def build_dnn():
    """Plain SGD with its own learning rate of 0.01 gets there, but not in so few epochs. Give it momentum or a larger
    step, or take Adam."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% Adadelta with its own learning rate tags=["mistake"]
def build_dnn():
    """Keras gives Adadelta a learning rate of 0.001, and Adadelta was made for 1.0: it hardly moves. Adam is made for
    0.001."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adadelta", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% dropped nearly everything tags=["mistake"]
def build_dnn():
    """Dropout(0.95) silences 95 of 100 units in every step, so hardly anything is left to learn with. The lecture's
    network has no dropout; where there is some, 0.2 to 0.5 is usual."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.95),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.95),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
