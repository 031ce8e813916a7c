"""Grades on Google Colab, from nothing but a lab's autograder zip: what autograder/grade_in_colab.ipynb calls.

Only Python's own library is imported at first: the rest is installed by `set_up`, beside what Colab has.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from labkit.start import OTTER, OTTER_PARTS

ROOT = Path("grading")
"""Everything that is written, in the present folder."""

PIP = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
NEEDED = (*(part.split("==")[0] for part in (OTTER, *OTTER_PARTS)), "filelock", "landlock", "pebble", "pyseccomp")
"""What the grader needs beside Colab's own packages. Installed without dependencies, nothing of Colab's changes."""

LEVELS = {
    "bubblewrap": "student code sees no file, no process and no network but its own",
    "container": "student code runs as a user of its own, cannot read your files or the tests, and has no network",
    "process": "student code could read the tests and your files",
}


class Stop(Exception):
    """Ends a cell with a sentence in the place of a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


def set_up(autograder: Path) -> None:
    """Install what Colab lacks, lay out what ``workbook grade`` wants, and say how well student code is kept apart.

    Args:
        autograder: a lab's zip, as ``workbook generate`` writes it.

    Raises:
        Stop: the zip is none of ours, or a package cannot be installed.
    """
    try:
        with zipfile.ZipFile(autograder) as archive:
            lab = json.loads(archive.read("otter_config.json"))["assignment_name"]
            course, pins = archive.read("course.toml"), archive.read("requirements.txt").decode()
    except (OSError, zipfile.BadZipFile, KeyError, ValueError):
        raise Stop(
            f"{autograder} is not a lab's autograder. Take one of the files that 'workbook generate' writes into the "
            "folder autograder/, such as 01_convolution.zip, and run this cell again."
        ) from None
    shutil.rmtree(ROOT, ignore_errors=True)
    for folder in ("source", "autograder"):
        (ROOT / folder).mkdir(parents=True)
    (ROOT / "source" / "course.toml").write_bytes(course)
    shutil.copy(autograder, ROOT / "autograder" / f"{lab}.zip")
    install(pins)
    from workbook.examiner.probe import strongest

    level = str(strongest())
    print(f"Ready to grade {lab}. Isolation: {level}, so {LEVELS[level]}.")


def install(pins: str) -> None:
    """Install what is missing, each package in the version and with the hashes that the zip names.

    Raises:
        Stop: pip failed.
    """
    missing = [name for name in NEEDED if not _installed(name)]
    if not missing:
        return
    print(f"Installing {', '.join(missing)}: a few seconds. Nothing that Colab has is changed.")
    blocks = {block.split("==")[0]: block for block in re.split(r"^(?=[a-z0-9])", pins, flags=re.MULTILINE)}
    path = ROOT / "requirements.txt"
    path.write_text("".join(blocks[name] for name in missing), encoding="utf-8")
    done = subprocess.run([*PIP, "--require-hashes", "-r", path], capture_output=True, text=True, check=False)
    if done.returncode:
        raise Stop(f"pip could not install what the grader needs. Run this cell again; if it stays so:\n{done.stderr}")
    importlib.invalidate_caches()


def receive(place: str) -> Path:
    """Find what students handed in: at ``place``, or, where that is empty, by asking for an upload.

    A zip as learning platforms give it, of many submissions, is unpacked.

    Args:
        place: a folder, a notebook or a zip, also on Google Drive; may be empty.

    Raises:
        Stop: there is nothing.
    """
    path = Path(place.strip()) if place.strip() else _uploaded()
    if path.is_dir():
        found = list(path.iterdir())
        path = found[0] if len(found) == 1 and found[0].suffix == ".zip" else path
        if not found:
            raise Stop(f"There is nothing in the folder {path}.")
    if not path.exists():
        raise Stop(f"There is no file or folder {path}. Copy its path from the list of files at the left.")
    return _unpacked(path) if path.is_file() and zipfile.is_zipfile(path) else path


def grade(submissions: Path, require_isolation: str = "container"):
    """Grade with ``workbook grade``, and return the table of marks.

    Args:
        submissions: a folder of what students handed in, or one file.
        require_isolation: the least that will do, ``container`` or ``process``.

    Raises:
        Stop: nothing could be graded; the message says why.
    """
    import pandas as pd

    out = (ROOT / "grades").resolve()
    count = len(list(submissions.iterdir())) if submissions.is_dir() else 1
    print(f"Grading {count} file{'s' if count > 1 else ''}: a few seconds each, longer where networks are trained.")
    command = [sys.executable, "-P", "-m", "workbook", "grade", str(submissions.resolve()), "--out", str(out)]
    command += ["--require-isolation", require_isolation]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise Stop(f"Nothing was graded. {done.stderr.strip() or done.stdout.strip()}")
    if done.returncode:
        print(
            "The grader failed on at least one submission: look for 'grader error'. The others are as they should be."
        )
    marks = pd.read_csv(out / "grades.csv", dtype=str, keep_default_na=False)
    return marks[["student", "lab", "points", "possible", "status", "remark", "isolation", "file"]]


def download() -> None:
    """Give the instructor's browser the table of marks, and everything else in one zip.

    Raises:
        Stop: nothing has been graded yet.
    """
    from google.colab import files

    if not (ROOT / "grades" / "grades.csv").is_file():
        raise Stop("Nothing has been graded yet: run the cell above.")
    files.download(str(ROOT / "grades" / "grades.csv"))
    files.download(shutil.make_archive(str(ROOT / "grades_and_feedback"), "zip", ROOT / "grades"))
    print("Your browser now downloads grades.csv and grades_and_feedback.zip. Allow it to, if it asks.")
    print("If nothing happens, both are in the folder 'grading' in the list of files at the left.")


def mount(place: str) -> None:
    """Mount Google Drive where a path leads there."""
    if place.strip().startswith("/content/drive"):
        from google.colab import drive

        drive.mount("/content/drive")


def _uploaded() -> Path:
    from google.colab import files

    print("Choose all that students handed in: notebooks and zips, or the one zip that your platform gave you.")
    folder = ROOT / "uploaded"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, content in files.upload().items():
        (folder / Path(name).name).write_bytes(content)
        Path(name).unlink(missing_ok=True)  # Colab saved it in the present folder, too
    if not any(folder.iterdir()):
        raise Stop("No file was chosen. Run this cell again and choose what students handed in.")
    return folder


def _unpacked(path: Path) -> Path:
    """Unpack a zip of many submissions; what holds one notebook is one submission, and graders open it themselves."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if "otter_config.json" in names:
            raise Stop(f"{path.name} is an autograder. Choose what students handed in.")
        if sum(name.endswith(".ipynb") for name in names) == 1:
            return path
        folder = ROOT / "unpacked"
        shutil.rmtree(folder, ignore_errors=True)
        archive.extractall(folder)
    found = list(folder.iterdir())
    return found[0] if len(found) == 1 and found[0].is_dir() else folder


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
