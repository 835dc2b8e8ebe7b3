"""One prediction under temperature, top-k and nucleus, with a slider for each.

Where sliders cannot move, a still picture stands in: in a page that was exported, while
a notebook is graded or validated, and where ipywidgets is missing. The arithmetic is
that of `utils.sampling`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from utils.graded import is_graded
from utils.plots.canvas import visible
from utils.plots.charts import bars
from utils.plots.picture import Picture
from utils.sampling import distribution, entropy

SHOWN = 12  # likeliest characters that are drawn
STILL: dict[str, dict[str, Any]] = {
    "as predicted": {},
    "temperature 0.5": {"temperature": 0.5},
    "top-k 3": {"top_k": 3},
    "nucleus 0.7": {"top_p": 0.7},
}


def dials(scores: ArrayLike, symbols: Sequence[str], *, title: str) -> Dials:
    """Show what sampling makes of a prediction, for sliders to be moved.

    scores: logits or log-probabilities (V,); symbols: the V characters.
    """
    logits = np.asarray(scores, dtype=float)
    if logits.shape != (len(symbols),):
        raise ValueError(f"{len(symbols)} symbols for scores of {logits.shape}")
    return Dials(logits, tuple(symbols), title)


@dataclass(frozen=True)
class Dials:
    """A prediction, and the pictures and sliders that show it."""

    logits: Any
    symbols: tuple[str, ...]
    title: str

    def picture(self, **settings: Any) -> Picture:
        """Draw the prediction, and what is drawn from at these settings."""
        left = distribution(self.logits, **settings)
        count = int(np.count_nonzero(left))
        kept = f"{count} character{'s' * (count != 1)} left, {entropy(left):.2f} bits"
        return bars(
            {"as predicted": self._likeliest(), "drawn from": self._likeliest(left)},
            title=f"{self.title}: {kept}",
            x="next character",
            y="probability",
            show_values=False,
            alt=(
                f"Bars in pairs: the probabilities of the {SHOWN} likeliest next "
                f"characters, as predicted and as drawn from: {kept}."
            ),
        )

    @cached_property
    def still(self) -> Picture:
        """Draw some settings side by side, for where nothing moves."""
        return bars(
            {
                name: self._likeliest(distribution(self.logits, **settings))
                for name, settings in STILL.items()
            },
            title=self.title,
            x="next character",
            y="probability",
            show_values=False,
            alt=(
                f"Bars in fours: the probabilities of the {SHOWN} likeliest next "
                "characters as predicted, at temperature 0.5, with only the best 3, "
                "and with the fewest that have 0.7 together."
            ),
        )

    def sliders(self) -> Any:
        """Make the three sliders and the picture that follows them.

        Raises ImportError where there is no ipywidgets.
        """
        import ipywidgets as widgets

        size = len(self.symbols)
        wide = {"style": {"description_width": "7em"}, "layout": {"width": "28em"}}
        controls = {
            "temperature": widgets.FloatSlider(
                1.0, min=0, max=2, step=0.1, description="temperature", **wide
            ),
            "top_k": widgets.IntSlider(
                size, min=1, max=size, description="top-k", **wide
            ),
            "top_p": widgets.FloatSlider(
                1.0, min=0.05, max=1, step=0.05, description="nucleus", **wide
            ),
        }
        shown = widgets.HTML()

        def show(_: object = None) -> None:
            settings = {name: control.value for name, control in controls.items()}
            shown.value = self.picture(**settings)._repr_html_()

        for control in controls.values():
            control.observe(show, "value")
        show()
        return widgets.VBox([*controls.values(), shown])

    def __repr__(self) -> str:
        return repr(self.still)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Give both: a notebook takes the sliders, an exported page the picture."""
        bundle = {"text/plain": repr(self), "text/html": self.still._repr_html_()}
        if is_graded():
            return bundle
        try:
            return self.sliders()._repr_mimebundle_() | bundle
        except ImportError:
            return bundle

    def _likeliest(self, chances: Any = None) -> dict[str, float]:
        chances = distribution(self.logits) if chances is None else chances
        best = np.argsort(-self.logits, kind="stable")[:SHOWN]
        return {visible(self.symbols[k]): float(chances[k]) for k in best}
