"""What a late hand-in costs, by name: a plug-in for nbgrader's AssignLatePenalties.

    c.AssignLatePenalties.plugin_class = "course.worker.late_policies.LatePolicy"
    c.LatePolicy.policy = "per day"

A plug-in of a course's own takes the place of this one. Where it has a `rule`, that is
what students are told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from traitlets import Enum, Float, Int
from traitlets.config import Config

DAY, HOUR = 86_400, 3_600
LATE = "late by"
PERIODS = {"per day": (DAY, "day"), "per hour": (HOUR, "hour")}


class LatePolicy(LateSubmissionPlugin):
    """A penalty by name; parts of a second never count as late."""

    policy = Enum(
        ("none", "zero", *PERIODS), "none", help="What a late hand-in costs."
    ).tag(config=True)
    percent = Float(10.0, help="Of the points, for every day or hour begun.").tag(
        config=True
    )
    at_most = Float(100.0, help="The most that is taken, in percent.").tag(config=True)
    grace_minutes = Int(0, help="Up to so many minutes late cost nothing.").tag(
        config=True
    )

    @property
    def rule(self) -> str:
        """The policy in one line."""
        if self.policy == "none":
            return "" if self.penalty_method == "none" else "no points when late"
        grace = (
            f"; up to {self.grace_minutes} minutes cost nothing"
            if self.grace_minutes
            else ""
        )
        if self.policy == "zero":
            return f"no points when late{grace}"
        _, period = PERIODS[self.policy]
        cap = f", at most {self.at_most:g} %" if self.at_most < 100 else ""
        return f"{self.percent:g} % of the points for every {period} begun{cap}{grace}"

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return the points to take from a notebook's score."""
        if self.policy == "none":  # or what nbgrader's own option says
            return super().late_submission_penalty(
                student_id, score, total_seconds_late
            )
        late = math.floor(total_seconds_late)
        if late <= 60 * self.grace_minutes:
            return 0.0
        if self.policy == "zero":
            return score
        begun = math.ceil(late / PERIODS[self.policy][0])
        return score * min(begun * self.percent, self.at_most, 100.0) / 100


def late_rule(config: Config) -> str:
    """Return the rule of a course's policy in one line; "" if it has none to tell."""
    plugin = AssignLatePenalties(config=config).plugin_class(config=config)
    return str(getattr(plugin, "rule", ""))


def late_note(seconds: float, points: float) -> str:
    """Return how late something is and what that costs; "" if it is in time."""
    if seconds < 1 and not points:
        return ""
    cost = f"{points:.4g} points taken" if points else "nothing taken"
    return f"{LATE} {in_words(seconds)}: {cost}"


def late_in_gradebook(where: Mapping[str, Any], rule: str) -> str:
    """Return what a student's page says of a late hand-in; "" if it is in time.

    `where` is what nbgrader passes along with a notebook.
    """
    try:
        with Gradebook(where["db_url"]) as gradebook:
            found = gradebook.find_submission(where["assignment"], where["student"])
            date, time = found.assignment.duedate, found.timestamp
            if date is None or time is None:
                return ""
            late, penalty = found.total_seconds_late, found.late_submission_penalty
            note = late_note(late, float(penalty or 0))
            due = found.duedate
    except (LookupError, MissingEntry):
        return ""
    if not note:
        return ""
    why = f" ({rule})" if rule and penalty else ""
    times = f"due {due:%Y-%m-%d %H:%M:%S}, handed in {time:%Y-%m-%d %H:%M:%S}, in UTC"
    return f"**This is {note}**{why}: {times}."


def in_words(seconds: float) -> str:
    """Return how late something is, in its two biggest units."""
    left = timedelta(seconds=math.floor(seconds))
    parts = {
        "d": left.days,
        "h": left.seconds // HOUR,
        "min": left.seconds % HOUR // 60,
        "s": left.seconds % 60,
    }
    told = [f"{number} {unit}" for unit, number in parts.items() if number]
    return " ".join(told[:2]) or "0 s"
