"""`%check` in a notebook: all checks of an exercise, for those who learn alone.

Importing `utils` makes the command known, at no cost. What it does is in the course,
which is not handed out with `utils`: this is the only place that names it, and where
it is not installed the command says so.
"""

from __future__ import annotations

import importlib
import sys

CHECKER = "course.selfstudy.live"
MISSING = (
    "%check needs the whole course, and here is only a part of it: "
    "run the cell below your answer instead."
)


def offer() -> None:
    """Make `%check` known to the notebook that runs here, if one does."""
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
    checker.check(line.strip(), sys.modules["__main__"].__dict__)
