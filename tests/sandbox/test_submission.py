"""A submission runs apart: its functions answer as in a notebook, whatever else it does."""

import os
import time

import numpy as np
import psutil
import pytest
from conftest import QUICK, RELU, score

from workbook.examiner.isolation import Isolation, SandboxFailure
from workbook.examiner.limits import Limits, Status
from workbook.examiner.probe import strongest
from workbook.examiner.proxy import StudentError, StudentFunction, Unreadable
from workbook.examiner.submission import Submission

PIPES = """
    import fcntl, os
    def writes_to_a_pipe(fd):
        try:
            return "pipe" in os.readlink(f"/proc/self/fd/{fd}") and fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_WRONLY
        except OSError:
            return False
    REPLIES = [fd for fd in range(3, 20) if writes_to_a_pipe(fd)]
    """


def statuses(submission):
    return [event.status for event in submission.events]


def test_marks_are_earned_at_every_level(level, start, mini_tests):
    results = score(start(RELU, "answer = 42", isolation=level), mini_tests)
    assert results == {"relu": (3, []), "answer": (1, [])}


def test_notebook_habits_work(start):
    submission = start(
        "%matplotlib inline\nimport numpy as np",
        "!echo from the shell",
        "%%time\nx = 2",
        "import asyncio\nawait asyncio.sleep(0.01)\ny = x + 1",
        'import otter\ngrader = otter.Notebook("lab.ipynb")\ngrader.check("relu")',
        "from labkit import checks\r\ndef f(v):\r\n    return v + x\r\n",
        "x + y",
    )
    found = submission.environment({"f": True, "y": False})
    assert found["f"](np.ones(2)).tolist() == [3, 3]
    assert found["y"] == 3
    assert submission.events == []


def test_shell_output_can_be_kept(level, start):
    submission = start(
        "lines = list(!echo one; echo two)", "lines = !echo one; echo two\nlines = list(lines)", isolation=level
    )
    assert submission.environment({"lines": False})["lines"] == ["one", "two"]


def test_a_cell_that_raises_stops_nothing(start):
    submission = start("1 / 0", "def broken(:", "raise SystemExit", "a = 1")
    assert submission.environment({"a": False}) == {"a": 1}
    assert submission.events[0].message == "Cell 1 raised ZeroDivisionError: division by zero"
    assert statuses(submission) == [Status.RAISED] * 3


def test_a_cell_that_ends_the_process_is_left_out(start):
    submission = start("a = 1", "import os\nos._exit(0)", "b = 2", "while True: pass", "c = 3")
    assert submission.environment({"a": False, "b": False, "c": False}) == {"a": 1, "b": 2, "c": 3}
    assert [(event.status, event.what) for event in submission.events] == [
        (Status.CRASHED, "Cell 2"),
        (Status.TIME, "Cell 4"),
    ]


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("np.float32(2.5)", np.float32(2.5)),
        ("[1, 2.5, 'text', None, ...]", [1, 2.5, "text", None, ...]),
        ("(1, {'a': {2, 3}})", (1, {"a": {2, 3}})),
        ("range(3)", np.arange(3)),
        ("np.arange(6).reshape(2, 3)[:, ::2]", np.array([[0, 2], [3, 5]])),
        ("np.arange(3).view(Sly)", np.arange(3)),
        ("Loud(3)", 3),
        ("collections.OrderedDict(a=1)", {"a": 1}),
        ("float('nan')", float("nan")),
    ],
)
def test_results_arrive_as_plain_data(start, result, expected):
    submission = start(
        f"""
        import collections
        import numpy as np
        class Sly(np.ndarray):
            def __eq__(self, other): return True
        class Loud(int):
            def __repr__(self): return "loud"
        def f(): return {result}
        """
    )
    got = submission.environment({"f": True})["f"]()
    assert type(got) is type(expected)
    np.testing.assert_equal(got, expected)


def test_pandas_tables_arrive_as_tables(start):
    submission = start(
        """
        import pandas as pd
        table = pd.DataFrame({"digit": [3, 1], "name": ["c", "a"]}, index=["x", "y"])
        counts = table["digit"].value_counts()
        """
    )
    found = submission.environment({"table": False, "counts": False})
    assert found["table"].loc["x"].to_dict() == {"digit": 3, "name": "c"}
    assert found["counts"].to_dict() == {3: 1, 1: 1}


@pytest.mark.slow
def test_a_function_is_given_a_network_of_its_own(start):
    submission = start(
        """
        import keras

        def freeze(model, names):
            model.trainable = False
            model.layers[0].set_weights([0 * array for array in model.layers[0].get_weights()])
            return [type(model).__name__, model.name, float(keras.ops.sum(model(keras.ops.ones((1, 4))))), names]
        """,
        limits=Limits(),
    )
    keras = pytest.importorskip("keras")
    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)], name="given")
    before = model.get_weights()
    names = submission.environment({"freeze": True})
    assert names["freeze"](model, names=["a"]) == ["Sequential", "given", 0.0, ["a"]]
    assert model.trainable_weights
    assert all(map(np.array_equal, model.get_weights(), before))


