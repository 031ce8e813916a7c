# %% [raw]
# # BEGIN QUESTION
# name: unfreeze_top
# points: 1
# minutes: 8
# difficulty: 2

# %% [markdown]
# ## 5.5 Fine-tuning
#
# When the head has learned, the last layers of the base may follow: they know most about the old task. The
# first ones stay frozen, since edges are edges everywhere. Now small steps matter, or a few images undo what thousands
# have taught: a learning rate of 0.00001 instead of 0.001. And batch normalisation stays frozen, wherever it stands.
#
# Write `unfreeze_top(model, layers)`.
#
# | | |
# |---|---|
# | `model` | a compiled network: its base is the one layer that has layers itself, `hasattr(layer, "layers")` |
# | `layers` | how many layers of the base, **counted from its end**, should learn. Layers without weights count |
# | result | the same `model`, compiled again: the same loss, Adam with a learning rate of `1e-5` |
#
# The head goes on learning. Of the base, exactly the last `layers` learn, without `BatchNormalization`.
#
# **By hand first.** The extractor ends with `conv3, norm3, relu3, pool3, conv4, norm4, relu4`. Which of these have
# weights that learn after `unfreeze_top(model, 3)`? (Only `conv4`: `norm4` stays frozen, and `relu4` has no weights.)
# And after `unfreeze_top(model, 7)`? (`conv4` and `conv3`.)
#
# Two traps: `base.trainable = True` frees *all* layers of the base at once, batch normalisation too. And
# `model.trainable = True` frees none: the network as a whole was never frozen, so this changes nothing.

# %% [markdown] tags=["hint"]
# First `base.trainable = True`. Then go through `base.layers` and set `layer.trainable` of each one, to `True` or to
# `False`.

# %% [markdown] tags=["hint"]
# `base.layers[:-layers]` are the ones that stay frozen. Among the others, look for
# `isinstance(layer, keras.layers.BatchNormalization)`.

# %% [markdown] tags=["hint"]
# At the end `model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])`: Keras notes
# at `compile` what is to be trained. Return the model.

# %% [raw]
# # BEGIN SOLUTION


# %%
def unfreeze_top(model, layers):
    """Let the last layers of the base learn, but no batch normalisation; return the model."""
    # BEGIN SOLUTION
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    first = len(base.layers) - layers
    for place, layer in enumerate(base.layers):
        layer.trainable = place >= first and not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])
    return model
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: the last three layers of the extractor, and a learning rate of 0.00001
points: 0.25
"""  # END TEST CONFIG


def test_three(build_transfer, unfreeze_top):
    from labkit import models, transfer, transplant

    model = models.rebuild(unfreeze_top(build_transfer(transfer.extractor(), 3), 3), input_shape=transfer.SHAPE)
    transplant.check_learning(model, transfer.extractor(), ["conv4"], "unfreeze_top(model, 3)")
    transplant.check_small_steps(model, "unfreeze_top(model, 3)")


# %%
""" # BEGIN TEST CONFIG
name: other numbers of layers
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_other_numbers(unfreeze_top):
    from labkit import models, transfer, transplant
    from workbook.examiner import oracles_transfer

    for layers, learning in ((7, ["conv3", "conv4"]), (5, ["conv4"]), (12, ["conv2", "conv3", "conv4"]), (2, [])):
        changed = models.rebuild(unfreeze_top(oracles_transfer.with_head(4), layers), input_shape=transfer.SHAPE)
        transplant.check_learning(changed, transfer.extractor(), learning, f"unfreeze_top(model, {layers})")


# %%
""" # BEGIN TEST CONFIG
name: the same loss, and small steps
points: 0.25
hidden: true
"""  # END TEST CONFIG


def test_compiled_again(unfreeze_top):
    from labkit import checks, models, transfer, transplant
    from workbook.examiner import oracles_transfer

    for from_logits in (False, True):
        before = oracles_transfer.with_head(4, from_logits=from_logits)
        loss = models.loss_of(before)
        after = models.rebuild(unfreeze_top(before, 3), input_shape=transfer.SHAPE)
        if models.loss_of(after) != loss:
            checks.fail(
                "unfreeze_top(model, 3) compiles with another loss than the model had.",
                expected=loss,
                got=models.loss_of(after),
                hint="model.loss is the loss that it was compiled with.",
            )
        transplant.check_learning(after, transfer.extractor(), ["conv4"], "unfreeze_top(model, 3)")
        transplant.check_small_steps(after, "unfreeze_top(model, 3)")


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% [markdown]
# Now your network of 5.4 learns on, for another hundred epochs. Do not expect leaps: its steps are a hundredth as
# large, and one new digit more or less is half a percentage point.

