"""Hints, solutions and progress, as a learner asks for them."""

import json

import pytest

from course.selfstudy import progress
from course.selfstudy.hints import hints
from course.selfstudy.lessons import Course


class TestHints:
    def test_come_one_at_a_time(self, say):
        first, second = say("hint", "sums.double"), say("hint", "sums.double")
        assert first.output.startswith("hint 1 of 3: This is what is checked")
        assert second.output.startswith("hint 2 of 3: twice a number")

    def test_that_were_shown_can_be_shown_again(self, say):
        say("hint", "total")
        assert "hint 2" not in say("hint", "total", "--again").output

    def test_can_be_shown_at_once(self, say):
        told = say("hint", "total", "--all").output
        assert "hint 1 of 3" in told and "hint 3 of 3" in told

    def test_end_with_the_way_to_the_solution(self, say):
        say("hint", "total", "--all")
        assert (
            "no more hints; the solution: course solution"
            in say("hint", "total").output
        )

    def test_never_hold_a_hidden_input_or_the_solution(self, say):
        told = say("hint", "sums.double", "--all").output
        assert "123456789" not in told and "x + x" not in told

    def test_there_are_some_for_every_exercise(self):
        for handout in Course().graded():
            for exercise in handout.lesson.exercises:
                assert len(hints(handout, exercise)) > 3, (handout.name, exercise)


class TestNames:
    def test_one_that_two_lessons_have_is_asked_about(self, say):
        told = say("hint", "double", typed="words\n")
        assert "double is in 2 lessons: say sums.double or words.double" in told.output
        assert "a word is said twice" in told.output

    def test_nobody_there_to_answer_ends_with_an_error(self, say):
        assert say("hint", "double").exit_code == 1

    @pytest.mark.parametrize("lesson", ["words", "01-words"])
    def test_the_lesson_may_be_an_option(self, say, lesson):
        assert (
            "a word is said twice" in say("hint", "double", "--lesson", lesson).output
        )

    def test_an_unknown_lesson_is_told(self, say):
        told = say("hint", "nowhere.double")
        assert told.stderr == "no lesson nowhere; there are sums, words\n"


class TestSolutions:
    def test_are_shown_with_what_they_have_to_get_right(self, say):
        told = say("solution", "total", "--yes").output
        assert "return float(np.sum(values))" in told and "values may be many" in told

    def test_hide_the_marks_of_the_author(self, say):
        assert "SOLUTION" not in say("solution", "words.double", "--yes").output

    def test_are_asked_about_first(self, say):
        told = say("solution", "total", typed="n\n")
        assert "np.sum" not in told.output and told.exit_code == 1
        assert "not shown; one more hint: course hint sums.total" in told.stderr

    def test_are_not_shown_where_nobody_can_answer(self, say):
        told = say("solution", "total")
        assert "np.sum" not in told.output and told.exit_code == 1
        assert "use --yes to show it without asking" in told.stderr


class TestProgress:
    def row(self, say, *words) -> list[str]:
        """Return the columns of the row that starts with these words."""
        for line in say("progress").output.splitlines():
            cells = [cell.strip() for cell in line.split("│")[1:-1]]
            if cells[: len(words)] == list(words):
                return cells
        raise AssertionError(f"no row {words}")

    def test_keeps_the_best_and_the_last_points(self, say):
        kept = progress.load()
        for points in (30.0, 10.0):
            kept.of("sums", "double").checked(points)
        kept.save()
        assert self.row(say, "sums", "double")[2:5] == ["30", "10", "40"]

    def test_counts_hints_and_notes_solutions(self, say):
        say("hint", "total", "--all")
        say("solution", "total", "--yes")
        assert self.row(say, "sums", "total")[5:] == ["3", "seen"]

    def test_is_added_up_for_each_lesson(self, say):
        kept = progress.load()
        kept.of("sums", "double").checked(30.0)
        kept.of("sums", "total").checked(60.0)
        kept.save()
        assert self.row(say, "sums", "all")[2:5] == ["90", "90", "100"]

    def test_of_nothing_is_shown_too(self, say):
        assert self.row(say, "words", "double")[2:] == ["–", "–", "100", "", ""]
        assert self.row(say, "words", "all")[2:5] == ["–", "–", "100"]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            '{"exercises": 3}',
            '{"exercises": {"sums.double": 1}}',
            '{"exercises": {"sums.double": {"best": "x", "hints": null}}}',
        ],
    )
    def test_that_cannot_be_read_counts_as_none(self, say, home, text):
        home.mkdir()
        (home / progress.FILE).write_text(text, encoding="utf-8")
        assert self.row(say, "sums", "double")[2:4] == ["–", "–"]

    def test_is_written_over_what_cannot_be_read(self, say, home):
        home.mkdir()
        (home / progress.FILE).write_text("{", encoding="utf-8")
        say("hint", "total")
        assert progress.load().of("sums", "total").hints == 1

    def test_is_one_file_and_no_drafts(self, say, home):
        say("hint", "total")
        assert [path.name for path in home.iterdir()] == [progress.FILE]
        json.loads((home / progress.FILE).read_text(encoding="utf-8"))

    def test_that_cannot_be_written_stops_nothing(self, say, home):
        home.write_text("not a folder", encoding="utf-8")
        assert say("hint", "total").output.startswith("hint 1 of 3")
