"""What an answer makes of diagnostic inputs, in a form that can be compared.

A probe calls an answer and returns what it saw, as plain data. That becomes a text of
its structure and exact values, and a few numbers: one for each float, and one for each
array of floats (a sum with fixed weights). Numbers are put on a grid of GRID, on a
scale that is linear near zero and logarithmic further out. A number within TOLERANCE of
an edge of the grid counts for both sides. So equal means within a tolerance, and the
text has a digest.
"""

from __future__ import annotations

import hashlib
import itertools
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from utils.failures import AnswerError, InfrastructureError, LimitReached
from utils.tensors import is_tensor

TOLERANCE = 1e-5
GRID = 100 * TOLERANCE
DIGITS = 10  # of a digest, in hexadecimal
MAX_NUMBERS = 100_000  # in all that one probe saw
MAX_READINGS = 16  # ways to read numbers near the edges of the grid
MUCH = 40  # characters; a number counts as ten
RAISED = "raised"
VARIES = "varies"
KIND = re.compile(r"\w*(?:Error|Exception|Exit|Iteration|Warning)\b")

Probe = Callable[[Any], object]
Seen = tuple[str, list[float]]  # a text of all that is exact, and the numbers
Behaviour = list[frozenset[str]]  # for each probe, digests that it may have


class TooMuch(Exception):
    """A probe saw more than will be looked at."""


@dataclass
class Inputs:
    """The probes of one exercise."""

    probes: list[Probe] = field(default_factory=list)
    drawing: list[Probe] = field(default_factory=list)
    costly: list[Probe] = field(default_factory=list)
    edges: list[Probe] = field(default_factory=list)
    _made: dict[Callable, tuple] = field(default_factory=dict)

    def probe(self, test: Probe) -> Probe:
        """Add a probe: a function that calls an answer and returns what it saw."""
        self.probes.append(test)
        return test

    def draws(self, test: Probe) -> Probe:
        """Add a probe of which two runs may differ, because the exercise draws."""
        self.drawing.append(test)
        return self.probe(test)

    def runs_once(self, test: Probe) -> Probe:
        """Add a probe that is too costly to repeat, and repeats what matters itself."""
        self.costly.append(test)
        return self.probe(test)

    def edge(self, test: Probe) -> Probe:
        """Add a probe with so little to see that it tells no mistake by itself."""
        self.edges.append(test)
        return self.probe(test)

    def once(self, make: Callable[[Any], Any], answer: Any) -> Any:
        """Return `make(answer)`, made once for all probes of one diagnosis."""
        owner, made = self._made.get(make, (None, None))
        if owner is not answer:
            made = make(answer)
            self._made[make] = (answer, made)
        return made

    def forget(self) -> None:
        """Let go of all that was made for an answer."""
        self._made.clear()


def of(inputs: Inputs, answer: Any) -> Behaviour | None:
    """Return digests of what an answer does in each probe; None if it has no say."""
    seen = seen_by(inputs, answer)
    return None if seen is None else [frozenset(digests(*one)) for one in seen]


def seen_by(inputs: Inputs, answer: Any) -> list[Seen] | None:
    """Return what each probe sees.

    Return None for an answer that always raises, reaches a limit, returns giants, or
    does something else in a second run without drawing numbers.
    """
    found = []
    try:
        for probe in inputs.probes:
            is_costly = probe in inputs.costly
            seen = (
                _seen(probe, answer)
                if is_costly
                else _twice(probe, probe in inputs.drawing, answer)
            )
            if seen is None:
                return None
            found.append(seen)
    finally:
        inputs.forget()
    return None if all(text.startswith(RAISED) for text, _ in found) else found


def are_apart(one: list[Seen], other: list[Seen]) -> bool:
    """Return whether two behaviours differ in a text, or by a hundred tolerances."""
    return any(
        text != other_text
        or any(abs(a - b) > GRID for a, b in zip(numbers, others, strict=True))
        for (text, numbers), (other_text, others) in zip(one, other, strict=True)
    )


