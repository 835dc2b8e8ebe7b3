"""Judge again, at the end, what may have run out of time because of its neighbours.

A time limit that was reached while others kept the processors busy says little about
the answer. So such a submission is judged once more at the end, with no other one
running. All second tries of a class share one budget of real time; when it is used up,
the first verdicts stay. Those whose first try was shortest come first, so that nobody
can use up the budget of those who were hardly late. A submission that is late on a busy
machine again is recorded, but the next run looks at it again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

BUDGET_SECONDS = 1800.0  # for all second tries of a class

T = TypeVar("T")


class SecondTries(Generic[T]):
    """Submissions that wait for a second try at the end of their class.

    `seconds_of` returns how long the first try of one took.
    """

    def __init__(
        self, seconds_of: Callable[[T], float], seconds: float = BUDGET_SECONDS
    ) -> None:
        self._seconds_of = seconds_of
        self._seconds = seconds
        self.held: list[T] = []

    def hold(self, one: T) -> None:
        """Hold a submission back until the others are done."""
        self.held.append(one)

    def take(self) -> Iterator[tuple[T, bool]]:
        """Yield what is held back, one by one, and whether there is time to try it.

        If an error ends this, the one that it hit is still held back.
        """
        self.held.sort(key=self._seconds_of)
        end = time.monotonic() + self._seconds
        while self.held:
            yield self.held[0], time.monotonic() < end
            self.held.pop(0)
