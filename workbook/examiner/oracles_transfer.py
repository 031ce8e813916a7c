"""What the hidden tests of lab 5 compare with: written from the definitions, in plain NumPy, not from the solutions."""

from __future__ import annotations

import math
from functools import cache, lru_cache

import numpy as np

from labkit import checks, transfer, transplant
from labkit.given import packed, unpacked
from labkit.models import Architecture, describe, rebuild
from workbook.examiner import oracles_layers
from workbook.examiner.proxy import StudentFunction

MEANS = (103.939, 116.779, 123.68)
"""Of blue, green and red in ImageNet, which VGG and ResNet subtract."""

LARGEST_TRANSFER = 40_000_000
"""Parameters of the largest base, ResNet50, and a generous head."""


def prepared(name: str, images: np.ndarray) -> np.ndarray:
    """Prepare images, RGB 0..255, for a base, given by its own name: what its makers trained it on."""
    pixels = np.asarray(images, float)
    if name == "extractor":
        return (pixels / 255).astype(np.float32)
    if name == "inception_v3":
        return (pixels / 127.5 - 1).astype(np.float32)
    blue_green_red = [pixels[..., channel] - mean for channel, mean in zip((2, 1, 0), MEANS, strict=True)]
    return np.stack(blue_green_red, axis=-1).astype(np.float32)


@cache
def _base(name: str):
    """Build a base, once: the extractor with its weights, or a network of the lecture with random ones."""
    if name == "extractor":
        return transfer.extractor()
    return transfer.untrained_base(name, 75 if name == "InceptionV3" else 32)


def check_around(build_transfer, name: str, classes: int) -> None:
    """Check what a student's function builds around one of the lecture's networks.

    Raises:
        Mismatch: the base is not whole, not frozen, or not fed what it wants; or the outputs are too many or too few.
        ModelRefused: it is no network that may be built.
    """
    base = _base(name)
    apart = isinstance(build_transfer, StudentFunction)  # else it may change what it is given
    built = build_transfer(base if apart else unpacked(packed(base)), classes)
    _check_design(built if isinstance(built, Architecture) else describe(built), name, classes)


@lru_cache(maxsize=64)
def _check_design(design: Architecture, name: str, classes: int) -> None:
    """See `check_around`. Most of a class builds the same, and InceptionV3 takes seconds: what passed passes again."""
    base = _base(name)
    what = f"build_transfer({name}, {classes})"
    model = rebuild(design, input_shape=base.input_shape[1:], largest=LARGEST_TRANSFER)
    transplant.check_frozen(model, base, what)
    images = np.random.default_rng(562).integers(0, 256, (2, *base.input_shape[1:])).astype(np.float32)
    transplant.check_fed(model, base, prepared(base.name, images), images, what)
    if name == "extractor":
        transplant.check_features(model, base, prepared(name, images), images, what)
    if tuple(model.output_shape) != (None, classes):
        checks.fail(f"The outputs of {what} have the wrong shape.", expected=(None, classes), got=model.output_shape)


def with_head(classes: int, *, from_logits: bool = False):
    """Build a network as ``unfreeze_top`` is given it: the extractor, frozen, and a head that has learned quickly."""
    import keras

    base = transfer.extractor()
    base.trainable = False
    inputs = keras.Input(transfer.SHAPE)
    maps = base(keras.layers.Rescaling(1 / 255)(inputs), training=False)
    activation = None if from_logits else "softmax"
    outputs = keras.layers.Dense(classes, activation=activation)(keras.layers.Flatten()(maps))
    model = keras.Model(inputs, outputs)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=from_logits)
    model.compile(optimizer=keras.optimizers.Adam(0.002), loss=loss)
    return model


def filter_grid(kernels) -> np.ndarray:
    """Draw filters pixel by pixel: (KH, KW, C, F) -> (rows·(KH + 1) - 1, columns·(KW + 1) - 1, C)."""
    height, width, channels, count = np.shape(kernels)
    columns = math.ceil(math.sqrt(count))
    rows = math.ceil(count / columns)
    grid = np.ones((rows * (height + 1) - 1, columns * (width + 1) - 1, channels))
    for number in range(count):
        low, high = float(kernels[..., number].min()), float(kernels[..., number].max())
        top, left = number // columns * (height + 1), number % columns * (width + 1)
        for i, j, channel in np.ndindex(height, width, channels):
            value = 0.5 if high == low else (float(kernels[i, j, channel, number]) - low) / (high - low)
            grid[top + i, left + j, channel] = value
    return grid


def params_of(model) -> dict[str, np.ndarray]:
    """Read the weights of a `labkit.transfer.small_network` as `oracles_layers` wants them."""
    names = ("conv1_kernels", "conv1_bias", "conv2_kernels", "conv2_bias", "dense_weights", "dense_bias")
    return dict(zip(names, model.get_weights(), strict=True))


def probabilities(model, images) -> np.ndarray:
    """Compute what a small network says of images, by loops: (N, H, W, C) -> (N, classes)."""
    return oracles_layers.softmax(oracles_layers.cnn_logits(images, params_of(model)))


def first_maps(model, image) -> np.ndarray:
    """Compute the maps of a small network's first convolution, behind its ReLU: (H, W, C) -> (H', W', F)."""
    params = params_of(model)
    kernels = np.asarray(params["conv1_kernels"], float)
    height, width = image.shape[0] - kernels.shape[0] + 1, image.shape[1] - kernels.shape[1] + 1
    maps = np.empty((height, width, kernels.shape[3]))
    for i, j, f in np.ndindex(maps.shape):
        window = image[i : i + kernels.shape[0], j : j + kernels.shape[1]]
        maps[i, j, f] = max(0.0, float((window * kernels[..., f]).sum() + params["conv1_bias"][f]))
    return maps


def pooled_maps(maps: np.ndarray) -> np.ndarray:
    """Pool maps 2×2, by loops: (H, W, F) -> (H // 2, W // 2, F)."""
    pooled = np.empty((maps.shape[0] // 2, maps.shape[1] // 2, maps.shape[2]))
    for i, j, f in np.ndindex(pooled.shape):
        pooled[i, j, f] = maps[2 * i : 2 * i + 2, 2 * j : 2 * j + 2, f].max()
    return pooled


def occlusion_map(model, image, label: int, size: int, stride: int, fill: float) -> np.ndarray:
    """Cover one patch after the other and note how much less probable the label is: (H, W, C) -> (rows, columns)."""
    rows, columns = ((side - size) // stride + 1 for side in image.shape[:2])
    covered = [image]
    for row, column in np.ndindex(rows, columns):
        copy = np.array(image, float)
        copy[row * stride : row * stride + size, column * stride : column * stride + size] = fill
        covered.append(copy)
    seen = probabilities(model, np.stack(covered))[:, label]
    return (seen[0] - seen[1:]).reshape(rows, columns)
