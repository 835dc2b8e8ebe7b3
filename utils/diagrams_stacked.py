"""Draw the diagram of the Sonnets notebook: two stacked recurrent layers.

It is a `Picture` with an alternative text, like those of `utils.diagrams`.
"""

from __future__ import annotations

from utils.diagrams import BOX, STEP, _arrow, _box, _label, _picture
from utils.plots import Picture

ROW = {"output": 30, "second": 104, "first": 178, "input": 252}


def stacked(window: str) -> Picture:
    """Draw two layers over the characters of `window`, and one prediction at its end.

    Raises ValueError for an empty window.
    """
    if not window:
        raise ValueError("window is empty: there is nothing to draw")
    up = BOX[1] / 2
    parts = [
        _label(48, ROW["second"] + 5, "layer 2", bold=True),
        _label(48, ROW["first"] + 5, "layer 1", bold=True),
    ]
    for step, char in enumerate(window):
        center = 130 + STEP * step
        parts += [
            _box(center, ROW["input"], _visible(char), round_=True),
            _box(center, ROW["first"], f"a⟨{step + 1}⟩", fill="#d9e4ee"),
            _box(center, ROW["second"], f"a'⟨{step + 1}⟩", fill="#d9e4ee"),
            _arrow(center, ROW["input"] - up, center, ROW["first"] + up),
            _arrow(center, ROW["first"] - up, center, ROW["second"] + up),
        ]
        if step:
            before = center - STEP + BOX[0] / 2
            parts += [
                _arrow(before, ROW[row], center - BOX[0] / 2, ROW[row])
                for row in ("first", "second")
            ]
    parts += [
        _box(center, ROW["output"], "ŷ"),
        _arrow(center, ROW["second"] - up, center, ROW["output"] + up),
    ]
    alt = (
        f"Diagram of two stacked recurrent layers over a window of {len(window)} "
        f"characters, {_visible(window)}. Each character goes into layer 1; each state "
        "of layer 1 goes to the next step and up into layer 2; only the last state of "
        "layer 2 leads to a prediction."
    )
    return _picture(130 + STEP * (len(window) - 1) + 60, 284, parts, alt)


def _visible(text: str) -> str:
    return text.replace("\n", "⏎").replace(" ", "␣")
