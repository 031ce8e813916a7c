"""Rooms forked from one template know nothing of each other, and a template that ends is replaced."""

import os
import signal
import subprocess
import sys
import textwrap
import time

import psutil
import pytest
from conftest import QUICK, RELU, score

from workbook.examiner.isolation import SandboxFailure
from workbook.examiner.proxy import StudentError
from workbook.examiner.sandbox import Worker
from workbook.examiner.submission import Submission
from workbook.examiner.template import Template
from workbook.sandbox import confine


@pytest.fixture
def template(strong_level):
    found = Template(strong_level, QUICK, ["colorsys"])
    yield found
    found.close()


@pytest.fixture
def rooms(template):
    """Two rooms of one template, and a way to run a cell in one and get its ``found``."""
    workers = [Worker(template), Worker(template)]

    def ask(number: int, source: str):
        reply, _ = workers[number].ask({"do": "cell", "source": source}, 20)
        assert "error" not in reply, reply
        return workers[number].ask({"do": "fetch", "name": "found"}, 20)[0]["value"]

    yield ask
    for worker in workers:
        worker.close()


def test_what_a_lab_imports_is_there_already(rooms):
    assert rooms(0, "import sys\nfound = ['colorsys' in sys.modules, 'wave' in sys.modules]") == [True, False]


def test_memory_is_not_shared(rooms):
    rooms(0, "import builtins, colorsys\nbuiltins.note = colorsys.note = 'hidden'\nfound = 1")
    assert (
        rooms(1, "import builtins, colorsys\nfound = hasattr(builtins, 'note') or hasattr(colorsys, 'note')") is False
    )


WRITE_EVERYWHERE = """
import os
found = []
for start in ("/", "/tmp", "/var/tmp", "/dev/shm", "/dev", os.getcwd(), os.environ["HOME"]):
    for top, folders, _ in os.walk(start):
        folders[:] = [name for name in folders if os.path.join(top, name) not in ("/proc", "/usr", PREFIX)]
        try:
            open(os.path.join(top, "note"), "w").close()
            found.append(top)
        except OSError:
            pass
""".replace("PREFIX", repr(sys.base_prefix))


READ_THERE = """
import os
found = []
for top in WRITTEN:
    try:
        open(os.path.join(top, "note")).close()
        found.append(top)
    except OSError:
        pass
"""


def test_no_file_of_one_is_seen_by_another(rooms):
    """Wherever a room can write, its neighbour finds nothing."""
    written = rooms(0, WRITE_EVERYWHERE)
    assert written, "a room has a folder of its own"
    assert rooms(1, f"WRITTEN = {written!r}\n{READ_THERE}") == []


def test_only_its_own_pipes_are_open(rooms):
    look = "import os\nfound = sorted(os.readlink(f'/proc/self/fd/{n}') for n in os.listdir('/proc/self/fd')[:-1])"
    first, second = (set(rooms(number, look)) for number in (0, 1))
    assert first & second <= {"/dev/null"}
    assert all(name.startswith(("pipe:", "/dev/null")) for name in first | second)


def test_signals_do_not_reach_the_neighbour_or_the_template(rooms, template):
    kill = """
        import os, signal
        found = []
        for pid in [os.getppid(), *range(3, 400), *PIDS]:
            try:
                if pid != os.getpid():
                    os.kill(pid, signal.SIGKILL)
                    found.append(pid)
            except OSError:
                pass
        """
    family = [child.pid for child in psutil.Process(template.pid).children(recursive=True)]
    reached = rooms(0, f"PIDS = {family}\n" + textwrap.dedent(kill))
    assert set(reached) <= {1}, "the first process of its own namespace, which does not mind"
    assert rooms(0, "found = 1") == rooms(1, "found = 1") == 1
    assert not template.has_ended()


def test_users_differ(rooms):
    users = [rooms(number, "import os\nfound = [os.getuid(), os.getgid(), os.getgroups()]") for number in (0, 1)]
    assert all(groups == [] or os.getuid() for _, _, groups in users)
    assert 0 not in [user for user, _, _ in users]
    if os.getuid() == 0:
        assert users[0][0] != users[1][0]


def test_no_right_is_left(rooms):
    status = "found = open('/proc/self/status').read()"
    lines = dict(line.split(":\t", 1) for line in rooms(0, status).splitlines())
    assert lines["NoNewPrivs"] == "1"
    assert lines["Seccomp"] == "2"
    sets = {int(lines[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")}
    assert len(sets) == 1
    assert sets <= {0, 1 << 1, 1 << 2}, "at most the one right to enter the folder that Python lies in"


def test_random_numbers_differ(rooms):
    draw = "import random, numpy as np\nfound = [random.random(), np.random.rand()]"
    first, second = rooms(0, draw), rooms(1, draw)
    assert first[0] != second[0]
    assert first[1] != second[1]


def test_a_template_that_was_killed_is_replaced(template, mini_tests):
    for _ in range(2):
        with Submission([RELU, "answer = 42"], template=template) as submission:
            assert score(submission, mini_tests)["relu"][0] == 3
        psutil.Process(template.pid).kill()
        while not template.has_ended():
            pass


def test_a_template_that_is_killed_meanwhile_is_no_students_fault(template):
    with Submission([RELU], template=template) as submission:
        relu = submission.environment({"relu": True})["relu"]
        assert relu(-1) == 0
        psutil.Process(template.pid).kill()
        calls = (relu(-1) for _ in range(500))  # the kernel takes a moment to end what a template had started
        with pytest.raises(SandboxFailure, match="from outside"):
            list(calls)
        submission.fault = None  # which would be raised once more


def test_a_room_that_crashes_is_its_students_fault(template):
    with Submission(["import os\ndef relu(x): os.abort()"], template=template) as submission:
        with pytest.raises(StudentError, match="ended the Python process"):
            submission.environment({"relu": True})["relu"](1)
        before = template.pid
    with Submission([RELU], template=template) as submission:
        assert submission.environment({"relu": True})["relu"](-1) == 0
    assert template.pid == before


def test_templates_and_rooms_end_with_the_examiner(strong_level):
    script = f"""
import time
from workbook.examiner.isolation import Isolation
from workbook.examiner.limits import Limits
from workbook.examiner.sandbox import Worker
from workbook.examiner.template import Template
template = Template(Isolation({int(strong_level)}), Limits())
worker = Worker(template)
worker.wait_until_ready()
print(template.pid, worker.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as examiner:
        pids = [int(word) for word in examiner.stdout.readline().split()]
        assert all(psutil.pid_exists(pid) for pid in pids)
        examiner.send_signal(signal.SIGKILL)
    end = time.monotonic() + 10
    while any(psutil.pid_exists(pid) for pid in pids) and time.monotonic() < end:
        time.sleep(0.02)
    assert [pid for pid in pids if psutil.pid_exists(pid)] == []


def test_memory_that_rooms_would_share_is_noticed():
    import mmap

    if sys.platform != "linux":
        pytest.skip("only Linux tells")
    before = confine.shared_memory()
    with mmap.mmap(-1, 4096):
        assert len(confine.shared_memory()) == len(before) + 1
