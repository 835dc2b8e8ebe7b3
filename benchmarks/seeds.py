"""Judge the NumPy references with thousands of seeds: a right answer never misses.

Criteria draw their inputs, and answers draw characters. Whatever is drawn, a right
answer has to pass; each criterion in which chance has a say states its bound beside the
comparison, and all of them together have to stay below one false alarm in 10,000 seeds:

    python benchmarks/seeds.py --seeds 10000

This takes hours on one core; --jobs shares it among several. Without --seeds, a few
hundred are enough to see that all is well. Exits with 1 on a miss.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from course.content import default_content
from course.selftest import zoo

TENSORFLOW = re.compile(r"\b(tf|keras|layers)\b")
CHUNK = 25  # seeds for one task of a process


def numpy_exercises(only: str) -> list[tuple[Path, str]]:
    """Return the exercises whose references need NumPy alone."""
    return [
        (lesson, exercise)
        for lesson in zoo.lessons_with_zoo(default_content())
        for exercise, source in zoo.references(lesson).items()
        if only in f"{lesson.name}.{exercise}" and not TENSORFLOW.search(source)
    ]


def misses(lesson: Path, exercise: str, first: int) -> list[str]:
    """Return what the reference misses with CHUNK seeds from the first on."""
    source = zoo.references(lesson)[exercise]
    found = []
    for seed in range(first, first + CHUNK):
        with contextlib.redirect_stdout(io.StringIO()):
            missed = zoo.missed(zoo.judge(lesson, exercise, source, seed))
        found += [f"{exercise}, seed {seed}: missed {name}" for name in missed]
    return found


def main() -> int:
    """Print a line for each exercise: seeds, misses, seconds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", default="", help="part of LESSON.EXERCISE")
    given = parser.parse_args()
    failed = 0
    with ProcessPoolExecutor(given.jobs) as pool:
        for lesson, exercise in numpy_exercises(given.only):
            start = time.perf_counter()
            firsts = range(0, given.seeds, CHUNK)
            found = pool.map(misses, repeat(lesson), repeat(exercise), firsts)
            missed = [line for lines in found for line in lines]
            failed += len(missed)
            took = time.perf_counter() - start
            number = len(firsts) * CHUNK
            name = f"{lesson.name}.{exercise}"
            print(f"{name:<32}{number:>7} seeds{len(missed):>5} misses{took:>8.1f} s")
            print(*missed, sep="\n", end="\n" * bool(missed), flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
