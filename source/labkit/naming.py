"""Tells a student which known mistake an answer looks like, without the mistake or the answer being anywhere near.

While the public tests run, what the student's functions return is noted. A fingerprint of it is looked up among
those of the known mistakes, which lie beside the tests. A fingerprint is a digest: it cannot be turned back. The text
that belongs to it is encrypted with a key that follows from the same results, so only who made the mistake can read it.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

GRID = 1e-3
"""Summaries of results, all of the order of 1, are compared on a grid this fine."""

NOISE = 2e-5
"""How far apart two summaries may be that stand for the same result, with float32 somewhere on the way. An array whose
sum of sizes is smaller counts as zeros: networks differ by that much from one processor to the next."""

MOST_CANDIDATES = 256

LAYER_FACTS = (
    *("units", "activation", "filters", "kernel_size", "strides", "padding"),
    *("pool_size", "rate", "use_bias", "batch_shape"),
)
"""What tells one layer from another, as far as every version of Keras 3 writes it the same."""


RARE_FACTS = ("scale", "offset", "axis")
"""Noted only where a layer has them."""


class Recording(dict):
    """A notebook's names as tests get them; ``results`` grows while tests use them."""

    def __init__(self, names: dict):
        super().__init__(names)
        self.results: list = []

    def get(self, name: str, default: Any = None) -> Any:
        """Give a test what it asks for: a function such that what comes of each call is noted, a value as it is."""
        value = super().get(name, default)
        if callable(value):
            return self._noting(name, value)
        self.results.append([name, canonical(value)])
        return value

    def _noting(self, name: str, function: Callable) -> Callable:
        def call(*arguments, **keywords):
            before = _arrays(arguments)
            try:
                result = function(*arguments, **keywords)
            except Exception as error:
                self.results.append([name, raised(error)])
                raise
            self.results.append([name, _answered(result, arguments, before)])
            return result

        return call


def fingerprint(results: list) -> str:
    """Reduce what was recorded to one digest, the same for the same results up to the noise of floating point."""
    return next(_digests(results, noise=0.0))


def find(results: list, known: dict[str, str]) -> str:
    """Look results up among known mistakes.

    Args:
        results: what a `Recording` noted.
        known: fingerprint to encrypted text, as `sealed` makes it.

    Returns:
        the text for who made this mistake, or an empty string.
    """
    for digest in itertools.islice(_digests(results, NOISE), MOST_CANDIDATES):
        if _public(digest) in known:
            return _crypted(digest, bytes.fromhex(known[_public(digest)])).decode()
    return ""


def sealed(results: list, text: str) -> tuple[str, str]:
    """Make the entry for a mistake that gives these results: what stands in the file, and the text, encrypted."""
    digest = fingerprint(results)
    return _public(digest), _crypted(digest, text.encode()).hex()


def outcome(function: Callable, arguments: tuple, keywords: dict) -> list:
    """Call a function and bring what comes of it into a form that can be compared; the arguments may change."""
    before = _arrays(arguments)
    try:
        result = function(*arguments, **keywords)
    except Exception as error:
        return raised(error)
    return _answered(result, arguments, before)


def _arrays(arguments: tuple) -> tuple:
    return tuple(argument.copy() if isinstance(argument, np.ndarray) else None for argument in arguments)


def _answered(result: Any, arguments: tuple, before: tuple) -> list:
    """Bring a result, and the arrays that were given and have been changed, into a form that can be compared."""
    left = []
    for now, then in zip(arguments, before, strict=True):
        if then is not None:
            same = np.array_equal(now, then, equal_nan=now.dtype.kind == "f")
            left.append("unchanged" if same else canonical(now))
    return [canonical(result), left]


def raised(error: Exception) -> list:
    """Bring an exception into a form that can be compared."""
    return ["raised", getattr(error, "type_name", type(error).__name__)]


def telling(outcomes: list) -> bool:
    """Whether outcomes can name a mistake: a function that always raises may do so for a hundred reasons."""
    return not all(isinstance(one, list) and one and isinstance(one[0], str) and one[0] == "raised" for one in outcomes)


