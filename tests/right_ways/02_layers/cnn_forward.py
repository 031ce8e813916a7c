# %% a name for every step
def cnn_forward(images, params):
    z1 = conv2d(images, params["conv1_kernels"], params["conv1_bias"], stride=1, pad=0)
    a1 = relu(z1)
    p1 = max_pool2d(a1, size=2, stride=2)
    z2 = conv2d(p1, params["conv2_kernels"], params["conv2_bias"], stride=1, pad=0)
    a2 = relu(z2)
    p2 = max_pool2d(a2, size=2, stride=2)
    return dense(flatten(p2), params["dense_weights"], params["dense_bias"])


# %% a loop over the two blocks
def cnn_forward(images, params):
    x = images
    for block in (1, 2):
        x = max_pool2d(relu(conv2d(x, params[f"conv{block}_kernels"], params[f"conv{block}_bias"])))
    return dense(flatten(x), params["dense_weights"], params["dense_bias"])


# %% pooling before ReLU, which gives the same
def cnn_forward(images, params):
    x = relu(max_pool2d(conv2d(images, params["conv1_kernels"], params["conv1_bias"]), 2))
    x = relu(max_pool2d(conv2d(x, params["conv2_kernels"], params["conv2_bias"]), 2))
    return dense(flatten(x), params["dense_weights"], params["dense_bias"])


# %% one image after the other
def cnn_forward(images, params):
    rows = []
    for image in images:
        x = image[np.newaxis]
        x = max_pool2d(relu(conv2d(x, params["conv1_kernels"], params["conv1_bias"])))
        x = max_pool2d(relu(conv2d(x, params["conv2_kernels"], params["conv2_bias"])))
        rows.append(dense(flatten(x), params["dense_weights"], params["dense_bias"])[0])
    return np.array(rows)


# %% a list of layers, float32 inside
def cnn_forward(images, params):
    p = {name: np.asarray(values, dtype=np.float32) for name, values in params.items()}
    layers = [
        lambda x: conv2d(x, p["conv1_kernels"], p["conv1_bias"]),
        relu,
        max_pool2d,
        lambda x: conv2d(x, p["conv2_kernels"], p["conv2_bias"]),
        relu,
        max_pool2d,
        flatten,
        lambda x: dense(x, p["dense_weights"], p["dense_bias"]),
    ]
    x = images.astype(np.float32)
    for layer in layers:
        x = layer(x)
    return x


# %% recursion over the steps, with a helper for a block
def block(x, params, name):
    return max_pool2d(relu(conv2d(x, params[name + "_kernels"], params[name + "_bias"])))


def cnn_forward(images, params):
    return dense(
        flatten(block(block(images, params, "conv1"), params, "conv2")), params["dense_weights"], params["dense_bias"]
    )


# %% own convolution with loops over the windows
def conv2d(images, kernels, bias, stride=1, pad=0):
    images = np.pad(images, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
    n, h, w, _ = images.shape
    kh, kw, _, filters = kernels.shape
    out = np.zeros((n, (h - kh) // stride + 1, (w - kw) // stride + 1, filters))
    for i in range(out.shape[1]):
        for j in range(out.shape[2]):
            window = images[:, i * stride : i * stride + kh, j * stride : j * stride + kw, :]
            out[:, i, j, :] = np.tensordot(window, kernels, axes=3) + bias
    return out


def cnn_forward(images, params):
    x = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    x = max_pool2d(relu(conv2d(x, params["conv2_kernels"], params["conv2_bias"])))
    return dense(flatten(x), params["dense_weights"], params["dense_bias"])


# %% everything in NumPy, returning lists
def cnn_forward(images, params):
    x = images
    for layer in ("conv1", "conv2"):
        kernels = params[layer + "_kernels"]
        windows = np.lib.stride_tricks.sliding_window_view(x, kernels.shape[:2], axis=(1, 2))
        x = np.einsum("nijcab,abcf->nijf", windows, kernels) + params[layer + "_bias"]
        x = np.maximum(x, 0)
        windows = np.lib.stride_tricks.sliding_window_view(x, (2, 2), axis=(1, 2))
        x = windows[:, ::2, ::2].max(axis=(-1, -2))
    return (x.reshape(len(x), -1) @ params["dense_weights"] + params["dense_bias"]).tolist()
