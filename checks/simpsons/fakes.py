"""What the checks of lesson 4 draw: scripts, and networks that write a known text.

The networks are passed as the `step` of `generate_line`. What they predict is fixed by
what they have read, and their states cannot be guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

WORDS = (
    "ale",
    "mug",
    "dart",
    "bar",
    "tap",
    "stool",
    "tip",
    "jar",
    "song",
    "rain",
    "door",
)
NAMES = ("ada", "Bo_Finch", "cy")
FAINT = -1000.0  # a log-probability that is never drawn, also at temperature 10
ARRAYS = 4  # that a network lends in turn
LETTERS = "abcdefghijklm"  # that speakers are written with, and a capital, _ and space
SPOKEN = "nopqrstuvwxyNOPQRSTUVWXYZ0123456789.!?,;-'()"  # that networks write with
LOST = "z"  # what is written by a network that does not know where it is

Predict = Callable[[list[int]], np.ndarray]


@dataclass(frozen=True)
class Script:
    """Scenes of lines of words; what counts is what is here, not how it is cut."""

    scenes: Sequence[Sequence[Sequence[str]]]
    gap: str = " "  # between two words

    @property
    def pieces(self) -> list[str]:
        """The text of every scene."""
        return ["\n".join(map(self.gap.join, scene)) for scene in self.scenes]

    @property
    def text(self) -> str:
        """The whole script."""
        return "\n\n".join(self.pieces)

    @property
    def lines(self) -> list[Sequence[str]]:
        """The lines of all scenes, each as its words."""
        return [line for scene in self.scenes for line in scene]


def draw_script(rng: np.random.Generator, scenes: int = 0) -> Script:
    """Draw a script of 5 to 9 scenes, or of `scenes`, in which no line comes twice.

    All scenes but the first and another one have two blank lines before them, so they
    begin with an empty line; their lengths differ a lot.
    """
    scenes = scenes or int(rng.integers(5, 10))
    apart = [False, *rng.permutation([False, *[True] * scenes][: scenes - 1])]
    lengths = rng.permutation([1, 2, 7, *rng.integers(1, 6, size=scenes)])[:scenes]
    return Script(
        [
            [[]] * int(far) + [_line(rng) for _ in range(length)]
            for far, length in zip(apart, lengths, strict=True)
        ]
    )


def _line(rng: np.random.Generator) -> list[str]:
    said = [WORDS[k] for k in rng.integers(len(WORDS), size=int(rng.integers(1, 9)))]
    number = f"no.{rng.integers(10**9)}"  # no other line has it
    return [f"{NAMES[int(rng.integers(len(NAMES)))]}:", *said, number]


class Network:
    """Log-probabilities from `predict`, which sees all that was read, and a state."""

    def __init__(self, rng: np.random.Generator, predict: Predict, limit: int) -> None:
        self.read: list[int] = []
        self.given: list[object] = []  # the states that came with what was read
        self.handed: list[int] = []  # the states that were handed out
        self._rng, self._predict, self._limit = rng, predict, limit
        # A few arrays in turn, filled anew each time: what an answer does to one is
        # undone, and less has to travel than with a new array for every step.
        self._arrays: list[np.ndarray] = []

    def __call__(self, index: object, state: object = None) -> tuple[np.ndarray, int]:
        """Read one character."""
        if isinstance(index, bool) or not isinstance(index, int | np.integer):
            raise AssertionError(
                "step takes the index of a character, a whole number: its place in "
                "vocab"
            )
        if len(self.read) >= self._limit:
            raise AssertionError(
                "step is called more often than there are characters: each is read "
                "once, and a line ends at a newline, after max_chars in any case"
            )
        self.read.append(int(index))
        self.given.append(state)
        self.handed.append(int(self._rng.integers(1, 2**40)))
        return self._lent(self._predict(self.read)), self.handed[-1]

    def _lent(self, log_probs: np.ndarray) -> np.ndarray:
        if len(self._arrays) < ARRAYS:
            self._arrays.append(log_probs.copy())
        else:
            self._arrays.append(self._arrays.pop(0))
            np.copyto(self._arrays[-1], log_probs)
        return self._arrays[-1]


def draw_vocab(rng: np.random.Generator) -> list[str]:
    """Return the characters of these checks, in random order."""
    chars = f"\n :_{LETTERS}{LETTERS.upper()}{SPOKEN}{LOST}"
    return [str(char) for char in rng.permutation(list(chars))]


def draw_speaker(rng: np.random.Generator, size: int) -> str:
    """Draw a name of `size` different letters, a long one with `_` and a space."""
    name = "".join(rng.permutation(list(LETTERS))[:size])
    return name if size < 3 else f"{name[0].upper()}_{name[1]} {name[2:]}"


def sure(vocab: list[str], char: str) -> np.ndarray:
    """Return log-probabilities (V,) of a network that expects just this character."""
    logs = np.full(len(vocab), FAINT)
    logs[vocab.index(char)] = 0.0
    return logs


def fixed(vocab: list[str], probs: dict[str, float]) -> Predict:
    """Predict the same probabilities whatever was read; the rest is faint."""
    logs = np.full(len(vocab), FAINT)
    for char, p in probs.items():
        logs[vocab.index(char)] = np.log(p)
    return lambda read: logs


def chain(vocab: list[str], prompt: str, text: str) -> Predict:
    """Predict each character of `text` after the prompt's last and all those before."""

    def predict(read: list[int]) -> np.ndarray:
        heard = "".join(vocab[index] for index in read)
        for said in range(len(text) - 1, -1, -1):
            if heard.endswith(prompt[-1] + text[:said]):
                return sure(vocab, text[said])
        return sure(vocab, LOST)

    return predict


def begins(vocab: list[str], char: str, then: Predict) -> Predict:
    """Predict this character after a space, and what `then` predicts after others."""
    first = sure(vocab, char)
    return lambda read: first if vocab[read[-1]] == " " else then(read)
