"""What a test holds instead of a student's function: it looks like a function, and only data passes through it."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from labkit import given
from labkit.folders import Folder
from workbook import wire
from workbook.examiner.limits import Status


class StudentError(Exception):
    """Something that student code did, in place of returning data. Never anything but an ``Exception``.

    Attributes:
        status: what happened.
        type_name: the class of the student's exception, cleaned; empty if there was none.
        detail: the student's own text, cleaned and bounded; for instructors, since in hidden tests it may hold what
            nobody should read. ``str()`` leaves it out there.
    """

    def __init__(self, status: Status, message: str, type_name: str = "", detail: str = ""):
        super().__init__(message)
        self.status = status
        self.type_name = type_name
        self.detail = detail


class StudentFunction:
    """Stands for a function of the notebook. Arrays that the function changes in place are changed here, too."""

    __slots__ = ("__name__", "_call")

    def __init__(self, name: str, call: Callable[[str, tuple, dict], Any]):
        self.__name__ = name
        self._call = call

    def __call__(self, *args, **kwargs):
        """Call the student's function in its sandbox.

        Raises:
            StudentError: it returned nothing that is data.
        """
        return self._call(self.__name__, args, kwargs)

    def __repr__(self) -> str:
        return f"<the student's {self.__name__}>"


class Unreadable:
    """Stands for a value of the notebook that is not data."""

    def __init__(self, name: str):
        self.name = name

    def __repr__(self) -> str:
        return f"<{self.name}: something that is not data>"


def names_in_tests(paths: Iterable[Path]) -> dict[str, bool]:
    """Read off test files which names of the notebook they take as parameters, and whether they call them."""
    names: dict[str, bool] = {}
    for path in paths:
        for function in ast.parse(Path(path).read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef):
                parameters = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
                called = {
                    node.func.id
                    for node in ast.walk(function)
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                }
                for name in parameters:
                    names[name] = names.get(name, False) or name in called
    names.pop("env", None)  # Otter's own
    return names


def sent(value: Any) -> Any:
    """Turn what a test passes to a student's function into data.

    A network becomes its description and weights, a folder of files their names and bytes. Only examiners send these;
    what comes back from a sandbox is told by `received`.
    """
    kind = type(value)
    if kind in (list, tuple):
        return kind([sent(item) for item in value])
    if kind is dict:
        return {key: sent(item) for key, item in value.items()}
    if isinstance(value, Folder):
        return wire.Tagged("folder", value.files)
    return wire.Tagged("network", given.packed(value)) if given.is_network(value) else value


def received(value: Any) -> Any:
    """Turn what came over the wire into what a test works on: descriptions become objects of ours or pandas's.

    Raises:
        wire.WireError: a description is not as it should be.
    """
    kind = type(value)
    if kind in (list, tuple, set, frozenset):
        return kind([received(item) for item in value])
    if kind is dict:
        return {key: received(item) for key, item in value.items()}
    if kind is not wire.Tagged:
        return value
    if type(value.payload) is not dict:
        raise wire.WireError("a description that makes no sense")
    try:
        return {"model": _model, "series": _series, "table": _table}[value.kind](value.payload)
    except Exception as error:  # pandas raises whatever its parts raise
        raise wire.WireError("a description that makes no sense") from error


def _model(payload: dict):
    from labkit.models import Architecture

    model, compiled = payload["model"], payload["compiled"]
    if type(model) is not str or type(compiled) not in (str, type(None)):
        raise TypeError
    return Architecture(model, compiled)


def _series(payload: dict):
    import pandas

    index = payload["index"]
    return pandas.Series(_column(payload["values"], index), index=index, name=payload["name"])


def _table(payload: dict):
    import pandas

    index, columns = payload["index"], payload["columns"]
    table = pandas.DataFrame({i: _column(values, index) for i, (_, values) in enumerate(columns)}, index=index)
    table.columns = [name for name, _ in columns]
    return table


def _column(values: Any, index: Any) -> Any:
    """Return the values of a column if there is one for each row: a single one would be repeated, without bound."""
    if type(index) is not list or type(values) not in (list, np.ndarray) or len(values) != len(index):
        raise ValueError
    return values


def cleaned(text: Any, longest: int) -> str:
    """Make text of a student's printable and short."""
    if type(text) is not str:
        return ""
    shown = "".join(letter if letter.isprintable() or letter == "\n" else "�" for letter in text[: longest + 1])
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def is_builtin_exception(name: str) -> bool:
    """Tell whether a class name is one of Python's own exceptions, which says nothing about what it was raised for."""
    found = getattr(builtins, name, None)
    return isinstance(found, type) and issubclass(found, BaseException)
