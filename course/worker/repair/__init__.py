"""Restore a submission to the shape in which it was handed out.

`preprocessor` has the rules and is what nbgrader runs. `match` decides which cell is
which, `order` where each one goes. `released` reads what they are compared with.
"""

from course.worker.repair.handed_out import handed_out
from course.worker.repair.match import LOST
from course.worker.repair.preprocessor import LOST_TAGS, NOTE, Repair, repair, tell

__all__ = ["LOST", "LOST_TAGS", "NOTE", "Repair", "handed_out", "repair", "tell"]
