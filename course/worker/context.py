"""What the coordinator knows of a submission before nbgrader's steps begin.

It travels in nbconvert's resources, which every preprocessor gets. Plain nbgrader hands
nothing over, and then everything is found out on the way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course.judging.task import Task

_KEY = "course"  # in the resources


@dataclass(frozen=True)
class GradingContext:
    """What is handed over with one notebook of a submission."""

    notes: tuple[str, ...] = ()  # what was mended before nbgrader saw it
    verdicts: Mapping[str, str] = field(default_factory=dict)  # by their task's key
    fresh: bool = False  # judge anew also what was judged before
    task: Task | None = None  # of just this file


def hand_over(context: GradingContext, resources: dict[str, Any]) -> None:
    """Put a context where the preprocessors find it."""
    resources[_KEY] = context


def context_in(resources: Mapping[str, Any]) -> GradingContext:
    """Return what was handed over; an empty context where nothing was."""
    return resources.get(_KEY) or GradingContext()


def file_digest(path: Path) -> str:
    """Return a digest of a notebook's file and its name."""
    return hashlib.sha256(path.name.encode() + b"\0" + path.read_bytes()).hexdigest()
