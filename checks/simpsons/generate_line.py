"""Hidden criteria of `generate_line`: a speaker is given a line.

Where a line is drawn, one letter should be drawn as often as all others together. By
Chernoff's bound (1952) a right answer fails such a comparison with a probability of at
most `FALSE_ALARM`.
"""
# ruff: noqa: D103  (a criterion is described by its name)

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from utils.altered import expect_as_passed
from utils.checking import Checks, expect

from . import oracle
from .fakes import (
    FAINT,
    LETTERS,
    SPOKEN,
    Network,
    Predict,
    begins,
    chain,
    draw_speaker,
    draw_vocab,
    fixed,
)

checks = Checks("generate_line")

FALSE_ALARM = 1e-7  # of one comparison; a criterion has two at most
LINES, LENGTH = 16, 16  # how many lines a comparison takes, of how many letters


def draws_from(seed: int) -> np.random.Generator:
    """Return a generator to hand to an answer, never that of the criterion itself."""
    return np.random.default_rng(seed)


class Stage:
    """A vocabulary and a speaker, and what a network says in the speaker's place."""

    def __init__(
        self, answer: Any, rng: np.random.Generator, size: int = 0, speaker: str = ""
    ) -> None:
        self.answer, self.rng = answer, rng
        self.vocab = draw_vocab(rng)
        self.speaker = speaker or draw_speaker(rng, size or int(rng.integers(3, 9)))
        self.prompt = f"{self.speaker}: "

    def spoken(self, size: int) -> str:
        """Draw different letters and marks that are not the speaker's."""
        return "".join(self.rng.permutation(list(SPOKEN))[:size])

    def line(
        self,
        predict: Predict,
        *,
        temperature: float = 1.0,
        max_chars: int = 30,
        seed: int | None = None,
        rng: np.random.Generator | None = None,
    ) -> tuple[str, Network]:
        """Return the answer's line, and the network that it asked."""
        network = Network(self.rng, predict, len(self.prompt) + max_chars + 4)
        seed = int(self.rng.integers(2**40)) if seed is None else seed
        line = self.answer.generate_line(
            network,
            list(self.vocab),  # theirs, should they change it
            self.speaker,
            temperature,
            max_chars,
            draws_from(seed) if rng is None else rng,
        )
        if not isinstance(line, str):
            raise AssertionError("return one text: the speaker and what is said")
        return line, network

    def is_as_long(self, predict: Predict, max_chars: int, more: int) -> bool:
        """Return whether two lines from one seed are equally long."""
        seed = int(self.rng.integers(2**40))
        lengths = [
            len(self.line(predict, max_chars=n, seed=seed)[0])
            for n in (max_chars, more)
        ]
        return lengths[0] == lengths[1]

    def keeps_balance(self, temperature: float) -> bool:
        """Return whether the favourite letter is drawn every other time.

        Its probability is made for this temperature; at others the balance is lost,
        because the rest are many. What is faint must never come.
        """
        letters = self.spoken(len(SPOKEN))
        probs = oracle.crowd(letters, temperature)
        predict = fixed(self.vocab, probs)
        lines = "".join(
            self.line(predict, temperature=temperature, max_chars=LENGTH)[0]
            for _ in range(LINES)
        )
        assert not set(lines) - set(letters + self.prompt + self.prompt.upper())
        drawn = [char for char in lines if char in probs]
        assert len(drawn) >= LINES * LENGTH / 2  # where the cap is wrong, some miss
        share = drawn.count(letters[0]) / len(drawn)
        far = np.log(2 / FALSE_ALARM) / len(drawn)
        return oracle.divergence_from_half(share) <= far

    def favourite_is_half(self, temperature: float) -> bool:
        """Return whether the favourite may be drawn every other time, of 150 draws.

        It has a share of 0.98 at half the temperature, and 0.1 at twice of it. A right
        answer has one below 0.15 or above 0.9 with a chance of 1e-18.
        """
        letters = SPOKEN + LETTERS + LETTERS.upper()
        crowd = fixed(self.vocab, oracle.crowd(letters, temperature))
        lines = (self.line(crowd, temperature=temperature)[0] for _ in range(5))
        drawn = [char for char in "".join(lines) if char in {*letters} - {*self.prompt}]
        return 0.15 <= drawn.count(SPOKEN[0]) / len(drawn) <= 0.9

    def one_in_front(self, first: float) -> dict[str, float]:
        """Return probabilities of four letters, `first` being that of the first."""
        letters = self.spoken(4)
        return {c: first if c == letters[0] else (1 - first) / 3 for c in letters}


