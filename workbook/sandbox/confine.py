"""Limits that a process lays on itself before it runs any student code. None of them can be taken off again."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Iterator

FORBIDDEN_CALLS = (
    # other processes' memory, and the kernel's own machinery
    *(
        "ptrace",
        "process_vm_readv",
        "process_vm_writev",
        "kcmp",
        "pidfd_getfd",
        "perf_event_open",
        "bpf",
        "userfaultfd",
    ),
    *("io_uring_setup", "io_uring_enter", "io_uring_register", "init_module", "finit_module", "delete_module"),
    *("kexec_load", "reboot", "swapon", "swapoff", "acct", "quotactl", "personality"),
    # other views of the file system
    *("mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount"),
    *("unshare", "setns", "open_by_handle_at", "name_to_handle_at", "fanotify_init"),
    # the keyring and the clock, which all processes share
    *("keyctl", "add_key", "request_key", "settimeofday", "clock_settime", "adjtimex"),
    # shared memory and message queues that outlive a process
    *("shmget", "msgget", "semget", "mq_open"),
    # the network: socketpair, which asyncio needs, stays
    "socket",
)
NEW_USER_NAMESPACE = 0x10000000


_libc = ctypes.CDLL(None, use_errno=True)

NEW_MOUNTS, NEW_CGROUP, NEW_HOST_NAME, NEW_IPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
NEW_PIDS, NEW_NETWORK = 0x20000000, 0x40000000
NO_SUID, NO_DEVICES, NO_PROGRAMS = 2, 4, 8  # flags of mount
DEATH_SIGNAL, DUMPABLE, KEEP_CAPABILITIES, DROP_FROM_BOUNDING, NO_NEW_PRIVILEGES, AMBIENT = 1, 4, 8, 24, 38, 47
SECCOMP, BYTES_OF_A_RULE = 22, 8
CAPABILITY_VERSION = 0x20080522


def _call(name: str, *arguments) -> None:
    """Call a function of the C library that returns 0 where it worked."""
    words = [ctypes.c_ulong(value) if type(value) is int else value for value in arguments]
    if getattr(_libc, name)(*words) != 0:
        number = ctypes.set_errno(0)  # left as it is, the next call that looks at it would seem to have failed
        raise OSError(number, f"{name}: {os.strerror(number)}")


def system_call_filter():
    """Build the seccomp filter of every sandbox: forbidden calls fail with "operation not permitted".

    Raises:
        RuntimeError: libseccomp is not installed.
    """
    import errno

    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    for name in FORBIDDEN_CALLS:
        rules.add_rule(seccomp.ERRNO(errno.EPERM), name)
    flag = seccomp.Arg(0, seccomp.MASKED_EQ, NEW_USER_NAMESPACE, NEW_USER_NAMESPACE)
    rules.add_rule(seccomp.ERRNO(errno.EPERM), "clone", flag)
    # clone3 hides its flags from a filter; glibc falls back to clone when it is told that there is no such call.
    rules.add_rule(seccomp.ERRNO(errno.ENOSYS), "clone3")
    return rules


def filter_calls(program: bytes) -> None:
    """Let the kernel put every system call of this process, and of all that it starts, through a compiled filter."""

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))

    filtered = Program(len(program) // BYTES_OF_A_RULE, program)
    _call("prctl", SECCOMP, 2, ctypes.byref(filtered), 0, 0)


def set_limits(limits: dict[str, int]) -> None:
    """Set resource limits by name, such as ``{"FSIZE": 1 << 20}``: soft and hard, so that they cannot be raised."""
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (value, value))


def restrict_files(readable: list[str], writable: list[str]) -> None:
    """Leave this process, and all that it starts, nothing but these files and folders (Landlock).

    Raises:
        OSError: this kernel has no Landlock.
        RuntimeError: other threads run already, which would stay free.
    """
    from landlock import FSAccess, Ruleset

    if len(os.listdir("/proc/self/task")) > 1:
        raise RuntimeError("this process has threads that cannot be confined any more")
    rules = Ruleset()
    look = FSAccess.READ_FILE | FSAccess.READ_DIR | FSAccess.EXECUTE
    for path in readable:
        rules.allow(path, rules=look if os.path.isdir(path) else look & FSAccess.all_file())
    for path in writable:
        rules.allow(path, rules=FSAccess.all() if os.path.isdir(path) else FSAccess.all_file())
    rules.apply()
    os.close(rules._fd)


@contextlib.contextmanager
def next_child_apart() -> Iterator[None]:
    """Let the child that is forked inside be the first process of a namespace of its own."""
    own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
    try:
        _call("unshare", NEW_PIDS)
        yield
        _call("setns", own, NEW_PIDS)
    finally:
        os.close(own)


def own_namespaces(size: int, folders: list[str]) -> None:
    """Give the first process of a namespace its own mounts, network, and all else that can be its own.

    What could be written to in the template's view of the files is covered with something new and empty.

    Args:
        size: bytes that may be written to each file system.
        folders: what to make there, for anybody to use.
    """
    _call("unshare", NEW_MOUNTS | NEW_CGROUP | NEW_HOST_NAME | NEW_IPC | NEW_NETWORK)
    plain = NO_SUID | NO_DEVICES
    _call("mount", b"proc", b"/proc", b"proc", plain | NO_PROGRAMS, None)
    for place in (b"/tmp", b"/dev/shm"):
        _call("mount", b"tmpfs", place, b"tmpfs", plain, f"mode=1777,size={size}".encode())
    terminals = b"newinstance,ptmxmode=0666,mode=620"
    _call("mount", b"devpts", b"/dev/pts", b"devpts", NO_SUID | NO_PROGRAMS, terminals)
    for folder in folders:
        os.mkdir(folder)
        os.chmod(folder, 0o777)


def become(uid: int, capability: int | None) -> None:
    """Turn from root into a user who may do nothing in particular, for good.

    Args:
        uid: the user.
        capability: one that is kept, also by what this process starts.
    """
    for number in range(64):
        if number != capability:
            with contextlib.suppress(OSError):  # there are not quite so many
                _call("prctl", DROP_FROM_BOUNDING, number, 0, 0, 0)
    if capability is not None:
        _call("prctl", KEEP_CAPABILITIES, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    _keep_only(capability)


def become_nobody_special() -> None:
    """Give up all rights over the namespaces that an ordinary user got from bubblewrap, by entering one without any."""
    user, group = os.getuid(), os.getgid()
    _call("unshare", NEW_USER_NAMESPACE)
    for name, text in (("setgroups", "deny"), ("gid_map", f"1000 {group} 1"), ("uid_map", f"1000 {user} 1")):
        with open(f"/proc/self/{name}", "w") as file:
            file.write(text)
    for number in range(64):
        with contextlib.suppress(OSError):
            _call("prctl", DROP_FROM_BOUNDING, number, 0, 0, 0)
    _keep_only(None)


def _keep_only(capability: int | None) -> None:
    kept = 0 if capability is None else 1 << capability
    words = [word for part in (kept & 0xFFFFFFFF, kept >> 32) for word in (part, part, part)]
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    _call("capset", header, (ctypes.c_uint32 * 6)(*words))
    if capability is not None:
        _call("prctl", AMBIENT, 2, capability, 0, 0)
    _call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    _call("prctl", DUMPABLE, 1, 0, 0, 0)  # its files in /proc are its own again, as after a fresh start


def follow_parent() -> None:
    """Let the kernel end this process when its parent ends."""
    if sys.platform == "linux":
        _call("prctl", DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)


def shared_memory() -> list[str]:
    """List the memory of this process that a child could write to and others would see."""
    if sys.platform != "linux":
        return []
    with open("/proc/self/maps") as maps:
        return [line.strip() for line in maps if line.split()[1][1::2] == "ws"]
