"""The wire carries data unchanged, and nothing that arrives on it can do harm."""

import contextlib
import json
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from workbook import wire

DTYPES = st.one_of(
    npst.boolean_dtypes(),
    npst.integer_dtypes(endianness="?"),
    npst.unsigned_integer_dtypes(endianness="?"),
    npst.floating_dtypes(endianness="?"),
    npst.complex_number_dtypes(endianness="?"),
    npst.unicode_string_dtypes(min_len=1),
    npst.byte_string_dtypes(min_len=1),
)
ARRAYS = npst.arrays(DTYPES, npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
WHOLE = st.integers(-(10**30), 10**30)
KEYS = st.none() | st.booleans() | WHOLE | st.floats(allow_nan=False) | st.text() | st.binary()
LEAVES = KEYS | st.floats() | st.complex_numbers() | st.just(...) | ARRAYS
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.sets(KEYS, max_size=4)
        | st.frozensets(KEYS, max_size=4)
        | st.builds(wire.Tagged, st.text(), inner)
    ),
    max_leaves=20,
)


def there_and_back(value):
    buffers, sent = wire.encode(value)
    frame = bytearray(b"".join(buffers))
    total, text = wire.frame_size(bytes(frame[: wire.HEADER.size]))
    assert total == len(frame) - wire.HEADER.size
    decoded, received = wire.decode(frame[wire.HEADER.size :], text)
    assert len(sent) == len(received)
    return decoded


def same(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, (np.ndarray, np.generic)):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return len(a) == len(b) and all(same(x, y) for x, y in zip(a.items(), b.items(), strict=True))
    if isinstance(a, wire.Tagged):
        return a.kind == b.kind and same(a.payload, b.payload)
    if isinstance(a, (float, complex)):
        return repr(a) == repr(b)
    return a == b


@given(VALUES)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_value_arrives_as_it_was(value):
    assert same(there_and_back(value), value)


@given(st.binary(max_size=300), st.integers(0, 300))
@example(b'{"tree":null,"arrays":[]}', 25)
@settings(deadline=None)
def test_arbitrary_bytes_raise_nothing_but_wire_errors(body, text_size):
    with contextlib.suppress(wire.WireError):
        wire.decode(bytearray(body), text_size)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["array", "scalar", "tuple", "set", "frozenset", "dict", "complex", "bytes", "ellipsis", "tagged", ""]
            ),
            inner,
            max_size=2,
        )
    ),
    max_leaves=12,
)
TABLES = st.lists(
    st.tuples(st.sampled_from(["<f8", "|b1", "|O", "<i3", "<U4", "|V8", "f8,i4", ""]), st.lists(st.integers()), JSON)
)


@given(JSON, TABLES | JSON, st.binary(max_size=64))
@settings(deadline=None)
def test_well_formed_nonsense_raises_nothing_but_wire_errors(tree, arrays, tail):
    text = json.dumps({"tree": tree, "arrays": arrays}).encode()
    with contextlib.suppress(wire.WireError):
        wire.decode(bytearray(text + bytes(-len(text) % wire.ALIGNMENT) + tail), len(text))


@given(st.binary(min_size=wire.HEADER.size, max_size=wire.HEADER.size))
def test_a_header_promises_no_more_than_a_frame_holds(header):
    try:
        total, text = wire.frame_size(header)
    except wire.WireError:
        return
    assert text <= total <= wire.MAX_FRAME


def hostile(tree, arrays=(), tail=b""):
    text = json.dumps({"tree": tree, "arrays": list(arrays)}).encode()
    return wire.decode(bytearray(text + bytes(-len(text) % wire.ALIGNMENT) + tail), len(text))


@pytest.mark.parametrize(
    ("tree", "arrays"),
    [
        ({"array": 0}, [["|O", [1], True]]),
        ({"array": 0}, [["<f8", [2**60, 2**60], True]]),
        ({"array": 0}, [["<f8", [0, 2**70], True]]),
        ({"array": 0}, [["<f8", [-1], True]]),
        ({"array": -1}, [["<f8", [0], True]]),
        ({"array": True}, [["<f8", [0], True], ["<f8", [0], True]]),
        ({"dict": [[[1], 2]]}, []),
        ({"set": [{"dict": []}]}, []),
        ({"scalar": 0}, [["<f8", [0], True]]),
        ({"array": 0, "tuple": []}, []),
        ({"pickle": "gASVAAAA"}, []),
    ],
)
def test_a_frame_that_encode_would_not_write_is_refused(tree, arrays):
    with pytest.raises(wire.WireError):
        hostile(tree, arrays)


def test_depth_is_bounded_on_both_sides():
    value = []
    for _ in range(100):
        value = [value]
    with pytest.raises(wire.TooLarge):
        wire.encode(value)
    with pytest.raises(wire.WireError):
        hostile(value)
    text = b"[" * 100_000
    with pytest.raises(wire.WireError):
        wire.decode(bytearray(text), len(text))


def test_keys_made_to_collide_do_not_keep_the_reader_busy():
    prime = 2**61 - 1
    pairs = [[i * prime, 0] for i in range(100_000)]
    start = time.perf_counter()
    with pytest.raises(wire.WireError):
        hostile({"dict": pairs})
    assert time.perf_counter() - start < 5


def test_millions_of_empty_lists_do_not_keep_the_reader_busy():
    text = b'{"tree":[' + b"[]," * 5_000_000 + b'[]],"arrays":[]}'
    start = time.perf_counter()
    with pytest.raises(wire.WireError):
        wire.decode(bytearray(text), len(text))
    assert time.perf_counter() - start < 1
    with pytest.raises(wire.TooLarge):
        wire.encode([[]] * 600_000)


def test_booleans_are_zero_or_one():
    array, _ = hostile({"array": 0}, [["|b1", [3], True]], b"\x00\x02\xff" + bytes(13)), None
    assert array[0].tolist() == [False, True, True]
    assert (array[0] == np.array([False, True, True])).all()


def test_huge_views_are_refused_before_they_are_copied():
    with pytest.raises(wire.TooLarge):
        wire.encode(np.broadcast_to(np.float64(1), (1 << 25, 1 << 25)))


def test_what_is_not_data_is_refused():
    class Sly(np.ndarray):
        pass

    for value in (object(), np.array([object()]), len, np.zeros(2).view(Sly), np.zeros(2, "i4,f8"), 10**5000):
        with pytest.raises(wire.WireError):
            wire.encode(value)


def test_read_only_arrays_stay_so():
    array = np.arange(3)
    array.flags.writeable = False
    back = there_and_back([array, np.arange(3)])
    assert [a.flags.writeable for a in back] == [False, True]


def test_any_memory_order_arrives():
    array = np.arange(24.0).reshape(2, 3, 4)
    for view in (array.T, array[:, ::-2], np.asfortranarray(array), array[1, 1, 1:1]):
        assert np.array_equal(there_and_back(view), view)
