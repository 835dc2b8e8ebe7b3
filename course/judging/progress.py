"""Say which criterion is being judged, so that a process that ends there can be blamed.

Reading what an answer sends can end the judge's own process, whatever its limits are.
Then the next process knows from the progress of this one which criterion it was, and
counts it as a limit reached instead of judging it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Place = tuple[str, str]  # an exercise, and one of its criteria

TOO_MUCH = "what the answer returned could not be read within the limits"


def _ignore(place: Place | None) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class Progress:
    """Whom to report the criterion to, and the criteria that ended earlier processes.

    `report` is called with None when no criterion is being judged.
    """

    report: Callable[[Place | None], None] = _ignore
    limits_met: frozenset[Place] = frozenset()


NO_REPORT = Progress()
