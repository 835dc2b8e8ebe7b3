"""Provide what a notebook offers beside the lesson: `%check`, and one line for a stub.

`%check` runs all checks of an exercise, for self-study. Importing `utils` registers it,
at no cost. Its code is in `course`, which students do not get with `utils`; only this
module names it, and if it is not installed the command says so.

A cell that calls an exercise without an answer says which one it needs, in one line.
"""

from __future__ import annotations

import importlib
import sys
from types import TracebackType
from typing import Any

from utils.errors import NEEDED, missing_answer

CHECKER = "course.selfstudy.live"
MISSING = (
    "%check needs the whole course, and only a part of it is installed: "
    "run the cell below your answer instead."
)


def offer() -> None:
    """Register `%check`, and the line for a stub, if this runs in a notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is None:
        return
    if shell.find_line_magic("check") is None:
        shell.register_magic_function(check, magic_name="check")
    if not shell.custom_exceptions:
        shell.set_custom_exc((NotImplementedError,), show_in_a_line)


def show_in_a_line(
    shell: Any,
    kind: type[NotImplementedError],
    error: NotImplementedError,
    trace: TracebackType,
    tb_offset: int | None = None,
) -> None:
    """Show in one line which answer a cell needs; any other error as it always is."""
    if name := missing_answer(error, shell.user_ns):
        line = NEEDED.format(what="this cell", name=name)
        shell._showtraceback(kind, error, [line])  # what a shell's kind may override
    else:
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


def check(line: str) -> None:
    """Check an exercise with all criteria: `%check clip`, or `%check` for all."""
    try:
        checker = importlib.import_module(CHECKER)
    except ImportError:
        print(MISSING)
        return
    exercise = line.partition("#")[0].strip(" \t\"'();,")  # as people type a name
    checker.check(exercise, sys.modules["__main__"].__dict__)
