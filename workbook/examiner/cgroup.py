"""A control group for one sandbox: the kernel itself then bounds memory and processes, all children together."""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import signal
import time
from pathlib import Path

from workbook.examiner.limits import Limits

MOUNT = Path("/sys/fs/cgroup")
_numbers = itertools.count()


class ControlGroup:
    """Folders of the cgroup file system: one of version 2, or one each for memory and processes of version 1."""

    def __init__(self, folders: list[Path]):
        self.folders = folders

    @classmethod
    def create(cls, limits: Limits) -> ControlGroup | None:
        """Make a group with these limits; ``None`` where this process may not."""
        name = f"{prefix()}{os.getpid()}-{next(_numbers)}"
        settings = _settings(limits)
        group = cls([])
        try:
            for parent, files in settings:
                sweep(parent)
                (parent / name).mkdir()
                group.folders.append(parent / name)
                for file, value in files.items():
                    (parent / name / file).write_text(str(value))
        except OSError:
            group.close()
            return None
        return group if settings else None

    def doors(self) -> list[int]:
        """Open the files through which a process enters the group, by writing 0 to each; the caller closes them."""
        return [os.open(folder / "cgroup.procs", os.O_WRONLY) for folder in self.folders]

    def ran_out_of_memory(self) -> bool:
        """Whether the kernel killed a process of this group for its memory."""
        for name in ("memory.events", "memory.oom_control"):
            file = self.folders[0] / name
            if file.exists():
                counts = dict(line.split() for line in file.read_text().splitlines())
                return int(counts.get("oom_kill", 0)) > 0
        return False

    def close(self) -> None:
        """Kill what still runs in the group, and remove it.

        Raises:
            TimeoutError: something in it would not die within ten seconds, or cannot be reached.
        """
        deadline = time.monotonic() + 10
        for folder in self.folders:
            while folder.exists():
                for process in map(int, (folder / "cgroup.procs").read_text().split()):
                    if process == 0:  # one of another container: to kill 0 would be to kill ourselves
                        raise TimeoutError(f"{folder} holds a process that cannot be seen from here")
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(process, signal.SIGKILL)
                with contextlib.suppress(OSError):  # busy until the last process is gone
                    folder.rmdir()
                    continue
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{folder} cannot be removed")
                time.sleep(0.002)


@functools.cache
def prefix() -> str:
    """Begin names with what tells containers apart: they may see the same groups, and not each other's processes."""
    return f"workbook-{os.stat('/proc/self/ns/pid').st_ino}-"


@functools.cache
def sweep(parent: Path) -> None:
    """End and remove the groups that examiners left behind which were themselves killed; once is enough."""
    for folder in parent.glob(f"{prefix()}*-*"):
        if not Path("/proc", folder.name.split("-")[2]).exists():
            with contextlib.suppress(FileNotFoundError):  # another examiner sweeps, too
                ControlGroup([folder]).close()


def _settings(limits: Limits) -> list[tuple[Path, dict[str, int]]]:
    if os.getuid() != 0:
        return []
    own = dict(line.split(":", 2)[1:] for line in Path("/proc/self/cgroup").read_text().splitlines())
    processes = limits.processes + 8  # what starts the sandbox counts, too
    if (MOUNT / "memory").is_dir():
        return [
            (MOUNT / "memory" / own.get("memory", "/").lstrip("/"), {"memory.limit_in_bytes": limits.memory}),
            (MOUNT / "pids" / own.get("pids", "/").lstrip("/"), {"pids.max": processes}),
        ]
    control = MOUNT / "cgroup.subtree_control"
    if control.exists() and {"memory", "pids"} <= set(control.read_text().split()):
        return [(MOUNT, {"memory.max": limits.memory, "memory.swap.max": 0, "pids.max": processes})]
    return []
