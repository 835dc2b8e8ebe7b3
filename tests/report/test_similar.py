"""Pairs of answers that are worth comparing, and no others."""

import random
from collections import Counter
from datetime import UTC, datetime
from math import comb
from pathlib import Path

import nbformat
import pytest
from support.copied_by_hand import COPIED
from support.copies import copies, renamed
from support.independent import ENOUGH, exercises
from support.mini_course import MiniCourse
from support.sums import RIGHT, sums

from course.grading.groups import Groups, write_groups
from course.report.class_results import Results, StudentReport
from course.report.likeness import Likeness, alike
from course.report.page import similar_page
from course.report.similar import similar_answers
from course.worker.fingerprints import fingerprints, of_cells

MAIN = Path(__file__).resolve().parents[2]
EXERCISES = exercises()
QUICK = {"clip", "model", "split_scenes"}  # these stand for all
PLANTED = ("renamed", "reordered", "recommented", "split", "all")
slow = pytest.mark.slow
LONG = '''\
def total(values):
    """Add them."""
    best, seen = 0, {}
    for place, value in enumerate(sorted(values, reverse=True)):
        seen[place] = value * 3 - place
        if value % 7 == 2:
            best += seen[place] // 3
        else:
            best -= max(seen.values()) ** 2
    return sum(values) + best * 0
'''


each_exercise = pytest.mark.parametrize(
    "exercise",
    [
        pytest.param(one, id=one.name, marks=[] if one.name in QUICK else [slow])
        for one in EXERCISES
    ],
)


@pytest.mark.parametrize("name", sorted(QUICK))
def test_no_independent_pair_of_some_exercises_is_shown_but_two_of_one_mind(name):
    [exercise] = [one for one in EXERCISES if one.name == name]
    assert len(exercise.shown_independent()) <= (name == "model")


@slow
def test_of_a_hundred_independent_pairs_at_most_one_is_shown():
    shown = sum(len(exercise.shown_independent()) for exercise in EXERCISES)
    pairs = sum(comb(len(exercise.independent), 2) for exercise in EXERCISES)
    assert pairs > 1_000
    assert shown <= pairs / 100


@each_exercise
def test_copies_of_an_answer_with_something_of_its_own_are_found(exercise):
    copied = [(k, found) for k, weight, found in exercise.copied() if weight >= ENOUGH]
    assert copied and all(found for kind, found in copied if kind in PLANTED)
    assert sum(found for _, found in copied) >= 0.9 * len(copied)


@slow
def test_most_copies_by_hand_are_found():
    by_name = {(one.notebook, one.name): one for one in EXERCISES}
    found = [
        by_name[notebook, name].finds(number, copy)
        for notebook, name, number, copy in COPIED
    ]
    assert sum(found) >= 0.7 * len(found)


def test_there_are_independent_answers_to_every_exercise_of_the_course():
    zoo = (MAIN / "checks").glob("*/answers/*.py")
    names = {path.stem for path in zoo} - {"names"}
    assert {exercise.name for exercise in EXERCISES} == names
    assert all(len(exercise.independent) >= 5 for exercise in EXERCISES)


@pytest.mark.parametrize("how", ["renamed", "recommented", "annotated"])
def test_names_types_comments_and_layout_leave_no_trace(how):
    cells = {kind: cell for kind, cell, _ in copies(LONG, "total")}
    assert fingerprints(cells[how], "total") == fingerprints(LONG, "total")


def test_what_everybody_has_seen_does_not_count():
    answers = {name: fingerprints(LONG, "total") for name in ("ada", "ben")}
    assert alike(answers)
    assert not alike(answers, seen=of_cells([LONG]))


def test_what_a_hint_gives_does_not_count_whatever_the_answer_calls_it():
    answer = "def cut(a, b, n):\n    return a[: b * n].reshape(b, n)"
    given = of_cells(["ids[: B * n].reshape(B, n)"])
    assert len(fingerprints(answer, "cut")[0].keys() - given) == 2  # def and return


@pytest.mark.parametrize("nested", [True, False])
def test_an_idea_counts_once_in_the_share_whatever_is_around_it(nested):
    ideas = {f"{n}": [f"{n - 1}"] if nested and n else [] for n in range(20)}
    answers = {who: ideas | {f"{who} {n}": [] for n in range(3)} for who in "ab"}
    others = {f"o{n}": {f"{n}-{k}": [] for k in range(30)} for n in range(20)}
    assert bool(Likeness({**answers, **others}).pairs()) == (not nested)


