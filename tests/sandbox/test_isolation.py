"""What a sandbox can reach, at each level, and what it costs to be wrong about it."""

import os
import socket
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest
from conftest import LEVELS, QUICK

from workbook.examiner import isolation, probe
from workbook.examiner.cgroup import ControlGroup, prefix, sweep
from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Limits
from workbook.examiner.submission import Submission


def ask(start, level, source, **options):
    """Run one cell in a sandbox of some level and fetch what it leaves in ``found``."""
    submission = start(source, isolation=level, **options)
    found = submission.environment({"found": False})["found"]
    assert submission.events == []
    return found


OPEN = """
    found = {}
    for path in PATHS:
        try:
            open(path, "rb").read()
            found[path] = "read"
        except OSError as error:
            found[path] = type(error).__name__
    """


def attempt(start, level, paths):
    return ask(start, level, f"PATHS = {[str(path) for path in paths]!r}\n{textwrap.dedent(OPEN)}")


def test_answers_are_out_of_reach(level, start, tmp_path):
    secret = tmp_path / "answers.txt"
    secret.write_text("42")
    paths = [secret, isolation.__file__, __file__, "/etc/passwd", f"/proc/{os.getpid()}/environ", "/proc/1/environ"]
    found = attempt(start, level, paths)
    if level is Isolation.PROCESS:
        assert found[str(secret)] == "read", "without isolation this test proves nothing"
    else:
        assert "read" not in found.values()


def test_an_installed_copy_of_the_examiner_is_out_of_reach(strong_level, start, monkeypatch):
    """As after ``pip install``, where the examiner lies among the packages that the sandbox needs."""
    import otter
    import yaml

    hidden = os.path.dirname(otter.__file__)
    monkeypatch.setattr(isolation, "hidden_folders", lambda: (hidden,))
    assert attempt(start, strong_level, [otter.__file__, yaml.__file__]) == {
        otter.__file__: "FileNotFoundError" if strong_level is Isolation.BUBBLEWRAP else "PermissionError",
        yaml.__file__: "read",
    }


def test_the_environment_is_empty(level, start, monkeypatch):
    monkeypatch.setenv("CLASS_TOKEN", "secret")
    assert "CLASS_TOKEN" not in ask(start, level, "import os\nfound = list(os.environ)")


def test_student_code_gets_no_gpu(level, start):
    """TensorFlow, JAX and PyTorch look for one where this variable says."""
    assert ask(start, level, "import os\nfound = os.environ['CUDA_VISIBLE_DEVICES']") == "-1"


@pytest.mark.skipif(os.getuid() != 0, reason="needs root, to make a device file")
def test_device_files_of_a_gpu_are_out_of_reach(strong_level, start):
    with tempfile.NamedTemporaryFile(dir="/dev", prefix="nvidia") as device:
        os.chmod(device.name, 0o666)
        assert attempt(start, strong_level, [device.name])[device.name] != "read"


def test_the_network_is_out_of_reach(level, start):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        source = f"""
            import socket
            try:
                socket.create_connection(("127.0.0.1", {port}), timeout=2).close()
                found = "reached"
            except OSError as error:
                found = type(error).__name__
            """
        found = ask(start, level, source)
    assert found == ("reached" if level is Isolation.PROCESS else "PermissionError")


def test_the_examiner_cannot_be_killed(strong_level, start):
    source = """
        import os, signal
        found = []
        for pid in (os.getppid(), EXAMINER):
            try:
                os.kill(pid, signal.SIGKILL)
                found.append(pid)
            except OSError:
                pass
        """
    assert ask(start, strong_level, f"EXAMINER = {os.getpid()}\n{textwrap.dedent(source)}") == []


def test_new_namespaces_and_traces_are_refused(strong_level, start):
    source = """
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        found = [libc.unshare(0x10000000), libc.ptrace(0, 0, 0, 0), libc.mount(b"x", b"/tmp", b"tmpfs", 0, None)]
        """
    assert ask(start, strong_level, source) == [-1, -1, -1]


