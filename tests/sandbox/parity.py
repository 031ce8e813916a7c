"""Compares the marks of a synthetic class with those of stock ``otter run``, question by question.

``python -m tests.sandbox.parity --size 50``, after ``workbook generate``: 50 students for each lab that trains nothing.
`test_parity.py` does the same for a few; this takes ten seconds a submission. Only for classes of our own making:
stock Otter runs their code unprotected.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.progress import track

from workbook.course import Course
from workbook.examiner.limits import Limits
from workbook.examiner.probe import strongest
from workbook.grade.discover import discover
from workbook.grade.run import grade_all, local
from workbook.sample_class import write_class

from .attacks import observe
from .attacks.table import CHECKOUT, stock


def main() -> None:
    """Grade twice, and print every submission whose marks differ."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--labs", nargs="+", default=["01_convolution", "02_layers", "04_preprocessing", "06_learning"])
    parser.add_argument("--size", type=int, default=50, help="students for each lab")
    parser.add_argument("--seed", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    course = Course.load(CHECKOUT)
    with tempfile.TemporaryDirectory(prefix="parity-") as name:
        folder = Path(name)
        for lab in chosen.labs:
            (folder / f"{lab}.zip").write_bytes((course.autograder / f"{lab}.zip").read_bytes())
        stock(folder)
        write_class(course, folder / "class", chosen.size, chosen.seed)
        handed = [
            each for each in discover(folder / "class", chosen.labs) if any(n in each.path.name for n in chosen.labs)
        ]
        zips, level = [folder / f"{lab}.zip" for lab in chosen.labs], strongest()
        with local(chosen.jobs, Limits(), level) as examiners:
            ours = dict(grade_all(handed, zips, examiners, limits=Limits(), required=level))

        def differences(number: int) -> str:
            result = ours[number]
            archive = folder / f"{result.lab}.stock.zip"
            theirs = observe.by_otter_run(archive, handed[number].path, folder / f"out{number}")
            marks = {question.name: question.earned for question in result.questions}
            return (
                "" if marks == theirs.points else f"{result.file}: {marks}, otter run: {theirs.points} {theirs.remark}"
            )

        found = []
        with ThreadPoolExecutor(chosen.jobs) as pool:
            work = pool.map(differences, range(len(handed)))
            for number, difference in enumerate(track(work, "Running stock Otter", len(handed))):
                if difference:
                    found.append(difference)
                    print(difference, flush=True)
                elif number % 20 == 19:
                    print(f"{number + 1} of {len(handed)} compared, {len(found)} differ", flush=True)
    print(f"{len(handed)} submissions, {len(found)} with other marks.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
