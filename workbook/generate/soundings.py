"""Chooses what a notebook asks of an answer that fails: the hidden tests' calls, with other numbers in them."""

from __future__ import annotations

from typing import Any

import numpy as np

from labkit.soundings import packed
from workbook.naming import Probe

LARGEST = 7500
"""Numbers that the arrays of one question's soundings may hold together: about 20 kB of text."""


def soundings(probes: list[Probe]) -> list:
    """Make soundings from what the tests ask, smallest first; a call that has no other numbers is left out."""
    chosen: dict[str, tuple[int, list]] = {}
    for number, probe in enumerate(probes):
        other = fresh(probe, number)
        try:
            before, after = (packed([one.name, one.arguments, dict(one.keywords)]) for one in (probe, other))
        except TypeError:
            continue
        if before != after:
            chosen[str(after)] = (_size([other.arguments, dict(other.keywords)]), after)
    kept, total = [], 0
    for size, sounding in sorted(chosen.values(), key=lambda pair: pair[0]):
        total += size
        if total <= LARGEST:
            kept.append(sounding)
    return kept


def fresh(probe: Probe, seed: int) -> Probe:
    """Put other numbers into a call, such that the same answers can be expected to be right.

    Arrays keep shape, dtype and range. Where a call has none, its first whole number, which is a size, grows a little;
    where there is none of these either, the texts or tuples of a list change places, and the first number of each tuple
    grows.
    """
    if not probe.arguments and not probe.keywords:
        return probe
    rng = np.random.default_rng(seed)
    arguments, keywords = probe.arguments, dict(probe.keywords)
    if not _size([arguments, keywords]):
        if any(type(value) is int for value in arguments):
            return Probe(probe.name, _grown(arguments, rng), keywords)
        return Probe(probe.name, tuple(_other_rows(value, rng) for value in arguments), keywords)
    return Probe(probe.name, _refilled(arguments, rng), _refilled(keywords, rng))


def _grown(values: tuple, rng: np.random.Generator) -> tuple:
    first = next((place for place, value in enumerate(values) if type(value) is int), len(values))
    grown = [value + int(rng.integers(1, 4)) for value in values[first : first + 1]]
    return (*values[:first], *grown, *values[first + 1 :])


def _other_rows(value: Any, rng: np.random.Generator) -> Any:
    if not isinstance(value, list) or not all(isinstance(row, tuple | str) for row in value):
        return value
    rows = [value[place] for place in rng.permutation(len(value))]
    return [_grown(row, rng) if isinstance(row, tuple) else row for row in rows]


def _refilled(value: Any, rng: np.random.Generator) -> Any:
    if isinstance(value, tuple | list):
        return type(value)(_refilled(item, rng) for item in value)
    if isinstance(value, dict):
        return {key: _refilled(item, rng) for key, item in value.items()}
    if not isinstance(value, np.ndarray) or not value.size:
        return value
    if value.dtype.kind in "iu":
        return rng.integers(value.min(), value.max(), value.shape, value.dtype, endpoint=True)
    # Along one axis, so that what a row has in common mostly stays: logits around 1000, probabilities that add up to 1.
    longest = max(range(value.ndim), key=lambda axis: (value.shape[axis], axis), default=None)
    mixed = value if longest is None else rng.permuted(value, axis=longest)
    return (mixed * rng.uniform(0.7, 1)).astype(value.dtype) if value.dtype.kind == "f" else mixed


def _size(value: Any) -> int:
    """Count the numbers in arrays."""
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, dict):
        return _size(list(value.values()))
    return sum(map(_size, value)) if isinstance(value, tuple | list) else 0
