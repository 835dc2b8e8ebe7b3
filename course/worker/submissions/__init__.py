"""Submissions before they are repaired or run.

`survey` looks at every submission, and `corrected_copy` makes one for nbgrader.
`folder` and `files` read without trusting. `wellformed` turns any JSON object into a
notebook. `student_ids` says whose submission it is.
"""

from course.worker.submissions.corrected_copy import stage
from course.worker.submissions.survey import Submission, handed_in, look_at

__all__ = ["Submission", "handed_in", "look_at", "stage"]
