# %% [raw]
# # BEGIN QUESTION
# name: occlusion_map
# points: 2
# minutes: 15
# difficulty: 3

# %% [markdown]
# ## 5.8 What does it decide by?
#
# Cover a part of the image and ask the network again. If it is now less sure, that part mattered. Do so with a patch
# that slides over the image, like the window of a convolution, and you get a map of what the network decides by. It
# works with every network, and it finds out those that look at the frame instead of the picture.
#
# Write `occlusion_map(model, image, label, size=8, stride=4, fill=0)`.
#
# | | |
# |---|---|
# | `model` | a Keras model that puts out **probabilities** `(N, classes)` |
# | `image` | **one** image `(H, W, C)`, as the model takes it: do not scale it |
# | `label` | the class that we ask about |
# | `size`, `stride` | the patch is `size` × `size` pixels and moves by `stride` pixels |
# | `fill` | the value that the patch is painted with, in all channels |
# | result | `(rows, columns)`: how much less probable `label` is with the patch there |
#
# $$M_{ij} = p_{\text{label}}(\text{image}) - p_{\text{label}}(\text{image with patch } ij), \qquad \text{patch } ij
# \text{ begins at row } i \cdot \text{stride}, \text{ column } j \cdot \text{stride}$$
#
# As in lab 1, patches that would hang over the border are left out: $\lfloor (H - \text{size}) / \text{stride} \rfloor
# + 1$ rows, and columns likewise. The image that you are given is not changed.
#
# **By hand first.** A network says: 0.9 that this is a 7. With the patch at one place it says 0.3, at another 0.95.
# What stands in the map? ($0.9 - 0.3 = 0.6$: the stroke there matters. $0.9 - 0.95 = -0.05$: covering it even helps.)
# And how large is the map of a 32×32 image with the standard patch? ($\lfloor 24/4 \rfloor + 1 = 7$, so `(7, 7)`.)

# %% [markdown] tags=["hint"]
# Each patch is put onto a fresh copy: `covered = image.copy()`. Otherwise the patches pile up.

# %% [markdown] tags=["hint"]
# Collect all covered images in one list, and let the model read them at once: `np.stack(images)` is a batch. One call
# for each patch takes far longer.

# %% [markdown] tags=["hint"]
# `model.predict(batch, verbose=0)[:, label]` has the probability of the label for each image of the batch. Subtract it
# from that of the image itself, and `reshape((rows, columns))`.

# %% [raw]
# # BEGIN SOLUTION


# %%
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """Cover (H, W, C) patch by patch -> (rows, columns), how much less probable the label becomes."""
    # BEGIN SOLUTION
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images = [image]
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            images.append(covered)
    probabilities = model.predict(np.stack(images).astype("float32"), verbose=0)[:, label]
    return (probabilities[0] - probabilities[1:]).reshape((rows, columns))
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the size of the map, and an image on which nothing can be covered
points: 0.5
"""  # END TEST CONFIG


def test_size(occlusion_map):
    import numpy as np

    from labkit import checks, transfer

    model = transfer.small_network(58, (20, 16, 1))
    image = np.full((20, 16, 1), 0.5, np.float32)
    hint = "One number for each patch that fits, row by row; a patch of the image's own colour changes nothing."
    got = occlusion_map(model, image, 2, fill=0.5)
    checks.same_array(
        got, np.zeros((4, 3)), "occlusion_map(model, image, 2, fill=0.5), for an image that is 0.5,", hint=hint
    )
    changed = checks.same_shape(occlusion_map(model, image, 2), (4, 3), "occlusion_map(model, image, 2)", hint=hint)
    if not changed.any():
        checks.fail(
            "occlusion_map(model, image, 2) is 0 everywhere.",
            expected="numbers that differ from 0: the patch is black, the image is not",
            hint="Is the patch painted onto the image that the model reads?",
        )


# %%
""" # BEGIN TEST CONFIG
name: the values, for several patches and labels
points: 1
hidden: true
"""  # END TEST CONFIG


def test_values(occlusion_map):
    import numpy as np

    from labkit import checks, transfer
    from workbook.examiner import oracles_transfer

    rng = np.random.default_rng(581)
    model = transfer.small_network(3, (17, 14, 2), (3, 4), 4)
    for label, size, stride, fill in ((0, 5, 3, 0), (2, 4, 5, 1.5), (3, 3, 4, -0.5)):
        image = rng.uniform(0, 1.5, (17, 14, 2)).astype(np.float32)
        before = image.copy()
        expected = oracles_transfer.occlusion_map(model, image, label, size, stride, fill)
        what = f"occlusion_map(model, image, {label}, size={size}, stride={stride}, fill={fill})"
        hint = "Probability of the label without the patch, minus that with it, each patch on a fresh copy."
        got = occlusion_map(model, image, label, size=size, stride=stride, fill=fill)
        checks.same_array(got, expected, what, hint=hint)
        checks.unchanged(image, before, "image")


# %%
""" # BEGIN TEST CONFIG
name: the standard patch, on images that are not square
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_standard(occlusion_map):
    import numpy as np

    from labkit import checks, transfer
    from workbook.examiner import oracles_transfer

    rng = np.random.default_rng(582)
    for shape in ((23, 12, 1), (11, 21, 1)):
        image = rng.uniform(0, 2, shape).astype(np.float32)
        model = transfer.small_network(int(rng.integers(1000)), shape)
        expected = oracles_transfer.occlusion_map(model, image, 1, 8, 4, 0)
        what = f"occlusion_map(model, image, 1) for an image of the shape {shape}"
        hint = "Rows come from the height, columns from the width; patches that hang over are left out."
        checks.same_array(occlusion_map(model, image, 1), expected, what, hint=hint)


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# A black patch on black paper hides ink, and nothing else. So here are the digits of your network's new task once more,
# in white on black; the network is `transferred` of 5.4. **Predict first:** which part of a 9 must be covered so that
# it stops being one? Violet marks the places where a patch makes the network less sure.

