"""Finds a base within the network that a student built around it, puts weights into it, and listens to it."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator

import numpy as np

from labkit import checks

TOLERANCE = 1e-3
"""Of what a base is fed; pixels go up to 255."""


def layers_with_weights(model) -> list:
    """List all layers that have weights, those of nested models included, in the order of their models."""
    return [layer for layer in leaves(model) if layer.weights]


def leaves(model) -> Iterator:
    """Yield all layers, those of nested models in place of these."""
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from leaves(layer)
        else:
            yield layer


def base_within(model, base, what: str) -> list:
    """Find the layers of a network that are those of the base.

    Args:
        model: the network.
        base: a base of the same design as the one it was built around.
        what: the call that gave it, such as ``"build_transfer(extractor, 3)"``.

    Returns:
        The layers with weights, in the order of the base's own.

    Raises:
        Mismatch: it does not hold the whole base.
    """
    ours, theirs = _shapes(layers_with_weights(base)), layers_with_weights(model)
    for start in range(len(theirs) - len(ours) + 1):
        if _shapes(theirs[start : start + len(ours)]) == ours:
            return theirs[start : start + len(ours)]
    checks.fail(
        f"{what} does not contain the whole base.",
        expected=f"the {len(ours)} layers with weights of the base, in their order",
        got=f"{len(theirs)} layers with weights, and not these among them",
        hint="Call the base that you are given like a layer: features = base(x, training=False).",
    )


def head_of(model, base_layers: list) -> list:
    """List the layers with weights that come on top of the base."""
    return [layer for layer in layers_with_weights(model) if layer not in base_layers]


def transplant(base_layers: list, base) -> None:
    """Give the layers that `base_within` found the weights of the base."""
    for theirs, ours in zip(base_layers, layers_with_weights(base), strict=True):
        theirs.set_weights(ours.get_weights())


class _Heard(Exception):
    """All that was to be noted has been: the rest of the network need not be computed."""


def heard(model, layers: list, images: np.ndarray, *, training: bool = True) -> list[tuple]:
    """Send images through a network and note what some of its layers take and give, as arrays.

    Args:
        model: the network; behind the last of these layers it computes nothing.
        layers: some layers of it.
        images: a batch.
        training: whether to do so as in training.
    """
    noted: dict[int, tuple[np.ndarray, np.ndarray]] = {}

    def listening(layer):
        call = layer.call

        @functools.wraps(call)
        def listened(inputs, *arguments, **settings):
            outputs = call(inputs, *arguments, **settings)
            noted[id(layer)] = (np.asarray(inputs), np.asarray(outputs))
            if len(noted) == len(layers):
                raise _Heard
            return outputs

        return listened

    for layer in layers:
        layer.call = listening(layer)
    with contextlib.suppress(_Heard):
        model(images, training=training)
    for layer in layers:
        del layer.call
    return [noted[id(layer)] for layer in layers]


def check_frozen(model, base, what: str) -> None:
    """Check that training the network leaves the base alone, and has something left to train.

    Raises:
        Mismatch: a part of the base learns, or nothing does.
    """
    found = base_within(model, base, what)
    learning = [
        ours.name for theirs, ours in zip(found, layers_with_weights(base), strict=True) if learns(model, theirs)
    ]
    if learning:
        checks.fail(
            f"In {what}, {len(learning)} of {len(found)} layers of the base still learn.",
            expected="none of them",
            got=", ".join(learning[:4]) + (" ..." if len(learning) > 4 else ""),
            hint="base.trainable = False freezes all layers of the base at once, batch normalisation included.",
        )
    if not model.trainable_weights:
        checks.fail(
            f"In {what} nothing can learn.",
            expected="a new last layer that learns",
            got="no weight that is trained",
            hint="Freeze the base, not the whole network.",
        )


def check_learning(model, base, expected: list[str], what: str) -> None:
    """Check that of the base exactly these layers learn, and that something on top of it does.

    Raises:
        Mismatch: others do.
    """
    found = base_within(model, base, what)
    got = [ours.name for theirs, ours in zip(found, layers_with_weights(base), strict=True) if learns(model, theirs)]
    if got != expected:
        checks.fail(
            f"After {what}, the wrong layers of the base learn.",
            expected=", ".join(expected) or "none",
            got=", ".join(got) or "none",
            hint="Set base.trainable = True, then layer.trainable for every layer of the base, by its place and kind.",
        )
    if not any(learns(model, layer) for layer in head_of(model, found)):
        checks.fail(f"After {what} the head does not learn any more.", hint="Change layers of the base only.")


def check_small_steps(model, what: str) -> None:
    """Check that a network is compiled with Adam, for fine-tuning.

    Raises:
        Mismatch: it takes larger or smaller steps.
    """
    rate = float(model.optimizer.learning_rate)
    if type(model.optimizer).__name__ != "Adam" or not np.isclose(rate, 1e-5, rtol=1e-3):
        checks.fail(
            f"{what} is compiled with another optimizer than asked for.",
            expected="Adam with a learning rate of 1e-05",
            got=f"{type(model.optimizer).__name__} with a learning rate of {rate:.3g}",
            hint="Compile again, at the end: optimizer=keras.optimizers.Adam(1e-5).",
        )


def learns(model, layer) -> bool:
    """Say whether training changes weights of a layer: it, and all models around it, have to be trainable."""
    return any(weight is other for weight in layer.trainable_weights for other in model.trainable_weights)


def check_fed(model, base, prepared: np.ndarray, images: np.ndarray, what: str) -> None:
    """Check that the base within a network gets images as it wants them.

    Args:
        model: the network.
        base: the base alone.
        prepared: what the base should be fed for ``images``.
        images: 0..255, a batch.
        what: the call that gave the network.

    Raises:
        Mismatch: it is fed something else.
    """
    ((wanted, _),) = heard(base, layers_with_weights(base)[:1], prepared)
    ((fed, _),) = heard(model, base_within(model, base, what)[:1], images)
    if fed.shape != wanted.shape or not np.allclose(fed, wanted, atol=TOLERANCE * max(1, np.abs(wanted).max())):
        checks.fail(
            f"In {what}, {base.name} is not fed what it was trained on.",
            expected=_range(wanted),
            got=_range(fed),
            hint="Images come in as 0..255. Each base has its own pre-processing: see the table, and do it once.",
        )


def check_features(model, base, prepared: np.ndarray, images: np.ndarray, what: str) -> None:
    """Check that the base within a network computes in training what it computes alone in use.

    Takes what `check_fed` takes; the base has the weights that the network gets.

    Raises:
        Mismatch: it computes something else, or what it has learned is changed.
    """
    found, ours = base_within(model, base, what), layers_with_weights(base)
    transplant(found, base)
    ((_, features),) = heard(base, ours[-1:], prepared, training=False)
    ((_, got),) = heard(model, found[-1:], images)
    same = got.shape == features.shape and np.allclose(got, features, atol=TOLERANCE * max(1, np.abs(features).max()))
    if not same or not all(map(_equal_weights, found, ours)):
        checks.fail(
            f"In {what}, {base.name} computes other features while the head is trained than it does alone.",
            expected="the features that it has learned, and weights and counters that stay as they are",
            hint="A frozen base uses what batch normalisation has learned; otherwise it counts anew in every batch.",
        )


def _equal_weights(theirs, ours) -> bool:
    return all(map(np.array_equal, theirs.get_weights(), ours.get_weights()))


def _shapes(layers: list) -> list:
    return [[tuple(weight.shape) for weight in layer.weights] for layer in layers]


def _range(array: np.ndarray) -> str:
    means = ", ".join(f"{mean:.4g}" for mean in array.mean(axis=(0, 1, 2)))
    return f"values from {array.min():.4g} to {array.max():.4g}, means of the channels {means}"
