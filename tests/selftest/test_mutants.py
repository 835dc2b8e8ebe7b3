"""Mutants differ in one place, and the criteria catch those of a reference."""

from pathlib import Path

import pytest

from course.selftest import mutants

LESSON = Path(__file__).parents[2] / "checks" / "dinosaurs"


def lines_after(source):
    return {mutant.after for mutant in mutants.mutants("f", source)}


@pytest.mark.parametrize(
    ("line", "mutated"),
    [
        ("y = x + 1", "y = x - 1"),
        ("y = x + 1", "y = x + 2"),
        ("y = x + 1", "y = y + 1"),
        ("y = x + 1", "pass"),
        ("y = x < 5", "y = x <= 5"),
        ("y = -x", "y = +x"),
        ("y = min(x, 3)", "y = min(3, x)"),
    ],
)
def test_a_line_is_changed_in_one_place(line, mutated):
    assert mutated in lines_after(f"def f(x):\n    {line}\n    return y")


def test_a_mutant_tells_the_line_before_and_after():
    (found,) = mutants.mutants("f", "f = lambda: not g")
    assert str(found) == "f: f = lambda: not g  =>  f = lambda: +g"


def test_no_mutant_of_the_reference_of_clip_survives():
    assert mutants.survivors(LESSON, "clip") == []


def test_an_explained_survivor_is_not_told_again():
    known = mutants.Mutant("sample", "idx = -1", "idx = -2", "")
    new = mutants.Mutant("sample", "idx = -1", "idx = +1", "")
    assert mutants.unexplained(LESSON, [known, new]) == [new]


def test_an_exercise_that_there_is_not_is_named_with_those_that_there_are():
    with pytest.raises(SystemExit, match="no exercise clap; there are clip, sample"):
        mutants.main(str(LESSON), "clap")
