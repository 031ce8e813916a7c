# %% functional
def build_dnn():
    inputs = keras.Input(shape=(28, 28, 1))
    x = keras.layers.Flatten()(inputs)
    x = keras.layers.Dense(128, activation="relu")(x)
    x = keras.layers.Dense(128, activation="relu")(x)
    outputs = keras.layers.Dense(10, activation="softmax")(x)
    model = keras.Model(inputs, outputs)
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return model


# %% logits, and a loss that knows
def build_dnn():
    model = keras.Sequential()
    model.add(keras.Input((28, 28, 1)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(10))
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


# %% one-hot labels
def build_dnn():
    model = keras.Sequential(
        [
            keras.layers.InputLayer(shape=(28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, "relu"),
            keras.layers.Dense(128, "relu"),
            keras.layers.Dense(10, "softmax"),
        ],
        name="my_network",
    )
    model.compile("adam", "categorical_crossentropy", ["accuracy"])
    return model


# %% no Input layer
def build_dnn():
    model = keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation=tf.nn.relu),
            keras.layers.Dense(128, activation=tf.nn.relu),
            keras.layers.Dense(10, activation=tf.nn.softmax),
        ]
    )
    model.compile(optimizer="adam", loss=keras.losses.sparse_categorical_crossentropy, metrics=["accuracy"])
    return model


# %% activations as layers of their own
def build_dnn():
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1), name="digit"),
            layers.Reshape((784,)),
            layers.Dense(128, kernel_initializer="he_normal"),
            layers.ReLU(),
            layers.Dense(128, kernel_initializer="he_normal"),
            layers.Activation("relu"),
            layers.Dense(10),
            layers.Softmax(),
        ]
    )
    model.compile(optimizer=keras.optimizers.RMSprop(), loss="sparse_categorical_crossentropy")
    return model


# %% tf.keras, images without a channel axis, custom metrics
def build_dnn():
    def share_right(truth, outputs):
        return tf.reduce_mean(tf.cast(tf.equal(tf.cast(truth[:, 0], tf.int64), tf.argmax(outputs, 1)), tf.float32))

    model = tf.keras.models.Sequential(
        [
            tf.keras.Input((28, 28)),
            tf.keras.layers.Flatten(),
            tf.keras.layers.Dense(128, activation="relu"),
            tf.keras.layers.Dense(128, activation="relu"),
            tf.keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=tf.keras.optimizers.Adam(learning_rate=0.002),
        loss=tf.keras.losses.SparseCategoricalCrossentropy(),
        metrics=[share_right],
    )
    return model


# %% the input shape in the first layer, old style
def build_dnn():
    model = keras.models.Sequential()
    model.add(keras.layers.Flatten(input_shape=(28, 28, 1)))
    for _ in range(2):
        model.add(keras.layers.Dense(128, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.02, momentum=0.9),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return model


# %% built, looked at, and even trained a little before it is returned
def build_dnn():
    model = keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.build((None, 28, 28, 1))
    model.compile(optimizer="nadam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(np.zeros((2, 28, 28, 1)), np.array([0, 1]), verbose=0)
    return model
