"""Right answers of people who tamper, or who only write unusual code: all of them get full marks."""
# ruff: noqa: E501 - a submission a line

from __future__ import annotations

from .attack import Attack, instead, notebook, right, zipped
from .lab import FULL, KERAS_LAB, LAB, NET_FULL, NET_SOLUTION, graded_cells

OWN_IMPORTS = """
def relu(x):
    import numpy
    return numpy.maximum(x, 0)
def conv2d(images, kernels, bias):
    import numpy
    kh, kw = kernels.shape[:2]
    views = numpy.lib.stride_tricks.sliding_window_view(images, (kh, kw), axis=(1, 2))
    return numpy.einsum("nhwcij,ijcf->nhwf", views, kernels) + bias
windows = 86712
"""


def tamper(name: str, content: bytes, **more) -> Attack:
    return Attack(name, "tamper", content, status=None, **more)


def odd(name: str, content: bytes, points=FULL, **more) -> Attack:
    return Attack(name, "odd", content, points, **more)


TAMPERED = [
    tamper("change the folder", right("import os\nos.chdir('/')", after=("os.chdir('/usr')",))),
    tamper("remove the folder it runs in", right("import os, shutil\nshutil.rmtree(os.getcwd(), ignore_errors=True)")),
    tamper("warnings as errors", right("import warnings\nwarnings.simplefilter('error')")),
    tamper("NumPy's floating-point errors raise", right(after=("np.seterr(all='raise')",))),
    tamper("another time zone", right("import os, time\nos.environ['TZ'] = 'Asia/Kathmandu'\ntime.tzset()")),
    tamper(
        "another locale",
        right("import locale\ntry: locale.setlocale(locale.LC_ALL, 'de_DE.UTF-8')\nexcept locale.Error: pass"),
    ),
    tamper("%reset -f", notebook("x = 1", "%reset -f", *graded_cells(LAB))),
    tamper("rebind np", notebook(OWN_IMPORTS, "np = 5\nnumpy = None")),
    tamper(
        "rebind builtins of the notebook",
        notebook(OWN_IMPORTS, "list = dict = len = sum = isinstance = None\nprint = 3"),
    ),
    tamper(
        "a TkAgg backend",
        right("import os\nos.environ['MPLBACKEND'] = 'TkAgg'\nimport matplotlib\nmatplotlib.use('TkAgg')"),
    ),
    tamper("recursion limit 60", right(after=("import sys\nsys.setrecursionlimit(60)",))),
    tamper("an empty environment", right("import os\nos.environ.clear()")),
    tamper("an empty sys.path", right(after=("import sys\nsys.path.clear()",))),
    tamper("standard output closed", right(after=("import sys\nsys.stdout.close()",))),
    tamper("standard output replaced", right(after=("import sys, io\nsys.stdout = sys.stderr = None",))),
    tamper("print options of NumPy", right("np = __import__('numpy')\nnp.set_printoptions(precision=1, threshold=1)")),
    tamper("seeds", right(after=("import random\nrandom.seed(0)\nnp.random.seed(0)",))),
    tamper("no garbage collection", right("import gc\ngc.disable()")),
    tamper(
        "umask, priorities and signal handlers",
        right("import os, signal\nos.umask(0o777)\nos.nice(5)\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)"),
    ),
    tamper("a trace function", right("import sys\nsys.settrace(lambda *rest: None)")),
    tamper(
        "an exception hook and an exit handler",
        right("import sys, atexit\nsys.excepthook = lambda *rest: None\natexit.register(lambda: 1 / 0)"),
    ),
    tamper(
        "IPython's own methods replaced", right("get_ipython().showtraceback = lambda *rest, **more: 1 / 0", "1 / 0")
    ),
    tamper("a name of the grader's taken", right("grader = None", after=("grader = 5\nget_ipython = None",))),
]

