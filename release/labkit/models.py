"""How a Keras network crosses from a student to the examiner: as two JSON texts, checked, and built anew.

Weights never cross. Everything in the JSON is taken for hostile: what is not on the list of Keras's own
layers, or is too large, is refused before Keras sees it, and `rebuild` is the only way back to a model.
"""

from __future__ import annotations

import json
import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from labkit.allowlist import ModelRefused, checked, checked_loss, checked_model, shown_name

LARGEST_TEXT = 600_000
"""Characters of JSON; a network of fifty layers has about 40,000, InceptionV3 about 300,000."""

LARGEST_MODEL = 5_000_000
"""Parameters that `rebuild` accepts when it is told nothing else."""

LARGEST_LAYER = 500_000
"""Numbers that one layer may put out for one image: memory for training grows with it."""

LARGEST_SUM = 2_000_000
"""Numbers that all layers together may put out for one image: training keeps all of them, for each image of a batch."""


@dataclass(frozen=True)
class Architecture:
    """A network without its weights.

    Attributes:
        model: JSON of the layers, as ``model.to_json()`` writes it.
        compiled: JSON of an object with the keys ``loss`` and ``optimizer``, or ``None`` if it was not compiled.
    """

    model: str
    compiled: str | None


def describe(model) -> Architecture:
    """Take the architecture of a Keras model, in the process that built it.

    Two models of the same design give equal descriptions, whatever their layers and counters are called.

    Raises:
        ModelRefused: it is no Keras model, or Keras cannot describe it.
    """
    if model is None or model is Ellipsis:
        raise ModelRefused(f"Your function gives {model}, not a Keras model: does it end with return model?")
    import keras

    if not isinstance(model, keras.Model):
        raise ModelRefused(f"Your function gives a {shown_name(type(model).__name__)}, not a Keras model.")
    try:
        layers = json.loads(model.to_json())
        compiled = model.get_compile_config() if model.compiled else None
        raw = Architecture(json.dumps(layers), None if compiled is None else json.dumps(compiled))
    except (NotImplementedError, TypeError, ValueError) as error:
        raise ModelRefused(f"Keras cannot describe your network: {_first_line(error)}.") from error
    try:
        return canonical(raw)
    except ModelRefused:
        return raw  # the examiner refuses it in its turn, with the same sentence


def canonical(architecture: Architecture) -> Architecture:
    """Check a description against the list and write it in one fixed way: equal designs, equal texts.

    Needs no Keras. Metrics are left out, since the examiner measures for itself.

    Raises:
        ModelRefused: something in it is not allowed.
    """
    model = checked_model(_parsed(architecture.model))
    if architecture.compiled is None:
        return Architecture(_text(model), None)
    config = _parsed(architecture.compiled)
    optimizer = config.get("optimizer")
    if not isinstance(optimizer, dict):
        raise ModelRefused("Your network is compiled without an optimizer that Keras knows.")
    compiled = {"loss": checked_loss(config.get("loss")), "optimizer": checked(optimizer)}
    return Architecture(_text(model), _text(compiled))


def rebuild(model, *, input_shape=(28, 28, 1), largest=LARGEST_MODEL):
    """Build a fresh, compiled Keras model of the same design, with new weights.

    Args:
        model: a Keras model, or its `Architecture`.
        input_shape: the shape of one image, used only where the model itself does not say.
        largest: how many parameters are too many to build.

    Returns:
        A ``keras.Model``, compiled with its own loss and optimizer.

    Raises:
        ModelRefused: it is no model, is not allowed, is too large, cannot be built, or was not compiled.
    """
    architecture = canonical(model if isinstance(model, Architecture) else describe(model))
    if architecture.compiled is None:
        raise ModelRefused("Your network is not compiled: call model.compile(...) before you return it.")
    import keras

    layers = _with_entrance(architecture.model, input_shape)
    compiled = json.loads(architecture.compiled)
    parameters, widths = _size_without_memory(layers)
    widest = max(widths, default=0)
    if parameters > largest:
        raise ModelRefused(f"Your network has {parameters:,} parameters; the examiner builds at most {largest:,}.")
    if widest > LARGEST_LAYER:
        raise ModelRefused(
            f"A layer of your network puts out {widest:,} numbers for one image; the limit is {LARGEST_LAYER:,}."
        )
    if sum(widths) > LARGEST_SUM:
        raise ModelRefused(
            f"The layers of your network put out {sum(widths):,} numbers for one image; the limit is {LARGEST_SUM:,}."
        )
    built = _built(layers)
    set_flags(built, json.loads(layers))
    try:
        optimizer = keras.optimizers.deserialize(compiled["optimizer"])
        built.compile(optimizer=optimizer, loss=keras.losses.deserialize(compiled["loss"]), jit_compile=False)
    except Exception as error:  # Keras raises whatever its parts raise
        raise ModelRefused(f"Keras cannot compile your network: {_first_line(error)}") from error
    return built


