# %% [raw]
# # BEGIN QUESTION
# name: cnn_forward
# points: 4
# minutes: 22
# difficulty: 3

# %% [markdown]
# ## 2.9 A whole network
#
# Put your layers together. `cnn_forward(images, params)` sends a batch of images through the network and returns its
# logits. Here is what happens to `N` digits with the shipped weights:
#
# | step | takes from `params` | shape afterwards |
# |---|---|---|
# | the images, floats from 0 to 1 | | `(N, 28, 28, 1)` |
# | convolution, stride 1, no padding | `conv1_kernels`, `conv1_bias` | `(N, 26, 26, 8)` |
# | ReLU | | `(N, 26, 26, 8)` |
# | max pooling, size 2 | | `(N, 13, 13, 8)` |
# | convolution, stride 1, no padding | `conv2_kernels`, `conv2_bias` | `(N, ?, ?, 16)` |
# | ReLU | | the same |
# | max pooling, size 2 | | `(N, ?, ?, 16)` |
# | flatten | | `(N, ?)` |
# | fully connected | `dense_weights`, `dense_bias` | `(N, 10)` |
#
# **By hand first.** Fill in the question marks. The shape of `dense_weights`, printed above, tells you whether you
# are right.
#
# - Use your own `relu`, `max_pool2d`, `flatten` and `dense`, and the `conv2d` of this notebook. If one of them does not
#   pass its check yet, mend it first.
# - Return the **logits**, straight from the last layer: no ReLU and no softmax after it.
# - All sizes follow from `params` and `images`. Your function must also work with other numbers of filters, other
#   kernel sizes, other numbers of classes, and images that are not square. Leave `images` and `params` as they are.
# - With the shipped weights it reads 99 of the hundred digits that the grader shows it; **97** are enough.
# - A hundred digits should take a few seconds, not minutes. If they take longer, look for a loop over single pixels.

# %% [markdown] tags=["hint"]
# The function is the table, read from top to bottom. Give the result of each step a name, or use one name again and
# again.

# %% [markdown] tags=["hint"]
# The first line could be `maps = conv2d(images, params["conv1_kernels"], params["conv1_bias"])`. While you look for a
# mistake, print `maps.shape` after each step and compare with the table.

# %% [markdown] tags=["hint"]
# Convolution, ReLU and pooling come twice: the second round takes the maps of the first in place of the images, and
# the weights of `conv2` in place of `conv1`. Then `flatten`, and `dense` with the last two arrays of `params`.

# %% [raw]
# # BEGIN SOLUTION


