"""Mistakes that people really make: what is told first says what is wrong.

Each mistake is the lesson's own answer with a few lines changed, or one in another form
(second_forms.py), and is judged as in grading: open criteria, then hidden ones, with
right answers to all other exercises.
"""

import linecache
import re
import textwrap
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jupytext
import pytest
import told_first
from second_forms import FORMS
from student_answers import ANSWERS, PRACTICE

from course.content import default_content
from course.judging.judge import Verdict, examine
from course.judging.remote_answer import local_answer
from course.selftest import zoo
from utils import checking
from utils.checking import ChecksFailed, Outcome

REPO = Path(__file__).parents[2]
LESSONS = {lesson.name: lesson for lesson in zoo.lessons_with_zoo(default_content())}
SEED = 17
HIDDEN = {"no default rate", "only the first hundred batches"}  # examples pass these
SLOW = {"shakespeare", "playwright", "nietzsche.build_model"}  # they need TensorFlow


@dataclass(frozen=True)
class Mistake:
    """An answer with a mistake, and a pattern of what must be told first.

    It is the lesson's own with changes, or `code` in the place of it.
    """

    exercise: str
    title: str
    told: str
    changes: tuple[tuple[str, str], ...] = ()
    code: str = ""


def mistake(exercise: str, title: str, told: str, *changes: tuple[str, str]):
    return param(Mistake(exercise, title, told, changes))


def param(given: Mistake):
    lesson = given.exercise.partition(".")[0]
    marks = pytest.mark.slow if {given.exercise, lesson} & SLOW else ()
    form = ", again" if given.code else ""
    return pytest.param(given, id=f"{given.exercise}: {given.title}{form}", marks=marks)


