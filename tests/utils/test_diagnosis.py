"""What is seen of an answer, and when a sentence is told: for exactly one match."""

import contextlib
import random
import time
import types

import numpy as np
import pytest

from course.judging.remote_answer import local_answer
from utils import checking, diagnosis
from utils.checking import Checks, ChecksFailed
from utils.diagnosis import behaviour, here, table
from utils.diagnosis.behaviour import GRID, TOLERANCE, Inputs
from utils.diagnosis.here import mistake_here

UPPER = "Only the upper side is limited: np.clip needs -maxValue as the lower bound."
ANSWERS = {
    "upper side": "return {k: np.minimum(g, maxValue) for k, g in gradients.items()}",
    "right": "return {k: g.clip(-maxValue, maxValue) for k, g in gradients.items()}",
    "raises": "raise KeyError('dWaa')",
    "loops": "while True: pass",
    "loops and swallows errors": "\n    while True:\n"
    "        try:\n            list(range(1000))\n        except Exception: pass",
    "a giant": "return {k: np.zeros((2000, 2000)) for k in gradients}",
    "a thing that is no data": "return object()",
    "another type each time": "return np.random.choice([1, 'a', None])",
    "random numbers": "return {k: np.random.randn(*g.shape) for k, g in"
    " gradients.items()}",
    "loops over arrays": "while True: np.ones(1000).sum()",
    "calls itself": "return clip(gradients, maxValue)",
    "ends the process": "raise SystemExit",
    "items without an end": "return iter(int, 1)",
    "a list in itself": "\n    found = []; found.append(found)\n    return found",
    "a number without an end": "return 10 ** 100_000",
    "a text without an end": "return 'a' * 10**7",
    "no two alike": "return [object(), {}, gradients, 'a'][np.random.randint(4)]",
}
SILENT = [name for name in ANSWERS if name != "upper side"]


def notebook(body: str) -> dict:
    names = {"np": np, "__name__": "__main__"}
    exec(f"def clip(gradients, maxValue):\n    {body}\n", names)
    return names


def readings(seen: object) -> frozenset[str]:
    """Return the digests of what one probe sees."""
    inputs = Inputs()
    inputs.probe(lambda answer: seen)
    [found] = behaviour.of(inputs, None)
    return found


def test_a_known_mistake_is_named():
    assert mistake_here("dinosaurs", "clip", notebook(ANSWERS["upper side"])) == UPPER


@pytest.mark.parametrize("name", SILENT)
def test_nothing_is_told_of_any_other_answer(name):
    start = time.process_time()
    assert mistake_here("dinosaurs", "clip", notebook(ANSWERS[name])) == ""
    assert time.process_time() - start < 2 * diagnosis.SECONDS


@pytest.mark.slow
def test_a_loop_in_tensorflow_is_stopped():
    tensorflow = pytest.importorskip("tensorflow")
    names = notebook("while True: tf.reduce_sum(tf.ones((100, 100)))")
    names["tf"] = tensorflow
    start = time.process_time()
    assert mistake_here("dinosaurs", "clip", names) == ""
    assert time.process_time() - start < 4 * diagnosis.SECONDS


@pytest.mark.parametrize("name", ["loops", "loops and swallows errors"])
def test_the_judges_calls_share_one_allowance(name):
    answer = local_answer(notebook(ANSWERS[name]))
    start = time.process_time()
    with answer.within(0.1):
        told = diagnosis.named_mistake("dinosaurs", "clip", answer)
    assert told == ""
    assert time.process_time() - start < 1


def test_the_same_is_told_through_the_judges_channel():
    answer = local_answer(notebook(ANSWERS["upper side"]))
    assert diagnosis.named_mistake("dinosaurs", "clip", answer) == UPPER


def test_a_lesson_without_inputs_has_no_say():
    names = notebook(ANSWERS["upper side"])
    assert mistake_here("cooking", "clip", names) == ""
    assert mistake_here("dinosaurs", "boil", names) == ""


def test_nothing_is_left_of_a_diagnosis_in_the_notebook(capsys):
    names = notebook("print('here'); np.random.seed(1); return None")
    states = np.random.get_state()[1].tolist(), random.getstate()
    before = dict(names)
    mistake_here("dinosaurs", "clip", names)
    assert (np.random.get_state()[1].tolist(), random.getstate()) == states
    assert names == before
    assert capsys.readouterr().out == ""


def test_open_checks_tell_the_mistake_first(monkeypatch):
    monkeypatch.setattr(checking, "_show", lambda report: None)
    checks = Checks("clip", lesson="dinosaurs")

    @checks.criterion("both sides", points=1, hint="there are two sides")
    def both_sides(clip):
        if clip({"dWaa": np.array([[-9.0]])}, 1)["dWaa"] != -1:
            raise AssertionError

    with pytest.raises(ChecksFailed) as failed:
        checks.run(notebook(ANSWERS["upper side"])["clip"])
    assert failed.value.report.hints() == [UPPER, "there are two sides"]
    assert UPPER in repr(failed.value.report)
    assert f"<b>{UPPER}</b>" in failed.value.report._repr_html_()


def test_what_is_met_or_met_a_limit_is_not_diagnosed(monkeypatch):
    monkeypatch.setattr(checking, "_show", lambda report: None)
    asked = []
    monkeypatch.setattr(
        "utils.diagnosis.here.mistake_here", lambda *_: asked.append(1) or ""
    )
    met, late = (Checks("clip", lesson="dinosaurs") for _ in range(2))
    met.criterion("met", points=1, hint="")(lambda clip: None)

    @late.criterion("late", points=1, hint="")
    def limit(clip):
        raise checking.LimitReached("it took too long")

    clip = notebook(ANSWERS["upper side"])["clip"]
    met.run(clip)
    with contextlib.suppress(ChecksFailed):
        late.run(clip)
    assert not asked


