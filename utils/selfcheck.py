"""Provide `%check` in a notebook: all checks of an exercise, for self-study.

Importing `utils` registers the command, at no cost. Its code is in `course`, which
students do not get with `utils`; only this module names it, and if it is not installed
the command says so.
"""

from __future__ import annotations

import importlib
import sys

CHECKER = "course.selfstudy.live"
MISSING = (
    "%check needs the whole course, and only a part of it is installed: "
    "run the cell below your answer instead."
)


def offer() -> None:
    """Register `%check` if this runs in a notebook."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None and shell.find_line_magic("check") is None:
        shell.register_magic_function(check, magic_name="check")


def check(line: str) -> None:
    """Check an exercise with all criteria: `%check clip`, or `%check` for all."""
    try:
        checker = importlib.import_module(CHECKER)
    except ImportError:
        print(MISSING)
        return
    exercise = line.partition("#")[0].strip()
    checker.check(exercise, sys.modules["__main__"].__dict__)
