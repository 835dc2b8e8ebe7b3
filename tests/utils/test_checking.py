"""What a criterion makes of every way to end, and what the reader learns of it."""

import html

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils import checking
from utils.checking import (
    AnswerError,
    Checks,
    ChecksFailed,
    Criterion,
    InfrastructureError,
    LimitReached,
    Outcome,
    collecting,
)
from utils.errors import explain
from utils.remedies import with_remedy


def criterion(test, points=2.0, hint="the hint"):
    return Criterion("it holds", points, hint, test)


def ending(exception):
    def test(*_):
        raise exception

    return test


def checks_of(*tests):
    """Return checks with one criterion per test, each of one point with its hint."""
    checks = Checks("double")
    for number, test in enumerate(tests):
        add = checks.criterion(f"criterion {number}", points=1, hint=f"hint {number}")
        add(test)
    return checks


def passes(*_):
    pass


def fails(*_):
    raise AssertionError


@pytest.fixture
def displayed(monkeypatch):
    """Return what is shown, in order."""
    shown = []
    monkeypatch.setattr(checking, "_show", shown.append)
    return shown


# One criterion


def test_a_test_that_returns_earns_the_points():
    result = criterion(passes).judge("answer")
    assert (result.outcome, result.points, result.hint) == (Outcome.PASSED, 2.0, "")


@pytest.mark.parametrize(
    ("exception", "outcome", "told"),
    [
        (AssertionError(), Outcome.FAILED, "the hint"),
        (AssertionError("more telling"), Outcome.FAILED, "more telling"),
        (AnswerError("KeyError: 'b'"), Outcome.ERROR, "KeyError: 'b'"),
        (LimitReached("after 5 s"), Outcome.LIMIT, "after 5 s"),
        (InfrastructureError("no kernel"), Outcome.INFRASTRUCTURE, "no kernel"),
        (KeyError("the hidden key"), Outcome.FAILED, "the hint"),
        (TypeError("the hidden type"), Outcome.FAILED, "the hint"),
    ],
)
def test_every_other_ending_has_an_outcome_and_no_points(exception, outcome, told):
    result = criterion(ending(exception)).judge()
    assert (result.outcome, result.points, result.hint) == (outcome, 0.0, told)


@pytest.mark.parametrize("exception", [KeyboardInterrupt, SystemExit])
def test_an_interruption_is_nobodys_verdict(exception):
    with pytest.raises(exception):
        criterion(ending(exception())).judge()


def test_the_test_gets_what_is_given():
    given_to = []
    criterion(lambda *args: given_to.extend(args)).judge("answer", "rng")
    assert given_to == ["answer", "rng"]


# The criteria of an exercise


def test_criteria_are_judged_in_the_order_in_which_they_are_told():
    report = checks_of(passes, fails, passes).judge("answer")
    names = [result.criterion.name for result in report.results]
    assert names == ["criterion 0", "criterion 1", "criterion 2"]


def test_a_miss_does_not_stop_the_next_criterion():
    report = checks_of(fails, ending(LimitReached()), passes).judge("answer")
    assert [r.points for r in report.results] == [0.0, 0.0, 1.0]


def test_the_points_of_an_exercise_are_those_of_its_criteria():
    checks = Checks("double")
    checks.criterion("a", points=2, hint="")(passes)
    checks.criterion("b", points=0.5, hint="")(fails)
    assert checks.points == 2.5


def test_an_exercise_without_criteria_has_no_points():
    assert Checks("double").points == 0


def test_a_decorated_test_is_still_a_function():
    decorated = Checks("double").criterion("a", points=1, hint="")(passes)
    assert decorated is passes


def test_a_report_is_passed_only_when_every_criterion_is():
    assert checks_of(passes, passes).judge("answer").passed
    assert not checks_of(passes, fails).judge("answer").passed


@given(st.lists(st.booleans(), max_size=8))
def test_a_score_is_the_sum_of_what_was_met(met):
    report = checks_of(*(passes if one else fails for one in met)).judge("answer")
    assert sum(result.points for result in report.results) == sum(met)
    assert report.summary() == f"double: {sum(met)} of {len(met)} checks passed"


# The table


def test_the_text_marks_what_is_met_and_what_is_missed():
    assert repr(checks_of(passes, fails).judge("answer")).splitlines() == [
        "double: 1 of 2 checks passed",
        "  ✓ criterion 0",
        "  ✗ criterion 1",
        "      hint 1",
    ]


def test_the_html_has_a_row_for_each_criterion():
    table = checks_of(passes, fails).judge("answer")._repr_html_()
    assert table.count("<tr>") == 3  # with the head
    assert table.count("✓") == table.count("✗") == 1


def test_an_error_is_told_as_one():
    report = checks_of(ending(AnswerError("KeyError: 'b'"))).judge("answer")
    assert "error in the answer: KeyError: 'b'" in repr(report)
    assert "error in the answer: KeyError: &#x27;b&#x27;" in report._repr_html_()


