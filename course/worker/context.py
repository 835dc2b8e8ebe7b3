"""What is known of a submission before nbgrader's steps begin.

It travels in nbconvert's resources, which every preprocessor gets. Plain nbgrader hands
nothing over, and then everything is found out on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from course.judging.task import Task

CONTEXT = "course"  # the key in the resources


@dataclass(frozen=True)
class GradingContext:
    """What is handed over with a submission."""

    notes: tuple[str, ...] = ()  # what was mended before nbgrader saw it
    judge: Callable[[Task], str] = Task.grade  # who gives the verdict on a task

    def __deepcopy__(self, memo: object) -> GradingContext:
        return self  # nbconvert copies its resources, and there is only one of this


def context_in(resources: Mapping[str, Any]) -> GradingContext:
    """Return what was handed over; an empty context where nothing was."""
    return resources.get(CONTEXT) or GradingContext()
