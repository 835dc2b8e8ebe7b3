"""What was handed in, before anything of it is run or repaired.

`survey` looks at every submission and stages corrected copies, `folder` and `files`
read what lies there without trusting it, `wellformed` makes a notebook of any JSON.
"""

from course.worker.submissions.survey import Submission, handed_in, look_at, stage

__all__ = ["Submission", "handed_in", "look_at", "stage"]
