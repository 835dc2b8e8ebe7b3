"""Diagnostic inputs of lesson 4: short scripts, tables, and a step that is sure."""
# ruff: noqa: D103  (a probe is described by its name)

from __future__ import annotations

from typing import Any

import numpy as np

from utils.diagnosis.behaviour import Inputs
from utils.failures import LimitReached

script_stats, split_scenes, bits_per_char, generate_line = (Inputs() for _ in range(4))
EXERCISES = {
    "script_stats": script_stats,
    "split_scenes": split_scenes,
    "bits_per_char": bits_per_char,
    "generate_line": generate_line,
}

# -------------------------------------------------------------------- script_stats

STATS = ("unique_words", "scenes", "sentences_per_scene", "lines", "words_per_line")
PLAIN = "ada: what will it be?\nbo: a beer, a BEER and a beer.\n\nada: here you are\n"
PLAIN += "bo: cheers cheers\ncy: cheers\n\nbo: bye now, ada\n\nada: bye"


def counted(answer: Any, text: str) -> object:
    """Return the five numbers, whatever their types; other keys do not count."""
    stats = answer.script_stats(text)
    if not isinstance(stats, dict):
        return stats
    return {key: number(stats[key]) for key in STATS if key in stats}


def number(value: Any) -> object:
    """Return a number as a float, and anything else as it is."""
    if isinstance(value, int | float | np.number) and not isinstance(value, bool):
        return float(value)
    return value


@script_stats.probe
def a_plain_script(answer: Any) -> object:
    return counted(answer, PLAIN)


@script_stats.probe
def gaps_of_all_lengths(answer: Any) -> object:
    return counted(answer, "a: b c\n\n\nd: e\nf\n\n\n\ng: h h\n\n\n\n\ni: a\n\nd: e\nf")


@script_stats.probe
def newlines_at_the_ends(answer: Any) -> object:
    return [
        counted(answer, "\n\na: b\nc: d e\n\nf: g\n"),
        counted(answer, "a: b c\n\n"),
    ]


@script_stats.probe
def spaces_of_all_kinds(answer: Any) -> object:
    return counted(answer, "  a:  b\tc \nA: B\tc\n\n d:e (f) f.\n \ng: \x0b h")


@script_stats.probe
def next_to_nothing(answer: Any) -> object:
    return [counted(answer, text) for text in ("", "hm", "\n", "\n\n", "\n\n\n")]


# -------------------------------------------------------------------- split_scenes


def halves(answer: Any, text: str, *share: float) -> object:
    """Return the two texts, or what came instead."""
    return answer.split_scenes(text, *share)


def script(scenes: int) -> str:
    """Return a script of so many scenes, of different lengths."""
    return "\n\n".join(
        "\n".join(
            f"Bo{k}: {'tea ' * (k * line % 4)}{line}" for line in range(k % 3 + 1)
        )
        for k in range(scenes)
    )


@split_scenes.probe
def thirteen_scenes(answer: Any) -> object:
    return [halves(answer, script(13), share) for share in (0.1, 0.25, 0.5, 0.31)]


@split_scenes.probe
def a_tenth(answer: Any) -> object:
    return [halves(answer, script(n)) for n in (10, 21, 4)]


@split_scenes.probe
def none_or_all(answer: Any) -> object:
    return [halves(answer, script(5), share) for share in (0, 1)]


@split_scenes.probe
def a_single_scene(answer: Any) -> object:
    return [halves(answer, script(1), share) for share in (0.1, 0.9, 0.0)]


@split_scenes.probe
def empty_scenes_and_edges(answer: Any) -> object:
    text = "\n\na: b\t c\n\n\n\n d: e \n\n\n\n\n\nf\n\ng: h\n\n"
    return [halves(answer, text, share) for share in (0.2, 0.4, 0.5, 0.7, 0, 1)]


@split_scenes.probe
def equal_scenes(answer: Any) -> object:
    """What is held out stands in the middle too: a search finds it there."""
    held_out = ["a: b", "c: d e"]
    scenes = ["f: g", *held_out, "f: g", "a: b", "f: g", *held_out]
    return halves(answer, "\n\n".join(scenes), 0.25)


# ------------------------------------------------------------------- bits_per_char


def table(rows: int, columns: int, scale: float = 2.0) -> np.ndarray:
    """Return log-probabilities, each row of which is normalised."""
    places = np.arange(rows * columns).reshape(rows, columns)
    scores = scale * np.sin(places * places * 1.3 + 2 * places)
    return scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)


