"""Draw lines, bars and dots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from utils.plots.canvas import (
    DASHES,
    HATCHES,
    MARKS,
    SHADES,
    axes_for,
    name_series,
    number,
    tell_letters_apart,
)
from utils.plots.picture import Picture

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Series = ArrayLike | tuple[ArrayLike, ArrayLike]
Values = NDArray[np.floating]
FEW_DECADES = 300.0


def lines(
    series: Mapping[str, Series],
    *,
    title: str,
    x: str,
    y: str,
    alt: str,
    log_x: bool = False,
    log_y: bool = False,
    levels: Mapping[str, float] | None = None,
) -> Picture:
    """Draw each series, values or (positions, values), as a line with its name.

    `levels` are named horizontal lines to compare with. `log_x` is for positions that
    double: their powers of two are the ticks. The ends and the lowest value
    of every series, measured from the data, are added to `alt`.
    """
    drawn = {name: _positions(values) for name, values in series.items()}
    if not drawn:
        raise ValueError("there is no series to draw")
    with axes_for(title, x, y) as (axes, out):
        for place, (name, (at, values)) in enumerate(drawn.items()):
            axes.plot(
                at,
                values,
                label=name,
                color=SHADES[place % len(SHADES)],
                linestyle=DASHES[place % len(DASHES)],
                marker=MARKS[place % len(MARKS)],
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
        if log_x:
            _count_in_doublings(axes, [at for at, _ in drawn.values()])
        if log_y:
            _make_logarithmic(axes)
        name_series(axes)
    texts = [alt, *(_in_words(name, *line) for name, line in drawn.items())]
    texts += [f"{name}: {number(level)}." for name, level in (levels or {}).items()]
    return Picture(out.getvalue(), " ".join(texts))


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

    All groups have the same labels. The values are added to `alt`, or only the greatest
    three of each group if there are many.
    """
    if not groups:
        raise ValueError("there is no group to draw")
    labels = list(next(iter(groups.values())))
    if any(list(group) != labels for group in groups.values()):
        raise ValueError("the groups have different labels")
    places, width = np.arange(len(labels)), 0.8 / len(groups)
    with axes_for(title, x, y) as (axes, out):
        for place, (name, group) in enumerate(groups.items()):
            drawn = axes.bar(
                places + (place - (len(groups) - 1) / 2) * width,
                list(group.values()),
                width,
                label=name,
                color=SHADES[place % len(SHADES)] if place == 0 else "white",
                edgecolor=SHADES[place % len(SHADES)],
                hatch=HATCHES[place % len(HATCHES)],
            )
            if show_values:
                axes.bar_label(drawn, fmt=number, fontsize=8.5, padding=2)
        axes.set_xticks(places, labels)
        tell_letters_apart(axes.get_xticklabels())
        axes.tick_params(axis="x", length=0)
        axes.margins(x=0.01, y=0.1)
        if len(groups) > 1:
            name_series(axes)
    texts = [alt]
    few = len(labels) <= 8
    for name, group in groups.items():
        shown = labels if few else sorted(labels, key=lambda key: -group[key])[:3]
        values = ", ".join(f"{label} {number(group[label])}" for label in shown)
        texts.append(f"{name}: {values}{'' if few else ' come first'}.")
    return Picture(out.getvalue(), " ".join(texts))


def dots(values: Mapping[str, float], *, title: str, x: str, alt: str) -> Picture:
    """Draw {label: value} as dots, one below the other, on an axis without a zero.

    For differences that are small beside the values: bars would look alike. The values
    are added to `alt`.
    """
    if not values:
        raise ValueError("there is no dot to draw")
    labels, places = list(values), range(len(values))
    with axes_for(title, x, height=1.1 + 0.34 * len(values)) as (axes, out):
        axes.plot(list(values.values()), places, "o", color=SHADES[0], markersize=8)
        for place, value in enumerate(values.values()):
            axes.annotate(
                f"{value:.3f}",
                (value, place),
                xytext=(9, 0),
                textcoords="offset points",
                va="center",
                fontsize=8.5,
            )
        axes.set_yticks(places, labels)
        axes.invert_yaxis()
        axes.margins(x=0.15, y=0.3)
    told = ", ".join(f"{label} {number(value)}" for label, value in values.items())
    return Picture(out.getvalue(), f"{alt} {told}.")


def running_mean(values: ArrayLike, window: int) -> tuple[Values, Values]:
    """Average `values` over the `window` before each point: (positions, means).

    Returns at most 200 points, and none for fewer than `window` values.
    """
    sums = np.cumsum(np.concatenate(([0.0], np.asarray(values, dtype=float))))
    means = (sums[window:] - sums[:-window]) / window
    positions = np.arange(len(means), dtype=float) + window
    every = max(1, -(-len(means) // 200))
    return positions[::every], means[::every]


def _count_in_doublings(axes: Axes, positions: Iterable[Values]) -> None:
    """Use a scale on which each doubling is a step; the powers of two are its ticks."""
    all_of_them = np.concatenate(list(positions))
    first, last = np.log2([all_of_them.min(), all_of_them.max()])
    ticks = 2 ** np.arange(np.ceil(first), np.floor(last) + 1)
    axes.set_xscale("log", base=2)
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])


def _make_logarithmic(axes: Axes) -> None:
    """Use a logarithmic scale; a small range gets plain numbers, not powers of ten."""
    from matplotlib.ticker import LogFormatter

    class Plain(LogFormatter):
        def __call__(self, x: float, pos: int | None = None) -> str:
            return f"{x:g}" if super().__call__(x, pos) else ""

    axes.set_yscale("log")
    low, high = axes.get_ylim()
    if high / low < FEW_DECADES:
        axes.yaxis.set_major_formatter(Plain())
        axes.yaxis.set_minor_formatter(Plain(minor_thresholds=(2, 0.4)))


def _positions(series: Series) -> tuple[Values, Values]:
    at, values = series if isinstance(series, tuple) else (None, series)
    heights = np.asarray(values, dtype=float)
    if at is None:
        at = np.arange(len(heights))
    return np.asarray(at, dtype=float), heights


def _in_words(name: str, at: Values, values: Values) -> str:
    finite = np.isfinite(values)
    if not finite.any():
        return f"{name}: no finite value."
    at, values = at[finite], values[finite]
    lowest = int(values.argmin())
    ends = (
        f"{name}: from {number(values[0])} at {number(at[0])} "
        f"to {number(values[-1])} at {number(at[-1])}"
    )
    inner = 0 < lowest < len(values) - 1
    low = f", lowest {number(values[lowest])} at {number(at[lowest])}"
    return f"{ends}{low if inner else ''}."
