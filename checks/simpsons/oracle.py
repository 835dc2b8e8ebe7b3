"""What lesson 4 must compute, written from its definitions in plain Python and NumPy.

Scenes are what stands between two newlines, lines what stands between single newlines
of a scene, and words what stands between white space. Bits per character are the mean
of -log2 p over a text. Nothing here is a criterion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np

Step = Callable[[int, object], tuple[np.ndarray, object]]


def script_stats(text: str) -> dict[str, float]:
    """Count the scenes, lines and words of a script."""
    scenes = text.split("\n\n")
    lines = [line for scene in scenes for line in scene.split("\n")]
    words = [line.split() for line in lines]
    return {
        "unique_words": len({word for line in words for word in line}),
        "scenes": len(scenes),
        "sentences_per_scene": sum(s.count("\n") for s in scenes) / len(scenes),
        "lines": len(lines),
        "words_per_line": sum(map(len, words)) / len(lines),
    }


def held_out(scenes: int, valid_fraction: float) -> int:
    """Return how many of so many scenes are held out: a part counts as a whole one.

    The fraction is taken as it is written, 0.1 as a tenth, so nothing is rounded.
    """
    return -(-scenes * Fraction(str(valid_fraction)) // 1)


def split_scenes(text: str, valid_fraction: float = 0.1) -> tuple[str, str]:
    """Return the scenes to learn from and those held out, as two texts."""
    scenes = text.split("\n\n")
    cut = len(scenes) - held_out(len(scenes), valid_fraction)
    return "\n\n".join(scenes[:cut]), "\n\n".join(scenes[cut:])


def bits_per_char(log_probs: np.ndarray, targets: np.ndarray) -> float:
    """Return the sum of -log p over a text, in bits, divided by its length."""
    nats = 0.0
    for row, target in zip(log_probs.tolist(), targets.tolist(), strict=True):
        nats -= row[target]
    return nats / np.log(2) / len(targets)


def softmax(logs: np.ndarray, temperature: float) -> np.ndarray:
    """Return the probabilities (V,) of log-probabilities (V,) at a temperature."""
    powers = np.exp((logs - logs.max()) / temperature)
    return powers / powers.sum()


def generate_line(
    step: Step,
    vocab: Sequence[str],
    speaker: str,
    temperature: float,
    max_chars: int,
    rng: np.random.Generator,
) -> str:
    """Give a speaker a line, drawn one character at a time."""
    line = prompt = f"{speaker}: "
    state: object = None
    for char in prompt:
        logs, state = step(vocab.index(char), state)
    while len(line) < len(prompt) + max_chars:
        scores = np.asarray(logs, np.float64)
        if temperature == 0:
            index = int(scores.argmax())
        else:
            index = int(rng.choice(len(vocab), p=softmax(scores, temperature)))
        if vocab[index] == "\n":
            break
        line += vocab[index]
        logs, state = step(index, state)
    return line


def crowd(letters: str, temperature: float) -> dict[str, float]:
    """Return probabilities, equal but for the first letter, drawn every other time.

    This holds at the given temperature. At others the first letter or the rest of
    them is drawn nearly always.
    """
    logs = np.zeros(len(letters))
    logs[0] = temperature * np.log(len(letters) - 1)
    return dict(zip(letters, softmax(logs, 1.0).tolist(), strict=True))


def divergence_from_half(share: float) -> float:
    """Return Kullback and Leibler's divergence of a share from one half, in nats."""
    parts = np.array([share, 1 - share])
    parts = parts[parts > 0]
    return float((parts * np.log(2 * parts)).sum())
