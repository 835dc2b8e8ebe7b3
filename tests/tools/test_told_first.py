"""What is told first of answers in no table is counted by the rule that is stated."""

from itertools import islice

import pytest
import told_first

from course.content import default_content
from course.selftest import mutants, zoo

LESSON = zoo.folder_of(default_content(), "dinosaurs")
ANSWERS = {
    answer.title: answer
    for answer in zoo.specimens(LESSON)
    if answer.exercise == "optimize"
}


def pair(one: str, other: str) -> told_first.Pair:
    [found] = [
        pair
        for pair in told_first.pairs(LESSON, "optimize")
        if {pair.one.title, pair.other.title} == {one, other}
    ]
    return found


def test_a_pair_has_both_mistakes():
    both = pair("clipped at 4", "the first state instead of the last")
    assert "clip(gradients, 4)" in both.source and "a[0]" in both.source


def test_mistakes_with_one_sentence_are_no_pair():
    for both in islice(told_first.pairs(LESSON, "optimize"), 200):
        assert both.one.say != both.other.say or not both.one.say


def test_the_criterion_of_one_of_two_mistakes_points_it_out():
    kind, _ = told_first.of_pair(
        LESSON,
        pair("clipped after the update", "the recurrent weights are not clipped"),
    )
    assert kind == "pointed out"


def test_one_of_two_mistakes_is_named_where_an_input_shows_it_alone():
    both = pair("clipped at 4", "the first state instead of the last")
    kind, told = told_first.of_pair(LESSON, both)
    assert kind == "named"
    assert told in (both.one.say, both.other.say)


def test_a_mutant_that_is_a_known_mistake_is_named():
    reference = zoo.references(LESSON)["optimize"]
    [mutant] = [
        mutant
        for mutant in mutants.mutants("optimize", reference)
        if "clip(gradients, 4)" in mutant.after
    ]
    kind, told = told_first.of_mutant(LESSON, mutant)
    assert (kind, told) == ("named", ANSWERS["clipped at 4"].say)


def test_what_meets_all_criteria_does_not_count():
    reference = zoo.references(LESSON)["optimize"]
    same = mutants.Mutant("optimize", "", "", reference)
    assert told_first.of_mutant(LESSON, same) == ("", "")


@pytest.mark.parametrize("source", ["def optimize(:", "1 / 0"])
def test_an_answer_that_cannot_be_defined_has_no_sentence(source):
    assert told_first.sentence(LESSON, "optimize", source) == ""
