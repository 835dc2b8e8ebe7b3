"""Find pairs of answers that are more alike than answers to the same exercise are.

What everybody has seen does not count: the lesson's own code, its hints and its public
solution. What many have found counts little: a fingerprint weighs the more, the
rarer it is. A pair is alike if both have much in common, and a big share of the
lighter answer. In the share, a fingerprint counts only for what it adds: for as much
as it is rarer than the rarest one within it. So one idea counts once there, and not
once more for each bigger expression around it. And a pair must have more in common than
two of the answers that are known to be independent: what two found, more will find.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

LEAST_SHARE = 0.65  # as measured on answers of the course
WITHOUT_KNOWN = 0.75  # where no independent answers are known
LEAST_COMMON = 5.0  # fingerprints that only two have, or as much of others
LEAST_OWN = 2.5  # of these, beyond what two independent answers have in common as well
BLOCK = 2_000  # fingerprints at a time
Prints = Mapping[str, Collection[str]]  # each fingerprint, and those within it


@dataclass(frozen=True)
class Pair:
    """Two answers, the share of the lighter one that both have, and its weight."""

    first: str
    second: str
    share: float
    common: float


def alike(
    answers: Mapping[str, Sequence[Prints]],
    known: Sequence[Sequence[Prints]] = (),
    seen: Collection[str] = (),
) -> list[Pair]:
    """Return the pairs that are alike in one of their forms, the most alike first.

    Each answer has its fingerprints in each form; see `Likeness` for the rest.
    """
    found: dict[tuple[str, str], Pair] = {}
    for form in range(min(map(len, answers.values()), default=0)):
        likeness = Likeness(
            {name: forms[form] for name, forms in answers.items()},
            [forms[form] for forms in known],
            seen,
        )
        for pair in likeness.pairs():
            both = pair.first, pair.second
            if both not in found or found[both].share < pair.share:
                found[both] = pair
    return sorted(found.values(), key=_most_alike_first)


def _most_alike_first(pair: Pair) -> tuple[float, str, str]:
    return -pair.share, pair.first, pair.second


class Likeness:
    """Compares the answers to one exercise, by student.

    `known` are right answers that were written independently: they say what is found
    again and again. `seen` are the fingerprints that everybody has seen.
    """

    def __init__(
        self,
        answers: Mapping[str, Prints],
        known: Sequence[Prints] = (),
        seen: Collection[str] = (),
    ) -> None:
        seen = set(seen)
        self._names = list(answers)
        every = (*answers.values(), *known)
        self._prints = [set(one) - seen for one in every]
        counts = Counter(one for prints in self._prints for one in prints)
        many = len(every) + 1
        rarest = math.log2(max(many / 2, 2))
        self._weights = {
            one: min(1.0, math.log2(many / n) / rarest) for one, n in counts.items()
        }
        self._added = self._less_within(every)
        self._shared = [one for one, n in counts.items() if n > 1]
        self._totals = np.array(
            [sum(self._added[one] for one in prints) for prints in self._prints]
        )
        self._known = self._prints[len(answers) :]
        self._least_share = LEAST_SHARE if len(known) > 1 else WITHOUT_KNOWN

    def pairs(self) -> list[Pair]:
        """Return the pairs that are alike, the most alike first."""
        shares, common = self._compared()
        alike = (shares >= self._least_share) & (common >= LEAST_COMMON)
        found = np.argwhere(np.triu(alike, 1))
        pairs = [
            Pair(
                self._names[i],
                self._names[j],
                min(1.0, float(shares[i, j])),
                float(common[i, j]),
            )
            for i, j in found
            if common[i, j] - self._found_again(i, j) >= LEAST_OWN
        ]
        return sorted(pairs, key=_most_alike_first)

    def weight(self, name: str) -> float:
        """Return how much of an answer is rare."""
        prints = self._prints[self._names.index(name)]
        return sum(self._weights[one] for one in prints)

    def _less_within(self, every: Iterable[Prints]) -> dict[str, float]:
        """Return what each fingerprint adds to the rarest one within it."""
        weights, added = self._weights, dict[str, float]()
        for prints in every:
            for one, within in prints.items():
                if one in weights and one not in added:
                    rarest = max((weights.get(part, 0.0) for part in within), default=0)
                    added[one] = max(0.0, weights[one] - rarest)
        return added

    def _found_again(self, i: int, j: int) -> float:
        """Return the most that two known answers share of what a pair has in common."""
        both = self._prints[i] & self._prints[j]
        shared = [found for known in self._known if (found := known & both)]
        weights = (
            sum(self._weights[one] for one in first & second)
            for first, second in combinations(shared, 2)
        )
        return max(weights, default=0.0)

    def _compared(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the share and the weight that each two answers have in common."""
        prints = self._prints[: len(self._names)]
        added, common = np.zeros((2, len(prints), len(prints)), np.float32)
        for first in range(0, len(self._shared), BLOCK):
            block = self._shared[first : first + BLOCK]
            places = {one: place for place, one in enumerate(block)}
            has = np.zeros((len(prints), len(block)), np.float32)
            for row, of in enumerate(prints):
                has[row, [places[one] for one in of if one in places]] = 1
            for into, weights in ((added, self._added), (common, self._weights)):
                weighs = np.array([weights[one] for one in block], np.float32)
                into += (has * weighs) @ has.T
        totals = self._totals[: len(self._names)]
        lighter = np.maximum(np.minimum.outer(totals, totals), 1e-9)
        return added / lighter, common
