"""A run that is cut short at any moment goes on where it stopped: nothing is lost, nothing is graded twice."""

import csv
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from workbook.examiner.limits import Limits
from workbook.grade.discover import HandedIn
from workbook.grade.journal import NAME, Entry, Journal, JournalFailure, entry, settings
from workbook.grade.marks import replaced
from workbook.grade.result import CaseResult, QuestionResult, Result

SETTINGS = settings(Limits(), "bubblewrap", ["01_tiny"])
ZIPS = {"01_tiny": "zip of monday"}


def result(number: int, earned: bool = True, **changes) -> Result:
    case = CaseResult("one", 1, False, passed=earned, message="m" * 2000)
    questions = (QuestionResult("double", "1.1 Twice", (case,)),)
    return Result(f"{number}.ipynb", f"s{number}", "01_tiny", "graded", questions=questions, **changes)


def entry_of(number: int) -> Entry:
    return Entry(f"{number}.ipynb", f"digest {number}")


def test_what_is_kept_is_found_again_in_order(tmp_path):
    with Journal(tmp_path, ZIPS, SETTINGS) as journal:
        for number in (2, 0, 1):
            journal.keep(entry_of(number), result(number))
    with Journal(tmp_path, ZIPS, SETTINGS) as journal:
        assert [found.student for found in journal.results(map(entry_of, range(4)))] == ["s0", "s1", "s2"]
        assert journal.result(entry_of(1)) == result(1)
        assert journal.result(entry_of(3)) is None


@pytest.mark.parametrize(
    ("zips", "chosen", "which"),
    [
        ({"01_tiny": "zip of tuesday"}, SETTINGS, entry_of(0)),
        (ZIPS, settings(Limits(memory=1), "bubblewrap", ["01_tiny"]), entry_of(0)),
        (ZIPS, settings(Limits(), "process", ["01_tiny"]), entry_of(0)),
        (ZIPS, settings(Limits(), "bubblewrap", ["01_tiny", "02"]), entry_of(0)),
        (ZIPS, SETTINGS, replace(entry_of(0), content="another digest")),
        (ZIPS, SETTINGS, replace(entry_of(0), file="elsewhere/0.ipynb")),
    ],
    ids=["tests", "limits", "isolation", "labs", "content", "file"],
)
def test_a_result_counts_only_while_all_that_it_follows_from_is_the_same(tmp_path, zips, chosen, which):
    with Journal(tmp_path, ZIPS, SETTINGS) as journal:
        journal.keep(entry_of(0), result(0))
    with Journal(tmp_path, zips, chosen) as journal:
        assert journal.result(which) is None


def test_another_labs_tests_do_not_matter(tmp_path):
    with Journal(tmp_path, ZIPS | {"02": "old"}, SETTINGS) as journal:
        journal.keep(entry_of(0), result(0))
    with Journal(tmp_path, ZIPS | {"02": "new"}, SETTINGS) as journal:
        assert journal.result(entry_of(0)) == result(0)


def test_an_error_of_the_grader_is_reported_and_tried_again(tmp_path):
    failed = replace(result(0), status="grader error")
    with Journal(tmp_path, ZIPS, SETTINGS) as journal:
        journal.keep(entry_of(0), failed)
        assert journal.result(entry_of(0)) is None
        assert list(journal.results([entry_of(0)])) == [failed]


def test_changes_are_told_once_and_survive_an_interruption(tmp_path):
    with Journal(tmp_path, ZIPS, SETTINGS) as journal:
        journal.keep(entry_of(0), result(0))
        assert list(journal.changes([entry_of(0)])) == []
        journal.told()
    for _ in range(2):  # as if the second run had been killed before it told anybody
        with Journal(tmp_path, {"01_tiny": "zip of tuesday"}, SETTINGS) as journal:
            if journal.result(entry_of(0)) is None:
                journal.keep(entry_of(0), result(0, earned=False))
    with Journal(tmp_path, {"01_tiny": "zip of tuesday"}, SETTINGS) as journal:
        ((old, new),) = journal.changes([entry_of(0)])
        assert (old.earned, new.earned) == (1, 0)
        journal.told()
        assert list(journal.changes([entry_of(0)])) == []


def test_files_are_known_by_name_and_content(tmp_path):
    path = tmp_path / "in" / "ada.zip"
    path.parent.mkdir()
    path.write_bytes(b"PK one")
    first = entry(HandedIn(path, "ada"), tmp_path)
    path.write_bytes(b"PK two")
    second = entry(HandedIn(path, "ada"), tmp_path)
    assert (first.file, second.file) == ("in/ada.zip", "in/ada.zip")
    assert first.content != second.content
    link = tmp_path / "link.ipynb"
    link.symlink_to(path)
    assert entry(HandedIn(link, "eve"), tmp_path).content == entry(HandedIn(path.parent, "bob"), tmp_path).content


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    with (
        Journal(tmp_path, ZIPS, SETTINGS),
        pytest.raises(JournalFailure, match="another 'workbook grade'"),
        Journal(tmp_path, ZIPS, SETTINGS),
    ):
        pass


