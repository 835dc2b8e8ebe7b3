"""A changed criterion costs the verdicts on its exercise, and no others."""

import json
from pathlib import Path

import pytest
from support.sums import LESSON

from course.authoring.lesson import as_notebook, read_lesson
from course.content import Content, default_content
from course.judging.cells import METADATA_KEY, grade_id
from course.judging.session import TimeLimits
from course.judging.task import Stored, Task, bare, seconds_kept
from course.judging.version import checks_apart
from course.selfstudy.lessons import exercises_in
from course.selftest import zoo

FILES = {
    "__init__.py": "from . import double, total\nEXERCISES = {}\n",
    "double.py": 'from .oracle import two\nchecks = Checks("double")\n',
    "total.py": 'from . import oracle\nchecks = Checks(\n    "total")\n',
    "oracle.py": "two = 2\n",
    "answers/double.py": "# %% right\n",
}
CONCERNS = {
    "double.py": {"double"},
    "total.py": {"total"},
    "oracle.py": {"all"},
    "__init__.py": {"all"},
    "answers/double.py": set(),
}


def apart(place, files):
    """Return the digests of a lesson's checks, that of the shared files as "all"."""
    for name, text in files.items():
        path = place / "checks" / "sums" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    own, rest = checks_apart.__wrapped__(Content(place), "sums")
    return own | {"all": rest}


def concerned(before, after):
    return {name for name in before | after if before.get(name) != after.get(name)}


@pytest.mark.parametrize("changed", FILES)
def test_a_file_called_after_an_exercise_concerns_it_alone(tmp_path, changed):
    before = apart(tmp_path, FILES)
    after = apart(tmp_path, {changed: FILES[changed] + "# more\n"})
    assert concerned(before, after) == CONCERNS[changed]


@pytest.mark.parametrize(
    "more",
    [
        {"oracle.py": "from .double import checks\n"},
        {"total.py": 'from . import double\nchecks = Checks("total")\n'},
        {"double.py": 'a, b = Checks("double"), Checks("total")\n'},
    ],
    ids=["it is imported", "it is imported as a module", "it has two exercises"],
)
def test_a_file_that_others_need_concerns_the_lesson(tmp_path, more):
    files = FILES | more
    before = apart(tmp_path, files)
    after = apart(tmp_path, {"double.py": files["double.py"] + "# more\n"})
    assert concerned(before, after) == {"all"}


def test_every_exercise_of_the_course_has_a_file_of_its_own():
    for lesson in zoo.lessons_with_zoo(default_content()):
        own, _ = checks_apart(default_content(), lesson.name)
        assert own.keys() == zoo.exercises(lesson).keys(), lesson.name


def task_of(text: Path, wrong: dict[str, str], content: Content) -> Task:
    """Return the task of a notebook with right answers but for these."""
    lesson = read_lesson(text, text.parents[2])
    nb = as_notebook(lesson)
    for cell in nb.cells:
        cell.source = wrong.get(grade_id(cell), cell.source)
    return Task(
        content,
        lesson.name,
        bare(nb),
        exercises_in(lesson),
        seed=7,
        sandboxed=False,
        limits=TimeLimits(),
        kernel={},
    )


def told(graded: str) -> list:
    """Return a result without the time that judging took."""
    cells = json.loads(graded)
    for cell in cells:
        for output in cell["outputs"]:
            output.get("metadata", {}).get(METADATA_KEY, {}).pop("seconds", None)
    return cells


def wrong_answers(lesson: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in zoo.exercises(lesson)}
    for answer in zoo.specimens(lesson):
        if not answer.right:
            found[answer.exercise].append(answer.source)
    return found


def assert_equal_to_a_full_judgement(task: Task) -> None:
    full = task.grade()
    for name in task.exercises:
        cells = json.loads(full)
        for place, cell in enumerate(json.loads(task.code)["cells"]):
            if grade_id(cell) == name:
                cells[place] = {"execution_count": None, "outputs": []}
        before = Stored(cells, frozenset({name}))
        assert told(task.grade_again(before)) == told(full), name


def test_judging_one_exercise_again_equals_judging_all():
    wrong = {"double": "def double(x):\n    print(x)\n    return x * x\n"}
    text = LESSON / "source" / "00-sums" / "sums.py"
    assert_equal_to_a_full_judgement(task_of(text, wrong, Content(LESSON)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["dinosaurs", "simpsons"])
@pytest.mark.parametrize("number", range(4))
def test_that_holds_for_the_zoo(name, number):
    content = default_content()
    of = wrong_answers(zoo.folder_of(content, name))
    wrong = {exercise: of[exercise][number % len(of[exercise])] for exercise in of}
    (text,) = (content.root / "source").glob(f"*/{name}.py")
    assert_equal_to_a_full_judgement(task_of(text, wrong, content))


def graded_cells(task: Task, seconds: float) -> list:
    verdict = {"data": {}, "metadata": {METADATA_KEY: {"seconds": seconds}}}
    return [
        {
            "execution_count": None,
            "outputs": [verdict] * (grade_id(c) in task.exercises),
        }
        for c in json.loads(task.code)["cells"]
    ]


@pytest.fixture(scope="module")
def task():
    content = default_content()
    return task_of(content.root / "source/04-simpsons/simpsons.py", {}, content)


def test_what_was_stored_is_found_again_with_nothing_to_judge(task):
    cells = graded_cells(task, 2.0)
    found = task.stored(task.to_store(json.dumps(cells)))
    assert found == Stored(cells, frozenset())
    assert found.text == json.dumps(cells)


def test_only_an_exercise_with_other_criteria_is_to_be_judged(task):
    stored = json.loads(task.to_store(json.dumps(graded_cells(task, 2.0))))
    stored["criteria"]["test_split_scenes"] = "others"
    found = task.stored(json.dumps(stored))
    assert found.changed == {"test_split_scenes"}
    assert seconds_kept(task, found) == 2.0 * (len(task.exercises) - 1)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"criteria": {}, "cells": []}'])
def test_anything_else_in_the_cache_is_no_result(task, text):
    assert task.stored(text) is None
