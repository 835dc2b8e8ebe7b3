"""One field of a grade file is changed, and all other bytes stay."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.lms.archive import LmsError
from course.lms.systems import sheet_of
from course.lms.table import Table

FIELD = st.text(st.sampled_from('ab ö";,\t\n\r'), max_size=5)


def table(tmp_path: Path, data: bytes) -> Table:
    path = tmp_path / "grades.csv"
    path.write_bytes(data)
    return Table(path)


@pytest.mark.parametrize(
    "data",
    [
        b'a,b\r\n1,"x, ""y"""\r\n',
        b"a;b\n1;2",
        b"\xef\xbb\xbfa,b\n\n1,2\n",
        b"\xff\xfe" + 'a\tb\r\n"1"\t"ö"\r\n'.encode("utf-16-le"),
        "a;b\nMüller;2\n".encode("cp1252"),
        b'a,b\n"two\r\nlines",2\n',
    ],
)
def test_a_file_that_is_read_is_the_same_bytes(tmp_path, data):
    assert table(tmp_path, data).as_bytes() == data


def test_half_a_character_is_one_line(tmp_path):
    with pytest.raises(LmsError, match=r"grades\.csv: is not utf-16-le text"):
        table(tmp_path, b"\xff\xfe" + "a,b\n".encode("utf-16-le") + b"\x00\xd8")


def test_the_filled_fields_of_a_row_are_given_without_blanks(tmp_path):
    found = table(tmp_path, b'a,b,c\n" x ", ,z\n')
    assert found.filled(1, [2, 1, None, 0]) == ["z", "x"]


def test_a_field_keeps_its_quotes_and_all_else(tmp_path):
    found = table(tmp_path, b'"Name", grade\r\n"Doe, Jane",""\r\nBo,\r\n')
    found.put(1, 1, "75.00")
    found.put(2, 1, "8,5")
    assert found.as_bytes() == (b'"Name", grade\r\n"Doe, Jane","75.00"\r\nBo,"8,5"\r\n')


def test_a_short_row_gets_the_fields_that_it_lacks(tmp_path):
    found = table(tmp_path, b"a,b,c\n1\n")
    found.put(1, 2, "9")
    assert found.as_bytes() == b"a,b,c\n1,,9\n"


MAX = ",Grade,Maximum Grade,Grade can be changed,Last modified (grade)"


@pytest.mark.parametrize(
    ("text", "system", "name"),
    [
        (
            "LastName,FirstName,ID,SIS Login ID,Section,One (77)\n"
            "    Points Possible,,,,,100\n王,小明,1001,wang,A,\n",
            "canvas",
            "王, 小明",
        ),
        (
            "Student;ID;SIS Login ID;Section;One (77)\n    Points Possible;;;;100,00\n"
            "O'Néill, Ciarán;1001;wang;A;\n",
            "canvas",
            "O'Néill, Ciarán",
        ),
        (
            f"Identifier,Status{MAX}\nParticipant 1001,Sent,,100.00,Yes,-\n",
            "moodle",
            "",
        ),
    ],
    ids=["Canvas, two columns for a name", "semicolons", "Moodle, blind marking"],
)
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"], ids=["", "BOM"])
def test_columns_that_a_system_has_by_its_settings_are_read(
    tmp_path, text, system, name, bom
):
    path = table(tmp_path, bom + text.encode()).path
    sheet = sheet_of(path)
    [person] = sheet.people
    assert (sheet.system, person.id, person.name) == (system, "1001", name)
    assert [column.title for column in sheet.columns] in (["One (77)"], ["Grade"])


@given(st.lists(st.lists(FIELD, min_size=2, max_size=2), min_size=1, max_size=4))
def test_values_are_those_that_were_written(tmp_path_factory, rows):
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([["a", "b"], *rows])
    found = table(tmp_path_factory.mktemp("table"), text.getvalue().encode())
    assert [
        [found.value(row, column) for column in range(2)]
        for row in range(1, len(found))
    ] == rows


@pytest.mark.parametrize("data", [b"", b"  \n", b"\xff\xfea"])
def test_what_is_no_table_is_one_line(tmp_path, data):
    with pytest.raises(LmsError, match=r"grades.csv: is n"):
        table(tmp_path, data)