@checks.premise
def depends_on_its_arguments(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    seed = int(rng.integers(2**40))
    stage = Stage(answer, rng, size=8)
    even = fixed(stage.vocab, stage.one_in_front(0.25))
    uneven = fixed(stage.vocab, oracle.crowd(SPOKEN, 1.0))
    line, network = stage.line(even, seed=seed)
    # From one seed two right lines of 30 letters are the same less than once in 10^9.
    if stage.line(uneven, seed=seed)[0] == line:
        raise AssertionError("the line does not depend on what step returns")
    if all(stage.is_as_long(uneven, 20, 30) for _ in range(6)):
        raise AssertionError("the length of a line does not depend on max_chars")
    if all(stage.line(even, seed=seed + k)[0] == line for k in range(1, 4)):
        raise AssertionError("what is drawn does not depend on rng")
    if stage.line(even, seed=seed)[0] != line:
        raise AssertionError("what is drawn does not depend on rng alone")
    cold, hot = (
        stage.line(uneven, seed=seed, temperature=temperature)[0]
        for temperature in (0.1, 10.0)
    )
    if cold == hot:
        raise AssertionError("what is drawn does not depend on temperature")
    elsewhere = Stage(answer, rng, speaker=stage.speaker)
    if elsewhere.line(even, seed=seed)[1].read == network.read:
        raise AssertionError("what step reads does not depend on vocab")
    somebody = Stage(answer, rng, speaker=stage.speaker[::-1])
    somebody.vocab = stage.vocab
    called, reader = somebody.line(even, seed=seed)
    if called == line and reader.read == network.read:
        raise AssertionError("neither the line nor what step reads depends on speaker")
    if not stage.favourite_is_half(1.0):
        raise AssertionError(
            "what is drawn does not depend on step and temperature as they are passed: "
            "at temperature 1, it is drawn with other probabilities"
        )
    low, high = map(stage.favourite_is_half, (0.2, 2.5))
    if low != high:
        raise AssertionError(
            "what is drawn does not depend on temperature as it is passed, but only "
            "within limits"
        )


@checks.premise
def depends_on_them_as_passed(answer: Any, rng: np.random.Generator) -> None:
    (rng,) = rng.spawn(1)
    stage = Stage(answer, rng, size=5)
    newline = stage.vocab.index("\n")
    size = len(stage.vocab)
    # What follows each character: any but the newline, and no chance in it.
    follows = rng.permutation(np.delete(np.arange(size), newline))
    table = np.full((size, size), FAINT)
    table[np.arange(size), np.insert(follows, newline, follows[0])] = 0.0

    def right(table: np.ndarray, vocab: list[str], speaker: str, max_chars: int) -> str:
        step = Network(rng, lambda read: table[read[-1]], 200)
        return oracle.generate_line(step, vocab, speaker, 0, max_chars, rng)

    def is_usual(max_chars: int) -> bool:
        """Tell who counts the prompt, or has one more or less."""
        return abs(max_chars - 30) <= len(stage.prompt) + 1

    line, _ = stage.line(lambda read: table[read[-1]], max_chars=30)
    given = {"table": table, "vocab": stage.vocab, "speaker": stage.speaker}
    try:
        expect_as_passed(
            line, right, {**given, "max_chars": 30}, {"max_chars": is_usual}
        )
    except AssertionError as miss:
        raise AssertionError(str(miss).replace("table", "step")) from None


@checks.criterion(
    "the network reads the speaker, the colon and the space",
    points=2,
    hint="before anything is drawn, every character of 'speaker: ' goes through step, "
    "in its order and once: the colon and the space as well",
)
def reads_the_prompt(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        stage = Stage(answer, rng)
        _, network = stage.line(fixed(stage.vocab, stage.one_in_front(0.4)))
        heard = "".join(stage.vocab[index] for index in network.read)
        after = heard.removeprefix(stage.prompt)
        assert heard.startswith(stage.prompt) and after[:1] != " "


@checks.criterion(
    "the state is None at first, and then what the last step returned",
    points=3,
    hint="step returns the state with which it has to be called next, while the "
    "speaker is read and while characters are drawn",
)
def state_is_carried(answer: Any, rng: np.random.Generator) -> None:
    for _ in range(2):
        stage = Stage(answer, rng)
        _, network = stage.line(fixed(stage.vocab, stage.one_in_front(0.4)))
        if len(network.read) <= len(stage.speaker) + 10:
            raise AssertionError(
                "step is called too seldom to see what becomes of the state: it reads "
                "the speaker, the colon, the space, and all that is drawn"
            )
        assert network.given[0] is None
        assert network.given[1:] == network.handed[:-1]


@checks.criterion(
    "at temperature 1 each character comes as often as it is likely",
    points=1,
    hint="draw from exp(log_probs): not always the likeliest one, not all alike, and "
    "every probability at the place of its own character",
)
def draws_in_proportion(answer: Any, rng: np.random.Generator) -> None:
    assert Stage(answer, rng, size=1).keeps_balance(1.0)


@checks.criterion(
    "each character drawn is the next one that the network reads",
    points=2,
    hint="what was drawn goes through step, and the next character is drawn from the "
    "log-probabilities which that returns; all of them come back, after 'speaker: ', "
    "whatever characters are in the speaker's name",
)
def reads_what_it_writes(answer: Any, rng: np.random.Generator) -> None:
    for speaker in ("", "\n".join(draw_speaker(rng, 2))):
        stage = Stage(answer, rng, speaker=speaker)
        said = stage.spoken(8)
        predict = chain(stage.vocab, stage.prompt, said)
        line, _ = stage.line(predict, max_chars=len(said))
        expect(line, stage.prompt + said, same=operator.eq)
    # Where chance decides, too: nothing is drawn once to be written, once to be read.
    line, network = stage.line(fixed(stage.vocab, stage.one_in_front(0.25)))
    heard = "".join(stage.vocab[index] for index in network.read)
    assert line.startswith(heard) and len(line) - len(heard) <= 1


@checks.criterion(
    "a newline ends the line and is not part of it",
    points=2,
    hint="when the newline is drawn, the line is over: return what came before it, "
    "spaces and colons as well; no other character ends a line",
)
def newline_ends(answer: Any, rng: np.random.Generator) -> None:
    for size, gap in ((len(SPOKEN), ""), (6, ""), (2, " _: "), (1, ""), (0, "")):
        stage = Stage(answer, rng)
        said = gap.join(["", *stage.spoken(size), ""])
        predict = chain(stage.vocab, stage.prompt, said + "\n")
        line, _ = stage.line(predict, max_chars=len(said) + 3)
        tail = line.removeprefix(stage.prompt)
        assert tail == said


@checks.criterion(
    "nothing is drawn after a newline",
    points=1,
    hint="break at the newline: going on with the next draw (continue) only leaves "
    "newlines out of a line that then ends at max_chars alone",
)
def nothing_after_the_newline(answer: Any, rng: np.random.Generator) -> None:
    # A line begins with a letter, and half of the other draws are newlines. Eight lines
    # have 58 letters or more with a chance of 2e-9; an answer that always draws all 30
    # characters gets about 124.
    letters = 0
    for _ in range(8):
        stage = Stage(answer, rng)
        letter = stage.spoken(1)
        half = fixed(stage.vocab, {"\n": 0.5, letter: 0.5})
        line, network = stage.line(begins(stage.vocab, letter, half))
        letters += line.count(letter)
        assert len(network.read) >= len(stage.prompt)
        assert (
            line.removeprefix(stage.prompt).strip("\n") == line.count(letter) * letter
        )
    assert 0 < letters < 58


@checks.criterion(
    "at most max_chars characters are drawn",
    points=2,
    hint="max_chars counts the characters that are drawn and kept, not those of the "
    "speaker; with 0 nothing is said",
)
def cap_is_kept(answer: Any, rng: np.random.Generator) -> None:
    for max_chars in (25, 1, 7, 0):
        stage = Stage(answer, rng)
        probs = stage.one_in_front(0.4)
        line, _ = stage.line(fixed(stage.vocab, probs), max_chars=max_chars)
        assert sum(line.count(letter) for letter in probs) == max_chars
        assert len(line) in (max_chars, len(stage.prompt) + max_chars)


@checks.criterion(
    "temperature 0 takes the likeliest character",
    points=2,
    hint="dividing by a temperature of 0 gives nothing to draw from: take the argmax "
    "in that case; a tiny temperature in its place still draws",
)
def zero_is_argmax(answer: Any, rng: np.random.Generator) -> None:
    for zero in (0, 0.0):
        stage = Stage(answer, rng)
        probs = stage.one_in_front(0.25 + 1e-9)
        line, _ = stage.line(fixed(stage.vocab, probs), temperature=zero)
        assert line.endswith(30 * next(iter(probs)))


@checks.criterion(
    "a very low temperature is close to the argmax, and safe",
    points=1,
    hint="exp of a very negative number is 0, and so is their sum: subtract the "
    "largest log-probability before exp",
)
def low_is_safe(answer: Any, rng: np.random.Generator) -> None:
    stage = Stage(answer, rng)
    probs = stage.one_in_front(0.4)
    for temperature in (1e-2, 1e-4):
        line, _ = stage.line(fixed(stage.vocab, probs), temperature=temperature)
        assert line.endswith(25 * next(iter(probs)))


@checks.criterion(
    "the temperature divides the log-probabilities",
    points=2,
    hint="a low temperature makes the likely likelier and a high one makes all alike: "
    "log_probs / temperature, then exp, then a sum of 1; no temperature but 0 means "
    "the argmax, none is raised to a minimum, and no probability is cut off or added "
    "to",
)
def temperature_reweights(answer: Any, rng: np.random.Generator) -> None:
    for temperature in (rng.uniform(1e-5, 1e-4), rng.uniform(9, 10)):
        assert Stage(answer, rng, size=1).keeps_balance(float(temperature))


@checks.criterion(
    "all chance comes from the generator that is passed",
    points=2,
    hint="draw with rng, which goes on from call to call: neither with np.random or "
    "random, nor with a generator or a seed of your own",
)
def uses_the_generator(answer: Any, rng: np.random.Generator) -> None:
    stage = Stage(answer, rng)
    predict = fixed(stage.vocab, stage.one_in_front(0.25))
    seed, other = (int(rng.integers(2**40)) + k * 2**41 for k in range(2))
    first, again = (stage.line(predict, seed=seed)[0] for _ in range(2))
    assert first == again != stage.line(predict, seed=other)[0]
    going_on = draws_from(seed)
    lines = [stage.line(predict, rng=going_on)[0] for _ in range(2)]
    assert lines[0] == first != lines[1]
