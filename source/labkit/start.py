"""The set-up of every lab: makes `grader`, installing Otter first where it is missing."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import pathlib
import subprocess
import sys
from collections.abc import Iterator

OTTER = "otter-grader==7.0.0"
OTTER_PARTS = ("fica==0.4.1", "ipylab==1.1.0", "python-frontmatter==1.3.0", "python-on-whales==0.81.0")
"""What Colab lacks of Otter's needs. Installed without dependencies, nothing of Colab's changes."""


def notebook(lab: str):
    """Get a lab ready and return its ``grader``.

    Args:
        lab: the lab's name, such as ``"01_convolution"``.

    Raises:
        FileNotFoundError: the lab's tests are not beside the notebook.
        subprocess.CalledProcessError: pip could not install Otter.
    """
    if importlib.util.find_spec("otter") is None:
        _install()
    if not pathlib.Path("tests").is_dir():
        raise FileNotFoundError(
            f"The checks of {lab} are missing: there is no folder 'tests' beside the notebook. "
            "Open the notebook from its own folder, or delete the folder 'labkit' and run this cell again."
        )
    from labkit.grader import Grader

    print(f"Ready: {lab}, Python {sys.version.split()[0]}. Check an answer with its grader.check cell.")
    print("grader.progress() shows how far you have come.")
    return Grader()


@contextlib.contextmanager
def loading() -> Iterator[None]:
    """Import libraries without what they log meanwhile, and say what to do where TensorFlow is missing.

    TensorFlow logs past Python, straight to the process's standard error, which notebooks show in red. Later it warns
    whoever trains many small networks in a row, which is what labs do: of its own logger only errors are shown.

    Raises:
        ModuleNotFoundError: a library is missing, as without this.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    sys.stderr.flush()
    kept = os.dup(2)
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
        logging.getLogger("tensorflow").setLevel(logging.ERROR)  # only now: TensorFlow sets it while it loads
    except ModuleNotFoundError as error:
        if error.name == "tensorflow":
            print("This computer has no TensorFlow. On Colab, TPUs come without it:")
            print("choose Runtime > Change runtime type > CPU or T4 GPU, and run the notebook from its top.")
        raise
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def on_colab() -> bool:
    """Whether this notebook runs on Google Colab."""
    return importlib.util.find_spec("google") is not None and importlib.util.find_spec("google.colab") is not None


def _install() -> None:
    packages = ["--no-deps", OTTER, *OTTER_PARTS] if on_colab() else [OTTER]
    print("Installing Otter, once; this takes a few seconds on Colab, up to a minute elsewhere.")
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *packages], check=True)
