"""Share what all figures need: axes, shades, dashes, and number formats.

Only for the modules of this package.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.path import Path
    from matplotlib.text import Text

INK = "#1b1b1b"
SHADES = ("#00305e", "#b3441e", "#4d9c8b", "#8a6fb0", "#a98d2e")  # dark to light
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)))
MARKS = ("o", "s", "^", "D", "v")
HATCHES = ("", "///", "...", "xx", "\\\\\\")
DOTS_PER_INCH = 160
LINE, SIGN = 95, 8  # characters below the axes, and what a line's sign takes of them
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


def name_series(axes: Axes) -> None:
    """Put the names of series into a free corner of the axes, or else below them."""
    legend = axes.legend(edgecolor="none", framealpha=0.85)
    figure = legend.get_figure(root=True)
    assert figure
    figure.draw_without_rendering()  # before that, it has no place
    corner = legend.get_window_extent().padded(4)
    below = any(_path(line).intersects_bbox(corner, False) for line in axes.lines)
    below |= any(_path(bar).intersects_bbox(corner) for bar in axes.patches)
    if not below:
        return
    handles, names = axes.get_legend_handles_labels()
    legend.remove()
    columns = min(len(names), max(1, LINE // (SIGN + max(map(len, names)))))
    figure.set_figheight(figure.get_figheight() + 0.21 * -(-len(names) // columns))
    figure.legend(
        handles, names, loc="outside lower left", ncols=columns, frameon=False
    )


def tell_letters_apart(labels: Iterable[Text]) -> None:
    """Draw labels of one character so that I, l and 1 differ."""
    for label in labels:
        if len(label.get_text().partition("\n")[0]) == 1:
            label.set_fontfamily("monospace")


def number(value: float) -> str:
    """Format a number: whole or large ones without decimals, others in three digits."""
    whole = abs(value) < 1e6 and (abs(value) >= 1000 or value == int(value))
    return f"{value:,.0f}" if whole else f"{value:.3g}"


def visible(text: str) -> str:
    """Make newlines, tabs and spaces of a text visible."""
    return text.translate(VISIBLE)


def _path(shape: Line2D | Patch) -> Path:
    """Return where a shape is in the image."""
    return shape.get_transform().transform_path(shape.get_path())
