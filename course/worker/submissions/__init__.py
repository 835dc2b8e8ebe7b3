"""Submissions before they are repaired or run.

`survey` looks at every submission and stages corrected copies. `folder` and `files`
read it without trusting it. `wellformed` turns any JSON object into a notebook.
"""

from course.worker.submissions.survey import Submission, handed_in, look_at, stage

__all__ = ["Submission", "handed_in", "look_at", "stage"]
