"""Takes a lab's zip through the steps of Gradescope's harness, in containers of our own."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from python_on_whales import docker

METADATA = {
    "id": 123456,
    "created_at": "2026-11-20T10:00:00.000000-08:00",
    "assignment": {"id": 25828, "title": "Convolution on images", "course_id": 1234, "total_points": "15.0"},
    "submission_method": "upload",
    "users": [{"email": "ada@example.edu", "id": 1234, "name": "Ada"}],
    "previous_submissions": [],
}
"""Such as Gradescope writes about each submission."""


@dataclass(frozen=True)
class Graded:
    """What came of one submission: the parsed results, and what was printed, which instructors read."""

    exit_code: int
    results: dict
    printed: str


def build_autograder(autograder: Path, base: str) -> str:
    """Build an image from a zip as Gradescope does when an instructor uploads it, and return its name."""
    name = f"gradescope-{autograder.stem}"
    with tempfile.TemporaryDirectory() as context:
        shutil.copy(autograder, Path(context, "autograder.zip"))
        dockerfile = Path(__file__).with_name("Dockerfile.gradescope")
        docker.build(context, file=dockerfile, build_args={"FROM": base}, tags=[name], load=True)
    return name


def hand_in(image: str, files: Mapping[str, bytes]) -> Graded:
    """Grade what one student uploads: names, in folders or not, to contents."""
    with tempfile.TemporaryDirectory() as folder:
        submission, results = Path(folder, "submission"), Path(folder, "results")
        for name, content in files.items():
            path = submission / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        metadata = Path(folder, "metadata.json")
        metadata.write_text(json.dumps(METADATA), encoding="utf-8")
        container = docker.container.create(image, networks=["none"])
        try:
            docker.copy(f"{submission}/.", (container, "/autograder/submission"))
            docker.copy(metadata, (container, "/autograder/submission_metadata.json"))
            container.start()
            code = docker.wait(container)
            docker.copy((container, "/autograder/results"), results)
        finally:
            container.remove(force=True)
        return Graded(
            code,
            json.loads((results / "results.json").read_text(encoding="utf-8")),
            (results / "stdout").read_text(encoding="utf-8"),
        )
