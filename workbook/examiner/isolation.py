"""How far student code is kept from everything else: three levels, tried in earnest, the strongest first."""

from __future__ import annotations

import atexit
import compileall
import contextlib
import functools
import importlib.util
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from workbook.examiner.limits import Limits

UIDS = range(50_000, 60_000)
"""User ids for sandboxes, one each: nobody's otherwise, and below 65,536, where containers end."""

SYSTEM_FOLDERS = ("/usr", "/lib", "/lib64", "/bin")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
KERNEL_FACTS = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/sys/devices/system/cpu", "/sys/devices/system/node")


class Isolation(IntEnum):
    """The levels, weakest first.

    PROCESS: a process of its own with resource limits; it could read what the examiner can read.
    CONTAINER: besides, a user of its own, Landlock and seccomp. Needs root; meant for the inside of a container.
    BUBBLEWRAP: besides, namespaces of its own: no network, no other process, no file but Python's.
    """

    PROCESS = 1
    CONTAINER = 2
    BUBBLEWRAP = 3

    def __str__(self) -> str:
        return self.name.lower()


class SandboxFailure(Exception):
    """The sandbox itself does not work; no student is to blame."""


@dataclass
class Launch:
    """How to start a template: the command, its first order, and what to clear away when it has ended."""

    isolation: Isolation
    command: list[str]
    environment: dict[str, str]
    order: dict
    folder: Path | None = None
    files: tuple[int, ...] = ()

    def lodging(self) -> Lodging:
        """Choose what the next room has for itself alone.

        Raises:
            SandboxFailure: all user ids are taken.
        """
        lodging = Lodging()
        if self.isolation is not Isolation.PROCESS and os.getuid() == 0:
            lodging.uid, lodging.lease = lease_uid()
        if self.isolation is not Isolation.BUBBLEWRAP:
            lodging.folder = Path(tempfile.mkdtemp(prefix="workbook-run-"))
        if self.isolation is Isolation.CONTAINER:
            lodging.hunted = True
            end_all_of(lodging.uid)  # left behind by an examiner that was itself killed
            os.chown(lodging.folder, lodging.uid, lodging.uid)
        return lodging

    def clear(self) -> None:
        """Remove the template's own folder."""
        if self.folder is not None:
            shutil.rmtree(self.folder)


@dataclass
class Lodging:
    """A room's user and folder, where it has any outside its own namespaces."""

    uid: int | None = None
    folder: Path | None = None
    hunted: bool = False
    lease: socket.socket | None = field(default=None, repr=False)

    def clear(self) -> None:
        """End what still runs under the room's user, and remove its folder."""
        if self.hunted:
            end_all_of(self.uid)
        if self.folder is not None:
            if os.getuid() != 0:  # a student may have taken the owner's rights away
                subprocess.run(["chmod", "-R", "u+rwX", self.folder], capture_output=True, check=False)
            # Not by shutil, whose recursion ends a thousand folders deep.
            done = subprocess.run(["rm", "-rf", "--", self.folder], capture_output=True, text=True, check=False)
            if done.returncode:
                raise SandboxFailure(f"A sandbox's folder could not be removed: {done.stderr[:200]}")
        if self.lease is not None:
            self.lease.close()


