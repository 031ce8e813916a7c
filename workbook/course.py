"""The course as its folder describes it: which labs there are, and where everything lies."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from workbook.problems import Problem, SourceError


@dataclass(frozen=True)
class Lab:
    """One lab: a folder of exercises in ``source/``, and what ``source/course.toml`` says of it.

    ``points`` and ``minutes`` are what the exercises have to add up to; ``gpu`` asks Colab for one.
    """

    name: str
    title: str
    points: float
    minutes: int
    gpu: bool
    folder: Path

    @property
    def number(self) -> int:
        """The lab's number, from its name: 1 for ``01_convolution``."""
        return int(self.name.split("_")[0])


@dataclass(frozen=True)
class Course:
    """A checkout of the workbook: its labs and its top-level folders."""

    root: Path
    title: str
    repository: str
    tag: str
    labs: tuple[Lab, ...]

    @classmethod
    def load(cls, root: Path | None = None) -> Course:
        """Read ``source/course.toml``, in ``root`` or in the nearest folder above the present one.

        Raises:
            SourceError: there is no such file, or it lacks a setting.
        """
        root = root or _find_root()
        path = root / "source" / "course.toml"
        try:
            settings = tomllib.loads(path.read_text(encoding="utf-8"))
            labs = tuple(
                Lab(name, lab["title"], lab["points"], lab["minutes"], lab.get("gpu", False), root / "source" / name)
                for name, lab in sorted(settings["labs"].items())
            )
            return cls(root, settings["title"], settings["repository"], settings["tag"], labs)
        except FileNotFoundError:
            problem = Problem(path, 0, "There is no such file.", "Run the command inside a checkout of the workbook.")
        except tomllib.TOMLDecodeError as error:
            problem = Problem(path, 0, f"Not valid TOML: {error}.", "Mend that line.")
        except KeyError as error:
            problem = Problem(path, 0, f"The setting {error} is missing.", "Add it; the other labs show how.")
        raise SourceError([problem])

    def lab(self, name: str) -> Lab:
        """Find a lab by its name, ``02_layers``, or by its number, ``2``.

        Raises:
            SourceError: the course has no such lab.
        """
        for lab in self.labs:
            if name in (lab.name, str(lab.number)):
                return lab
        known = ", ".join(lab.name for lab in self.labs)
        raise SourceError([Problem(self.root / "source", 0, f"There is no lab {name!r}.", f"The labs are: {known}.")])

    @property
    def address(self) -> str:
        """Where the files of ``release/`` can be fetched one by one."""
        return f"https://raw.githubusercontent.com/{self.repository}/{self.tag}/release"

    def colab_address(self, lab: Lab) -> str:
        """Where Colab opens the release notebook of a lab."""
        return (
            f"https://colab.research.google.com/github/{self.repository}/blob/{self.tag}"
            f"/release/{lab.name}/{lab.name}.ipynb"
        )

    @property
    def release(self) -> Path:
        """What students open."""
        return self.root / "release"

    @property
    def solutions(self) -> Path:
        """The labs, solved, with all tests: for instructors."""
        return self.root / "solutions"

    @property
    def autograder(self) -> Path:
        """One ``<lab>.zip`` a lab for Otter, Gradescope and ``workbook grade``."""
        return self.root / "autograder"


def _find_root() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "source" / "course.toml").is_file():
            return folder
    return here
