"""Draw the course's leaderboard: how well each kind of model does, and its cost.

The numbers come from `benchmarks/leaderboard.py` and are stored in `utils/data`;
nothing is measured here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from utils.plots.canvas import HATCHES, SHADES, axes_for, number
from utils.plots.picture import Picture


def leaderboard(own: Mapping[str, float] | None = None) -> Picture | None:
    """Draw the bits per character of the course's models, and your `own` {name: bits}.

    All are measured on the same held-out text, the last tenth of Tiny Shakespeare.
    Where the record cannot be read, a line says so, and nothing is drawn.
    """
    path = files("utils") / "data" / "leaderboard.json"
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        print(f"NOT DRAWN: {path} is missing or damaged. Install the course again.")
        return None
    rows = [(model["name"], model["bits"], _cost(model)) for model in record["models"]]
    rows += [(name, float(bits), "") for name, bits in (own or {}).items()]
    names, bits, costs = zip(*rows, strict=True)
    title = f"Bits per character on {record['text']['held_out']:,} held-out characters"
    height = 0.9 + 0.36 * len(rows)
    with axes_for(title, "bits per character", height=height) as (axes, out):
        drawn = axes.barh(names, bits, color=SHADES[0], edgecolor=SHADES[0])
        for bar in drawn[len(record["models"]) :]:
            bar.set(facecolor="white", hatch=HATCHES[1])
        labels = [f"{b:.2f}{cost}" for b, cost in zip(bits, costs, strict=True)]
        axes.bar_label(drawn, labels, fontsize=8.5, padding=3)
        axes.invert_yaxis()
        axes.tick_params(axis="y", length=0)
        axes.grid(False)
        axes.set_xlim(0, 1.45 * max(bits))
    listed = "; ".join(
        f"{name} {label}" for name, label in zip(names, labels, strict=True)
    )
    return Picture(
        out.getvalue(),
        f"Bars: bits per character on held-out text, with the size and the cost of "
        f"each model. {listed}.",
    )


def _cost(model: dict[str, Any]) -> str:
    """Return size and processor time of a model, or an empty string."""
    if not model["parameters"]:
        return ""
    return f", {model['parameters']:,} numbers, {number(model['cpu_seconds'])} CPU s"
