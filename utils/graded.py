"""Whether nbgrader runs a notebook, so that long work can be cut short."""

from __future__ import annotations

import os

VARIABLES = ("NBGRADER_VALIDATING", "NBGRADER_EXECUTION")  # nbgrader sets them


def is_graded() -> bool:
    """Whether nbgrader runs this notebook, to grade or to validate it."""
    return any(os.environ.get(name, "0") not in ("", "0") for name in VARIABLES)
