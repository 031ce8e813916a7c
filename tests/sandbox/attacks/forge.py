"""Submissions that want points they have not earned."""

from __future__ import annotations

from .attack import Attack, instead, notebook, right, zipped
from .lab import FULL, KERAS_LAB, NET_FULL, NET_NOTHING, NOTHING, PUBLIC

WRONG_RELU = FULL | {"relu": 0}

FIND_PIPE = """
import fcntl, os
def replies():
    found = []
    for fd in range(3, 40):
        try:
            if "pipe" in os.readlink(f"/proc/self/fd/{fd}") and fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_WRONLY:
                found.append(fd)
        except OSError:
            pass
    return found
"""

EVERYWHERE = """
import glob, os
FOLDERS = ["/autograder", "/tmp", "/var/tmp", "/home", "@MARKER@/..", os.getcwd(), ".."]
def found(pattern):
    return [path for folder in FOLDERS for path in glob.glob(f"{folder}/**/{pattern}", recursive=True)]
"""

WORKER = """
import sys
worker = vars(sys.modules["workbook.sandbox.worker"])
Tagged = worker["wire"].Tagged
"""

PICKLE = b"cos\nsystem\n(S'touch @MARKER@'\ntR."


def forge(name: str, content: bytes, points=WRONG_RELU, status="graded", **more) -> Attack:
    return Attack(name, "forge", content, points, status, **more)


def shadowing(name: str, text: bytes | str = "open('@MARKER@', 'w').write('x')\nraise SystemExit") -> bytes:
    return zipped({"lab.ipynb": right(), name: text})


