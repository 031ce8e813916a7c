"""A lab as a grader has it: the zip that Otter and Gradescope get, unpacked and read."""

from __future__ import annotations

import ast
import json
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workbook.examiner.proxy import names_in_tests


class NoAutograder(Exception):
    """The zip is missing or is none of ours; the message says what to do."""


@dataclass(eq=False)
class Assignment:
    """One lab's tests and catalogue. The tests lie in ``folder`` as long as the object lives."""

    name: str
    questions: dict[str, dict]
    cells: list[str]
    folder: tempfile.TemporaryDirectory

    @classmethod
    def load(cls, path: Path) -> Assignment:
        """Read an autograder zip.

        Raises:
            NoAutograder: there is none, or it is not one that ``workbook generate`` wrote.
        """
        folder = tempfile.TemporaryDirectory(prefix="workbook-tests-")
        try:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(folder.name)
            config = json.loads(Path(folder.name, "otter_config.json").read_text(encoding="utf-8"))
            catalogue = json.loads(Path(folder.name, "catalogue.json").read_text(encoding="utf-8"))
            return cls(config["assignment_name"], catalogue["questions"], catalogue["cells"], folder)
        except FileNotFoundError:
            raise NoAutograder(f"{path} is missing. Run 'workbook generate'.") from None
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise NoAutograder(f"{path} is no autograder of this workbook. Run 'workbook generate'.") from error

    def test_file(self, question: str) -> Path:
        """Where Otter's test file of a question lies."""
        return Path(self.folder.name, "tests", f"{question}.py")

    @cached_property
    def modules(self) -> list[str]:
        """What the solved notebook imports, in the order in which it does."""
        return list(dict.fromkeys(module for cell in self.cells for module in imported(cell)))

    @cached_property
    def trains(self) -> bool:
        """Whether its tests have networks trained."""
        return any("examiner.accuracy" in self.test_file(name).read_text(encoding="utf-8") for name in self.questions)

    @cached_property
    def names(self) -> dict[str, bool]:
        """The notebook's names that tests use, and whether they call them."""
        return names_in_tests([self.test_file(question) for question in self.questions])


def imported(source: str) -> Iterator[str]:
    """Name the modules that import statements in some code may want, such as ``scipy`` and ``scipy.signal``.

    >>> list(imported("from scipy import signal"))
    ['scipy', 'scipy.signal']
    """
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