@given(st.text(max_size=30), st.text(min_size=1, max_size=30))
def test_no_text_of_an_answer_becomes_markup(name, message):
    checks = Checks(name)
    checks.criterion(name, points=1, hint="")(ending(AnswerError(message)))
    table = checks.judge("answer")._repr_html_()
    told = html.escape(f"error in the answer: {message}")
    assert f"'>{html.escape(name)}</td>" in table
    assert f"'>{told}</td>" in table


def test_the_same_hint_is_told_once():
    same = ending(AssertionError("the same"))
    report = checks_of(same, same).judge("answer")
    assert report.hints() == ["the same"]
    assert repr(report).count("the same") == 1
    assert report._repr_html_().count("the same") == 1


def test_an_error_is_told_with_the_hint_of_its_criterion():
    report = checks_of(ending(AnswerError("KeyError: 'b'"))).judge("answer")
    assert report.hints() == ["error in the answer: KeyError: 'b'. Hint: hint 0"]


def test_an_error_that_says_what_to_do_is_told_without_a_hint():
    error = AnswerError(with_remedy("ValueError: not recognized: {'lr': 0.01}"))
    (told,) = checks_of(ending(error)).judge("answer").hints()
    assert told.endswith("call it learning_rate, not lr.")


def test_three_hints_crowd_out_no_error_and_no_limit():
    error, limit = AnswerError("KeyError: 'b'"), LimitReached("it took too long")
    tests = [*[fails] * 4, ending(error), ending(limit), fails, ending(error)]
    report = checks_of(*tests).judge("answer")
    assert report.hints() == [
        *("hint 0", "hint 1", "hint 2"),
        "error in the answer: KeyError: 'b'. Hint: hint 4",
        "limit: it took too long",
    ]


def test_an_error_with_other_numbers_is_the_same_error():
    errors = [ending(AnswerError(f"ValueError: {n} rows")) for n in (7, 12)]
    told = checks_of(*errors).judge("answer").hints()
    assert told == ["error in the answer: ValueError: 7 rows. Hint: hint 0"]


def test_what_was_found_is_told_once_whatever_the_numbers():
    found = [ending(AssertionError(f"X has {n} steps, Y fewer")) for n in (12, 5)]
    told = checks_of(*found).judge("answer").hints()
    assert told == ["X has 12 steps, Y fewer"]


def test_what_is_not_there_yet_is_not_called_an_error():
    report = checks_of(ending(AnswerError("there is no answer here yet"))).judge("")
    assert report.hints() == ["there is no answer here yet"]


def test_points_are_shown_where_all_criteria_are_judged():
    report = checks_of(passes, fails).judge("answer")
    assert "of 1" not in repr(report) + report._repr_html_().replace("1 of 2", "")
    report.shows_points = True
    assert "  ✓ criterion 0 (1 of 1)\n  ✗ criterion 1 (0 of 1)" in repr(report)
    assert ">0 of 1</td><td" in report._repr_html_().replace(
        " style='text-align:left; padding:0.1em 0.6em'", ""
    )


def test_no_more_than_three_hints_are_told():
    report = checks_of(*[fails] * 5).judge("answer")
    assert report.hints() == ["hint 0", "hint 1", "hint 2"]
    assert "hint 3" not in repr(report)
    assert "hint 3" not in report._repr_html_()


def test_a_passed_criterion_never_has_a_hint():
    report = checks_of(passes, ending(LimitReached())).judge("answer")
    assert "passed:" not in repr(report)
    assert "passed:" not in report._repr_html_()


# In a notebook


def test_a_right_answer_sees_the_table_and_no_error(displayed):
    checks_of(passes).run("answer")
    assert [report.passed for report in displayed] == [True]


def test_a_wrong_answer_sees_the_table_and_an_error(displayed):
    with pytest.raises(ChecksFailed) as failed:
        checks_of(fails).run("answer")
    assert displayed == [failed.value.report]


def test_the_error_tells_the_hints_and_no_traceback(displayed):
    with pytest.raises(ChecksFailed) as failed:
        checks_of(fails).run("answer")
    assert str(failed.value) == "double: 0 of 1 open checks passed\n  - hint 0"
    assert failed.value._render_traceback_() == [str(failed.value)]


def test_a_message_of_many_lines_gives_way_to_the_hint():
    def compare(answer):
        raise AssertionError("Arrays are not equal\n ACTUAL: 1\n DESIRED: 2")

    assert checks_of(compare).judge("answer").hints() == ["hint 0"]


def test_what_a_test_stumbles_over_is_told_in_a_notebook_only(displayed):
    def stumble(answer):
        {}["dWaa"]

    with pytest.raises(ChecksFailed, match="KeyError: 'dWaa'"):
        checks_of(stumble).run("answer")
    assert "dWaa" not in repr(checks_of(stumble).judge("answer"))


