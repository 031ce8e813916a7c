"""Submissions that do not end, or eat what the machine has; and those that end in a crash."""

from __future__ import annotations

from .attack import Attack, instead, notebook, right, zipped
from .lab import FULL, KERAS_LAB, NET_NOTHING, NOTHING

WRONG_RELU = FULL | {"relu": 0}
STOPPED = "graded with stops"


def hang(name: str, content: bytes, remark: str = "", points=WRONG_RELU, status=STOPPED, **more) -> Attack:
    return Attack(name, "hang", content, points, status, remark, **more)


def crash(name: str, content: bytes, remark: str = "", points=WRONG_RELU, status=STOPPED, **more) -> Attack:
    return Attack(name, "crash", content, points, status, remark, **more)


def cell_that(source: str) -> bytes:
    """Right answers, and one cell too many before them."""
    return right(source)


def relu_that(source: str) -> bytes:
    return instead("import os, sys, time\ndef relu(x):\n    " + source)


def net(layers: str) -> bytes:
    return notebook(
        f"""
        import keras
        L = keras.layers
        def build_net():
            model = keras.Sequential([keras.Input((28, 28, 1)), {layers}, L.Flatten(), L.Dense(10, "softmax")])
            model.compile("adam", "sparse_categorical_crossentropy")
            return model
        """,
        lab=KERAS_LAB,
    )


HANGS = [
    hang("endless loop in a cell", cell_that("while True: pass"), "Cell 1 took longer", FULL, slow=True),
    hang("endless loop in a function", relu_that("while True: pass"), "relu took longer", slow=True),
    hang("sleep", relu_that("time.sleep(9999)"), "relu took longer", slow=True),
    hang(
        "ignore every signal",
        instead("""
            import signal
            for number in range(1, 65):
                try: signal.signal(number, signal.SIG_IGN)
                except (OSError, ValueError): pass
            def relu(x):
                while True: pass
        """),
        "relu took longer",
        slow=True,
    ),
    hang("stop itself", relu_that("os.kill(os.getpid(), 19)"), "relu took longer", slow=True),
    hang("regular expression without end", relu_that("import re; re.match(r'(a+)+$', 'a' * 60 + 'b')"), slow=True),
    hang("lock itself out", relu_that("import threading; a = threading.Lock(); a.acquire(); a.acquire()"), slow=True),
    hang(
        "leave a daemon behind",
        right("""
            import subprocess, os
            subprocess.Popen(["sleep", "98765"], start_new_session=True)
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0: os.execvp("sleep", ["sleep", "98765"])
                os._exit(0)
        """),
        points=FULL,
        status="graded",
    ),
    hang(
        "leave threads behind",
        right("import threading, time\nfor _ in range(20): threading.Thread(target=time.sleep, args=(999,)).start()"),
        points=FULL,
        status="graded",
    ),
    hang("memory bomb in a cell", cell_that("x = []\nwhile True: x.append(bytearray(1 << 24))"), "memory", FULL),
    hang("memory bomb in a function", relu_that("a = []\n    while True: a.append(np.ones(1 << 20))"), "memory"),
    hang("fork bomb", relu_that("while True: os.fork()"), slow=True),
    hang("fork bomb in a cell", cell_that("import os\nwhile True: os.fork()"), points=FULL, slow=True),
    hang(
        "thread bomb",
        relu_that("import threading\n    while True: threading.Thread(target=time.sleep, args=(99,)).start()"),
    ),
    hang(
        "3 GB file", relu_that("f = open('big', 'wb')\n    for _ in range(3000): f.write(bytes(1 << 20))"), "wrote more"
    ),
    hang(
        "many files",
        relu_that("b = bytes(4 << 20)\n    for i in range(2000):\n        with open(str(i), 'wb') as f: f.write(b)"),
        "",
        slow=True,
    ),
    hang(
        "folders without end",
        right("import os\ntry:\n    for _ in range(3000):\n        os.mkdir('d'); os.chdir('d')\nexcept OSError: pass"),
        points=FULL,
        status=None,
    ),
    hang(
        "200 MB of output, correct",
        instead("_relu = relu\ndef relu(x):\n    print('x' * 200_000_000)\n    return _relu(x)"),
        points=FULL,
        status="graded",
    ),
    hang("output without end", relu_that("while True: print('x' * 100_000)"), "relu took longer", slow=True),
    hang(
        "a hundred thousand lines in a cell",
        cell_that("for i in range(100_000): print(i)"),
        points=FULL,
        status="graded",
    ),
    hang("return 3 GB", relu_that("return np.broadcast_to(np.zeros(1), (3 << 27,))"), "more data than"),
    hang("broadcast_to a petabyte", relu_that("return np.broadcast_to(0.0, (1 << 47,))"), "more data than"),
    hang("return a list that holds itself", relu_that("a = []; a.append(a); return a"), "more data than"),
    hang(
        "return a million nested lists",
        relu_that("a = []\n    for _ in range(10**6): a = [a]\n    return a"),
        "more data than",
    ),
    hang("return an enormous integer", relu_that("return 1 << 10**8"), "more data than"),
    hang("return more keys than a message holds", relu_that("return dict.fromkeys(range(20_000))"), "more data than"),
    hang(
        "return texts that blow up in an array", relu_that("return ['x' * 100_000] + [''] * 200_000"), "more data than"
    ),
    hang(
        "send one array a thousand times",
        instead("""
            from workbook.wire import _Encoder
            def put(self, array, _put=_Encoder.put):
                if not self.arrays: _put(self, np.ones(1 << 23))
                return 0
            def relu(x):
                _Encoder.put = put
                return [np.zeros(1)] * 4000
        """),
        "could not read",
    ),
    hang("return endless", relu_that("return (i for i in iter(int, 1))"), points=WRONG_RELU, status="graded"),
    hang("input()", cell_that("name = input('Your name? ')"), points=FULL, status="graded"),
    hang("input() in a function", relu_that("return input()"), status="graded"),
    hang("text of an exception without end", relu_that("raise ValueError('x' * 300_000_000)"), status=None),
    hang(
        "an exception whose text is computed for ever",
        instead("class E(Exception):\n    def __str__(self):\n        while True: pass\ndef relu(x): raise E"),
        "relu took longer",
        slow=True,
    ),
    hang(
        "GPU memory hog",
        right("""
        import glob, os
        os.environ["CUDA_VISIBLE_DEVICES"] = "0"
        if glob.glob("/dev/nvidia*"):
            open(glob.glob("/dev/nvidia*")[0], "rb+")
            del relu
        """),
        points=FULL,
        status="graded",
    ),
    hang("sparse file of a terabyte", relu_that("open('s', 'wb').truncate(1 << 40)"), "wrote more"),
    hang("every file descriptor", relu_that("f = [os.pipe() for _ in range(10**6)]"), status="graded"),
    Attack(
        "network of 10**9 parameters",
        "hang",
        net("L.Flatten(), L.Dense(1_000_000)"),
        NET_NOTHING,
        None,
        slow=True,
        lab=KERAS_LAB,
    ),
    Attack(
        "network of enormous feature maps",
        "hang",
        net("*[L.UpSampling2D(8)] * 3"),
        NET_NOTHING,
        None,
        slow=True,
        lab=KERAS_LAB,
    ),
    Attack(
        "network of many large feature maps",
        "hang",
        net('L.UpSampling2D(20), *[L.Conv2D(1, 3, padding="same") for _ in range(150)], L.MaxPooling2D(20)'),
        NET_NOTHING,
        None,
        slow=True,
        lab=KERAS_LAB,
    ),
    hang(
        "zip bomb",
        zipped({"lab.ipynb": right(), "zeros": bytes(130 << 20)}),
        "more than",
        NOTHING,
        "refused",
        suffix=".zip",
    ),
]

