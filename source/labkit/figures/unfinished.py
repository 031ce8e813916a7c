"""What a figure shows while the student's function is not finished: a kind note in place of a traceback."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable

from IPython.display import HTML

from labkit import checks
from labkit.figures.style import BLUE


def note_if_unfinished(draw: Callable) -> Callable:
    """Decorate a figure, so that it shows a note if it finds a `labkit.checks.Mismatch` in the student's results."""

    @functools.wraps(draw)
    def drawn(*arguments, **settings):
        try:
            return draw(*arguments, **settings)
        except checks.Mismatch as problem:
            return note(f"Nothing to draw yet. {problem}\nCome back to this cell when your function passes its check.")

    return drawn


def note(text: str) -> HTML:
    """Show a remark where a figure could have been."""
    style = f"border-left:4px solid {BLUE};padding-left:0.8em;white-space:pre-wrap"
    return HTML(f'<p style="{style}">{html.escape(text)}</p>')
