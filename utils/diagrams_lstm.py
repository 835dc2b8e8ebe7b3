"""Draw the diagrams of lesson 3: windows sliding over a text, and an LSTM's inside.

Each is a `Picture` with an alternative text, like those of `utils.diagrams`.
"""

from __future__ import annotations

from utils.diagrams import INK, _arrow, _label, _picture
from utils.plots import Picture

CELL = 27  # width of a character
SHADES = "#d9e4ee", "#f4f4f4"


def sliding(text: str, maxlen: int, step: int) -> Picture:
    """Draw every window of `text` below it, and the character that follows each.

    Raises ValueError for a text that has no window followed by anything.
    """
    starts = range(0, len(text) - maxlen, max(step, 1))
    if min(maxlen, step) < 1 or not starts:
        raise ValueError(f"a text of {len(text)} has no window of {maxlen} and a next")
    left, top, row = 92, 12, 40
    parts = [_label(44, top + 19, "text", size=13)]
    parts += [
        _cell(left + CELL * at, top, char, "white") for at, char in enumerate(text)
    ]
    for number, start in enumerate(starts):
        y = top + row * (number + 1) + 8
        parts.append(_label(44, y + 19, f"window {number}", size=13))
        for at in range(start, start + maxlen):
            parts.append(_cell(left + CELL * at, y, text[at], SHADES[0]))
        after = left + CELL * (start + maxlen)
        parts.append(_cell(after + 5, y, text[start + maxlen], "white", bold=True))
    shown = [_visible(text[start : start + maxlen + 1]) for start in starts]
    listed = [f"{window[:-1]} then {window[-1]}" for window in shown]
    alt = (
        f"Diagram: windows of {maxlen} characters slide over a text of {len(text)}, "
        f"{step} places at a time; beside each stands the character that follows. "
        f"The {len(listed)} windows are: {'; '.join(listed)}."
    )
    width = left + CELL * len(text) + 20
    return _picture(width, top + row * (len(starts) + 1) + 8, parts, alt)


def lstm() -> Picture:
    """Draw one step of an LSTM: the memory on top, four gates below."""
    top, middle, bottom, low = 40, 168, 240, 100
    forget, write, new, show = 160, 300, 440, 590
    parts = [
        _label(48, top + 5, "c⟨t−1⟩", bold=True),
        _label(772, top + 5, "c⟨t⟩", bold=True),
        _label(48, bottom + 5, "a⟨t−1⟩", bold=True),
        _label(772, low + 5, "a⟨t⟩", bold=True),
        # the memory goes straight on: it is scaled, then added to
        _arrow(84, top, forget - 17, top),
        _circle(forget, top, "×"),
        _arrow(forget + 17, top, new - 17, top),
        _circle(new, top, "+"),
        _arrow(new + 17, top, 742, top),
        _gate(forget, middle, "Γf", "keep", SHADES[0]),
        _gate(write, middle, "Γi", "write", SHADES[0]),
        _gate(new, middle, "c̃", "new, tanh", SHADES[1]),
        _gate(show, middle, "Γo", "show", SHADES[0]),
        _arrow(forget, middle - 26, forget, top + 17),
        _circle(new, low, "×"),
        _arrow(new, middle - 26, new, low + 17),
        _arrow(new, low - 17, new, top + 17),
        _path(f"M {write} {middle - 26} V {low} H {new - 17}"),
        _circle(show, low, "×"),
        _arrow(show, middle - 26, show, low + 17),
        _arrow(show, top, show, low - 17),
        _label(show + 26, (top + low) / 2 + 5, "tanh", size=13),
        _arrow(show + 17, low, 742, low),
        _line(86, bottom, show, bottom),
        *(_arrow(x, bottom, x, middle + 26) for x in (forget, write, new, show)),
        _label((write + new) / 2, bottom + 38, "x⟨t⟩, the character", size=14),
        _line((write + new) / 2, bottom, (write + new) / 2, bottom + 20),
    ]
    alt = (
        "Diagram of one step of an LSTM. The memory c runs along the top: it is "
        "multiplied by the gate that keeps, then what is written is added to it. "
        "What is written is a new value times the gate that writes. The state a, "
        "which leaves at the right, is the tanh of the memory times the gate that "
        "shows. The three gates and the new value are all fed by the old state and "
        "the character."
    )
    return _picture(820, 290, parts, alt)


def _cell(x: float, y: float, char: str, fill: str, *, bold: bool = False) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{CELL}" height="28" fill="{fill}" '
        f'stroke="{INK}"/>' + _label(x + CELL / 2, y + 19, _visible(char), bold=bold)
    )


def _gate(x: float, y: float, name: str, does: str, fill: str) -> str:
    return (
        f'<rect x="{x - 52}" y="{y - 25}" width="104" height="50" rx="8" '
        f'fill="{fill}" stroke="{INK}"/>'
        + _label(x, y - 3, name, bold=True)
        + _label(x, y + 16, does, size=13)
    )


def _circle(x: float, y: float, text: str) -> str:
    return (
        f'<circle cx="{x}" cy="{y}" r="16" fill="{SHADES[1]}" stroke="{INK}"/>'
        + _label(x, y + 5, text)
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
