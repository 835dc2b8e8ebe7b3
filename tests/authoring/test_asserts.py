"""A test cell of asserts is split into drafts of criteria."""

import pytest

from course.authoring.asserts import CannotTurn, drafts

GIVEN = ["square", "total"]


def claims(source: str, whole: bool = False) -> list[tuple[str, bool]]:
    return [(one.claim, one.hidden) for one in drafts(source, GIVEN, whole)]


def bodies(source: str) -> list[list[str]]:
    return [
        [line.strip() for line in one.body.splitlines()]
        for one in drafts(source, GIVEN)
    ]


def test_each_assert_is_a_draft_with_the_statements_that_it_needs():
    source = "x = 2\ny = 3\nassert square(x) == 4\nassert square(y) == 9, 'nine'\n"
    assert bodies(source) == [
        ["x = 2", "assert square(x) == 4"],
        ["y = 3", "assert square(y) == 9, 'nine'"],
    ]


def test_a_change_of_a_variable_is_kept_in_its_order():
    source = "x = [1]\nx.append(2)\nassert total(x) == 3\nx.append(3)\n"
    source += "assert total(x) == 6\n"
    assert bodies(source)[1] == [
        *("x = [1]", "x.append(2)", "x.append(3)"),
        "assert total(x) == 6",
    ]


def test_what_is_hidden_or_depends_on_it_is_hidden():
    source = "assert square(1) == 1\n### BEGIN HIDDEN TESTS\nx = 7\n"
    source += "assert square(2) == 4\n### END HIDDEN TESTS\nassert square(x) == 49\n"
    assert claims(source) == [
        ("square(1) == 1", False),
        ("square(2) == 4", True),
        ("square(x) == 49", True),
    ]


def test_as_a_whole_a_cell_has_what_is_shown_and_then_everything():
    source = "assert square(1) == 1\n### BEGIN HIDDEN TESTS\nassert square(2) == 4\n"
    source += "### END HIDDEN TESTS"
    shown, everything = drafts(source, GIVEN, whole=True)
    assert (shown.hidden, everything.hidden) == (False, True)
    assert "square(2)" not in shown.body
    assert "square(1)" in everything.body and "square(2)" in everything.body


def test_a_call_after_the_last_assert_is_a_test_too():
    assert claims("assert square(2) == 4\nsquare('a')")[1] == ("square('a')", False)


def test_an_expected_error_is_an_error_of_the_answer():
    source = "try:\n    total([])\nexcept ValueError:\n    pass\nelse:\n"
    source += "    raise AssertionError('no error')"
    (body,) = bodies(source)
    assert body[2:4] == [
        "except AnswerError as error:",
        "assert str(error).startswith('ValueError')",
    ]
    assert claims(source) == [("total([]) raises ValueError", False)]


def test_with_pytest_the_error_has_the_same_name():
    (body,) = bodies("with pytest.raises(ValueError):\n    total([])")
    assert body[0] == "with pytest.raises(AnswerError, match='^(ValueError)'):"


def test_a_text_of_several_lines_is_not_indented():
    (draft,) = drafts('text = """a\nb"""\nassert total(text) == 2', GIVEN)
    names: dict[str, object] = {}
    exec(f"def found(total):\n{draft.body}\n    return text", names)
    assert names["found"](lambda text: 2) == "a\nb"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("score = 1\nscore", "number of points"),
        ("### AUTOTEST square(2)", "AUTOTEST"),
        ("'''only a text'''\nprint('ok')", "asserts nothing"),
        ("%timeit square(2)", "not plain Python"),
        ("import numpy as np", "asserts nothing"),
    ],
)
def test_what_cannot_be_turned_has_a_reason(source, reason):
    with pytest.raises(CannotTurn, match=reason):
        drafts(source, GIVEN)
