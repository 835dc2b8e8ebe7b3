"""Tell whether a result is right for something else than what was passed.

An answer may reverse an argument, shift it, halve it, limit it or use only its first
entry, and be right otherwise. Its result then depends on the argument, but not on the
argument as it was passed. Such an answer gets no points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

import numpy as np

FACTORS = (0.1, 0.25, 0.5, 0.75, 0.9, 1.1, 1.25, 1.5, 2, 3, 4, 10, 100)
MANY = 40  # numbers up to this are altered in every way
COUNTS = (3, 10, 50, 100)  # what greater ones may be limited to
FIXED = (0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 10.0)  # what other numbers may be limited to


def expect_as_passed(
    found: Any,
    right: Callable[..., Any],
    given: Mapping[str, Any],
    spared: Mapping[str, Callable[[Any], object]] | None = None,
) -> None:
    """Raise AssertionError if `found` is what is right for one altered argument.

    `right(**given)` is what should have been found, and nothing is raised where it was.
    Functions in `spared`, by argument, tell which alterations come to the same as a
    usual mistake of another kind: these are not tried.
    """
    if agree(found, right(**given)):
        return
    spared = spared or {}
    for name, value in given.items():
        for altered in alterations(value):
            if name in spared and spared[name](altered):
                continue
            if _is_right_for(found, right, {**given, name: altered}):
                raise AssertionError(
                    f"the result does not depend on {name} as it is passed: it is "
                    f"right for an altered {name}"
                )


def _is_right_for(found: Any, right: Callable[..., Any], given: dict[str, Any]) -> bool:
    with suppress(Exception):  # of ours: an altered argument need not fit the others
        return agree(found, right(**given))
    return False


def agree(found: Any, wanted: Any) -> bool:
    """Return whether two results are the same, up to rounding, shape and type."""
    if isinstance(wanted, Mapping):
        return (
            isinstance(found, Mapping)
            and found.keys() >= wanted.keys()
            and all(agree(found[name], part) for name, part in wanted.items())
        )
    if isinstance(wanted, tuple):
        return (
            isinstance(found, tuple | list)
            and len(found) == len(wanted)
            and all(map(agree, found, wanted))
        )
    if isinstance(wanted, str):
        return isinstance(found, str) and found == wanted
    with suppress(TypeError, ValueError):
        mine, theirs = (np.ravel(np.asarray(part, float)) for part in (found, wanted))
        return mine.shape == theirs.shape and np.allclose(
            mine, theirs, rtol=1e-4, atol=1e-6
        )
    return False


def alterations(value: Any) -> Iterator[Any]:
    """Yield what an answer may use in the place of an argument."""
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int | np.integer):
        value = int(value)
        near = range(1, 2 * value + 2) if abs(value) <= MANY else ()
        others = {*near, value // 2, 2 * value, *COUNTS}
        # One more or less is a usual mistake of another kind.
        yield from sorted(n for n in others if n > 0 and abs(n - value) > 1)
    elif isinstance(value, float | np.floating):
        yield from (factor * value for factor in FACTORS)
        yield from (value + 1, value**2, *(one for one in FIXED if one != value))
    elif isinstance(value, str | list):
        yield from _pieces(value)
        yield value[:1] * len(value)
    elif isinstance(value, Mapping):
        yield from _mappings(value)
    elif isinstance(value, np.ndarray) and value.size:
        yield from (change(value) for change in _changes_of(value))


def _pieces(value: Any) -> Iterator[Any]:
    """Yield a text or list in another order, and parts of it."""
    yield from (value[::-1], value[1:] + value[:1], value[-1:] + value[:-1])
    half = len(value) // 2
    yield from (value[1:], value[:half], value[half:], value[: 2 * len(value) // 3])


def _changes_of(value: np.ndarray) -> tuple[Callable[[np.ndarray], np.ndarray], ...]:
    return (*PLACES, *(INDICES if value.dtype.kind in "iu" else NUMBERS))


def _mappings(value: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a dictionary whose values have changed places, or are altered alike."""
    names, parts = list(value), list(value.values())
    for others in (parts[::-1], parts[1:] + parts[:1], parts[-1:] + parts[:-1]):
        yield dict(zip(names, others, strict=True))
    if all(isinstance(part, np.ndarray) for part in parts):
        for change in (*PLACES, *NUMBERS):
            yield {name: change(part) for name, part in value.items()}
        for kept in names:
            yield {n: part if n == kept else 0 * part for n, part in value.items()}


def _repeated(value: np.ndarray, axis: int) -> np.ndarray:
    return np.broadcast_to(np.take(value, [0], axis), value.shape).copy()


def _middle(value: np.ndarray) -> float:
    return float(np.median(np.abs(value)))


# What becomes of an array: its entries elsewhere or only some of them, ...
PLACES: tuple[Callable[[np.ndarray], np.ndarray], ...] = (
    *(partial(np.flip, axis=axis) for axis in (0, -1)),
    *(partial(np.roll, shift=by, axis=axis) for by in (1, -1, 2) for axis in (0, -1)),
    *(partial(_repeated, axis=axis) for axis in (0, -1)),
    lambda value: value[1:],
    lambda value: value[: len(value) // 2],
)
# ... other indices, ...
INDICES: tuple[Callable[[np.ndarray], np.ndarray], ...] = (
    lambda value: (value + 1) % (value.max() + 1),
    lambda value: (value - 1) % (value.max() + 1),
    lambda value: value // 2,
    lambda value: value.max() - value,
    lambda value: value.clip(max=int(np.median(value))),
)
# ... or other numbers.
NUMBERS: tuple[Callable[[np.ndarray], np.ndarray], ...] = (
    *(partial(np.multiply, factor) for factor in (-1, *FACTORS)),
    lambda value: value + 1,
    np.abs,
    np.round,
    lambda value: np.round(value, 1),
    lambda value: value.clip(-_middle(value), _middle(value)),
    *(partial(np.clip, a_min=-most, a_max=most) for most in (0.5, 1.0)),
    partial(np.clip, a_min=0, a_max=1),
    lambda value: value.clip(min=0),
)
