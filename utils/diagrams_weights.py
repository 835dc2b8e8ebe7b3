"""Draw how Keras keeps the weights of a layer with gates: side by side.

The diagram is a `Picture` with an alternative text, like those of `utils.diagrams`.
"""

from __future__ import annotations

from collections.abc import Sequence

from utils.diagrams import INK, _label, _picture
from utils.plots import Picture

WIDE = 118  # the columns of one gate
ROW = 26  # of a bias
BIAS = 240  # where it begins
SHADES = "#d9e4ee", "#f4f4f4"


def side_by_side(gates: Sequence[tuple[str, str]], bias_rows: int) -> Picture:
    """Draw kernel, recurrent kernel and bias, each with the columns of all `gates`.

    gates: (symbol, what it is) from left to right; bias_rows: 1, or 2 for a bias of
    its own on either product. Raises ValueError if there is nothing to draw.
    """
    if not gates or bias_rows not in (1, 2):
        raise ValueError("there is nothing to draw: give gates, and one or two biases")
    end = BIAS + ROW * bias_rows
    left, right = 190, 190 + WIDE * len(gates)
    of_bias = "a row for each product" if bias_rows == 2 else "a single row"
    blocks = [
        (52, 64, "kernel", "a row for each input"),
        (134, 84, "recurrent_kernel", "a row for each unit"),
        (BIAS, ROW * bias_rows, "bias", of_bias),
    ]
    parts = []
    for place, (symbol, does) in enumerate(gates):
        center = left + WIDE * (place + 0.5)
        parts += [
            _label(center, 20, symbol, bold=True),
            _label(center, 40, does, size=13),
        ]
    for top, high, name, rows in blocks:
        middle = top + high / 2
        parts += [
            _label(left / 2, middle - 2, name, bold=True),
            _label(left / 2, middle + 16, rows, size=13),
        ]
        each = high / bias_rows if name == "bias" else high
        parts += [
            _columns(left + WIDE * place, y, each, SHADES[place % 2])
            for place in range(len(gates))
            for y in ((top, top + each) if each < high else (top,))
        ]
    # Beside the bias: what each row is added to, or both lines for the only row.
    for line, product in enumerate(("x @ kernel", "h @ recurrent_kernel")):
        sign = "+ " if line and bias_rows == 1 else ""
        y = BIAS + ROW * line + (18 if bias_rows == 2 else 6)
        parts.append(_label(right + 96, y, sign + product, size=13))
    parts += [
        _label(right + 96, BIAS - 12, "is added to", size=13),
        _label((left + right) / 2, end + 20, "u columns each", size=13),
    ]
    order = ", ".join(f"{symbol} ({does})" for symbol, does in gates)
    rows = "one row, added to the sum of x @ kernel and h @ recurrent_kernel"
    if bias_rows == 2:
        rows = "two rows, one added to x @ kernel, the other to h @ recurrent_kernel"
    alt = (
        "Diagram of the weights of a layer: kernel, recurrent_kernel and bias, one "
        f"below the other. Each is cut into {len(gates)} blocks of columns, from left "
        f"to right: {order}. Every block has u columns, one for each unit. The "
        f"bias has {rows}."
    )
    return _picture(right + 196, end + 34, parts, alt)


def _columns(x: float, y: float, high: float, fill: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{WIDE}" height="{high}" fill="{fill}" '
        f'stroke="{INK}"/>'
    )
