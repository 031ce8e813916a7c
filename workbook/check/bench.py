"""A lab set up in processes of its own, to put thousands of answers to its tests: some hang, some eat all memory."""

from __future__ import annotations

import gc
import json
import os
import resource
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pebble import ProcessExpired, ProcessPool
from threadpoolctl import threadpool_limits

from workbook import namespaces, naming
from workbook.check.proof import parameters, run_tests
from workbook.course import Course, Lab
from workbook.exercises.reader import read_lab
from workbook.exercises.rules import starter
from workbook.generate.assign import build_lab

SECONDS, SECONDS_WITH_NETWORKS = 30, 180
"""What one answer may take; the slowest solution takes about two on a busy machine, in lab 5 about 40."""

MEMORY = 4 * 2**30
"""What a process may hold in bytes: a wrong size is soon an enormous one."""

Track = Callable[..., Iterable]
"""Shows how far a loop has come: ``track(results, total=number)``, as `rich.progress.track` does."""


def untracked(results: Iterable, total: int) -> Iterable:
    """Show nothing."""
    return results


class Bench:
    """The solved notebook of a lab, its tests, and what was found out about them."""

    def __init__(self, lab: Lab, folder: Path, found: dict):
        exercises = read_lab(lab)
        self.lab, self.folder, self.found = lab, folder, found
        self.exercises = {exercise.name: exercise for exercise in exercises if exercise.name}
        self.entries = json.loads((folder / "release" / "tests" / "names.json").read_text(encoding="utf-8"))
        self.solved = namespaces.solved(exercises)

    @classmethod
    @contextmanager
    def of(cls, course: Course, lab: Lab) -> Iterator[Bench]:
        """Generate a lab in a temporary folder and set it up.

        Raises:
            SourceError: an exercise is malformed.
        """
        built = build_lab(course, lab, read_lab(lab))
        with tempfile.TemporaryDirectory() as folder:
            for side, files in (("release", built.release), ("solutions", built.solutions)):
                for name, content in files.items():
                    path = Path(folder, side, name)
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content)
            yield cls(lab, Path(folder), {})

    @property
    def networks(self) -> bool:
        """Whether answers build networks, which takes seconds."""
        return "keras" in self.solved

    def tests(self, question: str, *, public: bool = False) -> Path | None:
        """Return the test file of a question: all test cases, or those that students get, if there are any."""
        path = self.folder / ("release" if public else "solutions") / "tests" / f"{question}.py"
        return path if path.exists() else None

    def with_answers(self, answers: dict[str, str]) -> dict:
        """Return the notebook's names with some answers exchanged; functions call each other as they do there."""
        names = dict(self.solved)
        with namespaces.quiet():
            for name, exercise in self.exercises.items():
                if exercise.solution is None:
                    continue
                sources = [starter(exercise.solution), answers[name]] if name in answers else [exercise.solution.source]
                for source in sources:
                    exec(compile(source, f"<{name}>", "exec"), names)
        return names

    def passed(self, question: str) -> list[bool]:
        """Return which test cases the solution passes without training."""
        return self._once("passed", question, self._passed)

    def probes(self, question: str) -> list[naming.Probe]:
        """Return what the tests ask, hidden ones included."""
        return self._once("probes", question, self._probes)

    def known(self, question: str) -> dict[str, list]:
        """Return what each mistake, and under the title "" the solution, answers to the question's probes."""
        return self._once("known", question, self._known)

    def _once(self, what: str, question: str, find: Callable[[str], Any]) -> Any:
        if (what, question) not in self.found:
            self.found[what, question] = find(question)
        return self.found[what, question]

    def _passed(self, question: str) -> list[bool]:
        with naming.untrained():
            return [result.passed for result in run_tests(self.tests(question), self.solved).test_case_results]

    def _probes(self, question: str) -> list[naming.Probe]:
        wanted = sorted({name for test in self.exercises[question].tests for name in parameters(test.source)})
        return naming.record(self.solved, wanted, lambda names: run_tests(self.tests(question), names))

    def _known(self, question: str) -> dict[str, list]:
        probes = self.probes(question)
        with namespaces.quiet():
            known = {"": list(naming.answers(self.solved, probes))}
            for mistake in self.exercises[question].mistakes:
                known[mistake.title] = list(naming.answers(self.with_answers({question: mistake.source}), probes))
        return known

    def in_processes(self, function: Callable[..., Any], tasks: Iterable[tuple]) -> Iterator[Any]:
        """Call ``function(bench, *task)`` for every task, each in a process that has such a bench.

        Args:
            function: a function of a module, since it is called elsewhere.
            tasks: the other arguments of each call.

        Yields:
            the results in order, and None for a call that had to be stopped.
        """
        setting = {"context": get_context("spawn"), "initializer": _set_up}
        seconds = SECONDS_WITH_NETWORKS if self.networks else SECONDS
        with ProcessPool(os.cpu_count(), **setting, initargs=(self.lab, self.folder, self.found)) as pool:
            futures = [pool.schedule(_call, args=(function, task), timeout=seconds) for task in tasks]
            for future in futures:
                try:
                    yield future.result()
                except (TimeoutError, ProcessExpired, MemoryError):
                    yield None


def _set_up(lab: Lab, folder: Path, found: dict) -> None:
    global _bench
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    threadpool_limits(1)  # there are as many processes as processors
    _bench = Bench(lab, folder, found)
    gc.freeze()  # what is here stays: looking through it after every answer took longer than most answers


def _call(function: Callable[..., Any], task: tuple) -> Any:
    try:
        return function(_bench, *task)
    finally:
        if "keras" in sys.modules:  # it keeps what networks leave behind, until the limit of memory is reached
            sys.modules["keras"].backend.clear_session()
            gc.collect()
