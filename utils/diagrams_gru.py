"""Draw the diagrams of lesson 2: a text cut into windows, and the inside of a GRU.

Each is a `Picture` with an alternative text, like those of `utils.diagrams`.
"""

from __future__ import annotations

from utils.diagrams import INK, _arrow, _label, _picture
from utils.plots import Picture

CELL = 27  # width of a character
SHADES = "#d9e4ee", "#f4f4f4"


def windows(text: str, seq_length: int) -> Picture:
    """Draw how `text` is cut into pieces of `seq_length` + 1, inputs and targets.

    Raises ValueError for a text shorter than one piece.
    """
    size = seq_length + 1
    if seq_length < 1 or len(text) < size:
        raise ValueError(f"a text of {len(text)} has no piece of {size} characters")
    pieces = [text[at : at + size] for at in range(0, len(text) - size + 1, size)]
    left, width = 74, 74 + CELL * len(text) + 14
    parts = [_label(34, 35, "text", size=13)]
    for at, char in enumerate(text):
        whole = at // size < len(pieces)
        fill = SHADES[at // size % 2] if whole else "white"
        parts.append(_cell(left + CELL * at, 16, char, fill))
    rest = len(text) - size * len(pieces)
    if rest:
        middle = left + CELL * (len(text) - rest / 2)
        parts.append(_label(middle, 66, "dropped", size=13))
    for number, piece in enumerate(pieces):
        start, fill = left + CELL * size * number, SHADES[number % 2]
        for at in range(seq_length):
            x = start + CELL * at
            parts += [
                _cell(x, 88, piece[at], fill),
                _cell(x, 150, piece[at + 1], "white"),
                _arrow(x + CELL / 2, 118, x + CELL / 2, 148),
            ]
    parts += [_label(34, 107, "input", size=13), _label(34, 169, "target", size=13)]
    shown = [_visible(piece) for piece in pieces]
    alt = (
        f"Diagram: a text of {len(text)} characters is cut into {len(pieces)} pieces "
        f"of {size}: {', '.join(shown)}. The last {rest} characters are dropped. Of "
        f"each piece the first {seq_length} characters are the input and the last "
        f"{seq_length} the target; an arrow leads from each input character to the "
        "character after it."
    )
    return _picture(width, 190, parts, alt)


def gru() -> Picture:
    """Draw one step of a GRU: two gates, a candidate, and the mixture."""
    top, middle, bottom = 44, 140, 226
    reset, candidate, update, mix = 150, 346, 510, 620
    product = (reset + candidate) / 2
    parts = [
        _label(46, top + 5, "a⟨t−1⟩", bold=True),
        _label(722, top + 5, "a⟨t⟩", bold=True),
        _line(86, top, mix - 23, top),
        _arrow(mix - 30, top, mix - 23, top),
        _arrow(mix + 23, top, 696, top),
        _circle(mix, top, "mix"),
        _gate(reset, middle, "Γr", "reset", SHADES[0]),
        _gate(candidate, middle, "ã", "candidate", SHADES[1]),
        _gate(update, middle, "Γu", "update", SHADES[0]),
        _label(candidate, bottom + 34, "e⟨t⟩, the embedded character", size=14),
        _line(reset, bottom, update, bottom),
        _line(candidate, bottom, candidate, bottom + 18),
        # from the old state down, and from the input up
        *(_arrow(x, top, x, middle - 26) for x in (reset, update)),
        _arrow(product, top, product, middle - 15),
        *(_arrow(x, bottom, x, middle + 26) for x in (reset, candidate, update)),
        _arrow(reset + 58, middle, product - 15, middle),
        _circle(product, middle, "⊙", radius=13),
        _arrow(product + 15, middle, candidate - 58, middle),
        _label(product, middle + 30, "how much", size=12),
        _label(product, middle + 45, "of a⟨t−1⟩", size=12),
        # the candidate and the update gate go into the mixture
        _path(f"M {candidate} {middle - 26} V 78 H {mix - 12} V {top + 24}"),
        _path(f"M {update + 58} {middle} H {mix} V {top + 25}"),
        _label(mix + 8, middle + 22, "share of the old", size=12),
    ]
    alt = (
        "Diagram of one step of a GRU. The old state runs along the top to a mixture "
        "that gives the new state. Below are three boxes, all fed by the embedded "
        "character. The reset gate, fed by the old state too, is multiplied with what "
        "comes from the old state into the candidate. The update gate decides which "
        "share of the mixture is the old state, and which the candidate."
    )
    return _picture(760, 270, parts, alt)


def _cell(x: float, y: float, char: str, fill: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{CELL}" height="28" fill="{fill}" '
        f'stroke="{INK}"/>' + _label(x + CELL / 2, y + 19, _visible(char))
    )


def _gate(x: float, y: float, name: str, does: str, fill: str) -> str:
    return (
        f'<rect x="{x - 56}" y="{y - 25}" width="112" height="50" rx="8" '
        f'fill="{fill}" stroke="{INK}"/>'
        + _label(x, y - 3, name, bold=True)
        + _label(x, y + 16, does, size=13)
    )


def _circle(x: float, y: float, text: str, radius: float = 22) -> str:
    return (
        f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{SHADES[1]}" stroke="{INK}"/>'
        + _label(x, y + 5, text, size=13)
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{INK}" '
        'stroke-width="1.6"/>'
    )


def _path(d: str) -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{INK}" stroke-width="1.6" '
        'marker-end="url(#tip)"/>'
    )


def _visible(text: str) -> str:
    return text.replace("\n", "⏎").replace(" ", "␣")
