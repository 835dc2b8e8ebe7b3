"""What a training cell needs around `fit`: a budget, a live curve, lazy batches.

Everything shown goes to one figure that is replaced as training goes on, or, outside a
notebook, to one line an epoch on stdout; nothing ever goes to stderr, which a grader
would take for an error. How a GRU is trained faster is in `utils.gathered`.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from math import ceil, isfinite
from typing import Any, TypeVar

from utils import plots
from utils.graded import is_graded

T = TypeVar("T")

SMOOTHING = 0.05  # the weight of a step's loss in the curve

DIVERGED = "the loss is not a number: lower the learning rate or clip gradients"


def budget(full: T, short: T) -> T:
    """Give `full` to a learner, `short` while a notebook is graded or validated.

    >>> epochs = budget(full=10, short=1)
    """
    return short if is_graded() else full


def live_curve(every: float = 2.0, points: int = 300) -> Any:
    """Make a Keras callback that draws the loss while `fit(verbose=0)` runs.

    `every` is the number of seconds between two drawings, `points` half the most that
    the curve of the training loss has. The loss is in nats per character: its text is
    the mean over the epoch so far, as Keras gives it, its curve a moving average over
    the steps. The loss on validation data, if any, is drawn at each epoch's end.
    """
    from utils.quiet import keras

    class LiveCurve(keras.callbacks.Callback):  # type: ignore[misc]
        """Callbacks of Keras that feed a `Curve`."""

        def on_train_begin(self, logs: Any = None) -> None:
            self.curve = Curve(self.params, every, points)

        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            self.curve.epoch = epoch

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            self.curve.step(batch, float((logs or {}).get("loss", float("nan"))))

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self.curve.end_epoch(dict(logs or {}))

        def on_train_end(self, logs: Any = None) -> None:
            self.curve.finish()

    return LiveCurve()


def dataset(batches: Sequence[Any]) -> Any:
    """Hand a sequence of batches to `fit`, each made when it is needed.

    `batches.reshuffle()`, if there is one, is called after each epoch.
    """
    from utils.quiet import keras

    class Lazy(keras.utils.PyDataset):  # type: ignore[misc]
        """A sequence of batches as Keras asks for them."""

        def __len__(self) -> int:
            return len(batches)

        def __getitem__(self, number: int) -> Any:
            return batches[number]

        def on_epoch_end(self) -> None:
            getattr(batches, "reshuffle", lambda: None)()

    return Lazy()


class Curve:
    """Losses as they come, and the display that shows them; knows nothing of Keras."""

    def __init__(self, params: dict[str, Any], every: float, points: int) -> None:
        self.epochs = int(params.get("epochs") or 1)
        self.steps = int(params.get("steps") or 0)
        self.every, self.points = every, points
        self.epoch = 0
        self.train: list[tuple[float, float]] = []  # epochs so far, loss
        self.valid: list[tuple[float, float]] = []
        self.started = self.drawn = time.monotonic()
        self.loss = float("nan")  # the mean over this epoch so far
        self.smooth, self.taken = 0.0, 0  # the moving average, and of how many steps
        self._handle: Any = _display() if in_notebook() else None

    def step(self, number: int, loss: float) -> None:
        """Take the loss after a step of this epoch; draw when it is time."""
        # Keras gives the mean over the epoch; what the step itself adds to it is drawn,
        # or the curve would start anew with every epoch.
        own = (number + 1) * loss - number * self.loss if number else loss
        self.loss = loss
        if isfinite(own):
            self.smooth += (own - self.smooth) * max(SMOOTHING, 1 / (self.taken + 1))
            self.taken += 1
            at = self.epoch + (number + 1) / (self.steps or number + 1)
            self._add(at, self.smooth)
        if self._handle is not None and time.monotonic() > self.drawn + self.every:
            self._show(f"step {number + 1:,}/{self.steps or '?'}")
            self.drawn = time.monotonic()

    def end_epoch(self, logs: dict[str, Any]) -> None:
        """Take the losses at the end of an epoch; say them where nothing is drawn."""
        self.epoch += 1
        if isfinite(logs.get("val_loss", float("nan"))):
            self.valid.append((float(self.epoch), float(logs["val_loss"])))
        if self._handle is None:
            print(self.status(), flush=True)

    def finish(self) -> None:
        """Draw the curve as it stays."""
        if self._handle is not None:
            self._show("done")

    def status(self) -> str:
        """Say in a line how far training is, and how long it still takes."""
        seconds = time.monotonic() - self.started
        share = (self.train[-1][0] if self.train else self.epoch) / self.epochs
        parts = [
            f"epoch {min(ceil(share * self.epochs - 1e-9), self.epochs)}/{self.epochs}",
            f"loss {self.loss:.4f}" if isfinite(self.loss) else DIVERGED,
        ]
        if self.valid:
            parts.append(f"validation {self.valid[-1][1]:.4f}")
        parts.append(f"{duration(seconds)} so far")
        if 0 < share < 1:
            parts.append(f"{duration(seconds / share - seconds)} left")
        return ", ".join(parts)

    def _add(self, at: float, loss: float) -> None:
        self.train.append((at, loss))
        if len(self.train) > 2 * self.points:  # keep every second, and the last
            self.train = self.train[:-1:2] + self.train[-1:]

    def _show(self, place: str) -> None:
        self._handle.update(Drawn(f"{self.status()} ({place})", self._picture()))

    def _picture(self) -> plots.Picture | None:
        named = {"training": self.train, "validation": self.valid}
        series = {
            name: tuple(zip(*pairs, strict=True))
            for name, pairs in named.items()
            if pairs
        }
        if not series:
            return None
        return plots.lines(
            series,
            title="Loss during training",
            x="epochs",
            y="nats per character",
            alt="Line chart of the loss against the epochs of training.",
        )


class Drawn:
    """A line of text over a picture."""

    def __init__(self, text: str, picture: plots.Picture | None) -> None:
        self.text, self.picture = text, picture

    def __repr__(self) -> str:
        return self.text if self.picture is None else f"{self.text} {self.picture!r}"

    def _repr_html_(self) -> str:
        drawing = "" if self.picture is None else self.picture._repr_html_()
        return f"<p>{self.text}</p>{drawing}"


def duration(seconds: float) -> str:
    """Say a number of seconds: `42 s`, `3 min 20 s`, `2 h 5 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def in_notebook() -> bool:
    """Whether this runs in a Jupyter kernel, which can replace what it has shown."""
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    return hasattr(get_ipython(), "kernel")


def _display() -> Any:
    from IPython.display import display

    return display(Drawn("training begins", None), display_id=True)
