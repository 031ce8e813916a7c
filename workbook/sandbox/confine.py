"""Limits that a process lays on itself before it runs any student code. None of them can be taken off again."""

from __future__ import annotations

import os
import resource

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
