# Beside the solution, the right ways and the mistakes: what `workbook calibrate` trains for few_images.
# `scratch` is trained without what the base has learned, as the prompt's second network.

# %% average pooling, dropout 0.5 tags=["honest"]
def build_transfer(base, classes):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    x = base(transfer.preprocessing_of(base)(inputs), training=False)
    x = keras.layers.Dropout(0.5)(keras.layers.GlobalAveragePooling2D()(x))
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a hidden layer of 128, dropout tags=["honest"]
def build_transfer(base, classes):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    x = base(transfer.preprocessing_of(base)(inputs), training=False)
    x = keras.layers.Dense(128, activation="relu")(keras.layers.GlobalAveragePooling2D()(x))
    x = keras.layers.Dropout(0.3)(x)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% flattened, a hidden layer of 32 tags=["honest"]
def build_transfer(base, classes):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    x = base(transfer.preprocessing_of(base)(inputs), training=False)
    x = keras.layers.Dense(32, activation="relu")(keras.layers.Flatten()(x))
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% the solution from scratch tags=["scratch"]
def build_transfer(base, classes):
    inputs = keras.Input(base.input_shape[1:])
    x = keras.layers.GlobalAveragePooling2D()(base(transfer.preprocessing_of(base)(inputs)))
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% flattened, from scratch tags=["scratch"]
def build_transfer(base, classes):
    inputs = keras.Input(base.input_shape[1:])
    x = keras.layers.Flatten()(base(transfer.preprocessing_of(base)(inputs)))
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% labels shuffled tags=["shuffled"]
def build_transfer(base, classes):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    x = base(transfer.preprocessing_of(base)(inputs), training=False)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
