"""Figures of the lessons; each comes as a `Picture` with a text that stands for it.

    charts       lines and bars
    shaded       grids, words and running text, shaded by a number
    dials        a prediction under temperature, top-k and nucleus, with sliders
    leaderboard  what each kind of model reaches, and at what cost

All of them read in greyscale: series differ by dash, marker and hatching, shades by
lightness alone. Nothing is computed here beyond what is drawn. Diagrams are in
`utils.diagrams`.
"""

from utils.plots.charts import bars, lines, running_mean
from utils.plots.dials import dials
from utils.plots.leaderboard import leaderboard
from utils.plots.picture import Picture
from utils.plots.shaded import grid, letters, passage

__all__ = [
    "Picture",
    "bars",
    "dials",
    "grid",
    "leaderboard",
    "letters",
    "lines",
    "passage",
    "running_mean",
]
