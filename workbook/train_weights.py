"""Trains the weights that lab 2 ships: ``python -m workbook.train_weights``.

The network is trained in Keras, on the CPU, from a fixed seed, on the training part of the bundled digits moved about
by up to two pixels. Epochs, learning rate and shift were chosen by four-fold cross-validation on the training digits
(99.4 % there), and the seed as the first with which no filter stays dark, so that the test digits choose nothing.

Another machine or version may round differently and give slightly different weights: the committed files are the ones
that count, and ``tests/test_oracles_layers.py`` holds them to their record.
"""

from __future__ import annotations

import importlib
import json
import math
import platform

import numpy as np

from labkit import data, weights

SEED = 1
EPOCHS = 80
BATCH = 32
LEARNING_RATE = 0.003
LARGEST_SHIFT = 2
RECORDED_DIGITS = 5

LAYERS = {"conv1": ("kernels", "bias"), "conv2": ("kernels", "bias"), "dense": ("weights", "bias")}
"""The layers that have weights, and what lab 2 calls their two arrays."""


def build_network(
    shape: tuple[int, int, int] = (28, 28, 1),
    filters: tuple[int, int] = (8, 16),
    kernels: tuple[tuple[int, int], tuple[int, int]] = ((3, 3), (3, 3)),
    classes: int = 10,
):
    """Build the network that lab 2's ``cnn_forward`` computes, in Keras.

    Args:
        shape: height, width, and channels of the images.
        filters: how many filters the two convolutional layers have.
        kernels: height and width of their kernels.
        classes: how many logits it returns.
    """
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input(shape),
            layers.Conv2D(filters[0], kernels[0], activation="relu", name="conv1"),
            layers.MaxPooling2D(2),
            layers.Conv2D(filters[1], kernels[1], activation="relu", name="conv2"),
            layers.MaxPooling2D(2),
            layers.Flatten(),
            layers.Dense(classes, name="dense"),
        ]
    )


def named_weights(network) -> dict[str, np.ndarray]:
    """Read a network's weights as lab 2's ``params``: float32 arrays by name."""
    return {
        f"{layer}_{name}": array
        for layer, names in LAYERS.items()
        for name, array in zip(names, network.get_layer(layer).get_weights(), strict=True)
    }


def as_input(images: np.ndarray) -> np.ndarray:
    """Turn uint8 digits (N, 28, 28) into what the network reads: float32 (N, 28, 28, 1) from 0 to 1."""
    return images[..., np.newaxis].astype(np.float32) / 255


def shifted(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Move each image (N, H, W, C) by its own few pixels; the bundled digits have a margin of four."""
    moves = rng.integers(-LARGEST_SHIFT, LARGEST_SHIFT + 1, (len(images), 2))
    return np.stack([np.roll(image, move, axis=(0, 1)) for image, move in zip(images, moves, strict=True)])


def train(digits: data.Digits):
    """Train the network of lab 2 on the training part of ``digits``, the same way every time."""
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    rng = np.random.default_rng(SEED)
    images = as_input(digits.train_images)
    steps = math.ceil(len(images) / BATCH) * EPOCHS
    network = build_network()
    network.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(LEARNING_RATE, steps)),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    for _ in range(EPOCHS):
        network.fit(shifted(images, rng), digits.train_labels, batch_size=BATCH, verbose=0)
    return network


def record(network, digits: data.Digits) -> dict:
    """Describe a trained network: what from, how, how well, and its first logits."""

    def accuracy(images: np.ndarray, labels: np.ndarray) -> float:
        logits = network.predict(as_input(images), verbose=0)
        return round(float((logits.argmax(axis=1) == labels).mean()), 4)

    first = network.predict(as_input(digits.train_images[:RECORDED_DIGITS]), verbose=0)
    return {
        "made_by": "python -m workbook.train_weights",
        "data": "labkit.data.bundled_digits(): scikit-learn's handwritten digits enlarged to 28x28",
        "training_digits": len(digits.train_labels),
        "test_digits": len(digits.test_labels),
        "seed": SEED,
        "epochs": EPOCHS,
        "batch": BATCH,
        "learning_rate": f"Adam, {LEARNING_RATE}, cosine decay to 0",
        "largest_shift": LARGEST_SHIFT,
        "versions": versions("numpy", "tensorflow", "keras"),
        "train_accuracy": accuracy(digits.train_images, digits.train_labels),
        "test_accuracy": accuracy(digits.test_images, digits.test_labels),
        "first_training_logits": [[round(float(logit), 6) for logit in row] for row in first],
    }


def versions(*modules: str) -> dict[str, str]:
    """Look up what the outcome of a training depends on: Python, and the modules of these names."""
    found = {name: importlib.import_module(name).__version__ for name in modules}
    return {"python": platform.python_version(), **found}


def write(name: str, arrays: dict[str, np.ndarray], described: dict) -> None:
    """Write weights and their record into ``labkit/weights``."""
    np.savez(weights.FOLDER / f"{name}.npz", **arrays)
    (weights.FOLDER / f"{name}.json").write_text(json.dumps(described, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    """Train, and write ``digits_cnn.npz`` and ``digits_cnn.json`` into ``labkit/weights``."""
    digits = data.bundled_digits()
    network = train(digits)
    described = record(network, digits)
    write("digits_cnn", named_weights(network), described)
    print(f"Accuracy on the {described['test_digits']} test digits: {described['test_accuracy']:.2%}")


if __name__ == "__main__":
    main()
