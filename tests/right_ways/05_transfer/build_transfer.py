# %% flattened, logits
def build_transfer(base, classes):
    base.trainable = False
    inputs = keras.layers.Input(base.input_shape[1:])
    x = transfer.preprocessing_of(base)(inputs)
    x = base(x, training=False)
    x = keras.layers.Flatten()(x)
    x = keras.layers.Dense(32, activation="relu")(x)
    outputs = keras.layers.Dense(classes)(x)
    model = keras.Model(inputs, outputs)
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


# %% a head of its own, one-hot labels
def build_transfer(base, classes):
    base.trainable = False
    head = keras.Sequential(
        [
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(classes, activation="softmax"),
        ],
        name="head",
    )
    inputs = keras.Input(shape=base.input_shape[1:])
    model = keras.Model(inputs, head(base(transfer.preprocessing_of(base)(inputs), training=False)))
    model.compile(optimizer=keras.optimizers.Adam(), loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% layer by layer frozen, in a Sequential
def build_transfer(base, classes):
    for layer in base.layers:
        layer.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    prepare = keras.Model(inputs, transfer.preprocessing_of(base)(inputs))
    model = keras.Sequential(
        [
            keras.Input(shape=base.input_shape[1:]),
            prepare,
            base,
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% pre-processing written as layers
def build_transfer(base, classes):
    inputs = keras.Input(shape=base.input_shape[1:])
    if base.name == "extractor":
        x = keras.layers.Rescaling(1 / 255)(inputs)
    elif base.name == "inception_v3":
        x = keras.layers.Rescaling(1 / 127.5, offset=-1)(inputs)
    else:
        x = inputs[..., ::-1] - np.array([103.939, 116.779, 123.68], "float32")
    base.trainable = False
    x = base(x, training=False)
    x = keras.layers.GlobalAveragePooling2D()(x)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(x))
    model.compile(loss="sparse_categorical_crossentropy", optimizer="adam")
    return model


# %% keras.applications by name
def build_transfer(base, classes):
    modules = {
        "vgg16": keras.applications.vgg16,
        "vgg19": keras.applications.vgg19,
        "resnet50": keras.applications.resnet50,
        "inception_v3": keras.applications.inception_v3,
        "extractor": transfer,
    }
    base.trainable = False
    inputs = keras.Input(shape=base.input_shape[1:])
    x = modules[base.name].preprocess_input(inputs)
    x = keras.layers.GlobalAveragePooling2D(name="pool")(base(x, training=False))
    x = keras.layers.Dropout(0.1)(x)
    model = keras.Model(inputs, keras.layers.Dense(classes, activation="softmax", name="answer")(x))
    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
    return model


# %% head on the base's own tensors, then wrapped
def build_transfer(base, classes):
    base.trainable = False
    x = keras.layers.GlobalAveragePooling2D()(base.output)
    inner = keras.Model(base.input, keras.layers.Dense(classes, activation="softmax")(x))
    inputs = keras.Input(shape=base.input_shape[1:])
    model = keras.Model(inputs, inner(transfer.preprocessing_of(base)(inputs)))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
