# %% all in one, gradients by hand
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    k, kb = params["conv_kernels"].copy(), params["conv_bias"].copy()
    w, b = params["dense_weights"].copy(), params["dense_bias"].copy()
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = np.arange(len(images))
        rng.shuffle(order)
        for start in range(0, len(order), batch_size):
            x, y = images[order[start : start + batch_size]], labels[order[start : start + batch_size]]
            z = conv2d_fast(x, k, kb, stride=3)
            a = np.maximum(z, 0)
            p = max_pool2d(a)
            flat = p.reshape(len(x), -1)
            logits = flat @ w + b
            e = np.exp(logits - logits.max(axis=1, keepdims=True))
            d = e / e.sum(axis=1, keepdims=True)
            d[range(len(y)), y] -= 1
            d /= len(y)
            dw, db, dflat = flat.T @ d, d.sum(axis=0), d @ w.T
            dz = max_pool2d_backward(dflat.reshape(p.shape), a) * (z > 0)
            _, dk, dkb = conv2d_backward(dz, x, k, stride=3)
            k, kb, w, b = (
                k - learning_rate * dk,
                kb - learning_rate * dkb,
                w - learning_rate * dw,
                b - learning_rate * db,
            )
    return {"conv_kernels": k, "conv_bias": kb, "dense_weights": w, "dense_bias": b}


# %% forward and backward as helper functions
def forward(x, params):
    sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], 3, 0)
    active = relu(sums)
    pooled = max_pool2d(active, 2)
    features = pooled.reshape(x.shape[0], -1)
    return sums, active, pooled, features, dense(features, params["dense_weights"], params["dense_bias"])


def gradients(x, y, params):
    sums, active, pooled, features, logits = forward(x, params)
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    truth = np.zeros(probabilities.shape)
    truth[np.arange(len(y)), y] = 1
    back, weights, bias = dense_backward((probabilities - truth) / len(y), features, params["dense_weights"])
    back = relu_backward(max_pool2d_backward(back.reshape(pooled.shape), active, 2), sums)
    _, kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], 3, 0)
    return {"conv_kernels": kernels, "conv_bias": conv_bias, "dense_weights": weights, "dense_bias": bias}


def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        while len(order):
            batch, order = order[:batch_size], order[batch_size:]
            slopes = gradients(images[batch], labels[batch], params)
            params = {name: params[name] - learning_rate * slopes[name] for name in params}
    return {name: array.copy() for name, array in params.items()}


# %% the old random numbers, images shuffled together with labels
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    from copy import deepcopy

    from scipy.special import softmax

    np.random.seed(seed)
    params = deepcopy(params)
    for _ in range(epochs):
        order = np.random.permutation(len(images))
        shuffled_images, shuffled_labels = images[order], labels[order]
        for first in range(0, len(images), batch_size):
            x = shuffled_images[first : first + batch_size]
            y = shuffled_labels[first : first + batch_size]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            pooled = max_pool2d(relu(sums), size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=-1)
            back[np.arange(len(x)), y] -= 1
            back, weights, bias = dense_backward(back / len(x), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), relu(sums), size=2)
            _, kernels, conv_bias = conv2d_backward(relu_backward(back, sums), x, params["conv_kernels"], stride=3)
            params["conv_kernels"] -= learning_rate * kernels
            params["conv_bias"] -= learning_rate * conv_bias
            params["dense_weights"] -= learning_rate * weights
            params["dense_bias"] -= learning_rate * bias
    return params


# %% float32 throughout, Python's own shuffle
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    import random

    from scipy.special import softmax

    draw = random.Random(seed)
    images = images.astype(np.float32)
    now = {name: np.array(array, dtype=np.float32) for name, array in params.items()}
    for _ in range(epochs):
        order = list(range(len(images)))
        draw.shuffle(order)
        for first in range(0, len(order), batch_size):
            batch = order[first : first + batch_size]
            x = images[batch]
            sums = conv2d_fast(x, now["conv_kernels"], now["conv_bias"], stride=3)
            active = np.where(sums > 0, sums, 0)
            pooled = max_pool2d(active)
            features = pooled.reshape(len(batch), -1)
            probabilities = softmax(features @ now["dense_weights"] + now["dense_bias"], axis=1)
            truth = labels[batch][:, None] == np.arange(probabilities.shape[1])
            back, *slopes = dense_backward((probabilities - truth) / len(batch), features, now["dense_weights"])
            back = relu_backward(max_pool2d_backward(back.reshape(pooled.shape), active), active)
            slopes = [*conv2d_backward(back, x, now["conv_kernels"], stride=3)[1:], *slopes]
            for name, slope in zip(("conv_kernels", "conv_bias", "dense_weights", "dense_bias"), slopes):
                now[name] = (now[name] - learning_rate * slope).astype(np.float32)
    return now


# %% a class, and pooling before ReLU
class Network:
    def __init__(self, params):
        self.params = {name: np.array(array) for name, array in params.items()}

    def step(self, x, y, learning_rate):
        p = self.params
        sums = conv2d_fast(x, p["conv_kernels"], p["conv_bias"], stride=3)
        pooled = max_pool2d(sums)  # relu and max commute
        features = relu(pooled).reshape(len(x), -1)
        scores = features @ p["dense_weights"] + p["dense_bias"]
        scores = np.exp(scores - scores.max(axis=1)[:, None])
        back = (scores / scores.sum(axis=1)[:, None] - np.eye(scores.shape[1])[y]) / len(x)
        back, weights, bias = dense_backward(back, features, p["dense_weights"])
        back = relu_backward(back.reshape(pooled.shape), pooled)
        _, kernels, conv_bias = conv2d_backward(max_pool2d_backward(back, sums), x, p["conv_kernels"], stride=3)
        for name, slope in (
            ("conv_kernels", kernels),
            ("conv_bias", conv_bias),
            ("dense_weights", weights),
            ("dense_bias", bias),
        ):
            p[name] -= learning_rate * slope


def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    network = Network(params)
    rng = np.random.RandomState(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            network.step(images[batch], labels[batch], learning_rate)
    return network.params


# %% image by image, gradients added up
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    from scipy.special import softmax

    params = {name: array + 0.0 for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            total = {name: np.zeros(array.shape) for name, array in params.items()}
            for number in batch:
                x = images[number][np.newaxis]
                sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
                pooled = max_pool2d(relu(sums))
                features = pooled.reshape(1, -1)
                back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
                back[0, labels[number]] -= 1
                back, weights, bias = dense_backward(back, features, params["dense_weights"])
                back = relu_backward(max_pool2d_backward(back.reshape(pooled.shape), relu(sums)), sums)
                _, kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
                total["conv_kernels"] += kernels / len(batch)
                total["conv_bias"] += conv_bias / len(batch)
                total["dense_weights"] += weights / len(batch)
                total["dense_bias"] += bias / len(batch)
            for name in params:
                params[name] -= learning_rate * total[name]
    return params
