"""No defence is decoration: each test turns one off and sees an attack succeed that fails with it."""

import contextlib
import os
import pickle
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
import pytest
from attacks import lab
from attacks.everything import ATTACKS
from conftest import LEVELS, QUICK, score
from otter.check.logs import Log
from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import create_test_file

from workbook import wire
from workbook.examiner import intake, isolation, probe
from workbook.examiner.cgroup import ControlGroup
from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.plugin import SandboxPlugin
from workbook.examiner.proxy import StudentError
from workbook.examiner.sandbox import Worker
from workbook.grade import examine as grading
from workbook.namespaces import run_cells
from workbook.sandbox import confine

ON_OFF = pytest.mark.parametrize("defended", [True, False], ids=["on", "off"])

WITH_A_USER_OF_ITS_OWN = [level for level in LEVELS if level is Isolation.CONTAINER]


def cells_of(name: str, marker: Path) -> list[str]:
    attack = next(attack for attack in ATTACKS if attack.name == name)
    return intake._from_notebook(attack.bytes_with(str(marker))).cells


def found_in(start, source: str, level=None, **options):
    """Run one cell and fetch what it leaves in ``found``."""
    return start(source, isolation=level, **options).environment({"found": False})["found"]


@ON_OFF
def test_student_code_runs_in_another_process(defended, start, mini_tests):
    cells = [
        "import numpy as np, numpy\ndef relu(x): return 0\nanswer = 1",
        "np.array_equal = np.allclose = lambda *rest, **more: True",
    ]
    if defended:
        assert score(start(*cells), mini_tests)["relu"][0] == 0
        return
    kept = np.array_equal, np.allclose
    try:
        names = run_cells(cells)
        test = create_test_file(str(mini_tests[1]), NBMetadataConfig())
        test.run(names)
        assert test.score == 3
    finally:
        np.array_equal, np.allclose = kept


@pytest.mark.parametrize("level", LEVELS, ids=str)
def test_answers_are_out_of_the_sandboxs_reach(level, start, tmp_path):
    answers = tmp_path / "catalogue.json"
    answers.write_text("relu = lambda x: x * (x > 0)")
    found = found_in(start, f"exec(open({str(answers)!r}).read())\nfound = relu(2)", level)
    assert found == (2 if level is Isolation.PROCESS else None)


@ON_OFF
def test_replies_are_data_and_no_pickles(defended, start, tmp_path, monkeypatch):
    if not defended:

        def trusting(body, text_size, decode=wire.decode):
            return pickle.loads(bytes(body)) if body[:1] == b"\x80" else decode(body, text_size)

        monkeypatch.setattr(wire, "decode", trusting)
    found = start(*cells_of("a pickle in place of a reply", tmp_path / "marker")).environment({"relu": True})
    with contextlib.suppress(StudentError, TypeError):
        found["relu"](np.zeros(2))
    assert (tmp_path / "marker").exists() is not defended


@ON_OFF
def test_hidden_tests_have_a_sandbox_of_their_own(defended, start, mini_tests, monkeypatch):
    keeper = """
        import numpy as np
        kept = []
        def relu(x):
            kept.append(x.size)
            raise ValueError(f"sizes {kept}")
        """
    begun = start(keeper, "answer = 42")
    if not defended:
        begun._end(begun._rooms[True])
        begun._rooms[True] = begun._room = begun._rooms[False]
        monkeypatch.setattr(begun, "run_public", lambda paths, names: setattr(begun, "_names", names))
    messages = score(begun, mini_tests)["relu"][1]
    assert ("15" in messages[1]) is not defended


