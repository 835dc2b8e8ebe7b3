"""Read the tables of known mistakes, and find the one that a behaviour belongs to.

A table is one file of JSON a lesson. For each exercise it has the sentences, and for
each sentence the behaviours of wrong answers, as a digest for each probe. Some digests
have a mark. One that TELLS does so by itself: no other known answer, right or wrong,
makes the same of that probe. One that is AS_RIGHT is what a right answer makes of it.
"""

from __future__ import annotations

import functools
import itertools
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from utils.diagnosis.behaviour import Behaviour

TABLES = Path(__file__).with_name("tables")
TELLS, AS_RIGHT = "!", "="
NO_MARKS = str.maketrans("", "", TELLS + AS_RIGHT)


def lessons() -> list[str]:
    """Return the lessons that have a table, or inputs to make one with."""
    found = Path(__file__).with_name("inputs").glob("[a-z]*.py")
    return sorted(path.stem for path in found)


def place(lesson: str) -> Path:
    """Return the file of a lesson's table."""
    return TABLES / f"{lesson}.json"


def sentence(lesson: str, exercise: str, seen: Behaviour) -> str:
    """Return the one sentence for this behaviour; "" if there is none, or several.

    If there is none for all of it, return the one that most probes tell. Then nothing
    that this mistake does wrong may be right in the answer.
    """
    sentences = _read(lesson).get(exercise, {})
    found = {
        told
        for told, behaviours in sentences.items()
        if any(is_like(known, seen) for known in behaviours)
    }
    if found:
        return found.pop() if len(found) == 1 else ""
    right = as_right(itertools.chain(*sentences.values()))
    telling = {
        told: max((told_by(known, seen, right) for known in behaviours), default=0)
        for told, behaviours in sentences.items()
    }
    most = max(telling, key=telling.__getitem__, default="")
    return most if telling.get(most) else ""


def is_like(known: str, seen: Behaviour) -> bool:
    """Return whether a behaviour from a table is what was seen, probe by probe."""
    digests = known.translate(NO_MARKS).split()
    return len(digests) == len(seen) and all(
        digest in readings for digest, readings in zip(digests, seen, strict=True)
    )


def told_by(known: str, seen: Behaviour, right: set[tuple[int, str]]) -> int:
    """Return how many probes tell that this mistake is in what was seen.

    `right` has what right answers make of the probes. Where the mistake shows and the
    answer is right, it has another mistake, which looks like this one elsewhere. One
    probe may deceive where the mistake tells in several: then two have to agree.
    """
    digests = known.split()
    if len(digests) != len(seen):
        return 0
    count = 0
    for number, (digest, readings) in enumerate(zip(digests, seen, strict=True)):
        is_right = any((number, reading) in right for reading in readings)
        if is_right and not digest.endswith(AS_RIGHT):
            return 0
        count += digest.endswith(TELLS) and digest.removesuffix(TELLS) in readings
    return count if count >= min(2, known.count(TELLS)) else 0


def as_right(behaviours: Iterable[str]) -> set[tuple[int, str]]:
    """Return what right answers make of probes, by their numbers, where it is known."""
    return {
        (number, digest.removesuffix(AS_RIGHT))
        for known in behaviours
        for number, digest in enumerate(known.split())
        if digest.endswith(AS_RIGHT)
    }


@functools.cache
def _read(lesson: str) -> dict[str, dict[str, list[str]]]:
    try:
        found: dict[str, Any] = json.loads(place(lesson).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found["exercises"]
