"""A class of good and broken submissions, graded as an instructor would.

The lesson is the one in lesson/: `double` for 40 points, `total` for 60. The class is
graded once, and every test looks at the results.
"""

import logging
import sqlite3
import subprocess
import sys
from contextlib import closing
from functools import partial
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from support.mini_course import Change, MiniCourse, grade_id, without
from support.programs import nbgrader
from support.sums import RIGHT, sums
from typer.testing import Result

from course.grading.grade import Grading
from course.log import LogFile
from course.report.gather import gather
from course.worker.process import WorkerEnded, WorkerServer
from course.worker.recorded import notebook_in
from utils.saved import sum_of

NOISY = """\
import sys, warnings
def double(x):
    print("doubling")
    warnings.warn("twice")
    sys.stderr.write("loudly")
    return 2 * x
"""
DESERVED = {
    "right": {"double": 40, "total": 60},
    "blank": {"double": 0, "total": 0},
    "constant": {"double": 0, "total": 60},
    "noisy": {"double": 40, "total": 60},
    "deleted": {"double": 40, "total": 60},
    "twice": {"double": 40, "total": 60},
    "misnamed": {"double": 40, "total": 60},
    "old format": {"double": 40, "total": 60},
    "unparsable": {"double": 40, "total": 0},
    "ünï çode": {"double": 40, "total": 60},
    "bom": {"double": 40, "total": 60},
    "crlf": {"double": 40, "total": 60},
}
CORRECTED = {"misnamed"}  # by course grade; nbgrader does not see them
BROKEN = {
    "nojson": "sums.ipynb",
    "nocells": "sums.ipynb",
    "empty": "sums.ipynb",
    "huge": "sums.ipynb",
    "nothing": "00-sums",
    "br[ck]ts": "00-sums",
}


