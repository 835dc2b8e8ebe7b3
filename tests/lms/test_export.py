"""A grade file of an LMS is filled as its importer wants it, and all else stays."""

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from support.lms import (
    PEOPLE,
    blackboard_grades,
    canvas_grades,
    canvas_takes_grades,
    ilias_grades,
    moodle_grades,
    moodle_takes_grades,
    read,
)
from support.mini_course import MiniCourse
from support.sums import sums

SCORES = {"jdoe": (40.0, 35.5), "jmueller": (0.0, 0.0), "jdoe2": (40.0, 60.0)}
TOTALS = {"1001": 75.5, "1002": 0.0, "1004": 100.0}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Return a class whose scores are written directly: no kernel runs.

    007042 has no verdict, ada_b waits for a human, mallory is in no grade file.
    """
    course = sums(tmp_path_factory.mktemp("export") / "a course").build()
    for student in ("007042", "ada_b", "mallory", *SCORES):
        course.hand_in(student)
    score(course, {**SCORES, "ada_b": (40.0, None), "mallory": (40.0, 60.0)})
    return course


def score(
    course: MiniCourse, scores: Mapping[str, tuple[float | None, float | None]]
) -> None:
    with course.gradebook() as gradebook:
        for student, (double, total) in scores.items():
            gradebook.update_or_create_student(student)
            found = gradebook.update_or_create_submission(course.assignment, student)
            for grade in found.notebooks[0].grades:
                grade.auto_score = double if grade.name == "test_double" else total
                grade.needs_manual_grade = grade.auto_score is None
        gradebook.db.commit()


@pytest.fixture
def export(built: MiniCourse, tmp_path: Path) -> Callable:
    def exported(data: bytes, *words: str):
        path = tmp_path / "grades of the class.csv"
        path.write_bytes(data)
        return path, built.run("export", "00-sums", "--to", str(path), *words)

    return exported


def without(data: bytes, column: int, separator: str = ",") -> list[list[str]]:
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return [
        [field for place, field in enumerate(row) if place != column]
        for row in csv.reader(text, delimiter=separator)
    ]


def test_canvas_takes_what_is_exported(export):
    path, said = export(canvas_grades())
    assert canvas_takes_grades(path) == TOTALS
    assert "3 grades in 'Dinosaurs (5501)'" in said.stdout


def test_canvas_all_other_fields_stay(export):
    path, _ = export(canvas_grades())
    assert without(path.read_bytes(), 5) == without(canvas_grades(), 5)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_who_gets_no_grade_is_named_with_the_reason(export):
    _, said = export(canvas_grades())
    lines = said.stderr.splitlines()
    assert lines[0].startswith("no grade: 007042: not graded yet")
    assert lines[1:] == [
        "no grade: ada_b: waits for a grade by hand: total",
        "no grade: mallory: grades of the class.csv has no row for this student",
    ]


def test_who_waits_has_a_blank_and_no_stale_grade(export):
    path, _ = export(
        canvas_grades().replace(b'"A, first",,12.5', b'"A, first",99,12.5')
    )
    assert canvas_takes_grades(path) == TOTALS


def test_moodle_takes_what_is_exported(export):
    path, _ = export(moodle_grades())
    assert moodle_takes_grades(path, moodle_grades()) == TOTALS
    assert path.read_bytes().count(b"\r\n") == moodle_grades().count(b"\r\n")


def test_moodle_a_row_that_cannot_be_changed_is_left_and_named(export):
    data = moodle_grades().replace(b"Yes", b"No", 1)
    path, said = export(data)
    assert moodle_takes_grades(path, data) == {"1002": 0.0, "1004": 100.0}
    assert "jdoe: Moodle says that this grade cannot be changed" in said.stderr


def test_blackboard_keeps_its_encoding_quotes_and_columns(export):
    path, _ = export(blackboard_grades())
    rows = read(path, "\t", "utf-16")
    assert rows[0] == read_bytes(blackboard_grades())[0]
    assert {row[2]: row[6] for row in rows[1:] if row[6]} == {
        "jdoe": "75.50",
        "jmueller": "0.00",
        "jdoe2": "100.00",
    }
    assert path.read_bytes().decode("utf-16").count('"75.50"') == 1


def read_bytes(data: bytes) -> list[list[str]]:
    text = io.StringIO(data.decode("utf-16"), newline="")
    return list(csv.reader(text, delimiter="\t"))


def test_ilias_takes_the_rows_that_have_a_mark(export):
    path, _ = export(ilias_grades())
    rows = read(path, ";")
    assert {row[2]: row[6] for row in rows[1:] if row[0] == "1"} == {
        "jdoe": "75.50",
        "jmueller": "0.00",
        "jdoe2": "100.00",
    }


def test_a_file_with_decimal_commas_gets_decimal_commas(export):
    data = canvas_grades(points="100,00", separator=";").replace(b"12.5", b"12,5")
    path, _ = export(data)
    assert "75,50" in path.read_text(encoding="utf-8")
    assert canvas_takes_grades(path, ";") == TOTALS


def test_ids_whose_zeros_a_spreadsheet_has_eaten_are_still_known(export):
    _, said = export(canvas_grades().replace(b"007042", b"7042"))
    assert "no grade: 007042: not graded yet" in said.stderr


def test_a_login_in_another_case_is_still_known(export):
    path, _ = export(canvas_grades().replace(b"jdoe,", b"JDoe,"))
    assert canvas_takes_grades(path) == TOTALS


@pytest.mark.parametrize(
    "data",
    [
        canvas_grades().replace(b"jmueller", b"Jdoe").replace(b"jdoe,", b"JDOE,"),
        canvas_grades().replace(b"jmueller", b"jdoe"),
    ],
    ids=["in another case", "as it is"],
)
def test_two_rows_of_one_student_are_named_and_hold_up_nobody(export, data):
    path, said = export(data)
    assert "no grade: jdoe: grades of the class.csv has two rows" in said.stderr
    assert canvas_takes_grades(path) == {"1004": 100.0}


@pytest.mark.parametrize("written", [b"jdoe", b"1.2E+3"])
def test_what_students_write_as_a_further_id_takes_no_grade_and_stops_nobody(
    export, written
):
    data = canvas_grades().replace(b"S1003,", written + b",")
    path, _ = export(data)
    assert canvas_takes_grades(path) == TOTALS


def test_canvas_who_is_excused_stays_so(export):
    data = canvas_grades().replace(b'"A, first",,12.5', b'"A, first",EX,12.5', 1)
    path, said = export(data)
    assert "no grade: jdoe: is excused (EX): left as it is" in said.stderr
    assert b'"A, first",EX,12.5' in path.read_bytes()


@pytest.mark.parametrize("points", ["100,00", "100.000", "0,100.00"])
def test_a_maximum_is_read_in_every_form(export, points):
    path, _ = export(canvas_grades(points=points))
    assert canvas_takes_grades(path) == TOTALS


def test_moodle_a_row_whose_time_a_spreadsheet_has_turned_is_left_and_named(export):
    data = moodle_grades().replace(b",-,-,", b",-,27.11.2026 10:11,", 1)
    _, said = export(data)
    assert (
        "no grade: jdoe: a spreadsheet has changed a time to '27.11.2026 10:11'"
        in said.stderr
    )


REFUSED: dict[str, tuple[bytes, str]] = {
    "another maximum": (canvas_grades(points="20"), "has a maximum of 20, and the"),
    "two columns": (
        canvas_grades()
        .replace(b"Final Score", b"Plays (5502)")
        .replace(b"(read", b"(r"),
        "say which column to fill with --column: there are Dinosaurs (5501); Plays",
    ),
    "no column": (canvas_grades().replace(b" (5501)", b""), "there is none"),
    "another class": (
        canvas_grades(PEOPLE[:0]) + b"New,77,S77,new,A,,\n",
        "knows none of 6 students of ours",
    ),
    "another language": (
        moodle_grades().replace(b"Full name", "Täydellinen nimi".encode()),
        "is no grade file of blackboard, canvas, ilias, moodle (in English, German, ",
    ),
    "ids made numbers": (
        canvas_grades().replace(b"1001,S", b"1.001E+03,S"),
        "a spreadsheet has turned its ids into numbers",
    ),
    "a maximum that is none": (
        moodle_grades(most="Good"),
        "Grade has a maximum of 'Good', which is no number",
    ),
    "a workbook": (b"PK\x03\x04...", "is a spreadsheet (xlsx or xls): take the file"),
    "no table": (b"", "is no table that can be read"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_does_not_fit_is_one_line_and_stays_as_it_is(export, case):
    data, why = REFUSED[case]
    path, said = export(data)
    assert why in said.stderr and said.stderr.count("\n") == 1
    assert said.exit_code == 1 and path.read_bytes() == data


def test_another_maximum_is_scaled_where_that_is_asked_for(export):
    path, _ = export(canvas_grades(points="20"), "--scale")
    assert canvas_takes_grades(path) == {"1001": 15.1, "1002": 0.0, "1004": 20.0}


def test_a_column_is_filled_that_is_named(export):
    path, said = export(REFUSED["two columns"][0], "--column", "dinosaurs")
    assert said.stdout and canvas_takes_grades(path) == TOTALS


def test_a_column_that_is_not_there_is_one_line(export):
    _, said = export(canvas_grades(), "--column", "Poems")
    assert "no column for grades is called Poems: there are Dinosaurs" in said.stderr
