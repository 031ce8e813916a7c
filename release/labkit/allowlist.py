"""What a Keras configuration may hold on its way to the examiner, and how it is copied into one fixed form.

A configuration is plain JSON that a stranger wrote. The functions here copy it piece by piece: numbers and names
within bounds, objects only of the classes that `ALLOWED` lists. What they return holds nothing else.
"""

from __future__ import annotations

import math
import re

DEEPEST, MOST_LAYERS, LONGEST_LIST, LARGEST_INTEGER = 40, 400, 64, 1_000_000

ALLOWED = {
    "keras": "Sequential Functional",
    "keras.src.models.functional": "Functional",
    "keras.layers": """
        Activation ActivityRegularization Add AlphaDropout Average AveragePooling2D BatchNormalization CenterCrop
        Concatenate Conv1D Conv2D Conv2DTranspose Cropping2D Dense DepthwiseConv2D Dropout ELU Flatten
        GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalMaxPooling1D
        GlobalMaxPooling2D GroupNormalization InputLayer LayerNormalization LeakyReLU MaxPooling1D MaxPooling2D
        Maximum Minimum Multiply PReLU Permute RMSNormalization RandomBrightness RandomContrast RandomFlip
        RandomRotation RandomTranslation RandomZoom ReLU RepeatVector Rescaling Reshape Resizing SeparableConv2D
        Softmax SpatialDropout2D Subtract UnitNormalization UpSampling2D ZeroPadding2D""",
    "keras.src.ops.numpy": "Add Divide Flip GetItem Multiply Negative Stack Subtract Take TrueDivide",
    "keras.src.ops.nn": "Elu Gelu LeakyRelu LogSoftmax Relu Relu6 Selu Sigmoid Silu Softmax Softplus",
    "keras.initializers": """
        Constant GlorotNormal GlorotUniform HeNormal HeUniform Identity LecunNormal LecunUniform Ones Orthogonal
        OrthogonalInitializer RandomNormal RandomUniform TruncatedNormal VarianceScaling Zeros""",
    "keras.regularizers": "L1 L1L2 L2 OrthogonalRegularizer",
    "keras.constraints": "MaxNorm MinMaxNorm NonNeg UnitNorm",
    "keras.optimizers": """
        Adadelta Adafactor Adagrad Adam AdamW Adamax Ftrl Lamb Lion LossScaleOptimizer Muon Nadam RMSprop SGD""",
    "keras.optimizers.schedules": """
        CosineDecay CosineDecayRestarts ExponentialDecay InverseTimeDecay PiecewiseConstantDecay PolynomialDecay""",
    "keras.losses": """
        BinaryCrossentropy CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalHinge Huber KLDivergence
        MeanAbsoluteError MeanSquaredError Poisson SparseCategoricalCrossentropy""",
}
"""Keras's own classes that may cross, by module. None of them runs code or opens a file."""

PARTS = ("__ellipsis__", "__slice__", "__tensor__", "__numpy__")
"""What stands in the calls of operations beside tensors."""

ACTIVATIONS = """
    celu elu exponential gelu glu hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh leaky_relu linear log_sigmoid
    log_softmax mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign squareplus swish tanh
    tanh_shrink threshold"""

LOSSES = {
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "categorical_focal_crossentropy": "CategoricalFocalCrossentropy",
    "binary_crossentropy": "BinaryCrossentropy",
    "categorical_hinge": "CategoricalHinge",
    "huber": "Huber",
    "kl_divergence": "KLDivergence",
    "mean_absolute_error": "MeanAbsoluteError",
    "mae": "MeanAbsoluteError",
    "mean_squared_error": "MeanSquaredError",
    "mse": "MeanSquaredError",
    "poisson": "Poisson",
}
"""The names that ``compile(loss=...)`` takes, and the classes behind them."""

LOSS_DEFAULTS = {"reduction": "sum_over_batch_size", "from_logits": False, "label_smoothing": 0.0, "axis": -1}

NOT_THE_STUDENTS = {"dtype", "seed", "build_config", "build_input_shape", "shared_object_id"}
"""Left out, so that the examiner's own values count: precision and luck are no part of a design."""


class ModelRefused(ValueError):
    """What a function returned is no network that the examiner can build; the message says why, in a sentence."""


