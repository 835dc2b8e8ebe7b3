"""A group hands in once: it is graded once, and all its members get the credit."""

import csv
import io

import pytest
from support.lms import canvas_grades, zipped
from support.mini_course import MiniCourse
from support.sums import sums

from course.grading.forget import forget
from course.grading.groups import credit, read_groups, share_pages
from course.lms.scores import scores_of
from course.report.gather import gather
from course.report.tables import lms_export, scores_csv, without_names

TABLE = """student,group
jdoe,1
jmueller,1
ada_b,2
007042,2
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Return a course in which jdoe has 75.5 points, written directly."""
    course = sums(tmp_path_factory.mktemp("groups") / "a course").build()
    course.hand_in("jdoe")
    score(course, "jdoe")
    with course.gradebook() as gradebook:
        for member in ("jmueller", "ada_b", "007042", "zoe"):
            gradebook.update_or_create_student(member)
    page = course.path("feedback", "jdoe", ".html")
    page.parent.mkdir(parents=True)
    page.write_text("for jdoe", encoding="utf-8")
    return course


@pytest.fixture
def course(built: MiniCourse) -> MiniCourse:
    return built.copy(built.root.with_name("copy"))


def score(course: MiniCourse, student: str) -> None:
    with course.gradebook() as gradebook:
        gradebook.update_or_create_student(student)
        found = gradebook.update_or_create_submission(course.assignment, student)
        for grade in found.notebooks[0].grades:
            grade.auto_score = 40.0 if grade.name == "test_double" else 35.5
            grade.needs_manual_grade = False
        gradebook.db.commit()


def group(course: MiniCourse, text: str = TABLE):
    path = course.root.with_name("who with whom.csv")
    path.write_text(text, encoding="utf-8")
    return course.run("group", "00-sums", str(path))


def test_all_members_get_the_credit_and_the_page(course):
    done = group(course)
    assert done.exit_code == 0 and "4 students in 2 groups" in done.stdout
    scores = scores_of(course.root, "00-sums")
    assert scores.totals == {"jdoe": 75.5, "jmueller": 75.5}
    page = course.path("feedback", "jmueller", ".html")
    assert page.read_text(encoding="utf-8") == "for jdoe"


def test_tables_and_report_have_a_row_for_each_member(course):
    group(course)
    found = gather(course.root, ["00-sums"])
    rows = {
        r["student"]: r["total"] for r in csv.DictReader(io.StringIO(scores_csv(found)))
    }
    assert rows == {
        "jdoe": "75.5",
        "jmueller": "75.5",
        "ada_b": "",
        "007042": "",
        "zoe": "",
    }
    assert found[0].absent == ["007042", "ada_b", "zoe"]
    hidden = scores_csv(without_names(found, b"secret"))
    assert hidden.count("75.5") == 4 and "jmueller" not in hidden
    path = course.root / "lms.csv"
    lms_export(course.root, found, path)
    of = {r["student_id"]: r["score"] for r in csv.DictReader(path.open())}
    assert of["jmueller"] == of["jdoe"] == "75.5" and of["ada_b"] == ""
    assert course.run("report", "00-sums").exit_code == 0
    report = (course.root / "report" / "report.html").read_text(encoding="utf-8")
    assert "for <bdi>jmueller</bdi>" in report


def test_an_export_fills_the_rows_of_all_members(course, tmp_path):
    group(course)
    path = tmp_path / "grades.csv"
    path.write_bytes(canvas_grades())
    course.run("export", "00-sums", "--to", str(path))
    text = path.read_text(encoding="utf-8-sig")
    assert text.count("75.50") == 2


def test_two_hand_ins_of_a_group_are_named_and_give_no_credit(course):
    course.hand_in("jmueller")
    score(course, "jmueller")
    done = group(course)
    line = "the group 1 has several hand-ins, of jdoe, jmueller"
    assert line in done.stderr
    scores = scores_of(course.root, "00-sums")
    assert not scores.totals
    assert all(line in scores.waiting[one] for one in ("jdoe", "jmueller"))
    assert course.run("report", "00-sums").exit_code == 0
    assert line in (course.root / "report" / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("jdoe,2", "row 6: jdoe is in 1 already, not in 2"),
        (",1", "row 6: has no student"),
        ("zoe,", "row 6: has no group"),
        ("../zoe,1", "row 6: '../zoe' cannot be a student"),
        ("zoe,a/b", "row 6: 'a/b' cannot be a group"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_taken(course, row, words):
    done = group(course, f"{TABLE}{row}\n")
    assert done.exit_code == 1 and words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert len(read_groups(course.root, "00-sums").groups) == 4


def test_a_student_whom_nobody_knows_is_taken_and_named(course):
    done = group(course, f"{TABLE}jmuller,1\n")
    assert done.exit_code == 0 and "nobody here is called jmuller" in done.stderr
    assert credit(course.root, "00-sums").given["jmuller"] == "jdoe"


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "student,group\n,\n"])
def test_a_table_without_groups_is_one_line_and_changes_nothing(course, text):
    group(course)
    done = group(course, text)
    assert done.exit_code == 1 and len(done.stderr.splitlines()) == 1
    assert len(read_groups(course.root, "00-sums").groups) == 4