@pytest.mark.parametrize("value", [0.0, 0.1, -3.0, 1e6, 0.99999 * GRID])
def test_numbers_within_the_tolerance_are_equal(value):
    near = value + 0.5 * TOLERANCE * max(1, abs(value))
    assert readings(value) & readings(near)
    assert readings(np.full(5, value)) & readings(np.full(5, value + 1e-12))


def test_numbers_a_hundred_tolerances_apart_are_different():
    for value in (0.0, 0.1, 2.0):
        assert not readings(value) & readings(value + 3 * GRID * (1 + value))
    assert not readings(np.arange(3.0)) & readings(np.arange(3.0)[::-1])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, 1.0),
        ([1, 2], [2, 1]),
        (np.zeros(2), np.zeros((2, 1))),
        (np.zeros(2, "f4"), np.zeros(2, "f8")),
        (np.array([1, 2]), np.array([1, 3])),
        (None, 0),
        ({"a": 1}, {"b": 1}),
        (float("nan"), 0.0),
        (np.array([np.inf, 1]), np.array([-np.inf, 1])),
    ],
)
def test_what_is_exact_counts(one, other):
    assert not readings(one) & readings(other)


def test_integers_of_numpy_are_integers():
    assert readings([np.int64(3), (1.5, True)]) == readings(
        (3, [np.float64(1.5), True])
    )


def test_two_runs_that_differ_are_silent_unless_the_exercise_draws():
    counter = iter(range(100))
    plain, drawing = Inputs(), Inputs()
    plain.probe(lambda answer: next(counter))
    drawing.draws(lambda answer: next(counter))
    assert behaviour.of(plain, None) is None
    assert behaviour.of(drawing, None) is not None


def test_two_sentences_for_one_behaviour_are_none(monkeypatch):
    known = {
        "clip": {"one": ["aa bb"], "other": ["aa bb", "cc dd"], "third": ["ee ff"]}
    }
    monkeypatch.setattr(table, "_read", lambda lesson: known)

    def told(*digests: str) -> str:
        return table.sentence("dinosaurs", "clip", [frozenset([d]) for d in digests])

    assert told("aa", "bb") == ""
    assert told("cc", "dd") == "other"
    assert told("ee", "ff") == "third"
    assert told("ee", "gg") == ""
    assert told("ee") == ""


def test_what_one_mistake_alone_makes_of_an_input_is_enough(monkeypatch):
    known = {
        "clip": {"one": ["aa! bb cc"], "other": ["dd bb! ee"], "third": ["ff! gg! hh"]}
    }
    monkeypatch.setattr(table, "_read", lambda lesson: known)

    def told(*digests: str) -> str:
        return table.sentence("dinosaurs", "clip", [frozenset([d]) for d in digests])

    assert told("aa", "bb", "cc") == "one", "all of it"
    assert told("aa", "xx", "xx") == "one"
    assert told("ff", "xx", "xx") == "", "it would show in the second input, too"
    assert told("ff", "gg", "xx") == "third"
    assert told("xx", "bb", "xx") == "other"
    assert told("aa", "bb", "xx") == "one", "the first of two"
    assert told("dd", "xx", "ee") == "", "others make the same of these inputs"


def test_what_the_mistake_does_wrong_must_not_be_right(monkeypatch):
    known = {"clip": {"all": ["aa! bb cc="], "some": ["dd= ee! cc="]}}
    monkeypatch.setattr(table, "_read", lambda lesson: known)

    def told(*digests: str) -> str:
        return table.sentence("dinosaurs", "clip", [frozenset([d]) for d in digests])

    assert told("aa", "xx", "yy") == "all"
    assert told("xx", "ee", "cc") == "some", "where it is right, so is this mistake"
    assert told("dd", "ee", "xx") == "some"
    assert told("aa", "ee", "cc") == "all"
    known["clip"] = {"all": ["aa! bb! cc="], "some": ["dd= ee! cc="]}
    assert told("dd", "bb", "cc") == "", "the first input shows a right answer"


@pytest.mark.parametrize("seen", [True, None, "a short text", [1, 2, 3]])
def test_what_may_be_chance_is_not_enough(seen):
    inputs = Inputs()
    inputs.probe(lambda answer: seen)
    [found] = behaviour.seen_by(inputs, None)
    assert not behaviour.says_much(found)


def test_numbers_that_agree_are_no_chance():
    inputs = Inputs()
    inputs.probe(lambda answer: {"loss": 0.3, "state": [np.ones(3), np.zeros(2)]})
    [found] = behaviour.seen_by(inputs, None)
    assert behaviour.says_much(found)


def test_a_stand_in_is_taken_back():
    names = {"f": lambda x: x + 1, "g": types.SimpleNamespace()}
    mine = here.Here(names)
    before = dict(names)
    with mine.replaced("f", lambda x: 7), mine.replaced("new", lambda: 3):
        assert (mine.f(1), mine.new()) == (7, 3)
    assert names == before


def test_what_is_costly_is_made_once_for_one_answer():
    inputs, made, runs = Inputs(), [], []

    def make(answer):
        made.append(answer)
        return len(made)

    for name in ("first", "second"):
        inputs.runs_once(lambda a, n=name: (runs.append(n), inputs.once(make, a))[1])
    one = behaviour.seen_by(inputs, "an answer")
    assert (made, runs) == (["an answer"], ["first", "second"])
    assert one == [("1;", []), ("1;", [])]
    behaviour.seen_by(inputs, "an answer")
    assert len(made) == 2, "nothing is kept from one diagnosis to the next"


def test_modules_of_a_notebook_are_seen_as_they_are():
    assert here.Here({"np": np, "clip": 1}).np is np