CLIP = """    return {
        key: np.clip(gradient, -maxValue, maxValue)
        for key, gradient in gradients.items()
    }
"""
NAME = """        name = examples[j % len(examples)]
        name_ix = [char_to_ix[char] for char in name]
"""
X = "        X = [None, *name_ix]\n"
Y = '        Y = [*name_ix, char_to_ix["\\n"]]\n'
MISTAKES = [
    mistake(
        "dinosaurs.clip",
        "into the caller's dictionary",
        "caller's dict(ionary)? is changed",
        (
            CLIP,
            "    for key, value in gradients.items():\n"
            "        gradients.update({key: value.clip(-maxValue, maxValue)})\n"
            "    return gradients\n",
        ),
    ),
    mistake(
        "dinosaurs.clip",
        "in place",
        "caller's arrays are changed.*without out=",
        (
            CLIP,
            "    for value in gradients.values():\n"
            "        np.minimum(value, maxValue, out=value)\n"
            "        np.maximum(value, -maxValue, out=value)\n"
            "    return {**gradients}\n",
        ),
    ),
    mistake(
        "dinosaurs.clip",
        "a shallow copy",
        "caller's arrays are changed",
        (
            CLIP,
            "    clipped = gradients.copy()\n"
            "    for value in clipped.values():\n"
            "        value[value > maxValue] = maxValue\n"
            "        value[value < -maxValue] = -maxValue\n"
            "    return clipped\n",
        ),
    ),
    mistake(
        "dinosaurs.sample",
        "the seed never grows",
        "counter.*seed.*both grow by one a step",
        ("        seed += 1\n", ""),
    ),
    mistake(
        "dinosaurs.sample",
        "seeded with the seed alone, which does not grow",
        "same seed.*have to grow",
        ("seed(counter + seed)", "seed(seed)"),
        ("        seed += 1\n", ""),
    ),
    mistake(
        "dinosaurs.sample",
        "seeded once, before the loop",
        "same seed|seeded in every step",
        ("        np.random.seed(counter + seed)\n", ""),
        ("    idx = -1\n", "    idx = -1\n    np.random.seed(seed)\n"),
    ),
    mistake(
        "dinosaurs.sample",
        "no seed at all",
        "not seeded.*in every step",
        ("        np.random.seed(counter + seed)\n", ""),
    ),
    mistake(
        "dinosaurs.sample",
        "a cap of 4",
        "cut after 4 characters.*50",
        ("counter != 50", "counter < 4"),
        ("counter == 50", "counter == 4"),
    ),
    mistake(
        "dinosaurs.sample",
        "return inside the loop",
        "after the first character.*after the loop",
        ("        counter += 1\n", "        counter += 1\n        return indices\n"),
    ),
    mistake(
        "dinosaurs.sample",
        "a flat x",
        r"flat vector.*columns of zeros, \(V, 1\) and \(n_a, 1\)",
        (
            "    x = np.zeros((vocab_size, 1))\n    a",
            "    x = np.zeros(vocab_size)\n    a",
        ),
        (
            "        x = np.zeros((vocab_size, 1))\n",
            "        x = np.zeros(vocab_size)\n",
        ),
    ),
    mistake(
        "dinosaurs.optimize",
        "no default rate",
        "learning_rate has the default 0.01",
        ("learning_rate=0.01", "learning_rate"),
    ),
    mistake(
        "dinosaurs.model",
        "Y one too short",
        "Y lacks the newline at its end",
        (Y, "        Y = X[1:]\n"),
    ),
    mistake(
        "dinosaurs.model",
        "append returns None",
        "Y is None: list.append",
        (Y, '        Y = X[1:].append(char_to_ix["\\n"])\n'),
    ),
    mistake(
        "dinosaurs.model",
        "Y ends with None",
        "last target is the index of the newline",
        (Y, "        Y = [*name_ix, None]\n"),
    ),
    mistake(
        "dinosaurs.model",
        "letters, not indices",
        "a character: look up its index",
        (X + Y, "        X, Y = [None, *name], [*name, '\\n']\n"),
    ),
    mistake(
        "dinosaurs.model",
        "parameters overwritten",
        "optimize returns the loss, (the )?gradients and the last state",
        ("curr_loss, gradients, a_prev", "curr_loss, parameters, a_prev"),
    ),
    mistake(
        "dinosaurs.model",
        "other names for X and Y",
        "prints X and Y: keep these two names",
        (X + Y, (X + Y).replace("X =", "inputs =").replace("Y =", "targets =")),
        ("            X, Y, a_prev", "            inputs, targets, a_prev"),
    ),
    mistake(
        "dinosaurs.model",
        "the state is not kept",
        "state that optimize returns is the a_prev of the next name",
        ("curr_loss, gradients, a_prev", "curr_loss, gradients, _"),
    ),
    mistake(
        "shakespeare.create_batch_dataset",
        "only the first hundred batches",
        "some of the text is never learned from",
        (".prefetch(tf.data.AUTOTUNE)", ".take(100)"),
    ),
    mistake(
        "shakespeare.create_batch_dataset",
        "NumPy inside map",
        "symbolic tf.Tensor.*no values yet.*not NumPy's",
        (
            "split_input_target",
            "lambda window: (np.asarray(window[:-1]), np.asarray(window[1:]))",
        ),
    ),
    mistake(
        "shakespeare.GRULM",
        "the Keras 2 way to an initial state",
        "InvalidArgumentError: Shapes.*line.*takes the batch size, not the inputs",
        (
            "        vectors = self.embedding(inputs)\n",
            "        vectors = self.embedding(inputs)\n"
            "        if states is None:\n"
            "            states = self.gru.get_initial_state(vectors)\n",
        ),
    ),
    mistake(
        "shakespeare.compile_model",
        "returns what compile returns",
        "compile returns None: return the model",
        ("    model.compile(", "    model = model.compile("),
    ),
    mistake(
        "nietzsche.extract_windows",
        "lists",
        "arrays, not a list",
        ("return ids[places], ids[starts + maxlen]", "return PAIR"),
        ("PAIR", "ids[places].tolist(), list(ids[starts + maxlen])"),
    ),
    mistake(
        "nietzsche.sample",
        "everything but temperature 0",
        "temperature 0 takes the most probable",
        ("    if temperature == 0:\n        return int(np.argmax(preds))\n", ""),
    ),
    mistake(
        "nietzsche.build_model",
        "the optimiser by name",
        "given by its name.*learning_rate=0.01",
        ("keras.optimizers.RMSprop(learning_rate=0.01)", '"rmsprop"'),
    ),
    mistake(
        "nietzsche.generate",
        "one [0] too many",
        r"predict gives the probabilities.*no \[0\]|such as \[0\] is one too many",
        ("[window][np.newaxis])", "[window][np.newaxis])[0]"),
    ),
    mistake(
        "playwright.build_model",
        "a GRU",
        "recurrent layer is an LSTM",
        ("layers.LSTM(", "layers.GRU("),
    ),
    mistake(
        "playwright.build_model",
        "a softmax",
        "not logits: the last layer has no activation",
        ("layers.Dense(vocab_size)", "layers.Dense(vocab_size, activation='softmax')"),
    ),
    mistake(
        "playwright.sample_next",
        "everything but temperature 0",
        "emperature 0 (is a case|has no case) of its own.* the argmax",
        ("    if temperature == 0:\n        return tf.argmax(logits, axis=-1)\n", ""),
    ),
    mistake(
        "playwright.generate_text",
        "no reset",
        "state of the text before is still there: reset it",
        ("    reset_memory(model)\n", ""),
    ),
]

PATTERNS = {(m.values[0].exercise, m.values[0].title): m.values[0] for m in MISTAKES}
AGAIN = [
    param(
        Mistake(exercise, title, PATTERNS[exercise, title].told, code=code.strip("\n"))
    )
    for exercise, title, code in FORMS
]
STUDENTS = [
    param(Mistake(exercise, title, told, code=code.strip("\n")))
    for exercise, title, told, code in ANSWERS
]

RIGHT = [
    mistake(
        "dinosaurs.model",
        "capitals are kept, of which section 1.1 has left none",
        "",
        ("name.lower().strip()", "name.strip()"),
    ),
]

