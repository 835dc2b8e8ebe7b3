"""Draw the diagram of lesson 5: a text cut into streams that are read in parallel.

It is a `Picture` with an alternative text, like those of `utils.diagrams`.
"""

from __future__ import annotations

from utils.diagrams import INK, _arrow, _label, _picture
from utils.plots import Picture

CELL = 24  # width of a character
HIGH = 30
STEP = HIGH + 44  # from one row to the next: its inputs, its targets, a gap
SHADES = "#d9e4ee", "#f4f4f4"


def streams(text: str, batch_size: int, seq_length: int) -> Picture:
    """Draw how `text` becomes rows, and the rows batches of one window each.

    Rows and batches count from 0. Below each input stands its target.

    Raises ValueError for a text that gives no batch.
    """
    n = (len(text) - 1) // batch_size if batch_size > 0 else 0
    if seq_length < 1 or n < seq_length:
        raise ValueError(f"a text of {len(text)} has no {batch_size} rows of a window")
    count, gap, left = n // seq_length, 34, 92
    wide = CELL * seq_length
    parts, shown = [], []
    for batch in range(count):
        at = left + batch * (wide + gap)
        parts.append(_label(at + wide / 2, 22, f"batch {batch}", bold=True))
    for row in range(batch_size):
        top = 40 + row * STEP
        parts.append(_label(44, top + 20, f"row {row}, x", size=13))
        parts.append(_label(44, top + HIGH + 17, "y", size=13))
        begin = row * n
        for batch in range(count):
            at = left + batch * (wide + gap)
            for place in range(seq_length):
                index = begin + batch * seq_length + place
                char, target = text[index], text[index + 1]
                parts.append(_cell(at + CELL * place, top, char, SHADES[row % 2]))
                middle = at + CELL * (place + 0.5)
                parts.append(_label(middle, top + HIGH + 17, _visible(target), size=13))
            if batch:
                parts.append(_arrow(at - gap, top + HIGH / 2, at, top + HIGH / 2))
        shown.append(_visible(text[begin : begin + count * seq_length]))
    height = 40 + batch_size * STEP + 14
    parts.append(
        _label(left + wide + gap / 2, height - 8, "the state is handed on", size=13)
        if count > 1
        else ""
    )
    alt = (
        f"Diagram: a text of {len(text)} characters cut into {batch_size} rows, which "
        f"go on from left to right through {count} batches of {seq_length} characters "
        f"each. The rows read {', '.join(shown)}. Below each character stands its "
        "target, the one that follows it. An arrow for the state leads from each row "
        "of a batch to the same row of the next batch."
    )
    return _picture(left + count * (wide + gap) - gap + 14, height, parts, alt)


def _cell(x: float, y: float, char: str, fill: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{CELL}" height="{HIGH}" fill="{fill}" '
        f'stroke="{INK}" stroke-width="0.8"/>'
        + _label(x + CELL / 2, y + 20, _visible(char))
    )


def _visible(text: str) -> str:
    return text.replace("\n", "⏎").replace(" ", "␣")
