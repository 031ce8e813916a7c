"""Bars and histograms as inline SVG, as wide as their place; colours come from the stylesheet."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

HEIGHT, TOP, FLOOR = 170, 22, 146
"""Of a histogram, in pixels: the picture, the top of the highest bar, the foot of all bars."""


def bar(share: float) -> Markup:
    """Draw a share between 0 and 1 as a bar. It only repeats the number beside it, so screen readers skip it."""
    width = 100 * min(max(share, 0.0), 1.0)
    return Markup(
        '<svg class="bar" width="100%" height="8" aria-hidden="true">'
        '<rect class="track" width="100%" height="8" rx="2"/>'
        f'<rect class="fill" width="{width:.1f}%" height="8" rx="2"/></svg>'
    )


def histogram(counts: Sequence[int], edges: Sequence[str], what: str) -> Markup:
    """Draw how often values fall between two edges.

    Args:
        counts: how many values fall into each bin.
        edges: what to write between the bins, first and last included: one more than there are counts.
        what: what is counted, for readers who cannot see it: ``"Submissions by marks, in per cent"``.
    """
    step = 100 / len(counts)
    highest = max(max(counts), 1)
    parts = []
    for i, count in enumerate(counts):
        height = (FLOOR - TOP) * count / highest
        parts.append(
            f'<rect class="fill" x="{i * step + 0.4:.2f}%" y="{FLOOR - height:.1f}" '
            f'width="{step - 0.8:.2f}%" height="{height:.1f}"/>'
        )
        if count:
            parts.append(f'<text x="{(i + 0.5) * step:.2f}%" y="{FLOOR - height - 6:.1f}">{count}</text>')
    parts.append(f'<rect class="axis" y="{FLOOR}" width="100%" height="1"/>')
    for i, edge in enumerate(edges):
        side = {0: ' class="first"', len(edges) - 1: ' class="last"'}.get(i, "")
        parts.append(Markup('<text{} x="{:.2f}%" y="{}">{}</text>').format(Markup(side), i * step, HEIGHT - 6, edge))
    told = "; ".join(f"{edges[i]} to {edges[i + 1]}: {count}" for i, count in enumerate(counts))
    return Markup('<svg class="histogram" width="100%" height="{}" role="img" aria-label="{}">{}</svg>').format(
        HEIGHT, f"{what}. {told}.", Markup("".join(parts))
    )
