"""A class graded on a Dask cluster gets the marks that one machine gives, though workers come and go."""

import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from test_journal import Class, _count

from workbook.examiner.probe import strongest

pytest.importorskip("distributed", reason="needs the extra 'cluster'")

BIN = Path(sys.executable).parent
SECONDS = 120


class Cluster:
    """A scheduler and workers on this machine, each a process of its own."""

    def __init__(self, folder: Path, stack: ExitStack):
        self._folder, self._stack = folder, stack
        self._file = folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        self.address = self._waited_for(lambda: self._file.is_file() and self._told())

    def _start(self, *arguments: str) -> subprocess.Popen:
        log = self._stack.enter_context((self._folder / f"{time.monotonic_ns()}.log").open("w"))
        command = [BIN / "dask", *arguments, "--scheduler-file", self._file]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=self._folder)
        self._stack.callback(process.wait)
        self._stack.callback(process.kill)
        return process

    def _told(self) -> str:
        import json

        try:
            return json.loads(self._file.read_text())["address"]
        except ValueError:  # not written to the end yet
            return ""

    def _waited_for(self, what):
        end = time.monotonic() + SECONDS
        while not (found := what()):
            assert time.monotonic() < end, [log.read_text() for log in self._folder.glob("*.log")]
            time.sleep(0.05)
        return found

    def worker(self) -> subprocess.Popen:
        """Start a worker, and wait until the scheduler knows it."""
        process = self._start("worker", "--no-nanny", "--nthreads", "1", "--no-dashboard")
        log = max(self._folder.glob("*.log"))
        self._waited_for(lambda: "Registered to" in log.read_text())
        return process


@pytest.fixture
def cluster(tmp_path):
    with ExitStack() as stack:
        folder = tmp_path / "dask"
        folder.mkdir()
        yield Cluster(folder, stack)


@pytest.mark.slow
def test_workers_may_be_killed_and_join_late(tiny, tmp_path, cluster):
    whole = Class(tiny, tmp_path, 16)
    whole.generate()
    first, second = cluster.worker(), cluster.worker()
    command = whole.command("grade", whole.folder, "--out", whole.out, "--dask", cluster.address)
    with subprocess.Popen(command, cwd=tiny.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:

        def some_more(number: int) -> bool:
            assert run.poll() is None, run.communicate()
            return _count(whole.out) >= number

        cluster._waited_for(lambda: some_more(2))
        first.kill()
        cluster.worker()
        second.kill()  # so that only the one that joined late can end it
        _, messages = run.communicate(timeout=SECONDS)
    assert run.returncode == 0, messages
    assert [float(row["points"]) for row in whole.rows()] == [3, 0] * 8
    by_cluster = [strip(row) for row in whole.rows()]
    (whole.out / "journal.sqlite").unlink()
    assert whole.grade().returncode == 0
    assert {row["isolation"] for row in by_cluster} == {str(strongest())}
    assert [strip(row) for row in whole.rows()] == by_cluster


def strip(row: dict) -> dict:
    """Leave out how long it took."""
    return {name: value for name, value in row.items() if name != "seconds"}


def test_an_address_where_nobody_answers_is_told(tiny, tmp_path):
    whole = Class(tiny, tmp_path, 1)
    whole.generate()
    done = whole.grade("--dask", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "No Dask scheduler answers at tcp://127.0.0.1:9" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (whole.out / "grades.csv").exists()
