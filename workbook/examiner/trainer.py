"""The process that trains: it builds a network anew from its description, fits it, and reads held-out digits with it.

``python -m workbook.examiner.trainer`` carries out one order, given as JSON on standard input; `training` starts it.
"""

from __future__ import annotations

import json
import math
import sys
import time
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

import numpy as np

from labkit import checks, networks, transfer, transplant
from labkit.data import Digits, bundled_digits, load_digits
from labkit.models import Architecture, ModelRefused, rebuild
from workbook.examiner.protocols import Measured, Order, Protocol, TrainingFailed


def main() -> None:
    """Carry out one order from standard input."""
    execute(json.load(sys.stdin))


def execute(order: Order) -> None:
    """Train and measure what an order says, and write what came of it to the file that it names."""
    architecture, protocol = Architecture(**order["architecture"]), Protocol(**order["protocol"])
    try:
        answer = asdict(_trained(architecture, protocol, order["largest"]))
    except ModelRefused as error:
        answer = {"refused": str(error)}
    except TrainingFailed as error:
        answer = {"failed": str(error)}
    Path(order["result"]).write_text(json.dumps(answer), encoding="utf-8")


def held_out(digits: Digits) -> tuple[np.ndarray, np.ndarray]:
    """Move each test digit by half a pixel at most and add faint noise, always the same: nobody has seen these images.

    Returns:
        uint8 images (M, 28, 28) and their labels (M,).
    """
    from scipy import ndimage

    rng = np.random.default_rng(1998)
    offsets = rng.uniform(-0.5, 0.5, (len(digits.test_images), 2))
    moved = [
        ndimage.shift(image.astype(float), offset, order=1)
        for image, offset in zip(digits.test_images, offsets, strict=True)
    ]
    noisy = moved + rng.normal(0, 8, digits.test_images.shape)
    return np.clip(np.rint(noisy), 0, 255).astype(np.uint8), digits.test_labels


@cache
def digits_to_train(bundled: bool) -> tuple[Digits, np.ndarray, np.ndarray]:
    """Load the digits, and what networks are measured on: images and labels that nobody has seen."""
    digits = bundled_digits() if bundled else load_digits()
    return digits, *held_out(digits)


def _trained(architecture: Architecture, protocol: Protocol, largest: int) -> Measured:
    import keras

    if keras.backend.backend() == "tensorflow":
        import tensorflow

        tensorflow.config.experimental.enable_op_determinism()
    keras.utils.set_random_seed(protocol.seed)
    model = rebuild(architecture, input_shape=transfer.SHAPE if protocol.start else (28, 28, 1), largest=largest)
    digits, lesson, exam = _lesson_and_exam(protocol)
    classes = len(transfer.CLASSES) if protocol.start else 10
    if tuple(model.output_shape) != (None, classes):
        number = "ten" if classes == 10 else classes
        raise ModelRefused(f"Your network puts out {tuple(model.output_shape)}, not {number} numbers for each image.")
    if protocol.start == "extractor":
        _transplant(model)
    started = time.monotonic()
    try:
        losses = networks.fit(model, *lesson, epochs=protocol.epochs, batch_size=protocol.batch_size)
        accuracy = networks.accuracy(model, *exam)
    except ModelRefused:
        raise
    except Exception as error:  # TensorFlow raises whatever its kernels raise
        text = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise TrainingFailed(f"Keras could not train your network: {text[:300]}") from error
    if not all(map(math.isfinite, losses)):
        raise TrainingFailed("The loss of your network grew beyond all numbers: is the learning rate too high?")
    seconds = round(time.monotonic() - started, 2)
    return Measured(accuracy, model.count_params(), seconds, digits.name, tuple(losses))


def _lesson_and_exam(protocol: Protocol) -> tuple[Digits, tuple, tuple]:
    """Find the data that a protocol names: all of it, images and labels to learn from, and those to measure with."""

    def dealt(labels):
        return np.random.default_rng(protocol.seed).permutation(labels) if protocol.shuffled_labels else labels

    if protocol.start is None:
        digits, unseen, answers = digits_to_train(protocol.images is not None)
        images, labels = digits.train_images[: protocol.images], digits.train_labels[: protocol.images]
        return digits, (images, dealt(labels)), (unseen, answers)
    digits, unseen, _ = digits_to_train(True)
    task = transfer.few_digits(replace(digits, test_images=unseen), protocol.images // len(transfer.CLASSES))
    return digits, (task.train_images, dealt(task.train_labels)), (task.test_images, task.test_labels)


def _transplant(model) -> None:
    """Put the course's weights into the base.

    Raises:
        ModelRefused: the network does not hold the base.
    """
    base = transfer.extractor()
    try:
        transplant.transplant(transplant.base_within(model, base, "your network"), base)
    except checks.Mismatch as error:
        raise ModelRefused("Your network does not contain the whole base that your function was given.") from error


if __name__ == "__main__":
    main()
