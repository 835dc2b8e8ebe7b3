"""Score test cells that run beside the student's code, exactly as nbgrader does.

A test cell in nbgrader's own style (`assert`, hidden tests, a number as partial credit)
runs in the student's kernel, in its place among the other cells. What it is worth is
decided here, from how it ended: an error is 0, a number is partial credit, and all else
is full marks. A cell that no kernel ran has no verdict and is never passed.

The code that is graded runs in the same process, so such a verdict is not sealed unless
a second opinion says the same (`outside`). Of what the cell shows, only its score and a
bounded message stay, since hidden tests must not come back to the student.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output

from course.judging.cells import METADATA_KEY
from course.judging.session import Ending

NOT_SEALED = "Run beside the student's code, as nbgrader does: not sealed."
SEALED = "Sealed: the same test outside of the student's process says so, too."
FLAGGED = (
    "Not sealed: outside of the student's process this test does not give as much. "
    "Somebody will look at it."
)
NOT_RUN = "no kernel came as far as this test"
TOO_LONG = "the test took too long and was stopped"
NO_VERDICT = "NoVerdict"  # the name of the error that a page shows
WITHHELD = "(the message repeats hidden tests and is not shown)"
MAX_MESSAGE = 500  # characters of an error's message on the page
MAX_NAME = 80  # characters of an error's name
TELLING = 8  # characters: shorter lines give no test away
NUMPY_NUMBER = re.compile(
    r"np\.(?:u?int(?:8|16|32|64|c|p)?|(?:u?long)(?:long)?|u?short|u?byte"
    r"|float(?:16|32|64|128)?|half|single|double|longdouble)\('?([^()']*)'?\)"
)
HIDDEN = re.compile(r"BEGIN HIDDEN TESTS.*?(?:END HIDDEN TESTS|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Score:
    """What a test cell is worth; without `points`, `reason` says why not."""

    points: float | None
    reason: str = ""


@dataclass(frozen=True)
class Seal:
    """Whether a score is confirmed from outside; if it should be and is not, flagged.

    `tried` is what was found outside, where that is only tried out.
    """

    sealed: bool = False
    flagged: bool = False
    tried: dict[str, Any] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The sentence on the page."""
        return SEALED if self.sealed else FLAGGED if self.flagged else NOT_SEALED


NO_SEAL = Seal()


def score_of(ending: Ending | None, most: float) -> Score:
    """Return the score of a test cell that is worth `most`, from how it ended."""
    if ending is None:
        return Score(None, NOT_RUN)
    if ending.interrupted or ending.error is not None:
        return Score(0.0)
    if ending.value is None:
        return Score(most)
    if not ending.value:  # nbgrader cannot read it either
        return Score(None, "the value that the test ended with has no text")
    number = _number(ending.value)
    if number is None:
        return Score(most)
    if not 0 <= number <= most:  # NaN is not, either
        return Score(None, f"the test gave {number:g} of {most:g} points")
    return Score(number)


def outputs_of(
    ending: Ending | None,
    score: Score,
    most: float,
    source: str,
    seal: Seal = NO_SEAL,
) -> list[NotebookNode]:
    """Return what the page of a test cell shows, in the place of its own outputs."""
    shown = []
    if score.points is None:
        shown.append(_error(NO_VERDICT, score.reason))
    elif ending is not None and ending.interrupted:
        shown.append(_error("TimeoutError", TOO_LONG))
    elif ending is not None and ending.error is not None:
        name, message = ending.error
        name = name if name.isidentifier() else "Error"
        shown.append(_error(name[:MAX_NAME], _without_hidden(message, source)))
    if score.points is None:
        said = "No verdict: somebody will look at it."
    else:
        said = f"{score.points:.10g} of {most:g} points."
    data = {
        "text/plain": said if score.points is None else f"{score.points:.10g}",
        "text/html": f"<p>{html.escape(said)} {html.escape(seal.label)}</p>",
    }
    share = (score.points or 0.0) / most if most else 0.0
    marks = {"sealed": seal.sealed, "share": share, "remark": score.reason}
    marks |= {"has_verdict": score.points is not None, "flagged": seal.flagged}
    marks |= {"tried": seal.tried} if seal.tried else {}
    metadata = {METADATA_KEY: marks}
    shown.append(new_output("execute_result", data=data, metadata=metadata))
    return shown


def _number(text: str) -> float | None:
    """Return the number that a cell showed, a NumPy one too, or None."""
    found = NUMPY_NUMBER.fullmatch(text)
    try:
        return float(found[1] if found else text)
    except ValueError:
        return None


def _without_hidden(message: str, source: str) -> str:
    """Return a message, cut short, and without lines of hidden tests."""
    hidden = "\n".join(HIDDEN.findall(source))
    lines = {line.strip() for line in hidden.split("\n")[1:-1]}
    if any(line in message for line in lines if len(line) >= TELLING):
        return WITHHELD
    return message if len(message) <= MAX_MESSAGE else f"{message[:MAX_MESSAGE]} …"


def _error(name: str, message: str) -> NotebookNode:
    line = f"{name}: {message}" if message else name
    return new_output("error", ename=name, evalue=message, traceback=[line])
