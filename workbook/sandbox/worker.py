"""The process that holds a student's functions: runs cells, answers calls, knows no answer.

It is forked from a template, reads requests from its standard input and writes one reply to each. Once the first
cell has run, this process is the student's: every reply is a claim, and the examiner treats it so.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import sys
import tempfile
import types
from collections.abc import Iterator
from typing import Any

import numpy as np

from workbook import wire

LONGEST_TEXT = 2000
SCALARS = (bool, int, float, complex, str, bytes)


def serve(notebook: Notebook) -> None:
    """Answer requests until the examiner hangs up."""
    channel = Channel()
    channel.send({"id": 0, "ready": True})
    me = os.getpid()
    while True:
        request = channel.receive()
        try:
            reply = getattr(notebook, "do_" + request["do"])(request)
        except BaseException as error:
            reply = {"error": describe(error)}
        if os.getpid() != me:
            os._exit(0)  # a child that student code forked and let return
        notebook.settle()
        try:
            channel.send({"id": request["id"], **reply})
        except wire.WireError as error:
            kind = "too large" if isinstance(error, wire.TooLarge) else "not data"
            channel.send({"id": request["id"], "error": {"kind": kind, "type": "", "text": str(error), "errno": None}})


def seed() -> None:
    """Let NumPy's global generator differ from that of every other room; Python's own does so by itself."""
    np.random.seed()  # noqa: NPY002


class Channel:
    """The pipes to the examiner; student code finds the null device and the captured output in their place."""

    def __init__(self):
        self.requests, self.replies = os.dup(0), os.dup(1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(2, 1)
        os.close(null)
        self.arrays: list[np.ndarray] = []

    def receive(self) -> dict:
        """Wait for the next request. Its arrays are kept in ``self.arrays``."""
        request, arrays = wire.receive(self.read)
        request["arrays"] = arrays
        return request

    def read(self, size: int) -> bytearray:
        """Read so many bytes, or end this process when the examiner has hung up."""
        data = bytearray(size)
        view = memoryview(data)
        while view:
            count = os.readv(self.requests, [view])
            if count == 0:
                os._exit(0)
            view = view[count:]
        return data

    def send(self, reply: dict) -> None:
        """Write one reply.

        Raises:
            wire.WireError: it is not data; nothing was written.
        """
        buffers, _ = wire.encode(reply)
        for buffer in buffers:
            view = memoryview(buffer)
            while view:
                view = view[os.write(self.replies, view) :]


class Notebook:
    """The student's notebook: an IPython shell without a screen."""

    def __init__(self):
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        config = Config()
        config.HistoryManager.enabled = False
        config.InteractiveShell.colors = "nocolor"
        config.InteractiveShell.xmode = "Minimal"

        class Shell(InteractiveShell):
            def enable_gui(self, gui=None):
                """Let ``%matplotlib`` work: there is no window to open."""

        self.shell = Shell.instance(config=config)
        self.shell.system = self.shell.system_raw  # the other way needs a terminal
        self.recursion_limit = sys.getrecursionlimit()
        pretend_otter()
        self.shell.user_ns["grader"] = PretendGrader()

    def do_files(self, request: dict) -> dict:
        """Write the files that the notebook may read."""
        for name, content in request["files"].items():
            path = pathlib.Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            content.tofile(path)
        return {}

    def do_cell(self, request: dict) -> dict:
        """Run one cell; an exception in it is told and does no harm."""
        result = self.shell.run_cell(request["source"], store_history=False)
        error = result.error_before_exec or result.error_in_exec
        return {"error": describe(error)} if error is not None else {}

    def do_look(self, request: dict) -> dict:
        """Say of each name that there is whether it is a function or a value, such as a Keras model."""
        found = {name: self.shell.user_ns[name] for name in request["names"] if name in self.shell.user_ns}
        return {"functions": [n for n in found if callable(found[n]) and not is_model(found[n])], "names": list(found)}

    def do_fetch(self, request: dict) -> dict:
        """Send the value of a name."""
        return {"value": as_data(self.shell.user_ns[request["name"]])}

    def do_call(self, request: dict) -> dict:
        """Call a function; send what it returned, and the arrays among its arguments that it changed."""
        arrays = request["arrays"]
        before = [array.tobytes() for array in arrays]
        function = self.shell.user_ns[request["name"]]
        with given(request["args"], request["kwargs"]) as (args, kwargs):
            value = as_data(function(*args, **kwargs))
        changed = {i: array for i, array in enumerate(arrays) if array.tobytes() != before[i]}
        return {"value": value, "changed": changed}

    def settle(self) -> None:
        """Undo what student code may have done to this process and would keep it from answering."""
        if sys.getrecursionlimit() < self.recursion_limit:
            sys.setrecursionlimit(self.recursion_limit)
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except BaseException as error:  # a stream that the student replaced or closed
                os.write(2, f"{type(error).__name__} in a replaced output stream\n".encode())


