"""Names a student's mistake in the grader: the one whose results equal the student's on the tests' own inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import numpy as np

from labkit.given import is_network, packed, unpacked
from labkit.naming import canonical, outcome, telling

TOLERANCE = 1e-5
"""Relative difference that two ways of computing the same float64 result may show, float32 inside included."""

SMALLEST = 0.02
"""Results below this are compared as if they were as large: what networks put out, which is of the order of 1, differs
by 1e-7 with the place that an image has in a batch, and a difference of two equal outputs is nothing but that."""


LARGEST_NETWORK = 100
"""Arrays of weights. A function is not asked about a larger network: ResNet50 and InceptionV3 have more than 300, and a
machine took 100 s to build one for each mistake before the first student could be told."""


class OnlyAsking(Exception):
    """Ends a test where it would spend long on what nobody wants to know."""


@dataclass(frozen=True)
class Probe:
    """A call that a test makes, or, where ``arguments`` is None, a value that it looks at."""

    name: str
    arguments: tuple | None = None
    keywords: Mapping[str, Any] = field(default_factory=dict)


def record(
    names: Mapping[str, Any], wanted: list[str], run: Callable[[dict], Any], *, largest: int = LARGEST_NETWORK
) -> list[Probe]:
    """Run tests on right answers and return what they ask; networks that they would train are not trained.

    What takes no arguments is asked once, however often the tests do: it builds a network, always the same one.

    Args:
        names: the names of a solved notebook.
        wanted: those that the tests take as parameters.
        run: runs the tests on an environment.
        largest: how many arrays of weights a network may have that a function is given; a test ends with the first
            that is larger. With 0, no call that is given a network is noted.
    """
    probes: list[Probe] = []

    def too_large(argument: Any) -> bool:
        return is_network(argument) and len(argument.weights) > largest

    def noting(name: str, function: Callable) -> Callable:
        def call(*arguments, **keywords):
            if any(map(too_large, arguments)):
                raise OnlyAsking
            if arguments or keywords or Probe(name, ()) not in probes:
                probes.append(Probe(name, _copied(arguments), _copied(keywords)))
            return function(*arguments, **keywords)

        return call

    environment = {}
    for name in wanted:
        value = names.get(name)
        if callable(value):
            environment[name] = noting(name, value)
        else:
            probes.append(Probe(name))
            environment[name] = value
    with untrained():
        run(environment)
    return probes


@contextmanager
def untrained() -> Iterator[None]:
    """Let tests ask for networks without training them: the question is only what they ask."""
    with (
        mock.patch("workbook.examiner.training.train_and_measure", side_effect=OnlyAsking),
        mock.patch("labkit.networks.short_fit", side_effect=OnlyAsking),
    ):
        yield


def closest(given: Iterable, known: Mapping[str, list]) -> str:
    """Find the mistake whose results equal those of a notebook; takes no more of them than rule out all mistakes.

    Args:
        given: the notebook's `answers` to some probes.
        known: the results of each known mistake, by title, for the same probes; those that only raise name none.

    Returns:
        the title, or an empty string.
    """
    candidates = {title: results for title, results in known.items() if telling(results)}
    for number, result in enumerate(given if candidates else ()):  # nothing is asked for nothing
        candidates = {title: others for title, others in candidates.items() if alike(result, others[number])}
        if not candidates:
            break
    return next(iter(candidates), "")


def answers(names: Mapping[str, Any], probes: list[Probe]) -> Iterator:
    """Put probes to a notebook's names, each when its answer is wanted; an exception is an answer too."""
    return (_answer(names.get(probe.name), probe) for probe in probes)


def _answer(value: Any, probe: Probe) -> Any:
    if probe.arguments is None:
        return canonical(value)
    return outcome(value, _copied(probe.arguments), _copied(dict(probe.keywords)))


def _copied(value: Any) -> Any:
    """Copy arrays and networks, also inside tuples, lists and dicts, so that later changes do not reach the copy."""
    if is_network(value):
        return unpacked(packed(value))
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, tuple | list):
        return type(value)(_copied(item) for item in value)
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return value


def alike(ours: Any, theirs: Any) -> bool:
    """Whether two results are the same but for the noise of floating point."""
    if isinstance(ours, np.ndarray) and isinstance(theirs, np.ndarray):
        if ours.shape != theirs.shape:
            return False
        finite = np.abs(ours[np.isfinite(ours)])
        scale = max(SMALLEST, float(finite.max(initial=0.0)))
        with np.errstate(invalid="ignore"):
            return bool(np.allclose(ours, theirs, rtol=0, atol=TOLERANCE * scale, equal_nan=True))
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(alike, ours, theirs))
    return type(ours) is type(theirs) and ours == theirs