HONEST = [
    odd("as it should be", right()),
    odd(
        "float32 inside",
        instead(
            "_c = conv2d\ndef conv2d(images, kernels, bias):\n    return _c(images, kernels, bias).astype('float32')"
        ),
    ),
    odd(
        "lists for arrays",
        instead("_r, _c = relu, conv2d\ndef relu(x): return _r(x).tolist()\ndef conv2d(*a): return _c(*a).tolist()"),
    ),
    odd("tuples of arrays", instead("_r = relu\ndef relu(x): return tuple(_r(x))")),
    odd("prints and emoji", instead("_r = relu\ndef relu(x):\n    print('🎉 läuft', x)\n    return _r(x)")),
    odd("partials", instead("from functools import partial\nrelu = partial(np.maximum, 0)")),
    odd("a ufunc itself", instead("relu = np.vectorize(lambda v: v if v > 0 else 0.0)")),
    odd("callable objects", instead("class Relu:\n    def __call__(self, x): return np.maximum(x, 0)\nrelu = Relu()")),
    odd("methods", instead("class Net:\n    def relu(self, x): return np.maximum(x, 0)\nrelu = Net().relu")),
    odd("lambdas", instead("relu = lambda x: x * (x > 0)")),
    odd(
        "recursion",
        instead(
            "def relu(x):\n    x = np.asarray(x)\n    return np.array([relu(v) for v in x]) if x.ndim else max(float(x), 0.0)"
        ),
    ),
    odd(
        "plain loops",
        instead("""
        def conv2d(images, kernels, bias):
            n, h, w, _ = images.shape
            kh, kw, _, f = kernels.shape
            out = np.empty((n, h - kh + 1, w - kw + 1, f))
            for i, y, x, k in np.ndindex(out.shape):
                out[i, y, x, k] = (images[i, y:y + kh, x:x + kw] * kernels[..., k]).sum() + bias[k]
            return out
    """),
    ),
    odd(
        "scratch cells that raise", right("1 / 0", "undefined_name", after=("raise ValueError('todo')", "assert False"))
    ),
    odd(
        "stride-trick views",
        instead(
            "_c = conv2d\ndef conv2d(*a):\n    r = _c(*a)\n    return np.lib.stride_tricks.as_strided(r, r.shape, r.strides, writeable=False)"
        ),
    ),
    odd(
        "views of larger arrays",
        instead("_c = conv2d\ndef conv2d(*a):\n    r = _c(*a)\n    return np.repeat(r, 2, axis=1)[:, ::2]"),
    ),
    odd("Fortran order", instead("_c = conv2d\ndef conv2d(*a): return np.asfortranarray(_c(*a))")),
    odd("big-endian numbers", instead("_r = relu\ndef relu(x): return _r(x).astype('>f8')")),
    odd("a masked array", instead("def relu(x): return np.ma.masked_less(x, 0).filled(0)")),
    odd(
        "np.matrix for two dimensions",
        instead("_r = relu\ndef relu(x): return np.matrix(_r(x)) if x.ndim == 2 else _r(x)"),
    ),
    odd("3 s slow", instead("import time\n_r = relu\ndef relu(x):\n    time.sleep(3)\n    return _r(x)"), slow=True),
    odd(
        "guarded Colab imports",
        right(
            "try:\n    from google.colab import drive\n    drive.mount('/content')\nexcept ImportError:\n    print('not on Colab')"
        ),
    ),
    odd("files written", instead("def relu(x):\n    np.save('x.npy', np.maximum(x, 0))\n    return np.load('x.npy')")),
    odd(
        "temporary files",
        instead(
            "import tempfile\ndef relu(x):\n    with tempfile.NamedTemporaryFile() as f:\n        np.save(f, x)\n    return np.maximum(x, 0)"
        ),
    ),
    odd(
        "subprocess",
        instead(
            "import subprocess, sys\ndef relu(x):\n    subprocess.run([sys.executable, '-c', 'print(1)'], check=True)\n    return np.maximum(x, 0)"
        ),
    ),
    odd(
        "a pool of threads",
        instead(
            "from concurrent.futures import ThreadPoolExecutor\ndef relu(x):\n    with ThreadPoolExecutor(4) as pool:\n        return np.array(list(pool.map(lambda r: np.maximum(r, 0), x)))"
        ),
    ),
    odd("top-level await", right("import asyncio\nawait asyncio.sleep(0.01)")),
    odd("CRLF", right().replace(b"\\n", b"\\r\\n")),
    odd(
        "helper cells in another order",
        notebook(
            "def relu(x): return helper(x)",
            "import numpy as np",
            "def helper(x): return np.maximum(x, 0)",
            *graded_cells(LAB)[1:2],
            "windows = 86712",
        ),
    ),
    odd(
        "helpers in a file beside",
        zipped(
            {
                "lab.ipynb": right(after=("from mine import relu",)),
                "mine.py": "import numpy as np\ndef relu(x): return np.maximum(x, 0)",
            }
        ),
        suffix=".zip",
    ),
    odd(
        "decorators and a cache",
        instead(
            "import functools\ndef loud(f):\n    @functools.wraps(f)\n    def g(*a, **k):\n        print(f.__name__)\n        return f(*a, **k)\n    return g\nrelu = loud(relu)"
        ),
    ),
    odd(
        "annotations, keyword-only arguments, defaults",
        instead(
            "def relu(x: 'np.ndarray', *, slope: float = 0.0) -> 'np.ndarray': return np.where(x > 0, x, slope * x)"
        ),
    ),
    odd("names in another script", instead("größe = 0\ndef ρελυ(x): return np.maximum(x, größe)\nrelu = ρελυ")),
    odd(
        "warnings",
        instead(
            "import warnings\ndef relu(x):\n    warnings.warn('slow')\n    return np.maximum(x, np.log(0.0) * 0 if False else 0)"
        ),
    ),
    odd("a value as a float", instead("windows = 86712.0")),
    odd("a value as a NumPy integer", instead("windows = np.int32(86712)")),
    odd("a value as an array of one", instead("windows = np.array([86712])")),
    odd("a figure in a cell", right("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()")),
    odd("%timeit", right("import numpy as np\n%timeit -n 2 -r 1 np.ones(3)")),
    odd(
        "display and pandas",
        right("import pandas as pd\nfrom IPython.display import display\ndisplay(pd.DataFrame({'a': [1]}))"),
        slow=True,
    ),
    odd(
        "logging and a progress bar",
        right("import logging, sys\nlogging.warning('x')\nfor i in range(100): sys.stderr.write(f'\\r{i}')"),
    ),
    odd(
        "a generator turned into an array",
        instead("def relu(x): return np.array([[max(v, 0) for v in np.atleast_1d(r)] for r in x]).reshape(x.shape)"),
    ),
    odd(
        "results of an earlier call kept",
        instead("_r, kept = relu, {}\ndef relu(x):\n    return kept.setdefault(x.tobytes(), _r(x))"),
    ),
    odd(
        "grader cells",
        right(
            "import otter\ngrader = otter.Notebook()",
            after=("grader.check('relu')", "grader.check_all()", "grader.export()"),
        ),
    ),
    odd("tf.Tensor returned", instead("import tensorflow as tf\ndef relu(x): return tf.nn.relu(x)"), slow=True),
    odd(
        "keras tensor returned",
        instead("import keras\ndef relu(x): return keras.ops.relu(keras.ops.convert_to_tensor(x))"),
        slow=True,
    ),
    odd(
        "a functional model",
        right(
            after=(
                "def build_net():\n    i = keras.Input((28, 28, 1))\n    x = keras.layers.Flatten()(i)\n    x = keras.layers.Dense(32, activation='relu')(x)\n"
                "    m = keras.Model(i, keras.layers.Dense(10, activation='softmax')(x))\n    m.compile('adam', 'sparse_categorical_crossentropy')\n    return m",
            ),
            lab=KERAS_LAB,
        ),
        NET_FULL,
        slow=True,
        lab=KERAS_LAB,
    ),
    odd(
        "a model trained in the notebook, too",
        right(
            after=("m = build_net()\nimport numpy as np\nm.fit(np.zeros((64, 28, 28, 1)), np.zeros(64), verbose=0)",),
            lab=KERAS_LAB,
        ),
        NET_FULL,
        slow=True,
        lab=KERAS_LAB,
    ),
    odd(
        "one model, built once",
        right(
            NET_SOLUTION.replace("def build_net", "import keras\ndef make_net"),
            after=("net = make_net()\ndef build_net(): return net",),
            lab=KERAS_LAB,
        ),
        NET_FULL,
        slow=True,
        lab=KERAS_LAB,
    ),
]

ATTACKS = TAMPERED + HONEST
