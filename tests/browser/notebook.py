"""A notebook that is open in JupyterLab, driven as a student does: click, type, Shift+Enter, look."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
from playwright.sync_api import Locator, Page, expect

from .jupyter import ROOT

RUNS_WITHIN = 300
"""Seconds that one cell may take: the slowest trains a network."""


class OpenNotebook:
    """One lab's release notebook in JupyterLab.

    Attributes:
        page: the browser's page.
        path: the notebook's file.
        sources: what was in each cell when the notebook was opened.
    """

    def __init__(self, page: Page, address: str, release: Path, lab: str):
        self.page = page
        self.path = release / lab / f"{lab}.ipynb"
        self._cells = nbformat.read(self.path, as_version=4).cells
        self.sources = [cell.source for cell in self._cells]
        base, token = address.split("lab?")
        page.goto(f"{base}lab/tree/{lab}/{lab}.ipynb?{token}")
        page.locator(".jp-Notebook .jp-Cell").nth(len(self.sources) - 1).wait_for(state="attached", timeout=90_000)
        expect(page.get_by_text(re.compile(r"Python 3.*\| Idle"))).to_be_visible(timeout=90_000)

    def cell(self, number: int) -> Locator:
        """Find the cell with this number, counted from 0."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(number)

    def is_code(self, number: int) -> bool:
        """Tell whether a cell can be run."""
        return self._cells[number].cell_type == "code"

    def tags(self, number: int) -> set[str]:
        """Give the tags of a cell."""
        return set(self._cells[number].metadata.get("tags", ()))

    def find(self, text: str, after: int = -1) -> int:
        """Give the number of the first cell behind ``after`` that held ``text`` when the notebook was opened."""
        return next(i for i, source in enumerate(self.sources) if i > after and text in source)

    def run(self, number: int) -> Locator:
        """Run a cell with Shift+Enter and wait for its end.

        Returns:
            What is below the cell now.
        """
        cell = self.cell(number)
        prompt = cell.locator(".jp-InputPrompt").first
        before = prompt.inner_text()
        cell.locator(".cm-content").click(position={"x": 2, "y": 2})
        self.page.keyboard.press("Shift+Enter")
        expect(prompt).not_to_have_text(before)
        expect(prompt).to_have_text(re.compile(r"\[\d+\]:"), timeout=1000 * RUNS_WITHIN)
        return cell.locator(".jp-OutputArea").first

    def run_up_to(self, end: int) -> None:
        """Run the code cells before ``end`` that have not run yet."""
        for number in filter(self.is_code, range(end)):
            if "[ ]" in self.cell(number).locator(".jp-InputPrompt").inner_text():
                self.run(number)

    def write(self, number: int, text: str) -> None:
        """Replace what is in a cell."""
        self.cell(number).locator(".cm-content").click(position={"x": 2, "y": 2})
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.insert_text(text)

    def answer(self, question: str, text: str) -> Locator:
        """Write an answer, run it, run its check.

        Returns:
            What the check says.
        """
        check = self.find(f'grader.check("{question}")')
        self.write(check - 1, text)
        self.run(check - 1)
        return self.run(check)

    def open_hints(self, question: str) -> Locator:
        """Unfold the hints of a question.

        Returns:
            The last of them.
        """
        number = self.find(f'grader.check("{question}")') - 1
        if "otter_answer_cell" in self.tags(number):
            number -= 1
        last = self.cell(number)
        while "<summary>Hint" in self.sources[number]:
            self.cell(number).locator("summary").click()
            number -= 1
        return last

    def save(self) -> None:
        """Save with Ctrl+S, and wait until the star in the tab is gone."""
        self.page.keyboard.press("ControlOrMeta+S")
        expect(self.page.locator(".jp-mod-dirty")).to_have_count(0, timeout=30_000)

    def picture(self, path: Path, number: int | None = None) -> None:
        """Save what the screen shows, with the end of a cell's output at the bottom of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        if number is not None:
            self.cell(number).locator(".jp-OutputArea").first.evaluate("area => area.scrollIntoView({block: 'end'})")
        self.page.screenshot(path=path)


def solution(lab: str, question: str) -> str:
    """Look up the right answer in the instructor's notebook."""
    cells = nbformat.read(ROOT / "solutions" / lab / f"{lab}.ipynb", as_version=4).cells
    check = next(i for i, cell in enumerate(cells) if cell.source == f'grader.check("{question}")')
    return cells[check - 1].source
