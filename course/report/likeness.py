"""Find pairs of answers that are more alike than answers to the same exercise are.

What everybody has seen does not count: the lesson's own code, its hints and its public
solution. What many have found counts little: a fingerprint weighs the more, the
rarer it is. A pair is alike if both have much in common, and a big share of the
lighter answer. In the share, a fingerprint counts only for what it adds: for as much
as it is rarer than the rarest one within it. So one idea counts once there, and not
once more for each bigger expression around it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

LEAST_SHARE = 0.65  # whatever was measured
MOST_SHARE = 0.95  # a bound beyond it would leave out copies, too
LEAST_COMMON = 5.0  # fingerprints that only two have, or as much of others
MARGIN = 1.1  # times what independent answers have in common
RARE = 0.01  # of independent pairs may be beyond both bounds
BLOCK = 2_000  # fingerprints at a time
Prints = Mapping[str, Collection[str]]  # each fingerprint, and those within it


@dataclass(frozen=True)
class Pair:
    """Two answers, the share of the lighter one that both have, and its weight."""

    first: str
    second: str
    share: float
    common: float


@dataclass(frozen=True)
class Bounds:
    """The least share and the least weight in common of a pair that is shown."""

    share: float
    common: float

    def passed(self, shares: np.ndarray, common: np.ndarray) -> np.ndarray:
        """Return which pairs have both."""
        return (shares >= self.share) & (common >= self.common)


class Likeness:
    """Compares the answers to one exercise, by student.

    `known` are right answers that were written independently: they say how alike such
    answers are. Where some of these are the same, no pair is shown at all. `seen` are
    the fingerprints that everybody has seen.
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
        self.bounds = self._measured(len(known))

    def pairs(self) -> list[Pair]:
        """Return the pairs beyond the bounds, the most alike first."""
        shares, common = self._compared(0, len(self._names))
        found = np.argwhere(np.triu(self.bounds.passed(shares, common), 1))
        pairs = [
            Pair(
                self._names[i],
                self._names[j],
                min(1.0, float(shares[i, j])),
                float(common[i, j]),
            )
            for i, j in found
        ]
        return sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second))

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

    def _measured(self, known: int) -> Bounds:
        """Return the bounds beyond which at most 1 % of independent pairs are."""
        if known < 2:
            return Bounds(max(LEAST_SHARE, 0.75), LEAST_COMMON)
        shares, common = self._compared(len(self._prints) - known, len(self._prints))
        pairs = np.triu_indices(known, 1)
        return _bounds(shares[pairs], common[pairs])

    def _compared(self, begin: int, end: int) -> tuple[np.ndarray, np.ndarray]:
        """Return of each two of these answers the share and the weight in common."""
        prints = self._prints[begin:end]
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
        totals = self._totals[begin:end]
        lighter = np.maximum(np.minimum.outer(totals, totals), 1e-9)
        return added / lighter, common


def _bounds(shares: np.ndarray, common: np.ndarray) -> Bounds:
    """Return bounds that hardly any of these pairs pass.

    Of those that do, the one that a small change leaves behind goes first. A short
    answer that many write is left behind by its weight, a long one by its share, unless
    a copy of another one would be left behind too.
    """
    bounds = Bounds(LEAST_SHARE, LEAST_COMMON)
    by_share, by_common = shares / LEAST_SHARE, common / LEAST_COMMON
    while True:
        passed = bounds.passed(shares, common)
        if passed.sum() <= RARE * len(shares):
            return bounds
        far = np.where(passed, np.minimum(by_share, by_common), np.inf)
        near = int(np.argmin(far))
        share = MARGIN * float(shares[near])
        if by_share[near] <= by_common[near] and share <= MOST_SHARE:
            bounds = Bounds(share, bounds.common)
        else:
            bounds = Bounds(bounds.share, MARGIN * float(common[near]))
