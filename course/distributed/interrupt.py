"""Ctrl-C that comes when it suits: what is being written is written to its end."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[Callable[[], None]]:
    """In here, Ctrl-C is only noted; the function that is given raises it, then.

    It is raised at the end, too. Elsewhere than in the main thread, nothing is changed.
    """
    noted: list[int] = []

    def tell() -> None:
        if noted:
            noted.clear()
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield tell
        return
    before = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))
    try:
        yield tell
    finally:
        signal.signal(signal.SIGINT, before)
        tell()


@contextmanager
def ignored() -> Iterator[None]:
    """Processes that are started in here do not hear Ctrl-C, nor do we."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
