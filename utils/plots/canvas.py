"""Share what all figures need: axes, shades, dashes, and number formats.

Only for the modules of this package.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#1b1b1b"
SHADES = ("#00305e", "#b3441e", "#4d9c8b", "#8a6fb0", "#a98d2e")  # dark to light
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)))
MARKS = ("o", "s", "^", "D", "v")
HATCHES = ("", "///", "...", "xx", "\\\\\\")
DOTS_PER_INCH = 160
VISIBLE = str.maketrans({"\n": "⏎", "\t": "⇥", " ": "␣"})


@contextmanager
def axes_for(
    title: str, x: str = "", y: str = "", *, height: float = 3.6
) -> Iterator[tuple[Axes, BytesIO]]:
    """Yield axes to draw on, and a buffer that has the image after the block."""
    # Without pyplot nothing global is changed and nothing needs to be closed.
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7.4, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_title(title, loc="left", fontsize=11, color=INK)
    axes.set_xlabel(x)
    axes.set_ylabel(y)
    axes.grid(axis="y", color="#e4e4e4", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    out = BytesIO()
    yield axes, out
    figure.savefig(out, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})


def number(value: float) -> str:
    """Format a number: whole or large ones without decimals, others in three digits."""
    whole = abs(value) < 1e6 and (abs(value) >= 1000 or value == int(value))
    return f"{value:,.0f}" if whole else f"{value:.3g}"


def visible(text: str) -> str:
    """Make newlines, tabs and spaces of a text visible."""
    return text.translate(VISIBLE)
