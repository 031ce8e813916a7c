"""Grades one class in every way there is, side by side, and writes a CSV, a figure and docs/benchmarks.md.

``python benchmarks/class.py``, after ``workbook generate``; ``--quick`` takes a minute. The ways take turns on the same
submissions. Stock Otter and nbgrader run student code unprotected: they get the honest part of the class only.
"""

from __future__ import annotations

import argparse
import csv
import importlib.util
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import page
import psutil
import pyperf
from classes import write_class
from cpu import processor_time

from workbook.course import Course

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
MACHINE = ("cpu_model_name", "cpu_count", "load_avg_1min", "platform", "python_version", "perf_version")
"""What is kept of all that pyperf finds out."""
TICK = 0.2
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Measurement:
    """One way on one class, once. Memory that processes share is counted once."""

    way: str
    lab: str
    size: int
    seconds: float
    cpu: float
    memory: int
    first: float


def main() -> None:
    """Measure, and write what came of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labs", nargs="+", default=["01_convolution", "02_layers"])
    parser.add_argument("--sizes", nargs="+", type=int, default=[10, 100, 1000], help="of classes for 'workbook grade'")
    parser.add_argument("--honest", type=int, default=200, help="submissions of a class without hostile ones")
    parser.add_argument("--serial", type=int, default=10, help="submissions for the ways that take seconds for each")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured, the largest class once")
    parser.add_argument("--networks", type=int, default=40, help="submissions of lab 3; 0 leaves it out")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--quick", action="store_true", help="one lab, one round, ten submissions, no lab 3")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "results")
    chosen = parser.parse_args()
    if chosen.quick:
        chosen.labs, chosen.sizes, chosen.rounds, chosen.networks = chosen.labs[:1], [10], 1, 0
        chosen.honest, chosen.serial = 20, 3
    course = Course.load(ROOT)
    found: list[Measurement] = []
    for lab in chosen.labs:
        for measurement in measured(course, lab, chosen):
            found.append(measurement)
            print(page.line(measurement), flush=True)
            write_csv(found, chosen.out / "class.csv")
    training = training_shares(course, chosen.networks) if chosen.networks else []
    summary = {"cores": len(os.sched_getaffinity(0)), "jobs": chosen.jobs, "training": training}
    summary["load"] = os.getloadavg()[0]
    (chosen.out / "class.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    write_pyperf(found, chosen.out / "class.pyperf.json")
    page.write(chosen.out, ROOT / "docs")


def measured(course: Course, lab: str, chosen: argparse.Namespace) -> Iterator[Measurement]:
    """Let the ways take turns on one lab."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        for size in chosen.sizes:
            submissions = write_class(course, lab, Path(folder, str(size)), size, hostile=20)
            for _ in range(chosen.rounds if size < max(chosen.sizes) or len(chosen.sizes) == 1 else 1):
                yield observe(page.OURS, lab, size, ours(submissions, Path(folder, "out"), chosen.jobs, lab))
        large = write_class(course, lab, Path(folder, "large"), chosen.honest, hostile=0)
        honest = write_class(course, lab, Path(folder, "honest"), chosen.serial, hostile=0)
        ways: dict[str, Callable] = {"floor": floor(course, lab, honest), "otter.api": by_api(course, lab, honest)}
        ways |= {"otter run": by_otter_run(course, lab, honest), "nbgrader": by_nbgrader(course, lab, honest)}
        for _ in range(chosen.rounds):
            for way, submissions, size in ((page.LARGE, large, chosen.honest), (page.SAME, honest, chosen.serial)):
                yield observe(way, lab, size, ours(submissions, Path(folder, "out"), chosen.jobs, lab))
            for way, command in ways.items():
                if command is not None:
                    yield observe(way, lab, chosen.serial, command)


def observe(way: str, lab: str, size: int, run: Callable[[], float]) -> Measurement:
    """Run something, and see what it uses. What it returns is when its first mark was there."""
    with watched_memory() as peak, processor_time() as used:
        before, start = used(), time.time()
        first = run() - start
        seconds, cpu = time.time() - start, used() - before
    return Measurement(way, lab, size, seconds, cpu, max(peak), first)