def test_what_many_have_found_does_not_count():
    few = {f"{n}": fingerprints(LONG, "total") for n in range(2)}
    others = {f"o{n}": ({f"{n}-{k}": [] for k in range(30)}, {}) for n in range(20)}
    many = {f"{n}": fingerprints(LONG, "total") for n in range(60)}
    assert len(alike({**few, **others})) == 1
    assert not alike(many)


@pytest.mark.parametrize(
    "source",
    ["def total(:", "", "\0", "(" * 10_000, "x" * 200_000],
)
def test_what_is_no_python_has_no_fingerprints(source):
    assert fingerprints(source, "total") == ({}, {})


def test_a_helper_that_nothing_calls_is_no_part_of_the_answer():
    helper = "def unused(a):\n    return [b ** 7 for b in a if b % 11 == 3]"
    assert fingerprints(LONG, "total", [helper]) == fingerprints(LONG, "total")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    return sums(tmp_path_factory.mktemp("similar") / "a course").build()


def graded(course: MiniCourse, answers: dict[str, str]) -> Results:
    """Write graded notebooks of a class with these answers to `total`."""
    for student, source in answers.items():
        path = course.path("autograded", student)
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(course.answered(RIGHT | {"total": source}), path)
    reports = [StudentReport(student, total=1.0) for student in answers]
    return Results(course.assignment, {}, reports, [])


def independent(number: int) -> str:
    """Return an answer like nobody else's."""
    rng = random.Random(number)
    lines = [f"    a{k} = values[{rng.randrange(99)}] ** {k}" for k in range(9)]
    lines += [f"    b = max(a{k} % {rng.randrange(999)}, 1)" for k in range(9)]
    return "\n".join(["def total(values):", *lines, "    return sum(values)"])


def test_a_page_shows_the_copies_of_a_class_of_sixty(built):
    course = built.copy(built.root.with_name("sixty"))
    answers = {f"student {n:02}": independent(n) for n in range(56)}
    answers["zoe"] = LONG
    for kind, cell, _ in copies(LONG, "total"):
        if kind in ("renamed", "reordered", "recommented"):
            answers[f"z-{kind}"] = cell
    results = graded(course, answers)
    found = similar_answers(course.root, results)
    students = Counter(
        name for a in found.pairs["total"] for name in (a.pair.first, a.pair.second)
    )
    assert set(students) == {"zoe", "z-renamed", "z-reordered", "z-recommented"}
    assert found.count == 6 and set(found.pairs) == {"total"}
    page = similar_page([found], datetime.now(UTC))
    assert "z-renamed" in page and "value % 7 == 2" in page
    for word in ("copied", "cheat", "plagiar", "suspic", "misconduct"):
        assert word not in page.casefold()


def test_members_of_a_group_are_left_out(built):
    course = built.copy(built.root.with_name("grouped"))
    copy = renamed(LONG, "total", random.Random(1))
    results = graded(course, {"ada": LONG, "ben": copy, "eve": independent(1)})
    assert similar_answers(course.root, results).count == 1
    write_groups(course.root, course.assignment, Groups({"ada": "1", "ben": "1"}))
    assert similar_answers(course.root, results).count == 0


def test_an_answer_that_cannot_be_read_is_named_and_lines_of_ipython_hide_nothing(
    built,
):
    course = built.copy(built.root.with_name("unread"))
    listing = LONG.replace("    best, seen", "    files = !ls\n    best, seen")
    deep = LONG + "total.sum = " + "+".join("1" * 2_000) + "\n"
    results = graded(course, {"ada": LONG, "ben": listing, "eve": deep})
    found = similar_answers(course.root, results)
    assert (found.count, found.unread) == (1, ["eve"])


def test_an_answer_reads_as_it_runs(built):
    course = built.copy(built.root.with_name("turned"))
    turned = LONG.replace('"""Add them."""', "pass  # \u202e turned round")
    found = similar_answers(course.root, graded(course, {"ada": LONG, "ben": turned}))
    page = similar_page([found], datetime.now(UTC))
    assert "\ufffd turned round" in page and "\u202e" not in page


def test_a_broken_notebook_stops_nothing(built):
    course = built.copy(built.root.with_name("broken"))
    results = graded(course, {"ada": LONG, "ben": LONG, "eve": LONG})
    course.path("autograded", "eve").write_text("{", encoding="utf-8")
    assert similar_answers(course.root, results).count == 1
