"""Trains the feature extractor that lab 5 ships: ``workbook train-extractor``.

It learns to tell 31 signs apart: the digits 0 to 4 of scikit-learn's handwritten digits, and the letters A to Z, drawn
in the typefaces that come with Matplotlib, tilted, moved, in any two colours. It never sees a 5, 6, 7, 8 or 9: these
are the new task of the lab. The last layer, which knows the 31 classes, is thrown away.

Another machine or version may round differently: the committed files are the ones that count.
"""

from __future__ import annotations

import math
import string
from pathlib import Path

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from labkit import data, transfer
from workbook import train_weights

SEED = 5
EPOCHS = 14
BATCH = 64
LEARNING_RATE = 0.003
LETTERS_EACH, TEST_LETTERS_EACH = 110, 20
COPIES = 3
"""So often each handwritten digit is coloured, each time otherwise."""

TYPEFACES = [
    "DejaVuSans.ttf",
    "DejaVuSans-Bold.ttf",
    "DejaVuSans-Oblique.ttf",
    "DejaVuSerif.ttf",
    "DejaVuSerif-Italic.ttf",
    "DejaVuSansMono.ttf",
]
KNOWN_DIGITS = tuple(digit for digit in range(10) if digit not in transfer.CLASSES)
SIGNS = [*map(str, KNOWN_DIGITS), *string.ascii_uppercase]
SIDE = transfer.SHAPE[0]


def letters(each: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Draw every letter ``each`` times: how much ink each pixel has, floats 0..1 (N, 32, 32), and labels (N,)."""
    folder = Path(matplotlib.get_data_path(), "fonts", "ttf")
    ink, labels = [], []
    for label, sign in enumerate(SIGNS[len(KNOWN_DIGITS) :], len(KNOWN_DIGITS)):
        for _ in range(each):
            face = ImageFont.truetype(folder / rng.choice(TYPEFACES), int(rng.integers(36, 50)))
            page = Image.new("L", (2 * SIDE, 2 * SIDE))
            centre = tuple(float(place) for place in rng.uniform(SIDE - 5, SIDE + 5, 2))
            ImageDraw.Draw(page).text(centre, sign, fill=255, font=face, anchor="mm", stroke_width=rng.integers(0, 3))
            page = page.rotate(float(rng.uniform(-15, 15)), Image.Resampling.BILINEAR)
            ink.append(np.asarray(page.resize((SIDE, SIDE), Image.Resampling.BOX)) / 255)
            labels.append(label)
    return np.stack(ink), np.array(labels)


def known_digits(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pick the digits that the extractor may see: ink 0..1, (N, 32, 32), and labels (N,)."""
    chosen = np.isin(labels, KNOWN_DIGITS)
    return transfer.framed(images[chosen]) / 255, labels[chosen]


def coloured(ink: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Paint each image in two colours that differ enough; every second one white on black. Returns 0..255."""
    paper, pen = np.zeros((len(ink), 1, 1, 3)), np.full((len(ink), 1, 1, 3), 255.0)
    for i in range(0, len(ink), 2):
        paper[i], pen[i] = transfer.two_colours(rng)
    return paper + ink[..., np.newaxis] * (pen - paper)


def training_set(digits: data.Digits, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Make what the extractor learns from: images 0..255, (N, 32, 32, 3), and labels (N,)."""
    drawn, drawn_labels = letters(LETTERS_EACH, rng)
    written, written_labels = known_digits(digits.train_images, digits.train_labels)
    ink = np.concatenate([drawn, *[written] * COPIES])
    order = rng.permutation(len(ink))
    labels = np.concatenate([drawn_labels, *[written_labels] * COPIES])
    return coloured(ink[order], rng), labels[order]


def test_set(digits: data.Digits, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Make images of the same kinds that it has not learned from."""
    drawn, drawn_labels = letters(TEST_LETTERS_EACH, rng)
    written, written_labels = known_digits(digits.test_images, digits.test_labels)
    return coloured(np.concatenate([drawn, written]), rng), np.concatenate([drawn_labels, written_labels])


def train(images: np.ndarray, labels: np.ndarray, rng: np.random.Generator):
    """Train the extractor with a head for the 31 signs, the same way every time; returns the whole network."""
    import keras
    import tensorflow as tf

    keras.utils.set_random_seed(SEED)
    tf.config.experimental.enable_op_determinism()
    pool, dense = keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(len(SIGNS), activation="softmax")
    network = keras.Sequential([transfer.empty_extractor(), pool, dense])
    steps = math.ceil(len(images) / BATCH) * EPOCHS
    network.compile(
        optimizer=keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(LEARNING_RATE, steps)),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    inputs = transfer.preprocess_input(images.astype(np.float32))
    for _ in range(EPOCHS):
        network.fit(train_weights.shifted(inputs, rng), labels, batch_size=BATCH, verbose=0)
    return network


def write_extractor() -> dict:
    """Train, write ``extractor.npz`` and ``extractor.json`` into ``labkit/weights``, and return the record."""
    digits, rng = data.bundled_digits(), np.random.default_rng(SEED)
    images, labels = training_set(digits, rng)
    new_images, new_labels = test_set(digits, rng)
    network = train(images, labels, rng)
    inputs = transfer.preprocess_input(new_images.astype(np.float32))
    right = network.predict(inputs, verbose=0).argmax(axis=1) == new_labels
    arrays = network.layers[0].get_weights()
    described = {
        "made_by": "workbook train-extractor",
        "data": "letters A-Z in Matplotlib's typefaces; the digits 0-4 of labkit.data.bundled_digits()",
        "training_images": len(images),
        "test_images": len(new_images),
        "classes": len(SIGNS),
        "seed": SEED,
        "epochs": EPOCHS,
        "batch": BATCH,
        "learning_rate": f"Adam, {LEARNING_RATE}, cosine decay to 0",
        "parameters": sum(array.size for array in arrays),
        "versions": train_weights.versions("numpy", "PIL", "matplotlib", "tensorflow", "keras"),
        "test_accuracy": round(float(right.mean()), 4),
        "test_accuracy_digits": round(float(right[new_labels < len(KNOWN_DIGITS)].mean()), 4),
    }
    train_weights.write("extractor", {f"array{i:02}": array for i, array in enumerate(arrays)}, described)
    return described
