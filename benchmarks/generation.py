"""Compare generating text by `model.predict` with one NumPy step a character.

    python benchmarks/generation.py

The baseline is that of the original lessons: the last characters, as a one-hot window
(lesson 3) or as ids (lesson 2), go through `model.predict` for every new character, and
the next one is drawn from its last output. Ours keeps the state and takes one step in
NumPy (`utils.recurrent`), drawn by `utils.sampling`. Both use the same weights, prompt
and temperature in one process and take turns; times are wall time. Exits 1 if a ratio
of median speeds is below 100.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np

if __name__ == "__main__":  # run as a file, from a checkout that is not installed
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from utils import pretrained
from utils.recurrent import Stepper
from utils.sampling import complete, draw
from utils.vocabulary import Vocabulary
from utils.windows import one_hot

PROMPT = "the night is cold and the garden is quiet; no bell is heard, and no stranger"
TEMPERATURE = 0.5
REPEATS = 5
BASELINE_LENGTH, OUR_LENGTH = 40, 2_000
WANTED_RATIO = 100


def main() -> int:
    """Print both speeds and their ratio for two models; return the exit status."""
    ratios = [
        compare("lesson 3, LSTM(128), one-hot window of 60", "nietzsche", 60, True),
        compare("lesson 2, GRU(512), window of 100", "shakespeare", 100, False),
    ]
    return int(min(ratios) < WANTED_RATIO)


def compare(title: str, name: str, window: int, encoded: bool) -> float:
    """Measure both ways with one model; print and return the ratio."""
    model, vocabulary = pretrained.load(name), pretrained.vocabulary(name)
    prompt = (PROMPT * 2)[-window:]
    step = Stepper(model)

    def baseline(length: int, rng: np.random.Generator) -> str:
        return by_predict(model, vocabulary, prompt, length, encoded, rng)

    def ours(length: int, rng: np.random.Generator) -> str:
        return complete(step, vocabulary, prompt, length, TEMPERATURE, rng=rng)

    ways = {"predict": (baseline, BASELINE_LENGTH), "step": (ours, OUR_LENGTH)}
    speeds: dict[str, list[float]] = {way: [] for way in ways}
    for way, length in ways.values():
        way(min(length, 5), np.random.default_rng(0))  # trace and warm up
    for repeat in range(REPEATS):
        for label, (way, length) in ways.items():
            speeds[label].append(length / seconds(way, length, repeat))

    ratio = median(speeds["step"]) / median(speeds["predict"])
    print(f"{title}, {REPEATS} repeats in turn")
    for label, found in speeds.items():
        print(
            f"{label:>12}: median {median(found):,.0f} characters per second "
            f"({min(found):,.0f} to {max(found):,.0f})"
        )
    print(f"       ratio: {ratio:.0f} (at least {WANTED_RATIO} wanted)")
    return ratio


def by_predict(
    model: Any,
    vocabulary: Vocabulary,
    prompt: str,
    length: int,
    encoded: bool,
    rng: np.random.Generator,
) -> str:
    """Generate text with one `model.predict` a character, on the whole window."""
    window = vocabulary.encode(prompt)
    written = []
    for _ in range(length):
        x = one_hot(window[None], len(vocabulary)) if encoded else window[None]
        outputs = model.predict(x, verbose=0)[0]
        scores = np.log(outputs + 1e-30) if encoded else outputs[-1]
        number = int(draw(scores, TEMPERATURE, rng=rng))
        written.append(number)
        window = np.append(window[1:], number)
    return vocabulary.decode(written)


def seconds(way: Callable[..., str], length: int, seed: int) -> float:
    """Return the seconds that one text of a length takes."""
    start = perf_counter()
    way(length, np.random.default_rng(seed))
    return perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