def test_a_page_is_taken_back_when_the_groups_change(course):
    group(course)
    group(course, "student,group\njdoe,1\nzoe,1\njmueller,2\n")
    assert course.path("feedback", "zoe", ".html").exists()
    assert not course.path("feedback", "jmueller", ".html").exists()


def test_a_page_of_ones_own_hand_in_is_never_taken_away(course):
    group(course)
    course.hand_in("jmueller")
    share_pages(course.root, "00-sums")
    assert course.path("feedback", "jmueller", ".html").exists()


def test_teams_of_ilias_are_groups_and_a_table_names_their_members(course, tmp_path):
    path = zipped(
        tmp_path / "teams.zip", {"Team_7/sums.ipynb": b"{}", "Team_8/sums.ipynb": b"{}"}
    )
    course.run("collect", "00-sums", str(path), "--from", "ilias")
    assert set(read_groups(course.root, "00-sums").members()) == {"Team_7", "Team_8"}
    score(course, "Team_7")
    group(course, "student,group\nada_b,Team_7\nzoe,Team_7\n")
    totals = scores_of(course.root, "00-sums").totals
    assert totals == {"jdoe": 75.5, "ada_b": 75.5, "zoe": 75.5}


def test_a_group_that_is_called_as_a_student_gets_nothing_of_theirs(course):
    group(course, "student,group\nzoe,jdoe\nada_b,jdoe\n")
    assert not credit(course.root, "00-sums").given
    assert scores_of(course.root, "00-sums").totals == {"jdoe": 75.5}
    assert not course.path("feedback", "zoe", ".html").exists()


def test_forgetting_a_student_forgets_the_group(course):
    group(course)
    forget(course.root, course.gradebook_url, "jmueller")
    groups = read_groups(course.root, "00-sums")
    assert "jmueller" not in {*groups.groups, *groups.pages}


def test_blackboard_gets_a_folder_for_every_member_and_others_are_named(course):
    from course.lms.give_back import give_back
    from course.lms.ledger import Kept, Ledger, write_ledger

    group(course)
    kept = Kept("1001", "Jane", "1", [], {"sums.ipynb": "jdoe/"})
    write_ledger(course.root, "00-sums", Ledger("blackboard", {"jdoe": kept}))
    done = give_back(course.root, "00-sums")
    assert done.students == ["jdoe", "jmueller"]
    assert (done.path / "jmueller" / "sums.html").read_text() == "for jdoe"
    write_ledger(course.root, "00-sums", Ledger("canvas", {"jdoe": kept}))
    done = give_back(course.root, "00-sums", course.root / "back.zip")
    assert "has the page of jdoe" in done.without["jmueller"]


def test_ilias_gets_the_page_in_the_folder_of_every_member(course, tmp_path):
    from zipfile import ZipFile

    from course.lms.give_back import give_back
    from course.lms.ledger import Kept, Ledger, write_ledger

    group(course)
    kept = Kept("1001", "Jane", "1", [], {"sums.ipynb": "ex/Doe_Jane_jdoe_1001/"})
    write_ledger(course.root, "00-sums", Ledger("ilias", {"jdoe": kept}))
    places = ("ex/Doe_Jane_jdoe_1001/", "ex/Müller_Jörg_jmueller_1002/")
    other = "ex/Roe_Eve_x_jmueller_1009/"  # whose login ends with somebody else's
    structure = zipped(tmp_path / "empty.zip", dict.fromkeys((*places, other), b""))
    done = give_back(course.root, "00-sums", structure=structure)
    with ZipFile(done.path) as archive:
        assert archive.namelist() == [f"{place}sums.html" for place in places]