@contextmanager
def watched_memory() -> Iterator[list[int]]:
    """Collect the memory of all processes that this one starts, now and then."""
    sizes, stop = [0], threading.Event()

    def watch() -> None:
        while not stop.wait(TICK):
            total = 0
            for process in psutil.Process().children(recursive=True):
                try:
                    total += process.memory_full_info().pss
                except (psutil.NoSuchProcess, psutil.AccessDenied):
                    continue
            sizes.append(total)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield sizes
    finally:
        stop.set()
        thread.join()


def ours(submissions: Path, out: Path, jobs: int, lab: str) -> Callable[[], float]:
    """``workbook grade`` as an instructor calls it, with an empty journal."""

    def run() -> float:
        shutil.rmtree(out, ignore_errors=True)
        command = [BIN / "workbook", "grade", submissions, "--out", out, "--jobs", str(jobs), "--lab", lab]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        with closing(sqlite3.connect(out / "journal.sqlite")) as journal:
            ((first, count),) = journal.execute("SELECT min(graded_at), count(*) FROM results")
        assert count == len(list(submissions.iterdir()))
        return first

    return run


def by_otter_run(course: Course, lab: str, submissions: Path) -> Callable[[], float]:
    """``otter run`` with the zip as Otter Assign would have written it, in a loop."""
    archive = stock_zip(course, lab, submissions.parent)

    def run() -> float:
        first = 0.0
        for path in sorted(submissions.iterdir()):
            with tempfile.TemporaryDirectory() as out:
                subprocess.run([BIN / "otter", "run", "-a", archive, "-o", out, path], check=True, capture_output=True)
                assert Path(out, "results.json").is_file()
            first = first or time.time()
        return first

    return run


API = """
import sys, time
from otter.api import grade_submission
for number, path in enumerate(sys.argv[2:]):
    grade_submission(path, sys.argv[1], quiet=True)
    if number == 0:
        print(time.time(), flush=True)
"""


def by_api(course: Course, lab: str, submissions: Path) -> Callable[[], float]:
    """``otter.api.grade_submission`` in a loop in one process."""
    return script(API, stock_zip(course, lab, submissions.parent), *sorted(submissions.iterdir()))


FLOOR = """
import sys, time
from pathlib import Path
from unittest.mock import MagicMock
from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import create_test_file
from workbook.examiner.intake import take_in
from workbook.grade.assignment import Assignment
from workbook.namespaces import quiet
assignment = Assignment.load(Path(sys.argv[1]))
for number, path in enumerate(sys.argv[2:]):
    names = dict.fromkeys(assignment.names) | {"__name__": "__main__", "grader": MagicMock()}
    with quiet():
        for source in take_in(Path(path)).cells:
            try:
                exec(compile(source, "<cell>", "exec"), names)
            except Exception:  # some students' cells raise
                pass
        for question in assignment.questions:
            create_test_file(str(assignment.test_file(question)), NBMetadataConfig()).run(names)
    if number == 0:
        print(time.time(), flush=True)
"""


def floor(course: Course, lab: str, submissions: Path) -> Callable[[], float]:
    """The same cells and tests in one bare process: nothing is kept apart, nothing is written."""
    return script(FLOOR, course.autograder / f"{lab}.zip", *sorted(submissions.iterdir()))


STOCK = """
from nbgrader.converters import Autograde
c.Autograde.autograde_preprocessors = Autograde.autograde_preprocessors.default()
"""
"""A kernel for each submission, as nbgrader has it by itself, in the place of our examiner."""


