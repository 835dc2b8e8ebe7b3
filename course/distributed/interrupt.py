"""Delay Ctrl-C, so that nothing is left half written."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[Callable[[], None]]:
    """Note Ctrl-C instead of raising it; the function that is yielded raises it.

    It is raised at the end of the block, too. Only the main thread is affected.
    """
    noted: list[int] = []

    def raise_noted() -> None:
        if noted:
            noted.clear()
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield raise_noted
        return
    before = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    try:
        yield raise_noted
    finally:
        signal.signal(signal.SIGINT, before)
        raise_noted()
