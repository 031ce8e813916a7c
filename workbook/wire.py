"""The messages between examiner and sandbox: data only, bounded, and never trusted.

A frame is ``<QQ`` (bytes that follow; bytes of JSON), the JSON, then the arrays one after the other,
each at a multiple of 16 bytes. The JSON is ``{"tree": ..., "arrays": [[dtype, shape, writeable], ...]}``. In a tree
None, bool, int, float, str and list stand for themselves; everything else is ``{kind: payload}``.

Both sides use this file. ``decode`` takes whatever the other side wrote and raises nothing but `WireError`.
"""

from __future__ import annotations

import json
import math
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

MAX_FRAME = 128 << 20
"""Bytes of one frame: 10,000 MNIST images in float64 have 63 MB. A test may turn each byte into a float64: 1 GB."""
MAX_TREE = 16 << 20
"""Bytes of the JSON of one frame."""
MAX_BRACKETS = 500_000
"""Opening brackets in that JSON, text included: of millions of empty lists, 3 bytes each, Python takes seconds."""
MAX_DEPTH = 32
MAX_ARRAYS = 4096
MAX_KEYS = 10_000
"""Entries of all dicts and sets of a frame: more of them, made to collide, would keep the reader busy for minutes."""
MAX_BITS = 4096
"""Bits of one whole number."""
MAX_TEXT_ARRAY = 256 << 20
"""Bytes of the largest text times the number of parts: in an array, NumPy makes every item as wide as the widest."""

HEADER = struct.Struct("<QQ")
ALIGNMENT = 16
PLAIN_DTYPE = re.compile(r"[<>|]([biufc][1-9]\d?|S[1-9]\d{0,5}|U[1-9]\d{0,5})\Z")


class WireError(Exception):
    """A value that may not be sent, or a frame that makes no sense. The text is one sentence."""


class TooLarge(WireError):
    """A value that is data, but more than a frame holds."""


@dataclass(frozen=True)
class Tagged:
    """Data with a name that says what it stands for, such as a Keras model: reader and writer agree on the names."""

    kind: str
    payload: Any


def encode(value: Any) -> tuple[list, list[np.ndarray]]:
    """Turn a value into the buffers of one frame.

    Returns:
        The buffers, to be written one after the other, and the arrays among ``value``, in the order in which the
        reader finds them (see `decode`).

    Raises:
        TooLarge: it is larger or deeper than a frame may be.
        WireError: something in it is not data.
    """
    encoder = _Encoder()
    tree, arrays = encoder.encode(value, 0), encoder.arrays
    if encoder.too_much_text():
        raise TooLarge("so much text in a value of so many parts cannot be sent")
    table, buffers, size = [], [], 0
    for array in arrays:
        size += array.nbytes + -array.nbytes % ALIGNMENT
        if size > MAX_FRAME:
            raise TooLarge(f"an array of {array.nbytes:,} bytes is more than can be sent")
        table.append([array.dtype.str, list(array.shape), bool(array.flags.writeable)])
    text = json.dumps({"tree": tree, "arrays": table}, separators=(",", ":")).encode("ascii")
    if len(text) > MAX_TREE or _brackets(text) > MAX_BRACKETS:
        raise TooLarge("the value holds more single numbers than can be sent; use an array")
    padding = -len(text) % ALIGNMENT
    total = len(text) + padding + size
    if total > MAX_FRAME:
        raise TooLarge(f"a value of {total:,} bytes is more than can be sent")
    buffers += [HEADER.pack(total, len(text)), text, bytes(padding)]
    for array in arrays:
        if array.nbytes:
            buffers.append(memoryview(np.ascontiguousarray(array).reshape(-1).view(np.uint8)))
            buffers.append(bytes(-array.nbytes % ALIGNMENT))
    return buffers, arrays


