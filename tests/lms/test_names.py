"""Each system's names are understood, with the names that people have."""

import io

import pytest
from support.lms import (
    PEOPLE,
    blackboard_name,
    blackboard_txt,
    canvas_name,
    ilias_name,
    moodle_name,
)

from course.lms import blackboard, canvas, ilias, moodle
from course.lms.archive import Entry

STAMP = "2026-11-27-10-11-12"


def entry(name: str, data: bytes = b"") -> Entry:
    path = tuple(name.split("/"))
    return Entry(path, len(data), "", "20261127", lambda: io.BytesIO(data))


def only(system, name):
    [piece] = system.pieces([entry(name)]).pieces
    return piece


@pytest.mark.parametrize("student", PEOPLE, ids=lambda one: one.login)
@pytest.mark.parametrize("file", ["sums.ipynb", "my_12_34_sums.ipynb", "a (1).ipynb"])
class TestEveryName:
    def test_canvas(self, student, file):
        piece = only(canvas, canvas_name(student, file))
        assert (piece.person, piece.path) == (str(student.number), (file,))
        assert canvas_name(student, file) == piece.back + file

    def test_canvas_late(self, student, file):
        piece = only(canvas, canvas_name(student, file, late=True))
        assert (piece.person, piece.path[0], piece.late) == (
            str(student.number),
            file,
            True,
        )

    @pytest.mark.parametrize("folder", [True, False])
    def test_moodle(self, student, file, folder):
        piece = only(moodle, moodle_name(student, file, folder))
        assert (piece.person, piece.path) == (str(student.number), (file,))
        assert piece.name == student.full

    def test_blackboard(self, student, file):
        told = blackboard_txt(student, "")
        found = blackboard.pieces(
            [
                entry(blackboard_name(student, "", STAMP), told),
                entry(blackboard_name(student, file, STAMP)),
            ]
        )
        [piece] = found.pieces
        assert (piece.person, piece.path, piece.attempt) == (
            student.login,
            (file,),
            STAMP,
        )

    def test_ilias(self, student, file):
        piece = only(ilias, ilias_name(student, file))
        assert (piece.person, piece.path) == (str(student.number), (file,))


def test_canvas_anonymous_grading_has_no_name():
    piece = only(canvas, "anon_a1B2c_LATE_9001_sums.ipynb")
    assert (piece.person, piece.path, piece.late) == ("a1B2c", ("sums.ipynb",), True)


@pytest.mark.parametrize("name", ["doejane_1001_text.html", "readme.txt", "a_1_b.txt"])
def test_canvas_what_is_no_hand_in_is_named(name):
    found = canvas.pieces([entry(name)])
    assert found.pieces == [] and list(found.other) == [name]


def test_moodle_keeps_folders_and_names_online_text():
    found = moodle.pieces(
        [
            entry("Jane Doe_1_assignsubmission_file/src/sums.ipynb"),
            entry("Jane Doe_1_assignsubmission_onlinetext/onlinetext.html"),
            entry("Participant_7_assignsubmission_file_/sums.ipynb"),
        ]
    )
    assert [(p.person, p.path) for p in found.pieces] == [
        ("1", ("src", "sums.ipynb")),
        ("7", ("sums.ipynb",)),
    ]
    assert list(found.other.values()) == ["is text, not a file"]


def test_moodle_a_name_goes_back_without_what_would_shift_the_id():
    piece = only(moodle, "Lo_ve, Jr._5_assignsubmission_file_/sums.ipynb")
    assert piece.back == "Lo ve, Jr._5_assignfeedback_file_"


def test_blackboard_tells_times_and_attempts_without_a_file():
    jane, joerg = PEOPLE[:2]
    time = "Friday, November 27, 2026 10:11:12 AM CET"
    found = blackboard.pieces(
        [
            entry(blackboard_name(jane, "", STAMP), blackboard_txt(jane, time)),
            entry(blackboard_name(jane, "sums.ipynb", STAMP)),
            entry(blackboard_name(joerg, "", STAMP), blackboard_txt(joerg, time)),
        ]
    )
    assert found.times["jdoe", STAMP] == time
    assert found.empty == {"jmueller": STAMP}


def test_ilias_teams_and_their_members():
    found = ilias.pieces(
        [
            entry("Sheet_1_of_3/Team_12/Doe_Jane_jdoe_1001/sums.ipynb"),
            entry("Sheet_1_of_3/Team_13/20261127101112_sums.ipynb"),
        ]
    )
    assert [(p.person, p.team, p.path) for p in found.pieces] == [
        ("1001", "Team_12", ("sums.ipynb",)),
        ("Team_13", "Team_13", ("sums.ipynb",)),
    ]


def test_ilias_a_students_own_folders_are_nobody_else():
    mine = ("Roe_Max_mroe_1002/Team_12", "Roe_Max_mroe_1002/Team_12/Doe_Jane_jdoe_1001")
    deep = "Team_13/work/Doe_Jane_jdoe_1001"
    names = [f"{name}/{n}.ipynb" for n, name in enumerate((*mine, deep))]
    found = ilias.pieces([entry(f"Sheet/{name}") for name in names])
    assert [(p.person, p.team) for p in found.pieces] == [
        ("1002", ""),
        ("1002", ""),
        ("Team_13", "Team_13"),
    ]


def test_ilias_a_folder_above_all_is_nobody():
    names = ("Doe_Jane_jdoe_1001", "Roe_Max_mroe_1002")
    found = ilias.pieces(
        [entry(f"Exercise_1_Sheet_2/{name}/a.ipynb") for name in names]
    )
    assert [piece.person for piece in found.pieces] == ["1001", "1002"]


MARKED = "Eve_1009_assignsubmission_file"  # as a name, or as that of a file


def test_moodle_a_name_that_looks_like_somebodys_folder_is_nobody_else():
    piece = only(moodle, f"{MARKED}_1001_assignsubmission_file_/sums.ipynb")
    assert (piece.person, piece.path) == ("1001", ("sums.ipynb",))


def test_moodle_a_file_that_may_be_of_two_people_is_nobodys():
    found = moodle.pieces([entry(f"{MARKED}_Doe_1001_assignsubmission_file_a.ipynb")])
    assert not found.pieces
    assert "two people" in next(iter(found.other.values()))


def test_canvas_a_name_with_ids_in_it_is_nobody_elses():
    theirs = "doejane_1001_77_sums.ipynb"
    found = canvas.pieces([entry(theirs), entry("eve_1001_99_1009_88_sums.ipynb")])
    assert not found.pieces  # neither of the two is taken in silence
    assert found.other.keys() >= {theirs}
    assert "two people" in found.other[theirs]


def test_moodle_ones_own_file_handed_in_again_is_ones_own():
    piece = only(moodle, f"{MARKED}_{MARKED}_sums.ipynb")
    assert (piece.person, piece.path) == ("1009", (f"{MARKED}_sums.ipynb",))