def by_nbgrader(course: Course, lab: str, submissions: Path) -> Callable[[], float] | None:
    """``nbgrader autograde`` with a kernel, and without our tests; ``None`` where it is not installed."""
    if importlib.util.find_spec("nbgrader") is None:
        return None
    sys.path.insert(0, str(ROOT))
    from tests.graders.nbgrader import nbgrader, submit
    from workbook.nbgrader.course import generate_course

    root = submissions.parent / "nbgrader"
    root.mkdir()
    generate_course(course, root)
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(STOCK)
    done = nbgrader(root, "generate_assignment", lab)
    assert done.returncode == 0, done.stdout
    for path in sorted(submissions.iterdir()):
        submit(root, lab, path.stem.split("_")[0], path)

    def run() -> float:
        done = nbgrader(root, "autograde", lab, "--force", "--create")
        assert done.returncode == 0, done.stdout
        return float("nan")  # it does not say

    return run


def script(source: str, *arguments) -> Callable[[], float]:
    """Run a script that prints when its first mark was there."""

    def run() -> float:
        command = [sys.executable, "-c", source, *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return float(done.stdout.split()[0])

    return run


def stock_zip(course: Course, lab: str, folder: Path) -> Path:
    """Write a lab's zip without our plugin: as Otter Assign would have it."""
    path = folder / f"{lab}.zip"
    with zipfile.ZipFile(course.autograder / path.name) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "otter_config.json":
                content = json.dumps(json.loads(content) | {"plugins": []}).encode()
            new.writestr(name, content)
    return path


def training_shares(course: Course, size: int) -> list[dict]:
    """Grade lab 3 on the digits, and on MNIST a quarter as many, where ``$WORKBOOK_DATA`` leads to it."""
    digits = {name: value for name, value in os.environ.items() if name != "WORKBOOK_DATA"}
    shares = [training_share(course, size, digits)]
    if "WORKBOOK_DATA" in os.environ:
        shares.append(training_share(course, max(1, size // 4), dict(os.environ)))
    return shares


def training_share(course: Course, size: int, environment: dict[str, str]) -> dict:
    """Grade lab 3 for students with a network of their own each, and see how much of the time is training."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        submissions = write_class(course, "03_mnist", Path(folder, "class"), size, hostile=0, networks=True)
        cache = Path(folder, "cache")
        environment = environment | {"WORKBOOK_CACHE": str(cache)}
        seconds = []
        for out in ("first", "again"):
            command = [BIN / "workbook", "grade", submissions, "--out", Path(folder, out), "--lab", "03_mnist"]
            start = time.monotonic()
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=environment)
            seconds.append(time.monotonic() - start)
        trained = [json.loads(path.read_text()) for path in (cache / "training").glob("*.json")]
        with closing(sqlite3.connect(Path(folder, "again", "journal.sqlite"))) as journal:
            results = [json.loads(text) for (text,) in journal.execute("SELECT result FROM results")]
    return {
        "submissions": size,
        "trainings": len(trained),
        "seconds in training": sum(entry["seconds"] for entry in trained),
        "seconds": seconds[0],
        "seconds, all from the cache": seconds[1],
        "hits": sum(result["notes"].get("trained_from_cache", False) for result in results),
        # Some networks are trained on the digits everywhere.
        "data": "mnist" if any(entry["data"] == "mnist" for entry in trained) else "digits",
    }


def write_csv(found: list[Measurement], path: Path) -> None:
    """Write every measurement down."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(Measurement)], lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: page.short(value) for name, value in asdict(each).items()} for each in found)


def write_pyperf(found: list[Measurement], path: Path) -> None:
    """Write seconds for a submission as pyperf has them, with what it finds out about the machine."""
    groups: dict[str, list[float]] = {}
    for each in found:
        groups.setdefault(f"{each.lab}, {each.size}: {each.way}", []).append(each.seconds / each.size)
    metadata = pyperf.Run([1.0], collect_metadata=True).get_metadata()
    metadata = {name: metadata[name] for name in MACHINE if name in metadata}
    suite = [pyperf.Benchmark([pyperf.Run([v], metadata={"name": name, "unit": "second"} | metadata,
              collect_metadata=False) for v in values]) for name, values in groups.items()]  # fmt: skip
    pyperf.BenchmarkSuite(suite).dump(str(path), replace=True)


if __name__ == "__main__":
    main()
