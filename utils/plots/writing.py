"""Show a network write, step by step: the distribution, the character drawn, the text.

Buttons go forwards and back, a slider sets the temperature. A still picture of the
first steps replaces them in an exported page, while a notebook is graded or validated,
and without ipywidgets.
"""

from __future__ import annotations

import copy
import html
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from utils.graded import is_graded
from utils.plots.canvas import visible
from utils.plots.charts import bars
from utils.plots.picture import Picture
from utils.plots.shaded import grid
from utils.sampling import distribution

SHOWN = 14  # likeliest characters that are drawn as bars
STEPS, COLUMNS = 10, 27  # of the still picture
AT_ONCE = 20  # characters that one button writes

Step = Callable[[Any, Any], tuple[ArrayLike, Any]]


def writing(
    step: Step,
    symbols: Sequence[str],
    start: Iterable[Any],
    *,
    end: str | None = None,
    seed: int = 0,
) -> Writing:
    """Show a network write after a start, with buttons and a slider.

    step: function (index, state) -> (logits or log-probabilities, state); the first
    state is None; start: the indices to read first; end: the character that ends a text
    """
    return Writing(step, symbols, start, end, seed)


class Writing:
    """A text that a network writes, and that can be taken back step by step."""

    def __init__(
        self,
        step: Step,
        symbols: Sequence[str],
        start: Iterable[Any],
        end: str | None,
        seed: int,
    ) -> None:
        self.step, self.symbols, self.end = step, tuple(symbols), end
        self.temperature = 1.0
        self._chances = np.random.default_rng(seed).random(10_000)
        self._read: list[tuple[NDArray[np.float64], Any]] = []
        self.written: list[int] = []
        state, logits = None, None
        for index in start:
            logits, state = step(index, state)
        if logits is None:
            raise ValueError("the start is empty: a network must read something first")
        self._read.append((np.asarray(logits, dtype=float).ravel(), state))

    @property
    def text(self) -> str:
        """What has been written so far, without the start."""
        return "".join(self.symbols[index] for index in self.written)

    @property
    def has_ended(self) -> bool:
        """Whether the character that ends a text has been drawn."""
        return bool(self.written) and self.symbols[self.written[-1]] == self.end

    @property
    def chances(self) -> NDArray[np.float64]:
        """The distribution from which the next character is drawn."""
        return distribution(self._read[-1][0], self.temperature)

    @property
    def drawn(self) -> int:
        """The index that comes next; forwards again it is the same one."""
        cumulative = self.chances.cumsum()
        chance = self._chances[len(self.written) % len(self._chances)]
        return int(
            min((cumulative <= chance * cumulative[-1]).sum(), cumulative.size - 1)
        )

    def forward(self, steps: int = 1) -> None:
        """Draw some characters and read them; stop where the text ends."""
        for _ in range(steps):
            if self.has_ended:
                return
            index = self.drawn
            logits, state = self.step(index, self._read[-1][1])
            self._read.append((np.asarray(logits, dtype=float).ravel(), state))
            self.written.append(index)

    def back(self) -> None:
        """Take the last character back."""
        if self.written:
            self.written.pop()
            self._read.pop()

    def picture(self) -> Picture:
        """Draw the distribution of the next character, and which one is drawn."""
        chances, drawn = self.chances, self.drawn
        best = list(np.argsort(-chances, kind="stable")[:SHOWN])
        if drawn not in best:
            best[-1] = drawn
        told = f"drawn next: {self._label(drawn)}, with {chances[drawn]:.0%}"
        marked = {k: self._label(k) + "\n▲" * int(k == drawn) for k in best}
        return bars(
            {"probability": {marked[k]: float(chances[k]) for k in best}},
            title=f"{told}, at temperature {self.temperature:g}",
            x="next character, ▲ the one that is drawn",
            y="probability",
            show_values=False,
            alt=f"Bars: the likeliest next characters; {told}.",
        )

    @cached_property
    def still(self) -> Picture:
        """The first steps at temperature 1: distributions, and what was drawn."""
        again = copy.copy(self)
        again._read, again.written, again.temperature = self._read[:1], [], 1.0
        rows: list[NDArray[np.float64]] = []
        names: list[str] = []
        while len(rows) < STEPS and not again.has_ended:
            rows.append(again.chances)
            names.append(f"{visible(again.text)[-12:]} → {self._label(again.drawn)}")
            again.forward()
        matrix = np.array(rows)
        likeliest = np.sort(np.argsort(-matrix.max(axis=0), kind="stable")[:COLUMNS])
        return grid(
            matrix[:, likeliest],
            rows=[f"{k}: {name}" for k, name in enumerate(names, start=1)],
            columns=[self._label(k) for k in likeliest],
            title="Step by step: what may come next, and what is drawn",
            x="next character",
            y="written so far → drawn",
            scale="probability",
            limits=(0, 1),
            alt=(
                "Grid: one row for each step, shaded by the probability of each next "
                f"character. Written: {visible(again.text)}."
            ),
        )

    def controls(self) -> Any:
        """Return the buttons, the slider, the text and the picture.

        Raises ImportError without ipywidgets.
        """
        import ipywidgets as widgets

        back = widgets.Button(description="One back")
        one = widgets.Button(description="Draw one")
        more = widgets.Button(description=f"Draw {AT_ONCE}")
        slider = widgets.FloatSlider(
            1.0, min=0, max=2, step=0.1, description="temperature"
        )
        slider.style.description_width = "7em"
        text, shown = widgets.HTML(), widgets.HTML()

        def show(*_: object) -> None:
            self.temperature = slider.value
            back.disabled = not self.written
            one.disabled = more.disabled = self.has_ended
            written = html.escape(self.text) + ("" if self.has_ended else "▁")
            text.value = f"<pre style='white-space:pre-wrap'>{written}</pre>"
            shown.value = (
                "The text has ended."
                if self.has_ended
                else self.picture()._repr_html_()
            )

        def does(move: Callable[[], None]) -> Callable[[object], None]:
            def clicked(_: object) -> None:
                move()
                show()

            return clicked

        back.on_click(does(self.back))
        one.on_click(does(self.forward))
        more.on_click(does(lambda: self.forward(AT_ONCE)))
        slider.observe(show, "value")
        show()
        return widgets.VBox([widgets.HBox([back, one, more]), slider, text, shown])

    def __repr__(self) -> str:
        return repr(self.still)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Return both: a notebook shows the controls, an exported page the picture."""
        bundle = {"text/plain": repr(self), "text/html": self.still._repr_html_()}
        if is_graded():
            return bundle
        try:
            return self.controls()._repr_mimebundle_() | bundle
        except ImportError:
            return bundle

    def _label(self, index: int) -> str:
        return visible(self.symbols[index])
