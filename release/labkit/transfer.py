"""The base networks of lab 5, what each wants to be fed, and the few images that a new task comes with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from labkit import weights
from labkit.data import Digits, bundled_digits

SHAPE = (32, 32, 3)
"""One image of this lab: large enough for all bases but InceptionV3, which wants 75×75 at least."""

CLASSES = (5, 6, 7, 8, 9)
"""The new task: the digits that the extractor has never seen."""

PER_CLASS = 5

APPLICATIONS = {"ResNet50": "resnet", "VGG16": "vgg16", "VGG19": "vgg19", "InceptionV3": "inception_v3"}
"""The networks of the lecture, and the module of ``keras.applications`` that each comes from."""

BASES = {"resnet50": "ResNet50", "vgg16": "VGG16", "vgg19": "VGG19", "inception_v3": "InceptionV3"}
"""What each of these networks calls itself."""


@dataclass(frozen=True)
class Task:
    """A few images of new classes to learn from, and more to measure with.

    Attributes:
        train_images: uint8, (N, 32, 32, 3), 0 to 255.
        train_labels: int64, (N,), 0 for the first of `CLASSES`.
        test_images: uint8, (M, 32, 32, 3).
        test_labels: int64, (M,).
    """

    train_images: np.ndarray
    train_labels: np.ndarray
    test_images: np.ndarray
    test_labels: np.ndarray


def few_digits(digits: Digits | None = None, per_class: int = PER_CLASS, *, in_colours: bool = True) -> Task:
    """Take the first few digits of each of the new classes to learn from, and all test digits of these.

    Args:
        digits: by default scikit-learn's digits.
        per_class: how many images of each class to learn from.
        in_colours: whether each is painted in two colours of its own, always the same ones, or in white on black.
    """

    def finished(images, seed):
        if in_colours:
            return painted(framed(images), np.random.default_rng(seed))
        return np.repeat(framed(images)[..., np.newaxis], 3, axis=-1)

    digits = digits or bundled_digits()
    chosen = np.concatenate([np.flatnonzero(digits.train_labels == label)[:per_class] for label in CLASSES])
    new = np.isin(digits.test_labels, CLASSES)
    first = CLASSES[0]
    return Task(
        finished(digits.train_images[chosen], 5),
        digits.train_labels[chosen] - first,
        finished(digits.test_images[new], 6),
        digits.test_labels[new] - first,
    )


def framed(images: np.ndarray) -> np.ndarray:
    """Give images (N, 28, 28) a margin: (N, 32, 32)."""
    return np.pad(images, ((0, 0), (2, 2), (2, 2)))


def two_colours(rng: np.random.Generator) -> np.ndarray:
    """Draw two colours that differ enough to read by: (2, 3), 0 to 255."""
    colours = np.zeros((2, 3))
    while np.abs(colours[1] - colours[0]).mean() < 90:
        colours = rng.uniform(0, 255, (2, 3))
    return colours


def painted(images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Paint each image, 0 (paper) to 255 (ink), (N, H, W), in two colours: uint8, (N, H, W, 3)."""
    ink = images[..., np.newaxis] / 255
    colours = np.stack([two_colours(rng) for _ in images])[:, :, np.newaxis, np.newaxis]
    paper, pen = colours[:, 0], colours[:, 1]
    return np.rint(paper + ink * (pen - paper)).astype(np.uint8)


def empty_extractor():
    """Build the course's feature extractor with new weights: (32, 32, 3) in, 4×4 maps of 96 features out."""
    import keras
    from keras import layers

    inputs = x = keras.Input(SHAPE)
    for number, filters in enumerate((16, 32, 64, 96), 1):
        if number > 1:
            x = layers.MaxPooling2D(2, name=f"pool{number - 1}")(x)
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False, name=f"conv{number}")(x)
        x = layers.BatchNormalization(name=f"norm{number}")(x)
        x = layers.ReLU(name=f"relu{number}")(x)
    return keras.Model(inputs, x, name="extractor")


def extractor():
    """Load the feature extractor that the course ships, with what it has learned; see ``labkit/weights``."""
    model = empty_extractor()
    model.set_weights(weights.extractor())
    return model


def preprocess_input(images):
    """Do for the extractor what ``keras.applications.vgg16.preprocess_input`` does for VGG16: 0..255 becomes 0..1."""
    return images / 255


def preprocessing_of(base) -> Callable:
    """Find the function that prepares images for a base, by the base's name.

    Args:
        base: the extractor, or a network of ``keras.applications``.

    Raises:
        ValueError: it is none of the bases of this lab.
    """
    import keras

    if base.name == "extractor":
        return preprocess_input
    if base.name not in BASES:
        known = ", ".join(["extractor", *BASES])
        raise ValueError(f"There is no pre-processing for a base named {base.name!r}; the bases are {known}.")
    return getattr(keras.applications, APPLICATIONS[BASES[base.name]]).preprocess_input


def untrained_base(name: str, size: int = 32):
    """Build one of the lecture's networks without its head and without what it has learned: nothing is downloaded."""
    import keras

    return getattr(keras.applications, name)(weights=None, include_top=False, input_shape=(size, size, 3))


def load_base(name: str = "extractor"):
    """Load a base with what it has learned; the extractor where a network of the lecture cannot be downloaded.

    Args:
        name: ``"extractor"``, or ``"ResNet50"``, ``"VGG16"``, ``"VGG19"``, ``"InceptionV3"``.

    Raises:
        ValueError: there is no such base.
    """
    if name == "extractor":
        return extractor()
    if name not in APPLICATIONS:
        raise ValueError(f"There is no base {name!r}; the bases are extractor, {', '.join(APPLICATIONS)}.")
    import keras

    from labkit.data import DOWNLOAD_TIMEOUT, socket_timeout

    side = 75 if name == "InceptionV3" else SHAPE[0]
    try:
        with socket_timeout(DOWNLOAD_TIMEOUT):
            return getattr(keras.applications, name)(weights="imagenet", include_top=False, input_shape=(side, side, 3))
    except Exception as error:  # Keras raises a bare Exception when there is no network
        why = (str(error) or type(error).__name__).splitlines()[0]
        print(f"{name} could not be downloaded ({why}), so you work with the course's own extractor instead.")
        return extractor()


def small_network(
    seed: int, shape: tuple[int, int, int] = (14, 11, 1), filters: tuple[int, int] = (3, 4), classes: int = 4
):
    """Build a tiny network with random weights, to try a function on: nothing that it says makes sense.

    Args:
        seed: the same seed gives the same weights.
        shape: of one image, with values of any size.
        filters: of its two convolutions.
        classes: how many probabilities it puts out.
    """
    import keras
    from keras import layers

    inputs = keras.Input(shape)
    x = layers.Conv2D(filters[0], (3, 2), activation="relu", name="conv1")(inputs)
    x = layers.MaxPooling2D(2, name="pool1")(x)
    x = layers.Conv2D(filters[1], (2, 3), activation="relu", name="conv2")(x)
    x = layers.MaxPooling2D(2, name="pool2")(x)
    x = layers.Flatten(name="flatten")(x)
    model = keras.Model(inputs, layers.Dense(classes, activation="softmax", name="dense")(x))
    chance = np.random.default_rng(seed)
    model.set_weights([chance.normal(0, 0.5, weight.shape) for weight in model.get_weights()])
    return model