def says_much(seen: Seen) -> bool:
    """Return whether what one probe saw is too much to be seen by chance."""
    text, numbers = seen
    is_result = not text.startswith((RAISED, VARIES))
    return is_result and len(text) + 10 * len(numbers) >= MUCH


def digests(text: str, numbers: list[float]) -> Iterator[str]:
    """Yield a digest for every way to read the numbers on the grid."""
    places = [
        {math.floor((n + near) / GRID) for near in (-TOLERANCE, TOLERANCE)}
        for n in numbers
    ]
    readings = itertools.product(*map(sorted, places))
    for reading in itertools.islice(readings, MAX_READINGS):
        digest = hashlib.sha256(f"{text}{list(reading)}".encode())
        yield digest.hexdigest()[:DIGITS]


def _twice(probe: Probe, draws: bool, answer: Any) -> Seen | None:
    first = _seen(probe, answer)
    if first is None or first[0].startswith(RAISED):
        return first
    second = _seen(probe, answer)
    if second is not None and _alike(first, second):
        return first
    return (VARIES, []) if draws and second is not None else None


def _seen(probe: Probe, answer: Any) -> Seen | None:
    """Return a text and numbers for what one probe saw; None if it has no say."""
    written = _Writer()
    try:
        written.write(probe(answer))
    except InfrastructureError:
        raise
    except (LimitReached, TooMuch, MemoryError, RecursionError):
        return None
    except Exception as error:
        told = str(error) if isinstance(error, AnswerError) else type(error).__name__
        kind = KIND.match(told)  # without one, its process or the wire has ended
        return (f"{RAISED} {kind[0]}", []) if kind else None
    return "".join(written.texts), written.numbers


def _alike(one: Seen, other: Seen) -> bool:
    return one[0] == other[0] and all(
        abs(a - b) <= TOLERANCE for a, b in zip(one[1], other[1], strict=True)
    )


class _Writer:
    """Writes plain data as a text of all that is exact, and numbers beside it."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.numbers: list[float] = []
        self._left = MAX_NUMBERS

    def write(self, value: Any) -> None:
        self._left -= 1
        if is_tensor(value) and hasattr(value, "numpy"):
            value = value.numpy()
        if isinstance(value, np.generic):
            value = value.item()
        if self._left < 0 or (isinstance(value, str | bytes) and len(value) > 10_000):
            raise TooMuch
        if isinstance(value, float):
            self._write_float(value)
        elif value is None or isinstance(value, str | bytes | int):
            self.texts.append(f"{value!r:.10000};")
        elif isinstance(value, list | tuple):
            self.texts.append(f"[{len(value)}:")
            for item in value:
                self.write(item)
        elif isinstance(value, dict):
            self.texts.append(f"{{{len(value)}:")
            for key in sorted(value, key=repr):
                self.texts.append(f"{key!r:.200}=")
                self.write(value[key])
        elif isinstance(value, np.ndarray):
            self._write_array(np.asarray(value))
        else:
            self.texts.append("object;")

    def _write_float(self, value: float) -> None:
        if math.isfinite(value):
            self.texts.append("float;")
            self.numbers.append(math.asinh(value))
        else:
            self.texts.append(f"{value};")

    def _write_array(self, array: np.ndarray) -> None:
        self._left -= array.size
        if self._left < 0:
            raise TooMuch
        self.texts.append(f"array{array.dtype.str}{array.shape}:")
        if array.dtype.kind == "O":
            self.write(array.tolist())
        elif array.dtype.kind == "f":
            flat = array.ravel().astype(np.float64)
            odd = ~np.isfinite(flat)
            self.texts.append(f"{[*zip(np.flatnonzero(odd), flat[odd], strict=True)]};")
            places = np.arange(1, len(flat) + 1)
            weights = 1.5 + np.cos(places * places * 0.37 + places)
            self._write_float(float(np.sum(np.where(odd, 0.0, flat) * weights)))
        else:
            self.texts.append(hashlib.sha256(array.tobytes()).hexdigest()[:16])
