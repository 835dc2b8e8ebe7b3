"""Which independent answers the page of similar answers would show, and which copies.

    python benchmarks/similar_answers.py

An independent pair are two right answers that were written from release/ alone; a copy
is a right answer renamed, reordered, recommented, split into helpers, or all of these;
or with added code, with types, with loops for comprehensions or the other way round, or
with names for parts of expressions.
Copies are counted where the original has enough of its own to be told from others.
"""

from __future__ import annotations

import sys
from math import comb
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from support.independent import ENOUGH, exercises

HEAD = (
    "exercise                      answers  bounds       pairs shown       copies found"
)


def main() -> None:
    """Print a line for each exercise, and one for all."""
    print(HEAD)
    together = [0, 0, 0, 0]
    for exercise in exercises():
        pairs = comb(len(exercise.independent), 2)
        shown = len(exercise.shown())
        found = [f for _, weight, f in exercise.copied() if weight >= ENOUGH]
        counts = [shown, pairs, sum(found), len(found)]
        together = [a + b for a, b in zip(together, counts, strict=True)]
        name = f"{exercise.notebook} {exercise.name}"
        bounds = f"{exercise.bounds.share:.2f} {exercise.bounds.common:5.1f}"
        print(f"{name:30}{len(exercise.sources):7}  {bounds:11}{_two(*counts)}")
    print(f"{'together':50}{_two(*together)}")


def _two(shown: int, pairs: int, found: int, copies: int) -> str:
    return f"{f'{shown} of {pairs}':>13}{f'{found} of {copies}':>19}"


if __name__ == "__main__":
    main()