@ON_OFF
def test_public_tests_are_over_before_hidden_ones_begin(defended, start):
    """Else what hidden inputs do to the machine, such as locks of shared files, could be told in a public message."""
    source = """
        import fcntl
        held = []
        def hold():
            held.append(open("/usr/bin/env", "rb"))
            fcntl.flock(held[0], fcntl.LOCK_EX)
        def held_by_another():
            try:
                fcntl.flock(open("/usr/bin/env", "rb"), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
            return False
        """
    begun = start(source)
    names = begun.environment({"hold": True, "held_by_another": True})
    begun._room = begun._rooms[False]
    assert names["held_by_another"]() is False
    if defended:
        begun.run_public([], names)
        assert begun._rooms[False].worker is None
        return
    begun._room = begun._rooms[True]
    names["hold"]()
    begun._room = begun._rooms[False]
    assert names["held_by_another"]() is True


@ON_OFF
def test_messages_of_hidden_tests_are_composed_by_us(defended, attacked, tmp_path, monkeypatch):
    if not defended:
        monkeypatch.setattr(grading, "failure_message", lambda error, hidden: str(error))
    result = attacked("def relu(x): return x", "import numpy as np")
    (relu,) = [question for question in result.questions if question.name == "relu"]
    assert ("7.3105" in relu.cases[1].message) is not defended


@pytest.fixture(scope="module")
def assignment(tmp_path_factory):
    course = lab.write_course(tmp_path_factory.mktemp("course"))
    return grading.Assignment.load(course.autograder / f"{lab.LAB}.zip")


@pytest.fixture
def attacked(assignment, tmp_path):
    def grade(*cells):
        from attacks.attack import notebook

        path = tmp_path / "ada.ipynb"
        path.write_bytes(notebook(*cells))
        return grading.examine(path, "ada", {lab.LAB: assignment}, lab.LIMITS, probe.strongest())

    return grade


