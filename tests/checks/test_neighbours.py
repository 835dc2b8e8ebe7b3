"""No mistake is paid for twice: a right answer beside wrong or missing ones gets all.

The zoo's runner puts right answers beside every answer, so it cannot see this.
"""

import gc

import pytest
from test_zoo import quick, visible_cells

from course.content import default_content
from course.judging.judge import examine
from course.judging.remote_answer import local_answer
from course.selftest import zoo

LESSONS = {lesson.name: lesson for lesson in zoo.lessons_with_zoo(default_content())}
DEPENDS_ON = {
    "dinosaurs.optimize": ["clip"],
    "dinosaurs.model": ["optimize", "clip", "sample"],
    "shakespeare.create_batch_dataset": ["line_to_tensor"],
    "shakespeare.compile_model": ["GRULM"],
    "shakespeare.GenerativeModel": ["line_to_tensor"],
    "nietzsche.generate": ["sample"],
    "playwright.generate_text": ["build_model", "sample_next"],
}
EVERY = 8  # of how many wrong neighbours one is tried by `make test`
SEED = 4


def neighbours():
    """Yield each exercise beside each wrong answer that it depends on."""
    for name, others in DEPENDS_ON.items():
        lesson, exercise = LESSONS[name.split(".")[0]], name.split(".")[1]
        wrong = [
            answer
            for answer in zoo.specimens(lesson)
            if answer.exercise in others and not answer.right
        ]
        for number, answer in enumerate(wrong):
            marks = [] if quick(lesson, exercise) else [pytest.mark.slow]
            if number % EVERY:
                marks = [pytest.mark.slow, pytest.mark.exhaustive]
            yield pytest.param(name, answer, id=f"{name} beside {answer}", marks=marks)


def verdict(name, *others):
    """Return the verdict on the reference beside `others`, which are source code."""
    gc.freeze()  # as the zoo's runner does, and for its reason
    lesson, exercise = LESSONS[name.split(".")[0]], name.split(".")[1]
    reference = zoo.references(lesson)[exercise]
    names = zoo.notebook(lesson, exercise, reference)
    for source in others:
        exec(compile(source, "<neighbour>", "exec"), names)
    exec(compile(reference, f"<{exercise}>", "exec"), names)
    return examine(
        exercise,
        visible_cells(lesson)[f"test_{exercise}"],
        zoo.exercises(lesson)[exercise],
        local_answer(names),
        zoo.exercises(lesson),
        SEED,
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "answer"), list(neighbours()))
def test_a_right_answer_beside_a_wrong_one_gets_all_points(name, answer):
    found = verdict(name, answer.source)
    assert found.share == 1, found.report


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", DEPENDS_ON)
def test_a_right_answer_in_a_blank_notebook_gets_all_points(name):
    lesson = LESSONS[name.split(".")[0]]
    blank = [
        f"def {other}(*args, **kwargs):\n    raise NotImplementedError\n"
        for other in zoo.exercises(lesson)
        if other != name.split(".")[1]
    ]
    found = verdict(name, *blank)
    assert found.share == 1, found.report