@pytest.mark.slow
def test_keras_models_arrive_as_architectures(start):
    submission = start(
        """
        import keras
        def build():
            model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
            model.compile("adam", "mse")
            return model
        model = build()
        def tensor(): return keras.ops.ones((2, 2))
        class Liar(keras.Model):
            def count_params(self): return 1
        def lie(): return Liar()
        """,
        limits=Limits(cell_seconds=60, call_seconds=30),
    )
    from labkit.models import Architecture, ModelRefused, rebuild

    found = submission.environment({"build": True, "model": False, "tensor": True, "lie": True})
    assert isinstance(found["build"](), Architecture)
    assert found["model"].model == found["build"]().model
    assert rebuild(found["model"], input_shape=(4,)).count_params() == 10
    assert found["tensor"]().tolist() == [[1, 1], [1, 1]]
    with pytest.raises(ModelRefused):
        rebuild(found["lie"]())


def test_changes_in_place_come_back(start):
    submission = start(
        """
        def spoil(x, params):
            x[0] = 7
            params["w"] += 1
        """
    )
    spoil = submission.environment({"spoil": True})["spoil"]
    x, params, untouched = np.zeros(3), {"w": np.zeros(2), "b": np.zeros(1)}, np.ones(2)
    assert spoil(x, params) is None
    assert x.tolist() == [7, 0, 0]
    assert params["w"].tolist() == [1, 1]
    assert params["b"].tolist() == [0]
    assert untouched.tolist() == [1, 1]


def test_read_only_arguments_are_read_only_there_too(start):
    submission = start("def spoil(x):\n    x[0] = 7")
    x = np.zeros(3)
    x.flags.writeable = False
    submission._room = submission._rooms[False]
    with pytest.raises(StudentError, match="raised ValueError: assignment destination is read-only"):
        submission.call("spoil", (x,), {})


def test_what_is_not_there(start):
    submission = start("a = object()")
    found = submission.environment({"a": False, "value": False, "function": True})
    assert isinstance(found["a"], Unreadable)
    assert found["value"] is None
    assert isinstance(found["function"], StudentFunction)
    with pytest.raises(StudentError, match="function is not defined in your notebook"):
        found["function"](1)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("while True: pass", Status.TIME),
        ("import signal as s, time\n    [s.signal(n, s.SIG_IGN) for n in (2, 15)]\n    time.sleep(60)", Status.TIME),
        ("raise SystemExit", Status.RAISED),
        ("raise KeyboardInterrupt", Status.RAISED),
        ("import asyncio\n    raise asyncio.CancelledError", Status.RAISED),
        ("import os\n    os._exit(0)", Status.CRASHED),
        ("import ctypes\n    ctypes.string_at(0)", Status.CRASHED),
        ("import os\n    os.abort()", Status.CRASHED),
        ("x = []\n    while True: x.append(np.ones(1 << 20))", Status.MEMORY),
        ("return np.ones(1 << 40)", Status.MEMORY),
        ("return np.broadcast_to(np.float64(1), (1 << 25, 1 << 25))", Status.RESULT_SIZE),
        ("return object()", Status.NOT_DATA),
        ("x = []\n    x.append(x)\n    return x", Status.RESULT_SIZE),
        ("with open('big', 'wb') as f:\n        while True: f.write(bytes(1 << 20))", Status.FILE_SIZE),
        ("from threading import Timer\n    [Timer(9, print).start() for _ in range(900)]", Status.PROCESSES),
        ("import os\n    os.fork()\n    while True: os.fork()", Status.PROCESSES),
        ("import os\n    [os.write(fd, b'x' * 64) for fd in REPLIES]", Status.GARBLED),
    ],
)
def test_each_limit_has_its_status_and_costs_nothing_else(start, body, status):
    submission = start(PIPES, f"import numpy as np\ndef bad():\n    {body}\ndef good(): return 1")
    found = submission.environment({"bad": True, "good": True})
    with pytest.raises(StudentError) as caught:
        found["bad"]()
    assert caught.value.status is status
    assert found["good"]() == 1
    if status is not Status.RAISED:
        assert statuses(submission) == [status]


def test_a_function_that_keeps_ending_its_sandbox_is_given_up(start):
    submission = start("import os\ndef bad(): os._exit(0)\ndef good(): return 1")
    found = submission.environment({"bad": True, "good": True})
    seen = []
    for _ in range(4):
        with pytest.raises(StudentError) as caught:
            found["bad"]()
        seen.append(caught.value.status)
    assert seen == [Status.CRASHED, Status.CRASHED, Status.GAVE_UP, Status.GAVE_UP]
    assert found["good"]() == 1