# %% tags=["figure"]
white = transfer.few_digits(in_colours=False)
figures.occlusion(occlusion_map, transferred, white.test_images, white.test_labels, transfer.CLASSES)

# %% [markdown]
# ### What to take along
#
# A base that somebody else has trained, a small head, few images of your own: that is how most networks for images are
# made today. Freeze, pre-process as the base was, train the head, then perhaps fine-tune in small steps. And look: at
# the filters, at the maps, and at what it decides by, before you believe an accuracy.


# %% patches pile up tags=["mistake"]
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """You never take a patch off again, so the image is covered more and more. Put each patch onto a fresh copy."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images, covered = [image], image.copy()
    for i in range(rows):
        for j in range(columns):
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            images.append(covered.copy())
    probabilities = model.predict(np.stack(images), verbose=0)[:, label]
    return (probabilities[0] - probabilities[1:]).reshape((rows, columns))


# %% painted the image itself tags=["mistake"]
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """You paint on the image that you were given: all your pictures are the same one, covered everywhere. Work on
    image.copy()."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images = [image.copy()]
    for i in range(rows):
        for j in range(columns):
            image[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            images.append(image)
    probabilities = model.predict(np.stack(images), verbose=0)[:, label]
    return (probabilities[0] - probabilities[1:]).reshape((rows, columns))


# %% the other way round tags=["mistake"]
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """Your signs are the other way round. What matters makes the label less probable when it is covered, and gets a
    positive number."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images = [image]
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            images.append(covered)
    probabilities = model.predict(np.stack(images), verbose=0)[:, label]
    return (probabilities[1:] - probabilities[0]).reshape((rows, columns))


# %% the probability, not the drop tags=["mistake"]
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """You return the probability with the patch. The drop is asked for: the probability without it, minus that."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images = []
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            images.append(covered)
    return model.predict(np.stack(images), verbose=0)[:, label].reshape((rows, columns))


# %% the most probable class instead of the label tags=["mistake"]
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """You follow the class that is most probable, not the one that was asked for: take the column [:, label]."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images = [image]
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            images.append(covered)
    probabilities = model.predict(np.stack(images), verbose=0).max(axis=1)
    return (probabilities[0] - probabilities[1:]).reshape((rows, columns))


# %% softmax once more tags=["mistake"] ref="K01"
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """You apply softmax to what are probabilities already. That makes all of them nearly equal, and the drops tiny."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images = [image]
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            images.append(covered)
    probabilities = tf.nn.softmax(model.predict(np.stack(images), verbose=0)).numpy()[:, label]
    return (probabilities[0] - probabilities[1:]).reshape((rows, columns))


# %% always black tags=["mistake"]
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """Your patch is always 0. Paint it with the value that is given as fill."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images = [image]
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = 0
            images.append(covered)
    probabilities = model.predict(np.stack(images), verbose=0)[:, label]
    return (probabilities[0] - probabilities[1:]).reshape((rows, columns))


# %% covered the first channel only tags=["mistake"]
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """You cover the first channel only: the others show through. Paint all channels."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images = [image]
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size, 0] = fill
            images.append(covered)
    probabilities = model.predict(np.stack(images), verbose=0)[:, label]
    return (probabilities[0] - probabilities[1:]).reshape((rows, columns))


# %% patches that hang over tags=["mistake"]
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """You count patches that hang over the border. As in lab 1, only those that fit count."""
    rows = -(-image.shape[0] // stride)
    columns = -(-image.shape[1] // stride)
    images = [image]
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            images.append(covered)
    probabilities = model.predict(np.stack(images), verbose=0)[:, label]
    return (probabilities[0] - probabilities[1:]).reshape((rows, columns))


# %% took the stride for 1 tags=["mistake"]
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """Your patch moves by one pixel, whatever the stride: patch ij begins at row i * stride, column j * stride."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    images = [image]
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i : i + size, j : j + size] = fill
            images.append(covered)
    probabilities = model.predict(np.stack(images), verbose=0)[:, label]
    return (probabilities[0] - probabilities[1:]).reshape((rows, columns))


# %% no batch axis tags=["mistake"] ref="K04"
def occlusion_map(model, image, label, size=8, stride=4, fill=0):
    """You give the model single images. It takes batches: image[np.newaxis], or many at once."""
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    before = model.predict(image, verbose=0)[0, label]
    drops = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            covered = image.copy()
            covered[i * stride : i * stride + size, j * stride : j * stride + size] = fill
            drops[i, j] = before - model.predict(covered, verbose=0)[0, label]
    return drops
