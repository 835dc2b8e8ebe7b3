"""How much of its time a submission has used up, whoever else is busy meanwhile.

A clock follows the kernels of one notebook. What counts for a limit is the time that
has passed without that in which the kernel's processes, or we, waited for a processor;
and the processor time that they have spent, where that is more than all processors
have to give within the limit. So one that sleeps comes to its end, one that computes
too, and neighbours cost nothing. Many times the limit on the wall is the last resort.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from course.sandbox import Usage
from course.sandbox.zygote.processor_time import own_wait

LOOK_SECONDS = 0.25  # between two looks at what a kernel uses
COMPANY = 0.1  # of the time: who waited for more of it was not alone
ALONE = 0.9  # of all processors: who had so much of them has waited for itself


@dataclass(frozen=True)
class Sample:
    """One look: when it was, and what had been used up to then."""

    at: float
    spent: float
    waited: float


class Clock:
    """What the kernels of one notebook have used, one after the other.

    `patience` is how many times a limit may pass on the wall, whatever else happens.
    """

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.met_in_company = False  # a limit, so that it says little of the answer
        self._usage: Callable[[], Usage] = Usage
        self._before = Usage()  # of the kernels before this one
        self._current = Usage()
        self._sample: Sample | None = None

    def follow(self, usage: Callable[[], Usage]) -> None:
        """Go on with a new kernel, whose `usage` begins at nothing."""
        self._before = Usage(*map(sum, zip(self._before, self._current, strict=True)))
        self._current = Usage()
        self._usage = usage

    def look(self, now: bool = False) -> Sample:
        """What is known; not older than LOOK_SECONDS, or not old at all for `now`."""
        at = time.monotonic()
        if self._sample is None or now or at - self._sample.at >= LOOK_SECONDS:
            self._current = self._usage()
            spent = self._before.spent + self._current.spent
            waited = self._before.waited + self._current.waited + own_wait()
            self._sample = Sample(time.monotonic(), spent, waited)
        return self._sample

    def deadline(self, seconds: float) -> Deadline:
        """A limit that begins now, or at the first look after, which costs less."""
        return Deadline(self, seconds, self._sample)


class Deadline:
    """A limit of time for something that happens in a kernel."""

    def __init__(self, clock: Clock, seconds: float, known: Sample | None) -> None:
        self._clock = clock
        self._seconds = seconds
        self._began = time.monotonic()
        is_recent = known is not None and self._began - known.at < LOOK_SECONDS
        self._first = known if is_recent else None

    def passed(self) -> bool:
        """Whether the time is up; says to the clock where neighbours had a share."""
        if time.monotonic() - self._began < LOOK_SECONDS:
            return False
        sample = self._clock.look()
        first = self._first = self._first or sample
        elapsed = sample.at - first.at
        spent, waited = sample.spent - first.spent, sample.waited - first.waited
        if (
            elapsed - max(0.0, waited) < self._seconds
            and spent < self._seconds * processors()
            and elapsed < self._seconds * self._clock.patience
        ):
            return False
        waits_for_others = spent < ALONE * processors() * elapsed
        if waits_for_others and waited > COMPANY * elapsed:
            self._clock.met_in_company = True
        return True


def processors() -> int:
    """How many processors a kernel may run on at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
