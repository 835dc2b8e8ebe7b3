"""Measure how much time a submission has used, however busy the machine is.

A clock follows the kernels of one notebook. A limit is reached in three ways:

- by the time passed, less the time that the kernel's processes or we have waited for a
  processor, so that neighbours cost nothing and a kernel that sleeps is stopped;
- by the processor time spent, if that is as much as all processors can give within the
  limit, so that a kernel that computes is stopped;
- by many times the limit in wall-clock time, as a last resort.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from course.sandbox import Usage
from course.sandbox.zygote.processor_time import own_wait

LOOK_SECONDS = 0.25  # between two samples of what a kernel uses
COMPANY = 0.1  # of the time: a kernel that waited longer was not alone
ALONE = 0.9  # of all processors: a kernel that had so much waited only for itself


@dataclass(frozen=True)
class Sample:
    """When a sample was taken, and what had been used by then."""

    at: float
    spent: float
    waited: float


class Clock:
    """Adds up what the kernels of one notebook use, one after the other.

    `patience` times a limit is the most wall-clock time that anything may take.
    """

    def __init__(self, patience: float) -> None:
        self.patience = patience
        self.met_in_company = False  # a limit was, so it says little about the answer
        self._usage: Callable[[], Usage] = Usage
        self._before = Usage()  # of the kernels before this one
        self._current = Usage()
        self._sample: Sample | None = None

    def follow(self, usage: Callable[[], Usage]) -> None:
        """Follow a new kernel, whose `usage` begins at zero."""
        self._before = Usage(*map(sum, zip(self._before, self._current, strict=True)))
        self._current = Usage()
        self._usage = usage

    def look(self, now: bool = False) -> Sample:
        """Return a sample at most LOOK_SECONDS old, or a fresh one if `now`."""
        at = time.monotonic()
        if self._sample is None or now or at - self._sample.at >= LOOK_SECONDS:
            self._current = self._usage()
            spent = self._before.spent + self._current.spent
            waited = self._before.waited + self._current.waited + own_wait()
            self._sample = Sample(time.monotonic(), spent, waited)
        return self._sample

    def deadline(self, seconds: float) -> Deadline:
        """Return a limit that begins now, or at the next sample, which costs less."""
        return Deadline(self, seconds, self._sample)


class Deadline:
    """A time limit for something that happens in a kernel."""

    def __init__(self, clock: Clock, seconds: float, known: Sample | None) -> None:
        self._clock = clock
        self._seconds = seconds
        self._began = time.monotonic()
        is_recent = known is not None and self._began - known.at < LOOK_SECONDS
        self._first = known if is_recent else None

    def passed(self) -> bool:
        """Return whether the time is up; tell the clock if neighbours had a share."""
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
    """Return how many processors a kernel may run on at the same time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
