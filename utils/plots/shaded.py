"""Draw numbers as shades: a grid of cells, words below each other, running text.

Dark is low and light is high, by lightness alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from utils.plots.canvas import INK, axes_for, number, tell_letters_apart, visible
from utils.plots.picture import Picture

HIGHEST = 5  # positions that the text of a passage names


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
    """Draw a matrix (rows, columns) as shaded cells.

    `scale` names what a shade means; `limits` are the values of the darkest and the
    lightest shade.
    """
    matrix = np.asarray(values, dtype=float)
    if matrix.shape != (len(rows), len(columns)):
        raise ValueError(f"{len(rows)} × {len(columns)} names for {matrix.shape}")
    low, high = limits or (float(np.nanmin(matrix)), float(np.nanmax(matrix)))
    height = max(2.4, min(6.5, 0.9 + 0.24 * len(rows)))
    with axes_for(title, x, y, height=height) as (axes, out):
        _shade(axes, matrix, (low, high), scale)
        axes.set_yticks(range(len(rows)), rows)
        axes.set_xticks(range(len(columns)), columns)
        tell_letters_apart((*axes.get_xticklabels(), *axes.get_yticklabels()))
        axes.tick_params(labelsize=8.5)
    row, column = divmod(int(np.nanargmax(matrix)), len(columns))
    highest = f"{rows[row]} and {columns[column]} ({number(matrix[row, column])})"
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

    A newline is drawn as ⏎. The characters with the three highest values of each row
    are added to `alt`.
    """
    if any(len(word) != len(values) for word, values in words.values()):
        raise ValueError("a word needs one value per character")
    texts = [alt]
    with axes_for(title, height=0.9 + 0.34 * len(words)) as (axes, out):
        _spell(axes, [(visible(word), v) for word, v in words.values()], limits, scale)
        axes.set_yticks(range(len(words)), list(words))
    for label, (word, values) in words.items():
        high = sorted(range(len(word)), key=lambda place: -values[place])[:3]
        places = ", ".join(f"{visible(word[p])} at {p + 1}" for p in sorted(high))
        texts.append(f"{label}, {visible(word)}: highest for {places}.")
    return Picture(out.getvalue(), " ".join(texts))


def passage(
    text: str,
    values: Sequence[float],
    *,
    title: str,
    alt: str,
    scale: str,
    limits: tuple[float, float],
    width: int = 60,
) -> Picture:
    """Draw running text, line by line, every character shaded by its value.

    A line ends with its newline, drawn as ⏎, or after `width` characters. The text
    itself and the positions with the highest values are added to `alt`.
    """
    if not text or len(text) != len(values):
        raise ValueError("a passage needs some text, and one value per character")
    rows, start = [], 0
    for line in text.splitlines(keepends=True):
        for at in range(0, len(line), width):
            shown = line[at : at + width]
            drawn = visible(shown).replace("␣", " ")
            rows.append((drawn, values[start : start + len(shown)]))
            start += len(shown)
    with axes_for(title, height=0.7 + 0.24 * len(rows)) as (axes, out):
        _spell(axes, rows, limits, scale)
        axes.set_yticks([])
    high = sorted(sorted(range(len(text)), key=lambda k: -values[k])[:HIGHEST])
    texts = [
        f"{visible(text[k])} after “{visible(text[max(0, k - 8) : k])}” "
        f"({number(values[k])})"
        for k in high
    ]
    read = " / ".join(text.splitlines())
    return Picture(
        out.getvalue(), f"{alt} Highest for {', '.join(texts)}. The text: {read}"
    )


def _spell(
    axes: Any,
    rows: Sequence[tuple[str, Sequence[float]]],
    limits: tuple[float, float],
    scale: str,
) -> None:
    """Draw rows of characters in cells shaded by their values."""
    cells = np.full((len(rows), max(len(word) for word, _ in rows)), np.nan)
    for row, (_, values) in enumerate(rows):
        cells[row, : len(values)] = values
    _shade(axes, cells, limits, scale)
    for row, (word, values) in enumerate(rows):
        for column, (letter, value) in enumerate(zip(word, values, strict=True)):
            light = value > (limits[0] + limits[1]) / 2
            axes.text(
                column,
                row,
                letter,
                color=INK if light else "white",
                ha="center",
                va="center",
                family="monospace",
            )
    axes.set_xticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)


def _shade(axes: Any, cells: Any, limits: tuple[float, float], scale: str) -> None:
    """Draw a matrix with its scale beside it."""
    image = axes.imshow(
        cells, cmap="cividis", vmin=limits[0], vmax=limits[1], aspect="auto"
    )
    axes.tick_params(length=0)
    axes.grid(False)
    assert axes.figure is not None
    axes.figure.colorbar(image, ax=axes, label=scale, pad=0.02)
