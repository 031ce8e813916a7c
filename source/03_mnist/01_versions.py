# %% [raw]
# # BEGIN QUESTION
# name: versions
# points: 1
# minutes: 4
# difficulty: 1

# %% [markdown]
# ## 3.1 Which libraries are here?
#
# Deep learning in Python is a stack of libraries. These are the ones from the lecture:
#
# | library | what it gives you |
# |---|---|
# | NumPy | arrays, and fast arithmetic with them: labs 1 and 2 |
# | pandas | tables with names for rows and columns |
# | Matplotlib | figures |
# | TensorFlow | arrays that can live on a GPU, and derivatives of everything you compute with them |
# | Keras | layers, losses, optimizers, training loops, on top of a *back end* such as TensorFlow |
# | Theano, CNTK | back ends of Keras's early years; both are history: their development ended in 2017 and 2019 |
#
# "It worked on my computer" is often a question of versions. So the first thing to know about a notebook is what it
# runs on. Do not look it up by hand: let code tell you.
#
# Write `versions(names)`.
#
# | | |
# |---|---|
# | `names` | a list of names as you would import them, such as `["numpy", "sklearn"]` |
# | result | a dict: each name with its version as a string, or with `None` if there is no such library here |
#
# For example, `versions(["numpy", "theano"])` gives `{"numpy": "2.1.3", "theano": None}` where NumPy 2.1.3 is installed
# and Theano is not.
#
# You will only be asked for libraries that carry their version in `__version__`, as NumPy does in `np.__version__`.

# %% [markdown] tags=["hint"]
# The names come as strings. Which function of `importlib` imports a module whose name is in a variable?

# %% [markdown] tags=["hint"]
# `importlib.import_module(name)` gives you the module, and `.__version__` is in it. What does Python raise for a
# library that is not there?

# %% [markdown] tags=["hint"]
# Put the import of each name into a `try`, and use `except ModuleNotFoundError` for the libraries that are missing.

# %% [raw]
# # BEGIN SOLUTION

# %%
import importlib


def versions(names):
    """Look up the version of each library: list of import names -> dict of name to version
    string or None."""
    # BEGIN SOLUTION
    found = {}
    for name in names:
        try:
            found[name] = importlib.import_module(name).__version__
        except ModuleNotFoundError:
            found[name] = None
    return found
    # END SOLUTION


# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
""" # BEGIN TEST CONFIG
name: NumPy, scikit-learn, and a library that does not exist
points: 0.5
"""  # END TEST CONFIG


def test_here_and_not_here(versions, numpy_version):
    from labkit import checks

    names = ["numpy", "sklearn", "no_such_library"]
    got = versions(names)
    if not isinstance(got, dict) or sorted(got) != sorted(names):
        checks.fail(
            f"versions({names}) does not give one entry for each name.",
            expected={"numpy": numpy_version, "sklearn": "its version", "no_such_library": None},
            got=got,
            hint="Start with an empty dict, and fill in one name after the other.",
        )
    if got["numpy"] != numpy_version:
        checks.fail("The version of numpy is wrong.", expected=numpy_version, got=got["numpy"])
    if not isinstance(got["sklearn"], str):
        checks.fail(
            "The version of sklearn is wrong.",
            expected="a string such as '1.6.1'",
            got=got["sklearn"],
            hint="The names are those that you import: sklearn, although its package is called scikit-learn.",
        )
    if got["no_such_library"] is not None:
        checks.fail(
            "A library that is not there has no version.", expected="None, not a string", got=got["no_such_library"]
        )


# %%
""" # BEGIN TEST CONFIG
name: other libraries, in another order
points: 0.5
hidden: true
"""  # END TEST CONFIG


def test_other_names(versions, numpy_version):
    import re

    from labkit import checks

    names = ["scipy", "library_of_tomorrow", "pandas", "sklearn", "numpy", "keras"]
    got = versions(names)
    what = f"versions({names})"
    if not isinstance(got, dict) or sorted(got) != sorted(names):
        checks.fail(
            f"{what} does not give one entry for each name.",
            expected=f"a dict with the keys {sorted(names)}",
            got=got,
            hint="Every name that comes in is a key of the result, whether its library is there or not.",
        )
    for name in ("scipy", "pandas", "sklearn", "numpy", "keras"):
        if not isinstance(got[name], str) or not re.match(r"\d+\.\d+", got[name]):
            checks.fail(f"{what} has no version for {name}.", expected="a string such as '2.1.3'", got=got[name])
    if got["numpy"] != numpy_version or got["library_of_tomorrow"] is not None:
        checks.fail(
            f"{what} is wrong.",
            expected={"numpy": numpy_version, "library_of_tomorrow": None},
            got={name: got[name] for name in ("numpy", "library_of_tomorrow")},
            hint="Does each name get its own version, and None if it cannot be imported?",
        )
    if versions([]) != {}:
        checks.fail("versions([]) has entries.", expected={}, got=versions([]))


# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION

# %% tags=["student"]
versions(["numpy", "pandas", "matplotlib", "tensorflow", "keras", "theano", "cntk"])


# %% stopped at a missing library tags=["mistake"]
def versions(names):
    """Your function stops with an error when a library is not there. It should go on, and answer None for that name."""
    return {name: importlib.import_module(name).__version__ for name in names}


# %% left missing libraries out tags=["mistake"]
def versions(names):
    """You leave out the libraries that are not there. Whoever asks for a name should find it in the
    answer, with None."""
    found = {}
    for name in names:
        try:
            found[name] = importlib.import_module(name).__version__
        except ModuleNotFoundError:
            pass
    return found


# %% answered for fixed libraries tags=["mistake"]
def versions(names):
    """Your answer is the same whatever is asked. Go through names, and look each one up."""
    import pandas
    import sklearn

    return {"numpy": np.__version__, "pandas": pandas.__version__, "sklearn": sklearn.__version__}


# %% asked for packages instead of modules tags=["mistake"]
def versions(names):
    """You look names up among the installed packages. Some have other names there than the modules: sklearn comes
    in the package scikit-learn."""
    from importlib import metadata

    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found


# %% wrote a text instead of None tags=["mistake"]
def versions(names):
    """For a missing library you write a text. A program that reads your answer would take it for a version: use
    None."""
    found = {}
    for name in names:
        try:
            found[name] = importlib.import_module(name).__version__
        except ModuleNotFoundError:
            found[name] = "not installed"
    return found


# %% gave a list without names tags=["mistake"]
def versions(names):
    """You return the versions without the names. A dict keeps the two together."""
    found = []
    for name in names:
        try:
            found.append(importlib.import_module(name).__version__)
        except ModuleNotFoundError:
            found.append(None)
    return found


# %% returned in the first turn of the loop tags=["mistake"]
def versions(names):
    """Your return stands inside the loop, so only the first name is looked up. Move it behind the loop."""
    found = {}
    for name in names:
        try:
            found[name] = importlib.import_module(name).__version__
        except ModuleNotFoundError:
            found[name] = None
        return found
    return found


# %% kept only the main version number tags=["mistake"]
def versions(names):
    """You cut each version down to its first number. Between 2.0 and 2.1 much can change: keep the whole string."""
    found = {}
    for name in names:
        try:
            found[name] = importlib.import_module(name).__version__.split(".")[0]
        except ModuleNotFoundError:
            found[name] = None
    return found
