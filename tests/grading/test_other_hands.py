"""A class in other hands: locked, backed up, restored, and one person forgotten.

The class is graded once. Its ids are unlike any other text, so that a search for one
finds all that is left of a person.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest
from support.lms import Student, canvas_grades, canvas_name, zipped
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums

from course.grading import backup
from course.grading.groups import read_groups
from course.lock import locked
from course.report.gather import gather

ANN, BOB = (
    Student(1001, "Ann", "Quokka", "quokka77"),
    Student(1002, "Bob", "Wombat", "wombat88"),
)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Return a class of two of Canvas, collected, graded, extended and reported on."""
    course = sums(tmp_path_factory.mktemp("hands") / "course").build()
    answer = nbformat.writes(course.answered(RIGHT)).encode()
    files = {canvas_name(one, "sums.ipynb"): answer for one in (ANN, BOB)}
    path = zipped(course.root.with_name("class.zip"), files)
    table = course.root.with_name("grades.csv")
    table.write_bytes(canvas_grades((ANN, BOB)))
    course.run("collect", "00-sums", str(path), "--table", str(table))
    course.run("due", "00-sums", "2026-12-01 23:59")
    course.run("extend", "00-sums", "wombat88", "3d")
    assert course.run("grade", "00-sums", "--workers", "1").exit_code == 0
    assert course.run("report").exit_code == 0
    assert course.run("return", "00-sums").exit_code == 0
    return course


@pytest.fixture
def course(graded: MiniCourse) -> Iterator[MiniCourse]:
    copy = graded.copy(graded.root.with_name("copy"))
    yield copy
    shutil.rmtree(copy.root)