def receive(read: Callable[[int], bytearray]) -> tuple[Any, list[np.ndarray]]:
    """Read one frame.

    Args:
        read: gives the next so many bytes, no fewer.

    Returns:
        The value, and the arrays in it (see `decode`).

    Raises:
        WireError: it is not a frame that `encode` could have written, or is too large.
    """
    size, text_size = frame_size(read(HEADER.size))
    return decode(read(size), text_size)


def frame_size(header: bytes) -> tuple[int, int]:
    """Read the sizes off the first ``HEADER.size`` bytes of a frame: bytes that follow, bytes of JSON.

    Raises:
        TooLarge: the frame is larger than it may be.
        WireError: the sizes contradict each other.
    """
    total, text = HEADER.unpack(header)
    if total > MAX_FRAME or text > MAX_TREE:
        raise TooLarge(f"a message of {total:,} bytes was refused")
    if text > total:
        raise WireError("a message whose sizes contradict each other")
    return total, text


def decode(body: bytearray, text_size: int) -> tuple[Any, list[np.ndarray]]:
    """Turn what followed a header back into the value, and the arrays in it. Arrays share the memory of ``body``.

    Raises:
        WireError: it is not a frame that `encode` could have written.
    """
    try:
        return _decode(body, text_size)
    except WireError:
        raise
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, RecursionError, MemoryError) as error:
        raise WireError(f"a message that makes no sense ({type(error).__name__})") from None


def _brackets(text: bytes) -> int:
    return text.count(b"[") + text.count(b"{")


class _Parts:
    """What is counted on both sides."""

    def __init__(self):
        self.keys = self.parts = self.widest_text = 0

    def measure(self, size: int) -> None:
        self.widest_text = max(self.widest_text, size)

    def too_much_text(self) -> bool:
        return self.widest_text * self.parts > MAX_TEXT_ARRAY


class _Encoder(_Parts):
    def __init__(self):
        super().__init__()
        self.arrays: list[np.ndarray] = []

    def encode(self, value: Any, depth: int) -> Any:
        self.parts += 1
        if depth > MAX_DEPTH:
            raise TooLarge(f"the value is nested more than {MAX_DEPTH} deep")
        kind = type(value)
        if value is None or kind in (bool, float):
            return value
        if kind is str:
            self.measure(4 * len(value))
            return value
        if kind is int:
            if value.bit_length() > MAX_BITS:
                raise TooLarge(f"a whole number of more than {MAX_BITS} bits cannot be sent")
            return value
        if kind is list:
            return [self.encode(item, depth + 1) for item in value]
        if kind is np.ndarray:
            return {"array": self.put(value)}
        if isinstance(value, np.generic):
            return {"scalar": self.put(np.asarray(value))}
        if kind in (tuple, set, frozenset):
            self.count(value if kind is not tuple else ())
            return {kind.__name__: [self.encode(item, depth + 1) for item in value]}
        if kind is dict:
            self.count(value)
            return {"dict": [[self.encode(k, depth + 1), self.encode(v, depth + 1)] for k, v in value.items()]}
        if kind is complex:
            return {"complex": [value.real, value.imag]}
        if kind is bytes:
            self.measure(len(value))
            return {"bytes": self.put(np.frombuffer(value, np.uint8))}
        if value is Ellipsis:
            return {"ellipsis": None}
        if kind is Tagged:
            return {"tagged": [value.kind, self.encode(value.payload, depth + 1)]}
        raise WireError(f"a {kind.__name__[:80]} is not data")

    def count(self, keys) -> None:
        self.keys += len(keys)
        if self.keys > MAX_KEYS:
            raise TooLarge(f"more than {MAX_KEYS:,} keys cannot be sent")

    def put(self, array: np.ndarray) -> int:
        if array.dtype.kind in "SU" and array.dtype.itemsize == 0:
            array = array.astype(f"{array.dtype.kind}1")
        if not PLAIN_DTYPE.match(array.dtype.str):
            raise WireError(f"an array of {array.dtype} is not data")
        if array.dtype.kind in "SU":
            self.measure(array.nbytes)
        if len(self.arrays) >= MAX_ARRAYS:
            raise TooLarge(f"more than {MAX_ARRAYS} arrays cannot be sent")
        self.arrays.append(array)
        return len(self.arrays) - 1