def test_two_sandboxes_of_a_submission_do_not_meet(strong_level, start):
    """What the sandbox of hidden tests writes anywhere, the sandbox of public tests must not find."""
    source = """
        import os
        def leave(text):
            for folder in ("/tmp", "/var/tmp", "/dev/shm", os.getcwd(), os.environ["HOME"]):
                try:
                    open(os.path.join(folder, "note"), "w").write(text)
                except OSError:
                    continue
        def find():
            return [folder for folder in ("/tmp", "/var/tmp", "/dev/shm", os.getcwd(), os.environ["HOME"])
                    if os.path.exists(os.path.join(folder, "note"))]
        """
    submission = start(source, isolation=strong_level)
    submission.environment({"leave": True})["leave"]("hidden")
    submission._room = submission._rooms[False]
    assert submission.call("find", (), {}) == []


def test_files_and_disk_are_bounded(level, start):
    source = """
        import os
        written = 0
        try:
            for number in range(100):
                with open(f"file{number}", "wb") as file:
                    written += file.write(bytes(4 << 20))
        except OSError:
            pass
        """
    submission = start(source, isolation=level)
    written = submission.environment({"written": False})["written"]
    if level is Isolation.BUBBLEWRAP:
        assert written <= QUICK.disk
    else:  # the worker was stopped, and the cell left out
        assert written is None
        assert [event.status for event in submission.events] == ["file size"]


@pytest.mark.parametrize("with_group", [pytest.param(True, marks=pytest.mark.slow), False])
def test_memory_and_processes_are_bounded_with_and_without_control_groups(level, start, monkeypatch, with_group):
    if not with_group:
        monkeypatch.setattr(ControlGroup, "create", lambda limits: None)
    submission = start(
        """
        import os, subprocess, sys, time
        def eat():
            for _ in range(4):  # each within its own limit, too much together
                subprocess.Popen([sys.executable, "-c", "x = b'1' * (250 << 20); import time; time.sleep(60)"])
            time.sleep(60)
        def multiply():
            while True:
                os.fork()
        """,
        limits=Limits(call_seconds=8, memory=600 << 20, processes=48),
        isolation=level,
    )
    found = submission.environment({"eat": True, "multiply": True})
    status = {}
    for name in found:
        try:
            found[name]()
        except Exception as error:
            status[name] = error.status
    # When memory is short the kernel takes a child first; then only time ends the rest.
    assert status["eat"] == "memory"
    assert status["multiply"] in ("processes", "time", "garbled", "memory")


def test_a_level_that_lets_something_through_is_not_used(monkeypatch):
    monkeypatch.setattr(probe, "breaches", lambda level: ["the network can be reached"] if level > 1 else [])
    assert probe.strongest.__wrapped__() is Isolation.PROCESS


def test_a_level_that_does_not_start_is_not_used(monkeypatch):
    def nothing(order):
        raise SandboxFailure("not here")

    monkeypatch.setattr(os, "defpath", "/nowhere")
    monkeypatch.setattr(isolation, "_container", nothing)
    assert probe.strongest.__wrapped__() is Isolation.PROCESS


def test_breaches_are_seen_where_there_are_some():
    assert len(probe.breaches(Isolation.PROCESS)) == 3


if Isolation.BUBBLEWRAP in LEVELS and os.getuid() == 0:

    def test_bubblewrap_works_for_an_ordinary_user():
        """As on an instructor's laptop: a user who is not root, with a Python within reach."""
        box = ["bwrap", "--dev-bind", "/", "/", "--cap-add", "ALL"]
        box += [
            "--perms",
            "1777",
            "--tmpfs",
            "/var/tmp",
            "--setenv",
            "TMPDIR",
            "/var/tmp",
            "--setenv",
            "HOME",
            "/var/tmp",
        ]
        needed = [Path(folder) for folder in (*isolation.python_folders(), Path(__file__).parents[2])]
        for folder in needed:
            if not isolation.reachable(folder):
                closed = next(above for above in (*folder.parents[::-1], folder) if not above.stat().st_mode & 1)
                box += ["--perms", "0755", "--tmpfs", str(closed)]
        for folder in needed:
            box += [*isolation._parents(str(folder)), "--ro-bind", str(folder), str(folder)]
        script = "from workbook.examiner.probe import strongest; print(strongest())"
        user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"]
        command = [*box, *user, sys.executable, "-c", script]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/")
        assert done.stdout == "bubblewrap\n", done.stderr


DOCKERS = (
    "chown,dac_override,fowner,fsetid,kill,setgid,setuid,setpcap,net_bind_service,net_raw,sys_chroot,mknod,audit_write,"
    "setfcap"
)
"""The capabilities that Docker leaves root inside a container."""