def bits(answer: Any, log_probs: np.ndarray, targets: list[int]) -> list[object]:
    """Return the bits, as a float if it is one number, and the arguments after it."""
    ids = np.array(targets)
    found = answer.bits_per_char(log_probs, ids)
    return [number(found), log_probs, ids]


@bits_per_char.probe
def a_short_text(answer: Any) -> object:
    return [
        bits(answer, table(6, 5), [3, 0, 4, 4, 1, 2]),
        bits(answer, table(3, 7, 0.7), [6, 1, 3]),
    ]


@bits_per_char.probe
def as_long_as_the_vocabulary(answer: Any) -> object:
    """Measure a square table, in which no row or column is out of range."""
    return bits(answer, table(6, 6), [3, 0, 5, 4, 1, 0])


@bits_per_char.probe
def one_character(answer: Any) -> object:
    return bits(answer, table(1, 9, 3.0), [4])


@bits_per_char.probe
def certain_and_uniform(answer: Any) -> object:
    with np.errstate(divide="ignore"):
        certain = np.log(np.eye(4)[[2, 0, 3]])
    uniform = np.full((5, 8), -np.log(8.0))
    return [bits(answer, certain, [2, 0, 3]), bits(answer, uniform, [0, 7, 3, 3, 1])]


@bits_per_char.probe
def next_to_impossible(answer: Any) -> object:
    steep = table(4, 6)
    steep[[0, 2], [1, 5]] = -800.0, -25000.0
    return bits(answer, steep, [1, 0, 5, 2])


@bits_per_char.probe
def impossible(answer: Any) -> object:
    steep = table(4, 6)
    steep[1, 3] = -np.inf
    return [bits(answer, steep, [0, 3, 5, 2]), bits(answer, steep, [0, 1, 5, 2])]


# ------------------------------------------------------------------- generate_line

VOCAB = list("_ .:\nabcdeABST")
DEEP = 1e5  # a lead that no temperature here makes up for
CROWD = [chr(k) for k in range(0x100, 0x100 + 60)]  # of which none is sure
CHARS = 6  # said by a crowd: one in 60 is alone once in 10^10
MOST_STEPS = 60


class Step:
    """A `step` that spells a reply, and keeps what it was given.

    The reply begins after the prompt, whatever the prompt was: what is given does not
    change what comes, so that every mistake can be seen in what was given.
    """

    def __init__(self, vocab: list[str], reply: str, prompt: str) -> None:
        self.given: list[str] = []
        self._vocab, self._reply, self._length = vocab, reply, len(prompt)
        self._sent = np.zeros(len(vocab))

    def __call__(self, index: Any, state: Any) -> tuple[np.ndarray, str]:
        """Return the logarithms of the probabilities of what comes next."""
        if len(self.given) > MOST_STEPS:
            raise LimitReached("more steps than any known mistake makes")
        self.given.append(f"{read(index)} {state}")
        place = len(self.given) - self._length
        char = self._reply[place] if 0 <= place < len(self._reply) else "\n"
        return self.scores(char), f"after {len(self.given)}"

    def scores(self, char: str) -> np.ndarray:
        """Return log-probabilities that leave no doubt."""
        self._sent[:] = -DEEP
        self._sent[self._vocab.index(char)] = 0.0
        return self._sent


def read(index: Any) -> str:
    """Return an index as text; one that is no whole number with its type."""
    is_index = isinstance(index, int | np.integer) and not isinstance(index, bool)
    is_index = is_index or (isinstance(index, np.ndarray) and index.dtype.kind in "iu")
    return str(int(np.ravel(index)[0])) if is_index else repr(index)


def said(
    answer: Any,
    speaker: str,
    reply: str,
    max_chars: int,
    temperature: float = 1.0,
) -> list[object]:
    """Return the line, and what `step` was given before the last character."""
    step = Step(VOCAB, reply, f"{speaker}: ")
    line = answer.generate_line(
        step, [*VOCAB], speaker, temperature, max_chars, np.random.default_rng(5)
    )
    needed = len(speaker) + 2 + min(len(reply), max_chars)
    # Whether what comes last is read as well makes no difference.
    return [line, step.given[: needed - 1], max(0, len(step.given) - needed - 1)]


