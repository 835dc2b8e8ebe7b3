"""Interrupt what may never end, in this process.

`judging/guest.py` and `utils/diagnosis/here.py` have their own: the one runs beside
students' code without this package, the other in what students import.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

SIGNALS = {
    signal.ITIMER_REAL: signal.SIGALRM,
    signal.ITIMER_VIRTUAL: signal.SIGVTALRM,
}


@contextmanager
def limited(seconds: float, timer: int = signal.ITIMER_VIRTUAL) -> Iterator[None]:
    """Raise TimeoutError in a block after so many seconds, by default of its own time.

    It is raised again and again, since code in the block may catch it.
    """

    def interrupt(*_: object) -> None:
        raise TimeoutError(f"it takes more than {seconds:g} seconds")

    before = signal.signal(SIGNALS[timer], interrupt)
    signal.setitimer(timer, seconds, seconds / 4)
    try:
        yield
    finally:
        signal.setitimer(timer, 0)
        signal.signal(SIGNALS[timer], before)
