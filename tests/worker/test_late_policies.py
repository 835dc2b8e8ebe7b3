"""What a late hand-in costs, by name."""

import pytest
from traitlets.config import Config

from course.worker.late_policies import LatePolicy, in_words, late_rule

DAY = 86_400
OURS = "course.worker.late_policies.LatePolicy"


def policy(**options: object) -> LatePolicy:
    return LatePolicy(config=Config({"LatePolicy": options}))


@pytest.mark.parametrize(
    ("options", "seconds", "points"),
    [
        ({"policy": "zero"}, 1, 80),
        ({"policy": "zero"}, 0.9, 0),  # exactly on the second is in time
        ({"policy": "zero", "grace_minutes": 15}, 900, 0),
        ({"policy": "zero", "grace_minutes": 15}, 901, 80),
        ({"policy": "per day"}, 1, 8),
        ({"policy": "per day"}, DAY, 8),
        ({"policy": "per day"}, DAY + 0.5, 8),
        ({"policy": "per day"}, DAY + 1, 16),
        ({"policy": "per day"}, 99 * DAY, 80),
        ({"policy": "per day", "at_most": 50}, 99 * DAY, 40),
        ({"policy": "per hour", "percent": 1}, 2.5 * 3600, 2.4),
        ({"policy": "none"}, DAY, None),
        ({"policy": "none", "penalty_method": "zero"}, DAY, 80),  # nbgrader's option
    ],
)
def test_a_policy_takes_what_its_rule_says(options, seconds, points):
    taken = policy(**options).late_submission_penalty("ann", 80, seconds)
    assert taken == pytest.approx(points)


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"policy": "none"}, ""),
        ({"policy": "zero"}, "no points when late"),
        ({"policy": "per day"}, "10 % of the points for every day begun"),
        (
            {"policy": "per hour", "percent": 2.5, "at_most": 50, "grace_minutes": 5},
            "2.5 % of the points for every hour begun, at most 50 %; "
            "up to 5 minutes cost nothing",
        ),
    ],
)
def test_a_rule_is_one_line(options, rule):
    assert policy(**options).rule == rule


def test_a_plug_in_of_a_courses_own_has_its_own_rule_or_none():
    assert late_rule(Config()) == ""
    ours = Config({"AssignLatePenalties": {"plugin_class": OURS}})
    ours.LatePolicy.policy = "zero"
    assert late_rule(ours) == "no points when late"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(1.9, "1 s"), (3600, "1 h"), (DAY + 3599, "1 d 59 min"), (61, "1 min 1 s")],
)
def test_how_late_is_told_in_two_units(seconds, words):
    assert in_words(seconds) == words
