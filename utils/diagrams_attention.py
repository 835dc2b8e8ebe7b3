"""Draw the diagram of self-attention: one query, and all it is compared with."""

from collections.abc import Sequence
from html import escape

from utils.diagrams import INK, _arrow, _label, _picture
from utils.plots import Picture

STEP, WIDE, HIGH = 120, 62, 30
ROW = {"sum": 34, "value": 104, "weight": 160, "key": 216, "input": 290}


def attention(word: str, weights: Sequence[float]) -> Picture:
    """Draw what the last character of `word` takes from each, by made-up weights.

    weights: one for each character, which sum to 1; they say how thick a line is.
    """
    if not word or len(word) != len(weights):
        raise ValueError("attention needs a word, and one weight for each character")
    width = 40 + STEP * len(word) + 90
    last = 20 + STEP * (len(word) - 0.5)
    out = width / 2
    query = width - 50
    parts = []
    for place, (char, weight) in enumerate(zip(word, weights, strict=True), start=1):
        x = 20 + STEP * (place - 0.5)
        parts += [
            _line(x, ROW["value"] - HIGH / 2, out, ROW["sum"] + HIGH / 2, weight),
            _line(x, ROW["key"] - HIGH / 2, x, ROW["weight"] + 13, 0.2),
            _line(x, ROW["weight"] - 13, x, ROW["value"] + HIGH / 2, 0.2),
            _arrow(x, ROW["input"] - HIGH / 2, x, ROW["key"] + HIGH / 2),
            _box(x, ROW["input"], char, "#f4f4f4"),
            _box(x, ROW["key"], f"k⟨{place}⟩", "#ffffff"),
            _box(x, ROW["value"], f"v⟨{place}⟩", "#d9e4ee"),
            _shaded(x, ROW["weight"], weight),
        ]
        if place == len(word):
            parts.append(_arrow(x + WIDE / 2, ROW["input"], query, ROW["key"] + 17))
    parts += [
        _box(query, ROW["key"], f"q⟨{len(word)}⟩", "#ffe9c7"),
        f'<path d="M {query} {ROW["key"] - HIGH / 2} V {ROW["weight"]} '
        f'H {last + 34}" fill="none" stroke="{INK}" stroke-width="1.6" '
        'stroke-dasharray="5 4" marker-end="url(#tip)"/>',
        _box(out, ROW["sum"], f"o⟨{len(word)}⟩", "#d9e4ee"),
    ]
    listed = ", ".join(f"{w:.2f} of {c}" for c, w in zip(word, weights, strict=True))
    alt = (
        f"Diagram of self-attention at the last character of {word}. From each "
        "character come a key and a value, from the last one a query, too. The query "
        "is compared with every key, which gives weights; the output is the mixture "
        f"of the values: {listed}."
    )
    return _picture(width, 320, parts, alt)


def _box(x: float, y: float, text: str, fill: str) -> str:
    return (
        f'<rect x="{x - WIDE / 2}" y="{y - HIGH / 2}" width="{WIDE}" height="{HIGH}" '
        f'rx="5" fill="{fill}" stroke="{INK}"/>' + _label(x, y + 5, text)
    )


def _shaded(x: float, y: float, weight: float) -> str:
    """Draw a weight as a box that is the darker, the more it is."""
    shade = round(255 - 200 * weight)
    ink = "white" if weight > 0.4 else INK
    return (
        f'<rect x="{x - 24}" y="{y - 13}" width="48" height="26" rx="13" '
        f'fill="rgb({shade},{shade},{shade})" stroke="{INK}"/>'
        f'<text x="{x}" y="{y + 5}" text-anchor="middle" fill="{ink}">'
        f"{escape(f'{weight:.2f}')}</text>"
    )


def _line(x1: float, y1: float, x2: float, y2: float, weight: float) -> str:
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{INK}" '
        f'stroke-width="{0.6 + 7 * weight:.1f}" opacity="0.75"/>'
    )
