"""A second opinion on test cells in nbgrader's own style, from outside.

The same test cell runs in a throw-away kernel of its own, among released files only.
The names that it lacks are asked for in another kernel, in which only the student's
cells have run. `plan` says what runs there, `opinion` runs it and carries the messages.
`proxies`, `proxy_graph`, `wire` and `names` are loaded into the kernel of the tests,
`answers` into that of the student, and `data` into both.
"""

from course.judging.outside.opinion import (
    Opinion,
    Outside,
    opinions,
    prepare,
    seal_of,
)
from course.judging.outside.plan import OutsidePlan, is_answered, plan_of

__all__ = [
    "Opinion",
    "Outside",
    "OutsidePlan",
    "is_answered",
    "opinions",
    "plan_of",
    "prepare",
    "seal_of",
]