# The pattern of each is of what looks like the mistake, and is another.
LOOK_ALIKE = [
    mistake(
        "dinosaurs.sample",
        "one letter for ever, because the state is not handed on",
        "in the list twice",
        ("a_prev = np.tanh", "a = np.tanh"),
        ("Wya @ a_prev", "Wya @ a"),
    ),
    mistake(
        "shakespeare.create_batch_dataset",
        "one window a batch",
        "too many windows",
        (".batch(batch_size, drop_remainder=True)", ".batch(1)"),
    ),
    mistake(
        "shakespeare.create_batch_dataset",
        "lines joined by nothing",
        "split_input_target makes",
        ('"\\n".join', '"".join'),
    ),
    mistake(
        "shakespeare.create_batch_dataset",
        "every window comes twice in an epoch",
        "overlap",
        (".batch(batch_size,", ".repeat(2).batch(batch_size,"),
    ),
    mistake(
        "shakespeare.GRULM",
        "a dictionary in the place of a pair",
        "does not depend on return_state",
        ("(log_probs, states) if", '{"log_probs": log_probs, "states": states} if'),
    ),
]


@cache
def cells(lesson: str) -> dict[str, str]:
    """Return the cells of a lesson by grade_id, with its answers."""
    (source,) = (REPO / "source").glob(f"*/{lesson}.py")
    graded = [c for c in jupytext.read(source).cells if "nbgrader" in c.metadata]
    return {cell.metadata["nbgrader"]["grade_id"]: cell.source for cell in graded}


def changed(given: Mistake) -> str:
    """Return the lesson's answer with the changes, each of which fits one place."""
    lesson, exercise = given.exercise.split(".")
    source = cells(lesson)[exercise]
    if given.code:
        if exercise != "model":
            return given.code
        begin, end = (source.index(f"        ### {m} S") for m in ("BEGIN", "END"))
        return (
            source[:begin] + textwrap.indent(given.code, 8 * " ") + "\n" + source[end:]
        )
    source = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", source)
    for old, new in given.changes:
        assert source.count(old) == 1, old
        source = source.replace(old, new)
    return source


def notebook(given: Mistake) -> dict[str, Any]:
    """Return a notebook's names with the answer, which is a cell with its lines."""
    name, exercise = given.exercise.split(".")
    lesson = LESSONS[name]
    names = zoo.notebook(lesson, exercise, zoo.references(lesson)[exercise])
    run_cell(changed(given), f"<{given.exercise}: {given.title}>", names)
    return names


def run_cell(source: str, file: str, names: dict[str, Any]) -> None:
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    exec(compile(source, file, "exec"), names)


def graded(given: Mistake) -> Verdict:
    """Judge an answer as in grading."""
    name, exercise = given.exercise.split(".")
    exercises = zoo.exercises(LESSONS[name])
    return examine(
        exercise,
        cells(name)[f"test_{exercise}"],
        exercises[exercise],
        local_answer(notebook(given)),
        exercises,
        SEED,
    )


def test_every_mistake_has_a_second_form():
    assert {(exercise, title) for exercise, title, _ in FORMS} >= set(PATTERNS) - {
        ("dinosaurs.clip", "a shallow copy"),  # further forms of others themselves
        ("dinosaurs.sample", "seeded with the seed alone, which does not grow"),
        ("dinosaurs.sample", "seeded once, before the loop"),
    }


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("given", [*MISTAKES, *AGAIN, *STUDENTS])
def test_the_mistake_is_what_is_told_first(given):
    verdict = graded(given)
    assert verdict.share < 1
    assert re.search(given.told, verdict.report.hints()[0], re.DOTALL), verdict.report


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("exercise", "title", "told", "code"),
    [
        pytest.param(*p, id=p[1], marks=[pytest.mark.slow] * (p[0][:2] == "sh"))
        for p in PRACTICE
    ],
)
def test_a_mistake_in_practice_is_told_as_well(exercise, title, told, code):
    lesson, _, name = exercise.partition(".")
    results = zoo.verdicts(LESSONS[lesson], name, code, SEED)
    hint = next(
        r.message_and_hint() for r in results if r.outcome is not Outcome.PASSED
    )
    first = told_first.sentence(LESSONS[lesson], name, code) or hint
    assert re.search(told, first, re.DOTALL), first


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    "given", [m for m in [*MISTAKES, *AGAIN] if m.values[0].title not in HIDDEN]
)
def test_the_cell_below_the_answer_tells_it_too(given, monkeypatch):
    monkeypatch.setattr(checking, "_show", lambda report: None)
    name, exercise = given.exercise.split(".")
    names = notebook(given)
    with pytest.raises(ChecksFailed) as failed:
        run_cell(cells(name)[f"test_{exercise}"], "<the cell below>", names)
    told = failed.value.report.hints()[0]
    assert re.search(given.told, told, re.DOTALL), told


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("given", RIGHT)
def test_what_the_text_never_asks_costs_nothing(given):
    verdict = graded(given)
    assert verdict.share == 1, verdict.report


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("given", LOOK_ALIKE)
def test_no_hint_is_for_a_mistake_that_looks_alike(given):
    verdict = graded(given)
    assert verdict.share < 1
    assert not re.search(given.told, repr(verdict.report)), verdict.report
