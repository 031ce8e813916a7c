"""One worker process, seen from the examiner: started, asked, bounded, ended. What it says is only data."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import math
import os
import select
import signal
import sys
import time
from pathlib import Path

import numpy as np
import psutil

from workbook import wire
from workbook.examiner.cgroup import ControlGroup
from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Status
from workbook.examiner.template import Template

TICK = 0.05
"""Seconds between two looks at what a worker uses, while it is waited for."""
DISK_TICK = 0.5
"""Seconds between two looks at what it has written, which take longer."""
MOST_ENTRIES = 20_000
"""Files and folders that a worker may make."""
PIPE_SIZE = 1 << 20


class WorkerDied(Exception):
    """The worker had to be ended, or ended itself; ``status`` says why."""

    def __init__(self, status: Status):
        super().__init__(status)
        self.status = status


class Worker:
    """A sandboxed process that runs cells and answers calls: a room that a template forked.

    The first request waits until the process is ready. A worker lives no longer than its template.
    """

    def __init__(self, template: Template):
        self.limits = template.limits
        self.died: Status | None = None
        self.output = bytearray()
        self.output_size = 0
        self._template = template
        self._ready = False
        self._sequence = 0
        self._cleared = False
        self._group = ControlGroup.create(self.limits)
        theirs_in, self._requests = os.pipe()
        self._replies, theirs_out = os.pipe()
        self._printed, theirs_err = os.pipe()
        doors = self._group.doors() if self._group else []
        try:
            self._child, self._lodging = template.room([theirs_in, theirs_out, theirs_err, *doors])
        except SandboxFailure:
            for pipe in (self._requests, self._replies, self._printed):
                os.close(pipe)
            if self._group:
                self._group.close()
            raise
        finally:
            for file in (theirs_in, theirs_out, theirs_err, *doors):
                os.close(file)
        if sys.platform == "linux":
            for pipe in (self._requests, self._replies):
                with contextlib.suppress(PermissionError):  # the user's share of pipe memory is used up: only slower
                    fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_SIZE)
        for pipe in (self._requests, self._replies, self._printed):
            os.set_blocking(pipe, False)
        self._reading, self._writing = select.poll(), select.poll()
        self._reading.register(self._replies, select.POLLIN)
        self._writing.register(self._requests, select.POLLOUT)
        for poll in (self._reading, self._writing):
            poll.register(self._printed, select.POLLIN)
        self._deadline = 0.0
        self._next_look = self._next_disk_look = 0.0

    @property
    def pid(self) -> int:
        """The number of the room's first process."""
        return self._child.pid

    @property
    def folder(self) -> Path | None:
        """Where its files lie, if they can be seen from here."""
        return self._lodging.folder

    def wait_until_ready(self) -> None:
        """Wait for the worker to have set itself up.

        Raises:
            SandboxFailure: it did not manage to.
        """
        if self._ready:
            return
        self._deadline = time.monotonic() + self.limits.start_seconds
        try:
            ready = self._receive()[0].get("ready")
        except WorkerDied as error:
            raise self._not_started(error) from error
        if ready is not True:
            raise SandboxFailure("A sandbox did not start as it should.")
        self._ready = True

    def _not_started(self, error: WorkerDied) -> SandboxFailure:
        self.close()
        text = self.output.decode("utf-8", "replace").strip()[-1000:]
        return SandboxFailure(f"A sandbox did not start ({error.status}). {text}")

    def ask(self, request: dict, seconds: float) -> tuple[dict, list[np.ndarray]]:
        """Send a request and wait for its reply.

        Returns:
            The reply, and the arrays of the request in the order in which the worker numbers them.

        Raises:
            WorkerDied: no reply came in time, or none that can be read. The worker is gone.
            wire.WireError: the request itself is not data, or too large; the worker is as it was.
        """
        if self.died:
            raise WorkerDied(self.died)
        self.wait_until_ready()
        self._deadline = time.monotonic() + seconds
        arrays = self._send(request)
        reply, _ = self._receive()
        self._look_at_disk()  # a fast one has written its files and answered before anybody looked
        return reply, arrays

    def close(self) -> None:
        """End the worker and everything that it started, and leave nothing behind.

        Raises:
            SandboxFailure: it does not end.
        """
        if self._cleared:
            return
        self._cleared = True
        if self._template.isolation is not Isolation.BUBBLEWRAP:  # which ends a room as a whole
            for process in self._family():
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._child.pid, signal.SIGKILL)
        self._child.kill()
        ended = self._child.has_ended(self.limits.start_seconds)
        if ended:
            self._child.close()
        self._drain()
        for pipe in (self._requests, self._replies, self._printed):
            os.close(pipe)
        if self._group:
            self._group.close()
        self._lodging.clear()
        if not ended:
            raise SandboxFailure("A sandbox could not be ended.")

    def _send(self, request: dict) -> list[np.ndarray]:
        self._sequence += 1
        buffers, arrays = wire.encode({"id": self._sequence, **request})
        for buffer in buffers:
            view = memoryview(buffer)
            while view:
                self._wait(self._writing, self._requests)
                try:
                    view = view[os.write(self._requests, view) :]
                except BrokenPipeError:
                    self._die(self._cause(Status.CRASHED))
        return arrays

    def _receive(self) -> tuple[dict, list[np.ndarray]]:
        try:
            reply, arrays = wire.receive(self._read)
        except wire.WireError:
            self._die(Status.GARBLED)
        if type(reply) is not dict or reply.get("id") != self._sequence:
            self._die(Status.GARBLED)
        return reply, arrays

    def _read(self, size: int) -> bytearray:
        data = bytearray(size)
        view = memoryview(data)
        while view:
            self._wait(self._reading, self._replies)
            count = os.readv(self._replies, [view])
            if count == 0:
                self._die(self._cause(Status.CRASHED))
            view = view[count:]
        return data

    def _wait(self, poll, pipe: int) -> None:
        """Wait until ``pipe`` can be used, collecting what is printed and looking at what is used meanwhile."""
        while True:
            left = self._deadline - time.monotonic()
            if left <= 0:
                self._die(self._cause(Status.TIME))
            events = dict(poll.poll(1000 * min(left, TICK)))
            if self._printed in events:
                self._drain()
            if pipe in events:
                return
            self._look()

    def _drain(self) -> None:
        while True:
            try:
                text = os.read(self._printed, PIPE_SIZE)
            except BlockingIOError:
                return
            if not text:
                for poll in (self._reading, self._writing):
                    with contextlib.suppress(KeyError):
                        poll.unregister(self._printed)
                return
            self.output += text[: self.limits.output - len(self.output)]
            self.output_size += len(text)

    def _look(self) -> None:
        """Look at what is used, now and then: also while a worker keeps the examiner busy with what it prints."""
        now = time.monotonic()
        if now < self._next_look:
            return
        self._next_look = now + TICK
        if self._child.has_ended():
            self._die(self._cause(Status.CRASHED))
        if self._group is None:
            self._look_at_processes()
        if now >= self._next_disk_look:
            self._look_at_disk()
            self._next_disk_look = time.monotonic() + DISK_TICK

    def _look_at_disk(self) -> None:
        if self.folder is not None and folder_size(self.folder) > self.limits.disk:
            self._die(Status.FILE_SIZE)

    def _look_at_processes(self) -> None:
        memory = 0
        family = self._family()
        for process in family:
            with contextlib.suppress(psutil.NoSuchProcess):
                memory += process.memory_info().rss
        if memory > self.limits.memory:
            self._die(Status.MEMORY)
        if len(family) > self.limits.processes:
            self._die(Status.PROCESSES)

    def _family(self) -> list[psutil.Process]:
        try:
            parent = psutil.Process(self._child.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def _cause(self, seen: Status) -> Status:
        """Say why a worker is gone or silent: where the kernel took its memory away, that is why."""
        return Status.MEMORY if self._group and self._group.ran_out_of_memory() else seen

    def _die(self, status: Status):
        """End the worker, and say why.

        Raises:
            WorkerDied: always, except
            SandboxFailure: its template was ended from outside, which student code cannot do: nobody is to blame.
        """
        self.died = status
        self.close()
        if self._template.isolation is not Isolation.PROCESS and self._template.has_ended():
            raise SandboxFailure("The process that sandboxes are forked from was ended from outside.")
        raise WorkerDied(status)


def folder_size(folder: Path) -> float:
    """Add up the sizes of all files below a folder, those that vanish meanwhile left out.

    Infinite where a student has made too many files, or folders so deep that nobody can look into them.
    """
    size, entries, waiting = 0, 0, [os.fspath(folder)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                for entry in found:
                    entries += 1
                    if entries > MOST_ENTRIES:
                        return math.inf
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    else:
                        size += entry.stat(follow_symlinks=False).st_size
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return math.inf
    return size
