"""A submission is left alone only where nothing at all has changed.

Every test starts from the same class of two, graded once, in a copy of its own.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from course.authoring.build import build
from course.grading.grade import Grading
from course.grading.results import Row
from course.judging.task import Task

MAIN = Path(__file__).parents[2]
LESSON = Path(__file__).parents[1] / "support" / "lesson"
ASSIGNMENT, NOTEBOOK = "00-sums", "sums.ipynb"
CONFIG = f"""
c.CourseContent.checks = {str(LESSON / "checks")!r}
c.CourseDirectory.db_url = "sqlite:///" + os.path.join(c.CourseDirectory.root, "g.db")
c.SealedExecute.sandboxed = False
"""
RIGHT = {
    "double": "def double(x):\n    return 2 * x\n",
    "total": "def total(values):\n    return sum(values)\n",
}


@pytest.fixture(scope="module", autouse=True)
def quiet_source() -> Iterator[None]:
    """Somebody may be editing the course while this runs."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("judging.task", "grading.up_to_date"):
            name = f"course.{module}.changed_since_start"
            patch.setattr(name, lambda *_: False)
        yield


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(LESSON / "source", root / "source")
    text = (MAIN / "nbgrader_config.py").read_text(encoding="utf-8") + CONFIG
    (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    build(root)
    hand_in(root, "ann", RIGHT)
    hand_in(root, "bob", {})
    list(Grading(root, ASSIGNMENT).rows())
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return shutil.copytree(graded, tmp_path / "copy", symlinks=True)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notebooks that went to the judge since the test began."""
    judged: list[str] = []
    grade = Task.grade

    def counted(task: Task) -> str:
        judged.append(task.notebook)
        return grade(task)

    monkeypatch.setattr(Task, "grade", counted)
    return judged


def hand_in(root: Path, student: str, answers: dict[str, str]) -> None:
    nb = nbformat.read(root / "release" / ASSIGNMENT / NOTEBOOK, as_version=4)
    for cell in nb.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        cell.source = answers.get(name, cell.source)
    path = root / "submitted" / student / ASSIGNMENT / NOTEBOOK
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, path)


def regrade(root: Path, **options: bool) -> dict[str, Row]:
    rows = {row.student: row for row in Grading(root, ASSIGNMENT, **options).rows()}
    assert not any(row.problem for row in rows.values())
    return rows


def unchanged(rows: dict[str, Row]) -> set[str]:
    return {student for student, row in rows.items() if row.unchanged}


def manual_grade(root: Path, student: str) -> None:
    with Gradebook(f"sqlite:///{root / 'g.db'}") as gradebook:
        grade = gradebook.find_grade("test_double", "sums", ASSIGNMENT, student)
        grade.manual_score = 7
        gradebook.db.commit()


def forget_grades(root: Path) -> None:
    with Gradebook(f"sqlite:///{root / 'g.db'}") as gradebook:
        gradebook.remove_submission(ASSIGNMENT, "ann")


def move_deadline(root: Path) -> None:
    with Gradebook(f"sqlite:///{root / 'g.db'}") as gradebook:
        gradebook.update_or_create_assignment(ASSIGNMENT, duedate="2020-01-01")


def appended(*path: str) -> Callable[[Path], object]:
    def append(root: Path) -> None:
        place = root.joinpath(*path)
        place.chmod(0o644)
        with place.open("a", encoding="utf-8") as file:
            file.write("\n")

    return append


def removed(*path: str) -> Callable[[Path], object]:
    return lambda root: root.joinpath(*path).unlink()


CHANGES = {
    "the file": appended("submitted", "ann", ASSIGNMENT, NOTEBOOK),
    "a file beside it": lambda root: (
        root / "submitted" / "ann" / ASSIGNMENT / "notes.txt"
    ).write_text("more", encoding="utf-8"),
    "the graded notebook": appended("autograded", "ann", ASSIGNMENT, NOTEBOOK),
    "no graded notebook": removed("autograded", "ann", ASSIGNMENT, NOTEBOOK),
    "the feedback": appended("feedback", "ann", ASSIGNMENT, "sums.html"),
    "no feedback": removed("feedback", "ann", ASSIGNMENT, "sums.html"),
    "a manual grade": lambda root: manual_grade(root, "ann"),
    "no grade": forget_grades,
}
OF_ALL = {
    "the configuration": appended("nbgrader_config.py"),
    "the release": appended("release", ASSIGNMENT, NOTEBOOK),
    "the deadline": move_deadline,
}


def test_nothing_is_done_where_nothing_has_changed(root):
    assert unchanged(regrade(root)) == {"ann", "bob"}


def test_an_unchanged_row_tells_what_it_told_before(root):
    row = regrade(root)["ann"]
    assert (row.scores, row.total) == ({"double": 40, "total": 60}, 100)
    assert row.outcomes == {"passed": 4}


@pytest.mark.parametrize("change", CHANGES)
def test_whoever_has_a_change_is_done_again_and_nobody_else(root, judged, change):
    CHANGES[change](root)
    assert unchanged(regrade(root)) == {"bob"}
    assert judged == []  # no cell has changed


@pytest.mark.parametrize("change", OF_ALL)
def test_all_are_done_again_where_the_course_has_changed(root, change):
    OF_ALL[change](root)
    assert unchanged(regrade(root)) == set()


@pytest.mark.parametrize("change", ["no grade", "a manual grade"])
def test_what_was_done_again_is_left_alone_then(root, change):
    CHANGES[change](root)
    regrade(root)
    assert unchanged(regrade(root)) == {"ann", "bob"}


def test_a_manual_grade_stays_and_is_in_the_row(root):
    manual_grade(root, "bob")
    assert regrade(root)["bob"].scores["double"] == 7


def test_a_new_answer_is_judged(root, judged):
    hand_in(root, "ann", {})
    assert regrade(root)["ann"].total == 0 and judged == ["sums"]


def test_force_judges_everything_again(root, judged):
    assert unchanged(regrade(root, force=True)) == set()
    assert judged == ["sums", "sums"]


def test_who_was_interrupted_is_done_the_next_time(graded, tmp_path, monkeypatch):
    root = shutil.copytree(graded, tmp_path / "copy")
    hand_in(root, "ann", {})

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("course.grading.grade.generate_feedback", interrupted)
        with pytest.raises(KeyboardInterrupt):
            regrade(root)
    rows = regrade(root)
    assert rows["ann"].total == 0 and unchanged(rows) == {"bob"}


def test_only_a_lesson_whose_criteria_changed_is_judged_again(root, tmp_path):
    """In processes of their own, since a process judges by what it has imported."""
    own = shutil.copytree(LESSON / "checks", tmp_path / "checks")
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"c.CourseContent.checks = {str(own)!r}\n")
    code = f"""
from course.grading.grade import Grading
from pathlib import Path
for row in Grading(Path({str(root)!r}), {ASSIGNMENT!r}).rows():
    print(row.student, row.total, row.unchanged)
"""

    def graded() -> list[str]:
        command = [sys.executable, "-c", code]
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=60, check=True
        )
        return done.stdout.splitlines()

    graded()  # another configuration
    before = graded()
    text = (own / "sums.py").read_text(encoding="utf-8")
    text = text.replace("== 246913578.5", "== 1")
    (own / "sums.py").write_text(text, encoding="utf-8")
    (own / "differences.py").write_text("EXERCISES = {}", encoding="utf-8")
    assert before == ["ann 100.0 True", "bob 0.0 True"]
    assert graded() == ["ann 60.0 False", "bob 0.0 False"]
    (own / "differences.py").write_text("EXERCISES = {} #", encoding="utf-8")
    assert graded() == ["ann 60.0 True", "bob 0.0 True"]
