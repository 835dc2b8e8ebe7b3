"""Draw what the heads of a transformer look at, before one character is predicted.

Each cell says its weight when the mouse is over it; what matters most stands beside
each row, so that nothing has to be hovered over. The picture is in the page itself, not
in an `<img>`, where a browser would show no such text.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np
from numpy.typing import ArrayLike

from utils.plots.canvas import INK, visible
from utils.plots.picture import Picture

CELL, HIGH, LEFT, RIGHT, TOP = 15, 24, 112, 214, 44
DARK = 0.45  # the weight from which a letter is white


@dataclass(frozen=True, repr=False)
class Inline(Picture):
    """A picture in SVG that is part of the page."""

    def _repr_html_(self) -> str:
        return (
            f'<div role="img" aria-label="{escape(self.alt)}" tabindex="0" '
            'style="overflow-x:auto;background:white">'
            f"{self.image.decode('utf-8')}</div>"
        )


def heads(text: str, weights: ArrayLike, *, title: str, alt: str) -> Inline:
    """Draw a row for each head: the characters of `text`, shaded by their weights.

    weights: (blocks, heads, len(text)), where each head looks from the last character.
    Beside each row stand the two places where it looks most, and how far back they are.
    """
    looked = np.asarray(weights, dtype=float)
    if looked.ndim != 3 or looked.shape[-1] != len(text) or not text:
        raise ValueError(
            f"weights {looked.shape} are not (blocks, heads, {len(text)}), the length "
            "of the text"
        )
    parts, told = [], []
    rows = [(b, h) for b in range(looked.shape[0]) for h in range(looked.shape[1])]
    for place, (block, head) in enumerate(rows):
        top = TOP + place * HIGH + 8 * block
        name = f"block {block + 1}, head {head + 1}"
        row = looked[block, head]
        parts.append(_text(LEFT - 8, top + 16, name, "end"))
        parts += [
            _cell(LEFT + CELL * at, top, text, at, float(row[at]), name)
            for at in range(len(text))
        ]
        most = [
            _named(text, int(at), row) for at in np.argsort(-row, kind="stable")[:2]
        ]
        parts.append(
            _text(LEFT + CELL * len(text) + 10, top + 16, "; ".join(most), "start")
        )
        told.append(f"{name}: {'; '.join(most)}.")
    width = LEFT + CELL * len(text) + RIGHT
    height = TOP + HIGH * len(rows) + 8 * looked.shape[0]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" style="max-width:100%;min-width:{0.7 * width:.0f}px;'
        f'height:auto" '
        f'font-family="sans-serif" font-size="12" fill="{INK}">'
        f'<rect width="{width}" height="{height}" fill="white"/>'
        f'<text x="{LEFT}" y="22" font-size="15">{escape(title)}</text>'
        f"{''.join(parts)}</svg>"
    )
    full = " ".join([alt, *told])
    return Inline(svg.encode("utf-8"), full, "image/svg+xml", width)


def _cell(x: float, y: float, text: str, at: int, weight: float, name: str) -> str:
    shade = round(255 - 235 * min(1.0, weight) ** 0.7)
    ink = "white" if weight > DARK else INK
    char = visible(text[at])
    back = len(text) - 1 - at
    return (
        f"<g><title>{escape(name)}: {weight:.0%} on {escape(char)}, {back} back</title>"
        f'<rect x="{x}" y="{y}" width="{CELL}" height="{HIGH - 2}" '
        f'fill="rgb({shade},{shade},255)"/>'
        f'<text x="{x + CELL / 2}" y="{y + 16}" text-anchor="middle" fill="{ink}" '
        f'font-family="monospace" font-size="13">{escape(char)}</text></g>'
    )


def _named(text: str, at: int, row: np.ndarray) -> str:
    return f"{visible(text[at])} {len(text) - 1 - at} back {row[at]:.0%}"


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(text)}</text>'
