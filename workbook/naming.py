"""Names a student's mistake in the grader: the one whose results equal the student's on the tests' own inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import numpy as np

from labkit.naming import Recorder, canonical, copied, outcome, telling

TOLERANCE = 1e-5
"""Relative difference that two ways of computing the same float64 result may show, float32 inside included."""


@dataclass(frozen=True)
class Probe:
    """A call that a test makes, or, where ``arguments`` is None, a value that it looks at."""

    name: str
    arguments: tuple | None = None
    keywords: Mapping[str, Any] = field(default_factory=dict)


def record(names: Mapping[str, Any], wanted: list[str], run: Callable[[dict], Any]) -> list[Probe]:
    """Run tests on right answers and return what they ask; networks that they would train are not trained.

    Args:
        names: the names of a solved notebook.
        wanted: those that the tests take as parameters.
        run: runs the tests on an environment.
    """
    probes: list[Probe] = []

    def note(name: str, arguments: tuple, keywords: dict, _result: Any) -> None:
        probes.append(Probe(name, arguments, keywords))

    environment = {}
    for name in wanted:
        value = names.get(name)
        if callable(value):
            environment[name] = Recorder(name, value, note)
        else:
            probes.append(Probe(name))
            environment[name] = value
    with untrained():
        run(environment)
    return probes


@contextmanager
def untrained() -> Iterator[None]:
    """Let tests ask for networks without training them: the question is only what they ask."""
    only_asking = RuntimeError("only asking")
    with (
        mock.patch("workbook.examiner.training.train_and_measure", side_effect=only_asking),
        mock.patch("labkit.networks.short_fit", side_effect=only_asking),
    ):
        yield


def closest(names: Mapping[str, Any], probes: list[Probe], known: Mapping[str, list]) -> str:
    """Find the mistake whose results equal those of a notebook; asks no more than it takes to rule out all of them.

    Args:
        names: the notebook's names.
        probes: what to ask.
        known: the results of each known mistake, by title, in the order of ``probes``; those that only raise name none.

    Returns:
        the title, or an empty string.
    """
    candidates = {title: results for title, results in known.items() if telling(results)}
    for number, probe in enumerate(probes):
        if not candidates:
            break
        result = _answer(names.get(probe.name), probe)
        candidates = {title: others for title, others in candidates.items() if alike(result, others[number])}
    return next(iter(candidates), "")


def answers(names: Mapping[str, Any], probes: list[Probe]) -> list:
    """Put every probe to a notebook's names; an exception is an answer too."""
    return [_answer(names.get(probe.name), probe) for probe in probes]


def _answer(value: Any, probe: Probe) -> Any:
    if probe.arguments is None:
        return canonical(value)
    return outcome(value, copied(probe.arguments), copied(dict(probe.keywords)))


def alike(ours: Any, theirs: Any) -> bool:
    """Whether two results are the same but for the noise of floating point."""
    if isinstance(ours, np.ndarray) and isinstance(theirs, np.ndarray):
        if ours.shape != theirs.shape:
            return False
        finite = np.abs(ours[np.isfinite(ours)])
        scale = max(1e-12, float(finite.max(initial=0.0)))
        with np.errstate(invalid="ignore"):
            return bool(np.allclose(ours, theirs, rtol=0, atol=TOLERANCE * scale, equal_nan=True))
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(alike, ours, theirs))
    return type(ours) is type(theirs) and ours == theirs
