# %% [markdown]
# ## Steps 2 to 4: pre-process, design, train
#
# **Pre-process.** A network learns fastest from small numbers, and from pictures in which most is 0. Your pictures are
# dark on light, 0 to 255. Turn them around and scale them: ink becomes 1, paper 0. A photo of paper is never quite
# white, so what is nearly paper becomes paper.
#
# **Design.** You have a hundred pictures or so. A network with a hundred thousand parameters would learn them by heart;
# the one below has a few thousand, and Dropout, which makes learning by heart harder.
#
# **Train.** With so few pictures an epoch takes a moment, so there is time for many. The test pictures take no part in
# it: they are looked at once, at the end.
#
# **Predict first:** how many of the test pictures will the network read? Whoever always says *cross* is right for half
# of the drawn shapes: with classes of unequal size, that is what an accuracy has to beat.

# %% tags=["student"]
def as_ink(images):
    """Turn dark on light into light on dark: 0 to 255 -> 0 (paper) to 1 (ink)."""
    ink = 1 - images.astype("float32") / 255
    return np.where(ink < 0.15, 0, ink)


def small_network(classes):
    """Build a small convolutional network for pictures of (28, 28, 1)."""
    pictures = keras.Input((28, 28, 1))
    maps = keras.layers.Conv2D(8, 3, activation="relu")(pictures)
    maps = keras.layers.Conv2D(16, 3, activation="relu")(keras.layers.MaxPooling2D()(maps))
    numbers = keras.layers.Flatten()(keras.layers.MaxPooling2D()(maps))
    numbers = keras.layers.Dropout(0.3)(numbers)
    network = keras.Model(pictures, keras.layers.Dense(classes, activation="softmax")(numbers))
    network.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return network


if own_result is not None and own_split is not None:
    own_names, (own_train, own_test) = own_result[2], own_split
    own_ink = as_ink(own_images)
    keras.utils.set_random_seed(5)
    own_network = small_network(len(own_names))
    own_network.fit(own_ink[own_train], own_labels[own_train], batch_size=16, epochs=30, verbose=0)
    _, own_accuracy = own_network.evaluate(own_ink[own_test], own_labels[own_test], verbose=0)
    print(f"The network has {own_network.count_params():,} parameters,")
    print(f"and reads {own_accuracy:.0%} of {len(own_test)} test pictures correctly.")
else:
    print("First write load_folder and stratified_split, then come back to this cell.")

# %% tags=["figure"]
if own_result is not None and own_split is not None:
    own_readings = own_network.predict(own_ink[own_test], verbose=0)
    display(own_figures.readings(own_ink[own_test], own_labels[own_test], own_names, own_readings))

# %% [markdown]
# ### DIY
#
# Now it is your data set. Draw two or three classes of your own, at least ten of each, and run the cells from 5.1 on
# once more. Then change one thing at a time, and write down what it does:
#
# | change | test accuracy |
# |---|---|
# | as it is, 10 of each | |
# | 20 of each | |
# | half of them drawn by somebody else | |
# | `augment_batch` of lab 4 on the training pictures | |
# | without turning dark and light around | |
#
# Two questions to take along. With twelve test pictures, one more or less is eight percentage points: how sure can you
# be that a change helped? And what if all test pictures were drawn by you, and the network is meant for others?
