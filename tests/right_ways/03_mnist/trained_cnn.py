# %% functional, one convolution
def build_cnn():
    inputs = keras.Input((28, 28, 1))
    x = keras.layers.Conv2D(32, (3, 3), activation="relu", padding="same")(inputs)
    x = keras.layers.MaxPooling2D((2, 2))(x)
    x = keras.layers.Conv2D(32, (3, 3), activation="relu", padding="same")(x)
    x = keras.layers.MaxPool2D((2, 2))(x)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dropout(0.5)(x)
    outputs = keras.layers.Dense(10, activation="softmax")(x)
    model = keras.Model(inputs=inputs, outputs=outputs)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% LeNet with average pooling and tanh, one-hot labels
def build_cnn():
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            keras.layers.Conv2D(6, 5, padding="same", activation="tanh"),
            keras.layers.AveragePooling2D(2),
            keras.layers.Conv2D(16, 5, activation="tanh"),
            keras.layers.AveragePooling2D(2),
            keras.layers.Flatten(),
            keras.layers.Dense(120, activation="tanh"),
            keras.layers.Dense(84, activation="tanh"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% batch normalisation between convolution and ReLU, logits
def build_cnn():
    model = keras.Sequential([keras.Input(shape=(28, 28, 1))])
    for filters in (16, 32):
        model.add(keras.layers.Conv2D(filters, 3, use_bias=False))
        model.add(keras.layers.BatchNormalization())
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(10))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(), loss=loss, metrics=["accuracy"])
    return model


# %% no Input layer, a hidden dense layer
def build_cnn():
    model = keras.Sequential(
        [
            keras.layers.Conv2D(32, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(64, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% two branches and a residual connection
def build_cnn():
    inputs = keras.Input((28, 28, 1))
    x = keras.layers.Conv2D(16, 3, padding="same", activation="relu")(inputs)
    x = keras.layers.MaxPooling2D()(x)
    wide = keras.layers.Conv2D(16, 5, padding="same", activation="relu")(x)
    narrow = keras.layers.Conv2D(16, 3, padding="same", activation="relu")(x)
    x = keras.layers.Concatenate()([wide, narrow])
    change = keras.layers.Conv2D(32, 3, padding="same")(x)
    x = keras.layers.Activation("relu")(keras.layers.Add()([x, change]))
    x = keras.layers.MaxPooling2D()(x)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dropout(0.3)(x)
    model = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(x))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% one ReLU layer used twice, separable convolutions, strides in the pooling
def build_cnn():
    relu = keras.layers.ReLU()
    inputs = keras.Input((28, 28, 1))
    x = relu(keras.layers.Conv2D(32, 3, padding="same")(inputs))
    x = keras.layers.MaxPooling2D(pool_size=3, strides=2, padding="same")(x)
    x = relu(keras.layers.SeparableConv2D(64, 3, padding="same")(x))
    x = keras.layers.MaxPooling2D(pool_size=3, strides=2, padding="same")(x)
    x = keras.layers.Flatten()(x)
    outputs = keras.layers.Dense(10, activation="softmax")(x)
    model = keras.Model(inputs, outputs)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% a block as a model within the model
def build_cnn():
    eyes = keras.Sequential(
        [
            keras.layers.Conv2D(24, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(48, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
        ],
        name="eyes",
    )
    model = keras.Sequential(
        [keras.Input((28, 28, 1)), eyes, keras.layers.Flatten(), keras.layers.Dense(10, "softmax")]
    )
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% leaky ReLU objects, weight decay, a schedule
def build_cnn():
    layers, l2 = keras.layers, keras.regularizers.L2(1e-4)
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(24, 5, activation=layers.LeakyReLU(negative_slope=0.1), kernel_regularizer=l2),
            layers.MaxPooling2D(),
            layers.Conv2D(48, 3, activation=layers.LeakyReLU(negative_slope=0.1), kernel_regularizer=l2),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(64, activation="gelu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
    rate = keras.optimizers.schedules.CosineDecay(2e-3, 4000)
    model.compile(keras.optimizers.AdamW(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