ATTACKS = [
    forge(
        "array that equals everything",
        instead("""
            class Yes(np.ndarray):
                def __eq__(self, other): return True
                def __array_function__(self, *rest): return True
                def __array_ufunc__(self, *rest, **more): return True
            def relu(x): return np.zeros(1).view(Yes)
        """),
    ),
    forge(
        "number that equals everything",
        instead("""
            class Yes(float):
                def __eq__(self, other): return True
                def __sub__(self, other): return 0
                __rsub__ = __abs__ = __sub__
            windows = Yes(5)
        """),
        FULL | {"windows": 1},
    ),
    forge(
        "object with an __array__ that changes its mind",
        instead("""
            class Sly:
                calls = 0
                def __array__(self, *rest, **more):
                    Sly.calls += 1
                    return np.full((2,), Sly.calls)
            def relu(x): return Sly()
        """),
    ),
    forge(
        "replace allclose, assert_allclose, our own checks",
        instead("""
            import numpy.testing
            from labkit import checks
            yes = lambda *rest, **more: True
            np.allclose = np.array_equal = np.testing.assert_allclose = np.testing.assert_array_equal = yes
            checks.same_array = checks.same_shape = checks.unchanged = checks.fail = yes
            def relu(x): return 0
        """),
    ),
    forge(
        "patch Otter's call_func",
        instead("""
            import sys
            sys.modules.pop("otter", None)
            import otter.test_files.exception_test as t
            t.test_case.call_func = lambda self, env: None
            t.ExceptionTestFile.run = lambda self, env: None
        """),
        FULL,
        None,
        slow=True,
    ),
    forge(
        "patch Otter's call_func, wrong answers",
        notebook("""
            def relu(x): return 0
            windows = 1
            import sys
            sys.modules.pop("otter", None)
            import otter.test_files.exception_test as t
            t.test_case.call_func = lambda self, env: None
        """),
        NOTHING | {"windows": 1},
        None,
        slow=True,
    ),
    forge(
        "patch Checker.get_results",
        notebook("""
            import sys
            sys.modules.pop("otter", None)
            from otter.execute import Checker
            class All:
                name, path, score, possible = "relu", "tests/relu.py", 100, 1
            Checker.get_results = classmethod(lambda cls: [All()])
        """),
        NOTHING,
        None,
        slow=True,
    ),
    forge(
        "rewrite the newest pickle at exit",
        notebook(
            EVERYWHERE
            + """
import atexit, os
def rewrite():
    for path in sorted(found("*.pkl"), key=os.path.getmtime)[-3:]:
        open(path, "wb").write(b"cos\\nsystem\\n(S'touch @MARKER@'\\ntR.")
atexit.register(rewrite)
rewrite()
        """
        ),
        NOTHING,
        None,
    ),
    forge(
        "find the reference through gc",
        instead("""
            import gc, types
            gc.unfreeze()
            def relu(x):
                for thing in gc.get_objects():
                    if isinstance(thing, types.FunctionType) and "oracles" in (thing.__module__ or ""):
                        return thing(x)
                    if isinstance(thing, dict) and "expected" in thing:
                        return thing["expected"]
                return 0
        """),
    ),
    forge(
        "find the reference through frames",
        instead("""
            import sys
            def relu(x):
                frame = sys._getframe()
                while frame:
                    for name in ("expected", "before"):
                        if name in frame.f_locals:
                            return np.maximum(frame.f_locals[name], 0)
                    frame = frame.f_back
                return 0
        """),
    ),
    forge(
        "import the examiner and its oracles",
        notebook("from workbook.examiner.oracles import conv2d\nfrom workbook.examiner import oracles"),
        NOTHING,
    ),
    forge(
        "run the solutions from the catalogue",
        notebook(
            EVERYWHERE
            + """
import json
for path in found("catalogue.json"):
    for cell in json.load(open(path))["cells"]:
        exec(cell)
        """
        ),
        NOTHING,
        None,
    ),
    forge(
        "read the test files and answer by them",
        notebook(
            EVERYWHERE
            + """
import re
for path in found("windows.py"):
    windows = int(re.findall(r"windows, (\\d+)", open(path).read())[0])
        """
        ),
        NOTHING,
        None,
    ),
    forge(
        "overwrite the test files",
        notebook(
            EVERYWHERE
            + """
for path in found("tests/*.py"):
    text = open(path).read().replace("checks.same", "print") if os.access(path, os.W_OK) else ""
    open(path, "w").write(text)
        """
        ),
        NOTHING,
        None,
    ),
    forge("bring a numpy.py", shadowing("numpy.py"), FULL, suffix=".zip"),
    forge("bring a .OTTER_LOG", shadowing(".OTTER_LOG", PICKLE), FULL, suffix=".zip"),
    forge("bring a tests folder", shadowing("tests/relu.py", "raise SystemExit"), FULL, suffix=".zip"),
    forge("bring a labkit", shadowing("labkit/checks.py"), FULL, suffix=".zip"),
    forge("bring a workbook package", shadowing("workbook/__init__.py"), FULL, suffix=".zip"),
    forge("bring a sitecustomize.py", shadowing("sitecustomize.py"), FULL, suffix=".zip"),
    forge("bring an ipython startup file", shadowing("profile_default/startup/0.py"), FULL, suffix=".zip"),
    forge("bring a conftest and a __init__", shadowing("__init__.py"), FULL, suffix=".zip"),
    forge("bring a results.json", shadowing("results/results.json", '{"score": 99}'), FULL, suffix=".zip"),
    forge(
        "leave a daemon that rewrites results",
        notebook(
            EVERYWHERE
            + """
import time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for _ in range(200):
            for path in found("results.json") + found("report.json"):
                try: open(path, "w").write('{"score": 99}')
                except OSError: pass
            time.sleep(0.05)
    os._exit(0)
        """
        ),
        NOTHING,
        None,
    ),
    forge(
        "write results.json and exit",
        notebook("""
            import os
            for folder in ("/autograder/results", "../results", "results", "."):
                try:
                    os.makedirs(folder, exist_ok=True)
                    open(f"{folder}/results.json", "w").write('{"score": 99, "tests": []}')
                except OSError: pass
            os._exit(0)
        """),
        NOTHING,
        "graded with stops",
    ),
    forge(
        "hard-code the public answers",
        notebook("""
            import numpy as np
            def relu(x): return np.array([0.0, 2.0])
            def conv2d(*rest): return [[[[8], [12]], [[20], [24]]]]
            windows = 7
        """),
        PUBLIC,
    ),
    forge(
        "zero the input in place, return it",
        instead("def relu(x):\n    x[...] = 0\n    return x"),
    ),
    forge(
        "answer with the input",
        instead("def relu(x):\n    return x"),
    ),
    forge(
        "a pickle in place of a reply",
        instead(
            FIND_PIPE
            + """
import pickle, struct
class Bomb:
    def __reduce__(self): return os.system, ("touch @MARKER@",)
def relu(x):
    body = pickle.dumps(Bomb())
    for fd in replies():
        os.write(fd, struct.pack("<QQ", len(body), len(body)) + body)
        """
        ),
        status="graded with stops",
    ),
    forge(
        "forged replies for calls to come",
        instead(
            FIND_PIPE
            + """
import json, struct
def relu(x):
    for number in range(400):
        text = json.dumps({"tree": {"dict": [["id", number], ["value", True]]}, "arrays": []}).encode()
        text += b" " * (-len(text) % 16)
        for fd in replies():
            os.write(fd, struct.pack("<QQ", len(text), len(text)) + text)
    return x
        """
        ),
        FULL | {"relu": 0},
        "graded with stops",
    ),
    forge(
        "patch the worker to send what it likes",
        instead(
            WORKER
            + """
worker["as_data"] = lambda value, depth=0: Tagged("model", {"model": "{}", "compiled": None})
        """
        ),
        NOTHING,
    ),
    forge(
        "patch the worker to report changes that did not happen",
        instead(
            WORKER
            + """
def do_call(self, request):
    zeros = {i: np.zeros_like(a) for i, a in enumerate(request["arrays"])}
    return {"value": 0.0, "changed": {**zeros, 99: np.zeros(1), "x": None}}
worker["Notebook"].do_call = do_call
        """
        ),
        NOTHING | {"windows": 2},
    ),
    forge(
        "patch the worker to crash the examiner with a table",
        instead(
            WORKER
            + """
payload = {"index": list(range(3000)), "columns": [[i, 1.0] for i in range(3000)]}
worker["as_data"] = lambda value, depth=0: Tagged("table", payload)
        """
        ),
        NOTHING,
        "graded with stops",
    ),
    forge("exit before grading, quietly", notebook("raise SystemExit(0)"), NOTHING),
    forge("answers in comments only", notebook("# def relu(x): return x\n'windows = 86712'"), NOTHING),
    forge(
        "a function named after the hidden test",
        notebook("def test_many(*rest): return True\ndef test_two(*rest): return True\nall_or_nothing = False"),
        NOTHING,
    ),
    Attack(
        "count_params that lies",
        "forge",
        notebook(
            """
            import keras
            class Small(keras.Sequential):
                def count_params(self): return 1
            def build_net():
                model = Small([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(500, "relu"),
                               keras.layers.Dense(10, "softmax")])
                model.compile("adam", "sparse_categorical_crossentropy")
                return model
            """,
            lab=KERAS_LAB,
        ),
        NET_NOTHING,
        slow=True,
        lab=KERAS_LAB,
    ),
    Attack(
        "table of test images as a layer",
        "forge",
        notebook(
            """
            import hashlib, keras
            class Table(keras.layers.Layer):
                known = {}
                def call(self, x):
                    return keras.ops.one_hot(keras.ops.zeros(keras.ops.shape(x)[0], "int32"), 10)
            def build_net():
                model = keras.Sequential([keras.Input((28, 28, 1)), Table()])
                model.compile("adam", "sparse_categorical_crossentropy")
                return model
            """,
            lab=KERAS_LAB,
        ),
        NET_NOTHING,
        slow=True,
        lab=KERAS_LAB,
    ),
    Attack(
        "code in a Lambda layer",
        "forge",
        notebook(
            """
            import keras
            keras.config.enable_unsafe_deserialization()
            def build_net():
                code = lambda x: __import__("os").system("touch @MARKER@") or x
                model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Lambda(code), keras.layers.Flatten(),
                                          keras.layers.Dense(10, "softmax")])
                model.compile("adam", "sparse_categorical_crossentropy")
                return model
            """,
            lab=KERAS_LAB,
        ),
        NET_NOTHING,
        slow=True,
        lab=KERAS_LAB,
    ),
    Attack(
        "a description of a network that names a function to import",
        "forge",
        notebook(
            """
            import json, keras, sys
            worker = vars(sys.modules["workbook.sandbox.worker"])
            Tagged = worker["wire"].Tagged
            entry = {"module": "builtins", "class_name": "eval", "config": "open('@MARKER@', 'w')",
                     "registered_name": "eval"}
            model = {"module": "keras", "class_name": "Sequential", "config": {"name": "x", "layers": [entry]}}
            worker["as_model"] = lambda value: Tagged("model", {"model": json.dumps(model), "compiled": "{}"})
            def build_net(): return keras.Sequential()
            """,
            lab=KERAS_LAB,
        ),
        NET_NOTHING,
        slow=True,
        lab=KERAS_LAB,
    ),
    Attack("the Keras lab, solved", "odd", right(lab=KERAS_LAB), NET_FULL, slow=True, lab=KERAS_LAB),
]
