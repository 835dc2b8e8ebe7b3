"""Which cells of a notebook run, and that the seed depends on nothing else."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.judging.seeds import seed_of
from course.judging.steps import SKIP_TAG, Step, as_text, names_left_out, steps_of

TEST = "test_f"


def code(source, **metadata):
    return new_code_cell(source, metadata=metadata)


def a_test():
    return code("checks.run(f)", nbgrader={"grade_id": TEST})


def sources(*cells):
    return [step.source for step in steps_of(new_notebook(cells=list(cells)), {TEST})]


def seed(*cells):
    nb = new_notebook(cells=list(copy.deepcopy(cells)))
    return seed_of(steps_of(nb, {TEST}), "ada", "lesson", secret=b"secret")


class TestSteps:
    def test_code_runs_in_its_order_and_texts_do_not(self):
        assert sources(code("a"), new_markdown_cell("b"), code("c")) == ["a", "c"]

    def test_a_test_cell_is_judged_and_never_run(self):
        nb = new_notebook(cells=[code("a"), a_test()])
        assert steps_of(nb, {TEST}) == [Step(0, source="a"), Step(1, test=TEST)]

    @pytest.mark.parametrize("cell", [code(" \n"), code("b", tags=[SKIP_TAG])])
    def test_empty_and_skipped_cells_do_not_run(self, cell):
        assert sources(code("a"), cell, code("c")) == ["a", "c"]

    def test_of_a_skipped_cell_imports_functions_and_classes_run(self):
        cell = code(
            """
            from collections import Counter  # counts
            @cache
            def f(x=1):
                return x
            f(train())
            class A: pass
            y = f(2)
            """.replace("\n            ", "\n"),
            tags=[SKIP_TAG],
        )
        kept = "from collections import Counter\n\n@cache\ndef f(x=1):\n    return x"
        assert sources(cell) == [f"{kept}\n\nclass A:\n    pass"]

    def test_of_a_practice_check_the_name_for_ours_is_left_and_no_criterion(self):
        cell = code(
            """
from utils.practice import triple as ours
checks = Checks("triple")
@checks.criterion("three times as much", points=1)
def much(triple):
    assert triple(1) == 3
three_times = checks.practise(triple, ours)
            """,
            tags=[SKIP_TAG],
        )
        (source,) = sources(cell)
        assert source.split("\n") == [
            "from utils.practice import triple as ours",
            "three_times = ours",
        ]

    @pytest.mark.parametrize("source", ["%time f()", "def f(:", "'\0'", "x = 1"])
    def test_nothing_runs_of_a_skipped_cell_without_any(self, source):
        assert sources(code(source, tags=[SKIP_TAG])) == []

    @pytest.mark.parametrize("source", ["-" * 10_000 + "1", "x" + ".y" * 10_000])
    def test_nothing_runs_of_a_skipped_cell_that_is_nested_beyond_reading(self, source):
        cell = code(source, tags=[SKIP_TAG])
        assert sources(cell) == []
        assert names_left_out(new_notebook(cells=[cell])) == set()

    def test_names_that_a_skipped_cell_assigns_are_known_to_be_left_out(self):
        skipped = code(
            "V = W = 3\nfor k, l in f(): (z := k)\nwith open('a') as o: pass\n"
            "def g(a): b = a\nh = [c for c in 'abc']\n"
            "try: import d.e\nexcept ImportError: from m import n as r\n"
            "if V:\n    def s(): t = 1",
            tags=[SKIP_TAG],
        )
        nb = new_notebook(cells=[skipped, code("not_this = 1")])
        assert names_left_out(nb) == {*"VWklzohdrs"}

    def test_nothing_runs_after_the_stop_but_all_is_judged(self):
        stop = code("a\n# grade-up-to-here")
        assert sources(stop, code("b"), a_test()) == [stop.source, ""]


class TestSeed:
    def test_the_same_steps_have_the_same_seed(self):
        assert seed(code("a"), code("b")) == seed(code("a"), code("b"))

    @pytest.mark.parametrize(
        "beside",
        [
            new_markdown_cell("text"),
            code(""),
            code("x = 1", tags=[SKIP_TAG]),
            code("x = 2", tags=["other", SKIP_TAG]),
            code("train(3)", tags=[SKIP_TAG]),
        ],
    )
    def test_what_does_not_run_does_not_count(self, beside):
        assert seed(code("a"), beside, code("b")) == seed(code("a"), code("b"))

    def test_what_runs_of_a_skipped_cell_counts(self):
        one, other = (
            code(f"def f():\n    return {n}", tags=[SKIP_TAG]) for n in (1, 2)
        )
        assert seed(code("a"), one) != seed(code("a"), other)

    def test_a_tag_that_decides_what_runs_changes_the_seed(self):
        skipped = code("b", tags=[SKIP_TAG])
        assert seed(code("a"), skipped) != seed(code("a"), code("b"))

    def test_what_comes_after_the_stop_does_not_count(self):
        stop = code("# grade-up-to-here")
        assert seed(stop, code("b")) == seed(stop, code("c"))

    def test_where_an_exercise_is_judged_counts(self):
        # An answer can count the cells that ran before it was called.
        first = seed(code("a"), a_test(), code("b"))
        assert first != seed(code("a"), code("b"), a_test())

    def test_where_a_cell_ends_counts_whatever_it_holds(self):
        apart = [seed(code("a"), code("b")), seed(code("a\0b")), seed(code("a\nb"))]
        assert len({*apart, seed(code('a", "b'))}) == 4

    def test_whose_it_is_counts(self):
        steps = [Step(0, source="a")]
        made = {seed_of(steps, who, secret=b"s") for who in ("ada", "bob")}
        assert len(made) == 2


TEXTS = st.lists(st.text(st.characters(), min_size=1), max_size=4)


@given(TEXTS, TEXTS)
def test_other_steps_have_another_text(one, other):
    texts = [
        as_text([Step(n, source=text) for n, text in enumerate(sources)])
        for sources in (one, other)
    ]
    assert (texts[0] == texts[1]) == (one == other)
