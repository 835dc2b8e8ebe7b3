"""What is known of a submission before nbgrader's steps begin.

It travels in nbconvert's resources, which every preprocessor gets. Plain nbgrader
passes no context; then the preprocessors work everything out themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from course.content import Content
from course.judging.task import Task

CONTEXT = "course"  # the key in the resources


@dataclass(frozen=True)
class GradingContext:
    """What is passed along with a submission."""

    notes: tuple[str, ...] = ()  # what was repaired before nbgrader saw it
    judge: Callable[[Task], str] = Task.grade  # returns the result of a task
    content: Content | None = None  # of the course
    handed_in_as: Mapping[str, str] = field(default_factory=dict)  # other names
    receipts: Mapping[str, str] = field(default_factory=dict)  # SHA-256 by notebook

    def __deepcopy__(self, memo: object) -> GradingContext:
        return self  # nbconvert copies its resources, and there is only one of this


def context_in(resources: Mapping[str, Any]) -> GradingContext:
    """Return the context in nbconvert's resources; an empty one if there is none."""
    return resources.get(CONTEXT) or GradingContext()
