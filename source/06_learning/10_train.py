# %% [raw]
# # BEGIN QUESTION
# name: train
# points: 4
# minutes: 22
# difficulty: 3

# %% [markdown]
# ## 6.7 Learning
#
# A network learns by taking many small steps downhill. For each step it looks at a few images, a **batch**: forward to
# the logits, back to the gradient of every weight, and then
#
# $$w \leftarrow w - \eta \, \frac{\partial L}{\partial w}$$
#
# with the **learning rate** $\eta$. Once through all images is an **epoch**.
#
# What starts the way back is the gradient of the loss with respect to the logits. For softmax and cross-entropy
# together it is as simple as it could be: with $N$ images in the batch, $P = \mathrm{softmax}(\text{logits})$, and
# $T$ the labels as a table that has a 1 at the true class of each row and 0 elsewhere,
#
# $$\frac{\partial L}{\partial \text{logits}} = \frac{1}{N} (P - T)$$
#
# **By hand first.** Five digits with the labels 3, 3, 7, 0, 3 are one batch, and all logits are 0, so that every $P$ is
# 0.1. The gradient of `dense_bias` is the sum over the rows of $\frac{1}{5}(P - T)$. For class 3 that is
# $\frac{1}{5}(5 \cdot 0.1 - 3) = -0.5$. With $\eta = 0.5$ its bias grows from 0 to 0.25. To which values do the biases
# of the classes 7 and 1 go?
#
# Write `train(images, labels, params, epochs, batch_size, learning_rate, seed)` for the network above. It returns the
# trained weights: a **new** dictionary with the names and shapes of `params`.
#
# | | |
# |---|---|
# | `images`, `labels` | `(N, H, W, C)`, floats; `(N,)`, whole numbers from 0 |
# | `params` | the weights to begin with; they do not change, so begin with copies |
# | `epochs`, `batch_size` | whole numbers; where `batch_size` does not divide, the last batch of an epoch is smaller |
# | `learning_rate` | the same for all steps; plain steps as above, nothing added |
# | `seed` | **shuffle** the images anew for every epoch: one `np.random.default_rng(seed)` for all of them |
#
# - The loss of a batch is the mean over its images, the last, smaller batch included.
# - All sizes follow from the arrays: there may be other kernels, other numbers of filters and classes, and images that
#   are not square. Stride 3 and pooling of size 2 stay.
# - The same seed gives the same weights, digit for digit.
# - In the grader one epoch of 500 digits has ten seconds. With loops over windows it takes less than one.
# - The grader also lets your network learn the sorted digits, four epochs with a falling learning rate, and shows it
#   397 digits that it has never seen. It should read **80 %** of them. About 90 % is usual.

# %% [markdown] tags=["hint"]
# Inside the two loops, forward comes first, and each result keeps a name of its own, since the way back needs them all:
# `sums` (of the convolution), `active` (after ReLU), `pooled`, `features` (flattened), `logits`. Softmax is in SciPy:
# `scipy.special.softmax(logits, axis=1)`.

# %% [markdown] tags=["hint"]
# Then the same list backwards. Each function that you wrote takes the gradient of the step behind it, and what that
# step was given on the way forward: `max_pool2d_backward(..., active)`, `relu_backward(..., sums)`. The way back
# through flatten is a `reshape` to the shape of `pooled`.

# %% [markdown] tags=["hint"]
# `order = rng.permutation(len(images))` shuffles numbers, not images. A batch is `order[first:first + batch_size]`, and
# picks from `images` and `labels` alike. If the loss explodes, print the largest entry of each gradient; if it does not
# fall, look at the sign of the step. And change no weight before all gradients of the step are known.

# %% [raw]
# # BEGIN SOLUTION


