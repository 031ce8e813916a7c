# %% importlib and except ImportError
import importlib


def versions(names):
    result = {}
    for name in names:
        try:
            module = importlib.import_module(name)
        except ImportError:
            result[name] = None
        else:
            result[name] = module.__version__
    return result


# %% look first whether it can be found
from importlib import import_module, util


def versions(names):
    return {name: import_module(name).__version__ if util.find_spec(name) else None for name in names}


# %% the built-in __import__
def versions(names):
    result = dict.fromkeys(names)
    for name in names:
        try:
            result[name] = __import__(name).__version__
        except ModuleNotFoundError:
            pass
    return result


# %% a helper function and getattr
import importlib


def version_of(name):
    try:
        return str(getattr(importlib.import_module(name), "__version__", "unknown"))
    except Exception:
        return None


def versions(names):
    return dict(zip(names, map(version_of, names)))


# %% exec, and a print for each
def versions(names):
    result = {}
    for name in names:
        space = {}
        try:
            exec(f"import {name} as library", space)
            result[name] = space["library"].__version__
        except ImportError:
            print(name, "is not installed")
            result[name] = None
    return result


# %% collected from the last to the first
import importlib


def versions(names):
    if not names:
        return {}
    *others, name = names
    try:
        version = importlib.import_module(name).__version__
    except ImportError:
        version = None
    return {name: version, **versions(others)}
