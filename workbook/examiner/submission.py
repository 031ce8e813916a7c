"""One submission under examination: its cells run in sandboxes, its names are handed to tests as proxies and data."""

from __future__ import annotations

import contextlib
import errno
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Any
from unittest import mock

import numpy as np
from otter.test_files import test_case
from otter.test_files.exception_test import ExceptionTestFile

from workbook import wire
from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Limits, Status, sentence
from workbook.examiner.probe import strongest
from workbook.examiner.proxy import (
    StudentError,
    StudentFunction,
    Unreadable,
    cleaned,
    is_builtin_exception,
    received,
    sent,
)
from workbook.examiner.sandbox import Worker, WorkerDied
from workbook.examiner.template import Template
from workbook.examiner.test_files import read_tests
from workbook.examiner.wording import LONGEST_MESSAGE, failure_message

LONGEST_DETAIL = 1000
RUN_CASE = test_case.call_func


@dataclass(frozen=True)
class Event:
    """Something worth knowing that happened while a submission ran.

    ``message`` is ours and may be shown to the student unless ``hidden``; ``detail`` is the student's own text.
    """

    status: Status
    what: str
    message: str
    hidden: bool
    detail: str = ""


@dataclass
class _Outcome:
    """How a public test case ended: what it raised, from which line, and what happened in the sandbox meanwhile."""

    error: Exception | None
    traceback: TracebackType | None
    events: list[Event]


@dataclass
class _Room:
    """One phase's worker, and what it has cost so far. Public and hidden tests never share one."""

    hidden: bool
    worker: Worker | None = None
    ready: bool = False
    broken: int = 0
    breakers: Counter = field(default_factory=Counter)