@pytest.fixture
def saved(course: MiniCourse, tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    said = course.run("backup", str(path))
    assert said.exit_code == 0 and "read back and whole" in said.stdout
    return path


def files(course: MiniCourse) -> dict[str, bytes]:
    """Return the files that a class has made."""
    return {
        path.relative_to(course.root).as_posix(): path.read_bytes()
        for top in ("submitted", "autograded", "feedback", ".course/lms")
        for path in (course.root / top).rglob("*")
        if path.is_file()
    }


# --- locks ----------------------------------------------------------------------------


def test_the_second_is_told_who_the_first_is(course):
    with locked(course.root, "00-sums"):
        said = course.run("grade", "00-sums")
    assert said.exit_code == 1 and said.stderr.count("\n") == 1
    assert said.stderr.startswith("00-sums is in use by ")
    assert ", since 20" in said.stderr
    assert course.run("grade", "00-sums", "--workers", "1").exit_code == 0


def test_another_assignment_is_not_locked(course):
    with locked(course.root, "01-other"):
        assert course.run("grade", "00-sums", "--workers", "1").exit_code == 0


def test_a_lock_ends_with_its_process(course):
    code = (
        "import os, sys, pathlib; from course.lock import locked\n"
        "with locked(pathlib.Path(sys.argv[1]), '00-sums'): os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(course.root)], timeout=60)
    with locked(course.root, "00-sums"):
        pass


@pytest.mark.parametrize(
    "words",
    [
        ("due", "00-sums", "2026-12-01 23:59"),
        ("extend", "00-sums", "ann", "3d"),
        ("export", "00-sums", "--to", "grades.csv"),
        ("qualify", "00-sums"),
    ],
    ids=lambda words: words[0],
)
def test_nobody_changes_an_assignment_that_somebody_grades(
    course, words, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    Path("grades.csv").write_bytes(canvas_grades())
    if words[0] == "extend":
        course.run("due", "00-sums", "2026-12-01 23:59")
    with locked(course.root, "00-sums"):
        said = course.run(*words)
    assert said.exit_code == 1
    assert said.stderr.startswith("00-sums is in use by ") and ", since " in said.stderr
    assert said.stderr.count("\n") == 1


def test_a_due_date_can_be_looked_at_while_somebody_grades(course):
    with locked(course.root, "00-sums"):
        assert course.run("due", "00-sums").exit_code == 0


def test_nobody_collects_while_somebody_grades(course, tmp_path):
    with locked(course.root, "00-sums"):
        said = course.run("collect", "00-sums", str(tmp_path))
    assert "is in use by" in said.stderr


# --- backup and restore ---------------------------------------------------------------


def test_no_hand_in_keeps_the_others_out_of_a_backup(course, tmp_path, monkeypatch):
    theirs = course.root / "submitted" / "quokka77" / "00-sums"
    (theirs / "link").symlink_to(course.root / ".course" / "secret")
    Path(os.fsdecode(os.fsencode(theirs) + b"/\xff.txt")).touch()
    with (theirs / "huge").open("wb") as file:
        file.truncate(1 << 40)
    monkeypatch.chdir(theirs)
    for _ in range(2100):  # more than a path may hold
        os.mkdir("d")
        os.chdir("d")
    said = course.run("backup", str(tmp_path / "backup.zip"))
    assert said.exit_code == 0 and "read back and whole" in said.stdout
    for name, why in (
        ("ff.txt", "no Unicode"),
        ("huge", "300 mb"),
        ("d/d", "too long"),
    ):
        [line] = [one for one in said.stderr.splitlines() if name in one]
        assert line.startswith("not in it: ") and why in line
    names = ZipFile(tmp_path / "backup.zip").namelist()
    assert "submitted/wombat88/00-sums/sums.ipynb" in names
    assert not any("link" in name for name in names)
    monkeypatch.chdir(course.root)
    assert course.run("forget", "quokka77", "--yes").exit_code == 0
    assert not any(course.root.glob("*/quokka77*"))


def test_a_hand_in_that_takes_hours_to_read_is_newer(course):
    theirs = course.root / "submitted" / "quokka77" / "00-sums" / "sums.ipynb"
    with theirs.open("wb") as file:
        file.truncate(1 << 40)
    (theirs.parents[2] / "wombat88/00-sums/sums.ipynb").unlink()
    (theirs.parents[2] / "wombat88/00-sums/sums.ipynb").symlink_to(theirs)
    [results] = gather(course.root)
    assert [one.newer for one in results.submissions] == [True, True]


def test_a_restored_class_is_the_same_one(course, saved):
    scores, made = course.scores(), files(course)
    secret = (course.root / ".course" / "secret").read_bytes()
    for name in ("submitted", "autograded", "feedback", ".course"):
        shutil.rmtree(course.root / name)
    course.forget_students()
    assert course.run("restore", str(saved)).exit_code == 0
    assert (course.scores(), files(course)) == (scores, made)
    assert (course.root / ".course" / "secret").read_bytes() == secret
    assert (course.root / ".course" / "secret").stat().st_mode & 0o777 == 0o600
    with course.gradebook() as gradebook:
        found = gradebook.find_submission("00-sums", "wombat88")
        assert found.extension.days == 3 and found.duedate.day == 4


def test_groups_and_what_was_accepted_come_back(course, tmp_path):
    table = tmp_path / "groups.csv"
    table.write_text("student,group\nquokka77,one\nsomebody,one\n", encoding="utf-8")
    assert course.run("group", "00-sums", str(table)).exit_code == 0
    inside = course.root / ".course"
    (inside / "qualified").mkdir(exist_ok=True)
    (inside / "qualified" / "00-sums.json").write_text("{}", encoding="utf-8")
    groups = read_groups(course.root, "00-sums").groups
    course.run("backup", str(tmp_path / "backup.zip"))
    shutil.rmtree(inside)
    said = course.run("restore", str(tmp_path / "backup.zip"), "--replace")
    assert said.exit_code == 0, said.output
    assert read_groups(course.root, "00-sums").groups == groups != {}
    assert (inside / "qualified" / "00-sums.json").exists()


def test_all_that_is_in_our_folder_is_kept_or_can_be_made_again(course, saved):
    made = {path.name for path in (course.root / ".course").iterdir()}
    logs = {name for name in made if name.endswith(".log")}
    assert made - logs - {*backup.KEPT} <= {"cache", "locks", "replaced"}


def test_a_class_that_is_there_is_not_replaced_by_accident(course, saved):
    before = files(course)
    said = course.run("restore", str(saved))
    assert "this course is in use, with 2 students: add --replace" in said.stderr
    assert files(course) == before and said.exit_code == 1


def test_what_is_replaced_is_backed_up_first(course, saved):
    course.path("submitted", "quokka77").write_bytes(b"newer")
    said = course.run("restore", str(saved), "--replace")
    assert said.exit_code == 0, said.output
    assert course.path("submitted", "quokka77").read_bytes() != b"newer"
    [before] = (course.root / ".course").glob("replaced-*.zip")
    with ZipFile(before) as archive:
        assert archive.read("submitted/quokka77/00-sums/sums.ipynb") == b"newer"


def test_a_restore_that_fails_leaves_everything_as_it_was(course, saved, monkeypatch):
    course.path("submitted", "quokka77").write_bytes(b"newer")
    before, scores = files(course), course.scores()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_replace_rows", fail)
    said = course.run("restore", str(saved), "--replace")
    assert "no space left on device" in said.stderr
    assert (files(course), course.scores()) == (before, scores)


@pytest.mark.parametrize("harm", ["cut", "changed", "no zip", "missing"])
def test_a_damaged_backup_is_one_line_and_changes_nothing(course, saved, harm):
    before, data = files(course), saved.read_bytes()
    if harm == "missing":
        saved.unlink()
    else:
        at = len(data) // 2
        changed = data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]
        saved.write_bytes({"cut": data[:at], "changed": changed}.get(harm, b"no"))
    said = course.run("restore", str(saved), "--replace")
    assert said.exit_code == 1 and said.stderr.count("\n") == 1
    assert files(course) == before


def test_an_earlier_backup_is_not_overwritten(course, saved):
    before = saved.read_bytes()
    assert "is there already" in course.run("backup", str(saved)).stderr
    assert saved.read_bytes() == before and saved.stat().st_mode & 0o777 == 0o600


def test_a_backup_may_be_written_while_somebody_grades(course, tmp_path):
    with locked(course.root, "00-sums"):
        assert course.run("backup", str(tmp_path / "b.zip")).exit_code == 0


# --- forgetting -----------------------------------------------------------------------


def test_nothing_is_left_of_who_is_forgotten(course):
    said = course.run("forget", "wombat88", "--yes")
    assert said.exit_code == 0, said.output
    for path in course.root.rglob("*"):
        assert "wombat88" not in path.name
        if path.is_file():
            data = path.read_bytes()
            assert b"wombat88" not in data and b"Wombat" not in data, path


def test_everybody_else_stays(course):
    kept = {name: data for name, data in files(course).items() if "quokka77" in name}
    course.run("forget", "wombat88", "--yes")
    assert {n: d for n, d in files(course).items() if "quokka77" in n} == kept
    assert course.scores() == {"quokka77": {"double": 40, "total": 60}}


def test_nobody_is_forgotten_without_a_yes(course):
    before = files(course)
    assert course.run("forget", "wombat88").exit_code == 1
    assert files(course) == before


@pytest.mark.parametrize("name", ["nobody", "..", "a/b", " "])
def test_who_is_not_known_is_one_line(course, name):
    before = files(course)
    said = course.run("forget", name, "--yes")
    assert said.exit_code == 1 and said.stderr.count("\n") == 1
    assert files(course) == before


def test_a_table_for_research_has_no_names_and_the_same_pseudonyms(course):
    told = []
    for _ in range(2):
        assert course.run("report", "--anonymous").exit_code == 0
        told.append((course.root / "report" / "anonymous.csv").read_bytes())
    assert told[0] == told[1] and told[0].count(b",100,100\n") == 2
    assert b"quokka77" not in told[0] and b"wombat88" not in told[0]
