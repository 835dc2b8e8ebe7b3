"""Figures of the lessons: lines, bars, grids of numbers, words shaded by a number.

Every figure comes as a `Picture` with an alternative text that says what it shows, and
reads in greyscale: series differ by dash and marker, shades by lightness alone.
Nothing is computed here beyond what is drawn. Diagrams are in `utils.diagrams`.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Series = ArrayLike | tuple[ArrayLike, ArrayLike]
Values = NDArray[np.floating]

INK = "#1b1b1b"
SHADES = ("#00305e", "#b3441e", "#4d9c8b", "#8a6fb0", "#a98d2e")  # dark to light
DASHES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1, 1, 1)))
MARKS = ("o", "s", "^", "D", "v")
HATCHES = ("", "///", "...", "xx", "\\\\\\")
DOTS_PER_INCH = 160


@dataclass(frozen=True)
class Picture:
    """An image with the text that stands for it where it cannot be seen."""

    image: bytes = field(repr=False)
    alt: str
    kind: str = "image/png"
    width: float = 740.0  # in pixels of the page

    def __repr__(self) -> str:
        return f"[{self.alt}]"

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.image).decode("ascii")
        return (
            f'<img alt="{html.escape(self.alt)}" src="data:{self.kind};base64,{data}" '
            f'style="max-width:100%;width:{self.width:g}px;background:white">'
        )


def lines(
    series: Mapping[str, Series],
    *,
    title: str,
    x: str,
    y: str,
    alt: str,
    log_y: bool = False,
    levels: Mapping[str, float] | None = None,
) -> Picture:
    """Draw each series, values or (positions, values), as a line with its name.

    `levels` are named horizontal lines to compare with. The ends and the lowest value
    of every series, measured from the data, are added to `alt`.
    """
    drawn = {name: _positions(values) for name, values in series.items()}
    if not drawn:
        raise ValueError("there is no series to draw")
    with _axes(title, x, y) as (axes, out):
        for number, (name, (at, values)) in enumerate(drawn.items()):
            axes.plot(
                at,
                values,
                label=name,
                color=SHADES[number % len(SHADES)],
                linestyle=DASHES[number % len(DASHES)],
                marker=MARKS[number % len(MARKS)],
                markevery=max(1, len(values) // 10),
                markersize=4.5,
                linewidth=1.6,
            )
        for name, level in (levels or {}).items():
            axes.axhline(level, color="#767676", linewidth=0.9, linestyle=(0, (2, 2)))
            axes.annotate(
                name,
                (1, level),
                xycoords=("axes fraction", "data"),
                xytext=(4, 0),
                textcoords="offset points",
                va="center",
                fontsize=8.5,
            )
        if log_y:
            axes.set_yscale("log")
        axes.legend(frameon=False)
    told = [alt, *(_told(name, *line) for name, line in drawn.items())]
    told += [f"{name}: {_number(level)}." for name, level in (levels or {}).items()]
    return Picture(out.getvalue(), " ".join(told))


def bars(
    groups: Mapping[str, Mapping[str, float]],
    *,
    title: str,
    y: str,
    alt: str,
    x: str = "",
    show_values: bool = True,
) -> Picture:
    """Draw {group: {label: value}} as bars side by side, one hatching per group.

    All groups have the same labels. The values are added to `alt`, unless they are
    many; then the greatest three of each group are.
    """
    if not groups:
        raise ValueError("there is no group to draw")
    labels = list(next(iter(groups.values())))
    if any(list(group) != labels for group in groups.values()):
        raise ValueError("the groups have different labels")
    places, width = np.arange(len(labels)), 0.8 / len(groups)
    with _axes(title, x, y) as (axes, out):
        for number, (name, group) in enumerate(groups.items()):
            drawn = axes.bar(
                places + (number - (len(groups) - 1) / 2) * width,
                list(group.values()),
                width,
                label=name,
                color=SHADES[number % len(SHADES)] if number == 0 else "white",
                edgecolor=SHADES[number % len(SHADES)],
                hatch=HATCHES[number % len(HATCHES)],
            )
            if show_values:
                axes.bar_label(drawn, fmt="%.3g", fontsize=8.5, padding=2)
        axes.set_xticks(places, labels)
        axes.tick_params(axis="x", length=0)
        axes.margins(x=0.01, y=0.1)
        if len(groups) > 1:
            axes.legend(frameon=False)
    told = [alt]
    few = len(labels) <= 8
    for name, group in groups.items():
        shown = labels if few else sorted(labels, key=lambda key: -group[key])[:3]
        values = ", ".join(f"{label} {_number(group[label])}" for label in shown)
        told.append(f"{name}: {values}{'' if few else ' come first'}.")
    return Picture(out.getvalue(), " ".join(told))


def grid(
    values: ArrayLike,
    *,
    rows: Sequence[str],
    columns: Sequence[str],
    title: str,
    x: str,
    y: str,
    alt: str,
    scale: str,
    limits: tuple[float, float] | None = None,
) -> Picture:
    """Draw a matrix (rows, columns) as shaded cells; dark is low, light is high.

    `scale` names what a shade means; `limits` are the values of the darkest and the
    lightest shade.
    """
    matrix = np.asarray(values, dtype=float)
    if matrix.shape != (len(rows), len(columns)):
        raise ValueError(f"{len(rows)} × {len(columns)} names for {matrix.shape}")
    low, high = limits or (float(np.nanmin(matrix)), float(np.nanmax(matrix)))
    height = max(2.4, min(6.5, 0.9 + 0.24 * len(rows)))
    with _axes(title, x, y, height=height) as (axes, out):
        image = axes.imshow(matrix, cmap="cividis", vmin=low, vmax=high, aspect="auto")
        axes.set_yticks(range(len(rows)), rows)
        axes.set_xticks(range(len(columns)), columns)
        axes.tick_params(length=0, labelsize=8.5)
        axes.grid(False)
        assert axes.figure is not None
        axes.figure.colorbar(image, ax=axes, label=scale, pad=0.02)
    row, column = divmod(int(np.nanargmax(matrix)), len(columns))
    highest = f"{rows[row]} and {columns[column]} ({_number(matrix[row, column])})"
    return Picture(out.getvalue(), f"{alt} The highest value is at {highest}.")


def letters(
    words: Mapping[str, tuple[str, Sequence[float]]],
    *,
    title: str,
    alt: str,
    scale: str,
    limits: tuple[float, float],
) -> Picture:
    """Draw {label: (word, one value per character)}, every character shaded.

    Dark is low, light is high; a newline is drawn as ⏎. The characters with the three
    highest values of each row are added to `alt`.
    """
    if any(len(word) != len(values) for word, values in words.values()):
        raise ValueError("a word needs one value per character")
    longest = max(len(word) for word, _ in words.values())
    cells = np.full((len(words), longest), np.nan)
    for row, (_, values) in enumerate(words.values()):
        cells[row, : len(values)] = values
    told = [alt]
    with _axes(title, "", "", height=0.9 + 0.34 * len(words)) as (axes, out):
        image = axes.imshow(
            cells, cmap="cividis", vmin=limits[0], vmax=limits[1], aspect="auto"
        )
        for row, (label, (word, values)) in enumerate(words.items()):
            for column, (letter, value) in enumerate(zip(word, values, strict=True)):
                light = value > (limits[0] + limits[1]) / 2
                axes.text(
                    column,
                    row,
                    _visible(letter),
                    color=INK if light else "white",
                    ha="center",
                    va="center",
                    family="monospace",
                )
            high = sorted(range(len(word)), key=lambda place: -values[place])[:3]
            places = ", ".join(f"{_visible(word[p])} at {p + 1}" for p in sorted(high))
            told.append(f"{label}, {_visible(word)}: highest for {places}.")
        axes.set_yticks(range(len(words)), list(words))
        axes.set_xticks([])
        axes.tick_params(length=0)
        axes.grid(False)
        for spine in axes.spines.values():
            spine.set_visible(False)
        assert axes.figure is not None
        axes.figure.colorbar(image, ax=axes, label=scale, pad=0.02)
    return Picture(out.getvalue(), " ".join(told))


def running_mean(values: ArrayLike, window: int) -> tuple[Values, Values]:
    """Average `values` over the `window` before each point: (positions, means).

    At most 200 points are kept; with fewer than `window` values there is none.
    """
    sums = np.cumsum(np.concatenate(([0.0], np.asarray(values, dtype=float))))
    means = (sums[window:] - sums[:-window]) / window
    positions = np.arange(len(means), dtype=float) + window
    every = max(1, -(-len(means) // 200))
    return positions[::every], means[::every]


@contextmanager
def _axes(
    title: str, x: str, y: str, *, height: float = 3.6
) -> Iterator[tuple[Axes, BytesIO]]:
    """Axes to draw on; what was drawn is in the buffer when the block is left."""
    # No pyplot: nothing global is changed and nothing needs to be closed.
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


def _positions(series: Series) -> tuple[Values, Values]:
    at, values = series if isinstance(series, tuple) else (None, series)
    heights = np.asarray(values, dtype=float)
    if at is None:
        at = np.arange(len(heights))
    return np.asarray(at, dtype=float), heights


def _told(name: str, at: Values, values: Values) -> str:
    finite = np.isfinite(values)
    if not finite.any():
        return f"{name}: no finite value."
    at, values = at[finite], values[finite]
    lowest = int(values.argmin())
    ends = (
        f"{name}: from {_number(values[0])} at {_number(at[0])} "
        f"to {_number(values[-1])} at {_number(at[-1])}"
    )
    inner = 0 < lowest < len(values) - 1
    low = f", lowest {_number(values[lowest])} at {_number(at[lowest])}"
    return f"{ends}{low if inner else ''}."


def _number(value: float) -> str:
    whole = abs(value) < 1e6 and value == int(value)
    return f"{int(value):,}" if whole else f"{value:.3g}"


def _visible(text: str) -> str:
    return text.replace("\n", "⏎").replace(" ", "␣")
