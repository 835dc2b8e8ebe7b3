"""A notebook's kernel while it is graded.

`notebook` keeps the promise that it is at the right cell, `live` holds one started
kernel, and `messages` bounds and reads what such a kernel sends.
"""

from course.judging.session.live import TimeLimits
from course.judging.session.notebook import DEFAULT_LIMITS, Session

__all__ = ["DEFAULT_LIMITS", "Session", "TimeLimits"]