# %%
def cnn_forward(images, params):
    """Run the network: images (N, H, W, C) from 0 to 1 and a dictionary of weights -> logits
    (N, classes)."""
    # BEGIN SOLUTION
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the logits that Keras computes for five digits
points: 1
"""  # END TEST CONFIG


def test_logits_of_keras(cnn_forward):
    from labkit import checks, data, weights

    logits = weights.digits_cnn_record()["first_training_logits"]
    digits = data.bundled_digits().train_images[: len(logits), :, :, None] / 255
    checks.same_array(
        cnn_forward(digits, weights.digits_cnn()),
        logits,
        "cnn_forward(the first training digits, the shipped weights)",
        hint="Print the shape after each step, and compare with the table.",
    )


# %%
""" # BEGIN TEST CONFIG
name: the logits of other digits
points: 1
hidden: true
"""  # END TEST CONFIG


def test_logits_of_digits(cnn_forward):
    from labkit import checks, data, weights
    from workbook.examiner import oracles_layers

    images = data.bundled_digits().test_images[20:26, :, :, None] / 255
    params = weights.digits_cnn()
    given = images.copy(), {name: array.copy() for name, array in params.items()}
    checks.same_array(
        cnn_forward(images, params),
        oracles_layers.cnn_logits(*given),
        "cnn_forward(six digits, the shipped weights)",
        hint="Logits, straight from the last layer, one row for each digit.",
    )
    checks.unchanged(images, given[0], "images")
    for name, array in params.items():
        checks.unchanged(array, given[1][name], f"params[{name!r}]")


# %%
""" # BEGIN TEST CONFIG
name: at least 97 of 100 hidden digits are read correctly
points: 1
hidden: true
"""  # END TEST CONFIG


def test_accuracy(cnn_forward):
    from labkit import checks, weights
    from workbook.examiner import oracles_layers

    threshold = 97
    right = oracles_layers.digits_read(cnn_forward, weights.digits_cnn())
    if right < threshold:
        checks.fail(
            "cnn_forward reads too few of 100 hidden digits correctly.", expected=f"at least {threshold}", got=right
        )


# %%
""" # BEGIN TEST CONFIG
name: other numbers of filters and classes, other kernels
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_other_sizes(cnn_forward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(91)
    for side, channels, kernel, filters, classes in (
        (28, 1, (3, 3), (8, 16), 10),
        (20, 1, (3, 3), (4, 6), 7),
        (20, 2, (5, 2), (3, 5), 4),
    ):
        images = rng.random((3, side, side, channels))
        rows, columns = (((side - length + 1) // 2 - length + 1) // 2 for length in kernel)
        params = {
            "conv1_kernels": rng.normal(0, 0.5, (*kernel, channels, filters[0])),
            "conv1_bias": rng.normal(0, 0.5, filters[0]),
            "conv2_kernels": rng.normal(0, 0.3, (*kernel, *filters)),
            "conv2_bias": rng.normal(0, 0.5, filters[1]),
            "dense_weights": rng.normal(0, 0.3, (rows * columns * filters[1], classes)),
            "dense_bias": rng.normal(0, 2, classes),
        }
        expected = oracles_layers.cnn_logits(images, params)
        checks.same_array(
            cnn_forward(images, params),
            expected,
            f"cnn_forward(images, params) with kernels {kernel}, {filters} filters and {classes} classes",
            hint="All weights come from params, and all sizes follow from the arrays that are passed in.",
        )


# %%
""" # BEGIN TEST CONFIG
name: images that are not square
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_not_square(cnn_forward):
    import numpy as np
    from labkit import checks
    from workbook.examiner import oracles_layers

    rng = np.random.default_rng(92)
    images = rng.normal(0.5, 0.3, (3, 15, 23, 2)).astype(np.float32)
    params = {
        "conv1_kernels": rng.normal(0, 0.5, (3, 3, 2, 4)),
        "conv1_bias": rng.normal(0, 0.5, 4),
        "conv2_kernels": rng.normal(0, 0.3, (3, 3, 4, 3)),
        "conv2_bias": rng.normal(0, 0.5, 3),
        "dense_weights": rng.normal(0, 0.3, (2 * 4 * 3, 5)),
        "dense_bias": rng.normal(0, 2, 5),
    }
    expected = oracles_layers.cnn_logits(images, params)
    checks.same_array(
        cnn_forward(images, params),
        expected,
        "cnn_forward(images, params) for images of shape (3, 15, 23, 2)",
        hint="Rows and columns have their own numbers of windows in every layer.",
    )


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# That is a complete network, and every step of it is yours. Let it read all 397 digits that it did not learn from. The
# figure shows one of them on its way through the layers, and all those that are misread.

# %% tags=["student"]
from labkit import data

digits = data.bundled_digits()
digits_logits = cnn_forward(digits.test_images[..., None] / 255, digits_params)

# %% tags=["figure"]
figures.through_the_network(digits.test_images[4], digits_params, conv2d, relu, max_pool2d, cnn_forward)

# %% tags=["figure"]
figures.misread_digits(digits.test_images, digits.test_labels, digits_logits)


# %% softmax at the end of the network tags=["mistake"] ref="S10"
def cnn_forward(images, params):
    """You return probabilities. The logits are wanted: what the fully connected layer returns, without a softmax."""
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return softmax(dense(flatten(maps), params["dense_weights"], params["dense_bias"]))


# %% ReLU after the last layer tags=["mistake"] ref="C37"
def cnn_forward(images, params):
    """No logit of yours is below 0: there is a ReLU after the last layer. The table ends with the fully connected
    layer."""
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return relu(dense(flatten(maps), params["dense_weights"], params["dense_bias"]))


# %% returned classes, not logits tags=["mistake"]
def cnn_forward(images, params):
    """You return the class of each digit. The function ends one step earlier, with a logit for every class."""
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return np.argmax(dense(flatten(maps), params["dense_weights"], params["dense_bias"]), axis=1)


# %% no ReLU after the first convolution tags=["mistake"] ref="K12 I02"
def cnn_forward(images, params):
    """The ReLU after the first convolution is missing. Go through the table once more, line by line."""
    maps = max_pool2d(conv2d(images, params["conv1_kernels"], params["conv1_bias"]))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% no ReLU after the second convolution tags=["mistake"] ref="K12 I02"
def cnn_forward(images, params):
    """The ReLU after the second convolution is missing. Go through the table once more, line by line."""
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(conv2d(maps, params["conv2_kernels"], params["conv2_bias"]))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% no ReLU at all tags=["mistake"] ref="K12"
def cnn_forward(images, params):
    """Both ReLUs are missing. Without them much of what the network has learned cannot work."""
    maps = max_pool2d(conv2d(images, params["conv1_kernels"], params["conv1_bias"]))
    maps = max_pool2d(conv2d(maps, params["conv2_kernels"], params["conv2_bias"]))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% average pooling in the network tags=["mistake"] ref="P06"
def cnn_forward(images, params):
    """You pool with the mean. The weights were learned with max pooling, and fit no other."""
    maps = avg_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = avg_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% sizes no longer fit at the end tags=["mistake"] ref="K13"
def cnn_forward(images, params):
    """Your shapes do not fit when the last layer is reached: a step is missing or padded. Print the shape after each
    one."""
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"]))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% biases of the convolutions left out tags=["mistake"] ref="C29"
def cnn_forward(images, params):
    """Your convolutions run without their biases. Each of them has one number for each filter in params."""
    none1, none2 = np.zeros(params["conv1_bias"].shape), np.zeros(params["conv2_bias"].shape)
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], none1)))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], none2)))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% bias of the last layer left out tags=["mistake"] ref="D04"
def cnn_forward(images, params):
    """The last layer runs without its bias, so every logit is off by a constant of its class."""
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return flatten(maps) @ params["dense_weights"]


# %% flattened channel by channel tags=["mistake"] ref="D02"
def cnn_forward(images, params):
    """You flatten channel by channel, so the weights of the last layer meet the wrong numbers. Use your flatten on
    the maps."""
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    features = np.moveaxis(maps, -1, 1).reshape(len(maps), -1)
    return dense(features, params["dense_weights"], params["dense_bias"])


# %% divided by 255 once more tags=["mistake"] ref="X02"
def cnn_forward(images, params):
    """You divide the images by 255. They come as numbers from 0 to 1 already: take them as they are."""
    maps = max_pool2d(relu(conv2d(images / 255, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% centred the images first tags=["mistake"]
def cnn_forward(images, params):
    """You subtract the mean of the images. The network learned from images as they are, with paper at 0."""
    maps = max_pool2d(relu(conv2d(images - images.mean(), params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% kernels flipped in the network tags=["mistake"] ref="C01"
def cnn_forward(images, params):
    """Your convolution flips the kernels. Keras learned these weights without flipping, as you did in lab 1."""
    kernels1, kernels2 = params["conv1_kernels"][::-1, ::-1], params["conv2_kernels"][::-1, ::-1]
    maps = max_pool2d(relu(conv2d(images, kernels1, params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, kernels2, params["conv2_bias"])))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% kernels transposed in the network tags=["mistake"] ref="C02"
def cnn_forward(images, params):
    """You exchange the height and the width of the kernels. They come as (KH, KW, C, F) and need no turning."""
    kernels1, kernels2 = params["conv1_kernels"].swapaxes(0, 1), params["conv2_kernels"].swapaxes(0, 1)
    maps = max_pool2d(relu(conv2d(images, kernels1, params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, kernels2, params["conv2_bias"])))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% used the notebook's weights, not params tags=["mistake"] ref="K11"
def cnn_forward(images, params):
    """You read digits_params from the notebook, so the weights that are passed in change nothing. Use params."""
    maps = max_pool2d(relu(conv2d(images, digits_params["conv1_kernels"], digits_params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, digits_params["conv2_kernels"], digits_params["conv2_bias"])))
    return dense(flatten(maps), digits_params["dense_weights"], digits_params["dense_bias"])


# %% sizes of the digits written in tags=["mistake"] ref="C36"
def cnn_forward(images, params):
    """You wrote the 400 features of the shipped network into your function. For other weights their number is
    another."""
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return dense(maps.reshape(-1, 400), params["dense_weights"], params["dense_bias"])


# %% only the first digit tags=["mistake"] ref="C27"
def cnn_forward(images, params):
    """You return the logits of the first image only. Each image of the batch has a row of its own."""
    maps = max_pool2d(relu(conv2d(images[:1], params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])


# %% an extra axis for each digit tags=["mistake"]
def cnn_forward(images, params):
    """The numbers are right, but you stack batches of one: your result is (N, 1, 10), with an axis too many."""
    logits = []
    for image in images:
        maps = max_pool2d(relu(conv2d(image[None], params["conv1_kernels"], params["conv1_bias"])))
        maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
        logits.append(dense(flatten(maps), params["dense_weights"], params["dense_bias"]))
    return np.array(logits)


# %% scaled the images in place tags=["mistake"] ref="C35"
def cnn_forward(images, params):
    """You scale the images so that the brightest pixel is 1, and in place too. Take them and leave them as they are."""
    images /= images.max()
    maps = max_pool2d(relu(conv2d(images, params["conv1_kernels"], params["conv1_bias"])))
    maps = max_pool2d(relu(conv2d(maps, params["conv2_kernels"], params["conv2_bias"])))
    return dense(flatten(maps), params["dense_weights"], params["dense_bias"])
