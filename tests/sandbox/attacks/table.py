"""Counts outcomes by group, with and without isolation, and writes the table into docs/security.md.

``python -m tests.sandbox.attacks.table`` from the checkout, as root on Linux with bubblewrap. Each submission is graded
in a box of its own, a view of this machine that may be destroyed: without isolation attacks do what they want to.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.progress import track

from workbook.examiner.isolation import Isolation

from .attack import GROUPS, Attack
from .everything import ATTACKS
from .lab import KERAS_LAB, LAB, write_course

CHECKOUT = Path(__file__).parents[3]
DOCUMENT = CHECKOUT / "docs" / "security.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
WAYS = {
    "bubblewrap": "`bubblewrap`",
    "container": "`container`",
    "process": "`process`",
    "stock": "stock `otter run`",
}
NAMES = {
    "forge": "Forge points",
    "leak": "Leak what is hidden",
    "hang": "Hang, eat",
    "crash": "Crash",
    "malformed": "Malformed files",
    "tamper": "Tamper, correct code",
    "odd": "Honest but odd",
    "all": "**All**",
}
KEPT_APART = ("bubblewrap", "container")
"""Where attacks do no harm, so that many can share a box, one after the other."""
MANY = 20
SECONDS = 100
"""A submission is given up after this long."""


def main() -> None:
    """Grade every attack in every way, print the table, and write it into the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", type=int, default=2, help="boxes at once")
    parser.add_argument("--ways", nargs="+", default=list(WAYS), choices=WAYS)
    parser.add_argument("--outcomes", type=Path, help="keep what was found here, and go on from there")
    parser.add_argument("--every", type=int, default=1, help="where nothing is kept apart, only every so many of them")
    parser.add_argument("--inside", nargs=3, metavar=("WAY", "NUMBERS", "FOLDER"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        way, numbers, folder = arguments.inside
        for number in map(int, numbers.split(",")):
            print(json.dumps([number, inside(way, ATTACKS[number], Path(folder))]), flush=True)
        return
    kept = arguments.outcomes
    outcomes = json.loads(kept.read_text()) if kept and kept.is_file() else {}
    with tempfile.TemporaryDirectory(prefix="attacked-") as folder:
        write_course(Path(folder))
        stock(Path(folder, "autograder"))
        todo = []
        for way in arguments.ways:
            every = 1 if way in KEPT_APART else arguments.every
            numbers = [n for n in range(0, len(ATTACKS), every) if f"{way} {n}" not in outcomes]
            size = MANY if way in KEPT_APART else 1
            todo += [(way, numbers[start : start + size]) for start in range(0, len(numbers), size)]
        with ThreadPoolExecutor(arguments.jobs) as pool:
            found = pool.map(lambda item: in_a_box(*item, Path(folder)), todo)
            for (way, _), complaints in track(zip(todo, found, strict=True), "Attacking", len(todo)):
                outcomes |= {f"{way} {number}": told for number, told in complaints.items()}
                if kept:
                    kept.write_text(json.dumps(outcomes, indent=1, ensure_ascii=False))
    table = as_table(outcomes, arguments.ways)
    print(table)
    for key, complaints in outcomes.items():
        way, number = key.split()
        if complaints and way in ("bubblewrap", "container"):
            print(f"{way}: {ATTACKS[int(number)].name}: {complaints}")
    text = DOCUMENT.read_text(encoding="utf-8")
    before, after = text.split(BEGIN)[0], text.split(END)[1]
    DOCUMENT.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def in_a_box(way: str, numbers: list[int], folder: Path) -> dict[int, list[str]]:
    """Grade attacks where they can do no harm, and list of each what is not as it must be."""
    box = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--cap-add", "ALL", "--die-with-parent"]
    box += [
        "--new-session",
        "--unshare-pid",
        "--unshare-net",
        "--unshare-ipc",
        "--perms",
        "1777",
        "--size",
        str(2 << 30),
        "--tmpfs",
        "/tmp",
    ]
    for place in ("/run", "/var/tmp", "/dev/shm", str(Path.home() / ".cache"), str(Path.home() / ".local")):
        if Path(place).is_dir():
            box += ["--tmpfs", place]
    box += ["--ro-bind", str(folder), "/mnt", "--chdir", str(CHECKOUT)]
    box += ["--setenv", "CLASS_TOKEN", "wombat-token", "--unsetenv", "WORKBOOK_DATA", "--setenv", "HOME", "/tmp"]
    limits = ["prlimit", f"--nproc={4000}", f"--fsize={1 << 30}", f"--data={6 << 30}", "--"]
    command = [*box, "--", *limits, sys.executable, "-m", "tests.sandbox.attacks.table"]
    command += ["--inside", way, ",".join(map(str, numbers)), "/mnt"]
    found = {number: ["the grader itself ended"] for number in numbers}
    with subprocess.Popen(
        command, cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            printed = process.communicate(timeout=SECONDS * len(numbers))[0].decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            process.kill()
            printed = process.communicate()[0].decode("utf-8", "replace")
            found = {number: [f"nothing came within {SECONDS} s"] for number in numbers}
    for line in printed.splitlines():
        with contextlib.suppress(ValueError):  # what others print
            number, complaints = json.loads(line)
            found[number] = complaints
    return found


def inside(way: str, attack: Attack, folder: Path) -> list[str]:
    """Grade one attack in one way, in the box."""
    from workbook.grade.assignment import Assignment

    from . import observe

    os.environ["WORKBOOK_CACHE"] = str(Path(tempfile.gettempdir(), "trained"))
    zips = {name: folder / "autograder" / f"{name}.zip" for name in (LAB, KERAS_LAB)}
    work = Path(tempfile.mkdtemp())
    work.chmod(0o755)
    marker = work / "marker"
    path = observe.hand_in(attack, work / "in", marker)
    try:
        if way == "stock":
            observed = observe.by_otter_run(zips[attack.lab].with_suffix(".stock.zip"), path, work / "out")
            if attack.status == "refused" and not observed.points:
                return ["no row and no sentence"]
        else:
            assignments = {name: Assignment.load(zip_path) for name, zip_path in zips.items()}
            observed = observe.directly(attack, path, assignments, Isolation[way.upper()])
    except Exception as error:
        return [f"the grader failed: {type(error).__name__}: {error}"[:300]]
    return observe.complaints(attack, observed, marker)


def stock(folder: Path) -> None:
    """Write each zip once more as Otter would have it: without the plugin."""
    for path in list(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(path.with_suffix(".stock.zip"), "w") as new:
            for name in old.namelist():
                content = old.read(name)
                if name == "otter_config.json":
                    content = json.dumps(json.loads(content) | {"plugins": []}).encode()
                new.writestr(name, content)


def as_table(outcomes: dict[str, list[str]], ways: list[str]) -> str:
    """Write how many submissions of each group were treated as they should be."""
    tried, good = Counter(), Counter()
    for key, complaints in outcomes.items():
        way, number = key.split()
        for group in (ATTACKS[int(number)].group, "all"):
            tried[way, group] += 1
            good[way, group] += not complaints
    rows = [["Group", *(WAYS[way] for way in ways)], ["---", *["---:"] * len(ways)]]
    for group in (*GROUPS, "all"):
        rows.append([NAMES[group], *(f"{good[way, group]} of {tried[way, group]}" for way in ways)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    main()
