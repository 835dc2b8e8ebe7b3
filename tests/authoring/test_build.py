"""From the text of the lessons to release/ and the gradebook."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters.autograde import Autograde
from nbgrader.coursedir import CourseDirectory
from support.programs import nbgrader
from typer.testing import CliRunner

from course.authoring.build import build, drift
from course.authoring.lesson import AuthorErrors
from course.cli import app
from course.errors import BuildError
from course.folder import course_config, course_root, gradebook_url

REPO = Path(__file__).parents[2]
TINY = "01-tiny/tiny.ipynb"

# nbgrader's own use of SQLAlchemy
pytestmark = pytest.mark.filterwarnings("ignore:Object of type <Submitted")


@pytest.fixture(scope="module")
def template(tiny) -> Path:
    """Build a course once: a lesson, an ungraded one, a picture."""
    return tiny.root


@pytest.fixture
def course(tiny, tmp_path) -> Path:
    """Return a copy of the built course, in a path with spaces."""
    return tiny.copy(tmp_path / "a copy of the cöurse").root


@pytest.fixture
def lesson(course) -> Path:
    return course / "source" / "01-tiny" / "tiny.py"


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def gradebook(course: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{course / 'gradebook.db'}", "charlm")


def with_a_submission(course: Path) -> Path:
    """Grade one submission: 30 of 40 points for `double`."""
    with gradebook(course) as book:
        book.update_or_create_student("ada")
        submission = book.add_submission("01-tiny", "ada")
        book.find_grade("test_double", "tiny", "01-tiny", "ada").auto_score = 30
        book.db.commit()
        assert submission.score == 30
    return course


# What is built


def test_release_holds_the_notebooks_and_what_lies_beside_them(course):
    assert set(files(course / "release")) == {
        "01-tiny/img/plot.svg",
        "01-tiny/more.ipynb",
        TINY,
    }


def test_a_released_exercise_has_a_stub_in_place_of_its_solution(course):
    notebook = nbformat.read(course / "release" / TINY, as_version=4)
    assert notebook.cells[1].source == (
        'def double(x):\n    """Twice `x`."""\n'
        "    # YOUR CODE HERE\n    raise NotImplementedError"
    )


def test_the_source_notebook_has_the_answers(course):
    text = (course / "source" / TINY).read_text(encoding="utf-8")
    assert "return x + x + 0" in text


def test_no_answer_is_in_the_release(course):
    for data in files(course / "release").values():
        assert b"x + x" not in data
        assert b"half_of_it" not in data
        assert b"SOLUTION" not in data


def test_released_notebooks_are_valid(course):
    nbformat.validate(nbformat.read(course / "release" / TINY, as_version=4))


def test_tags_reach_the_release(course):
    cells = nbformat.read(course / "release" / TINY, as_version=4).cells
    assert cells[2].metadata.tags == ["raises-exception"]
    assert cells[5].metadata.tags == ["skip-when-grading"]


def test_no_lesson_text_reaches_autograded(course):
    submitted = course / "submitted" / "ada" / "01-tiny"
    shutil.copytree(course / "release" / "01-tiny", submitted)
    config = course_config(course)
    coursedir = CourseDirectory(config=config, assignment_id="01-tiny")
    autograde = Autograde(coursedir=coursedir, config=config)
    autograde.notebooks = [str(submitted / "tiny.ipynb")]
    autograde.init_assignment("01-tiny", "ada")
    assert set(files(course / "autograded")) == {"ada/01-tiny/img/plot.svg"}


# The same bytes everywhere


def build_elsewhere(
    template: Path, where: Path, **environment: str
) -> dict[str, bytes]:
    """Build a fresh copy in its own process; return all the notebooks."""
    root = where / "my course"
    shutil.copytree(template, root, ignore=shutil.ignore_patterns("release"))
    for made in root.rglob("*.ipynb"):
        made.unlink()
    subprocess.run(
        [sys.executable, "-m", "course.cli", "build", "--course-dir", str(root)],
        env={**os.environ, "PYTHONPATH": str(REPO), **environment},
        cwd=where,
        check=True,
        capture_output=True,
    )
    return notebooks(root)


def notebooks(root: Path) -> dict[str, bytes]:
    made = files(root / "release") | files(root / "source")
    return {name: data for name, data in made.items() if name.endswith(".ipynb")}


def test_a_build_in_another_time_zone_and_locale_is_byte_identical(template, tmp_path):
    there = build_elsewhere(
        template,
        tmp_path / "two" / "deeper",
        TZ="America/St_Johns",
        LC_ALL="de_DE.ISO-8859-1",
        PYTHONUTF8="0",
        PYTHONHASHSEED="2",
    )
    assert notebooks(template) == there


def test_plain_nbgrader_makes_the_same_release(course):
    before = files(course / "release")
    assert nbgrader(course, "generate_assignment", "01-tiny", "--force").returncode == 0
    assert files(course / "release") == before


def test_building_again_changes_nothing(course):
    before = files(course / "release") | files(course / "source")
    build(course)
    assert files(course / "release") | files(course / "source") == before


# Drift


def test_nothing_has_drifted_after_a_build(course):
    assert drift(course) == []


def test_a_file_that_was_edited_has_drifted(course):
    edit(course / "release" / TINY, "Twice", "Thrice")
    assert drift(course) == [f"release/{TINY}: changed"]


def test_an_edited_lesson_has_drifted(course, lesson):
    edit(lesson, "The size", "A size")
    assert drift(course) == [f"release/{TINY}: changed"]


def test_a_solution_may_change_without_drift(course, lesson):
    edit(lesson, "return x + x + 0", "return 2 * x")
    assert drift(course) == []


def test_missing_and_extra_files_have_drifted(course):
    (course / "release" / TINY).rename(course / "release" / "01-tiny" / "old.ipynb")
    assert drift(course) == [
        "release/01-tiny/old.ipynb: extra",
        f"release/{TINY}: missing",
    ]


def test_an_assignment_without_source_has_drifted(course):
    shutil.copytree(course / "release" / "01-tiny", course / "release" / "00-old")
    assert "release/00-old/tiny.ipynb: extra" in drift(course)


def test_what_jupyter_leaves_behind_is_no_drift(course):
    left = course / "release" / "01-tiny" / ".ipynb_checkpoints" / "tiny.ipynb"
    left.parent.mkdir()
    left.write_text("{}", encoding="utf-8")
    assert drift(course) == []


def test_looking_for_drift_changes_nothing(course, lesson):
    edit(lesson, "The size", "A size")
    before = files(course)
    drift(course)
    assert files(course) == before


# Building again


def test_an_assignment_without_source_is_taken_away(course):
    shutil.copytree(course / "release" / "01-tiny", course / "release" / "00-old")
    assert build(course).removed == ["00-old"]
    assert not (course / "release" / "00-old").exists()


def test_what_a_learner_wrote_in_release_is_kept_when_it_is_replaced(course):
    build(course)
    path = next((course / "release").rglob("*.ipynb"))
    work = path.read_text(encoding="utf-8").replace("YOUR CODE HERE", "my work")
    path.write_text(work, encoding="utf-8")
    kept = build(course).kept
    assert kept is not None
    assert (kept / path.parent.name / path.name).read_text(encoding="utf-8") == work


def test_a_build_that_changes_nothing_keeps_nothing(course):
    build(course)
    assert build(course).kept is None


def test_builds_within_one_second_each_keep_what_they_replaced(course, monkeypatch):
    monkeypatch.setattr("time.strftime", lambda *_: "2026-01-01-120000-")
    build(course)
    kept = []
    for text in ["my work", "more work"]:
        path = next((course / "release").rglob("*.ipynb"))
        work = path.read_text(encoding="utf-8").replace("YOUR CODE HERE", text)
        path.write_text(work, encoding="utf-8")
        kept.append(build(course).kept)
    assert len(set(kept)) == 2
    assert all(any(folder.rglob("*.ipynb")) for folder in kept)


def test_only_the_wanted_assignment_is_built(course):
    other = course / "source" / "02-tiny"
    shutil.copytree(course / "source" / "01-tiny", other)
    for path in [*other.glob("*.py"), *other.glob("*.ipynb")]:
        path.rename(other / f"other_{path.name}")
    edit(course / "source" / "01-tiny" / "tiny.py", "The size", "A size")
    build(course, ["02-tiny"])
    assert drift(course, ["02-tiny"]) == []
    assert drift(course) == [f"release/{TINY}: changed"]


def test_the_gradebook_knows_the_points(course):
    with gradebook(course) as book:
        assert book.find_assignment("01-tiny").max_score == 100
        assert book.find_grade_cell("test_halve", "tiny", "01-tiny").max_score == 60


def test_building_again_keeps_the_grades(course, lesson):
    with_a_submission(course)
    edit(lesson, "The size", "A size")
    build(course)
    with gradebook(course) as book:
        assert book.find_submission("01-tiny", "ada").score == 30


def test_another_gradebook_can_be_named(course, tmp_path, monkeypatch):
    monkeypatch.setenv("CHARLM_DB_URL", f"sqlite:///{tmp_path}/other.db")
    url = gradebook_url(course, course_config(course))
    assert url == f"sqlite:///{tmp_path}/other.db"


def test_a_relative_gradebook_lies_in_the_course(course, monkeypatch):
    monkeypatch.setenv("CHARLM_DB_URL", "sqlite:///other.db")
    url = gradebook_url(course, course_config(course))
    assert url == f"sqlite:///{course}/other.db"


# Failing


def test_author_errors_leave_everything_as_it_was(course, lesson):
    edit(lesson, '"grade_id": "double"', '"grade_id": "triple"')
    edit(lesson, "The size", "A size")
    before = files(course)
    with pytest.raises(AuthorErrors):
        build(course)
    assert files(course) == before


def test_a_leak_leaves_everything_as_it_was(course, lesson):
    edit(lesson, "print(double(halve(1)))", "x = 1\nhalf_of_it = x * 0.5; y = 1\n")
    edit(lesson, "# The size", "# Try `return x + x + 0`. The size")
    before = files(course)
    with pytest.raises(AuthorErrors, match="the solution leaks") as caught:
        build(course)
    assert len(caught.value.problems) == 1
    assert files(course) == before


def test_errors_of_all_lessons_are_told_together(course, lesson):
    edit(lesson, '"points": 60', '"points": 50')
    more = lesson.with_name("more.py")
    more.write_text("# %%\nno marker = 1", encoding="utf-8")
    with pytest.raises(AuthorErrors) as caught:
        build(course)
    assert {p.path for p in caught.value.problems} == {
        "source/01-tiny/tiny.py",
        "source/01-tiny/more.py",
    }


def test_cells_may_come_and_go_once_there_are_submissions(course, lesson):
    with_a_submission(course)
    edit(lesson, "halve", "bisect")
    build(course)
    with gradebook(course) as book:
        submission = book.find_submission("01-tiny", "ada")
        assert submission.score == 30
        grades = {grade.name for one in submission.notebooks for grade in one.grades}
    assert grades == {"test_double", "test_bisect"}


def test_manual_scores_and_comments_stay_when_cells_are_added(course, lesson):
    with_a_submission(course)
    where = ("tiny", "01-tiny", "ada")
    with gradebook(course) as book:
        book.find_grade("test_double", *where).manual_score = 35
        book.find_comment("double", *where).manual_comment = "well done"
        book.db.commit()
    edit(lesson, "halve", "bisect")
    build(course)
    with gradebook(course) as book:
        assert book.find_grade("test_double", *where).score == 35
        assert book.find_comment("double", *where).comment == "well done"
        assert book.find_comment("bisect", *where).comment is None


def test_a_notebook_may_be_added_once_there_are_submissions(course, lesson):
    with_a_submission(course)
    text = lesson.read_text(encoding="utf-8").replace("halve", "bisect")
    (lesson.parent / "third.py").write_text(text, encoding="utf-8")
    build(course)
    with gradebook(course) as book:
        submission = book.find_submission("01-tiny", "ada")
        found = {one.name: len(one.grades) for one in submission.notebooks}
    assert found == {"tiny": 2, "more": 0, "third": 2}


def test_a_notebook_without_grades_may_go_once_there_are_submissions(course, lesson):
    with_a_submission(course)
    for name in ("more.py", "more.ipynb"):
        (lesson.parent / name).unlink()
    build(course)
    with gradebook(course) as book:
        submission = book.find_submission("01-tiny", "ada")
        assert [one.name for one in submission.notebooks] == ["tiny"]
        assert submission.score == 30


def test_a_cell_with_grades_is_not_removed(course, lesson):
    with_a_submission(course)
    edit(lesson, "double", "twice")
    release = files(course / "release")
    with pytest.raises(BuildError, match="the cell test_double has grades") as refused:
        build(course)
    assert str(refused.value).startswith("source/01-tiny: tiny: ")
    assert files(course / "release") == release
    with gradebook(course) as book:
        assert book.find_submission("01-tiny", "ada").score == 30


def test_a_release_that_cannot_be_replaced_stays(course, lesson, monkeypatch):
    edit(lesson, "The size", "A size")
    before = files(course / "release")
    rename = Path.rename

    def refuse(self, target):
        if Path(target) == course / "release" / "01-tiny" and self.parent.name != "old":
            raise OSError("no")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="no"):
        build(course)
    assert files(course / "release") == before


def test_a_notebook_without_text_is_named(course):
    made = course / "source" / "01-tiny" / "tiny.ipynb"
    shutil.copy(made, made.with_name("old.ipynb"))
    with pytest.raises(AuthorErrors, match=r"01-tiny/old\.ipynb:1: no old\.py beside"):
        drift(course)


def test_a_lesson_in_the_wrong_place_is_named(course, lesson):
    shutil.copy(lesson, course / "source" / "stray.py")
    with pytest.raises(AuthorErrors, match=r"source/stray\.py:1: lessons must be in"):
        drift(course)


def test_two_lessons_of_one_name_are_refused(write_course):
    root = write_course()
    other = root / "source" / "02-other" / "tiny.py"
    other.parent.mkdir()
    other.write_text("# %%\nprint(1)\n", encoding="utf-8")
    with pytest.raises(AuthorErrors) as errors:
        build(root)
    assert str(errors.value) == (
        "source/02-other/tiny.py:1: source/01-tiny/tiny.py has the same name, and "
        "checks go by it: rename one"
    )


def test_an_unknown_assignment_is_named(course):
    with pytest.raises(BuildError, match="no assignment 02-x in source/: 01-tiny"):
        build(course, ["02-x"])


def test_a_course_without_lessons_is_named(course):
    shutil.rmtree(course / "source")
    with pytest.raises(BuildError, match="no lessons"):
        build(course)


def test_a_path_that_nbgrader_cannot_search_is_named(course):
    odd = course.rename(course.with_name("course [2]"))
    with pytest.raises(BuildError, match=r"\*, \? or \["):
        build(odd)


def test_the_course_is_found_from_inside_it(course):
    assert course_root(course / "source" / "01-tiny") == course.resolve()


def test_a_folder_outside_a_course_is_named(tmp_path):
    with pytest.raises(BuildError, match="no course here"):
        course_root(tmp_path)


# The command


def run(*arguments: object):
    return CliRunner().invoke(app, ["build", *map(str, arguments)])


def test_the_command_says_what_it_built(course):
    result = run("--course-dir", course)
    assert result.exit_code == 0
    assert "release/01-tiny/tiny.ipynb: double, halve (100 points)" in result.output


def test_the_command_exits_1_on_drift_and_names_the_file(course):
    edit(course / "release" / TINY, "Twice", "Thrice")
    result = run("--check", "--course-dir", course)
    assert result.exit_code == 1
    assert f"release/{TINY}: changed" in result.output


def test_the_command_exits_0_without_drift(course):
    assert run("--check", "--course-dir", course).exit_code == 0


def test_the_command_tells_author_errors_without_a_traceback(course, lesson):
    edit(lesson, '"points": 60', '"points": 50')
    result = run("--course-dir", course)
    assert result.exit_code == 1
    assert "source/01-tiny/tiny.py:35: cell test_halve: points sum" in result.output
    assert "Traceback" not in result.output
