"""What ``nbgrader_config.py`` of a generated course calls: puts the workbook's steps into nbgrader's."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
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
    # Otter's log holds what was checked: the answers, where an instructor has run a notebook in source/.
    config.CourseDirectory.ignore = [*CourseDirectory.ignore.default(), ".OTTER_LOG"]
    config.GenerateAssignment.preprocessors = _instead(
        GenerateAssignment.preprocessors.default(), ClearSolutions, Starters
    )
    config.Autograde.exporter_class = SubmissionExporter
    config.Autograde.pre_convert_hook = before_grading
    # Nothing is run beside the graded notebook, so there is nothing to overwrite and nobody's file to stumble over.
    labs = [path for path in (root / "source").glob("*") if path.is_dir()]
    config.Autograde.exclude_overwriting = {lab.name: _files(lab) for lab in labs}
    config.Autograde.autograde_preprocessors = _instead(Autograde.autograde_preprocessors.default(), Execute, Examine)


def _instead(steps, theirs: type, ours: type) -> list[type]:
    return [ours if step is theirs else step for step in steps]


def _files(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
