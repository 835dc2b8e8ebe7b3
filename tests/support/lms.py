"""Class zips and grade files of four systems, and what their importers accept.

Written from what the systems hand out and take back; the names are invented. The
importers are small stand-ins: each takes what its system would take, and passes over
the rest in silence, as it would.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile, ZipInfo


@dataclass(frozen=True)
class Student:
    """Somebody of the class; `number` is their id in the system."""

    number: int
    first: str
    last: str
    login: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def sortable(self) -> str:
        return f"{self.last}, {self.first}"


PEOPLE = (
    Student(1001, "Jane", "Doe", "jdoe"),
    Student(1002, "Jörg", "Müller", "jmueller"),
    Student(1003, "Conor", "O'Sullivan", "007042"),
    Student(1004, "Jane", "Doe", "jdoe2"),  # another one of this name
    Student(1005, 'Ada "Bo"', "Lo_ve, Jr.", "ada_b"),
)


def zipped(path: Path, files: Mapping[str, bytes], when: tuple[int, ...] = ()) -> Path:
    """Write a zip with these files."""
    with ZipFile(path, "w") as archive:
        for name, data in files.items():
            info = ZipInfo(
                name, (*when, 0, 0, 0)[:6] if when else (2026, 11, 27, 9, 0, 0)
            )
            archive.writestr(info, data)
    return path


def canvas_name(
    student: Student, file: str, attachment: int = 0, late: bool = False
) -> str:
    plain = "".join(c for c in student.sortable.lower() if c.isalnum() or c == "_")
    mark = "LATE_" if late else ""
    attachment = attachment or 9000 + student.number
    return f"{plain}_{mark}{student.number}_{attachment}_{file}"


def moodle_name(student: Student, file: str, folder: bool = True) -> str:
    end = "_/" if folder else "_"
    return f"{student.full}_{student.number}_assignsubmission_file{end}{file}"


def blackboard_name(student: Student, file: str, stamp: str) -> str:
    """Return the name of a file, or of the .txt of the attempt if `file` is ""."""
    end = f"_{file}" if file else ".txt"
    return f"Sheet_1 first_{student.login}_attempt_{stamp}{end}"


def blackboard_txt(student: Student, time: str) -> bytes:
    return (
        f"Name: {student.full} ({student.login})\nAssignment: Sheet_1 first\n"
        f"Date Submitted: {time}\nCurrent Grade: Not graded yet\n\n"
        f"Submission Field:\nDate Submitted: Friday, January 1, 2021 1:00:00 AM CET\n"
    ).encode()


def ilias_name(student: Student, file: str) -> str:
    last = student.last.replace("ü", "ue").replace("_", "").split(",")[0]
    folder = f"{last}_{student.first.split()[0]}_{student.login}_{student.number}"
    return f"Exercise/Sheet 1/Submissions/{folder}/{file}"


def canvas_grades(students=PEOPLE, points: str = "100", separator: str = ",") -> bytes:
    """Return an export of the gradebook: two assignments, one of them with a total."""
    titles = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    titles += ["Dinosaurs (5501)", "Final Score"]
    rows = [
        titles,
        ["", "", "", "", "", "Manual Posting", ""],
        ["    Points Possible", "", "", "", "", points, "(read only)"],
    ]
    rows += [
        [s.sortable, str(s.number), f"S{s.number}", s.login, "A, first", "", "12.5"]
        for s in students
    ]
    rows.append(["Student, Test", "", "", "", "A, first", "", "0"])
    return b"\xef\xbb\xbf" + written(rows, separator, "\n")


def moodle_grades(students=PEOPLE, most: str = "100.00", time: str = "-") -> bytes:
    titles = ["Identifier", "Full name", "Username", "Email address", "Status", "Grade"]
    titles += ["Maximum grade", "Grade can be changed", "Last modified (submission)"]
    titles += ["Last modified (grade)", "Feedback comments"]
    rows = [titles]
    for s in students:
        row = [f"Participant {s.number}", s.full, s.login, f"{s.login}@example.org"]
        row += ["Submitted for grading", "", most, "Yes", time, "-", "so far, so good"]
        rows.append(row)
    return written(rows, ",", "\r\n")


def blackboard_grades(students=PEOPLE, points: str = "100") -> bytes:
    titles = ["Last Name", "First Name", "Username", "Student ID", "Last Access"]
    titles += ["Availability", f"Sheet 1 [Total Pts: {points} Score] |664617"]
    rows = [titles]
    rows += [[s.last, s.first, s.login, "", "2026-11-27", "Yes", ""] for s in students]
    lines = "\r\n".join(
        "\t".join('"' + field.replace('"', '""') + '"' for field in row) for row in rows
    )
    return b"\xff\xfe" + (lines + "\r\n").encode("utf-16-le")


def ilias_grades(students=PEOPLE) -> bytes:
    titles = ["update", "usr_id", "login", "lastname", "firstname", "status", "mark"]
    rows = [[*titles, "notice", "comment"]]
    for s in students:
        rows.append(["0", str(s.number), s.login, s.last, s.first, "", "", "", ""])
    return written(rows, ";", "\n")


def written(rows, separator: str, end: str) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator=end).writerows(rows)
    return text.getvalue().encode()


def read(path: Path, separator: str = ",", encoding: str = "utf-8-sig"):
    text = path.read_bytes().decode(encoding)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def canvas_takes_grades(path: Path, separator: str = ",") -> dict[str, float]:
    """Return the scores that Canvas's importer reads, by user id."""
    rows = read(path, separator)
    assert rows[0][:2] == ["Student", "ID"]
    column = next(n for n, title in enumerate(rows[0]) if title.endswith("(5501)"))
    return {
        row[1]: float(row[column].replace(",", "."))
        for row in rows[1:]
        if "Points Possible" not in row[0] and row[1] and row[column] not in ("", "-")
    }