def canonical(value: Any) -> Any:
    """Bring a result into a form that can be compared: arrays of plain kinds, lists, strings."""
    if type(value).__module__.split(".")[0] in ("keras", "labkit"):
        from labkit.models import Architecture, describe

        try:
            return network_facts(value if isinstance(value, Architecture) else describe(value))
        except Exception:  # no network, or one that Keras cannot describe; naming must never be what fails
            return f"a {type(value).__name__}"
    if isinstance(value, dict):
        return [[str(key), canonical(item)] for key, item in sorted(value.items(), key=lambda pair: str(pair[0]))]
    if value is None or value is Ellipsis or isinstance(value, str):
        return repr(value)
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        array = np.array(None)
    if array.dtype.kind in "biuf":
        return array.astype(np.float64)
    if isinstance(value, list | tuple):
        return [canonical(item) for item in value]
    return f"a {type(value).__name__}"


def network_facts(architecture) -> list:
    """List what makes a network: its layers, loss and optimizer, without names, versions and defaults."""
    model, compiled = json.loads(architecture.model), json.loads(architecture.compiled or "{}")
    layers = [_layer_facts(layer) for layer in model["config"]["layers"]]
    loss, optimizer = compiled.get("loss"), compiled.get("optimizer")
    if isinstance(loss, dict):
        loss = [loss.get("class_name"), loss.get("config", {}).get("from_logits")]
    if isinstance(optimizer, dict):
        optimizer = [optimizer.get("class_name"), optimizer.get("config", {}).get("learning_rate")]
    return [layers, str(loss), str(optimizer)]


def _layer_facts(layer: dict) -> list:
    config = layer["config"]
    facts = [layer["class_name"], *(str(config.get(fact)) for fact in LAYER_FACTS)]
    facts += [f"{fact} {config[fact]}" for fact in RARE_FACTS if fact in config]
    facts += ["frozen"] if config.get("trainable") is False else []
    # The calls of operations hold their constants; those of layers may say training=False.
    facts += [json.dumps(node["kwargs"]) for node in layer.get("inbound_nodes", []) if node.get("kwargs")]
    if "keras.src.ops" in str(layer.get("module")):
        facts += [_constants(node.get("args")) for node in layer.get("inbound_nodes", [])]
    return facts + [_layer_facts(inner) for inner in config.get("layers", [])]


def _constants(value: Any) -> str:
    """Write what stands in a call beside the tensors, whose names are no facts."""
    if isinstance(value, list):
        return f"[{', '.join(map(_constants, value))}]"
    if isinstance(value, dict):
        return "tensor" if value.get("class_name") == "__keras_tensor__" else json.dumps(value)
    return str(value)


def _digests(results: list, noise: float) -> Iterator[str]:
    """Yield the digest of the results and of all that differ from them by no more than ``noise``."""
    words: list[str] = []
    numbers: list[float] = []
    _summarise(results, words, numbers)
    # NOISE is added to keep off the grid lines at round numbers, on which exact results often fall.
    lowest = np.floor((np.array(numbers) + NOISE - noise) / GRID).astype(int)
    highest = np.floor((np.array(numbers) + NOISE + noise) / GRID).astype(int)
    for cells in itertools.product(*(range(low, high + 1) for low, high in zip(lowest, highest, strict=True))):
        yield hashlib.sha256(json.dumps([words, list(map(int, cells))]).encode()).hexdigest()


def _summarise(value: Any, words: list[str], numbers: list[float]) -> None:
    """Split a result into exact words (shapes, texts, where infinities stand) and a few numbers of the order of 1."""
    if isinstance(value, list):
        words.append(f"[{len(value)}")
        for item in value:
            _summarise(item, words, numbers)
        return
    if not isinstance(value, np.ndarray):
        words.append(str(value))
        return
    flat = value.ravel()
    finite = np.isfinite(flat)
    marks = np.where(finite, 0, np.where(np.isnan(flat), 1, np.where(flat > 0, 2, 3))).astype(np.uint8)
    words.append(f"{value.shape} {hashlib.sha256(marks.tobytes()).hexdigest() if not finite.all() else ''}")
    flat = np.where(finite, flat, 0.0)
    size = float(np.abs(flat).sum())
    numbers.append(float(np.log10(size)) if size > NOISE else -12.0)
    positions = np.arange(1, flat.size + 1)
    for frequency in (0.7548776662, 1.3247179572, 2.2360679775):
        weights = np.sin(positions * frequency)
        numbers.append(float((weights * flat).sum() / size) if size > NOISE else 0.0)


def _public(digest: str) -> str:
    return hashlib.sha256(f"public {digest}".encode()).hexdigest()[:24]


def _crypted(digest: str, text: bytes) -> bytes:
    stream = hashlib.shake_256(f"text {digest}".encode()).digest(len(text))
    return bytes(a ^ b for a, b in zip(text, stream, strict=True))
