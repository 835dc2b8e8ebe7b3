"""After a miss, `%check` offers the failing call: arguments, what came, what should."""

from functools import cache

import numpy as np
import pytest

from course.selfstudy import live, replay
from course.selfstudy.lessons import Course, Handout

BOTH = "return {k: np.clip(g, -maxValue, maxValue) for k, g in gradients.items()}"
FIXED = "return {k: np.clip(g, -5, 5) for k, g in gradients.items()}"
BROKEN = "raise ValueError('no idea')"


@cache
def handout() -> Handout:
    return Course().handouts["dinosaurs"]


def notebook(body: str) -> dict:
    names = {"np": np, "In": [cell.source for cell in handout().notebook.cells]}
    exec(f"def clip(gradients, maxValue):\n    {body}\n", names)
    return names


def replayed(body: str) -> replay.Replay | None:
    names = notebook(body)
    verdict = live.judged(handout(), "clip", names)
    return replay.replay_of(handout(), verdict.report, names)


def test_the_failing_call_can_be_made_again():
    found = replayed(FIXED)
    gradients, bound = found.call.args
    assert found.call.name == "clip" and bound != 5
    assert np.abs(found()["dWaa"]).max() <= 5
    assert found.call.args[0] is gradients, "the arguments are kept as they were"


def test_what_was_wanted_is_shown_where_the_criterion_says_it():
    found = replayed(FIXED)
    [wanted], [got] = found.wanted, found.got
    assert not np.array_equal(wanted, got)
    text = repr(found)
    assert "There, this" in text and "should be" in text and "replay(step=True)" in text


def test_an_error_is_shown_in_the_place_of_a_result():
    found = replayed(BROKEN)
    assert "gave ValueError: no idea" in repr(found) and not found.wanted
    with pytest.raises(ValueError, match="no idea"):
        found()


def test_a_right_answer_has_nothing_to_replay():
    assert replayed(BOTH) is None


def test_check_offers_it_by_name_and_leaves_other_names_alone(capsys):
    names = notebook(FIXED)
    live.check("dinosaurs.clip", names)
    assert isinstance(names["replay"], replay.Replay)
    assert "A call of clip from" in capsys.readouterr().out
    names["replay"] = "mine"
    live.check("dinosaurs.clip", names)
    assert names["replay"] == "mine"


def test_what_the_notebook_sees_is_no_graded_input():
    first, again = replayed(FIXED), replayed(FIXED)
    assert np.array_equal(first.call.args[0]["dWaa"], again.call.args[0]["dWaa"])


def test_open_checks_and_pages_never_show_what_was_wanted():
    verdict = live.judged(handout(), "clip", notebook(FIXED))
    report = verdict.report
    assert not any("should be" in text for text in (repr(report), report._repr_html_()))
