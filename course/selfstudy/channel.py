"""Call answers in this very kernel through the judge's channel, with a time limit."""

from __future__ import annotations

import _thread
import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from course.judging.guest import Guest
from utils.checking import LimitReached
from utils.errors import explain

CALL_SECONDS = 20.0
GRACE_SECONDS = 3.0  # between two attempts to end a call
STOPPED = '{"status": "limit"'  # how the guest's reply begins after an interrupt


@dataclass
class Call:
    """A call of a function in the notebook: copies of its arguments and result."""

    name: str
    args: tuple
    kwargs: dict[str, Any] = field(default_factory=dict)
    result: object = None
    error: str = ""


class LiveChannel:
    """Carries requests to the functions in `names`; call from the main thread.

    A call that takes longer than `seconds` is interrupted as if by the user. `watch`
    gets every call before it is made, and its result is added to it afterwards.
    """

    def __init__(
        self,
        names: dict[str, Any],
        seconds: float = CALL_SECONDS,
        *,
        watch: Callable[[Call], object] | None = None,
    ) -> None:
        self._guest = _WatchedGuest(
            names, lambda text: self._answer_question(text), explain=explain
        )
        self._guest.watch = watch
        self._answer_question: Callable[[str], str] = lambda text: "{}"
        self._seconds = seconds

    def converse(self, request: str, answer_question: Callable[[str], str]) -> str:
        """Return the reply to a request; raise LimitReached, or KeyboardInterrupt."""
        self._answer_question = answer_question
        done, late = threading.Event(), threading.Event()
        watch = (self._seconds, done, late)
        threading.Thread(target=_interrupt_after, args=watch, daemon=True).start()
        try:
            try:
                reply = self._guest.serve(request)
            finally:
                done.set()
        except KeyboardInterrupt:
            done.set()  # the interrupt may have come first
            reply = STOPPED
        if not reply.startswith(STOPPED):
            return reply
        if not late.is_set():
            raise KeyboardInterrupt  # the user's own interrupt, which ends all checks
        raise LimitReached(f"it took more than {self._seconds:g} seconds")


class _WatchedGuest(Guest):
    """A guest that shows each call that it makes."""

    watch: Callable[[Call], object] | None = None

    def _call(self, message: dict, args: Any, kwargs: Any) -> object:
        if self.watch is None:
            return super()._call(message, args, kwargs)
        call = Call(message.get("name", ""), copied(tuple(args)), copied(dict(kwargs)))
        self.watch(call)
        try:
            result = super()._call(message, args, kwargs)
        except Exception as error:
            call.error = f"{type(error).__name__}: {error}"
            raise
        call.result = copied(result)
        return result


def copied(value: Any) -> Any:
    """Return a copy of data; anything else, such as a model, is not copied."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, dict):
        return {key: copied(item) for key, item in value.items()}
    if type(value) in (list, tuple, set):
        return type(value)(copied(item) for item in value)
    return value


def _interrupt_after(
    seconds: float, done: threading.Event, late: threading.Event
) -> None:
    """Interrupt the main thread, repeatedly if that does not stop it."""
    while not done.wait(seconds):
        late.set()
        interrupt()
        seconds = GRACE_SECONDS


def interrupt() -> None:
    """Interrupt the main thread as Ctrl+C does, even while it waits."""
    if os.name == "posix":
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()
