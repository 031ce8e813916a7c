"""What each known mistake answers to the tests' questions: worked out once on a machine, then kept."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from importlib import metadata
from typing import Any

import numpy as np
from filelock import FileLock

from labkit import folders
from workbook import naming, wire
from workbook.cache import cache_folder
from workbook.examiner.proxy import sent
from workbook.examiner.test_files import read_tests
from workbook.grade.assignment import Assignment
from workbook.namespaces import exchanged, quiet, run_cells


class Catalogue:
    """Names the mistakes of one lab. Runs the course's own code only."""

    def __init__(self, assignment: Assignment):
        self._assignment = assignment
        self._known = cache(self._kept)

    def name(self, question: str, environment: dict) -> tuple[str, str]:
        """Say which mistake the answers to a question equal, and what its author should read.

        Args:
            question: the question's name.
            environment: the submission's names, as tests see them.

        Returns:
            title and feedback; both empty if it is none that is known.
        """
        mistakes = self._assignment.questions[question]["mistakes"]
        if not mistakes:
            return "", ""
        probes, known = self._known(question)
        title = naming.closest(naming.answers(environment, probes), known)
        return title, next((mistake["feedback"] for mistake in mistakes if mistake["title"] == title), "")

    def _kept(self, question: str) -> tuple[list[naming.Probe], dict[str, list]]:
        """Read the answers that an earlier process wrote down; if there are none, work them out and write them."""
        entry = cache_folder("catalogue") / f"{self._key(question)}.frame"
        with FileLock(entry.with_suffix(".lock")):
            try:
                probes, known = _unpacked(entry.read_bytes())
            except (OSError, wire.WireError, ValueError, TypeError):
                probes, known = self._work_out(question)
                with tempfile.NamedTemporaryFile(dir=entry.parent, suffix=".new", delete=False) as file:
                    file.write(_packed(probes, known))
                os.replace(file.name, entry)
        return probes, known

    def _key(self, question: str) -> str:
        """Digest everything that the answers follow from."""
        parts = [
            self._assignment.cells,
            self._assignment.questions[question],
            self._assignment.test_file(question).read_text(encoding="utf-8"),
            [np.__version__, *map(metadata.version, ("workbook", "keras", "pillow"))],
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _work_out(self, question: str) -> tuple[list[naming.Probe], dict[str, list]]:
        test = read_tests(self._assignment.test_file(question))
        wanted = sorted({name for case in test.test_cases for name in case.body._get_func_params()})
        with quiet():
            probes = naming.record(self._solved, wanted, test.run)
            known = {
                mistake["title"]: list(naming.answers(exchanged(self._solved, mistake["source"]), probes))
                for mistake in self._assignment.questions[question]["mistakes"]
            }
        return probes, known

    @cached_property
    def _solved(self) -> dict:
        return run_cells(self._assignment.cells)


def _packed(probes: list[naming.Probe], known: dict[str, list]) -> bytes:
    """Write the titles, each probe and each mistake's answers as frames: one for all may be larger than a frame."""
    asked = [[probe.name, *_each(sent, probe.arguments, probe.keywords)] for probe in probes]
    frames = [list(known), *asked, *known.values()]
    return b"".join(bytes(buffer) for frame in frames for buffer in wire.encode(frame)[0])


def _unpacked(content: bytes) -> tuple[list[naming.Probe], dict[str, list]]:
    titles, *frames = _frames(content)
    asked = frames[: len(frames) - len(titles)]
    probes = [naming.Probe(name, *_each(_made, *given)) for name, *given in asked]
    return probes, dict(zip(titles, frames[len(asked) :], strict=True))


def _frames(content: bytes) -> Iterator:
    file = io.BytesIO(content)

    def read(size: int) -> bytearray:
        part = bytearray(file.read(size))
        if len(part) < size:
            raise ValueError("the file was cut short")
        return part

    while file.tell() < len(content):
        yield wire.receive(read)[0]


def _each(change: Callable, arguments: tuple | None, keywords: Mapping) -> tuple:
    """Apply ``change`` to every argument of a call."""
    changed = None if arguments is None else tuple(map(change, arguments))
    return changed, {key: change(value) for key, value in keywords.items()}


def _made(argument: Any) -> Any:
    """Undo `sent`: this file is the course's own."""
    is_folder = isinstance(argument, wire.Tagged) and argument.kind == "folder"
    return folders.make(argument.payload) if is_folder else argument
