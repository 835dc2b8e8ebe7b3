"""Train an LSTM on the reader's own text, for as long as the reader says.

Embedding, LSTM and Dense, as in lesson 5 but small. Text is read as ids, so that no
one-hot vector is ever made: memory does not grow with the text. Progress goes to one
figure that is replaced or, outside a notebook, to a line now and then on stdout. An
interrupted training keeps what was learned.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import cos, isfinite, pi
from typing import Any

import numpy as np
from numpy.typing import NDArray

from utils import plots
from utils.recurrent import Stepper
from utils.training import DIVERGED, Drawn, duration, in_notebook
from utils.vocabulary import Vocabulary
from utils.windows import contiguous

Ids = NDArray[np.integer]

UNITS, EMBEDDING = 134, 32  # as on the leaderboard: some 100,000 weights
STREAMS, WINDOW = 32, 100
PEAK, WARM_UP = 4e-3, 0.05  # learning rate, and the share of the time until it is there
LOOKS = 12  # how often it is measured while it trains
SHOWN = 2.0  # seconds between two drawings
MEASURED = 16_000  # characters by which it is measured while it trains


@dataclass(frozen=True)
class Look:
    """How good the network was after so many seconds, in bits per character."""

    seconds: float
    train: float
    valid: float


@dataclass
class Learned:
    """A network, the characters it knows, and how it went."""

    model: Any
    vocabulary: Vocabulary
    looks: list[Look] = field(default_factory=list)
    note: str = ""
    characters: int = 0  # read in training, the same ones again and again

    @property
    def bits(self) -> float:
        """The bits per character of the network that was kept, while it trained."""
        return min((look.valid for look in self.looks), default=float("nan"))

    def curves(self) -> dict[str, tuple[list[float], list[float]]]:
        """Return the two curves of the training, for `plots.lines`."""
        at = [look.seconds for look in self.looks]
        return {
            "what it trains on": (at, [look.train for look in self.looks]),
            "text to choose by": (at, [look.valid for look in self.looks]),
        }

    def surprise(self, text: str) -> NDArray[np.float64]:
        """Return the surprise in bits (time - 1,) at each character but the first."""
        ids = self.vocabulary.encode(text)
        stepper, state, found = Stepper(self.model), None, []
        for at in range(0, len(ids) - 1, MEASURED):  # memory stays small
            piece = ids[at : at + MEASURED + 1]
            log_probs, state = stepper.read(piece[:-1], state)
            chosen = np.take_along_axis(log_probs, piece[1:, None], axis=-1)
            found.append(-chosen[:, 0].astype(np.float64) / np.log(2))
        return np.concatenate(found)


def build(size: int, rows: int | None = None) -> Any:
    """Build the network for `size` characters, with a kept state for each of `rows`."""
    from utils.quiet import keras

    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input(batch_shape=(rows, None), dtype="int32"),
            layers.Embedding(size, EMBEDDING),
            layers.LSTM(UNITS, return_sequences=True, stateful=rows is not None),
            layers.Dense(size),
        ]
    )


def train(
    vocabulary: Vocabulary,
    train_text: str,
    valid_text: str,
    seconds: float,
    *,
    seed: int = 0,
    clock: Callable[[], float] = time.monotonic,
) -> Learned:
    """Train a new network for so many seconds, and return the best of its states.

    Best is what predicts `valid_text` best. A KeyboardInterrupt, which Jupyter's button
    ■ sends, ends the training early and is no error. Raises ValueError for a text that
    is too short to read a window of it.
    """
    from utils.quiet import keras

    if not (isfinite(seconds) and seconds > 0):
        raise ValueError(f"seconds is {seconds}; use a number above 0, such as 60")
    keras.utils.set_random_seed(seed)
    ids = _compact(vocabulary.encode(train_text), len(vocabulary))
    rows, window = _shape(len(ids))
    model = build(len(vocabulary), rows)
    optimizer = keras.optimizers.Adam(PEAK, beta_2=0.99, global_clipnorm=1.0)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizer, loss=loss)
    learned = Learned(build(len(vocabulary)), vocabulary)
    measured = vocabulary.encode(valid_text[:MEASURED])
    progress = Progress(learned, seconds, clock)
    try:
        for x, y in _endless(ids, rows, window, model, np.random.default_rng(seed)):
            optimizer.learning_rate = PEAK * _factor(progress.share)
            nats = float(model.train_on_batch(x, y))
            model.reset_metrics()
            if not learned.characters:  # the first step also compiles
                progress.start()
            if not isfinite(nats):
                learned.note = DIVERGED
                break
            progress.step(nats, x.size)
            if progress.is_time_to_look:
                progress.look(_measure(model, measured), model)
            if progress.share >= 1:
                break
    except KeyboardInterrupt:
        learned.note = f"you stopped it after {duration(progress.seconds)}"
    if not learned.note and learned.looks[-1].valid > learned.bits + 0.005:
        learned.note = "it got worse towards the end, so the best state is kept"
    if learned.note != DIVERGED and progress.has_news:
        progress.look(_measure(model, measured), model)
    progress.finish()
    return learned


class Progress:
    """Times a training, keeps the best weights, and shows how it goes."""

    def __init__(
        self, learned: Learned, limit: float, clock: Callable[[], float]
    ) -> None:
        self.learned, self.limit, self.clock = learned, limit, clock
        self.start()
        self.nats: list[float] = []  # of the steps since the last look
        self._handle: Any = None
        if in_notebook():
            from IPython.display import display

            self._handle = display(Drawn("training begins", None), display_id=True)

    def start(self) -> None:
        """Begin to take the time."""
        self.started = self.shown = self.clock()

    @property
    def seconds(self) -> float:
        """The seconds since training began."""
        return self.clock() - self.started

    @property
    def share(self) -> float:
        """The share of the time that is over, at most 1."""
        return min(1.0, self.seconds / self.limit)

    @property
    def has_news(self) -> bool:
        """Whether it has trained since it was measured."""
        return bool(self.nats)

    @property
    def is_time_to_look(self) -> bool:
        """Whether the network should be measured now."""
        return self.share >= min(1.0, (len(self.learned.looks) + 1) / LOOKS)

    def step(self, nats: float, characters: int) -> None:
        """Note a step of training; show it from time to time."""
        self.nats.append(nats)
        self.learned.characters += characters
        if self._handle and self.clock() > self.shown + SHOWN:
            self._show()

    def look(self, valid: float, model: Any) -> None:
        """Note how good the network is, and keep its weights if it is the best."""
        best = self.learned.bits
        train = float(np.mean(self.nats) / np.log(2))
        self.nats = []
        self.learned.looks.append(Look(self.seconds, train, valid))
        if not valid >= best:  # also for the first one, when best is nan
            self.learned.model.set_weights(model.get_weights())
        if not self._handle:
            print(self.status(), flush=True)

    def finish(self) -> None:
        """Show the end, and say what is worth knowing about it."""
        if self._handle:
            self._show()
        if self.learned.note:
            print(f"{self.learned.note}; what was learned is kept")

    def status(self) -> str:
        """Return a line on how it goes."""
        parts = [f"{duration(self.seconds)} of {duration(self.limit)}"]
        parts.append(f"{self.learned.characters:,} characters read")
        if self.learned.looks:
            look = self.learned.looks[-1]
            parts.append(
                f"{look.train:.3f} bits in training, {look.valid:.3f} held out"
            )
        return ", ".join(parts)

    def _show(self) -> None:
        picture = curve(self.learned) if len(self.learned.looks) > 1 else None
        self._handle.update(Drawn(self.status(), picture))
        self.shown = self.clock()


def curve(learned: Learned) -> plots.Picture:
    """Draw how a training went."""
    return plots.lines(
        learned.curves(),
        title="Surprise while it trains",
        x="seconds",
        y="bits per character",
        alt=(
            "Two lines over the seconds of training: bits per character on the text "
            "that it trains on, and on the text to choose by."
        ),
    )


def _shape(length: int) -> tuple[int, int]:
    """Return how many streams, and windows of which length, a text is cut into."""
    rows = max(1, min(STREAMS, length // (8 * WINDOW)))
    window = min(WINDOW, (length - 1) // rows)
    if window < 2:
        raise ValueError(f"a text of {length} characters is too short to train on")
    return rows, window


def _endless(
    ids: Ids, rows: int, window: int, model: Any, rng: np.random.Generator
) -> Iterator[tuple[Ids, Ids]]:
    """Yield batches of streams, again and again from another start."""
    slack = len(ids) - 1 - rows * window
    while True:
        for layer in model.layers:
            for state in getattr(layer, "states", None) or ():
                state.assign(np.zeros(state.shape, dtype=np.float32))
        shift = int(rng.integers(1 + min(window, max(0, slack))))
        for x, y in contiguous(ids[shift:], rows, window):
            yield x.astype(np.int32), y.astype(np.int32)


def _measure(model: Any, ids: Ids) -> float:
    """Return the bits per character of ids (time,), read as a few rows at once."""
    rows = max(1, min(16, len(ids) // (2 * WINDOW)))
    x, y = next(contiguous(ids, rows, (len(ids) - 1) // rows))
    log_probs, _ = Stepper(model).read(x)
    return float(-np.take_along_axis(log_probs, y[..., None], -1).mean() / np.log(2))


def _factor(share: float) -> float:
    """Return the learning rate, relative to its peak: a warm-up, then a cosine to 0."""
    if share < WARM_UP:
        return 0.1 + 0.9 * share / WARM_UP
    return 0.01 + 0.99 * (1 + cos(pi * (share - WARM_UP) / (1 - WARM_UP))) / 2


def _compact(ids: Ids, size: int) -> Ids:
    """Return ids in the smallest type that holds them."""
    return ids.astype(np.uint8 if size <= 256 else np.uint16 if size <= 65_536 else int)
