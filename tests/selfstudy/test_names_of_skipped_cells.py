"""Names that a skipped cell makes are there when an answer is graded."""

import copy

import pytest

from course.selfstudy.check import check
from course.selfstudy.lessons import Course

CLIP = """\
def clip(gradients, maxValue):
    assert sum(Counter("ab").values()) == 2
    return {key: np.clip(g, -maxValue, maxValue) for key, g in gradients.items()}
"""
NEEDS_A_RESULT = """\
def clip(gradients, maxValue):
    assert count_levels
    return {key: np.clip(g, -maxValue, maxValue) for key, g in gradients.items()}
"""
SAMPLE = """\
def sample(preds, temperature=1.0):
    preds = np.asarray(preds, dtype=np.float64)
    if temperature == 0:
        return int(np.argmax(preds))
    possible = np.flatnonzero(preds > 0)
    chances = distribution(np.log(preds[possible]), temperature)
    return int(np.random.choice(possible, p=chances))
"""
STEP_BY_STEP = """\
def sample(parameters, char_to_ix, seed):
    x, state = np.zeros_like(parameters["by"]), np.zeros_like(parameters["b"])
    indices, newline = [], char_to_ix["\\n"]
    for counter in range(50):
        np.random.seed(seed + 2 * counter)
        state, p = step_forward(parameters, state, x)
        indices.append(np.random.choice(len(p), p=p.ravel()))
        if indices[-1] == newline:
            return indices
        x = np.zeros_like(x)
        x[indices[-1]] = 1
    return [*indices, newline]
"""


@pytest.fixture(scope="module")
def course():
    return Course()


def verdict(course, lesson, exercise, answer):
    handout = course.handouts[lesson]
    nb = copy.deepcopy(handout.notebook)
    [cell] = [cell for cell in nb.cells if cell.get("id") == exercise]
    cell.source = answer
    return check(nb, handout, exercise).verdicts[exercise]


def test_a_class_that_only_a_skipped_cell_imports_can_be_used(course):
    assert verdict(course, "dinosaurs", "clip", CLIP).share == 1


def test_a_function_imported_just_above_the_exercise_can_be_used(course):
    assert verdict(course, "nietzsche", "sample", SAMPLE).share == 1


def test_what_a_practice_exercise_leaves_to_the_lesson_can_be_used(course):
    assert verdict(course, "dinosaurs", "sample", STEP_BY_STEP).share == 1


def test_a_result_that_a_skipped_cell_computes_is_said_to_be_left_out(course):
    told = verdict(course, "dinosaurs", "clip", NEEDS_A_RESULT).report.hints()[0]
    assert "count_levels is made in a cell that grading leaves out" in told
