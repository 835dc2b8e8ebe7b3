"""What an LMS hands out is put into submitted/, once, and nobody is lost or doubled."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import nbformat
import pytest
from support.lms import (
    PEOPLE,
    blackboard_name,
    blackboard_txt,
    canvas_grades,
    canvas_name,
    ilias_name,
    moodle_grades,
    moodle_name,
    zipped,
)
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums
from typer.testing import Result

from course.lms import place

JANE, JOERG, CONOR, OTHER_JANE, ADA = PEOPLE
STAMP = "2026-11-27-10-11-12"
LATER = "2026-11-28-10-11-12"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    return sums(tmp_path_factory.mktemp("lms") / "my cöurse").build()


@pytest.fixture
def course(built: MiniCourse) -> MiniCourse:
    return built.copy(built.root.with_name("copy"))


@pytest.fixture(scope="module")
def answer(built: MiniCourse) -> bytes:
    return nbformat.writes(built.answered(RIGHT)).encode()


@pytest.fixture
def collect(course: MiniCourse, tmp_path: Path) -> Callable[..., Result]:
    """Write a zip and collect it."""

    def collected(files: dict[str, bytes], *words: str, when=()) -> Result:
        path = zipped(tmp_path / "class.zip", files, when)
        return course.run("collect", course.assignment, str(path), *words)

    return collected


def submitted(course: MiniCourse) -> dict[str, list[str]]:
    """Return the files in submitted/ by student."""
    return {
        folder.parent.name: sorted(
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file()
        )
        for folder in course.root.glob("submitted/*/*/")
    }


def canvas_class(answer: bytes) -> dict[str, bytes]:
    return {canvas_name(student, "sums.ipynb"): answer for student in PEOPLE}


NAMES: dict[str, Callable[..., str]] = {
    "canvas": canvas_name,
    "moodle": moodle_name,
    "ilias": ilias_name,
    "blackboard": lambda student, file: blackboard_name(student, file, STAMP),
}


@pytest.mark.parametrize("system", NAMES)
def test_the_system_is_found_out_and_every_student_has_a_folder(
    collect, course, answer, system
):
    files = {NAMES[system](student, "sums.ipynb"): answer for student in PEOPLE[:4]}
    said = collect(files)
    assert said.stdout.startswith(f"00-sums, from {system}: 4 new\n")
    ids = {
        one.login if system == "blackboard" else str(one.number) for one in PEOPLE[:4]
    }
    assert submitted(course) == {student: ["sums.ipynb"] for student in ids}


def test_without_a_time_nobody_is_late_and_that_is_said(collect, answer):
    said = collect(canvas_class(answer))
    assert "nobody says when, so they count as in time: 1001, 1002" in said.stdout


def test_the_table_says_who_a_student_is(collect, course, answer, tmp_path):
    table = tmp_path / "grades.csv"
    table.write_bytes(canvas_grades())
    said = collect(canvas_class(answer), "--table", str(table))
    assert said.exit_code == 0, said.output
    assert set(submitted(course)) == {student.login for student in PEOPLE}


def test_the_table_says_when(collect, course, answer, tmp_path):
    table = tmp_path / "grades.csv"
    table.write_bytes(moodle_grades(time="Friday, 27 November 2026, 10:11 AM"))
    files = {moodle_name(student, "sums.ipynb"): answer for student in PEOPLE}
    said = collect(files, "--table", str(table), "--zone", "Europe/Berlin")
    assert said.exit_code == 0 and "nobody says when" not in said.stdout
    time = course.root / "submitted" / "jdoe" / "00-sums" / "timestamp.txt"
    assert time.read_text(encoding="utf-8") == "2026-11-27 09:11:00 UTC"


def test_who_is_in_the_gradebook_is_not_doubled(collect, course, answer, tmp_path):
    with course.gradebook() as gradebook:
        gradebook.add_student("S1001")
    table = tmp_path / "grades.csv"
    table.write_bytes(canvas_grades())
    collect(canvas_class(answer), "--table", str(table))
    assert "S1001" in submitted(course) and "jdoe" not in submitted(course)


@pytest.mark.parametrize(("known", "now"), [("007042", b"7042"), ("JDoe", b"jdoe,")])
def test_who_is_spelt_otherwise_in_the_table_is_not_doubled(
    collect, course, answer, tmp_path, known, now
):
    with course.gradebook() as gradebook:
        gradebook.add_student(known)
    table = tmp_path / "grades.csv"
    table.write_bytes(canvas_grades().replace(b"007042", b"7042"))
    assert now in table.read_bytes()
    assert collect(canvas_class(answer), "--table", str(table)).exit_code == 0
    assert known in submitted(course) and len(submitted(course)) == len(PEOPLE)


def test_who_was_collected_by_number_keeps_that_id(collect, course, answer, tmp_path):
    collect(canvas_class(answer))
    table = tmp_path / "grades.csv"
    table.write_bytes(canvas_grades())
    collect(canvas_class(answer), "--table", str(table))
    assert set(submitted(course)) == {str(student.number) for student in PEOPLE}


def test_a_second_call_takes_only_what_is_new(collect, course, answer):
    files = canvas_class(answer)
    first = dict(list(files.items())[:3])
    collect(first)
    newer = {**files, canvas_name(JANE, "sums.ipynb", 99999): answer + b" "}
    del newer[canvas_name(JANE, "sums.ipynb")]
    said = collect(newer)
    assert "2 new, 1 newer, 2 unchanged" in said.stdout
    assert course.path("submitted", "1001").read_bytes() == answer + b" "
    earlier = course.root / ".course" / "earlier" / "00-sums" / "1001" / "1"
    assert (earlier / "sums.ipynb").read_bytes() == answer


def test_an_older_attempt_replaces_nothing(collect, course, answer):
    collect({canvas_name(JANE, "sums.ipynb", 99999): answer})
    said = collect({canvas_name(JANE, "sums.ipynb", 9001): b"old"})
    assert "not placed: 1001: is older than what was collected before" in said.stderr
    assert course.path("submitted", "1001").read_bytes() == answer


def test_what_somebody_else_put_there_stays(collect, course, answer):
    course.hand_in("1001")
    before = course.path("submitted", "1001").read_bytes()
    said = collect(canvas_class(answer))
    assert "1001: submitted/1001/00-sums is there and was not collected" in said.stderr
    assert course.path("submitted", "1001").read_bytes() == before
    assert said.exit_code == 1 and len(submitted(course)) == 5


def test_of_several_attempts_the_last_one_counts_with_its_time(collect, course, answer):
    times = {STAMP: "Friday, November 27, 2026 10:11:12 AM CET"}
    times[LATER] = "Saturday, November 28, 2026 10:11:12 AM CET"
    files = {}
    for stamp, time in times.items():
        files[blackboard_name(JANE, "", stamp)] = blackboard_txt(JANE, time)
        files[blackboard_name(JANE, f"{stamp[9]}.ipynb", stamp)] = answer
    collect(files)
    assert submitted(course) == {"jdoe": ["8.ipynb", "timestamp.txt"]}
    time = course.path("submitted", "jdoe").with_name("timestamp.txt")
    assert time.read_text(encoding="utf-8") == "2026-11-28 09:11:12 UTC"


def test_a_time_of_a_students_own_is_none(collect, course, answer):
    said = collect(
        {
            canvas_name(JANE, "sums.ipynb"): answer,
            canvas_name(JANE, "timestamp.txt", 9002): b"2020-01-01 00:00:00 UTC",
            canvas_name(JANE, "Submission_Secret.txt", 9003): b"mine",
        }
    )
    assert submitted(course) == {"1001": ["sums.ipynb"]}
    assert "1001: timestamp.txt: has a name that only graders use" in said.stderr


def test_what_a_mark_says_is_shown(collect, answer):
    said = collect({canvas_name(JANE, "sums.ipynb", late=True): answer})
    assert "late, says canvas: 1001" in said.stdout


@pytest.mark.parametrize("nested", [True, False])
def test_a_zip_in_the_zip_is_unpacked_if_nothing_lies_beside_it(
    collect, course, answer, tmp_path, nested
):
    inner = zipped(
        tmp_path / "i.zip", {"__MACOSX/._a": b"", "my work/sums.ipynb": answer}
    )
    files = {canvas_name(JANE, "work.zip"): inner.read_bytes()}
    if not nested:
        files[canvas_name(JANE, "sums.ipynb", 9002)] = b"{}"
    collect(files)
    assert submitted(course) == {"1001": ["sums.ipynb", "work.zip"]}
    assert (course.path("submitted", "1001").read_bytes() == answer) is nested


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({f"{n}.ipynb": b"{}" for n in range(51)}, "has 51 notebooks, 0 MB"),
        ({f"{n}.ipynb": bytes(2**26) for n in range(4)}, "hundred times its size"),
    ],
    ids=["many", "big"],
)
def test_a_zip_in_the_zip_that_is_no_hand_in_stays_packed(collect, course, files, told):
    said = collect({canvas_name(JANE, "work.zip"): packed(files)})
    assert told in said.stderr
    assert submitted(course) == {"1001": ["work.zip"]}


def test_a_zip_that_ends_the_worker_is_named_and_stops_nobody(
    collect, course, answer, monkeypatch
):
    from course.lms import own_zip

    files = {f"{n}.ipynb": bytes(2**22) for n in range(12)}
    limits = replace(own_zip.LIMITS, file_bytes=2**21)
    monkeypatch.setattr(own_zip, "LIMITS", limits)
    names = {canvas_name(JANE, "work.zip"): packed(files)}
    said = collect({**names, canvas_name(JOERG, "sums.ipynb"): answer})
    assert "1001: work.zip: cannot be unpacked" in said.stderr
    assert submitted(course) == {"1001": ["work.zip"], "1002": ["sums.ipynb"]}


def test_of_thousands_of_files_in_a_zip_few_are_named(collect, course):
    said = collect(
        {canvas_name(JANE, "work.zip"): packed({f"/{n}": b"" for n in range(50)})}
    )
    assert "47 more files in it cannot be taken" in said.stderr
    assert len(said.stderr.splitlines()) == 4


def test_a_damaged_notebook_in_a_zip_is_named_and_the_others_are_taken(collect, course):
    data = bytearray(packed({"a.ipynb": b"{}" * 99, "b.ipynb": b"{}"}))
    data[40:44] = b"\xff" * 4
    said = collect({canvas_name(JANE, "work.zip"): bytes(data)})
    assert "1001: work.zip/a.ipynb: is damaged" in said.stderr
    assert submitted(course) == {"1001": ["b.ipynb", "work.zip"]}


def test_two_students_with_one_further_id_are_both_named(
    collect, course, answer, tmp_path
):
    course.hand_in("known")
    path = tmp_path / "grades.csv"
    path.write_bytes(
        canvas_grades().replace(b"S1001", b"known").replace(b"S1002", b"known")
    )
    said = collect(canvas_class(answer), "--table", str(path))
    assert said.stderr.count("has the id known, as somebody else") == 2


def test_two_files_of_one_name_are_both_kept(collect, course, answer):
    names = (canvas_name(JANE, "sums.ipynb", number) for number in (91, 92))
    said = collect(dict(zip(names, (answer, b"other"), strict=True)))
    assert said.exit_code == 0, said.output
    assert submitted(course) == {"1001": ["sums (2).ipynb", "sums.ipynb"]}


def test_a_file_and_a_folder_of_one_name_are_both_kept(collect, course, answer):
    names = (moodle_name(JANE, "a"), moodle_name(JANE, "a/sums.ipynb"))
    for order in (names, names[::-1]):
        said = collect(dict.fromkeys(order, answer))
        assert said.exit_code == 0, said.output
    assert len(submitted(course)["1001"]) == 2


@pytest.mark.parametrize("blank", ["\xa0", "\u2009", "\u200b \u200d"])
def test_a_name_with_other_blanks_and_invisible_marks_is_taken(
    collect, course, answer, blank
):
    name = moodle_name(JANE, f"my{blank}sums.ipynb").replace("Jane ", f"Jane{blank}")
    assert collect({name: answer}).exit_code == 0
    assert submitted(course) == {"1001": ["my sums.ipynb"]}


def test_a_name_that_a_terminal_would_obey_is_shown_in_letters(collect, answer):
    said = collect({**canvas_class(answer), "a\x1b[2J_1_91_sums.ipynb": answer})
    assert "a\\x1b[2J_1_91_sums.ipynb: has a name that cannot be used" in said.stderr
    assert "\x1b" not in said.output


def test_teams_are_told(collect, answer):
    name = ilias_name(JANE, "sums.ipynb").replace(
        "Submissions/", "Submissions/Team_12/"
    )
    assert "Team_12: 1001" in collect({name: answer}).stdout


def test_who_handed_in_nothing_is_named(collect, answer, tmp_path):
    table = tmp_path / "grades.csv"
    table.write_bytes(moodle_grades())
    said = collect({moodle_name(JOERG, "sums.ipynb"): answer}, "--table", str(table))
    told = (
        'handed in nothing: Ada "Bo" Lo_ve, Jr., Conor O\'Sullivan, Jane Doe, Jane Doe'
    )
    assert told in said.stdout


def test_a_damaged_file_costs_nobody_else_anything(collect, course, answer, tmp_path):
    path = zipped(tmp_path / "class.zip", canvas_class(answer))
    data = bytearray(path.read_bytes())
    at = data.index(answer[:200])
    data[at : at + 5] = b"XXXXX"
    path.write_bytes(data)
    said = course.run("collect", course.assignment, str(path))
    assert "not placed: 1001: doejane: is damaged in the archive" in said.stderr
    assert len(submitted(course)) == 4 and said.stderr.count("\n") == 1


def test_who_hands_in_too_much_stops_nobody(collect, course, answer, monkeypatch):
    monkeypatch.setattr(place, "MAX_TOTAL", 200_000)
    files = {canvas_name(JANE, "sums.ipynb"): answer}
    files |= {canvas_name(CONOR, f"{n}.csv"): bytes(100_000) for n in range(3)}
    said = collect(files)
    assert "unpacks to 0 MB, more than 0: ask for less" in said.stderr
    assert len(submitted(course)) == 1


def test_nothing_is_left_over(collect, course, answer):
    collect(canvas_class(answer))
    assert not list((course.root / ".course").glob("collect-*"))


def test_two_rows_with_one_login_make_no_student_of_two(collect, answer, tmp_path):
    table = tmp_path / "grades.csv"
    table.write_bytes(canvas_grades().replace(b"jdoe2", b"jdoe"))
    said = collect(canvas_class(answer), "--table", str(table))
    assert "doejane (1004): has the id jdoe, as somebody else (1001)" in said.stderr


@pytest.mark.parametrize("login", ["../../up", "a/b", ".hidden", "what?"])
def test_a_login_that_is_no_name_of_a_folder_is_named(
    collect, course, answer, tmp_path, login
):
    table = tmp_path / "grades.csv"
    table.write_bytes(canvas_grades().replace(b"jmueller", login.encode()))
    said = collect(canvas_class(answer), "--table", str(table))
    assert "not placed: müllerjörg (1002)" in said.stderr
    assert len(submitted(course)) == 4


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--from", "olat"), "no system olat: there are blackboard, canvas, ilias"),
        (("--from", "moodle"), "no file is named as moodle names a hand-in"),
        (("--zone", "Middle/Earth"), "there is no time zone Middle/Earth"),
    ],
)
def test_a_wrong_word_is_one_line_and_nothing_is_written(
    collect, course, answer, words, line
):
    said = collect(canvas_class(answer), *words)
    assert line in said.stderr and said.stderr.count("\n") == 1
    assert submitted(course) == {} and said.exit_code == 1


def test_a_table_of_another_system_or_class_is_one_line(
    collect, course, answer, tmp_path
):
    table = tmp_path / "grades.csv"
    table.write_bytes(moodle_grades())
    assert (
        "is of moodle, but"
        in collect(canvas_class(answer), "--table", str(table)).stderr
    )
    table.write_bytes(canvas_grades().replace(b",10", b",77"))
    said = collect(canvas_class(answer), "--table", str(table))
    assert "knows nobody who handed in: is it of this assignment?" in said.stderr
    assert submitted(course) == {}


def test_an_assignment_that_there_is_not_is_one_line(course, tmp_path):
    said = course.run("collect", "99-none", str(tmp_path / "class.zip"))
    assert said.stderr == "no assignment 99-none: there are 00-sums\n"