KEEP_FOREVER = """
import sys
sys.path.insert(0, {folder!r})
from test_journal import *
with Journal(Path({out!r}), ZIPS, SETTINGS) as journal:
    for number in range({start}, 10_000):
        journal.keep(entry_of(number), result(number))
        print(number, flush=True)
"""


@contextmanager
def writer(out: Path, start: int = 0):
    """Run a process that keeps results and says after each that it is kept."""
    script = KEEP_FOREVER.format(folder=str(Path(__file__).parent), out=str(out), start=start)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def kept(out: Path) -> int:
    """How many results there are, one after the other from the first."""
    with Journal(out, ZIPS, SETTINGS) as journal:
        assert journal.damaged is None
        numbers = [int(found.student[1:]) for found in journal.results(map(entry_of, range(10_000)))]
    assert numbers == list(range(len(numbers)))
    return len(numbers)


def test_killed_at_any_moment_it_loses_nothing(tmp_path):
    draw, said = random.Random(7), 0
    for _ in range(4):
        with writer(tmp_path, start=said) as process:
            for _ in range(draw.randint(1, 60)):
                said = int(process.stdout.readline()) + 1
            time.sleep(draw.random() / 100)
            process.send_signal(signal.SIGKILL)
            rest = process.stdout.read().split()
            said = int(rest[-1]) + 1 if rest else said
        found = kept(tmp_path)
        assert said <= found <= said + 1, "all that was said to be kept, and at most what was being written"
        said = found


@pytest.mark.parametrize("missing", [1, 100, 5000, 50_000])
def test_a_torn_tail_costs_the_last_results_only(tmp_path, missing):
    """As after a power cut on a disk that lied about what it had written."""
    with writer(tmp_path) as process:
        for _ in range(30):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    before = kept(copied(tmp_path, tmp_path / "whole"))
    torn = copied(tmp_path, tmp_path / "torn")
    log = torn / f"{NAME}-wal"
    os.truncate(log, max(0, log.stat().st_size - missing))
    after = kept(torn)
    assert before - 1 - missing // 2000 <= after < before
    with Journal(torn, ZIPS, SETTINGS) as journal:
        journal.keep(entry_of(after), result(after))
    assert kept(torn) == after + 1


def copied(folder: Path, to: Path) -> Path:
    to.mkdir()
    for path in folder.glob(f"{NAME}*"):
        shutil.copy(path, to)
    return to


