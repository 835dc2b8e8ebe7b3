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

from support.copied_by_hand import COPIED
from support.independent import ENOUGH, exercises

HEAD = (
    "exercise                      answers    all pairs  independent      copies found"
)


def main() -> None:
    """Print a line for each exercise, and one for all."""
    print(HEAD)
    together = [0] * 6
    for exercise in exercises():
        shown = [len(exercise.shown()), comb(len(exercise.sources), 2)]
        shown += [len(exercise.shown_independent()), comb(len(exercise.independent), 2)]
        found = [f for _, weight, f in exercise.copied() if weight >= ENOUGH]
        counts = [*shown, sum(found), len(found)]
        together = [a + b for a, b in zip(together, counts, strict=True)]
        name = f"{exercise.notebook} {exercise.name}"
        print(f"{name:30}{len(exercise.sources):7}{_three(*counts)}")
    print(f"{'together':37}{_three(*together)}")
    by_name = {(one.notebook, one.name): one for one in exercises()}
    by_hand = [
        by_name[notebook, name].finds(number, copy)
        for notebook, name, number, copy in COPIED
    ]
    print(f"copies by hand: {sum(by_hand)} of {len(by_hand)} found")


def _three(*counts: int) -> str:
    pairs = zip(counts[::2], counts[1::2], (13, 13, 18), strict=True)
    return "".join(f"{f'{some} of {all_}':>{width}}" for some, all_, width in pairs)


if __name__ == "__main__":
    main()