def test_an_index_of_a_check_is_no_reason_to_speak_of_those_in_the_answer(displayed):
    with pytest.raises(
        ChecksFailed, match=r"index 1 is out of bounds.*size 1\)"
    ) as failed:
        checks_of(lambda answer: answer[1]).run(np.zeros(1))
    assert "Indices begin at 0" not in str(failed.value)


def test_a_miss_is_an_assertion_for_whoever_validates():
    assert issubclass(ChecksFailed, AssertionError)


@pytest.mark.parametrize("raised", [AssertionError("mine"), KeyError("b")])
def test_an_error_of_the_answer_is_not_one_of_the_checks(raised, displayed):
    def double(x):
        raise raised

    with pytest.raises(ChecksFailed):
        checks_of(lambda answer: answer(2)).run(double)

    (result,) = displayed[0].results
    assert result.outcome is Outcome.ERROR
    assert result.hint.startswith(f"{explain(raised)} (line ")
    assert result.hint.endswith(": raise raised)")


def test_an_answer_is_called_with_what_the_test_gives(displayed):
    def double(x, times=2):
        return x * times

    def test(double):
        assert double(2) == 4
        assert double(2, times=3) == 6
        assert double.__name__ == "double"

    checks_of(test).run(double)


def test_an_error_in_a_class_is_one_of_the_answer(displayed, in_cell):
    double = in_cell(
        "class double:\n    def __call__(self, x):\n        return x + None"
    )["double"]
    with pytest.raises(ChecksFailed):
        checks_of(lambda double: double()(2)).run(double)
    (result,) = displayed[0].results
    assert result.outcome is Outcome.ERROR
    assert "TypeError" in result.hint and "(line 3: return x + None)" in result.hint


def test_an_error_in_a_generator_is_one_of_the_answer(displayed, in_cell):
    double = in_cell("def double(x):\n    yield x\n    yield x / 0")["double"]
    with pytest.raises(ChecksFailed):
        checks_of(lambda double: list(double(2))).run(double)
    assert "(line 3: yield x / 0)" in displayed[0].results[0].hint


def test_what_is_no_function_is_handed_on_as_it_is(displayed):
    seen = []
    thing = object()
    checks_of(lambda *args: seen.extend(args)).run(thing, 3)
    assert seen == [thing, 3]


def test_outside_a_notebook_the_table_is_printed(capsys):
    checks_of(passes).run("answer")
    assert "double: 1 of 1 open checks passed" in capsys.readouterr().out


def test_nothing_goes_to_stderr(capfd):
    with pytest.raises(ChecksFailed):
        checks_of(fails).run("answer")
    assert capfd.readouterr().err == ""


# When grading


def test_collecting_catches_the_checks_and_runs_none(displayed):
    checks = checks_of(ending(RuntimeError("was run")))
    with collecting() as collected:
        checks.run("answer")
    assert collected == [(checks, ("answer",))]
    assert displayed == []


def test_collecting_hands_over_the_answer_itself():
    def double(x):
        return 2 * x

    with collecting() as collected:
        checks_of(passes).run(double)
    assert collected[0][1] == (double,)


def test_collecting_ends_with_its_block(displayed):
    with pytest.raises(ZeroDivisionError), collecting():
        raise ZeroDivisionError
    checks_of(passes).run("answer")
    assert len(displayed) == 1


def test_the_inner_of_two_collectors_collects():
    with collecting() as outer:
        with collecting() as inner:
            checks_of(passes).run("inner")
        checks_of(passes).run("outer")
    assert [answer for _, answer in inner] == [("inner",)]
    assert [answer for _, answer in outer] == [("outer",)]


# What criteria share


def sharing(*tests):
    """Return reports on two answers, and for which the shared result was made."""
    checks, made = Checks("double"), []

    def make(answer):
        made.append(answer)
        return [answer]

    for number, test in enumerate(tests):
        add = checks.criterion(f"criterion {number}", points=1, hint="")
        add(lambda answer, test=test: test(checks.once(make, answer)))
    answers = [object(), object()]
    reports = [checks.judge(answer) for answer in answers]
    return reports, [answers.index(answer) for answer in made]


def test_criteria_share_what_was_made_of_an_answer():
    _, made = sharing(passes, passes, passes)
    assert made == [0, 1]


def test_after_a_miss_it_is_made_anew():
    reports, made = sharing(passes, fails, passes, passes)
    assert made == [0, 0, 1, 1]
    assert [r.outcome for r in reports[0].results].count(Outcome.PASSED) == 3


def test_a_function_is_repeated_with_the_same_arguments():
    drawn = iter("abc")
    assert checking.repeated(lambda x: x + next(drawn), 3, "-") == ["-a", "-b", "-c"]