def checked_model(entry: dict) -> dict:
    """Copy the configuration of a whole model, with its layers named by their place.

    Raises:
        ModelRefused: it is no Sequential or functional model, or something in it is not allowed.
    """
    class_name = entry.get("class_name")
    if class_name not in ("Sequential", "Functional"):
        raise ModelRefused(
            f"Your network is of the class {shown_name(class_name)}: "
            "build it with keras.Sequential([...]) or keras.Model(inputs, outputs) instead."
        )
    model = checked(entry)
    _rename_layers(model, "model")
    return model


def checked(value, key: str = "", depth: int = 0):
    """Copy plain data and allowed objects.

    Args:
        value: what ``json.loads`` may give.
        key: the name that it has in the object around it.
        depth: how many objects and lists are around it.

    Raises:
        ModelRefused: it is out of bounds, or an object that is not on the list.
    """
    if depth > DEEPEST:
        raise ModelRefused("The description of your network is nested too deeply.")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise ModelRefused(f"A number in your network is larger than {LARGEST_INTEGER:,}.")
        return value
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ModelRefused("A number in your network is infinite or not a number.")
        return value
    if isinstance(value, str):
        return _checked_text(value, key)
    if isinstance(value, list):
        if len(value) > (MOST_LAYERS if key == "layers" else LONGEST_LIST):
            raise ModelRefused(f"Your network has more than {MOST_LAYERS} layers, or a list that is too long.")
        return [checked(item, "layer" if key == "layers" else "", depth + 1) for item in value]
    if "class_name" in value:
        return _checked_object(value, key, depth)
    if key.endswith("activation"):
        raise ModelRefused("Your network uses a lambda as an activation: use one of Keras's activations instead.")
    return {
        _checked_text(name): checked(item, name, depth + 1)
        for name, item in value.items()
        if name not in NOT_THE_STUDENTS
    }


def _checked_text(text: str, key: str = "") -> str:
    if not re.fullmatch(r"[\w.,:/>+ -]{0,100}", text):
        raise ModelRefused("A name in your network is too long, or holds unusual characters.")
    if key.endswith("activation") and text not in ACTIVATIONS.split():
        raise ModelRefused(f"{shown_name(text)} is none of Keras's activations.")
    return text


def _checked_object(value: dict, key: str, depth: int):
    class_name, config = value["class_name"], value.get("config")
    if class_name == "__keras_tensor__":
        return _checked_tensor(config)
    if class_name in PARTS:
        return {"class_name": class_name, "config": _checked_part(class_name, config)}
    if class_name == "function" and isinstance(config, str):
        name = "softmax" if config == "softmax_v2" else config  # what tf.nn.softmax calls itself
        if name in ACTIVATIONS.split():
            return name
        raise ModelRefused(
            f"Your network uses a function of its own, {shown_name(config)}: use one of Keras's instead."
        )
    module = value.get("module")
    known = isinstance(module, str) and isinstance(class_name, str) and class_name in ALLOWED.get(module, "").split()
    if not known or value.get("registered_name") not in (None, class_name) or not isinstance(config, dict):
        raise ModelRefused(
            f"Your network uses {shown_name(class_name)}, which the examiner does not build: "
            "stay with Keras's own layers for images, without Lambda and without classes of your own."
        )
    copy = {
        "module": module,
        "class_name": class_name,
        "registered_name": value.get("registered_name"),
        "config": checked(config, "", depth + 1),
    }
    if key != "layer":
        copy["config"].pop("name", None)  # Keras counts the names of optimizers and the like: adam_3
    if class_name == "InputLayer":
        copy["config"] = _any_batch(copy["config"])
    if "inbound_nodes" in value:
        copy["name"] = checked(value.get("name"), "", depth + 1)
        copy["inbound_nodes"] = checked(value["inbound_nodes"], "", depth + 1)
    return copy


def _checked_tensor(config) -> dict:
    """A tensor in the list of calls: only the name of the layer it comes from is used."""
    history = config.get("keras_history") if isinstance(config, dict) else None
    if not (isinstance(history, list) and len(history) == 3 and isinstance(history[0], str)):
        raise ModelRefused("The description of your network holds a connection that leads nowhere.")
    config = {"shape": [None], "dtype": "float32", "keras_history": checked(history)}
    return {"class_name": "__keras_tensor__", "config": config}


