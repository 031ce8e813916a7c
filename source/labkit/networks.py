"""What tests and notebooks do with a compiled Keras network that reads digits: feed it, fit it, judge it."""

from __future__ import annotations

import numpy as np
from scipy.special import softmax

from labkit import checks
from labkit.data import bundled_digits
from labkit.models import Architecture, ModelRefused, describe, loss_of, rebuild, thawed

CROSS_ENTROPIES = ("SparseCategoricalCrossentropy", "CategoricalCrossentropy", "CategoricalFocalCrossentropy")

SHORT_FIT = {"images": 600, "epochs": 8, "batch_size": 32, "seed": 381}
"""A few seconds of training that show whether a network learns at all."""

ACTIVATION_LAYERS = """
    ELU Elu Gelu LeakyReLU LeakyRelu LogSoftmax PReLU ReLU Relu Relu6 Selu Sigmoid Silu Softmax Softplus"""
"""Layers, and operations on tensors, that are activations by themselves."""


def inputs_for(model, images) -> np.ndarray:
    """Scale images to 0..1 and give them the axes that a network asks for.

    Args:
        model: a Keras model with one input.
        images: uint8, (N, 28, 28). Images with channels, (N, H, W, C), go in as they are: networks for these
            prepare them themselves.

    Returns:
        float32, (N, 28, 28, 1) or (N, 28, 28); or (N, H, W, C) with values 0..255.

    Raises:
        ModelRefused: the network wants something other than one digit at a time.
    """
    shapes = [tuple(tensor.shape[1:]) for tensor in model.inputs]
    if np.ndim(images) == 4:
        if shapes == [np.shape(images)[1:]]:
            return np.asarray(images, np.float32)
        raise ModelRefused(f"Your network does not take images of the shape {np.shape(images)[1:]}.")
    scaled = np.asarray(images, np.float32) / 255
    if shapes == [(28, 28, 1)]:
        return scaled[..., np.newaxis]
    if shapes == [(28, 28)]:
        return scaled
    wanted = " and ".join(map(str, shapes))
    raise ModelRefused(f"Your network takes inputs of the shape {wanted}; a digit has the shape (28, 28, 1).")


def targets_for(model, labels, classes: int = 10) -> np.ndarray:
    """Write labels the way a network's loss reads them: one number each, or one row each with a single 1.

    Args:
        model: a compiled Keras model.
        labels: integers, (N,).
        classes: the length of a row.

    Returns:
        The labels themselves for a sparse cross-entropy, else float32, (N, classes).
    """
    labels = np.asarray(labels)
    name, _ = loss_of(model)
    return labels if name.startswith("Sparse") else np.eye(classes, dtype=np.float32)[labels]


def from_scratch(model):
    """Build the same network as a compiled Keras model, with new weights, all of which learn."""
    return rebuild(thawed(describe(model)))


def fit(model, images, labels, *, epochs: int, batch_size: int) -> list[float]:
    """Train a network on uint8 images (N, 28, 28) and integer labels (N,); return the loss of each epoch."""
    import keras

    history = model.fit(
        inputs_for(model, images),
        targets_for(model, labels, model.output_shape[-1]),
        epochs=epochs,
        batch_size=batch_size,
        verbose=0,
        callbacks=[keras.callbacks.TerminateOnNaN()],
    )
    return [float(loss) for loss in history.history["loss"]]


def accuracy(model, images, labels) -> float:
    """Measure the share of uint8 images (N, 28, 28) whose largest output is the right class."""
    outputs = np.asarray(model.predict(inputs_for(model, images), batch_size=256, verbose=0))
    return float(np.mean(outputs.argmax(axis=-1) == np.asarray(labels)))


def probabilities_of(model, inputs) -> np.ndarray:
    """Read preprocessed images with a compiled network: (N, classes), probabilities also where it puts out logits."""
    outputs = np.asarray(model.predict(inputs, verbose=0), float)
    _, from_logits = loss_of(model)
    if not from_logits:
        return outputs
    return softmax(outputs, axis=-1)