def _decode(body: bytearray, text_size: int) -> tuple[Any, list[np.ndarray]]:
    text = bytes(memoryview(body)[:text_size])
    if _brackets(text) > MAX_BRACKETS:
        raise WireError("a message of too many parts")
    message = json.loads(text.decode("ascii"))
    tree, table = message["tree"], message["arrays"]
    if type(table) is not list or len(table) > MAX_ARRAYS:
        raise WireError("a message with a wrong table of arrays")
    arrays, offset = [], text_size + -text_size % ALIGNMENT
    for name, shape, writeable in table:
        if type(name) is not str or not PLAIN_DTYPE.match(name):
            raise WireError("a message with an array that is not data")
        if type(shape) is not list or len(shape) > MAX_DEPTH or any(type(n) is not int or n < 0 for n in shape):
            raise WireError("a message with an array of impossible shape")
        dtype, count = np.dtype(name), math.prod(shape)
        if count * dtype.itemsize > len(body) - offset:
            raise WireError("a message that ends within an array")
        array = np.frombuffer(body, dtype, count, offset) if count else np.empty(0, dtype)
        offset += array.nbytes + -array.nbytes % ALIGNMENT
        if dtype.kind == "b":
            array = array.view(np.uint8) != 0  # any other byte would be a boolean that equals neither True nor False
        array = array.reshape(shape)
        array.flags.writeable = writeable is True
        arrays.append(array)
    if offset != len(body):
        raise WireError("a message of the wrong length")
    decoder = _Decoder(arrays)
    value = decoder.decode(tree, 0)
    if decoder.too_much_text():
        raise WireError("a message with too much text")
    return value, arrays


class _Decoder(_Parts):
    def __init__(self, arrays: list[np.ndarray]):
        super().__init__()
        self.unused = dict(enumerate(arrays))

    def decode(self, node: Any, depth: int) -> Any:
        self.parts += 1
        if depth > MAX_DEPTH:
            raise WireError("a message that is nested too deep")
        if isinstance(node, str):
            self.measure(4 * len(node))
            return node
        if node is None or isinstance(node, (bool, int, float)):
            return node
        if type(node) is list:
            return [self.decode(item, depth + 1) for item in node]
        ((kind, payload),) = node.items()
        if kind == "array":
            return self.array(payload)
        if kind == "scalar":
            return self.array(payload).reshape(())[()]
        if kind == "tuple":
            return tuple([self.decode(item, depth + 1) for item in payload])
        if kind in ("set", "frozenset"):
            self.count(payload)
            return (set if kind == "set" else frozenset)(self.decode(item, depth + 1) for item in payload)
        if kind == "dict":
            self.count(payload)
            return {self.decode(key, depth + 1): self.decode(value, depth + 1) for key, value in payload}
        if kind == "complex":
            real, imaginary = payload
            return complex(float(real), float(imaginary))
        if kind == "bytes":
            content = self.array(payload).tobytes()
            self.measure(len(content))
            return content
        if kind == "ellipsis":
            return ...
        if kind == "tagged":
            name, value = payload
            if type(name) is not str:
                raise WireError("a message with a nameless tag")
            return Tagged(name, self.decode(value, depth + 1))
        raise WireError("a message with an unknown kind of value")

    def count(self, keys) -> None:
        self.keys += len(keys)
        if self.keys > MAX_KEYS:
            raise WireError("a message with too many keys")

    def array(self, index: Any) -> np.ndarray:
        """Give each array out once: a list that holds a large one a thousand times would fill the reader's memory."""
        if type(index) is not int:
            raise WireError("a message with a wrong array number")
        array = self.unused.pop(index)
        if array.dtype.kind in "SU":
            self.measure(array.nbytes)
        return array
