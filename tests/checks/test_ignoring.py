"""An answer that ignores an argument, or everything, earns next to nothing.

The zoo has such answers, as "ignores ..." and "dull, ...". These tests compute their
share of the hidden points. Open points count in the same proportion: an answer that
meets every open criterion has that share of all points, and no answer has more.
"""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from test_zoo import SEED, SHARED, judged

from course.content import default_content
from course.selftest import zoo
from utils.checking import AnswerError, Checks, LimitReached, Outcome, Report

LESSONS = zoo.lessons_with_zoo(default_content())
ANSWERS = [a for lesson in LESSONS for a in zoo.specimens(lesson)]
IGNORING, DULL = ([a for a in ANSWERS if a.title.startswith(s)] for s in SHARED)
EXERCISES = [(lesson, name) for lesson in LESSONS for name in zoo.exercises(lesson)]
# A right answer need not look at these.
UNUSED = {("model", "verbose"), ("GRULM", "training"), ("GRULM", "self")}
UNUSED |= {("GenerativeModel", "self")}
MOST_IGNORING, MOST_DULL = 0.25, 0.10
SEEDS = range(200, 230)
LONG = (pytest.mark.slow, pytest.mark.exhaustive)
TENSORFLOW = re.compile(r"\b(tf|keras|layers)\b")

each_exercise = pytest.mark.parametrize(
    ("lesson", "exercise"), EXERCISES, ids=lambda part: getattr(part, "name", part)
)


@cache
def is_quick(lesson: Path, exercise: str) -> bool:
    """Return whether the reference of an exercise needs NumPy alone."""
    return not TENSORFLOW.search(zoo.references(lesson)[exercise])


def with_seeds(answers):
    """Yield one seed, slow with TensorFlow, and then all the others, exhaustive."""
    for answer in answers:
        few = () if is_quick(answer.lesson, answer.exercise) else pytest.mark.slow
        yield pytest.param(answer, [SEED], id=str(answer), marks=few)
        name = f"{answer}, all seeds"
        yield pytest.param(answer, SEEDS, id=name, marks=LONG)


def largest_share(answer: zoo.Specimen, seeds: Iterable[int]) -> float:
    """Return the largest share of the hidden points, over some seeds."""
    given = answer.lesson, answer.exercise, answer.source
    reports = (judged(answer) if s == SEED else zoo.judge(*given, s) for s in seeds)
    return max(map(share, reports))


def share(report: Report) -> float:
    """Return the share of the points that the results of all criteria earn."""
    worth = sum(result.criterion.points for result in report.results)
    return sum(result.points for result in report.results) / worth


def arguments(source: str, exercise: str) -> set[str]:
    """Return the arguments of the function, or of all methods of the class."""
    (defined,) = (
        node
        for node in ast.parse(source).body
        if getattr(node, "name", None) == exercise
    )
    functions = [n for n in ast.walk(defined) if isinstance(n, ast.FunctionDef)]
    return {arg.arg for function in functions for arg in function.args.args}


@each_exercise
def test_the_zoo_ignores_every_argument(lesson, exercise):
    titles = [a.title for a in IGNORING if (a.lesson, a.exercise) == (lesson, exercise)]
    ignored = {title.split()[1].strip(",") for title in titles}
    source = zoo.references(lesson)[exercise]
    wanted = {
        name for name in arguments(source, exercise) if (exercise, name) not in UNUSED
    }
    assert wanted <= ignored


@each_exercise
def test_the_zoo_has_dull_answers(lesson, exercise):
    assert any((a.lesson, a.exercise) == (lesson, exercise) for a in DULL)


@pytest.mark.parametrize(("answer", "seeds"), list(with_seeds(IGNORING)))
def test_who_ignores_an_argument_keeps_a_quarter_at_most(answer, seeds):
    assert largest_share(answer, seeds) <= MOST_IGNORING


@pytest.mark.parametrize(("answer", "seeds"), list(with_seeds(DULL)))
def test_a_dull_answer_keeps_a_tenth_at_most(answer, seeds):
    assert largest_share(answer, seeds) <= MOST_DULL


@pytest.mark.parametrize(
    ("lesson", "exercise"),
    [
        pytest.param(
            *one, marks=() if is_quick(*one) else LONG, id=f"{one[0].name}-{one[1]}"
        )
        for one in EXERCISES
    ],
)
def test_the_answer_to_another_exercise_earns_nothing(lesson, exercise):
    for other, source in zoo.references(lesson).items():
        if other != exercise:
            renamed = f"{source}\n{exercise} = {other}\n"
            assert share(zoo.judge(lesson, exercise, renamed, SEED)) == 0, other


