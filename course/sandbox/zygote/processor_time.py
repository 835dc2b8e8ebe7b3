"""Measure how long a kernel's processes ran and waited, and keep their shares fair.

A neighbour that takes the processors makes an answer slow, which is not the answer's
fault. How long a thread has waited is the second number in its schedstat file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from .resource_monitor import Process

NANOSECONDS = 1e-9
LEAST_SHARE = "19"  # the highest nice value


class Waiting:
    """Adds up the time for which a group of processes could not run.

    Its threads may wait at the same time, or one for the other. So what counts between
    two samples is the wait of the thread that waited longest.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._of_threads: dict[tuple[int, str], int] = {}

    def look(self, members: Iterable[int]) -> float:
        """Take a sample; return the seconds waited so far."""
        now = {
            (number, thread): waited
            for number in members
            for thread, waited in _threads(number)
        }
        before = self._of_threads
        longest = max((ns - before.get(key, 0) for key, ns in now.items()), default=0)
        self._of_threads = now
        self.seconds += max(0, longest) * NANOSECONDS
        return self.seconds


class Lost:
    """Adds up the processor time of ended processes that nobody has waited for.

    A parent inherits the time of a child that it waits for. That of any other child
    disappears with it, and is estimated: what the child had used when it was last seen,
    and if it was running then, as much again as passes between two samples. So short
    processes count in full on average, though few of them are ever seen.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._before: dict[int, Process] = {}
        self._at = 0.0
        self._gone = (0.0, 0.0)  # in the last sample: seen of them, and as much again
        self._inherited = 0.0

    def look(self, members: Mapping[int, Process], at: float) -> float:
        """Take a sample at the time `at`; return the seconds lost so far."""
        inherited = sum(
            max(0.0, now.inherited - self._before[number].inherited)
            for number, now in members.items()
            if number in self._before
        )
        # A parent may have been read before it waited for a child that is gone already.
        seen, again = self._gone
        if self._inherited + inherited <= seen:
            self.seconds += seen - self._inherited - inherited + again
        gone = [was for n, was in self._before.items() if n not in members]
        running = min(sum(was.runs for was in gone), os.cpu_count() or 1)
        self._gone = sum(was.seconds for was in gone), running * (at - self._at)
        self._before, self._at, self._inherited = dict(members), at, inherited
        return self.seconds


class Sessions:
    """Keeps a kernel from gaining a larger share of the processors with more sessions.

    Without cgroups, the system gives each session an equal share of the processors, and
    every kernel starts with one session. Those that its processes open later get only
    what the others leave.
    """

    def __init__(self) -> None:
        self._lowered: set[int] = set()

    def lower(self, sessions: Iterable[tuple[int, int]]) -> None:
        """Lower the share of sessions, each given with the number of a member."""
        for session, member in sessions:
            if session not in self._lowered:
                try:
                    path = Path(f"/proc/{member}/autogroup")
                    path.write_text(LEAST_SHARE, encoding="ascii")
                except OSError:
                    return  # it has ended, or there are too many at once
                self._lowered.add(session)


def own_wait() -> float:
    """Return the seconds that this thread has waited for a processor so far."""
    return _waited("/proc/thread-self/schedstat") * NANOSECONDS


def _threads(number: int) -> Iterable[tuple[str, int]]:
    folder = f"/proc/{number}/task"
    try:
        names = os.listdir(folder)
    except OSError:
        return []  # it has ended
    return [(name, _waited(f"{folder}/{name}/schedstat")) for name in names]


def _waited(path: str) -> int:
    """Return the nanoseconds waited; 0 if the system does not count them."""
    try:
        return int(Path(path).read_bytes().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
