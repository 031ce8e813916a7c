# %% slices
def unfreeze_top(model, layers):
    for part in model.layers:
        if hasattr(part, "layers"):
            part.trainable = True
            for layer in part.layers[:-layers]:
                layer.trainable = False
            for layer in part.layers[-layers:]:
                if isinstance(layer, keras.layers.BatchNormalization):
                    layer.trainable = False
    model.compile(optimizer=keras.optimizers.Adam(learning_rate=1e-5), loss=model.loss)
    return model


# %% a set of layers
def unfreeze_top(model, layers):
    base = [layer for layer in model.layers if hasattr(layer, "layers")][0]
    chosen = {layer.name for layer in base.layers[len(base.layers) - layers :]}
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name in chosen and "BatchNorm" not in type(layer).__name__
    model.compile(keras.optimizers.Adam(0.00001), model.loss, metrics=["accuracy"])
    return model


# %% from the end
def unfreeze_top(model, layers):
    base = next(layer for layer in model.layers if isinstance(layer, keras.Model))
    base.trainable = True
    for distance, layer in enumerate(reversed(base.layers), 1):
        layer.trainable = distance <= layers and not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])
    return model


# %% everything trainable, then freezing
def unfreeze_top(model, layers):
    base = next(layer for layer in model.layers if isinstance(layer, keras.Model))
    base.trainable = True
    for layer in base.layers[: len(base.layers) - layers]:
        layer.trainable = False
    for layer in base.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
    optimizer = keras.optimizers.Adam()
    optimizer.learning_rate = 1e-5
    model.compile(optimizer=optimizer, loss=model.loss, metrics=["accuracy"])
    return model


# %% loss from the compile config
def unfreeze_top(model, layers):
    loss = model.get_compile_config()["loss"]
    base = next(layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    n = len(base.layers)
    for i in range(n):
        layer = base.layers[i]
        if i < n - layers or type(layer) is keras.layers.BatchNormalization:
            layer.trainable = False
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=keras.losses.deserialize(loss))
    return model


# %% layers freed within a frozen base
def unfreeze_top(model, layers):
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    for layer in base.layers[-layers:]:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])
    return model
