"""Grades an attack, through `examine` or through Otter, and says what came of it and what is wrong with that."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil

from workbook.examiner.isolation import Isolation
from workbook.grade.assignment import Assignment
from workbook.grade.examine import examine
from workbook.reports.feedback import feedback_html, feedback_markdown

from .attack import Attack
from .lab import SECRETS, TOKEN

LONGEST_FEEDBACK = 60_000
TIMEOUT = 240


@dataclass(frozen=True)
class Observed:
    """What came of a submission. ``shown`` is all that its student can read; ``pages`` holds their markup."""

    points: dict[str, float]
    status: str | None
    remark: str
    shown: str
    pages: str = ""
    seconds: float = 0.0


def complaints(attack: Attack, observed: Observed, marker: Path) -> list[str]:
    """List what is not as it must be."""
    found = []
    if observed.points != dict(attack.points):
        found.append(f"points {observed.points} instead of {dict(attack.points)}")
    if observed.status and attack.status and observed.status != attack.status:
        found.append(f"status {observed.status!r} instead of {attack.status!r}: {observed.remark}")
    if attack.remark not in observed.remark and observed.status is not None:
        found.append(f"the remark {observed.remark!r} does not say {attack.remark!r}")
    if attack.status == "refused" and observed.remark.count(". ") > 1:
        found.append(f"more than a sentence and a remedy: {observed.remark!r}")
    own = b"" if attack.content is None else attack.content
    for secret in (*SECRETS, *attack.forbidden):
        if secret in observed.shown or secret in observed.pages:
            found.append(f"the student can read {secret!r}")
    if "<script>alert" in observed.pages:
        found.append("markup of the student's in a page")
    if "86712" in observed.shown and b"86712" not in own:
        found.append("the student can read the answer to 'windows'")
    if len(observed.shown) > LONGEST_FEEDBACK:
        found.append(f"{len(observed.shown):,} letters of feedback")
    if marker.exists():
        found.append("code of the student's ran in the examiner")
    left = processes_left(attack)
    if left:
        found.append(f"processes are left: {left}")
    return found


def processes_left(attack: Attack) -> list[str]:
    """Find what an attack that leaves processes behind has left."""
    if b"98765" not in (attack.content or b""):
        return []
    lines = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return [" ".join(line) for line in lines if line[:2] == ["sleep", "98765"]]


def hand_in(attack: Attack, folder: Path, marker: Path) -> Path:
    """Write the submission of an attack; without content it is a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    name = attack.suffix if attack.suffix.startswith("=") else f"ada{attack.suffix}"
    path = folder / name
    content = attack.bytes_with(str(marker))
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    return path


def directly(attack: Attack, path: Path, assignments: Mapping[str, Assignment], isolation: Isolation) -> Observed:
    """Grade as `workbook grade` does."""
    chosen = {attack.lab: assignments[attack.lab]}
    os.environ.update(TOKEN)
    result = examine(path, "ada", chosen, attack.limits, isolation)
    data = result.as_dict()
    own_words = {key: value for key, value in data.items() if key not in ("for_instructor", "notes", "file", "student")}
    html = feedback_html(result, "Course", "Lab")
    markdown = feedback_markdown(result, "Course", "Lab")
    points = {question.name: question.earned for question in result.questions}
    shown = json.dumps(own_words, ensure_ascii=False) + markdown
    return Observed(points, result.status, result.remark, shown, html, result.seconds)


def by_otter_run(zip_path: Path, path: Path, folder: Path) -> Observed:
    """Grade with ``otter run``."""
    folder.mkdir(parents=True, exist_ok=True)
    otter = Path(sys.executable).with_name("otter")
    command = [str(otter), "run", "-a", str(zip_path), "-o", str(folder), str(path)]
    return _read(command, folder / "results.json", folder)


def by_run_autograder(zip_path: Path, path: Path, folder: Path) -> Observed:
    """Grade in a folder laid out as Gradescope and ``otter grade`` do, with the zip's own entry."""
    root = folder / "autograder"
    for name in ("source", "submission", "results"):
        (root / name).mkdir(parents=True)
    with zipfile.ZipFile(zip_path) as archive:
        archive.extractall(root / "source")
    target = root / "submission" / path.name
    if path.is_dir():
        target.mkdir()
    else:
        target.write_bytes(path.read_bytes())
    return _read(
        ["bash", str(root / "source" / "run_autograder"), str(root)], root / "results" / "results.json", folder
    )


def _read(command: list[str], results: Path, folder: Path) -> Observed:
    environment = os.environ | TOKEN | {"WORKBOOK_PYTHON": sys.executable}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        try:
            output = process.communicate(timeout=TIMEOUT)[0].decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            output = "timeout"
    if not results.is_file():
        return Observed({}, None, output[-2000:], "")
    data = json.loads(results.read_text(encoding="utf-8"))
    refused = any(test["name"] == "Not graded" for test in data["tests"])
    names = [path.stem for path in (results.parents[1] / "source" / "tests").glob("*.py")]
    points = dict.fromkeys(names, 0) if refused else {t["name"]: t["score"] for t in data["tests"] if "score" in t}
    # All of it, what Gradescope hides from students as well: `otter grade --summaries` would show it.
    shown = json.dumps([data.get("output"), *(test["output"] for test in data["tests"])], ensure_ascii=False)
    return Observed(points, "refused" if refused else None, data.get("output") or "", shown)
