"""What `model` is trained on in the checks, and stand-ins that watch it train."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np

from utils.pairs import check_indices, check_pair, check_parameters

from . import oracle
from .oracle import Arrays, copied

LETTERS = "abcdefghijklmnopqrstuvwxyz"
NAMES = 6
MANY_NAMES = 40
PUSH = 0.125  # what each recorded step adds to the bias of the outputs
SAMPLED = (3, 1, 4)  # the name that a Speller samples
PACE = 0.2  # of the Learner
LEARNING_STEPS = 32  # the loss is then about half of what must be beaten


@dataclass(frozen=True)
class Corpus:
    """Names over a few letters, and the index of every character."""

    names: list[str]
    char_to_ix: dict[str, int]

    @property
    def newline(self) -> int:
        """The index of the newline."""
        return self.char_to_ix["\n"]

    @property
    def vocab_size(self) -> int:
        """The number of characters."""
        return len(self.char_to_ix)

    @property
    def ix_to_char(self) -> dict[int, str]:
        """The character of every index."""
        return {index: char for char, index in self.char_to_ix.items()}

    @property
    def encoded(self) -> list[tuple[int, ...]]:
        """The names as indices."""
        return [tuple(self.char_to_ix[char] for char in name) for name in self.names]

    def has_piece_in(self, X: list[int | None]) -> bool:
        """Return whether X has the letters of a name, or four of them in a row.

        The row may run in either direction.
        """
        letters = [i for i in X if i not in (None, self.newline)]
        rows = {tuple(letters[k : k + 4]) for k in range(len(letters) - 3)}
        pieces = {name[k : k + 4] for name in self.encoded for k in range(4)}
        is_a_name = set(letters) in map(set, self.encoded)
        return is_a_name or not rows.isdisjoint(pieces | {p[::-1] for p in pieces})


def optimize(
    X: Sequence[int | None],
    Y: Sequence[int],
    a_prev: np.ndarray,
    parameters: Arrays,
    learning_rate: float = 0.01,
) -> tuple[float, Arrays, np.ndarray]:
    """Answer `optimize` rightly, and refuse what the lesson's own network refuses."""
    with in_its_words():
        check_parameters(parameters)
        check_pair(X, Y)
    return oracle.optimize(X, Y, a_prev, parameters, learning_rate)


def sample(parameters: Arrays, char_to_ix: dict[str, int], seed: int = 0) -> list[int]:
    """Answer `sample` rightly, and refuse gradients in the place of parameters."""
    with in_its_words():
        check_parameters(parameters)
    return oracle.sample(parameters, char_to_ix, seed)


def draw_alphabet(rng: np.random.Generator, letters: int) -> dict[str, int]:
    """Draw indices for some letters and the newline, which does not come first."""
    chars = list(LETTERS[:letters])
    chars.insert(int(rng.integers(1, letters)), "\n")
    return {char: index for index, char in enumerate(chars)}


def draw_corpus(rng: np.random.Generator, names: int = NAMES) -> Corpus:
    """Draw different names of 3 to 7 random letters, and one long name."""
    char_to_ix = draw_alphabet(rng, 10)
    drawn = {"".join(rng.choice(list(LETTERS[:10]), size=20))}
    while len(drawn) < names:
        letters = rng.choice(list(LETTERS[:10]), size=int(rng.integers(3, 8)))
        drawn.add("".join(letters))
    return Corpus(sorted(drawn), char_to_ix)


def draw_shuffled_corpus(rng: np.random.Generator, letters: str) -> Corpus:
    """Draw names of these letters, numbered in any order; the newline is 5."""
    chars = rng.permutation(list(letters)).tolist()
    chars.insert(5, "\n")
    char_to_ix = {char: index for index, char in enumerate(chars)}
    words = {"".join(rng.permutation(list(letters))[:7]) for _ in range(NAMES)}
    return Corpus(sorted(words), char_to_ix)


def draw_regular_corpus(rng: np.random.Generator) -> tuple[Corpus, list[list[int]]]:
    """Names in which each letter has its one successor; others, as indices."""
    char_to_ix = draw_alphabet(rng, 8)
    cycle = "".join(rng.permutation(list(LETTERS[:8]))) * 2
    spans = [(start, length) for start in range(8) for length in (4, 5, 6, 7)]
    names = [cycle[start : start + length] for start, length in rng.permutation(spans)]
    held_out = [[char_to_ix[char] for char in name] for name in names[24:]]
    return Corpus(names[:24], char_to_ix), held_out


@dataclass(frozen=True)
class Step:
    """What `optimize` was given once, and the hidden state it returned."""

    X: list[int | None]
    Y: list[int]
    a_prev: np.ndarray
    parameters: Arrays
    learning_rate: float
    returned: np.ndarray


