"""Networks that a test gives to a student's function: written as plain data, and made again on the other side.

The way back is another one, see `labkit.models`. Here the examiner writes and the sandbox reads, so nothing is checked.
"""

from __future__ import annotations

import json
import sys

from labkit.models import Architecture, set_flags

MOST_WEIGHTS = 2_000_000
"""Weights of larger networks do not cross: the other side gets new ones, drawn at random."""


def packed(model) -> dict:
    """Write a Keras model, or an `Architecture`, as plain data: JSON, and the arrays of weights if they are few."""
    if isinstance(model, Architecture):
        return {"model": model.model, "compiled": model.compiled, "weights": None}
    compiled = json.dumps(model.get_compile_config()) if model.compiled else None
    weights = model.get_weights() if model.count_params() <= MOST_WEIGHTS else None
    return {"model": model.to_json(), "compiled": compiled, "weights": weights}


def unpacked(data: dict):
    """Make the Keras model that `packed` wrote: names, weights, what is frozen and how it was compiled are the same."""
    import keras

    layers = json.loads(data["model"])
    model = keras.saving.deserialize_keras_object(layers, safe_mode=True)
    set_flags(model, layers)
    if data["weights"] is not None:
        model.set_weights(data["weights"])
    if data["compiled"] is not None:
        model.compile_from_config(json.loads(data["compiled"]))
    return model


def is_network(value) -> bool:
    """Tell whether a value is one that `packed` writes, without importing Keras where nobody has."""
    keras = sys.modules.get("keras")
    return isinstance(value, Architecture) or (keras is not None and isinstance(value, keras.Model))
