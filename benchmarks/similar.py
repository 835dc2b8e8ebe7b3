"""How long it takes to compare the answers of a big class, and how much memory.

    python benchmarks/similar.py [STUDENTS]

Every student has an answer of their own to each of five exercises, of the size and
with the common idioms of real ones; ten are copies. Notebooks are not read here: that
is about 5 ms each.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from course.report.likeness import Likeness

EXERCISES = 5
OWN, COMMON = 60, 40  # fingerprints of an answer: its own, and of what many write
POOL = 400  # fingerprints that many write
COPIES = 10


def main() -> None:
    """Print a line for each exercise, then the time and the memory of all."""
    students = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    rng = random.Random(1)
    start = time.perf_counter()
    for exercise in range(EXERCISES):
        answers = {f"{n}": answer(rng, n) for n in range(students)}
        for n in range(COPIES):
            kept = list(answers[f"{n}"].items())[: OWN + COMMON - 15]
            answers[f"copy {n}"] = dict(kept)
        begin = time.perf_counter()
        pairs = Likeness(answers).pairs()
        spent = time.perf_counter() - begin
        print(f"exercise {exercise + 1}: {len(pairs)} pairs, {spent:.1f} s")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    print(f"{students} hand-ins: {time.perf_counter() - start:.0f} s, {most:.0f} MB")


def answer(rng: random.Random, number: int) -> dict[str, list[str]]:
    """Return fingerprints: one's own, a few that somebody else has, and common ones.

    Two of three are within another one.
    """
    own = [f"{number}-{k}" for k in range(OWN // 2)]
    few = [f"few {rng.randrange(30_000)}" for _ in range(OWN - len(own))]
    common = [f"{int(rng.paretovariate(0.5)) % POOL}" for _ in range(COMMON)]
    every = [*own, *few, *common]
    return {
        one: every[place - 1 : place] if place % 3 else []
        for place, one in enumerate(every)
    }


if __name__ == "__main__":
    main()