def short_fit(network) -> tuple[float, float]:
    """Fit a network with new weights to a few bundled digits (`SHORT_FIT`).

    Args:
        network: a compiled Keras model; or an `Architecture`, which only graders have: that is fitted elsewhere.

    Returns:
        The loss of the first epoch and of the last.
    """
    if isinstance(network, Architecture):
        from workbook.examiner import accuracy

        return accuracy.short_fit(network)
    import keras

    keras.utils.set_random_seed(SHORT_FIT["seed"])
    digits, count = bundled_digits(), SHORT_FIT["images"]
    losses = fit(
        rebuild(network),
        digits.train_images[:count],
        digits.train_labels[:count],
        epochs=SHORT_FIT["epochs"],
        batch_size=SHORT_FIT["batch_size"],
    )
    return losses[0], losses[-1]


def check_ends(model, what: str, classes: int = 10) -> None:
    """Check that a network takes digits, puts out one number for each class, and that its loss reads these rightly.

    Args:
        model: a compiled Keras model.
        what: the call that gave it, such as ``"build_dnn()"``.
        classes: how many numbers it should put out.

    Raises:
        Mismatch: the output has another shape, or does not go with the loss.
        ModelRefused: it does not take digits.
    """
    check_end(model, inputs_for(model, np.random.default_rng(0).integers(0, 256, (8, 28, 28))), what, classes)


def check_end(model, inputs, what: str, classes: int) -> None:
    """Check the end of any network that tells classes apart as `check_ends` does, with inputs that it takes."""
    if tuple(model.output_shape) != (None, classes):
        checks.fail(
            f"The outputs of {what} have the wrong shape.",
            expected=(None, classes),
            got=tuple(model.output_shape),
            hint="One unit in the last layer for each class, and a Flatten before the first Dense layer.",
        )
    loss, from_logits = loss_of(model)
    if loss not in CROSS_ENTROPIES:
        checks.fail(
            f"{what} is compiled with a loss that does not suit classes of which one is right.",
            expected="sparse_categorical_crossentropy or categorical_crossentropy",
            got=loss,
        )
    outputs = np.asarray(model(inputs))
    probabilities = bool((outputs >= 0).all() and np.allclose(outputs.sum(axis=-1), 1, atol=1e-3))
    if probabilities and from_logits:
        checks.fail(
            f"{what} applies softmax twice: in the last layer, and again in the loss, which has from_logits=True.",
            expected="softmax once",
            got="softmax twice",
            hint="Leave one of the two out.",
        )
    if not probabilities and not from_logits:
        checks.fail(
            f"The loss of {what} expects probabilities, but its outputs are something else.",
            expected="for each image, numbers from 0 to 1 that add up to 1",
            got=outputs[0],
            hint="Give the last layer a softmax, or tell the loss that it gets logits: from_logits=True.",
        )


def kinds_of_layers(model) -> list[str]:
    """List the class names of all layers, those of nested models included, such as ``["Conv2D", "Flatten"]``."""
    return [type(layer).__name__ for layer in _layers(model)]


def linear_layers(model) -> list[str]:
    """List the convolutions and Dense layers whose sums reach another one of them without meeting an activation."""
    found = []
    for place, layer in enumerate(model.layers):
        if hasattr(layer, "layers"):
            found += linear_layers(layer)
        elif _learns(layer) and not _bends(layer) and _reaches_learning_layer(layer):
            found.append(f"{type(layer).__name__} at place {place}")
    return found


def _reaches_learning_layer(layer) -> bool:
    """Follow the numbers that a layer puts out, up to activations and nested models."""
    waiting, seen = [layer], set()
    while waiting:
        for node in waiting.pop()._outbound_nodes:
            following = node.operation
            if _learns(following):
                return True
            if id(following) not in seen and not _bends(following) and not hasattr(following, "layers"):
                seen.add(id(following))
                waiting.append(following)
    return False


def _learns(layer) -> bool:
    name = type(layer).__name__
    return "Conv" in name or name == "Dense"


def _bends(layer) -> bool:
    """Say whether a layer or operation is an activation, or ends with one."""
    activation = getattr(layer, "activation", None)
    own = getattr(activation, "__name__", type(activation).__name__)
    return own not in ("linear", "NoneType") or type(layer).__name__ in ACTIVATION_LAYERS.split()


def _layers(model):
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from _layers(layer)
        else:
            yield layer