@pytest.fixture(scope="module")
def the_class(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Build a course in a folder with a space, and hand everything in."""
    course = sums(tmp_path_factory.mktemp("class of") / "2 courses").build()
    for student in ("right", "br[ck]ts", "ünï çode"):
        course.hand_in(student, RIGHT)
    course.hand_in("blank")
    course.hand_in("constant", RIGHT | {"double": "def double(x):\n    return 8\n"})
    course.hand_in("noisy", RIGHT | {"double": NOISY})
    course.hand_in("unparsable", RIGHT | {"total": "def total(values)\n    return 1\n"})
    course.hand_in("deleted", RIGHT, without("test_total"))
    course.hand_in("twice", RIGHT, with_twice("test_total"))
    course.hand_in("nocells", RIGHT, lambda nb: nb.cells.clear())
    course.handed_in("nojson", "def double(x): ...")
    course.handed_in("empty")
    misnamed = course.hand_in("misnamed", RIGHT)
    misnamed.rename(misnamed.with_name("essay.ipynb"))
    with course.handed_in("huge").open("wb") as file:
        file.truncate(51 * 2**20)
    course.handed_in("nothing").unlink()
    path = course.hand_in("bom", RIGHT)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    path = course.hand_in("crlf", RIGHT)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    old = course.hand_in("old format", RIGHT)
    nbformat.write(nbformat.convert(nbformat.read(old, as_version=4), 3), old)
    return course


@pytest.fixture(scope="module")
def graded(the_class: MiniCourse) -> Result:
    """Return the output of `course grade`; one student has an earlier grade."""
    return grade(the_class, the_class.assignment)


def with_twice(name: str) -> Change:
    def change(nb: NotebookNode) -> None:
        again = [dict(c, id="again") for c in nb.cells if grade_id(c) == name]
        nb.cells += [nbformat.from_dict(cell) for cell in again]

    return change


def grade(course: MiniCourse, *arguments: str) -> Result:
    return course.run("grade", *arguments, "--workers", "1")


def row_of(graded: Result, student: str) -> str:
    return next(li for li in graded.stdout.splitlines() if li.startswith(student))


def page_of(course: MiniCourse, student: str) -> str:
    return course.path("feedback", student, ".html").read_text(encoding="utf-8")


def test_every_gradable_submission_gets_the_scores_it_deserves(the_class, graded):
    assert the_class.scores() == DESERVED


@pytest.mark.parametrize("student", DESERVED)
def test_a_row_shows_the_scores_and_their_sum(graded, student):
    scores = DESERVED[student].values()
    shown = row_of(graded, student).removeprefix(student).split()[:3]
    assert shown == [f"{points:g}" for points in (*scores, sum(scores))]


@pytest.mark.parametrize("student", BROKEN)
def test_a_broken_submission_gets_a_line_with_student_and_file(graded, student):
    lines = [li for li in graded.stderr.splitlines() if li.startswith(f"{student}:")]
    assert len(lines) == 1 and BROKEN[student] in lines[0]


def test_a_row_tells_what_was_corrected(graded):
    assert "essay.ipynb" in row_of(graded, "misnamed")
    assert len(row_of(graded, "right").split()) == 6


def test_the_exit_code_says_that_somebody_got_no_verdict(graded):
    assert graded.exit_code == 1


def test_nothing_else_is_on_stderr(graded):
    assert len(graded.stderr.splitlines()) == len(BROKEN)


@pytest.mark.parametrize("student", DESERVED)
def test_the_feedback_page_has_the_table_of_the_checks(the_class, graded, student):
    assert "what was checked" in page_of(the_class, student)


@pytest.mark.parametrize("student", DESERVED)
def test_the_feedback_page_tells_nothing_of_what_is_hidden(the_class, graded, student):
    page = page_of(the_class, student)
    for secret in ("SECRET", "123456789", "246913578", "hidden_value", "np.isclose"):
        assert secret not in page


def test_the_verdict_of_the_judge_is_kept_in_the_autograded_notebook(the_class, graded):
    cells = the_class.read("autograded", "constant").cells
    cell = next(c for c in cells if grade_id(c) == "test_double")
    outcomes = [r["outcome"] for r in cell.outputs[-1].metadata.charlm.results]
    assert outcomes == ["passed", "failed"]


def test_a_report_without_a_sandbox_says_so(the_class, graded):
    assert "without a sandbox" in graded.stdout
    assert "without a sandbox" in page_of(the_class, "right")


def test_the_rows_in_a_pipe_are_plain_lines(graded):
    assert "\x1b" not in graded.output and "─" not in graded.output


# test_honest.py and test_bank.py have its command for fewer ways to hand in.
@pytest.mark.slow
def test_nbgrader_autograde_gives_the_same_scores(the_class, graded, tmp_path):
    plain = the_class.copy(tmp_path / "plain nbgrader", "autograded")
    plain.forget_students()
    own = {"JUPYTER_CONFIG_DIR": str(tmp_path)}
    nbgrader(plain.root, "autograde", plain.assignment, **own)
    scores = plain.scores()
    comparable = {s: DESERVED[s] for s in DESERVED if s not in CORRECTED}
    assert {student: scores.get(student) for student in comparable} == comparable


@pytest.fixture
def small(the_class: MiniCourse) -> MiniCourse:
    """Return the course without any submission."""
    made = ("submitted", "autograded", "feedback", ".course")
    return the_class.copy(the_class.root.with_name("small"), *made)


@pytest.fixture(scope="module")
def graded_once(the_class: MiniCourse) -> MiniCourse:
    """Return the course with one student, who has a wrong answer and a grade for it."""
    made = ("submitted", "autograded", "feedback", ".course")
    course = the_class.copy(the_class.root.with_name("once"), *made)
    course.hand_in("zoe", RIGHT | {"double": "def double(x):\n    return 8\n"})
    assert "→" not in grade(course).stdout
    return course


@pytest.fixture
def with_a_grade(graded_once: MiniCourse) -> MiniCourse:
    """Return a copy of the course with one student, for whom 60 points are recorded."""
    return graded_once.copy(graded_once.root.with_name("small"))


def test_a_new_verdict_replaces_the_old_and_is_told_with_its_criterion(with_a_grade):
    with_a_grade.hand_in("zoe", RIGHT)
    again = grade(with_a_grade)
    assert with_a_grade.scores()["zoe"] == {"double": 40, "total": 60}
    assert "changed since this grading began: 1\n" in again.stdout
    assert "00-sums, zoe: 60 → 100 (+40): double: " in again.stdout
    assert "failed → passed, +" in again.stdout


def test_a_grade_that_is_left_alone_needs_no_look_at_its_notebook(
    with_a_grade, monkeypatch
):
    with_a_grade.hand_in("ann", RIGHT)
    grade(with_a_grade)
    opened = []

    def recorded_reading(path: Path) -> dict:
        opened.append(path.relative_to(with_a_grade.root).parts[1])
        return notebook_in(path)

    monkeypatch.setattr("course.report.gather.notebook_in", recorded_reading)
    with_a_grade.hand_in("zoe", RIGHT)
    assert "00-sums, zoe: 60 → 100 (+40)" in grade(with_a_grade).stdout
    assert opened == ["zoe", "zoe"]  # before and after


def test_who_is_new_is_told_where_a_snapshot_is_asked_for(with_a_grade):
    with_a_grade.run("report")
    with_a_grade.hand_in("ann", RIGHT)
    graded = grade(with_a_grade, "--since", "last")
    assert "00-sums, ann: – → 100: graded for the first time" in graded.stdout


def test_an_unknown_snapshot_is_one_line_before_anything_is_graded(small):
    small.hand_in("zoe", RIGHT)
    refused = grade(small, "--since", "yesterday")
    assert refused.exit_code == 1 and not (small.root / "autograded").exists()
    assert refused.stderr == "no snapshot yesterday: the latest are none yet\n"


def test_a_broken_resubmission_leaves_what_was_graded(with_a_grade):
    before = with_a_grade.path("autograded", "zoe").read_bytes()
    with_a_grade.handed_in("zoe", "{")
    graded = grade(with_a_grade)
    assert with_a_grade.scores()["zoe"] == {"double": 0, "total": 60}
    assert with_a_grade.path("autograded", "zoe").read_bytes() == before
    assert "the earlier grade stays: 60" in graded.stdout


def test_a_grading_that_breaks_leaves_what_was_graded(with_a_grade, monkeypatch):
    before = with_a_grade.path("autograded", "zoe").read_bytes()
    with_a_grade.hand_in("zoe")

    def broken(*_: object, **__: object) -> None:
        raise WorkerEnded("no space left")

    monkeypatch.setattr(WorkerServer, "run", broken)
    graded = grade(with_a_grade)
    assert graded.exit_code == 1
    assert "zoe: submitted/zoe/00-sums: the grading broke, twice: " in graded.stderr
    assert "no space left" in graded.stderr
    assert "the earlier grade stays: 60" in graded.stdout
    assert with_a_grade.scores()["zoe"] == {"double": 0, "total": 60}
    assert with_a_grade.path("autograded", "zoe").read_bytes() == before


def test_an_assignment_that_the_gradebook_does_not_know_has_to_be_built_first(small):
    (small.root / "gradebook.db").unlink()
    small.hand_in("blank")
    refused = grade(small)
    told = "00-sums is not in the gradebook: run course build 00-sums\n"
    assert (refused.exit_code, refused.stderr) == (1, told)


def test_a_gradebook_of_another_lesson_is_refused(small):
    small.hand_in("zoe", RIGHT)
    path = small.path("release")
    text = path.read_text(encoding="utf-8").replace("double(4) == 8", "double(5) == 10")
    path.write_text(text, encoding="utf-8")
    refused = grade(small)
    assert refused.exit_code == 1 and "test_double" in refused.stderr


def test_an_unknown_assignment_is_one_line(small):
    small.hand_in("zoe", RIGHT)
    refused = grade(small, "99-nothing")
    assert refused.exit_code == 1
    assert refused.stderr == "no assignment 99-nothing: there are 00-sums\n"


@pytest.mark.parametrize("asked", [(), ("00-sums",)])
def test_no_submissions_are_one_line(small, asked):
    refused = grade(small, *asked)
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1
    assert "no submissions" in refused.stderr


def test_a_folder_that_is_no_course_is_one_line(tmp_path):
    refused = MiniCourse(tmp_path, "", "").run("grade", "00-sums")
    assert refused.exit_code == 1 and "no course here" in refused.stderr


def test_exercises_come_in_the_order_of_the_lesson(small):
    small.hand_in("zoe", RIGHT)
    assert list(Grading(small.root, small.assignment).worth.items()) == [
        ("double", 40),
        ("total", 60),
    ]


def test_a_gradebook_that_is_none_is_one_line(small):
    small.hand_in("zoe", RIGHT)
    (small.root / "gradebook.db").write_text("not a database", encoding="utf-8")
    refused = grade(small)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("the gradebook could not be used: ")
    assert len(refused.stderr.splitlines()) == 1


def test_a_gradebook_that_somebody_has_locked_is_one_line(small, monkeypatch):
    small.hand_in("zoe", RIGHT)
    impatient = partial(sqlite3.dbapi2.connect, timeout=0.1)  # in place of 5 s
    monkeypatch.setattr(sqlite3.dbapi2, "connect", impatient)
    with closing(
        sqlite3.connect(small.root / "gradebook.db", isolation_level=None)
    ) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused = grade(small)
    assert refused.exit_code == 1
    assert refused.stderr.startswith("the gradebook could not be used: ")
    assert "locked" in refused.stderr and len(refused.stderr.splitlines()) == 1
    assert grade(small).exit_code == 0


def test_a_disk_that_cannot_be_written_is_one_line(small, monkeypatch):
    def read_only(*args, **kwargs):
        raise OSError(30, "Read-only file system", "a place")

    small.hand_in("zoe", RIGHT)
    monkeypatch.setattr("course.grading.grade.workshop_in", read_only)
    refused = grade(small)
    assert refused.exit_code == 1
    told = "a place: read-only file system; fix that and run the same command again"
    assert refused.stderr.startswith(told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_log_that_cannot_be_written_stops_nothing(capsys):
    log = LogFile(Path("/dev/full"), "w", "%(message)s")
    log.handle(logging.makeLogRecord({"msg": "nowhere to go"}))
    log.close()
    assert capsys.readouterr().err == ""


def test_wrong_answers_are_a_success_and_what_a_killed_grading_left_is_removed(small):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = small.root / ".course" / f"grading-{gone.pid}-x"
    left.mkdir(parents=True)
    small.hand_in("blank")
    assert grade(small).exit_code == 0
    assert not left.exists()


@pytest.mark.parametrize("student", ["right", "misnamed", "old format", "bom", "crlf"])
def test_row_page_and_report_show_the_sum_of_a_students_receipt(
    the_class, graded, student
):
    [path] = (the_class.root / "submitted" / student).glob("*/*.ipynb")
    receipt = sum_of(path)  # as utils.submit_check prints it
    assert receipt[:12] in row_of(graded, student)
    page = page_of(the_class, student)
    assert page.count(receipt) == 1
    found = {one.student: one for one in gather(the_class.root)[0].submissions}
    assert found[student].receipts == {"sums": receipt}


def test_outputs_may_be_as_big_as_they_like(small):
    """What is handed in is 60 MB; the sum is that of all of it."""
    picture = nbformat.v4.new_output("display_data", {"image/png": "iVBO" * (15 << 20)})

    def shows(nb: NotebookNode) -> None:
        nb.cells[-1].outputs = [picture]

    path = small.hand_in("zoe", RIGHT, shows)
    done = grade(small)
    assert row_of(done, "zoe").split()[1:4] == ["40", "60", "100"]
    assert sum_of(path)[:12] in row_of(done, "zoe")
    assert small.path("autograded", "zoe").stat().st_size < 2**20
