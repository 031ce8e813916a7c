"""What both pages share: templates, one stylesheet, text that is safe to show, numbers as people write them."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"

STATUSES = {
    "graded": "graded",
    "graded with stops": "graded; something had to be stopped",
    "refused": "not graded",
    "grader error": "not graded: the grader failed, and not your notebook",
}
"""What a student reads for each status of a `Result`."""

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, terminal escapes among them
    "\u2028\u2029\u202a-\u202e\u2066-\u2069"  # line separators; marks that turn the direction of the text after them
    "\ud800-\udfff\ufffe\uffff]"  # what cannot be written as UTF-8, or is no character
)


def printable(text: str) -> str:
    """Put a � in place of each character that breaks a page, a file or the order of the text around it."""
    return UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def number(value: float) -> str:
    """Write a number with two decimals at most, and no more than it needs: 4, 2.5, 0.33."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")


def points(value: float) -> str:
    """Write a number of points: ``1 point``, ``2.5 points``."""
    return f"{number(value)} {'point' if value == 1 else 'points'}"


def percent(share: float) -> str:
    """Write a share of 1 as whole per cent."""
    return f"{share * 100:.0f} %"


def correlation(value: float) -> str:
    """Write a correlation with two decimals."""
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def duration(seconds: float) -> str:
    """Write a time as people say it: ``0.8 s``, ``42 s``, ``3 min 5 s``, ``2 h 10 min``."""
    if seconds < 9.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes == 0:
        return f"{rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {rest} s"


def share(earned: float, possible: float) -> float:
    """Divide marks by the marks that could be had; 0 where there were none."""
    return earned / possible if possible else 0.0


def paragraphs(text: str) -> list[str]:
    """Split text at its blank lines, and undo the line breaks of its source."""
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def render(template: str, *, script: str | None = None, **values) -> str:
    """Fill in a template and return a page that needs nothing else, and may load or run nothing else.

    Args:
        template: a file of ``templates/``.
        script: the file of ``templates/`` with the page's script, if it has one.
        values: what the template shows. Strings are escaped; only `Markup` goes in as it is.
    """
    style = (TEMPLATES / "style.css").read_text(encoding="utf-8")
    code = (TEMPLATES / script).read_text(encoding="utf-8") if script else ""
    policy = f"default-src 'none'; style-src {_digest(style)}; base-uri 'none'; form-action 'none'"
    if script:
        policy += f"; script-src {_digest(code)}"
    page = _environment.get_template(template)
    return page.render(style=Markup(style), script=Markup(code), policy=policy, **values)


def _digest(source: str) -> str:
    """Name a style or a script the way a Content-Security-Policy does."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _clean(value):
    return printable(value) if type(value) is str else value


_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    finalize=_clean,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {
    "number": number,
    "points": points,
    "percent": percent,
    "correlation": correlation,
    "duration": duration,
    "paragraphs": paragraphs,
}