@functools.cache
def kit() -> Path:
    """Make the folder of all code of ours that a sandbox sees: the worker, the wire, ``labkit``."""
    folder = Path(tempfile.mkdtemp(prefix="workbook-kit-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    package = Path(__file__).parents[1]
    (folder / "workbook").mkdir()
    for name in ("__init__.py", "wire.py"):
        shutil.copy(package / name, folder / "workbook" / name)
    nothing_cached = shutil.ignore_patterns("__pycache__")
    shutil.copytree(package / "sandbox", folder / "workbook" / "sandbox", ignore=nothing_cached)
    (labkit,) = importlib.util.find_spec("labkit").submodule_search_locations
    shutil.copytree(labkit, folder / "labkit", ignore=nothing_cached)
    compileall.compile_dir(folder, quiet=2)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


@functools.cache
def python_folders() -> tuple[str, ...]:
    """Find the folders that this Python lives in, each but once and none inside another."""
    executable = os.path.realpath(sys.executable)
    found = {sys.prefix, sys.base_prefix, str(Path(executable).parents[1])} - {"/"}
    real = sorted({os.path.realpath(path) for path in found} | {os.path.abspath(path) for path in found})
    outer = [path for path in real if path not in SYSTEM_FOLDERS]
    return tuple(p for p in outer if not any(p.startswith(q + "/") for q in (*outer, *SYSTEM_FOLDERS)))


@functools.cache
def hidden_folders() -> tuple[str, ...]:
    """Find installed copies of this package inside what a sandbox sees: it must not see them."""
    package = os.path.realpath(Path(__file__).parents[1])
    tops = {top: os.path.realpath(top) + "/" for top in (*SYSTEM_FOLDERS, *python_folders())}
    return tuple(f"{top}/{package.removeprefix(real)}" for top, real in tops.items() if package.startswith(real))


def launch(isolation: Isolation, limits: Limits, modules: Sequence[str] = ()) -> Launch:
    """Prepare a template at a level.

    Args:
        isolation: the level.
        limits: what its rooms may use.
        modules: what the template imports before it forks any room.

    Raises:
        SandboxFailure: the level needs something that is not here.
    """
    bounds = {"CORE": 0, "FSIZE": limits.file_size, "NOFILE": 256}
    if sys.platform == "linux":
        bounds["DATA"] = limits.memory + (1 << 30)  # memory that is asked for; what is used is metered
    order = {"modules": list(modules), "limits": bounds, "disk": limits.disk, "filter": ""}
    order |= {"namespaces": False, "readable": [], "writable": [], "capability": None, "environment": {}, "folder": ""}
    if isolation is not Isolation.PROCESS:
        bounds["NPROC"] = limits.processes
        order["filter"] = seccomp_program().hex()
    if isolation is Isolation.BUBBLEWRAP:
        return _bubblewrap(order)
    if isolation is Isolation.CONTAINER:
        return _container(order)
    folder, code = Path(tempfile.mkdtemp(prefix="workbook-template-")), str(kit())
    return Launch(isolation, _template(code), _environment(code, str(folder)), order, folder)


def _template(kit_folder: str) -> list[str]:
    return [sys.executable, "-P", "-s", f"{kit_folder}/workbook/sandbox/template.py"]


def _environment(kit_folder: str, home: str) -> dict[str, str]:
    threads = dict.fromkeys(
        ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"), "1"
    )
    return threads | {
        "PATH": f"{os.path.dirname(sys.executable)}:/usr/local/bin:/usr/bin:/bin",
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        "PYTHONPATH": kit_folder,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "MPLBACKEND": "agg",
        "CUDA_VISIBLE_DEVICES": "-1",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PIP_NO_INDEX": "1",  # there is no network: say so at once
    }


def _container(order: dict) -> Launch:
    if os.getuid() != 0:
        raise SandboxFailure("This level needs root, to give student code a user of its own.")
    code = str(kit())
    readable = [code, "/proc/self", *SYSTEM_FILES, *KERNEL_FACTS, *DEVICES]
    hidden = tuple(map(os.path.realpath, hidden_folders()))
    for top in {os.path.realpath(top) for top in (*SYSTEM_FOLDERS, *python_folders())}:
        readable += all_but(top, hidden)
    order["readable"] = [path for path in dict.fromkeys(readable) if os.path.exists(path)]
    order["writable"] = ["/dev/null"]
    # Where Python lies in a folder of root's own, only a capability lets another user read it; Landlock bounds it.
    if not all(map(reachable, (*python_folders(), code))):
        order["capability"] = capability_to_search()
    folder = Path(tempfile.mkdtemp(prefix="workbook-template-"))
    command = ["setpriv", "--pdeathsig=KILL", "--", *_template(code)]
    return Launch(Isolation.CONTAINER, command, _environment(code, str(folder)), order, folder)


def _bubblewrap(order: dict) -> Launch:
    code, home, work = "/opt/workbook", "/tmp/home", "/tmp/work"
    options = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    options += ["--die-with-parent", "--new-session", "--hostname", "sandbox", "--clearenv"]
    for name, value in _environment(code, home).items():
        options += ["--setenv", name, value]
    for folder in SYSTEM_FOLDERS:
        link = os.readlink(folder) if os.path.islink(folder) else None
        options += ["--symlink", link, folder] if link else ["--ro-bind-try", folder, folder]
    for path in SYSTEM_FILES:
        options += [*_parents(path), "--ro-bind-try", path, path]
    options += ["--proc", "/proc", "--dev", "/dev"]
    for folder in ("/dev/shm", "/tmp"):
        options += ["--perms", "1777", "--tmpfs", folder]
    options += ["--dir", home]
    for path in python_folders():
        options += [*_parents(path), "--ro-bind", path, path]
    for path in hidden_folders():
        options += ["--perms", "0555", "--tmpfs", path, "--remount-ro", path]
    options += [*_parents(code), "--ro-bind", str(kit()), code]
    # What the template can do to namespaces and users, its rooms give up. What they all see, none of them can change.
    for capability in ("CAP_SYS_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"):
        options += ["--cap-add", capability]
    options += ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]
    if os.getuid() != 0:
        options += ["--unshare-user", "--uid", "0", "--gid", "0", "--cap-add", "CAP_SETFCAP"]  # to hand on its user
    # From a file: the sandbox can read its first process's command line, and need not know our paths.
    words = in_memory(b"".join(word.encode() + b"\0" for word in options))
    command = ["bwrap", "--args", str(words), "--", *_template(code)]
    order |= {"namespaces": True, "folder": work, "environment": {"HOME": home}}
    return Launch(Isolation.BUBBLEWRAP, command, {"PATH": os.defpath}, order, files=(words,))


def _parents(path: str) -> list[str]:
    """Make the folders above a path, readable by all: bubblewrap would make them root's own."""
    above = [str(parent) for parent in reversed(Path(path).parents)][1:]
    return [word for folder in above if folder not in ("/tmp", "/usr") for word in ("--perms", "0755", "--dir", folder)]


def in_memory(content: bytes) -> int:
    """Make an open file without a name that holds ``content``, to be handed to a program."""
    file = os.memfd_create("workbook", 0)
    os.write(file, content)
    os.lseek(file, 0, os.SEEK_SET)
    return file


@functools.cache
def seccomp_program() -> bytes:
    """Compile the system call filter.

    Raises:
        SandboxFailure: there is no libseccomp.
    """
    try:
        from workbook.sandbox.confine import system_call_filter

        with tempfile.TemporaryFile() as file:
            system_call_filter().export_bpf(file)
            file.seek(0)
            return file.read()
    except (ImportError, RuntimeError) as error:
        raise SandboxFailure(f"The system call filter could not be built: {error}.") from error


def all_but(top: str, hidden: tuple[str, ...]) -> list[str]:
    """List paths that cover all of ``top`` except the hidden folders.

    Links are left out where a folder is taken apart: a rule for a link is a rule for what it leads to.
    """
    if top in hidden:
        return []
    if not any(path.startswith(top + "/") for path in hidden):
        return [top]
    entries = [entry.path for entry in os.scandir(top) if not entry.is_symlink()]
    return [path for entry in entries for path in all_but(entry, hidden)]


def reachable(path: str) -> bool:
    """Tell whether any user may enter a folder and all folders above it."""
    return all(os.stat(folder).st_mode & 0o001 for folder in (path, *Path(path).parents))


def capability_to_search() -> int:
    """Choose the capability that opens root's folders to another user: Docker takes the weaker of the two away.

    Raises:
        SandboxFailure: this process has neither.
    """
    status = Path("/proc/self/status").read_text()
    bounding = next(int(line.split()[1], 16) for line in status.splitlines() if line.startswith("CapBnd"))
    for number in (DAC_READ_SEARCH, DAC_OVERRIDE):
        if bounding >> number & 1:
            return number
    raise SandboxFailure("This Python lies in a folder of root's own, where student code cannot start it.")


def lease_uid() -> tuple[int, socket.socket]:
    """Take a user id that no other sandbox of this machine has; it is free again when the socket is closed.

    Raises:
        SandboxFailure: all are taken.
    """
    for _ in UIDS:
        uid = random.choice(UIDS)
        lease = socket.socket(socket.AF_UNIX)
        try:
            lease.bind(f"\0workbook-sandbox-{uid}")
        except OSError:
            lease.close()
            continue
        return uid, lease
    raise SandboxFailure("All user ids for sandboxes are taken.")


def end_all_of(uid: int) -> None:
    """Kill every process of a user, as that user: none can slip away between listing and killing.

    Raises:
        SandboxFailure: some live on.
    """
    command = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", "--", "kill", "-KILL", "-1"]
    for _ in range(20):
        if not processes_of(uid):
            return
        subprocess.run(command, capture_output=True, check=False, timeout=30)
    raise SandboxFailure(f"Processes of user {uid} could not be ended.")


def processes_of(uid: int) -> list[int]:
    """Find the processes of a user, the dead that wait to be collected left out."""
    found = []
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError):
            if not entry.name.isdigit() or entry.stat().st_uid not in (uid, 0):  # 0 owns those that hide their memory
                continue
            status = Path(entry.path, "status").read_text()
            if f"\nUid:\t{uid}\t" in status and "\nState:\tZ" not in status:
                found.append(int(entry.name))
    return found