IN_A_CONTAINER = """
    import errno
    import pyseccomp
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in ("unshare", "setns", "mount", "umount2", "pivot_root", "open_tree", "move_mount", "fsopen"):
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
    rules.load()
    from workbook.examiner.isolation import Isolation
    from workbook.examiner.probe import breaches, strongest
    from workbook.examiner.submission import Submission
    print(strongest(), breaches(Isolation.CONTAINER))
    with Submission(["def f(x): return x + 1"]) as submission:
        print(submission.environment({"f": True})["f"](1), submission.isolation)
    """

if Isolation.CONTAINER in LEVELS:

    def test_inside_a_container_student_code_gets_a_user_of_its_own():
        """As under Docker and on Gradescope: root, but with no namespaces to be had and few capabilities."""
        keep = "-all," + ",".join(f"+{name}" for name in DOCKERS.split(","))
        user = ["setpriv", f"--bounding-set={keep}", "--inh-caps=-all"]
        command = [*user, sys.executable, "-c", textwrap.dedent(IN_A_CONTAINER)]
        done = subprocess.run(command, capture_output=True, text=True, cwd="/")
        assert done.stdout == "container []\n2 container\n", done.stderr


def test_a_killed_examiner_takes_its_sandboxes_with_it(level, tmp_path):
    script = f"""
        import os, sys, time
        from workbook.examiner.isolation import Isolation
        from workbook.examiner.submission import Submission
        submission = Submission(["import time\\na = 1"], isolation=Isolation({int(level)})).__enter__()
        submission.environment({{"a": False}})
        print(submission._rooms[False].worker.pid, flush=True)
        time.sleep(60)
        """
    tmp_path.chmod(0o755)  # a sandbox's own folder lies in it, and its user has to get there
    examiner = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    pid = int(examiner.stdout.readline())
    examiner.kill()
    examiner.wait()
    examiner.stdout.close()
    subprocess.run(["timeout", "5", "tail", f"--pid={pid}", "-f", "/dev/null"], check=True)


def _has_groups() -> bool:
    group = ControlGroup.create(QUICK)
    if group:
        group.close()
    return group is not None


if _has_groups():

    def test_groups_of_killed_examiners_are_swept_away():
        group = ControlGroup.create(QUICK)
        with subprocess.Popen(["true"]) as dead:
            pass
        parent = group.folders[0].parent
        left = parent / f"{prefix()}{dead.pid}-0"
        left.mkdir()
        sleeper = subprocess.Popen(["sh", "-c", f"echo $$ > {left}/cgroup.procs; exec sleep 60"])
        while not (left / "cgroup.procs").read_text():
            pass
        sweep.__wrapped__(parent)
        assert sleeper.wait(5) == -9
        assert not left.exists()
        assert group.folders[0].exists()
        group.close()

    def test_groups_of_other_containers_are_left_alone():
        """Their processes look dead from here, and are listed as 0: to kill that is to kill oneself."""
        box = ["bwrap", "--dev-bind", "/", "/", "--unshare-pid", "--proc", "/proc", "--cap-add", "ALL"]
        script = (
            "import pathlib; from workbook.examiner.cgroup import sweep; sweep(pathlib.Path(PARENT)); print('alive')"
        )
        group = ControlGroup.create(QUICK)
        sleeper = subprocess.Popen(["sleep", "60"])
        for folder in group.folders:
            (folder / "cgroup.procs").write_text(str(sleeper.pid))
        try:
            script = script.replace("PARENT", repr(str(group.folders[0].parent)))
            command = [*box, sys.executable, "-c", script]
            done = subprocess.run(command, capture_output=True, text=True, start_new_session=True)
            assert done.stdout == "alive\n", done.stderr
            assert sleeper.poll() is None
        finally:
            group.close()
            sleeper.wait()


def test_a_sandbox_that_cannot_start_says_why(monkeypatch):
    monkeypatch.setattr(isolation, "_template", lambda kit: [sys.executable, "-c", "raise RuntimeError('no luck')"])
    with (
        pytest.raises(SandboxFailure, match="no luck"),
        Submission(["a = 1"], isolation=Isolation.PROCESS) as submission,
    ):
        submission.environment({"a": False})
