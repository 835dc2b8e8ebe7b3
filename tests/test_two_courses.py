"""Another course, in its own folder, by the same commands; and beside ours.

Its lessons, criteria, texts and configuration are in support/mini. It uses nothing of
ours but `utils.checking`, and one of its lessons has the name of one of ours. All runs
in this process, from a folder that is in neither course.
"""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from support.mini_course import MAIN, MiniCourse
from typer.testing import Result

from course.content import content_of
from course.folder import course_config
from course.judging.load_checks import hidden_checks
from course.sandbox import bubblewrap

MINI = Path(__file__).parent / "support" / "mini"
ANY_WAY = ["--unsandboxed"] if bubblewrap.available() else []
EXAMPLE_ONLY = {"shout": "def shout(text):\n    return 'HEY!'\n"}
COUNT = {
    "count": "def count(letter):\n"
    "    with open(os.environ['MINI_TEXTS'] + '/names.txt') as file:\n"
    "        return len([name for name in file if name[0] == letter])\n"
}
CLIP = (
    "def clip(gradients, maxValue):\n"
    "    return {k: np.clip(g, -maxValue, maxValue) for k, g in gradients.items()}\n"
)
OURS = MiniCourse(MAIN, "01-dinosaurs", "dinosaurs")


@pytest.fixture(scope="module", autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        place = tmp_path_factory.mktemp("elsewhere")
        patch.chdir(place)
        patch.setenv("CHARLM_HOME", str(place / "learner"))
        yield


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Return the other course, built; its first lesson is about words."""
    root = tmp_path_factory.mktemp("of others") / "a small course"
    shutil.copytree(MINI, root, ignore=shutil.ignore_patterns("__pycache__"))
    course = MiniCourse(root, "01-words", "shout")
    built = course.run("build")
    assert built.exit_code == 0, built.output
    return course


@pytest.fixture(scope="module")
def names(words: MiniCourse) -> MiniCourse:
    """Return its second lesson, which has the name of our first."""
    return replace(words, assignment="02-names", notebook="dinosaurs")


@pytest.fixture(scope="module")
def graded(words: MiniCourse, names: MiniCourse) -> Result:
    solution = {"shout": "def shout(text):\n    return f'{text}!'.upper()\n"}
    words.hand_in("right", solution)
    words.hand_in("blank")
    words.hand_in("example", EXAMPLE_ONLY)
    names.hand_in("right", COUNT)
    return words.run("grade", "--workers", "1", *ANY_WAY)


def test_both_lessons_are_released_without_answers(words, names):
    for lesson in (words, names):
        text = lesson.path("release").read_text(encoding="utf-8")
        assert "YOUR CODE HERE" in text and "SOLUTION" not in text
    assert words.run("build", "--check").exit_code == 0


def test_the_class_gets_what_its_own_criteria_give(graded, words):
    assert graded.exit_code == 0, graded.output
    assert words.scores() == {
        "right": {"shout": 100},
        "blank": {"shout": 0},
        "example": {"shout": 0},
    }


def test_kernels_find_its_data_folder_and_its_environment(graded, names):
    assert names.scores() == {"right": {"count": 100}}


def test_a_copy_is_checked_with_its_own_criteria(names, tmp_path):
    assert check(names, tmp_path, COUNT).exit_code == 0
    told = check(names, tmp_path, {"count": "def count(letter):\n    return 2\n"})
    assert told.exit_code == 1 and "one begins with b, none with c" in told.stdout


def test_both_courses_are_checked_in_one_process(names, tmp_path):
    for _ in range(2):
        assert "100 of 100 points" in check(names, tmp_path, COUNT).stdout
        ours = check(OURS, tmp_path, {"clip": CLIP}, "--exercise", "clip")
        assert "20 of 20 points" in ours.stdout


def test_lessons_of_one_name_have_the_criteria_of_their_course(names):
    exercises = {
        course.root: set(hidden_checks(content(course), "dinosaurs"))
        for course in (OURS, names)
    }
    practice = {"rnn_step_forward", "rnn_step_backward", "clip_by_norm"}
    assert exercises[MAIN] == {"clip", "sample", "optimize", "model", *practice}
    assert exercises[names.root] == {"count"}


def check(
    course: MiniCourse, folder: Path, answers: dict[str, str], *words: str
) -> Result:
    copy = folder / "my copy.ipynb"
    nbformat.write(course.answered(answers), copy)
    return course.run("check", str(copy), *words)


def content(course: MiniCourse):
    return content_of(course.root, course_config(course.root))
