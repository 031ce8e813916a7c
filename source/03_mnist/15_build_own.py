# %% [raw]
# # BEGIN QUESTION
# name: build_own
# points: 5
# minutes: 10
# difficulty: 3

# %% [markdown]
# ## 3.14 DIY: how well with 60,000 parameters?
#
# The lecture's deep network spends 118,282 parameters. You get **fewer than 60,000**, and a ladder to climb. Every
# step is worth 1.5 points, and we measure it as in 3.8:
#
# | step | MNIST | scikit-learn's digits |
# |---|---|---|
# | 1 | 96.5 % | 89 % |
# | 2 | 98.0 % | 92 % |
# | 3 | 98.6 % | 95 % |
#
# Write `build_own()`. It takes nothing and returns a compiled network: input `(28, 28, 1)`, ten outputs, a
# cross-entropy that goes with them, fewer than 60,000 parameters. Everything else is up to you, as long as you use
# Keras's own layers.
#
# We train it for 5 epochs on MNIST, in batches of 128 (15 epochs in batches of 32 on scikit-learn's digits), and for
# 20 minutes at most on two CPU cores. Where it falls short of a step, the mean of three such trainings counts. Your
# optimizer, its learning rate or its schedule, and your loss come along in the plan.
#
# **How to go about it.** Change one thing at a time, and write down what it did: a table with a row for each attempt
# is worth more than a lucky find. Measure on the validation images. If you choose by the test accuracy, what you learn
# of the test set is no longer new to you.

# %% [markdown] tags=["hint"]
# Where are the parameters of your CNN from 3.9? Two 3×3 convolutions in a row see 5×5 pixels, with fewer parameters
# than one 5×5 convolution, and with one more ReLU in between.

# %% [markdown] tags=["hint"]
# `padding="same"` keeps what happens at the border. Dropout before the last layer makes learning by heart harder.
# `BatchNormalization` between convolution and ReLU lets a network learn faster; on the small data set it needs more
# steps than there are, and can do harm.

# %% [markdown] tags=["hint"]
# A pattern that works: two convolutions with 16 kernels, pooling, two with 32, pooling, then straight to the last
# layer. Count its parameters before you build it.

# %% [raw]
# # BEGIN SOLUTION


# %%
def build_own():
    """Build and compile a network of your own for (28, 28, 1) digits, with fewer than 60,000
    parameters."""
    # BEGIN SOLUTION
    model = keras.Sequential([keras.Input(shape=(28, 28, 1))])
    for filters in (16, 32):
        model.add(keras.layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(keras.layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dropout(0.3))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: fewer than 60,000 parameters, and the end goes with the loss
points: 0.5
"""  # END TEST CONFIG


def test_plan(build_own):
    from labkit import checks, models, networks

    model = models.rebuild(build_own())
    if model.count_params() >= 60_000:
        checks.fail(
            "build_own() has too many parameters.",
            expected="fewer than 60,000",
            got=f"{model.count_params():,}",
            hint="build_own().summary() shows where they are.",
        )
    networks.check_ends(model, "build_own()")


# %%
""" # BEGIN TEST CONFIG
name: step 1
points: 1.5
hidden: true
"""  # END TEST CONFIG


def test_first_step(build_own):
    from workbook.examiner.accuracy import accuracy_at_least

    accuracy_at_least(build_own, {"mnist": 0.965, "digits": 0.89}, limit=59_999)


# %%
""" # BEGIN TEST CONFIG
name: step 2
points: 1.5
hidden: true
"""  # END TEST CONFIG


def test_second_step(build_own):
    from workbook.examiner.accuracy import accuracy_at_least

    accuracy_at_least(build_own, {"mnist": 0.98, "digits": 0.92}, limit=59_999)


# %%
""" # BEGIN TEST CONFIG
name: step 3
points: 1.5
hidden: true
"""  # END TEST CONFIG


def test_third_step(build_own):
    from workbook.examiner.accuracy import accuracy_at_least

    accuracy_at_least(build_own, {"mnist": 0.986, "digits": 0.95}, limit=59_999)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["student"]
own = build_own()
y_train = targets_for(own, digits.train_labels)
own_history = own.fit(x_train, y_train, validation_split=0.1, verbose=2, **as_graded)
print(f"{own.count_params():,} parameters")

# %% tags=["figure"]
figures.curves(own_history)


# %% 60,000 parameters or more tags=["mistake"]
def build_own():
    """Your network has too many parameters for this question. Look at its summary: most of them are behind Flatten."""
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


# %% no convolution tags=["mistake"]
def build_own():
    """Your network treats an image as a row of numbers. Convolutions read better with fewer parameters."""
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% learning rate far too large tags=["mistake"]
def build_own():
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


# %% pooled nearly everything away tags=["mistake"]
def build_own():
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
