"""Draw the figures of the lessons; each is a `Picture` with an alternative text.

    charts       lines, bars and dots
    shaded       grids, words and running text, shaded by a number
    dials        a prediction under temperature, top-k and nucleus, with sliders
    heads        what a transformer looks at
    writing      a network that writes step by step, with buttons
    leaderboard  how well each kind of model does, and at what cost

All are readable in greyscale: series differ by dash, marker and hatching, shades by
lightness alone. Diagrams are in `utils.diagrams`.
"""

from utils.plots.charts import bars, dots, lines, running_mean
from utils.plots.dials import dials
from utils.plots.heads import heads
from utils.plots.leaderboard import leaderboard
from utils.plots.picture import Picture
from utils.plots.shaded import grid, letters, passage
from utils.plots.writing import writing

__all__ = [
    "Picture",
    "bars",
    "dials",
    "dots",
    "grid",
    "heads",
    "leaderboard",
    "letters",
    "lines",
    "passage",
    "running_mean",
    "writing",
]
