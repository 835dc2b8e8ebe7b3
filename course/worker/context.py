"""What the coordinator knows of a submission before nbgrader's steps begin.

It travels in nbconvert's resources, which every preprocessor gets. Plain nbgrader hands
nothing over, and then everything is found out on the way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from course.judging.task import Task

CONTEXT = "course"  # the key in the resources


@dataclass(frozen=True)
class GradingContext:
    """What is handed over with a submission."""

    notes: tuple[str, ...] = ()  # what was mended before nbgrader saw it
    tasks: Mapping[str, Task] = field(default_factory=dict)  # by `notebook_digest`
    verdicts: Mapping[str, str] = field(default_factory=dict)  # by their task's key
    fresh: bool = False  # judge anew also what was judged before


def context_in(resources: Mapping[str, Any]) -> GradingContext:
    """Return what was handed over; an empty context where nothing was."""
    return resources.get(CONTEXT) or GradingContext()


def notebook_digest(nb: NotebookNode, name: str) -> str:
    """Return a digest of a sanitized notebook and its name."""
    return hashlib.sha256(json.dumps([name, nb], sort_keys=True).encode()).hexdigest()
