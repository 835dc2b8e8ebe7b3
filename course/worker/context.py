"""What the coordinator knows of a submission before nbgrader's steps begin.

It travels in nbconvert's resources, which every preprocessor gets. Plain nbgrader
passes no context; then the preprocessors work everything out themselves.
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
    """What is passed along with a submission."""

    notes: tuple[str, ...] = ()  # what was repaired before nbgrader saw it
    tasks: Mapping[str, Task] = field(default_factory=dict)  # by `notebook_digest`
    verdicts: Mapping[str, str] = field(default_factory=dict)  # by task key
    fresh: bool = False  # judge again what was judged before


def context_in(resources: Mapping[str, Any]) -> GradingContext:
    """Return the context in nbconvert's resources; an empty one if there is none."""
    return resources.get(CONTEXT) or GradingContext()


def notebook_digest(nb: NotebookNode, name: str) -> str:
    """Return a digest of a sanitized notebook and its name."""
    return hashlib.sha256(json.dumps([name, nb], sort_keys=True).encode()).hexdigest()
