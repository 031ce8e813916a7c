"""Reads Otter's test files. Each is compiled once in a process, however many submissions that examines."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import CodeType

from otter.test_files.exception_test import ExceptionTestFile

MOST_FILES = 256
"""Test files that are kept compiled; a course has about a hundred."""


def read_tests(path: Path) -> ExceptionTestFile:
    """Read a test file. It is executed anew each time, so that nothing one submission left is there for another.

    Otter's own ``create_test_file`` gives the same, but compiles and executes the file twice.
    """
    source = path.read_text(encoding="utf-8")
    tests = ExceptionTestFile._from_compiled_code(_compiled(source, str(path)), path=str(path))
    tests.source = source
    return tests


@lru_cache(maxsize=MOST_FILES)
def _compiled(source: str, path: str) -> CodeType:
    return ExceptionTestFile._compile_string(source, path)
