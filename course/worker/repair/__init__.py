"""Restore a submission to the shape in which it was handed out.

`preprocessor` has the rules and is what nbgrader runs. `match` decides which cell is
which, `restore` gives it what it had, and `order` says where it goes. `released` reads
what they are compared with, and `earlier` what was released before.
"""

from course.worker.repair.earlier import earlier_releases
from course.worker.repair.handed_out import handed_out
from course.worker.repair.preprocessor import (
    LOST_TAGS,
    NOTE,
    RELEASE,
    Repair,
    repair,
    tell,
    told_release,
)
from course.worker.repair.restore import LOST

__all__ = [
    "LOST",
    "LOST_TAGS",
    "NOTE",
    "RELEASE",
    "Repair",
    "earlier_releases",
    "handed_out",
    "repair",
    "tell",
    "told_release",
]
