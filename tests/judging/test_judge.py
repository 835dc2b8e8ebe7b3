"""The judge of one exercise: which criteria count, and what they are given."""

import textwrap

import pytest

from course.judging.judge import WallDeadline, examine
from course.judging.progress import Progress
from course.judging.remote_answer import Answer, local_answer
from utils.checking import Checks, Outcome


def answer_of(source: str) -> Answer:
    names: dict = {}
    exec(textwrap.dedent(source), names)
    return local_answer(names)


class TestExamine:
    cell = """
        import numpy as np
        from utils.checking import Checks
        checks = Checks("double")
        @checks.criterion("doubles one number", points=1, hint="add it to itself")
        def one(double):
            assert double(2) == 4
        checks.run(double)
        """

    def examine(self, source, hidden=None, seed=0, **options):
        cell = textwrap.dedent(self.cell)
        return examine(
            "double", cell, hidden, answer_of(source), ["double"], seed, **options
        )

    def hidden(self, test) -> Checks:
        checks = Checks("double")
        checks.criterion("doubles any number", points=3, hint="any number")(test)
        return checks

    def test_visible_and_hidden_criteria_are_judged(self):
        def hidden(answer, rng):
            number = int(rng.integers(5, 100))
            assert answer.double(number) == 2 * number

        right = self.examine("def double(x): return x + x", self.hidden(hidden))
        hard_coded = self.examine("def double(x): return 4", self.hidden(hidden))
        assert (right.points, hard_coded.points) == (4, 0)

    def test_points_of_hidden_criteria_count_without_open_ones(self):
        def hidden(answer, rng):
            assert answer.double(0) == 0

        half = self.examine("def double(x): return 3 * x", self.hidden(hidden))
        assert half.points == 3 and not half.remark

    def test_open_points_count_in_the_proportion_of_hidden_points(self):
        checks = Checks("double")
        for factor, points in ((0, 1), (5, 3)):

            def hidden(answer, rng, factor=factor):
                assert answer.double(factor) == 2 * factor

            checks.criterion(f"doubles {factor}", points=points, hint="add")(hidden)
        known = self.examine("def double(x): return {2: 4, 0: 0}[x]", checks)
        assert known.points == 1 + 1 * 1 / 4
        assert known.share == known.points / 5
        assert known.remark.endswith("(1 of 4 points): 0.25.")
        assert known.report.note == known.remark

    def test_all_points_are_all_points(self):
        def hidden(answer, rng):
            assert answer.double(5) == 10

        right = self.examine("def double(x): return x + x", self.hidden(hidden))
        assert right.share == 1.0 and not right.remark

    def test_each_criterion_is_reported_before_it_is_judged(self):
        def hidden(answer, rng):
            assert answer.double(5) == 10

        places: list[tuple[str, str] | None] = []
        progress = Progress(places.append)
        self.examine("def double(x): return 4", self.hidden(hidden), progress=progress)
        first = ("double", "0 doubles one number")
        second = ("double", "1 doubles any number")
        assert places == [first, None, second, None]

    def test_what_ended_a_process_is_a_limit_and_is_not_tried(self):
        def hidden(answer, rng):
            raise AssertionError("this would end the process")

        progress = Progress(limits_met=frozenset({("double", "1 doubles any number")}))
        right = "def double(x): return x + x"
        verdict = self.examine(right, self.hidden(hidden), progress=progress)
        outcomes = [result.outcome for result in verdict.report.results]
        assert outcomes == [Outcome.PASSED, Outcome.LIMIT]

    def test_a_lack_of_memory_at_a_criterion_is_a_limit(self):
        def hidden(answer, rng):
            raise MemoryError

        verdict = self.examine("def double(x): return x + x", self.hidden(hidden))
        assert verdict.report.results[-1].outcome is Outcome.LIMIT

    def test_without_hidden_criteria_open_points_are_added_up(self):
        alone = self.examine("def double(x): return 4")
        assert (alone.points, alone.share, alone.remark) == (1, 1.0, "")

    def test_where_no_hidden_criterion_is_met_this_is_told(self):
        def hidden(answer, rng):
            assert answer.double(5) == 10

        known = self.examine("def double(x): return 4", self.hidden(hidden))
        assert known.points == 0 and "none of those is met" in known.remark

    def test_the_inputs_follow_from_the_seed_alone(self):
        drawn = []

        def hidden(answer, rng):
            drawn.append(int(rng.integers(10**9)))

        for seed in (1, 1, 2):
            self.examine("def double(x): return x + x", self.hidden(hidden), seed)
        assert drawn[0] == drawn[1] != drawn[2]

    def test_a_generator_does_not_tell_the_seed(self):
        """From a state, one can compute all numbers that NumPy made it of."""
        seed, made_of = 2**127 + 12345, []

        def hidden(answer, rng):
            made_of.append(rng.bit_generator.seed_seq.entropy)

        self.examine("def double(x): return x + x", self.hidden(hidden), seed)
        assert str(seed) not in str(made_of)

    def test_a_result_of_the_wrong_kind_fails_with_the_hint(self):
        def hidden(answer, rng):
            answer.double(1)["key"]

        verdict = self.examine("def double(x): return x + x", self.hidden(hidden))
        missed = verdict.report.results[1]
        assert (missed.outcome, missed.hint) == (Outcome.FAILED, "any number")

    def test_criteria_after_the_time_is_up_end_as_a_limit(self):
        verdict = self.examine("def double(x): return x + x", deadline=WallDeadline(-1))
        assert verdict.report.results[0].outcome is Outcome.LIMIT

    def test_the_test_cell_sees_no_other_name_of_the_notebook(self):
        with pytest.raises(NameError):
            examine("f", "helper()", None, answer_of("def helper(): pass"), ["f"], 0)


class TestLent:
    cell = """
        from utils.checking import Checks
        checks = Checks("quadruple")
        @checks.criterion("quadruples 3", points=2, hint="call double twice")
        def example(quadruple):
            assert quadruple(3) == 12
        checks.run(quadruple)
        """

    def verdict(self, double, quadruple="return double(double(x))"):
        source = f"def double(x): {double}\ndef quadruple(x): {quadruple}"
        return self.verdict_on(answer_of(source))

    def verdict_on(self, answer):
        hidden = Checks("quadruple", lent={"double": lambda x: 2 * x})
        cell = textwrap.dedent(self.cell)
        names = ["double", "quadruple"]
        return examine("quadruple", cell, hidden, answer, names, 0)

    def test_a_missing_answer_to_another_exercise_costs_nothing(self):
        assert self.verdict("raise NotImplementedError").points == 2

    def test_nor_does_a_wrong_one(self):
        assert self.verdict("return x").points == 2

    def test_the_cells_that_follow_find_the_notebooks_own_names(self):
        names = {"double": (own := lambda x: x)}
        names["quadruple"] = lambda x: names["double"](names["double"](x))
        assert self.verdict_on(local_answer(names)).points == 2
        assert names["double"] is own

    def test_a_wrong_answer_stays_wrong_and_is_told_once(self):
        verdict = self.verdict("return 2 * x", "return double(x)")
        assert verdict.points == 0
        assert verdict.report.hints() == ["call double twice"]


def test_what_is_printed_under_hidden_criteria_is_not_told():
    cell = textwrap.dedent(TestExamine.cell)
    checks = Checks("double")

    @checks.criterion("doubles any number", points=3, hint="any number")
    def hidden(answer, rng):
        assert answer.double(5) == 10

    answer = answer_of("def double(x): print('got', x); return 2 * x")
    verdict = examine("double", cell, checks, answer, ["double"], 0)
    assert verdict.printed == "got 2\n"