@contextmanager
def in_its_words() -> Iterator[None]:
    """Tell what the lesson's own network refuses in the words that it uses."""
    try:
        yield
    except ValueError as refused:
        raise AssertionError(str(refused)) from refused


@dataclass(frozen=True)
class Sampled:
    """What `sample` was given once, and the name it returned."""

    name: str
    by: np.ndarray
    char_to_ix: dict[str, int]


class Recorder:
    """Stands in for `optimize` and `sample`, and keeps what passes through them.

    `stand_ins` are the functions that take the place of the notebook's, by name.
    """

    def __init__(self, rng: np.random.Generator, names: int = NAMES) -> None:
        self.corpus = draw_corpus(rng, names)
        self.n_a = int(rng.integers(4, 8))
        self.steps: list[Step] = []
        self.sampled: list[Sampled] = []
        self._rng = rng
        self._gradients: Arrays = {}
        self.stand_ins: dict[str, Callable[..., object]] = {
            "optimize": self.optimize,
            "sample": self.sample,
        }

    def optimize(
        self,
        X: list[int | None],
        Y: list[int],
        a_prev: np.ndarray,
        parameters: Arrays,
        learning_rate: float = 0.01,
    ) -> tuple[float, Arrays, np.ndarray]:
        """Raise one bias by a known amount; return a state that cannot be guessed."""
        with in_its_words():
            check_parameters(parameters)
            check_indices("X", X, may_be_none=True)
            check_indices("Y", Y)
        state = self._rng.normal(size=np.shape(a_prev))
        inputs = [None if index is None else int(index) for index in X]
        targets = [int(index) for index in Y]
        kept = a_prev.copy(), copied(parameters)
        self.steps.append(Step(inputs, targets, *kept, learning_rate, state.copy()))
        parameters["by"] += PUSH
        for name, weights in parameters.items():
            # Not zero: a second update with them has to show.
            self._gradients.setdefault(f"d{name}", np.ones_like(weights))
        return float(self._rng.uniform(5, 20)), self._gradients, state

    def sample(
        self, parameters: Arrays, char_to_ix: dict[str, int], seed: int = 0
    ) -> list[int]:
        """Return a random name, never the same one twice."""
        with in_its_words():
            check_parameters(parameters)
        name = "".join(self._rng.choice(list(LETTERS[:10]), size=9))
        kept = parameters["by"].copy(), dict(char_to_ix)
        self.sampled.append(Sampled(name, *kept))
        return [self.corpus.char_to_ix[char] for char in name + "\n"]


class Speller(Recorder):
    """A recorder over some letters that always samples the same indices.

    `tables` are those with which `get_sample` was to spell them.
    """

    def __init__(self, rng: np.random.Generator, letters: str, n_a: int) -> None:
        super().__init__(rng)
        self.corpus = draw_shuffled_corpus(rng, letters)
        self.n_a = n_a
        self.tables: list[dict[int, str]] = []
        self.stand_ins["get_sample"] = self.get_sample

    def sample(
        self, parameters: Arrays, char_to_ix: dict[str, int], seed: int = 0
    ) -> list[int]:
        """Return the indices 3, 1, 4 and the newline."""
        with in_its_words():
            check_parameters(parameters)
        name = "".join(self.corpus.ix_to_char[index] for index in SAMPLED)
        self.sampled.append(Sampled(name, parameters["by"].copy(), dict(char_to_ix)))
        return [*SAMPLED, self.corpus.newline]

    def get_sample(self, indices: list[int], ix_to_char: dict[int, str]) -> str:
        """Spell indices, the first with a capital, as the lesson does."""
        self.tables.append(dict(ix_to_char))
        return "".join(ix_to_char.get(index, "") for index in indices).capitalize()


class Learner:
    """Stands in for `optimize` and learns in fewer steps (Duchi et al. 2011, AdaGrad).

    So the training is short enough for every step of it to be one of ours.
    """

    def __init__(self) -> None:
        self._squares: dict[str, np.ndarray | float] = {}
        self._gradients: Arrays = {}  # the same arrays in every step: less to send

    def optimize(
        self,
        X: list[int | None],
        Y: list[int],
        a_prev: np.ndarray,
        parameters: Arrays,
        learning_rate: float = 0.01,
    ) -> tuple[float, Arrays, np.ndarray]:
        """Take one step downhill, each weight at the pace of its own gradients."""
        with in_its_words():
            check_pair(X, Y)
        loss, gradients, last = oracle.loss_and_gradients(X, Y, a_prev, parameters)
        for name, weights in parameters.items():
            gradient = gradients[f"d{name}"]
            self._squares[name] = self._squares.get(name, 1e-8) + gradient**2
            weights -= PACE * gradient / np.sqrt(self._squares[name])
            np.copyto(self._gradients.setdefault(f"d{name}", gradient), gradient)
        return loss, self._gradients, last