LIMITED = {
    "time": ({"call_seconds": 1}, {"call_seconds": 20}, "import time\ndef bad():\n    time.sleep(2)\n    return 1"),
    "memory": ({"memory": 300 << 20}, {"memory": 2 << 30}, "def bad():\n    return len(bytearray(500 << 20)) > 0"),
    "file size": (
        {"file_size": 1 << 20},
        {"file_size": 64 << 20},
        "def bad():\n    return open('f', 'wb').write(bytes(9 << 20)) > 0",
    ),
    "processes": (
        {"processes": 20},
        {"processes": 400},
        "import threading, time\ndef bad():\n"
        "    [threading.Thread(target=time.sleep, args=(3,), daemon=True).start() for _ in range(100)]\n    return 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", LIMITED)
def test_limits_stop_what_would_go_through(kind, start):
    tight, wide, source = LIMITED[kind]
    with pytest.raises(StudentError) as stopped:
        start(source, limits=replace(QUICK, **tight)).environment({"bad": True})["bad"]()
    assert stopped.value.status == kind
    assert start(source, limits=replace(QUICK, **wide)).environment({"bad": True})["bad"]() == 1


@ON_OFF
def test_memory_is_metered_while_output_floods_in(defended, start, monkeypatch):
    """Without control groups the examiner meters by looking, also when it is busy reading."""
    monkeypatch.setattr(ControlGroup, "create", lambda limits: None)
    if not defended:
        monkeypatch.setattr(Worker, "_look", lambda self: None)
    source = "def bad():\n    kept = []\n    for _ in range(5):\n        kept.append(b'1' * (100 << 20))\n"
    source += "        for _ in range(60): print('x' * 1_000_000)\n    return 1"
    bad = start(source, limits=replace(QUICK, memory=250 << 20, call_seconds=20)).environment({"bad": True})["bad"]
    if defended:
        with pytest.raises(StudentError, match="memory"):
            bad()
    else:
        assert bad() == 1


@ON_OFF
def test_large_arrays_arrive_once(defended, monkeypatch):
    """A list that names one array a thousand times would fill the examiner's memory as soon as a test looks at it."""
    if not defended:
        monkeypatch.setattr(wire._Decoder, "array", lambda self, index: self.unused[index])
    buffers, _ = wire.encode([np.zeros(9)])
    frame = b"".join(buffers).replace(b'[{"array":0}]', b'[{"array":0},{"array":0}]')
    body = bytearray(frame[wire.HEADER.size :])
    text = body.index(b'"arrays"') + len(b'"arrays":[["<f8",[9],true]]}')
    body = body[:text] + bytes(-text % 16) + bytes(80)
    if defended:
        with pytest.raises(wire.WireError):
            wire.decode(body, text)
    else:
        assert len(wire.decode(body, text)[0]) == 2


@ON_OFF
def test_widths_of_texts_are_bounded(defended, monkeypatch):
    if not defended:
        monkeypatch.setattr(wire, "MAX_TEXT_ARRAY", 1 << 60)
    value = ["x" * 10_000, *[0] * 20_000]
    if defended:
        with pytest.raises(wire.TooLarge):
            wire.encode(value)
    else:
        wire.encode(value)
        assert np.asarray(value).nbytes > 500 << 20


@pytest.mark.parametrize("level", WITH_A_USER_OF_ITS_OWN, ids=str)
@ON_OFF
def test_what_escapes_is_hunted_down(level, defended, start, monkeypatch):
    monkeypatch.setattr(ControlGroup, "create", lambda limits: None)
    ended = isolation.end_all_of
    uids = []
    if not defended:
        monkeypatch.setattr(isolation, "end_all_of", uids.append)
    seconds = 70_000 + os.getpid() % 9999
    source = f"""
        import os
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.execvp("sleep", ["sleep", "{seconds}"])
            os._exit(0)
        os.wait()
        found = 1
        """
    begun = start(source, isolation=level)
    assert begun.environment({"found": False}) == {"found": 1}
    begun.close()
    left = [p for p in psutil.process_iter(["cmdline"]) if p.info["cmdline"] == ["sleep", str(seconds)]]
    assert bool(left) is not defended
    for uid in uids:
        ended(uid)


@pytest.fixture
def weakened_kit(tmp_path, monkeypatch):
    """Sandboxes get a copy of our code in which one text is replaced."""

    def weaken(name: str, old: str, new: str) -> None:
        folder = tmp_path / "kit"
        shutil.copytree(isolation.kit(), folder)
        path = folder / "workbook" / name
        text = path.read_text()
        assert text.count(old) == 1
        path.write_text(text.replace(old, new))
        tmp_path.chmod(0o755)
        for above in tmp_path.parents[:2]:
            above.chmod(0o755)
        monkeypatch.setattr(isolation, "kit", lambda: folder)

    return weaken


@pytest.mark.parametrize("level", WITH_A_USER_OF_ITS_OWN, ids=str)
@ON_OFF
def test_landlock_keeps_files_out_of_reach(level, defended, start, weakened_kit):
    if not defended:
        weakened_kit("sandbox/confine.py", "    rules.apply()\n", "")
    source = "try: found = open('/etc/passwd').read()[:4]\nexcept OSError as e: found = type(e).__name__"
    assert found_in(start, source, level) == ("PermissionError" if defended else "root")


@pytest.mark.parametrize("level", WITH_A_USER_OF_ITS_OWN, ids=str)
@ON_OFF
def test_the_system_call_filter_keeps_the_network_out_of_reach(level, defended, start, monkeypatch):
    if not defended:
        monkeypatch.setattr(confine, "FORBIDDEN_CALLS", [call for call in confine.FORBIDDEN_CALLS if call != "socket"])
        monkeypatch.setattr(isolation, "seccomp_program", isolation.seccomp_program.__wrapped__)
    source = "import socket\ntry: found = bool(socket.socket())\nexcept OSError as e: found = type(e).__name__"
    assert found_in(start, source, level) == ("PermissionError" if defended else True)


@pytest.mark.parametrize("level", WITH_A_USER_OF_ITS_OWN, ids=str)
@ON_OFF
def test_another_user_cannot_end_the_examiners_processes(level, defended, start, monkeypatch):
    if not defended:
        original = isolation.Launch.lodging

        def as_root(launch):
            lodging = original(launch)
            lodging.uid, lodging.hunted = None, False
            return lodging

        monkeypatch.setattr(isolation.Launch, "lodging", as_root)
    bystander = subprocess.Popen(["sleep", "600"])
    source = f"import os\ntry: os.kill({bystander.pid}, 9)\nexcept OSError: pass\nfound = os.getuid()"
    assert (found_in(start, source, level) == 0) is not defended
    with contextlib.suppress(subprocess.TimeoutExpired):
        bystander.wait(0.5)
    assert (bystander.poll() is None) is defended
    bystander.kill()
    bystander.wait()


if Isolation.BUBBLEWRAP in LEVELS:

    @ON_OFF
    def test_rooms_of_one_template_have_files_of_their_own(defended, start, weakened_kit):
        if not defended:
            weakened_kit("sandbox/confine.py", "NEW_MOUNTS | NEW_CGROUP", "NEW_CGROUP")
        source = """
            def mounts():
                try:
                    return open("/proc/self/mounts").read().count(" /tmp ")
                except FileNotFoundError:  # a neighbour's /proc lies over this room's own
                    return 3
            """
        begun = start(source, isolation=Isolation.BUBBLEWRAP)
        try:
            mounts = begun.environment({"mounts": True})["mounts"]
            seen = [mounts()]
            begun._room = begun._rooms[False]
            seen.append(mounts())  # by now both rooms have mounted theirs
        except (SandboxFailure, StudentError):  # they came into each other's way so early that one of them ended
            begun.fault = None
            seen = []
        assert (seen == [2, 2]) is defended, "the template's and its own; without a namespace its neighbour's, too"

    @pytest.mark.parametrize(
        ("kind", "old", "new"),
        [
            ("pid", '    _call("unshare", NEW_PIDS)\n', "    pass\n") ,
            ("cgroup", "NEW_MOUNTS | NEW_CGROUP", "NEW_MOUNTS"),
            ("uts", " | NEW_HOST_NAME | NEW_IPC", " | NEW_IPC"),
            ("ipc", " | NEW_IPC | NEW_NETWORK", " | NEW_NETWORK"),
            ("net", " | NEW_IPC | NEW_NETWORK", " | NEW_IPC"),
        ],
    )  # fmt: skip
    @ON_OFF
    def test_rooms_of_one_template_share_no_namespace(kind, old, new, defended, start, weakened_kit):
        if not defended:
            weakened_kit("sandbox/confine.py", old, new)
        source = f"import os\ndef look(): return os.readlink('/proc/self/ns/{kind}')"
        begun = start(source, isolation=Isolation.BUBBLEWRAP)
        look = begun.environment({"look": True})["look"]
        hidden = look()
        begun._room = begun._rooms[False]
        assert (look() != hidden) is defended


@ON_OFF
def test_a_submitted_numpy_shadows_nothing(defended, start, weakened_kit):
    if not defended:
        weakened_kit("sandbox/template.py", "sys.path.append(folder)", "sys.path.insert(0, folder)")
    level = probe.strongest()
    begun = start("import colorsys\nfound = colorsys.__file__[:4]", files={"colorsys.py": b"__file__ = 'mine'"},
                  isolation=level)  # fmt: skip
    assert (begun.environment({"found": False})["found"] == "mine") is not defended


@ON_OFF
def test_students_files_leave_the_examiners_folder(defended, tmp_path, monkeypatch):
    """Otter unpickles a submitted log and imports from the folder of the submission."""
    folder, marker = tmp_path / "submission", tmp_path / "marker"
    folder.mkdir()
    (folder / "lab.ipynb").write_text("{}")
    (folder / ".OTTER_LOG").write_bytes(b"cos\nsystem\n(S'touch %s'\ntR." % str(marker).encode())
    (folder / "numpy.py").write_text(f"open({str(marker) + '2'!r}, 'w')")
    monkeypatch.chdir(folder)
    if defended:
        SandboxPlugin(str(folder / "lab.ipynb"), {}, {}).before_grading(lambda: None)
    if Path(".OTTER_LOG").is_file():
        with contextlib.suppress(Exception):
            Log.from_file(".OTTER_LOG")
    subprocess.run([sys.executable, "-c", "import numpy"], cwd=folder, check=True)
    assert marker.exists() is not defended
    assert Path(f"{marker}2").exists() is not defended


@ON_OFF
def test_archives_are_read_with_suspicion(defended, tmp_path, monkeypatch):
    from attacks.attack import right, zipped

    bomb, sneaky = tmp_path / "bomb.zip", zipped({"l.ipynb": right(), "../x": "1"})
    bomb.write_bytes(zipped({"l.ipynb": right(), "zeros": bytes(130 << 20)}))
    if not defended:
        monkeypatch.setattr(intake, "LARGEST_UPLOAD", 1 << 40)
        monkeypatch.setattr(intake, "LARGEST_FILES", 1 << 40)
        monkeypatch.setattr(intake, "_safe_members", lambda archive: {i.filename: i for i in archive.infolist()})
        assert len(intake.take_in(bomb).files["zeros"]) == 130 << 20
        (tmp_path / "in").mkdir()
        intake.write_files(tmp_path / "in", intake._from_zip(sneaky).files)
        assert (tmp_path / "x").is_file(), "it wrote outside"
        return
    with pytest.raises(intake.Refused):
        intake.take_in(bomb)
    with pytest.raises(intake.Refused):
        intake._from_zip(sneaky)


def test_a_required_isolation_is_enforced_by_trying_to_break_out(monkeypatch):
    assert probe.breaches(Isolation.PROCESS)
    monkeypatch.setattr(probe, "breaches", lambda level: [])
    assert probe.strongest.__wrapped__() is Isolation.BUBBLEWRAP, "what is not tried is believed"


@pytest.mark.slow
def test_the_examiner_counts_parameters_itself():
    import keras

    from labkit import models

    class Small(keras.Sequential):
        def count_params(self):
            return 1

    layers = [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(500), keras.layers.Dense(10)]
    model = Small(layers)
    model.compile("adam", "mse")
    assert model.count_params() <= 30_000, "a test that asks the model is satisfied"
    with pytest.raises(models.ModelRefused):
        models.rebuild(model, largest=30_000)


@pytest.mark.slow
@ON_OFF
def test_only_listed_layers_are_built(defended, tmp_path, monkeypatch):
    import keras

    from labkit import models

    marker = tmp_path / "marker"
    code = eval(f"lambda x: (__import__('os').system('touch {marker}'), x)[1]")
    model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Lambda(code)])
    model.compile("adam", "mse")
    description = models.describe(model)
    marker.unlink(missing_ok=True)
    if defended:
        with pytest.raises(models.ModelRefused):
            models.rebuild(description)
    else:
        monkeypatch.setattr(models, "canonical", lambda architecture: architecture)
        keras.config.enable_unsafe_deserialization()
        with contextlib.suppress(Exception):
            models._built(description.model)
    assert marker.exists() is not defended


def test_a_table_of_known_images_knows_none_of_the_held_out_ones():
    from labkit.data import bundled_digits
    from workbook.examiner.trainer import held_out

    digits = bundled_digits()
    table = {image.tobytes(): label for image, label in zip(digits.test_images, digits.test_labels, strict=True)}

    def accuracy(images, labels):
        return np.mean([table.get(image.tobytes()) == label for image, label in zip(images, labels, strict=True)])

    assert accuracy(digits.test_images, digits.test_labels) > 0.99
    assert accuracy(*held_out(digits)) == 0


def test_deep_folders_are_removed(start):
    """`shutil.rmtree` gives up a thousand folders deep."""
    deep = "import os\nfor _ in range(1500):\n    os.mkdir('d'); os.chdir('d')\nfound = 1"
    begun = start(deep, isolation=Isolation.PROCESS, limits=replace(QUICK, cell_seconds=20))
    begun.environment({"found": False})
    folders = [room.worker.folder for room in begun._rooms.values() if room.worker]
    assert folders
    begun.close()
    assert not any(folder.exists() for folder in folders)
