# %% predict
def feature_maps(model, image, layer):
    part = keras.Model(inputs=model.inputs, outputs=model.get_layer(layer).output)
    return part.predict(np.expand_dims(image, 0), verbose=0)[0]


# %% a tensor
def feature_maps(model, image, layer):
    part = keras.Model(model.input, model.get_layer(name=layer).output)
    return tf.squeeze(part(image[None, ...]), axis=0)


# %% layer by layer
def feature_maps(model, image, layer):
    x = image[np.newaxis].astype("float32")
    for each in model.layers[1:]:
        x = each(x)
        if each.name == layer:
            return x[0]


# %% a search by name
def feature_maps(model, image, layer):
    (found,) = [each for each in model.layers if each.name == layer]
    return keras.models.Model(model.inputs, found.output)(np.array([image]))[0].numpy()


# %% several outputs at once
def feature_maps(model, image, layer):
    part = keras.Model(model.input, {each.name: each.output for each in model.layers})
    return np.asarray(part(image.reshape((1, *image.shape)))[layer])[0]