# %%
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """Learn from images (N, H, W, C) and labels (N,), beginning with params; return a
    dictionary of new weights."""
    # BEGIN SOLUTION
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, truth = images[batch], np.eye(len(params["dense_bias"]))[labels[batch]]

            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            logits = dense(features, params["dense_weights"], params["dense_bias"])

            logits_gradient = (softmax(logits, axis=1) - truth) / len(x)
            features_gradient, dense_weights, dense_bias = dense_backward(
                logits_gradient, features, params["dense_weights"]
            )
            active_gradient = max_pool2d_backward(features_gradient.reshape(pooled.shape), active, size=2)
            sums_gradient = relu_backward(active_gradient, sums)
            _, conv_kernels, conv_bias = conv2d_backward(sums_gradient, x, params["conv_kernels"], stride=3)

            params["conv_kernels"] -= learning_rate * conv_kernels
            params["conv_bias"] -= learning_rate * conv_bias
            params["dense_weights"] -= learning_rate * dense_weights
            params["dense_bias"] -= learning_rate * dense_bias
    return params
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the five digits from the prompt
points: 0.5
"""  # END TEST CONFIG


def test_by_hand(train):
    import numpy as np
    from labkit import checks

    images = np.random.default_rng(670).random((5, 8, 8, 1))
    params = {
        "conv_kernels": np.random.default_rng(671).normal(0, 0.3, (5, 5, 1, 2)),
        "conv_bias": np.zeros(2),
        "dense_weights": np.zeros((2, 10)),
        "dense_bias": np.zeros(10),
    }
    labels = np.array([3, 3, 7, 0, 3])
    got = train(images, labels, dict(params), epochs=1, batch_size=5, learning_rate=0.5, seed=0)
    try:
        trained = {name: got[name] for name in params}
    except (TypeError, KeyError, IndexError):
        checks.fail(
            "train(...) does not return a dictionary with the names of params.", hint="Does it end with return?"
        )
    for name, weights in params.items():
        checks.same_shape(trained[name], weights.shape, f"train(...)[{name!r}]")
    checks.same_array(
        trained["dense_bias"],
        [0.05, -0.05, -0.05, 0.25, -0.05, -0.05, -0.05, 0.05, -0.05, -0.05],
        "train(the five digits, ...)['dense_bias']",
        hint="One step, downhill. For class 3 the prompt works it out: 0.25.",
    )


# %%
""" # BEGIN TEST CONFIG
name: one step changes every weight by its gradient
points: 1
hidden: true
"""  # END TEST CONFIG


def test_one_step(train):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    rng = np.random.default_rng(672)
    for image, kernels, classes in (((11, 14), (3, 2, 2, 3), 4), ((9, 9), (4, 4, 1, 2), 10)):
        images, labels = rng.normal(0, 1, (6, *image, kernels[2])), rng.permutation(12)[:6] % classes
        params = oracles_learning.initial_params(672, image=image, kernels=kernels, classes=classes)
        params["conv_bias"] += rng.normal(0.2, 0.2, kernels[3])
        params["dense_bias"] += rng.normal(0, 0.5, classes)
        expected = oracles_learning.descended(images, labels, params, learning_rate=2.0)
        got = oracles_learning.trained(train, images, labels, params, epochs=1, batch_size=6, learning_rate=2.0, seed=1)
        for name, array in got.items():
            checks.same_array(
                array,
                expected[name],
                f"train(images {images.shape}, labels, params, epochs=1, batch_size=6, ...)[{name!r}]",
                hint="One batch, one step. Check each backward pass by itself, and what you hand to it.",
            )


# %%
""" # BEGIN TEST CONFIG
name: epochs, batches, and a last batch that is smaller
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_batches(train):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    # All images of this batch are alike, so that the order does not matter, and every step is the same for any batch.
    rng = np.random.default_rng(673)
    images, labels = np.repeat(rng.normal(0, 1, (1, 8, 11, 1)), 5, axis=0), np.full(5, 2)
    params = oracles_learning.initial_params(673, image=(8, 11), kernels=(2, 3, 1, 2), classes=3)
    params["conv_bias"] += 0.2
    for epochs, batch_size, steps in ((1, 2, 3), (3, 5, 3), (2, 4, 4), (1, 1, 5)):
        settings = {"epochs": epochs, "batch_size": batch_size}
        expected = oracles_learning.descended(images[:1], labels[:1], params, learning_rate=0.5, steps=steps)
        got = oracles_learning.trained(train, images, labels, params, **settings, learning_rate=0.5, seed=2)
        for name, array in got.items():
            checks.same_array(
                array,
                expected[name],
                f"train(five equal images, labels, params, epochs={epochs}, batch_size={batch_size}, ...)[{name!r}]",
                hint="Every batch is a step of its own, and its loss is a mean over the images in it.",
            )