def moodle_takes_grades(path: Path, exported: bytes) -> dict[str, float]:
    """Return the grades that Moodle's importer reads; it refuses rows changed since."""
    before = list(csv.reader(io.StringIO(exported.decode(), newline="")))
    found = {}
    for old, row in zip(before[1:], read(path)[1:], strict=True):
        assert row[9] == old[9], "Last modified (grade) has changed"
        number = row[0].split()[-1]
        if row[5]:
            assert float(row[5]) <= float(row[6])
            found[number] = float(row[5])
    return found


def blackboard_takes_grades(path: Path) -> dict[str, float]:
    """Return the scores that Blackboard reads, by username, from its own column."""
    rows = read(path, "\t", "utf-16")
    who = rows[0].index("Username")
    column = next(n for n, title in enumerate(rows[0]) if title.endswith("|664617"))
    return {row[who]: float(row[column]) for row in rows[1:] if row[column]}


def ilias_takes_grades(path: Path) -> dict[str, float]:
    """Return the marks that the plug-in reads, by user id: of rows to update."""
    titles, *rows = read(path, ";")
    update, who, mark = map(titles.index, ("update", "usr_id", "mark"))
    return {row[who]: float(row[mark]) for row in rows if row[update] == "1"}


def canvas_takes_feedback(path: Path, class_zip: Path) -> dict[str, str]:
    """Return the files that Canvas attaches, by user id.

    The attachment has to be one of that user's; other files are passed over.
    """
    with ZipFile(class_zip) as archive:
        ours = {tuple(_canvas_ids(name)) for name in archive.namelist()}
    with ZipFile(path) as archive:
        return {
            ids[0]: name
            for name in archive.namelist()
            if tuple(ids := _canvas_ids(name)) in ours
        }


def _canvas_ids(name: str) -> list[str]:
    words = name.split("_")
    at = next(n for n, w in enumerate(words) if w.isdigit() and words[n + 1].isdigit())
    return words[at : at + 2]


def moodle_takes_feedback(path: Path) -> dict[str, str]:
    """Return the files that Moodle takes, by participant id."""
    found = {}
    with ZipFile(path) as archive:
        for name in archive.namelist():
            parts = name.split("_", 4)
            is_file = parts[2:4] in (
                ["assignsubmission", "file"],
                ["assignfeedback", "file"],
            )
            if len(parts) == 5 and parts[1].isdigit() and is_file:
                found[parts[1]] = parts[4]
    return found