def test_a_flood_of_output_costs_no_points(start, mini_tests):
    loud = RELU.replace("    return", "    print('x' * 50_000_000)\n    return")
    submission = start(loud, "answer = 42")
    assert score(submission, mini_tests)["relu"] == (3, [])
    assert statuses(submission) == [Status.OUTPUT]
    submission.close()
    assert len(submission.output) <= QUICK.output


def test_time_is_bounded_for_the_whole_submission(start):
    submission = start("import time\ndef slow(i):\n    time.sleep(0.8)\n    return i", limits=Limits(total_seconds=1))
    slow = submission.environment({"slow": True})["slow"]
    assert slow(1) == 1
    with pytest.raises(StudentError) as first:
        slow(2)
    with pytest.raises(StudentError) as second:
        slow(3)
    assert [first.value.status, second.value.status] == [Status.TIME, Status.GAVE_UP]


def test_hidden_inputs_reach_nothing_that_a_student_reads(start, mini_tests):
    keeper = """
        import numpy as np
        seen = []
        def relu(x):
            seen.append(np.array(x))
            if x.size > 2: raise ValueError(f"SECRET {x}")
            raise ValueError(f"I have seen {len(seen)} arrays, the last of size {seen[-1].size}")
        """
    submission = start(keeper, "answer = 42")
    results = score(submission, mini_tests * 2)
    public, hidden = results["relu"][1]
    assert "I have seen 2 arrays, the last of size 2" in public
    assert "SECRET" not in hidden
    assert "relu raised ValueError." in hidden


def test_without_phases_everything_counts_as_hidden(start):
    submission = start("def f(): raise ValueError('text')\nclass Mine(Exception): pass\ndef g(): raise Mine('text')")
    found = submission.environment({"f": True, "g": True})
    for name, message in (("f", "f raised ValueError."), ("g", "g raised an exception.")):
        with pytest.raises(StudentError) as caught:
            found[name]()
        assert str(caught.value) == message
        assert caught.value.detail == "text"


def test_files_are_beside_the_notebook_and_shadow_nothing(start):
    files = {"data/x.txt": b"hello", "numpy.py": b"raise SystemExit", "helper.py": b"three = 3"}
    submission = start("import numpy, helper\ntext = open('data/x.txt').read()\nn = helper.three", files=files)
    assert submission.environment({"text": False, "n": False}) == {"text": "hello", "n": 3}
    assert submission.events == []


def test_nothing_survives(level, start):
    """Daemons of every kind, and one that is born while it is being killed."""
    before = templates()
    seconds = str(4_000_000 + os.getpid())
    submission = start(
        f"""
        import os, subprocess, sys, time
        subprocess.Popen(["sleep", "{seconds}"], start_new_session=True)
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while os.fork() >= 0:
                    time.sleep(0.2)
                    if os.getpid() % 2: os._exit(0)
            os._exit(0)
        a = 1
        """,
        isolation=level,
    )
    assert submission.environment({"a": False}) == {"a": 1}
    submission.close()
    if level > 1:
        lines = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
        assert [line for line in lines if seconds in line] == []
    assert templates() == before


def templates() -> set[psutil.Process]:
    """Find what sandboxes are forked from: other tests of this process may have some, too."""
    return {child for child in psutil.Process().children() if "template.py" in " ".join(child.cmdline())}


def test_a_sandbox_that_does_not_work_is_no_students_fault(mini_tests):
    if strongest() is Isolation.PROCESS:
        pytest.skip("without isolation student code itself can end what its sandbox was forked from")
    submission = Submission([RELU], limits=QUICK)
    submission.__enter__()
    psutil.Process(submission._template.pid).kill()
    for room in submission._rooms.values():
        room.worker._child.has_ended(5)
    with pytest.raises(SandboxFailure):
        score(submission, mini_tests)
    with pytest.raises(SandboxFailure):
        submission.__exit__(None, None, None)


def test_it_is_fast(start, mini_tests):
    def seconds(action, repeat):
        times = []
        for _ in range(repeat):
            begin = time.perf_counter()
            action()
            times.append(time.perf_counter() - begin)
        return min(times)

    def whole():
        with Submission([RELU, "answer = 42"], limits=QUICK) as submission:
            assert score(submission, mini_tests)["relu"] == (3, [])

    assert seconds(whole, 5) < 1
    relu = start(RELU).environment({"relu": True})["relu"]
    small, large = np.zeros(8), np.zeros(50 << 17)
    assert seconds(lambda: relu(small), 100) < 0.002
    assert seconds(lambda: relu(large), 3) < 0.7
