"""Say how a check ended, as an instructor wants to know it.

For the judge a stub that was left as it was raises an error like any other. For a class
report it is no error: there is no answer.
"""

from __future__ import annotations

from enum import StrEnum

from course.worker.recorded import NO_ANSWER, RecordedCriterion
from utils.checking import Outcome
from utils.errors import NOTHING_YET


class Ending(StrEnum):
    """How one check of one submission ended, in the order in which they are shown."""

    PASSED = Outcome.PASSED.value
    FAILED = Outcome.FAILED.value
    ERROR = Outcome.ERROR.value
    BLANK = NO_ANSWER
    LIMIT = Outcome.LIMIT.value
    INFRASTRUCTURE = Outcome.INFRASTRUCTURE.value


def ending_of(checked: RecordedCriterion) -> Ending:
    """Return how a check ended."""
    if checked.outcome is Outcome.ERROR and checked.hint == NOTHING_YET:
        return Ending.BLANK
    return Ending(checked.outcome.value)
