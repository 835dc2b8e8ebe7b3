"""Measure what is told first of answers that are in no table, and whether it is true.

`python benchmarks/told_first.py [LESSON [EXERCISE ...]] [--every N]` makes two kinds of
answers, to one lesson or to all: all pairs of two mistakes of the zoo that change
different lines of the reference, and all its mutants. With N, only every Nth of each
kind is judged.

What is told first is the sentence of the diagnosis, or else the hint of the hidden
criterion that is missed first. Nobody reads a thousand answers, so this is the rule:

- named: the sentence is the one beside one of the two mistakes. Of a mutant: it is the
  sentence of an answer that misses exactly the same criteria.
- pointed out: there is no sentence, and the criterion is the one that is to catch one
  of the two mistakes. Of a mutant: any criterion.
- general: the criterion is another one. The answer does miss it, but the student has to
  find out why.
- as another: the sentence belongs to a third mistake, which behaves alike in all
  diagnostic inputs, or in one that tells it. These are printed, for a reader to judge,
  and count as untrue.

Answers that meet all criteria do not count: two mistakes may cancel.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import os
import sys
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.content import default_content
from course.selftest import mutants, zoo
from course.time_limit import limited
from utils.checking import Outcome

SECONDS = 10.0  # of processor time for a diagnosis; words are measured here, not time
KINDS = ("named", "pointed out", "general", "as another")
SEED = 0


@dataclass(frozen=True)
class Pair:
    """Two wrong answers that change different lines, and an answer with both."""

    one: zoo.Specimen
    other: zoo.Specimen
    source: str

    def __str__(self) -> str:
        return f"{self.one} + {self.other.title}"


def pairs(lesson: Path, exercise: str) -> Iterator[Pair]:
    """Yield all pairs of mistakes that can be in one answer."""
    reference = zoo.references(lesson)[exercise]
    answers = [
        answer
        for answer in zoo.specimens(lesson)
        if answer.exercise == exercise and answer.changes and not answer.right
    ]
    for one, other in itertools.combinations(answers, 2):
        if one.say and one.say == other.say:
            continue
        with contextlib.suppress(ValueError, IndexError):
            first = zoo.changed(reference, one.changes)
            yield Pair(one, other, zoo.changed(first, other.changes))


def sentence(lesson: Path, exercise: str, source: str) -> str:
    """Return the sentence that names the mistake in an answer, or ""."""
    try:
        return zoo.sentence(lesson, exercise, source, SECONDS)
    except Exception:  # it cannot even be defined
        return ""


def missed(lesson: Path, exercise: str, source: str, most: int) -> list[str]:
    """Return the first criteria that an answer misses, at `most` so many."""
    found: list[str] = []
    with limited(SECONDS), contextlib.redirect_stdout(io.StringIO()):
        try:
            for result in zoo.verdicts(lesson, exercise, source, SEED):
                if result.outcome is not Outcome.PASSED:
                    found.append(result.criterion.test.__name__)
                if len(found) >= most:
                    break
        except Exception:  # it cannot be defined, or runs too long
            return found or ["nothing could be judged"]
    return found


def of_pair(lesson: Path, pair: Pair) -> tuple[str, str]:
    """Return the kind of what is told first of a pair, and what it is."""
    told = sentence(lesson, pair.one.exercise, pair.source)
    if told and told in (pair.one.say, pair.other.say):
        return "named", told
    first = missed(lesson, pair.one.exercise, pair.source, 1)
    if not first:
        return "", ""
    if told:
        return "as another", told
    is_theirs = first[0] in (pair.one.caught_by, pair.other.caught_by)
    return ("pointed out" if is_theirs else "general"), first[0]


def of_mutant(lesson: Path, mutant: mutants.Mutant) -> tuple[str, str]:
    """Return the kind of what is told first of a mutant, and what it is."""
    found = missed(lesson, mutant.exercise, mutant.source, 99)
    if not found:
        return "", ""
    told = sentence(lesson, mutant.exercise, mutant.source)
    if not told:
        return "pointed out", found[0]
    alike = (
        missed(lesson, mutant.exercise, answer.source, 99)
        for answer in zoo.specimens(lesson)
        if answer.exercise == mutant.exercise and answer.say == told
    )
    return ("named" if found in alike else "as another"), told


def measure(lesson: Path, exercise: str, every: int) -> dict[str, Counter[str]]:
    """Judge pairs and mutants of an exercise; print what a reader has to judge."""
    reference = zoo.references(lesson)[exercise]
    some_pairs = itertools.islice(pairs(lesson, exercise), 0, None, every)
    some_mutants = mutants.mutants(exercise, reference)
    judged = {
        "pairs": ((pair, of_pair(lesson, pair)) for pair in some_pairs),
        "mutants": (
            (mutant, of_mutant(lesson, mutant))
            for mutant in itertools.islice(some_mutants, 0, None, every)
        ),
    }
    counts = {}
    for name, results in judged.items():
        counts[name] = Counter[str]()
        general: Counter[str] = Counter()
        for answer, (kind, told) in results:
            counts[name][kind] += bool(kind)
            general[told] += kind == "general"
            if kind == "as another":
                print(f"? {answer}\n    {told}", flush=True)
        row = "".join(f"{counts[name][kind]:>14}" for kind in KINDS)
        print(f"{exercise:<24}{name:<8}{row}", flush=True)
        for told, number in (+general).most_common():
            print(f"    general: {told} of {number}", flush=True)
    return counts


def main(arguments: list[str]) -> None:
    """Measure the exercises of a lesson, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lesson", nargs="?")
    parser.add_argument("exercises", nargs="*")
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args(arguments)
    content = default_content()
    lessons = (
        [zoo.folder_of(content, given.lesson)]
        if given.lesson
        else zoo.lessons_with_zoo(content)
    )
    print(f"{'':<32}" + "".join(f"{kind:>14}" for kind in KINDS))
    total: Counter[str] = Counter()
    with warnings.catch_warnings(action="ignore"):
        for lesson in lessons:
            for exercise in given.exercises or zoo.references(lesson):
                for counts in measure(lesson, exercise, given.every).values():
                    total += counts
    judged = max(total.total(), 1)
    print("; ".join(f"{kind} {total[kind] / judged:.1%}" for kind in KINDS))


if __name__ == "__main__":
    main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)  # shutting TensorFlow down may wait for ever
