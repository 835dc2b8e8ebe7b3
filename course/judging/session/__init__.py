"""A notebook's kernel while it is graded.

`notebook` keeps the promise that it is at the right cell, `live` holds one started
kernel, `messages` bounds and reads what such a kernel sends, and `clock` knows how
much of its time is used up.
"""

from course.judging.session.live import TimeLimits
from course.judging.session.notebook import DEFAULT_LIMITS, Session

__all__ = ["DEFAULT_LIMITS", "Session", "TimeLimits"]
