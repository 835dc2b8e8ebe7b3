"""The judge's way to answers that live in this very kernel, with a limit of time."""

from __future__ import annotations

import _thread
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from course.grading.guest import Guest
from utils.checking import LimitReached

CALL_SECONDS = 20.0
GRACE_SECONDS = 3.0  # between two attempts to end a call
STOPPED = '{"status": "limit"'  # how the guest's reply begins when it was interrupted


class LiveChannel:
    """Carries requests to the functions in `names`; call from the main thread.

    A call that takes longer than `seconds` is interrupted as by the user.
    """

    def __init__(self, names: dict[str, Any], seconds: float = CALL_SECONDS) -> None:
        self._guest = Guest(names, lambda text: self._answer_question(text))
        self._answer_question: Callable[[str], str] = lambda text: "{}"
        self._seconds = seconds

    def converse(self, request: str, answer_question: Callable[[str], str]) -> str:
        """The reply to a request; raises LimitReached, or KeyboardInterrupt."""
        self._answer_question = answer_question
        late = threading.Event()
        try:
            with _interrupting_after(self._seconds, late):
                reply = self._guest.serve(request)
        except KeyboardInterrupt:
            if not late.is_set():
                raise
            reply = STOPPED
        if not reply.startswith(STOPPED):
            return reply
        if not late.is_set():
            raise KeyboardInterrupt  # the user's own, which ends all checks
        raise LimitReached(f"it took more than {self._seconds:g} seconds")


@contextmanager
def _interrupting_after(seconds: float, late: threading.Event) -> Iterator[None]:
    """Interrupt the block after `seconds`, and again where it does not stop."""
    done, lock = threading.Event(), threading.Lock()

    def watch() -> None:
        wait = seconds
        while not done.wait(wait):
            with lock:
                if not done.is_set():
                    late.set()
                    _interrupt()
            wait = GRACE_SECONDS

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        with lock:
            done.set()


def _interrupt() -> None:
    """What Ctrl+C does to the main thread; wakes it from waiting as well."""
    if os.name == "posix":
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
