"""Offer the call that a criterion missed once more, in the reader's own notebook.

After a miss in `%check`, a hidden criterion that was missed runs again on practice
inputs: they come from a public seed, and no submission is graded on them. The answer's
last call there is kept: its arguments, what came back and, if the criterion declares it
by `expect`, what was wanted. Feedback and open checks never show these.
"""

from __future__ import annotations

import contextlib
import io
import pdb
import warnings
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import numpy as np

from course.judging.guest import MARK
from course.judging.judge import practice_inputs
from course.judging.remote_answer import Answer
from course.selfstudy.channel import Call, LiveChannel, copied
from course.selfstudy.lessons import Handout
from utils.checking import Criterion, Outcome, Report, Unexpected

NAME = "replay"  # in the notebook
SECONDS = 20.0
MOST_TRIED = 6  # criteria, to find one that says what it wanted
MAX_SHOWN = 400  # characters of one value
OFFER = (
    "replay() calls your {name} again with these arguments; replay(step=True) goes "
    "through it line by line (n: next line, q: quit)."
)
NOT_AGAIN = "It got functions of the check itself, so it cannot be called again."


@dataclass(frozen=True, repr=False)
class Replay:
    """A call that went wrong; calling this makes it again."""

    call: Call
    criterion: str
    wanted: tuple[object, ...]  # empty if the criterion does not say
    got: tuple[object, ...]
    function: Any

    def __call__(self, step: bool = False) -> object:
        """Return what the function makes of the same arguments."""
        if not self.can_be_made:
            print(NOT_AGAIN)
            return None
        args, kwargs = copied(self.call.args), copied(self.call.kwargs)
        if step:
            return pdb.Pdb().runcall(self.function, *args, **kwargs)
        return self.function(*args, **kwargs)

    @property
    def can_be_made(self) -> bool:
        """Whether all arguments are data, or things of the notebook."""
        given = [*self.call.args, *self.call.kwargs.values()]
        functions = [value for value in given if type(value) is FunctionType]
        return not any(hasattr(function, MARK) for function in functions)

    def __repr__(self) -> str:
        named = [f"{name} = {_shown(v)}" for name, v in self.call.kwargs.items()]
        lines = [f"A call of {self.call.name} from “{self.criterion}”, with"]
        lines += [f"    {text}" for text in [*map(_shown, self.call.args), *named]]
        lines.append(f"gave {self.call.error or _shown(self.call.result)}")
        for label, values in (("There, this", self.got), ("should be", self.wanted)):
            lines += [f"{label} {_shown(value)}" for value in values]
        offer = OFFER.format(name=self.call.name) if self.can_be_made else NOT_AGAIN
        return "\n".join([*lines, offer])


def replay_of(handout: Handout, report: Report, names: dict[str, Any]) -> Replay | None:
    """Return the last call of a missed hidden criterion, if any.

    It is one of the first missed, and says what was wanted if any of them does.
    """
    checks = handout.hidden.get(report.exercise)
    if checks is None or report.exercise not in names:
        return None
    hidden = report.results[len(report.results) - len(checks.criteria) :]
    missed = [
        criterion
        for result, criterion in zip(hidden, checks.criteria, strict=True)
        if result.outcome in (Outcome.FAILED, Outcome.ERROR)
    ]
    first = None
    for criterion in missed[:MOST_TRIED]:
        found = _replayed(report.exercise, criterion, names)
        if found and found.wanted:
            return found
        first = first or found
    return first


def _replayed(
    exercise: str, criterion: Criterion, names: dict[str, Any]
) -> Replay | None:
    calls: list[Call] = []
    answer = Answer(LiveChannel(names, SECONDS, watch=calls.append))
    got: tuple[object, ...] = ()
    wanted: tuple[object, ...] = ()
    with (
        contextlib.redirect_stdout(io.StringIO()),
        warnings.catch_warnings(action="ignore"),
    ):
        try:
            criterion.test(*practice_inputs(answer, exercise, criterion))
        except Unexpected as miss:
            got, wanted = (miss.got,), (miss.wanted,)
        except Exception:
            pass  # the table has said it
        answer.settle()
    own = [call for call in calls if call.name == exercise]
    if not own:
        return None
    return Replay(own[-1], criterion.name, wanted, got, names[exercise])


def _shown(value: object) -> str:
    """Return a value as text, shortened; of a large array its shape too."""
    with np.printoptions(precision=4, threshold=40, edgeitems=2, suppress=True):
        text = repr(value)
    if isinstance(value, np.ndarray) and value.size > 40:
        text = f"{text} of shape {value.shape}"
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]} …"
