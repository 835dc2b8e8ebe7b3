"""Diagnose an answer in the very process of its notebook, for the open checks.

It is called as the judge calls it, but directly. What that changes outside of the
answer is put back: NumPy's and Python's global generators, and what is printed.

The limit of processor time stops loops of Python, NumPy and TensorFlow. One call into
C, such as the inverse of a huge matrix, first comes to its end: Python runs no handler
of a signal within it. The criteria have called the answer before, so it is a short one.
"""

from __future__ import annotations

import contextlib
import io
import random
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType, ModuleType
from typing import Any

import numpy as np

from utils.diagnosis import SECONDS, named_mistake
from utils.failures import AnswerError, LimitReached


class TimeUp(BaseException):
    """The processor time for a diagnosis is used up."""


class Here:
    """The names of this notebook, as probes see those of an answer."""

    def __init__(self, names: dict[str, Any]) -> None:
        self._names = names

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if isinstance(self._names.get(name), ModuleType):
            return self._names[name]

        def call(*args: object, **kwargs: object) -> object:
            try:
                return self._names[name](*args, **kwargs)
            except (AnswerError, LimitReached):
                raise
            except Exception as error:
                raise AnswerError(type(error).__name__) from error

        return call

    def in_turn(self, name: str, *calls: tuple) -> list[Any]:
        """Return the results of several calls of `name`."""
        function = getattr(self, name)
        return [function(*args) for args in calls]

    @contextlib.contextmanager
    def replaced(self, name: str, function: Callable) -> Iterator[None]:
        """Replace the notebook's `name` by `function` for a block."""
        before = {name: self._names[name]} if name in self._names else {}
        self._names[name] = function
        try:
            yield
        finally:
            self._names.pop(name, None)
            self._names.update(before)


def mistake_here(lesson: str, exercise: str, names: dict[str, Any]) -> str:
    """Return the sentence for the mistake of an answer in `names`, or ""."""
    if not _can_be_limited():
        return ""
    states = np.random.get_state(), random.getstate()
    try:
        with _limited(SECONDS), contextlib.redirect_stdout(io.StringIO()):
            return named_mistake(lesson, exercise, Here(names))
    except (TimeUp, SystemExit):
        return ""
    finally:
        np.random.set_state(states[0])
        random.setstate(states[1])


def _can_be_limited() -> bool:
    in_main = threading.current_thread() is threading.main_thread()
    return in_main and hasattr(signal, "setitimer")


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Raise TimeUp in a block that takes more processor time, again and again."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, seconds / 3)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
