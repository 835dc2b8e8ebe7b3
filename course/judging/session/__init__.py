"""A notebook's kernel while it is graded.

`notebook` makes sure that the kernel is at the right cell. `live` drives one started
kernel, into which `load_guest` brings the guest. `messages` and `outputs` bound and
read what it sends, and `clock` measures how much of its time is used up.
"""

from course.judging.session.limits import DEFAULT_LIMITS, TimeLimits
from course.judging.session.load_guest import loading
from course.judging.session.messages import Ending
from course.judging.session.notebook import Session

__all__ = ["DEFAULT_LIMITS", "Ending", "Session", "TimeLimits", "loading"]