CRASHES = [
    crash("os._exit in a cell", cell_that("import os\nos._exit(0)"), "Cell 1 ended the Python process", FULL),
    crash("os._exit in a function", relu_that("os._exit(0)"), "relu ended the Python process"),
    crash("SystemExit inside a function", relu_that("raise SystemExit"), status="graded"),
    crash("exit() in a cell", cell_that("exit()"), points=FULL, status=None),
    crash("quit in a function", relu_that("quit()"), status=None),
    crash("KeyboardInterrupt", relu_that("raise KeyboardInterrupt"), status="graded"),
    crash("CancelledError", relu_that("import asyncio; raise asyncio.CancelledError"), status="graded"),
    crash(
        "an exception of its own base class",
        instead("class E(BaseException): pass\ndef relu(x): raise E"),
        status="graded",
    ),
    crash("segmentation fault", relu_that("import ctypes; ctypes.string_at(0)"), "ended the Python process"),
    crash("abort", relu_that("os.abort()"), "ended the Python process"),
    crash("kill itself", relu_that("os.kill(os.getpid(), 9)"), "ended the Python process"),
    crash("become another program", relu_that("os.execv('/bin/true', ['true'])"), "ended the Python process"),
    crash(
        "kill the parent and all others",
        instead("""
            import os, signal
            def relu(x):
                for pid in (os.getppid(), 1, -1, 0):
                    try: os.kill(pid, signal.SIGKILL)
                    except OSError: pass
                return x
        """),
        status=None,
    ),
    crash(
        "delete everything in reach",
        instead("""
            import os, shutil
            def relu(x):
                for top in ("/tmp", "/autograder", "/root", "/home", "/work", "/var", "/opt", os.getcwd()):
                    shutil.rmtree(top, ignore_errors=True)
                return x
        """),
        status=None,
    ),
    crash("unbounded recursion", relu_that("return relu(x)"), status="graded"),
    crash("unbounded recursion, limit lifted", relu_that("sys.setrecursionlimit(10**9); return relu(x)"), status=None),
    crash(
        "an exception whose __str__ raises",
        instead("""
            class E(Exception):
                def __str__(self): raise RuntimeError("no")
                __repr__ = __str__
            def relu(x): raise E
        """),
        status="graded",
    ),
    crash(
        "an exception class that cannot be named",
        instead("""
            class Meta(type):
                __name__ = property(lambda self: 1 / 0)
            class E(Exception, metaclass=Meta): pass
            def relu(x): raise E
        """),
        status=None,
    ),
    crash("close every file", relu_that("os.closerange(0, 9999)"), "relu"),
    crash(
        "fork and return twice",
        instead("import os\n_relu = relu\ndef relu(x):\n    os.fork()\n    return _relu(x)"),
        points=FULL,
        status="graded",
    ),
    crash("empty sys.modules", cell_that("import sys\nsys.modules.clear()"), points=NOTHING, status=None),
    crash(
        "break the worker's own functions",
        instead(
            "import sys\nw = vars(sys.modules['workbook.sandbox.worker'])\n"
            "w['describe'] = w['as_data'] = w['wire'].encode = None"
        ),
        "ended the Python process",
        FULL,
    ),
    crash(
        "fill standard error and close it",
        relu_that("os.write(2, b'x' * 9); os.close(2); return np.maximum(x, 0)"),
        points=FULL,
        status="graded",
    ),
    crash(
        "delete all builtins",
        cell_that("import builtins\nfor n in list(vars(builtins)):\n    if n[0] != '_': delattr(builtins, n)"),
        points=NOTHING,
        status=None,
    ),
]

ATTACKS = HANGS + CRASHES