class Submission:
    """Runs a submission's cells and lets tests use its names.

    A context manager: inside it sandboxes may run, after it none does. `environment` collects the names,
    `run_public` runs all public test cases, and ends their sandbox: whatever comes later counts as hidden and runs in
    another one. So nothing that a student reads was written after a hidden input was seen.

    Args:
        cells: the source of each code cell, in order.
        files: relative path and content of each file that the notebook may read.
        limits: bounds on time, memory and so on.
        isolation: the level to use; by default the strongest that works here.
        template: what sandboxes are forked from, where there is one already: then its limits and level hold.
    """

    def __init__(
        self,
        cells: Sequence[str],
        files: Mapping[str, bytes] | None = None,
        limits: Limits | None = None,
        isolation: Isolation | None = None,
        template: Template | None = None,
    ):
        self.cells = list(cells)
        self.files = dict(files or {})
        self._own = None if template else Template(isolation or strongest(), limits or Limits())
        self._template = template or self._own
        self.limits = self._template.limits
        self.isolation = self._template.isolation
        self.events: list[Event] = []
        self.output = ""
        self.fault: str | None = None
        self._spent = 0.0
        self._flooded = False
        self._fatal_cells: set[int] = set()
        self._rooms = {hidden: _Room(hidden) for hidden in (False, True)}
        self._room = self._rooms[True]
        self._names: Mapping[str, Any] = {}
        self._outcomes: dict[tuple[str, str], _Outcome] = {}

    def __enter__(self) -> Submission:
        try:
            for room in self._rooms.values():
                room.worker = Worker(self._template)
        except SandboxFailure:
            self.close()
            raise
        return self

    def __exit__(self, kind, *_) -> None:
        """End all sandboxes.

        Raises:
            SandboxFailure: a sandbox did not work meanwhile. Otter takes that for a test that the student failed, so
                whatever was scored does not count.
        """
        self.close()
        if self.fault and kind is None:
            raise SandboxFailure(self.fault)

    def close(self) -> None:
        """End all sandboxes."""
        for room in self._rooms.values():
            if room.worker:
                self._end(room)
        if self._own:
            self._own.close()

    def run_public(self, paths: Iterable[Path], environment: Mapping[str, Any]) -> None:
        """Run the public cases of Otter's test files once and for all, then end their sandbox.

        Args:
            paths: the test files.
            environment: what `environment` returned.
        """
        self._names = environment
        self._room = self._rooms[False]
        try:
            for path in paths:
                for case in read_tests(path).test_cases:
                    if not case.hidden:
                        self._outcomes[_key(case.body)] = self._tried(case.body)
        finally:
            self._room = self._rooms[True]
            if self._rooms[False].worker:
                self._end(self._rooms[False])

    def _tried(self, case: test_case) -> _Outcome:
        """Run a case, keeping what happens meanwhile apart until Otter's runner comes to it."""
        error, traceback, before = None, None, len(self.events)
        try:
            RUN_CASE(case, self._names)
        except Exception as raised:  # what Otter takes for a failed test
            error, traceback = raised, raised.__traceback__.tb_next.tb_next
        outcome = _Outcome(error, traceback, self.events[before:])
        del self.events[before:]
        return outcome

    @contextlib.contextmanager
    def phases(self) -> Iterator[None]:
        """Let Otter's test runner, in this process, find the public cases run; messages are what students may read."""
        message, hidden = ExceptionTestFile._generate_error_message, True

        def call(case: test_case, environment: Mapping[str, Any]) -> None:
            nonlocal hidden
            hidden = bool(case.hidden)
            outcome = self._outcomes.get(_key(case))
            ours = all(environment.get(name) is self._names.get(name) for name in case._get_func_params())
            if hidden or not ours or outcome is None:
                return RUN_CASE(case, environment)
            self._remember(outcome.events)
            if outcome.error is not None:
                raise outcome.error.with_traceback(outcome.traceback)

        def worded(file: ExceptionTestFile, error: Exception, context: int = 0) -> str:
            if hidden:
                return failure_message(error, hidden=True)
            return cleaned(message(file, error, context), LONGEST_MESSAGE)

        with (
            mock.patch.object(test_case, "call_func", call),
            mock.patch.object(ExceptionTestFile, "_generate_error_message", worded),
        ):
            yield

    def environment(self, names: Mapping[str, bool]) -> dict[str, Any]:
        """Collect what tests ask for: proxies for functions, plain data for values, ``None`` for what is missing.

        Args:
            names: for each name, whether tests call it (see `proxy.names_in_tests`); then it is never ``None``.
        """
        self._room = self._rooms[False]
        try:
            found = self._look(list(names))
            return {name: self._handed_out(name, called, found) for name, called in names.items()}
        finally:
            self._room = self._rooms[True]

    def _look(self, names: list[str]) -> dict[str, bool]:
        """Say which names there are, and of each whether it is a function."""
        try:
            reply = self._ask({"do": "look", "names": names}, "The notebook")[0]
            present, functions = reply["names"], reply["functions"]
            return {name: name in functions for name in names if name in present}
        except (StudentError, KeyError, TypeError):
            return {}

    def _handed_out(self, name: str, called: bool, found: dict[str, bool]) -> Any:
        if name not in found:
            return StudentFunction(name, self._missing) if called else None
        if found[name]:
            return StudentFunction(name, self.call)
        try:
            return self._value(self._ask({"do": "fetch", "name": name}, name)[0], name)
        except StudentError:
            return Unreadable(name)

    def _missing(self, name: str, args: tuple, kwargs: dict) -> Any:
        raise self._failure(Status.MISSING, name)

    def call(self, name: str, args: tuple, kwargs: dict) -> Any:
        """Call a function of the notebook with data, and get data back.

        Raises:
            StudentError: it did not return data.
            wire.WireError: the test passes something that is not data.
        """
        request = {"do": "call", "name": name, "args": sent(list(args)), "kwargs": sent(kwargs)}
        reply, arrays = self._ask(request, name)
        changed = reply.get("changed")
        for index, now in changed.items() if type(changed) is dict else ():
            _change(arrays, index, now)
        return self._value(reply, name)

    def _value(self, reply: dict, name: str) -> Any:
        try:
            return received(reply["value"])
        except (wire.WireError, KeyError):
            raise self._failure(Status.GARBLED, name) from None

    def _ask(self, request: dict, what: str) -> tuple[dict, list[np.ndarray]]:
        room = self._room
        if room.breakers[what] >= self.limits.attempts:
            raise self._failure(Status.GAVE_UP, what)
        worker = self._prepared(room, what)
        try:
            reply, arrays = self._timed(worker, request, self.limits.call_seconds)
        except WorkerDied as error:
            room.breakers[what] += 1
            self._end(room)
            raise self._failure(error.status, what, seconds=self.limits.call_seconds) from None
        self._note_output(worker, what)
        if "error" in reply:
            error = self._told(reply["error"], what)
            if error.status is not Status.RAISED:
                self._note(error, what)
            if error.status is Status.PROCESSES:  # they are still there, and would be in the way of the next call
                self._end(room)
                room.broken += 1
            raise error
        return reply, arrays

    def _prepared(self, room: _Room, what: str) -> Worker:
        """Return the phase's worker, with all cells run; after a death, a new one, as long as there are any left."""
        while True:
            if room.broken > self.limits.restarts or self._spent >= self.limits.total_seconds:
                raise self._failure(Status.GAVE_UP, what)
            if room.worker is None:
                room.worker = Worker(self._template)
            if room.ready or self._run_cells(room):
                room.ready = True
                return room.worker

    def _run_cells(self, room: _Room) -> bool:
        """Run all cells but those that ended a worker before; tell whether the worker is still there."""
        what, number = "Unpacking your files", None
        try:
            files = {name: np.frombuffer(content, np.uint8) for name, content in self.files.items()}
            reply, _ = self._timed(room.worker, {"do": "files", "files": files}, self.limits.cell_seconds)
            self._note_cell(room, reply, what)
            for number, source in enumerate(self.cells):
                if number in self._fatal_cells:
                    continue
                what = f"Cell {number + 1}"
                reply, _ = self._timed(room.worker, {"do": "cell", "source": source}, self.limits.cell_seconds)
                self._note_cell(room, reply, what)
        except WorkerDied as error:
            self._fatal_cells.add(number)
            self._note(self._error(error.status, what, seconds=self.limits.cell_seconds), what)
            self._end(room)
            return False
        return True

    def _note_cell(self, room: _Room, reply: dict, what: str) -> None:
        self._note_output(room.worker, what)
        if "error" in reply and not room.hidden:
            self._note(self._told(reply["error"], what), what)

    def _timed(self, worker: Worker, request: dict, seconds: float) -> tuple[dict, list[np.ndarray]]:
        start = monotonic()
        try:
            worker.wait_until_ready()
            start = monotonic()
            return worker.ask(request, min(seconds, max(self.limits.total_seconds - self._spent, 0.1)))
        except SandboxFailure as error:
            self.fault = str(error)
            raise
        finally:
            self._spent += monotonic() - start

    def _end(self, room: _Room) -> None:
        room.worker.close()
        if not room.hidden:
            room_for = self.limits.output - len(self.output)
            self.output += cleaned(room.worker.output.decode("utf-8", "replace"), self.limits.output)[:room_for]
        room.broken += room.worker.died is not None
        room.worker, room.ready = None, False

    def _note_output(self, worker: Worker, what: str) -> None:
        if worker.output_size > self.limits.output and not self._flooded:
            self._flooded = True
            self._note(self._error(Status.OUTPUT, what), what)

    def _note(self, error: StudentError, what: str) -> None:
        self._remember([Event(error.status, what, str(error), self._room.hidden, error.detail)])

    def _remember(self, events: Iterable[Event]) -> None:
        self.events += [event for event in events if event not in self.events]

    def _failure(self, status: Status, what: str, *, seconds: float = 0) -> StudentError:
        """Make an error about a function, and note it."""
        error = self._error(status, what, seconds=seconds)
        self._note(error, what)
        return error

    def _told(self, told: Any, what: str) -> StudentError:
        """Turn the worker's account of an exception, which may be anything, into one of ours."""
        told = told if type(told) is dict else {}
        kind, name, text = told.get("kind"), cleaned(told.get("type"), 80), cleaned(told.get("text"), LONGEST_DETAIL)
        number = told.get("errno")
        if kind == "too large":
            return self._error(Status.RESULT_SIZE, what, detail=text)
        if kind == "not data":
            return self._error(Status.NOT_DATA, what, detail=text)
        if name in ("MemoryError", "_ArrayMemoryError"):
            return self._error(Status.MEMORY, what, name, text)
        if number == errno.EAGAIN or "can't start new thread" in text:
            return self._error(Status.PROCESSES, what, name, text)
        if number in (errno.EFBIG, errno.ENOSPC, errno.EDQUOT):
            return self._error(Status.FILE_SIZE, what, name, text)
        return self._error(Status.RAISED, what, name, text)

    def _error(
        self, status: Status, what: str, type_name: str = "", detail: str = "", *, seconds: float = 0
    ) -> StudentError:
        message = sentence(status, what, self.limits, seconds=seconds)
        if status is Status.RAISED and not self._room.hidden:
            message = f"{what} raised {type_name}: {detail}" if detail else f"{what} raised {type_name}."
        elif status is Status.RAISED and is_builtin_exception(type_name):
            message = f"{what} raised {type_name}."
        return StudentError(status, message, type_name, detail)


def _key(case: test_case) -> tuple[str, str]:
    """Name a test case: its file, by whatever path it was read, and its function."""
    return Path(case.test_func.__code__.co_filename).name, case.test_func.__name__


def _change(arrays: list[np.ndarray], index: Any, now: Any) -> None:
    """Write a change that the worker claims into the test's own array, if it is one that could have happened."""
    if type(index) is not int or not 0 <= index < len(arrays) or type(now) is not np.ndarray:
        return
    array = arrays[index]
    if array.flags.writeable and array.shape == now.shape and array.dtype == now.dtype:
        array[...] = now