def _checked_part(class_name: str, config) -> dict:
    """What Keras writes for ``...``, ``::-1`` and small constants: how its own pre-processing swaps colours."""
    if not isinstance(config, dict):
        raise ModelRefused("The description of your network holds a constant that cannot be read.")
    if class_name == "__ellipsis__":
        return {}
    if class_name == "__slice__":
        ends = {end: config.get(end) for end in ("start", "stop", "step")}
        if not all(end is None or (type(end) is int and abs(end) <= LARGEST_INTEGER) for end in ends.values()):
            raise ModelRefused("The description of your network holds a slice that cannot be read.")
        return ends
    value = config.get("value")
    if not _few_numbers(value):
        raise ModelRefused(f"Your network holds a constant with more than {LONGEST_LIST} numbers, or with none.")
    return {"value": value, "dtype": "float32"}


def _few_numbers(value, depth: int = 0) -> bool:
    """Say whether it is a number, or a list of at most `LONGEST_LIST` of them, which may stand in lists of one."""
    if isinstance(value, list):
        short = len(value) == 1 or (value and len(value) <= LONGEST_LIST and not isinstance(value[0], list))
        return depth < 5 and bool(short) and all(_few_numbers(item, depth + 1) for item in value)
    return type(value) in (int, float) and math.isfinite(value) and abs(value) <= LARGEST_INTEGER


def _any_batch(config: dict) -> dict:
    shape = config.get("batch_shape")
    if not (isinstance(shape, list) and shape and all(size is None or isinstance(size, int) for size in shape)):
        raise ModelRefused("The input of your network has no shape that can be read.")
    return {"batch_shape": [None, *shape[1:]], "name": config.get("name")}


def checked_loss(loss) -> dict:
    """Write a loss given as a name, a function or an object in one way: its class, and what is not default.

    Raises:
        ModelRefused: it is none of the losses on the list.
    """
    if isinstance(loss, dict) and loss.get("class_name") == "function":
        loss = loss.get("config")
    if isinstance(loss, str):
        if loss not in LOSSES:
            raise ModelRefused(f"The loss {shown_name(loss)} is none that the examiner knows.")
        loss = {"module": "keras.losses", "class_name": LOSSES[loss], "config": {}}
    if not (isinstance(loss, dict) and loss.get("module") == "keras.losses"):
        raise ModelRefused("Your network is compiled without a loss that the examiner knows: give it one of Keras's.")
    copy = checked(loss)
    config = {
        key: value
        for key, value in copy["config"].items()
        if key != "name" and value is not None and value != LOSS_DEFAULTS.get(key)
    }
    return {**copy, "config": config}


def _rename_layers(model: dict, name: str) -> None:
    """Call the layers by their place, everywhere that their names occur: the student's names mean nothing."""
    config = model["config"]
    layers = config.get("layers")
    if not (isinstance(layers, list) and layers and all(map(_is_layer, layers))):
        raise ModelRefused("Your network has no layers that can be read.")
    config["name"] = name
    names = {}
    for place, layer in enumerate(layers):
        new = f"{layer['class_name'].lower()}_{place}"
        if names.setdefault(layer["config"]["name"], new) != new:
            raise ModelRefused("Two layers of your network have the same name.")
        if layer["class_name"] in ("Sequential", "Functional"):
            _rename_layers(layer, new)
        layer["config"]["name"] = new
        if "name" in layer:
            layer["name"] = new
    if model["class_name"] == "Functional":
        _reconnect(layers, names)
        for end in ("input_layers", "output_layers"):
            config[end] = _renamed_ends(config.get(end), names)


def _is_layer(layer) -> bool:
    """Say whether it is a copy made by `_checked_object`, with a name."""
    return isinstance(layer, dict) and "class_name" in layer and isinstance(layer["config"].get("name"), str)


def _reconnect(value, names: dict[str, str]) -> None:
    """Rename the origins of all tensors, without going into nested models, whose names are their own."""
    if isinstance(value, list):
        for item in value:
            _reconnect(item, names)
    elif isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            history = value["config"]["keras_history"]
            history[0] = _known(history[0], names)
        else:
            for key, item in value.items():
                if key != "config":
                    _reconnect(item, names)


def _renamed_ends(ends, names: dict[str, str]):
    if not isinstance(ends, list) or not ends:
        raise ModelRefused("Your network has no input or no output.")
    if isinstance(ends[0], str):
        return [_known(ends[0], names), *ends[1:]]
    return [_renamed_ends(end, names) for end in ends]


def _known(name: str, names: dict[str, str]) -> str:
    if name not in names:
        raise ModelRefused("The description of your network holds a connection that leads nowhere.")
    return names[name]


def shown_name(value) -> str:
    """Show a name that came from a student, cut to what a name can be."""
    return re.sub(r"[^\w.]", "", str(value))[:40] or "something unnamed"
