"""Read the tables of known mistakes, and find the one that a behaviour belongs to.

A table is one file of JSON a lesson. For each exercise it has the sentences, and for
each sentence the behaviours of wrong answers, as a digest for each probe. A digest
with a mark tells the mistake by itself: no other known answer, right or wrong, makes
the same of that probe.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from utils.diagnosis.behaviour import Behaviour

TABLES = Path(__file__).with_name("tables")
MARK = "!"  # after a digest that tells a mistake by itself


def lessons() -> list[str]:
    """Return the lessons that have a table, or inputs to make one with."""
    found = Path(__file__).with_name("inputs").glob("[a-z]*.py")
    return sorted(path.stem for path in found)


def place(lesson: str) -> Path:
    """Return the file of a lesson's table."""
    return TABLES / f"{lesson}.json"


def sentence(lesson: str, exercise: str, seen: Behaviour) -> str:
    """Return the one sentence for this behaviour; "" if there is none, or several.

    If there is none for all of it, return the one that most probes tell.
    """
    sentences = _read(lesson).get(exercise, {})
    found = {
        told
        for told, behaviours in sentences.items()
        if any(is_like(known, seen) for known in behaviours)
    }
    if found:
        return found.pop() if len(found) == 1 else ""
    telling = {
        told: max((told_by(known, seen) for known in behaviours), default=0)
        for told, behaviours in sentences.items()
    }
    most = max(telling, key=telling.__getitem__, default="")
    return most if telling.get(most) else ""


def is_like(known: str, seen: Behaviour) -> bool:
    """Return whether a behaviour from a table is what was seen, probe by probe."""
    digests = known.replace(MARK, "").split()
    return len(digests) == len(seen) and all(
        digest in readings for digest, readings in zip(digests, seen, strict=True)
    )


def told_by(known: str, seen: Behaviour) -> int:
    """Return how many probes saw what tells a mistake by itself."""
    digests = known.split()
    return len(digests) == len(seen) and sum(
        digest.endswith(MARK) and digest.removesuffix(MARK) in readings
        for digest, readings in zip(digests, seen, strict=True)
    )


@functools.cache
def _read(lesson: str) -> dict[str, dict[str, list[str]]]:
    try:
        found: dict[str, Any] = json.loads(place(lesson).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return found["exercises"]
