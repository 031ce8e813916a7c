"""Makes the student's starters when ``nbgrader generate_assignment`` runs."""

from __future__ import annotations

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution
from otter.assign.solutions import replace_solutions


class Starters(NbGraderPreprocessor):
    """Takes solutions out as Otter Assign does, so that both kinds of release hold the same starters.

    In the place of nbgrader's ``ClearSolutions``, which knows no ``answer = 42  # SOLUTION`` and would write
    ``raise NotImplementedError()``.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Leave the starter of an answer cell; other cells stay as they are."""
        if is_solution(cell):
            cell.source = "\n".join(replace_solutions(cell.source.split("\n"), "python"))
        return cell, resources