@pytest.mark.parametrize("damage", ["no database", "a torn page"])
def test_a_damaged_journal_is_set_aside_and_named(tmp_path, damage):
    with Journal(tmp_path, ZIPS, SETTINGS) as journal:
        for number in range(50):
            journal.keep(entry_of(number), result(number))
    path = tmp_path / NAME
    if damage == "no database":
        path.write_text("what somebody's editor made of it " * 100)
    else:
        content = bytearray(path.read_bytes())
        content[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
        path.write_bytes(content)
    with Journal(tmp_path, ZIPS, SETTINGS) as journal:
        assert journal.damaged == tmp_path / f"{NAME}.damaged-1"
        assert journal.damaged.is_file()
        assert journal.result(entry_of(0)) is None


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 300 kB."""
    if os.getuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", folder], capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk_is_told_and_loses_nothing(small_disk):
    filled = []

    def fill(journal):
        for number in range(1000):
            journal.keep(entry_of(number), result(number))
            filled.append(number)

    with Journal(small_disk, ZIPS, SETTINGS) as journal, pytest.raises(JournalFailure, match="Make room"):
        fill(journal)
    assert len(filled) > 10
    subprocess.run(["mount", "-o", "remount,size=4m", small_disk], check=True)
    assert kept(small_disk) == len(filled)


def test_marks_on_a_full_disk_are_the_old_ones_or_the_new_ones(small_disk):
    path = small_disk / "grades.csv"
    with replaced(path) as file:
        file.write("old")
    with pytest.raises(OSError, match="No space"), replaced(path) as file:
        file.write("new" * 200_000)
    assert path.read_text() == "old"
    assert [found.name for found in small_disk.iterdir()] == ["grades.csv"]


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(JournalFailure, match="cannot be written"), Journal(tmp_path / "file", ZIPS, SETTINGS):
        pass


def notebook(source: str) -> str:
    cell = {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
    metadata = {"otter": {"assignment_name": "01_tiny"}}
    return json.dumps({"cells": [cell], "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})


class Class:
    """A class of the tiny course whose submissions count how often they are run, where sandboxes let them."""

    def __init__(self, tiny, folder: Path, size: int):
        self.course, self.folder, self.out = tiny, folder / "class", folder / "out"
        self.folder.mkdir()
        for number in range(size):
            source = f"# {number}\ndef double(x): return {2 + number % 2} * x"
            (self.folder / f"s{number:02}_01_tiny.ipynb").write_text(notebook(source))

    def command(self, *arguments) -> list[str]:
        return [sys.executable, "-m", "workbook", *map(str, arguments)]

    def generate(self) -> None:
        subprocess.run(self.command("generate"), cwd=self.course.root, check=True, capture_output=True)

    def grade(self, *arguments) -> subprocess.CompletedProcess:
        command = self.command("grade", self.folder, "--out", self.out, "--jobs", 2, *arguments)
        return subprocess.run(command, cwd=self.course.root, capture_output=True, text=True, check=False)

    def rows(self) -> list[dict]:
        return list(csv.DictReader((self.out / "grades.csv").read_text().splitlines()))

    def gradings(self) -> int:
        with closing(sqlite3.connect(self.out / NAME)) as connection:
            return connection.execute("SELECT count(*) FROM results").fetchone()[0]


@pytest.mark.slow
def test_a_run_killed_again_and_again_ends_as_one_that_was_not(tiny, tmp_path):
    whole = Class(tiny, tmp_path, 12)
    whole.generate()
    draw = random.Random(11)
    for _ in range(3):
        command = whole.command("grade", whole.folder, "--out", whole.out, "--jobs", 2)
        with subprocess.Popen(command, cwd=tiny.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            end = time.monotonic() + 60
            before = whole.gradings() if (whole.out / NAME).is_file() else 0
            while run.poll() is None and time.monotonic() < end and _count(whole.out) < before + 2:
                time.sleep(draw.random() / 50)
            run.kill()
    done = whole.grade()
    assert done.returncode == 0, done.stderr
    assert "were graded before" in done.stdout
    rows = whole.rows()
    assert [float(row["points"]) for row in rows] == [3 if number % 2 == 0 else 0 for number in range(12)]
    assert whole.gradings() == 12, "nothing is graded twice"


def _count(out: Path) -> int:
    """Count results while another process holds the journal: from its files' size, roughly."""
    log = out / f"{NAME}-wal"
    return log.stat().st_size // 9000 if log.is_file() else 0


@pytest.mark.slow
def test_only_what_changed_is_graded_again(tiny, tmp_path, edit_exercise):
    whole = Class(tiny, tmp_path, 4)
    whole.generate()
    assert whole.grade().returncode == 0
    assert "Marks that changed" not in whole.grade().stdout
    assert whole.gradings() == 4
    changed = whole.folder / "s01_01_tiny.ipynb"
    changed.write_text(notebook("def double(x): return x + x"))
    done = whole.grade()
    assert "3 of 4 were graded before" in done.stdout
    assert whole.gradings() == 5
    assert float(whole.rows()[1]["points"]) == 3
    edit_exercise('checks.same_number(double(3), 6, "double(3)"', 'checks.same_number(double(3), 9, "double(3)"')
    edit_exercise("doubled_numbers = 2 * x", "doubled_numbers = 2 * x if isinstance(x, np.ndarray) else 9")
    whole.generate()
    done = whole.grade()
    assert done.returncode == 0, done.stderr
    assert whole.gradings() == 9
    assert "Marks that changed" in done.stdout
    assert "Marks that changed" not in whole.grade().stdout


def _kill_an_examiner(pid: int) -> bool:
    for child in psutil.Process(pid).children():
        if "spawn_main" in " ".join(child.cmdline()):
            child.kill()
            return True
    return False


@pytest.mark.slow
def test_an_examiner_killed_meanwhile_costs_nobody_a_mark(tiny, tmp_path):
    whole = Class(tiny, tmp_path, 8)
    whole.generate()
    command = whole.command("grade", whole.folder, "--out", whole.out, "--jobs", 2)
    with subprocess.Popen(command, cwd=tiny.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        end, killed = time.monotonic() + 60, False
        while run.poll() is None and time.monotonic() < end and not killed:
            with suppress(psutil.NoSuchProcess):
                killed = _count(whole.out) >= 2 and _kill_an_examiner(run.pid)
            time.sleep(0.01)
        _, messages = run.communicate()
    assert killed, "the run was over before an examiner could be killed"
    assert run.returncode == 0, messages
    assert [float(row["points"]) for row in whole.rows()] == [3, 0] * 4