@generate_line.probe
def a_whole_line(answer: Any) -> object:
    return said(answer, "Abe_B", "dead. a:b_c", 40)


@generate_line.probe
def cut_short(answer: Any) -> object:
    return [said(answer, "Ab", "cabbed a bed", 5), said(answer, "Ab a", "cab", 3)]


@generate_line.probe
def no_room(answer: Any) -> object:
    return [said(answer, "Sb", "bad", 0)[0], said(answer, "Sb", "", 6)]


@generate_line.probe
def spaces_and_newlines(answer: Any) -> object:
    return [said(answer, "A", " a  _", 9), said(answer, "A\nB", "be_e ", 9)]


@generate_line.probe
def temperature_zero(answer: Any) -> object:
    return said(answer, "Ab", "cede", 9, temperature=0)


class Constant:
    """A `step` after which one character leads all others by so much."""

    def __init__(self, lead: float) -> None:
        self.favourite = CROWD[11]
        self._scores = np.zeros(len(CROWD) + 3)
        self._scores[11] = lead
        self._scores[-3:] = -DEEP
        self._scores -= np.logaddexp.reduce(self._scores)
        self._sent = self._scores.copy()
        self._left = MOST_STEPS

    def __call__(self, index: Any, state: Any) -> tuple[np.ndarray, None]:
        """Return the same log-probabilities after every character."""
        self._left -= 1
        if self._left < 0:
            raise LimitReached("more steps than any known mistake makes")
        np.copyto(self._sent, self._scores)  # an answer may have changed it
        return self._sent, None


def always_the_favourite(answer: Any, lead: float, temperature: float) -> object:
    """Return whether only the favourite is said.

    By chance, that happens or fails less than once in 10^10 for right answers.
    """
    step = Constant(lead)
    vocab, rng = [*CROWD, ":", " ", "\n"], np.random.default_rng()
    line = answer.generate_line(step, vocab, CROWD[0], temperature, CHARS, rng)
    return line == f"{CROWD[0]}: {step.favourite * CHARS}" if line else line


@generate_line.probe
def cold_and_hot(answer: Any) -> object:
    return [
        always_the_favourite(answer, lead, temperature)
        for lead, temperature in ((0.3, 0.01), (30.0, 150.0), (900.0, 29.0))
    ]


@generate_line.probe
def as_cold_as_can_be(answer: Any) -> object:
    return [
        always_the_favourite(answer, lead, temperature)
        for lead, temperature in ((1e-9, 0), (0.4, 0.001), (0.003, 1e-4))
    ]


@generate_line.probe
def close_to_each_other(answer: Any) -> object:
    """Let the second of two be likelier, by less than single precision can hold."""
    return said_by(answer, [-0.7, -0.7 + 1e-9, -9.0], 0)


def said_by(answer: Any, scores: list[float], temperature: float) -> object:
    """Return the line of a network that always returns these log-probabilities."""
    vocab = ["a", "b", "\n", ":", " "]
    sent = np.array([*scores, -DEEP, -DEEP])
    left = [MOST_STEPS]

    def step(index: Any, state: Any) -> tuple[np.ndarray, None]:
        left[0] -= 1
        if left[0] < 0:
            raise LimitReached("more steps than any known mistake makes")
        return sent.copy(), None

    rng = np.random.default_rng(5)
    return answer.generate_line(step, vocab, "a", temperature, 16, rng)


@generate_line.probe
def cold_and_undecided(answer: Any) -> object:
    return [
        always_the_favourite(answer, lead, temperature)
        for lead, temperature in ((0.002, 0.01), (0.01, 0.05))
    ]


@generate_line.probe
def faint(answer: Any) -> object:
    return [
        always_the_favourite(answer, lead, temperature)
        for lead, temperature in ((18.0, 60.0), (60.0, 200.0))
    ]


@generate_line.probe
def the_generator_counts(answer: Any) -> object:
    """Compare lines from equal generators, and from different ones."""
    vocab, lines = [*CROWD, ":", " ", "\n"], []
    for seed in (1, 1, 2):
        rng = np.random.default_rng(seed)
        step = Constant(0.0)
        lines.append(answer.generate_line(step, vocab, CROWD[0], 1.0, 12, rng))
    said_at_once = {line[3:] for line in lines if isinstance(line, str)}
    return lines[0] == lines[1], lines[1] == lines[2], len(said_at_once) > 1