# %%
""" # BEGIN TEST CONFIG
name: every image once in an epoch, in its own batch
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_every_image_once(train):
    from itertools import permutations

    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    # With batches of one image, an epoch is a step for each, in an order that is up to the function.
    rng = np.random.default_rng(675)
    images, labels = rng.normal(0, 1, (3, 8, 8, 1)), np.array([1, 0, 2])
    params = oracles_learning.initial_params(675, image=(8, 8), kernels=(2, 2, 1, 2), classes=3)
    params["conv_bias"] += 0.2
    possible = []
    for order in permutations(range(3)):
        possible.append(params)
        for n in order:
            possible[-1] = oracles_learning.descended(images[[n]], labels[[n]], possible[-1], learning_rate=1.0)
    for seed in (3, 4):
        got = oracles_learning.trained(
            train, images, labels, params, epochs=1, batch_size=1, learning_rate=1.0, seed=seed
        )
        expected = min(possible, key=lambda end: sum(np.abs(end[name] - got[name]).sum() for name in got))
        for name, array in got.items():
            checks.same_array(
                array,
                expected[name],
                f"train(three images, labels, params, epochs=1, batch_size=1, ...)[{name!r}]",
                hint="Three steps, each with the gradient of one image, and no image twice.",
            )


# %%
""" # BEGIN TEST CONFIG
name: the network learns sorted digits, and reads 80 % of new ones
points: 1
hidden: true
"""  # END TEST CONFIG


def test_digits(train):
    from labkit import checks
    from workbook.examiner import oracles_learning

    threshold = 0.8
    accuracy = oracles_learning.accuracy_after_training(train)
    if accuracy < threshold:
        checks.fail(
            "After four epochs the network reads too few new digits.",
            expected=f"at least {threshold:.0%} right",
            got=f"{accuracy:.1%} right",
            measured=True,
            hint="Is every epoch shuffled anew, images and labels alike? Does every weight take part in the step?",
        )


# %%
""" # BEGIN TEST CONFIG
name: nothing given is changed, and a seed gives the same weights again
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_repeatable(train):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_learning

    rng = np.random.default_rng(674)
    images, labels = rng.random((7, 8, 8, 1)), rng.integers(0, 3, 7)
    params = oracles_learning.initial_params(674, image=(8, 8), kernels=(4, 4, 1, 3), classes=3)
    given = images.copy(), labels.copy(), {name: array.copy() for name, array in params.items()}
    settings = {"epochs": 3, "batch_size": 2, "learning_rate": 0.5, "seed": 5}
    first, second = (oracles_learning.trained(train, images, labels, params, **settings) for _ in range(2))
    checks.unchanged(images, given[0], "images")
    checks.unchanged(labels, given[1], "labels")
    for name, array in params.items():
        checks.unchanged(array, given[2][name], f"params[{name!r}]")
    before, after = (oracles_learning.loss(images, labels, weights) for weights in (given[2], first))
    if not after < before:
        checks.fail(
            "Seven images, three epochs: the loss does not fall.",
            expected=f"less than {before:.3f}",
            got=f"{after:.3f}",
            measured=True,
        )
    for name, array in first.items():
        checks.same_array(
            second[name],
            array,
            f"The second train(..., seed=5)[{name!r}]",
            hint="Take all randomness from one np.random.default_rng(seed), made inside the function.",
        )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Now watch it learn: ten epochs, one after the other, with a learning rate that falls from 0.2 to 0.05. The training
