# %% flattened
def build_transfer(base, classes):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    x = base(transfer.preprocessing_of(base)(inputs), training=False)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% logits behind a hidden layer
def build_transfer(base, classes):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    x = base(transfer.preprocessing_of(base)(inputs), training=False)
    x = keras.layers.GlobalAveragePooling2D()(x)
    x = keras.layers.Dense(64, activation="relu")(x)
    model = keras.Model(inputs, keras.layers.Dense(classes)(x))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% one-hot, with dropout
def build_transfer(base, classes):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    x = base(transfer.preprocessing_of(base)(inputs), training=False)
    x = keras.layers.Dropout(0.2)(keras.layers.Flatten()(x))
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    return model


# %% Sequential
def build_transfer(base, classes):
    base.trainable = False
    model = keras.Sequential([keras.Input(base.input_shape[1:]), keras.layers.Rescaling(1 / 255), base])
    model.add(keras.layers.GlobalMaxPooling2D())
    model.add(keras.layers.Dense(classes, activation="softmax"))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy")
    return model


# %% RMSprop
def build_transfer(base, classes):
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    x = base(transfer.preprocessing_of(base)(inputs), training=False)
    x = keras.layers.GlobalAveragePooling2D()(x)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile("rmsprop", "sparse_categorical_crossentropy")
    return model
