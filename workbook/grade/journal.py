"""What has been graded, written down so that nothing can undo it: a run that was cut short goes on where it stopped."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import labkit
import workbook
from workbook.examiner.limits import Limits
from workbook.grade.discover import HandedIn, readable
from workbook.grade.result import Result

NAME = "journal.sqlite"
GRADER = ("examiner", "sandbox", "grade", "wire.py", "naming.py", "namespaces.py")
"""The parts of this package that a mark may depend on."""
LIBRARIES = ("otter-grader", "ipython", "numpy", "scipy", "pandas", "keras")

SCHEMA = """
CREATE TABLE IF NOT EXISTS results (
    number INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    content TEXT NOT NULL,
    lab TEXT NOT NULL,
    autograder TEXT NOT NULL,
    settings TEXT NOT NULL,
    final INTEGER NOT NULL,
    told INTEGER NOT NULL,
    graded_at REAL NOT NULL,
    result TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS of_a_file ON results (file, content);
"""


class JournalFailure(Exception):
    """The journal cannot be used; the message says what to do. What it holds stays."""


@dataclass(frozen=True)
class Entry:
    """A submission, as the journal knows it: its file in the folder of submissions, and a digest of what is in it."""

    file: str
    content: str


class Journal:
    """The results of one output folder, in an SQLite file. A context manager; one process at a time may have it open.

    A result counts as long as all that it follows from is the same: the submission, its lab's autograder, the grader
    and its settings. Others stay, to be compared with.

    Args:
        folder: the output folder.
        autograders: each lab's name, and the digest of its zip.
        settings: from `settings`.
    """

    def __init__(self, folder: Path, autograders: Mapping[str, str], settings: str):
        self.path = folder / NAME
        self.damaged: Path | None = None
        # A file that names no lab is told which labs there are.
        self._autograders = {"": hashlib.sha256(json.dumps(sorted(autograders.items())).encode()).hexdigest()}
        self._autograders |= autograders
        self._settings = settings

    def __enter__(self) -> Journal:
        with self._explained():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._open()
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    raise
                self._set_aside()
                self._open()
        return self

    def __exit__(self, *_) -> None:
        self._connection.close()

    def result(self, entry: Entry) -> Result | None:
        """Read the result of a submission, if there is one that counts and is not an error of the grader."""
        return self._newest(entry, "AND final")

    def results(self, entries: Iterable[Entry]) -> Iterator[Result]:
        """Read results, one after the other, in the order that is asked for."""
        for entry in entries:
            result = self._newest(entry, "")
            if result is not None:
                yield result

    def keep(self, entry: Entry, result: Result) -> None:
        """Write a result down. When this returns, not even a power cut can undo it.

        Raises:
            JournalFailure: it could not be written.
        """
        lab, final = result.lab, result.status != "grader error"
        text = json.dumps(result.as_dict(), ensure_ascii=False)
        row = (entry.file, entry.content, lab, self._autograders[lab], self._settings, final, time.time(), text)
        with self._explained():
            self._connection.execute(
                "INSERT INTO results (file, content, lab, autograder, settings, final, told, graded_at, result) "
                "VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)",
                row,
            )

    def changes(self, entries: Iterable[Entry]) -> Iterator[tuple[Result, Result]]:
        """Compare each result with the one before it for the same content: (old, new), until `told` is called."""
        for entry in entries:
            rows = self._connection.execute(
                "SELECT result, told FROM results WHERE file = ? AND content = ? AND final "
                "ORDER BY number DESC LIMIT 2",
                (entry.file, entry.content),
            ).fetchall()
            if len(rows) == 2 and not rows[0][1]:
                new, old = (Result.from_dict(json.loads(text)) for text, _ in rows)
                yield old, new

    def told(self) -> None:
        """Note that the changes up to now have been shown."""
        with self._explained():
            self._connection.execute("UPDATE results SET told = 1 WHERE NOT told")

    def _newest(self, entry: Entry, condition: str) -> Result | None:
        rows = self._connection.execute(
            f"SELECT lab, autograder, result FROM results WHERE file = ? AND content = ? AND settings = ? {condition} "
            "ORDER BY number DESC",
            (entry.file, entry.content, self._settings),
        )
        for lab, autograder, text in rows:
            if self._autograders.get(lab) == autograder:
                return Result.from_dict(json.loads(text))
        return None

    def _open(self) -> None:
        self._connection = sqlite3.connect(self.path, isolation_level=None, timeout=2)
        try:
            # One process at a time: so no memory is shared with others, which no network file system could do.
            self._connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            (verdict,) = self._connection.execute("PRAGMA quick_check").fetchone()
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
            self._connection.executescript(SCHEMA)
        except sqlite3.Error:
            self._connection.close()
            raise

    def _set_aside(self) -> None:
        """Put a damaged file where somebody can look at it, with what belongs to it."""
        number = next(n for n in range(1, 1000) if not self.path.with_name(f"{NAME}.damaged-{n}").exists())
        self.damaged = self.path.with_name(f"{NAME}.damaged-{number}")
        self.path.rename(self.damaged)
        for suffix in ("-wal", "-shm"):
            self.path.with_name(NAME + suffix).unlink(missing_ok=True)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:
            if "locked" in str(error):
                reason = "another 'workbook grade' is writing into this folder. Wait for it, or choose another --out."
            else:
                reason = (
                    f"{error}. What is in it stays. Make room, or the folder writable, and run the same command again."
                )
            raise JournalFailure(f"The journal {self.path} cannot be written: {reason}") from error


def entry(handed: HandedIn, folder: Path) -> Entry:
    """Name a submission and digest what was handed in; links are not followed, and folders have no content."""
    path = handed.path
    name = readable(str(path.relative_to(folder)) if path.is_relative_to(folder) else path.name)
    return Entry(name, "no file" if path.is_symlink() or not path.is_file() else digest(path))


def digest(path: Path) -> str:
    """Digest what is in a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def settings(limits: Limits, isolation: str, labs: Collection[str]) -> str:
    """Write down all that a mark depends on beside the submission and its lab's zip."""
    versions = {name: metadata.version(name) for name in LIBRARIES}
    parts = {"grader": grader_digest(), "versions": versions, "limits": asdict(limits), "isolation": isolation}
    parts |= {"labs": sorted(labs), "data": os.environ.get("WORKBOOK_DATA", "")}
    return json.dumps(parts, sort_keys=True)


def grader_digest() -> str:
    """Digest the code that marks depend on."""
    package = Path(workbook.__file__).parent
    paths = [package / name for name in GRADER] + [Path(folder) for folder in labkit.__path__]
    files = sorted(file for path in paths for file in ([path] if path.is_file() else path.rglob("*.py")))
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()
