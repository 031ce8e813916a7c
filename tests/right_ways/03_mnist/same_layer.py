# %% weights set after the first call
def same_layer(x, weights, bias):
    layer = keras.layers.Dense(len(bias), activation="relu")
    layer(x)
    layer.set_weights([weights, bias])
    y = np.dot(x, weights) + bias
    return {"numpy": y * (y > 0), "tensorflow": tf.nn.relu(x @ tf.constant(weights) + bias), "keras": layer(x)}


# %% initialisers that hold the weights
def same_layer(x, weights, bias):
    layer = keras.layers.Dense(
        weights.shape[1],
        activation=keras.activations.relu,
        kernel_initializer=lambda shape, dtype=None: tf.constant(weights),
        bias_initializer=lambda shape, dtype=None: tf.constant(bias),
    )
    return {
        "keras": layer(x).numpy(),
        "tensorflow": tf.maximum(tf.linalg.matmul(x, weights) + bias, 0.0).numpy(),
        "numpy": np.where(x @ weights + bias > 0, x @ weights + bias, 0),
    }


# %% a small model, and lists
def same_layer(x, weights, bias):
    model = keras.Sequential(
        [keras.Input(shape=(x.shape[1],)), keras.layers.Dense(weights.shape[1]), keras.layers.ReLU()]
    )
    model.set_weights([weights, bias])
    return {
        "numpy": np.clip(np.einsum("nd,dm->nm", x, weights) + bias, 0, None).tolist(),
        "tensorflow": tf.nn.relu(tf.nn.bias_add(tf.matmul(x, weights), bias)).numpy().tolist(),
        "keras": model.predict(x, verbose=0).tolist(),
    }


# %% assign to kernel and bias
def same_layer(x, weights, bias):
    layer = keras.layers.Dense(weights.shape[1], activation="relu")
    layer.build((None, weights.shape[0]))
    layer.kernel.assign(weights)
    layer.bias.assign(bias)
    results = {"keras": keras.ops.convert_to_numpy(layer(x))}
    results["tensorflow"] = tf.keras.activations.relu(tf.tensordot(x, weights, 1) + bias).numpy()
    results["numpy"] = np.maximum(0, np.matmul(x, weights) + bias)
    return results


# %% loops in NumPy, float64
def same_layer(x, weights, bias):
    n, m = x.shape[0], weights.shape[1]
    y = np.zeros((n, m))
    for i in range(n):
        for j in range(m):
            y[i, j] = max(0, np.sum(x[i] * weights[:, j]) + bias[j])
    layer = keras.layers.Dense(units=m, activation=tf.nn.relu)
    layer.build(x.shape)
    layer.set_weights([weights, bias])
    tensor = tf.convert_to_tensor(x, tf.float64) @ tf.cast(weights, tf.float64) + tf.cast(bias, tf.float64)
    return dict(numpy=y, tensorflow=tf.nn.relu(tensor), keras=layer(tf.convert_to_tensor(x)))


# %% Keras's operations for the Keras entry's check
def same_layer(x, weights, bias):
    dense = keras.layers.Dense(bias.size, use_bias=True)
    dense.build(x.shape)
    dense.set_weights((weights, bias))
    return {
        "numpy": np.maximum(x.dot(weights) + bias.reshape(1, -1), 0.0),
        "tensorflow": np.array(tf.nn.relu(tf.add(tf.matmul(x, weights), bias))),
        "keras": np.array(keras.ops.relu(dense(x))),
    }
