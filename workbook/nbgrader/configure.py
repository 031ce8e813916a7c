"""What ``nbgrader_config.py`` of a generated course calls: puts the workbook's steps into nbgrader's."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import ClearSolutions, Execute
from traitlets.config import Config

from workbook.nbgrader.examine import Examine
from workbook.nbgrader.intake import SubmissionExporter, before_grading
from workbook.nbgrader.starters import Starters


def configure(config: Config, root: Path) -> None:
    """Let nbgrader make the workbook's starters, and grade with its examiner instead of a kernel.

    Args:
        config: nbgrader's settings, from ``get_config()``.
        root: the course's folder.
    """
    if shutil.which("alembic") is None:  # nbgrader starts it by its name, and a virtual environment may not be active
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    config.CourseDirectory.root = str(root)
    config.GenerateAssignment.preprocessors = _instead(
        GenerateAssignment.preprocessors.default(), ClearSolutions, Starters
    )
    config.Autograde.exporter_class = SubmissionExporter
    config.Autograde.pre_convert_hook = before_grading
    # Nothing is run beside the graded notebook, so there is nothing to overwrite and nobody's file to stumble over.
    config.Autograde.exclude_overwriting = {
        lab.name: _files(lab) for lab in (root / "source").iterdir() if lab.is_dir()
    }
    config.Autograde.autograde_preprocessors = _instead(Autograde.autograde_preprocessors.default(), Execute, Examine)


def _instead(steps, theirs: type, ours: type) -> list[type]:
    return [ours if step is theirs else step for step in steps]


def _files(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