@contextlib.contextmanager
def given(args: list, kwargs: dict) -> Iterator[tuple[list, dict]]:
    """Make what the arguments of a call stand for, for the time of the call.

    A folder of files is put on disk, and the function gets its path, a string; a network is built from its description.
    """
    with contextlib.ExitStack() as stack:

        def made(value: Any) -> Any:
            if isinstance(value, list | tuple):
                return type(value)(made(item) for item in value)
            if isinstance(value, dict):
                return {key: made(item) for key, item in value.items()}
            if not isinstance(value, wire.Tagged):
                return value
            if value.kind == "network":
                from labkit.given import unpacked

                return unpacked(value.payload)
            from labkit import folders

            place = stack.enter_context(tempfile.TemporaryDirectory(prefix="images-", ignore_cleanup_errors=True))
            folders.write(place, value.payload)
            return place

        yield made(args), made(kwargs)


class PretendGrader:
    """Stands where ``grader`` stood in the student's notebook: every method does nothing."""

    def __getattr__(self, name: str):
        return lambda *args, **kwargs: None


def pretend_otter() -> None:
    """Let ``import otter; grader = otter.Notebook()`` work, at once, without Otter."""
    module = types.ModuleType("otter")
    module.Notebook = lambda *args, **kwargs: PretendGrader()
    sys.modules["otter"] = module


def describe(error: BaseException) -> dict:
    """Say what an exception was, briefly; its own text may be missing, endless or raise."""
    try:
        text = str(error)[:LONGEST_TEXT]
    except BaseException:
        text = ""
    number = getattr(error, "errno", None) if isinstance(error, OSError) else None
    kind = {wire.TooLarge: "too large", wire.WireError: "not data"}.get(type(error), "raised")
    return {"kind": kind, "type": type(error).__name__[:80], "text": text, "errno": number}


def as_data(value: Any, depth: int = 0) -> Any:
    """Turn a result into data that can be sent: tensors become arrays, models their description.

    Raises:
        wire.WireError: it is nothing of the kind.
    """
    kind = type(value)
    if value is None or value is Ellipsis or kind in SCALARS or kind in (np.bool_, np.int64, np.float64):
        return value
    if depth > wire.MAX_DEPTH:
        raise wire.TooLarge(f"the value is nested more than {wire.MAX_DEPTH} deep")
    if isinstance(value, dict):
        return {as_data(key, depth + 1): as_data(item, depth + 1) for key, item in value.items()}
    for plain in (list, tuple, set, frozenset):
        if isinstance(value, plain):
            return plain([as_data(item, depth + 1) for item in value])
    if not isinstance(value, np.generic):
        for plain in SCALARS:
            if isinstance(value, plain):
                return plain(value)
    return as_table(value) or as_model(value) or as_array(value)


def as_array(value: Any) -> np.ndarray | np.generic:
    """Turn an array, a tensor or anything else that NumPy can read into a plain array."""
    try:
        array = np.asarray(value)
    except Exception as error:
        raise wire.WireError(f"a {type(value).__name__[:80]} is not data") from error
    if array.dtype.kind == "V" and array.dtype.names is None and array.dtype.itemsize <= 2:
        array = array.astype(np.float32)  # bfloat16 and its kin
    if array.dtype.kind not in "biufcSU":
        raise wire.WireError(f"a {type(value).__name__[:80]} is not data")
    return array[()] if isinstance(value, np.generic) else array


def as_table(value: Any) -> wire.Tagged | None:
    """Describe a pandas table or column by its labels and values."""
    pandas = sys.modules.get("pandas")
    if pandas is None:
        return None
    if isinstance(value, pandas.Series):
        payload = {"name": as_data(value.name), "index": as_data(list(value.index)), "values": column(value)}
        return wire.Tagged("series", payload)
    if isinstance(value, pandas.DataFrame):
        columns = [[as_data(name), column(value.iloc[:, i])] for i, name in enumerate(value.columns)]
        return wire.Tagged("table", {"index": as_data(list(value.index)), "columns": columns})
    return None


def column(series) -> Any:
    """Turn one column into an array or, where its values are of several kinds, a list."""
    array = np.asarray(series)
    return array if array.dtype.kind in "biufcSU" else as_data(array.tolist())


def as_model(value: Any) -> wire.Tagged | None:
    """Describe a Keras model by its architecture; its weights and its methods stay here."""
    if not is_model(value):
        return None
    from labkit import models

    architecture = models.describe(value)
    return wire.Tagged("model", {"model": architecture.model, "compiled": architecture.compiled})


def is_model(value: Any) -> bool:
    """Tell whether a value is a Keras model, without importing Keras."""
    keras = sys.modules.get("keras")
    return keras is not None and isinstance(value, keras.Model)
