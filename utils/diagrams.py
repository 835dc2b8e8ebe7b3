"""Draw diagrams as SVG: a network unrolled in time, a cycle of steps.

Each is a `Picture` with an alternative text. `utils.plots` draws measured data.
"""

from collections.abc import Sequence
from html import escape

from utils.plots import Picture

INK = "#1b1b1b"
STEP = 104  # from one column to the next
ROW = {"target": 26, "output": 72, "state": 150, "input": 228}
BOX = 58, 38


def unrolled(word: str, way: str = "predict") -> Picture:
    """Draw the network over the characters of `word`, one column a step.

    way: "predict" shows inputs and the targets they are scored on, "sample" feeds
    every output back as the next input, "backward" adds the paths of the gradient.
    """
    if way not in _UNROLLED:
        raise ValueError(f"way must be one of {', '.join(_UNROLLED)}, not {way!r}")
    if not word:
        raise ValueError("word is empty: there is nothing to draw")
    inputs = ["0", *word]
    outputs = [*word, "⏎"]
    width, height = 110 + STEP * len(inputs), 286
    parts = [_label(44, ROW["state"] + 5, "a⟨0⟩ = 0")]
    for step, (given, target) in enumerate(zip(inputs, outputs, strict=True), start=1):
        center = 46 + STEP * step
        before = center - STEP + (BOX[0] / 2 if step > 1 else 34)
        up = BOX[1] / 2
        parts += [
            _arrow(before, ROW["state"], center - BOX[0] / 2, ROW["state"]),
            _arrow(center, ROW["input"] - up, center, ROW["state"] + up),
            _arrow(center, ROW["state"] - up, center, ROW["output"] + up),
            _box(center, ROW["input"], given, round_=True),
            _box(center, ROW["state"], f"a⟨{step}⟩", fill="#d9e4ee"),
            _box(center, ROW["output"], f"ŷ⟨{step}⟩"),
            _label(center, ROW["input"] + 42, f"x⟨{step}⟩"),
            _label(center, ROW["target"] + 8, _TOP[way].format(target), bold=True),
        ]
        last = step == len(inputs)
        if way == "sample" and not last:
            parts.append(_feedback(center))
        if way == "backward":
            parts += [
                _arrow(center + 13, ROW["output"] + up, center + 13, 131, back=True),
                "" if step == 1 else _arrow(center - 29, 162, before, 162, back=True),
            ]
    letters = ", ".join(word)
    alt = _UNROLLED[way].format(word=word, letters=letters, steps=len(inputs))
    return _picture(width, height, parts, alt)


def cycle(steps: Sequence[tuple[str, str]], repeat: str) -> Picture:
    """Draw (name, what it does) as boxes in a row, with an arrow back to the first.

    `repeat` says on the arrow back when the steps start again.
    """
    if not steps:
        raise ValueError("steps is empty: there is nothing to draw")
    wide, gap, middle = 128, 34, 56
    width = 20 + len(steps) * (wide + gap) - gap + 20
    parts = []
    for number, (name, does) in enumerate(steps):
        left = 20 + number * (wide + gap)
        parts += [
            f'<rect x="{left}" y="20" width="{wide}" height="72" rx="8" '
            f'fill="{"#d9e4ee" if number % 2 else "#f4f4f4"}" stroke="{INK}"/>',
            _label(left + wide / 2, middle - 6, name, bold=True),
            _label(left + wide / 2, middle + 18, does, size=13),
        ]
        if number:
            parts.append(_arrow(left - gap, middle, left, middle))
    end, start = width - 20 - wide / 2, 20 + wide / 2
    parts += [
        f'<path d="M {end} 92 V 122 H {start} V 94" fill="none" stroke="{INK}" '
        'stroke-width="1.6" marker-end="url(#tip)"/>',
        _label(width / 2, 140, repeat, size=13),
    ]
    listed = "; ".join(f"{name}: {does}" for name, does in steps)
    alt = f"Diagram of a cycle of {len(steps)} steps. {listed}. Then {repeat}."
    return _picture(width, 152, parts, alt)


_TOP = {"predict": "{}", "sample": "draw: {}", "backward": "{}"}
_UNROLLED = {
    "predict": (
        "Diagram of the network unrolled over the name {word}: {steps} columns. The "
        "inputs are a vector of zeros, then {letters}; the targets above the outputs "
        "are {letters}, then the newline, the inputs moved one step to the left. "
        "Arrows lead from each hidden state to its output and to the next state."
    ),
    "sample": (
        "Diagram of the network while it writes {word}: {steps} columns. The first "
        "input is a vector of zeros; from every output a character is drawn, and a "
        "dashed arrow carries it down to be the next input, until the newline."
    ),
    "backward": (
        "Diagram of backpropagation through time over {word}: {steps} columns. Dashed "
        "arrows lead from every output down to its hidden state, and from every "
        "hidden state to the one before, against the direction of the forward arrows."
    ),
}


def _picture(width: float, height: float, parts: Sequence[str], alt: str) -> Picture:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="sans-serif" '
        f'font-size="15" fill="{INK}">'
        f"<title>{escape(alt)}</title>"
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        f'markerHeight="7" orient="auto"><path d="M0 0 L10 5 L0 10 z" fill="{INK}"/>'
        f"</marker></defs>{''.join(parts)}</svg>"
    )
    return Picture(svg.encode("utf-8"), alt, "image/svg+xml", width)


def _box(
    x: float, y: float, text: str, *, fill: str = "#f4f4f4", round_: bool = False
) -> str:
    wide, high = BOX
    return (
        f'<rect x="{x - wide / 2}" y="{y - high / 2}" width="{wide}" height="{high}" '
        f'rx="{high / 2 if round_ else 5}" fill="{fill}" stroke="{INK}"/>'
        + _label(x, y + 5, text)
    )


def _label(x: float, y: float, text: str, *, bold: bool = False, size: int = 15) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" text-anchor="middle" font-size="{size}"{weight}>'
        f"{escape(text)}</text>"
    )


def _arrow(x1: float, y1: float, x2: float, y2: float, *, back: bool = False) -> str:
    dash = ' stroke-dasharray="5 4"' if back else ""
    return (
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{INK}" '
        f'stroke-width="1.6" marker-end="url(#tip)"{dash}/>'
    )


def _feedback(center: float) -> str:
    """Draw a dashed path from an output, between two columns, to the next input."""
    between = center + STEP / 2
    return (
        f'<path d="M {center + BOX[0] / 2} {ROW["output"]} H {between} '
        f'V {ROW["input"]} H {center + STEP - BOX[0] / 2 - 1}" fill="none" '
        f'stroke="{INK}" stroke-width="1.6" stroke-dasharray="5 4" '
        'marker-end="url(#tip)"/>'
    )
