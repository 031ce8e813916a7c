"""Takes a submission in before nbgrader or nbformat opens it: the first half of ``nbgrader autograde``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from traitlets.log import get_logger

from workbook.examiner.intake import Refused, Upload, clean_notebook, take_in
from workbook.grade.discover import readable


class SubmissionExporter(NotebookExporter):
    """Reads what was handed in as data, whatever it is, and hands nbgrader a notebook of its code cells.

    Cells without code, the grade cells, outputs and all metadata stay behind: nothing that a student wrote into them
    can stop the batch, change a mark, or run in the formgrader's pages.
    """

    def from_filename(self, filename: str, resources: dict | None = None, **options):
        """Convert one notebook; what cannot be graded becomes an empty one, and `examine` says why."""
        coursedir, names = self.parent.coursedir, resources["nbgrader"]
        submitted = coursedir.format_path(coursedir.submitted_directory, names["student"], names["assignment"])
        if Path(filename).parent != Path(submitted):  # the second half, with the notebook that the first one wrote
            return super().from_filename(filename, resources=resources, **options)
        try:
            cells = take_in(Path(filename)).cells
        except Refused:
            cells = []
        notebook = clean_notebook(Upload([readable(cell) for cell in cells]))
        return self.from_notebook_node(nbformat.from_dict(notebook), resources=resources, **options)


def before_grading(assignment: str, student: str, notebooks: list[str]) -> None:
    """Make a submission's folder one that nbgrader copes with, before it copies anything out of it.

    Args:
        assignment: which assignments are graded; nbgrader passes it.
        student: which students are graded; nbgrader passes it.
        notebooks: the notebooks of one submission; nbgrader goes on with what this list holds afterwards.
    """
    (folder,) = {Path(notebook).parent for notebook in notebooks}
    _without_links(folder)
    _under_the_labs_name(folder, notebooks)


def _without_links(folder: Path) -> None:
    """Remove links, which nbgrader would follow: the feedback would hold what they point at."""
    for above, folders, files in os.walk(folder):
        for path in (Path(above, name) for name in folders + files):
            if path.is_symlink() and path.suffix != ".ipynb":  # notebooks are not copied, and `take_in` refuses a link
                path.unlink()
                get_logger().warning("Removed a link from a submission: %s", path)


def _under_the_labs_name(folder: Path, notebooks: list[str]) -> None:
    """Let a notebook count that was renamed, if it is the only one: nbgrader looks for ``<lab>/<lab>.ipynb``."""
    expected = folder / f"{folder.name}.ipynb"
    if len(notebooks) == 1 and Path(notebooks[0]) != expected:
        shutil.copy(notebooks[0], expected, follow_symlinks=False)
        notebooks[:] = [str(expected)]
