"""A figure with controls: widgets where they run, a storyboard of chosen settings everywhere else.

One output holds both. JupyterLab and Colab show the widgets; a page that has none (a saved notebook on GitHub, a
computer without ipywidgets) shows the storyboard.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from IPython.display import HTML

from labkit.figures.unfinished import note

Draw = Callable[..., HTML]

WIDGETS = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Slider:
    """Whole numbers from ``first`` to ``last``; ``last`` may be a function of the other settings, by their names."""

    first: int
    last: int | Callable[..., int]


@dataclass(frozen=True)
class Scale:
    """A slider over some values, such as powers of two."""

    values: Sequence


@dataclass(frozen=True)
class Choice:
    """A list to choose from."""

    values: Sequence


class Explorable:
    """What a cell ends with, so that a figure can be explored.

    Args:
        draw: makes the figure, with its alternative text, from one value for each control.
        controls: a name for each setting of ``draw``, and what it can be.
        storyboard: settings that are worth a picture where nothing can be moved, in the order of the controls. The
            widgets start with the first.
    """

    def __init__(self, draw: Draw, controls: Mapping[str, Slider | Scale | Choice], storyboard: Sequence[tuple]):
        self.draw, self.controls = draw, dict(controls)
        self.storyboard = [dict(zip(controls, values, strict=True)) for values in storyboard]

    def frame(self, settings: Mapping) -> str:
        """Draw for some settings, and return HTML; a student's function that stops becomes a note that says why."""
        try:
            return self.draw(**settings).data
        except Exception as error:
            return note(
                f"With {_in_words(settings)} your function stopped: {type(error).__name__}: {error}\n"
                "Call it with these settings in a cell of your own to see where."
            ).data

    def still(self) -> str:
        """Draw the storyboard: HTML, a caption below each of its pictures."""
        frames = []
        for settings in self.storyboard:
            frames.append(
                f'<figure style="margin:0 1em 1em 0">{self.frame(settings)}'
                f"<figcaption>{html.escape(_in_words(settings))}</figcaption></figure>"
            )
        return f'<div style="display:flex;flex-wrap:wrap">{"".join(frames)}</div>'

    def widgets(self):
        """Build the controls above their picture.

        Returns:
            An ipywidgets box. Its picture and alternative text change with every control.

        Raises:
            ImportError: ipywidgets is not installed.
        """
        import ipywidgets

        opening = self.storyboard[0]
        widgets = {}
        for name, control in self.controls.items():
            common = {"description": name, "value": opening[name], "style": {"description_width": "7em"}}
            if isinstance(control, Slider):
                widgets[name] = ipywidgets.IntSlider(min=control.first, max=max(opening[name], control.first), **common)
            elif isinstance(control, Scale):
                widgets[name] = ipywidgets.SelectionSlider(options=control.values, **common)
            else:
                widgets[name] = ipywidgets.Dropdown(options=control.values, **common)
        picture = ipywidgets.HTML()
        drawn = None

        def redraw(_change=None) -> None:
            nonlocal drawn
            for name, control in self.controls.items():
                if isinstance(control, Slider):
                    others = {other: widget.value for other, widget in widgets.items() if other != name}
                    last = control.last(**others) if callable(control.last) else control.last
                    widgets[name].max = max(control.first, last)  # a value beyond moves with it, and is redrawn
            settings = {name: widget.value for name, widget in widgets.items()}
            if settings != drawn:
                drawn = settings
                picture.value = self.frame(settings)

        redraw()
        for widget in widgets.values():
            widget.observe(redraw, "value")
        return ipywidgets.VBox([*widgets.values(), picture])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        """Offer the storyboard, and the widgets where there are some; a page shows the richest that it can."""
        bundle = {"text/html": self.still(), "text/plain": "A figure to explore"}
        try:
            model = self.widgets().model_id
        except ImportError:
            return bundle
        return bundle | {WIDGETS: {"version_major": 2, "version_minor": 0, "model_id": model}}


def _in_words(settings: Mapping) -> str:
    return ", ".join(f"{name} {value}" for name, value in settings.items())
