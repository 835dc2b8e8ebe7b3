"""A class in which folders, ids and notebooks are named as people name them.

It is graded once, by `course grade`; every test looks at one of them.
"""

import unicodedata

import pytest
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums
from typer.testing import Result

NFC, NFD = (unicodedata.normalize(form, "Zoé") for form in ("NFC", "NFD"))
HELPED = {
    "double": "from helpers import twice\n\n\ndef double(x):\n    return twice(x)\n",
    "total": RIGHT["total"],
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    made = sums(tmp_path_factory.mktemp("class") / "course").build()
    with made.gradebook() as gradebook:
        gradebook.add_student(NFC)
        gradebook.add_student(unicodedata.normalize("NFD", "René"))
    for student in ("jane", "jane ", NFD, "René", "renamed"):
        made.hand_in(student, RIGHT)
    path = made.path("submitted", "renamed")
    path.rename(path.with_name("Copy of sums.ipynb"))
    helped = made.hand_in("helped", HELPED)
    text = "def twice(x):\n    return 2 * x\n"
    helped.with_name("helpers.py").write_text(text, encoding="utf-8")
    loose = made.root / "submitted" / "lost" / "00-sums (1)" / "sums.ipynb"
    loose.parent.mkdir(parents=True)
    loose.write_bytes(made.path("submitted", "jane").read_bytes())
    return made


@pytest.fixture(scope="module")
def said(course: MiniCourse) -> Result:
    return course.run("grade")


def test_the_rest_of_the_class_is_graded_all_the_same(course, said):
    assert set(course.scores()) == {"jane", "renamed", "helped"}
    assert sum(course.scores()["jane"].values()) == 100


def test_work_in_the_wrong_folder_is_named_and_ends_with_1(said):
    line = "submitted/lost/00-sums (1): has notebooks, but no assignment is called that"
    assert f"{line}: rename it 00-sums" in said.stderr
    assert said.exit_code == 1


def test_a_name_that_ends_with_a_space_is_one_line(said):
    line = "submitted/jane /00-sums: the name begins or ends with a space: rename it"
    assert line in said.stderr


def test_a_name_spelt_as_on_a_mac_is_one_line(said):
    assert f"submitted/{NFD}/00-sums: the name is spelt with" in said.stderr


def test_a_name_that_the_gradebook_spells_otherwise_is_one_line(said):
    assert "submitted/René/00-sums: the gradebook spells this id as Rene" in said.stderr


def test_no_student_is_made_twice(course, said):
    with course.gradebook() as gradebook:
        ids = [student.id for student in gradebook.students]
    alike = {unicodedata.normalize("NFC", one).strip() for one in ids}
    assert len(alike) == len(ids)


def test_who_imports_a_file_of_their_own_is_told_that_it_is_not_there(course, said):
    told = "'helpers.py' is not there in grading: only the notebook is graded"
    assert told in said.stdout
    assert "only the notebook is graded" in course.path(
        "feedback", "helped", ".html"
    ).read_text(encoding="utf-8")


def test_nbgraders_own_command_grades_a_renamed_notebook(course, said):
    """The one converter that `nbgrader autograde` and the formgrader start."""
    import nbgrader.converters
    from nbgrader.coursedir import CourseDirectory

    from course.folder import course_config

    config = course_config(course.root)
    config.CourseDirectory.assignment_id = course.assignment
    config.CourseDirectory.student_id = "renamed"
    nbgrader.converters.Autograde(
        coursedir=CourseDirectory(config=config), config=config
    ).start()
    assert course.path("autograded", "renamed").is_file()
    assert sum(course.scores()["renamed"].values()) == 100