# digits are those that it learns from; the others it has never seen. Below are the kernels of its convolution, as they
# began and as they are in the end. Some now have a positive and a negative side, like the edge kernel that you designed
# in lab 1. Nobody told them.

# %% tags=["figure"]
figures.learning(
    train,
    network_loss,
    network_accuracy,
    untrained_params,
    (few_images, few_labels),
    (digits.test_images[..., np.newaxis] / 255, digits.test_labels),
)


# %% went uphill tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """Your weights move to where the loss grows. Look at two signs: that of the step, and that of P - T."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] += learning_rate * gradient
    return params


# %% sum of the batch, not its mean tags=["mistake"] ref="L02"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You leave out the division by the number of images, so a step grows with the batch. The loss is a mean."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back, features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% divided by batch_size in the smaller batch tags=["mistake"] ref="L02"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You always divide by batch_size. The last batch of an epoch can be smaller: count its images."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / batch_size, features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% divided by the batch twice tags=["mistake"] ref="L02"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You divide by the number of images once at the logits and once more in the step. Once is enough."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient / len(y)
    return params


# %% did not shuffle tags=["mistake"] ref="X10"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You never shuffle, so from sorted digits the network learns one class after the other, and forgets the
    others."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = np.arange(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% shuffled images without their labels tags=["mistake"] ref="X10"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You shuffle the images but not the labels, so most images get the label of another one. One order serves both."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[first : first + batch_size]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% returned inside the loop tags=["mistake"] ref="B04"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """Your return stands inside the loop over epochs, so training ends after the first one. Move it to the left."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
        return params


# %% left the smaller batch out tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """Images that fill no whole batch are left out. The last batch of an epoch is smaller, but it is a step too."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images) - batch_size + 1, batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% all images in one batch tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You take all images for every step, whatever batch_size says: one step in an epoch in place of many."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(1):
            batch = order
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% all images in every step tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You take as many steps as there are batches, but each with all images. A step looks at its own batch only."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% drew images with replacement tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You draw every batch from all images anew, so in an epoch some come twice and others never. Shuffle once, and go
    through."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        for first in range(0, len(images), batch_size):
            batch = rng.integers(0, len(images), size=min(batch_size, len(images) - first))
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% returned the weights it began with tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You train a copy, but return the weights that you were given."""
    from scipy.special import softmax

    given = params
    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return given


# %% forgot to subtract the labels tags=["mistake"] ref="L04"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You send back the probabilities alone, so the labels play no part. At the true class, 1 has to be subtracted."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% subtracted at the likeliest class tags=["mistake"] ref="L04"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You subtract 1 at the class that the network finds most likely. It is subtracted at the true class."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), back.argmax(axis=1)] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% subtracted in whole columns tags=["mistake"] ref="L05"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You subtract 1 from the whole columns of all classes in the batch. Each row has one true class of its own."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[:, y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% labels shifted by one tags=["mistake"] ref="L07"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You subtract 1 one class too far to the left. Labels count from 0, as the columns do."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y - 1] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% slope of the softmax once too often tags=["mistake"] ref="S10"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """Your gradient at the logits goes through the slope of the softmax once more, without its cross terms. For softmax
    and cross-entropy together it is P - T and nothing else."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            slope = back * (1 - back)
            back[np.arange(len(y)), y] -= 1
            back = back * slope
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% softmax over the batch tags=["mistake"] ref="S05"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """Your softmax runs along the images. The probabilities of one image add up to 1: sum along its classes."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=0)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% sigmoid in place of softmax tags=["mistake"] ref="S10 K03"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You use the sigmoid, which treats each class by itself. The softmax lets the classes compete."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = 1 / (1 + np.exp(-dense(features, params["dense_weights"], params["dense_bias"])))
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% logits taken for probabilities tags=["mistake"] ref="S08"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You subtract the labels from the logits. They have to become probabilities first."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = dense(features, params["dense_weights"], params["dense_bias"])
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% only the last layer learns tags=["mistake"] ref="T01"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """The convolution keeps the weights that it began with. All four arrays take part in every step."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% biases do not learn tags=["mistake"] ref="C29 D04"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """Your biases keep the values that they began with. All four arrays take part in every step."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "dense_weights": dense_weights,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% no way back through ReLU tags=["mistake"] ref="K12"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """On the way back you leave ReLU out, so gradients also reach places that were cut off."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% ReLU before pooling left out tags=["mistake"] ref="K12"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """Your network has no ReLU, neither forward nor back. Go through the table before 6.7 once more."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = sums
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% changed weights before going back tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You change the last layer before its gradient has gone back, so the layers before it see the new weights. All
    gradients first, then the step."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            _, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            params["dense_weights"] -= learning_rate * dense_weights
            params["dense_bias"] -= learning_rate * dense_bias
            back = back / len(y) @ params["dense_weights"].T
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% gradients of the first weights at every step tags=["mistake"] ref="K11"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You compute each step's gradient with the weights of the beginning, so later steps know nothing of earlier
    ones."""
    from scipy.special import softmax

    given = params
    params = {name: array.copy() for name, array in given.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, given["conv_kernels"], given["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, given["dense_weights"], given["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, given["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, given["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% steps of the same length for all tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You step by the sign of the gradient, so all weights move equally far. The step is as long as the gradient
    says."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * np.sign(gradient)
    return params


# %% learning rate left out tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You step by the whole gradient: the learning rate is not used."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= gradient
    return params


# %% always ten classes tags=["mistake"] ref="C36 X14"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You wrote the number of classes into your function. Take it from the shape of dense_bias."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back = back - np.eye(10)[y]
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params


# %% a step for the whole epoch tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You add up the gradients of all batches and take one step at the end of the epoch. Each batch is a step."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        total = {name: 0 for name in params}
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                total[name] = total[name] + gradient
        for name, gradient in total.items():
            params[name] -= learning_rate * gradient
    return params


# %% momentum besides the plain step tags=["mistake"]
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """Your steps carry on in the direction of those before: that is momentum. It is often good, but plain steps are
    asked for."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    velocity = {name: np.zeros(array.shape) for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch], labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                velocity[name] = 0.9 * velocity[name] - learning_rate * gradient
                params[name] += velocity[name]
    return params


