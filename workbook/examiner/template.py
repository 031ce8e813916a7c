"""A template, seen from the examiner: a process of ours that forks rooms on demand, and is replaced where it ends."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from workbook.examiner.isolation import Isolation, Launch, Lodging, SandboxFailure, launch
from workbook.examiner.limits import Limits
from workbook.sandbox.template import receive, send

TRIES = 2
"""How many templates are asked for a room before it is given up: one may have been ended from outside."""


HANG_UP_SECONDS = 0.05
"""A room may be seen to end a moment before the template that took it along."""


class Template:
    """Forks rooms for student code. It lives no longer than the thread that first asked it for a room.

    Args:
        isolation: the level of its rooms.
        limits: what each of them may use.
        modules: what they all will import, so that it is imported once, here.
    """

    def __init__(self, isolation: Isolation, limits: Limits, modules: Sequence[str] = ()):
        self.isolation = isolation
        self.limits = limits
        self._modules = tuple(modules)
        self._running: _Running | None = None

    def room(self, files: Sequence[int]) -> tuple[Child, Lodging]:
        """Fork a room.

        Args:
            files: its standard input, output and errors, then the control groups that it is to enter.

        Raises:
            SandboxFailure: no template can be started here, or none that can fork.
        """
        for left in reversed(range(TRIES)):
            running = self._running = self._running or _Running(launch(self.isolation, self.limits, self._modules))
            lodging = running.launch.lodging()
            try:
                return running.room(lodging, files, self.limits.start_seconds), lodging
            except (EOFError, OSError) as error:
                words = self.close()
                lodging.clear()
                if not left:
                    raise SandboxFailure(f"A sandbox could not be started: {error}. {words}") from error
        raise AssertionError("unreachable")

    def start(self) -> None:
        """Let the template begin to import; the first room waits until it is done."""
        self._running = self._running or _Running(launch(self.isolation, self.limits, self._modules))

    def close(self) -> str:
        """End the template, and with it all of its rooms; return what it last wrote."""
        running, self._running = self._running, None
        return running.close() if running else ""

    def has_ended(self) -> bool:
        """Tell whether the process that forked the latest room is gone, although nobody closed it."""
        return self._running is not None and self._running.has_hung_up(HANG_UP_SECONDS)

    @property
    def pid(self) -> int | None:
        """The number of the process that was started; for tests."""
        return self._running.process.pid if self._running else None


class _Running:
    """One process."""

    def __init__(self, launched: Launch):
        self.launch = launched
        self._words = tempfile.TemporaryFile()  # noqa: SIM115
        self._control, theirs = socket.socketpair()
        self._ready = False
        self._ended: list[int] = []
        try:
            self.process = subprocess.Popen(
                launched.command,
                stdin=theirs,
                stdout=self._words,
                stderr=self._words,
                env=launched.environment,
                cwd="/",
                pass_fds=launched.files,
                start_new_session=True,
            )
        except OSError as error:
            self._control.close()
            self._words.close()
            launched.clear()
            raise SandboxFailure(f"A sandbox could not be started: {error}.") from error
        finally:
            for file in launched.files:
                os.close(file)
            theirs.close()

    def room(self, lodging: Lodging, files: Sequence[int], seconds: float) -> Child:
        """Ask for a room. Raises EOFError or OSError where the process has ended, or does not answer in time."""
        self._control.settimeout(seconds)
        if not self._ready:
            send(self._control, self.launch.order)
            receive(self._control)
            self._ready = True
        request = {"uid": lodging.uid, "folder": lodging.folder and str(lodging.folder), "ended": self._ended}
        send(self._control, request, list(files))
        self._ended = []
        answer, handles = receive(self._control)
        handle = handles[0] if handles else None
        return Child(answer["pid"] if handle is None else number_of(handle), handle, answer["pid"], self)

    def collect(self, inside: int) -> None:
        """Let the template collect a child that has ended, when it is next asked for something."""
        self._ended.append(inside)

    def has_hung_up(self, seconds: float) -> bool:
        waiting = select.poll()
        waiting.register(self._control, select.POLLHUP)
        return bool(waiting.poll(1000 * seconds))

    def close(self) -> str:
        self._control.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self._words.seek(0)
        words = self._words.read().decode("utf-8", "replace").strip()[-1000:]
        self._words.close()
        self.launch.clear()
        return words


@dataclass
class Child:
    """The first process of a room. With a handle, the kernel says when it ends.

    Until `close` its number, here and as its template sees it (``inside``), is nobody else's.
    """

    pid: int
    handle: int | None
    inside: int
    parent: _Running

    def kill(self) -> None:
        """End it; in namespaces of its own, all that it started ends, too."""
        with contextlib.suppress(ProcessLookupError):
            if self.handle is None:
                os.kill(self.pid, signal.SIGKILL)
            else:
                signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def has_ended(self, seconds: float = 0) -> bool:
        """Wait for its end, but no longer than so many seconds."""
        if self.handle is not None:
            waiting = select.poll()
            waiting.register(self.handle, select.POLLIN)
            return bool(waiting.poll(1000 * seconds))
        try:
            process = psutil.Process(self.pid)
            end = time.monotonic() + seconds
            while process.status() != psutil.STATUS_ZOMBIE:
                if time.monotonic() >= end:
                    return False
                time.sleep(0.001)
        except psutil.NoSuchProcess:
            pass
        return True

    def close(self) -> None:
        """Forget it, now that it has ended."""
        self.parent.collect(self.inside)
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None


def number_of(handle: int) -> int:
    """Read which process a handle stands for, as it is numbered here; -1 where it has been collected already."""
    text = Path(f"/proc/self/fdinfo/{handle}").read_text()
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pid:"))