# %% tags=["student"]
if transfer_history and unfreeze_top(transferred, 3) is not None:
    new_targets = targets_for(transferred, task.test_labels, 5)
    _, before = transferred.evaluate(task.test_images, new_targets, verbose=0)
    learn(transferred, task.train_images, task.train_labels)
    _, after = transferred.evaluate(task.test_images, new_targets, verbose=0)
    print(f"{before:.1%} of the new digits before fine-tuning, {after:.1%} after")
else:
    print("First write build_transfer and unfreeze_top, then come back to this cell.")


# %% unfroze everything tags=["mistake"] ref="T03"
def unfreeze_top(model, layers):
    """You free the whole base. Only the last ones should learn, as many as asked for: freeze the others again."""
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    for layer in base.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])
    return model


# %% freed the network, not its base tags=["mistake"]
def unfreeze_top(model, layers):
    """You set model.trainable to True, which it has been all along: nothing changes, and the base stays frozen. Set
    base.trainable."""
    model.trainable = True
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    for layer in base.layers[: len(base.layers) - layers]:
        layer.trainable = False
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])
    return model


# %% unfroze the wrong end tags=["mistake"]
def unfreeze_top(model, layers):
    """You free the first layers of the base. Edges are edges everywhere: it is the last ones that should learn."""
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    for place, layer in enumerate(base.layers):
        layer.trainable = place < layers and not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])
    return model


# %% batch normalisation learns tags=["mistake"] ref="T02"
def unfreeze_top(model, layers):
    """You free batch normalisation as well. On few images its counters go astray: leave it frozen."""
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    for place, layer in enumerate(base.layers):
        layer.trainable = place >= len(base.layers) - layers
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])
    return model


# %% the learning rate of the beginning tags=["mistake"] ref="T03"
def unfreeze_top(model, layers):
    """You compile with "adam" and so with its learning rate of 0.001. That is far too large for a trained base:
    1e-5."""
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    for place, layer in enumerate(base.layers):
        frozen = place < len(base.layers) - layers or isinstance(layer, keras.layers.BatchNormalization)
        layer.trainable = not frozen
    model.compile(optimizer="adam", loss=model.loss, metrics=["accuracy"])
    return model


# %% not compiled again tags=["mistake"]
def unfreeze_top(model, layers):
    """You do not compile again. The learning rate is still that of the beginning: compile with Adam(1e-5)."""
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    frozen = base.layers[: len(base.layers) - layers]
    for layer in base.layers:
        layer.trainable = layer not in frozen and not isinstance(layer, keras.layers.BatchNormalization)
    return model


# %% counted only layers with weights tags=["mistake"]
def unfreeze_top(model, layers):
    """You count only layers that have weights. Here all layers of the base count, pooling and ReLU too."""
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    counted = [layer for layer in base.layers if layer.weights]
    for layer in base.layers:
        learns = layer in counted[-layers:]
        layer.trainable = learns and not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])
    return model


# %% one layer too many tags=["mistake"]
def unfreeze_top(model, layers):
    """You free one layer more than asked for. The last ones are base.layers[-layers:]."""
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    for place, layer in enumerate(base.layers):
        free = place >= len(base.layers) - layers - 1
        layer.trainable = free and not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss=model.loss, metrics=["accuracy"])
    return model


# %% another loss tags=["mistake"]
def unfreeze_top(model, layers):
    """You compile with a loss of your own choice. The network ends as it did, so it needs the loss that it had:
    model.loss."""
    (base,) = (layer for layer in model.layers if hasattr(layer, "layers"))
    base.trainable = True
    for place, layer in enumerate(base.layers):
        free = place >= len(base.layers) - layers
        layer.trainable = free and not isinstance(layer, keras.layers.BatchNormalization)
    model.compile(optimizer=keras.optimizers.Adam(1e-5), loss="categorical_crossentropy", metrics=["accuracy"])
    return model