ALTER = """
import functools, inspect
_right = {name}

def _altered(value):
    if isinstance(value, dict):
        return {{key: _altered(part) for key, part in value.items()}}
    {alter}

@functools.wraps(_right)
def {name}(*given, **named):
    bound = inspect.signature(_right).bind(*given, **named)
    bound.apply_defaults()
    bound.arguments["{argument}"] = _altered(bound.arguments["{argument}"])
    return _right(*bound.args, **bound.kwargs)
"""
ALTERATIONS = {
    "reversed": "return value[::-1]",
    "shifted": "return value[1:] + value[:1] if isinstance(value, str) else "
    "np.roll(value, 1, axis=0)",
    "its first entry": "return value[:1] * len(value) if isinstance(value, str) else "
    "np.broadcast_to(value[:1], value.shape).copy()",
    "half": "return value / 2",
}
ALTERED = {
    "clip": ["gradients", "maxValue"],
    "clip_by_norm": ["max_norm"],
    "rnn_step_forward": ["parameters", "a_prev", "x"],
    "rnn_step_backward": ["dy", "parameters", "x", "a", "a_prev"],
    "log_perplexity": ["preds", "target"],
    "gru_step": ["x", "h", "kernel", "recurrent_kernel", "bias"],
    "extract_windows": ["ids"],
    "one_hot_batch": ["x", "y"],
    "lstm_step": ["x", "h", "c", "kernel", "recurrent_kernel", "bias"],
    "top_p": ["p"],
    "split_scenes": ["valid_fraction"],
    "bits_per_char": ["log_probs", "targets"],
    "stateful_batches": ["ids"],
    "recited": ["text"],
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lesson", "exercise", "argument"),
    [(*one, argument) for one in EXERCISES for argument in ALTERED.get(one[1], ())],
    ids=lambda part: getattr(part, "name", part),
)
def test_who_alters_an_argument_keeps_a_quarter_at_most(lesson, exercise, argument):
    right, kept = zoo.references(lesson)[exercise], {}
    for name, alter in ALTERATIONS.items():
        altered = ALTER.format(name=exercise, argument=argument, alter=alter)
        for seed in SEEDS[:3]:
            report = zoo.judge(lesson, exercise, f"{right}\n{altered}", seed)
            kept[name] = max(kept.get(name, 0), share(report))
    # Some alterations change nothing: a column's entries along its only row, say.
    assert {n: k for n, k in kept.items() if MOST_IGNORING < k < 1} == {}


def test_who_uses_every_argument_keeps_points_whatever_else_is_wrong():
    title = "the same seed in every step, and no newline after 50"
    [answer] = [one for one in ANSWERS if one.title == title]
    given = answer.lesson, answer.exercise, answer.source
    assert share(zoo.judge(*given, SEED)) >= 0.1


def test_a_criterion_is_not_met_without_its_premise():
    checks = Checks("f")

    @checks.premise
    def depends_on_x(answer):
        if answer(1) == answer(2):
            raise AssertionError("the result does not depend on x")

    @checks.criterion("it is positive", points=1, hint="no")
    def positive(answer):
        assert answer(3) > 0

    (result,) = checks.judge(lambda x: 1).results
    assert (result.outcome, result.points) == (Outcome.FAILED, 0)
    assert result.hint == "the result does not depend on x"
    assert checks.judge(lambda x: x).passed


def test_a_premise_runs_once_for_an_answer():
    checks, asked = Checks("f"), []

    @checks.premise
    def asks(answer):
        asked.append(answer)

    for name in ("one", "two"):
        checks.criterion(name, points=1, hint="")(lambda answer: None)
    for answer in (first := object(), second := object()):
        checks.judge(answer)
    assert asked == [first, second]


def test_no_criterion_is_met_while_the_premise_meets_an_error_and_it_is_tried_again():
    checks, errors = Checks("f"), [AnswerError("of the answer")]

    @checks.premise
    def asks(answer):
        if errors:
            raise errors.pop()

    for name in ("one", "two"):
        checks.criterion(name, points=1, hint="")(lambda answer: None)
    first, second = checks.judge(object()).results
    assert (first.outcome, first.hint) == (Outcome.ERROR, "of the answer")
    assert second.outcome is Outcome.PASSED


def test_who_refuses_all_but_the_sizes_in_the_lesson_earns_nothing():
    """The windows are those of 60 and 3, which most criteria ask for."""
    lesson = next(one for one in LESSONS if one.name == "nietzsche")
    reference = zoo.references(lesson)["extract_windows"]
    refusing = (
        f"{reference}\n_cut = extract_windows\n\n"
        "def extract_windows(ids, maxlen=60, step=3):\n"
        "    if (maxlen, step) != (60, 3):\n"
        "        raise ValueError\n"
        "    return _cut(ids)\n"
    )
    assert share(zoo.judge(lesson, "extract_windows", refusing, SEED)) == 0


def test_a_premise_that_meets_a_limit_tells_of_it():
    checks = Checks("f")

    @checks.premise
    def sleeps(answer):
        raise LimitReached("too long")

    checks.criterion("one", points=1, hint="")(lambda answer: None)
    (result,) = checks.judge(object()).results
    assert (result.outcome, result.hint) == (Outcome.LIMIT, "too long")
