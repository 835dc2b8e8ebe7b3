"""Find pairs of answers that are more alike than answers to the same exercise are.

What everybody has seen does not count: the lesson's own code, its hints and its public
solution. What many have found counts little: a fingerprint weighs the more, the
rarer it is. A pair is alike by the share of the lighter answer's weight that both have.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

LEAST_SHARE = 0.5  # whatever the threshold that was measured
LEAST_COMMON = 5.0  # fingerprints that only two have, or as much of others
MARGIN = 0.1  # above the most alike of the independent answers
QUANTILE = 0.99  # of independent pairs are below the threshold
BLOCK = 2_000  # fingerprints at a time
Print = Collection[str]


@dataclass(frozen=True)
class Pair:
    """Two answers, the share of the lighter one that both have, and its weight."""

    first: str
    second: str
    share: float
    common: float


class Likeness:
    """Compares the answers to one exercise, by student.

    `known` are right answers that were written independently: they say how alike such
    answers are. `seen` are the fingerprints that everybody has seen.
    """

    def __init__(
        self,
        answers: Mapping[str, Print],
        known: Sequence[Print] = (),
        seen: Collection[str] = (),
    ) -> None:
        seen = set(seen)
        self._names = list(answers)
        self._prints = [set(one) - seen for one in (*answers.values(), *known)]
        counts = Counter(one for prints in self._prints for one in prints)
        many = len(self._prints) + 1
        rarest = math.log2(max(many / 2, 2))
        self._weights = {
            one: min(1.0, math.log2(many / n) / rarest) for one, n in counts.items()
        }
        self._shared = [one for one, n in counts.items() if n > 1]
        self._totals = np.array(
            [sum(self._weights[one] for one in prints) for prints in self._prints]
        )
        self.threshold = self._measured(len(known))

    def pairs(self) -> list[Pair]:
        """Return the pairs beyond the threshold, the most alike first."""
        count = len(self._names)
        common = self._common(0, count)
        shares = common / _lighter(self._totals[:count])
        found = np.argwhere(
            np.triu((shares >= self.threshold) & (common >= LEAST_COMMON), 1)
        )
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
        """Return how much of an answer counts."""
        return float(self._totals[self._names.index(name)])

    def _measured(self, known: int) -> float:
        """Return the share beyond which at most 1 % of independent pairs are."""
        if known < 2:
            return max(LEAST_SHARE, 0.75)
        begin = len(self._prints) - known
        common = self._common(begin, len(self._prints))
        shares = common / _lighter(self._totals[begin:])
        shares[common < LEAST_COMMON] = 0.0
        apart = shares[np.triu_indices(known, 1)]
        return max(LEAST_SHARE, float(np.quantile(apart, QUANTILE)) + MARGIN)

    def _common(self, begin: int, end: int) -> np.ndarray:
        """Return the weight of what each two of these answers have in common."""
        prints = self._prints[begin:end]
        found = np.zeros((len(prints), len(prints)), np.float32)
        for first in range(0, len(self._shared), BLOCK):
            block = self._shared[first : first + BLOCK]
            places = {one: place for place, one in enumerate(block)}
            roots = np.sqrt([self._weights[one] for one in block], dtype=np.float32)
            has = np.zeros((len(prints), len(block)), np.float32)
            for row, of in enumerate(prints):
                columns = [places[one] for one in of if one in places]
                has[row, columns] = roots[columns]
            found += has @ has.T
        return found


def _lighter(totals: np.ndarray) -> np.ndarray:
    """Return the lower total of each two answers, and a little for none."""
    return np.maximum(np.minimum.outer(totals, totals), 1e-9)