def set_flags(model, layers: dict) -> None:
    """Set what is trainable as the JSON says that a model was built from: Keras forgets it for whole models."""
    inner = layers["config"].get("layers")
    model.trainable = layers["config"].get("trainable", True)
    if inner:
        entries = {entry["config"]["name"]: entry for entry in inner}
        for layer in model.layers:
            set_flags(layer, entries[layer.name])


def thawed(network: Architecture) -> Architecture:
    """Let everything in a network learn, batch normalisation included, as one would who begins with nothing."""

    def changed(value):
        if isinstance(value, list):
            return [changed(item) for item in value]
        if not isinstance(value, dict):
            return value
        copy = {key: True if key == "trainable" else changed(item) for key, item in value.items()}
        if "args" in copy and "kwargs" in copy:
            copy["kwargs"].pop("training", None)
        return copy

    return Architecture(_text(changed(_parsed(network.model))), network.compiled)


def loss_of(model) -> tuple[str, bool]:
    """Name the class of a compiled model's loss, and whether it expects logits.

    Raises:
        ModelRefused: the model is not compiled, or its loss is none of Keras's own.
    """
    if not model.compiled:
        raise ModelRefused("Your network is not compiled: call model.compile(...) before you return it.")
    loss = checked_loss(json.loads(json.dumps(model.get_compile_config()["loss"])))
    return loss["class_name"], bool(loss["config"].get("from_logits", False))


def _with_entrance(model: str, input_shape) -> str:
    """Say what images the model takes where it leaves that open: no input layer, or axes of any length."""
    entry = json.loads(model)
    layers = entry["config"]["layers"]
    if entry["class_name"] == "Sequential" and layers[0]["class_name"] != "InputLayer":
        entrance = {"batch_shape": [None, *input_shape], "name": "entrance"}
        layers.insert(0, {"module": "keras.layers", "class_name": "InputLayer", "config": entrance})
    for layer in layers:
        if layer["class_name"] == "InputLayer":
            shape = layer["config"]["batch_shape"]
            for axis, size in enumerate(input_shape, 1):
                if axis < len(shape) and shape[axis] is None:
                    shape[axis] = size
    return json.dumps(entry)


def _built(layers: str):
    import keras

    try:
        return keras.saving.deserialize_keras_object(json.loads(layers), safe_mode=True)
    except Exception as error:  # Keras raises whatever its layers raise
        raise ModelRefused(f"Keras cannot build your network: {_first_line(error)}") from error


def _size_without_memory(layers: str) -> tuple[int, list[int]]:
    """Count parameters, and the numbers that each layer puts out for one image, without allocating any.

    In a stateless scope Keras gives variables a shape and no memory. It keeps the list of them, and its counters
    for names, per thread: a thread of its own takes all that along when it ends.
    """

    def measure():
        import keras

        with keras.StatelessScope(initialize_variables=False):
            model = _built(layers)
        return sum(math.prod(weight.shape) for weight in model.weights), list(_widths(model))

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(measure).result()


def _widths(model):
    for layer in model.layers:
        if hasattr(layer, "layers"):
            yield from _widths(layer)
        for node in layer._inbound_nodes:
            for tensor in node.output_tensors:
                yield math.prod(size for size in tensor.shape if size is not None)


def _parsed(text: str) -> dict:
    if not isinstance(text, str) or len(text) > LARGEST_TEXT:
        raise ModelRefused("The description of your network is too long to be one of ours.")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ModelRefused("The description of your network is not readable JSON.") from error
    if not isinstance(value, dict):
        raise ModelRefused("The description of your network is not a Keras configuration.")
    return value


def _text(value: dict) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:300]