# %% divided the images by 255 again tags=["mistake"] ref="X02"
def train(images, labels, params, epochs, batch_size, learning_rate, seed):
    """You divide the images by 255. They come as numbers from 0 to 1 already: take them as they are."""
    from scipy.special import softmax

    params = {name: array.copy() for name, array in params.items()}
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        for first in range(0, len(images), batch_size):
            batch = order[first : first + batch_size]
            x, y = images[batch] / 255, labels[batch]
            sums = conv2d_fast(x, params["conv_kernels"], params["conv_bias"], stride=3)
            active = relu(sums)
            pooled = max_pool2d(active, size=2)
            features = pooled.reshape(len(x), -1)
            back = softmax(dense(features, params["dense_weights"], params["dense_bias"]), axis=1)
            back[np.arange(len(y)), y] -= 1
            back, dense_weights, dense_bias = dense_backward(back / len(y), features, params["dense_weights"])
            back = max_pool2d_backward(back.reshape(pooled.shape), active, size=2)
            back = relu_backward(back, sums)
            _, conv_kernels, conv_bias = conv2d_backward(back, x, params["conv_kernels"], stride=3)
            gradients = {
                "conv_kernels": conv_kernels,
                "conv_bias": conv_bias,
                "dense_weights": dense_weights,
                "dense_bias": dense_bias,
            }
            for name, gradient in gradients.items():
                params[name] -= learning_rate * gradient
    return params
