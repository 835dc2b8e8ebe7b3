"""How long the processes of a kernel have run, and how long they waited to run.

A neighbour who takes the processors away makes an answer slow, and that is no fault of
the answer. What a thread has waited for is the second number of its `schedstat`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

NANOSECONDS = 1e-9
LEAST_SHARE = "19"  # as of `nice`


class Waiting:
    """The time for which a family of processes could not go on, told again and again.

    Its threads may wait side by side, or one for the other. So of the time between two
    looks what counts is the longest that one of them waited.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._of_threads: dict[tuple[int, str], int] = {}

    def look(self, members: Iterable[int]) -> float:
        """Seconds so far, those since the last look included."""
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


class Sessions:
    """Sees to it that a kernel's share of the processors does not grow by sessions.

    Where there is no cgroup, the system lets sessions share the processors one by one,
    and every kernel begins with one. Those that its processes open beside it get what
    the others leave.
    """

    def __init__(self) -> None:
        self._lowered: set[int] = set()

    def lower(self, sessions: Iterable[tuple[int, int]]) -> None:
        """Lower the share of sessions, each told with the number of a member."""
        for session, member in sessions:
            if session not in self._lowered:
                try:
                    path = Path(f"/proc/{member}/autogroup")
                    path.write_text(LEAST_SHARE, encoding="ascii")
                except OSError:
                    return  # it has ended, or there are too many at once
                self._lowered.add(session)


def own_wait() -> float:
    """Seconds that the calling thread has waited for a processor so far."""
    return _waited("/proc/thread-self/schedstat") * NANOSECONDS


def _threads(number: int) -> Iterable[tuple[str, int]]:
    folder = f"/proc/{number}/task"
    try:
        names = os.listdir(folder)
    except OSError:
        return []  # it has ended
    return [(name, _waited(f"{folder}/{name}/schedstat")) for name in names]


def _waited(path: str) -> int:
    """Nanoseconds; 0 where the system does not count them."""
    try:
        return int(Path(path).read_bytes().split()[1])
    except (OSError, ValueError, IndexError):
        return 0
