"""`course check NOTEBOOK`: a learner's copy, with all criteria and no gradebook."""

import json
import subprocess
import sys
import webbrowser
from pathlib import Path

import nbformat
import nbformat.v4 as v4
import pytest
from support import old_release
from typer.testing import CliRunner

from course.authoring.build import build
from course.cli import app
from course.judging import run
from course.sandbox import bubblewrap
from course.selfstudy.check import NotChecked, check, read
from course.selfstudy.lessons import Course

WRONG = "def double(x):\n    return x * x  # two and two"


def wrong(nb):
    [cell] = [cell for cell in nb.cells if cell.get("id") == "double"]
    cell.source = WRONG
    return nb


def test_a_right_copy_earns_all_points(say, save, answered):
    told = say("check", save(answered))
    assert "sums: 100 of 100 points" in told.output
    assert told.exit_code == 0


def test_a_copy_as_handed_out_earns_none(say, save, sums):
    told = say("check", save(sums.notebook))
    assert "sums: 0 of 100 points" in told.output
    assert told.exit_code == 1


def test_a_miss_is_told_with_its_criterion_and_hint(say, save, answered):
    told = say("check", save(wrong(answered)), "--exercise", "double")
    assert "twice any number" in told.output
    assert "it holds for every number" in told.output
    assert told.output.endswith("one more hint: course hint sums.double\n")


def test_half_a_character_is_told_as_a_question_mark(say, save, answered):
    [cell] = [cell for cell in answered.cells if cell.get("id") == "double"]
    cell.source = (
        """print('\\ud800')\ndef double(x):\n    raise ValueError('\\udc00')"""
    )
    told = say("check", save(answered), "--exercise", "double")
    assert "ValueError: ?" in told.output
    told.output.encode("utf-8")


def test_an_output_that_cannot_encode_a_check_mark_gets_the_rest(
    folder, save, answered
):
    line = ["check", str(save(answered)), "--course-dir", str(folder)]
    told = CliRunner(charset="cp1252").invoke(app, line, env={"COLUMNS": "200"})
    assert (told.exception, told.exit_code) == (None, 0)
    assert b"sums: 100 of 100 points" in told.stdout_bytes


def test_no_hidden_input_is_told(say, save, answered):
    assert "123456789" not in say("check", save(wrong(answered))).output


def test_a_copy_that_is_big_by_its_outputs_is_read_without_them(
    save, answered, lessons, monkeypatch
):
    picture = v4.new_output("display_data", {"image/png": "iVBOR" * 30_000})
    answered.cells[-1].outputs = [picture]
    path = save(answered)
    before = path.read_bytes()
    monkeypatch.setattr("course.selfstudy.check.MAX_BYTES", 100_000)
    nb, handout = read(path, lessons)
    assert handout.name == "sums" and not nb.cells[-1].outputs
    assert [cell.source for cell in nb.cells] == [c.source for c in answered.cells]
    assert path.read_bytes() == before


def test_a_copy_that_is_too_big_is_one_line(save, answered, lessons, monkeypatch):
    monkeypatch.setattr("course.selfstudy.check.MAX_BYTES", 100)
    monkeypatch.setattr("course.selfstudy.check.MAX_NOTEBOOK", 1000)
    with pytest.raises(NotChecked, match="MB, more than 0: ") as told:
        read(save(answered), lessons)
    assert len(str(told.value).splitlines()) == 1


def test_one_exercise_alone_is_checked(say, save, answered):
    told = say("check", save(wrong(answered)), "--exercise", "double")
    assert "double: 0 of 40 points" in told.output
    assert "total" not in told.output and "sums: " not in told.output


def test_a_renamed_copy_without_metadata_is_recognised(say, save, answered):
    for cell in answered.cells:
        cell.metadata.clear()
        cell.id = f"lost-{cell.id}"
    told = say("check", save(answered, "homework (1).ipynb"))
    assert "sums: 100 of 100 points" in told.output


def test_nothing_is_written_beside_the_copy(say, save, answered):
    path = save(answered)
    before = path.read_bytes()
    say("check", path)
    assert list(path.parent.iterdir()) == [path] and path.read_bytes() == before


def test_a_copy_is_checked_without_a_sandbox_too(sums, answered, monkeypatch):
    monkeypatch.setattr(bubblewrap, "available", lambda: "no sandbox here")
    assert check(answered, sums).total == (100, 100)


def test_a_copy_is_checked_where_there_is_no_linux(sums, answered, monkeypatch):
    monkeypatch.setattr(bubblewrap, "available", lambda: "no sandbox here")
    monkeypatch.setattr(run, "HAS_ZYGOTES", False)
    assert check(answered, sums).total == (100, 100)


def test_the_missing_sandbox_is_told_in_one_line(say, save, answered, monkeypatch):
    monkeypatch.setattr(bubblewrap, "available", lambda: "no sandbox here")
    told = say("check", save(answered), "--exercise", "double")
    assert told.stderr == "no sandbox here, so your code runs without a sandbox\n"


def test_a_check_left_in_an_answer_changes_nothing(sums, answered):
    [cell] = [cell for cell in answered.cells if cell.id == "double"]
    cell.source = "%check double\n" + cell.source
    assert check(answered, sums).total == (100, 100)


class TestThePage:
    @pytest.fixture
    def opened(self, monkeypatch):
        pages = []
        monkeypatch.setattr(webbrowser, "open", pages.append)
        return pages

    def test_shows_verdicts_and_score(self, say, save, answered, tmp_path, opened):
        page = tmp_path / "my page.html"
        say("check", save(wrong(answered)), "--html", page)
        shown = page.read_text(encoding="utf-8")
        assert "Score: 60.0 / 100.0" in shown
        assert "it holds for every number" in shown
        assert ">double</a>" in shown  # as the page of a class has it

    def test_is_opened(self, say, save, answered, tmp_path, opened):
        page = tmp_path / "my page.html"
        say("check", save(answered), "--exercise", "double", "--html", page)
        assert opened == [page.as_uri()]

    def test_that_cannot_be_written_is_told(self, say, save, answered, opened):
        told = say("check", save(answered), "--html", "/no/such/folder/page.html")
        assert told.stderr == "/no/such/folder/page.html: No such file or directory\n"
        assert told.exit_code == 1


class TestWhatIsNoCopy:
    def refusal(self, told) -> str:
        assert told.exit_code == 1
        assert told.stderr.count("\n") == 1
        return told.stderr

    def test_a_missing_file_is_told(self, say, tmp_path):
        told = self.refusal(say("check", tmp_path / "none.ipynb"))
        assert f"there is no such file (you are in {Path.cwd()})" in told

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("", "is empty"),
            ("{", "is not JSON"),
            (json.dumps([1]), "is JSON, but not a notebook"),
        ],
    )
    def test_a_broken_file_is_told(self, say, tmp_path, text, reason):
        path = tmp_path / "sums.ipynb"
        path.write_text(text, encoding="utf-8")
        told = self.refusal(say("check", path))
        assert reason in told and "copy your answers into one from release" in told

    def test_a_file_may_be_named_as_from_where_one_is(self, say, tmp_path, monkeypatch):
        (tmp_path / "sums.ipynb").touch()
        monkeypatch.chdir(tmp_path)
        assert "sums.ipynb: is empty" in self.refusal(say("check", "sums.ipynb"))

    def test_a_notebook_of_something_else_is_told(self, say, save):
        path = save(v4.new_notebook(cells=[v4.new_code_cell("print(1)")]))
        assert "is none of the lessons" in self.refusal(say("check", path))

    def test_an_unknown_exercise_is_told(self, say, save, answered):
        told = self.refusal(say("check", save(answered), "--exercise", "halve"))
        assert told == "no exercise halve; there are double, total\n"

    def test_an_exercise_of_another_lesson_is_told(self, say, save, answered):
        told = say("check", save(answered), "--exercise", "words.double")
        assert self.refusal(told) == "words.double is no exercise of sums\n"

    def test_a_notebook_and_a_zoo_are_not_checked_together(self, say, save, answered):
        told = say("check", save(answered), "--zoo", "sums")
        assert told.exit_code == 2
        assert told.stderr == "name either a notebook or, with --zoo, a lesson\n"


def test_what_a_copy_is_compared_with_is_what_would_be_released(folder, lessons):
    built = build(folder)
    for handout in lessons.handouts.values():
        path = folder / "release" / handout.lesson.assignment / f"{handout.name}.ipynb"
        assert handout.notebook == nbformat.read(path, as_version=4)
    assert len(built.lessons) == len(lessons.handouts)


def test_nothing_that_windows_lacks_is_imported():
    absent = ["fcntl", "resource", "termios"]
    code = f"import sys; sys.modules.update(dict.fromkeys({absent}))\n"
    code += "import course.selfstudy.check, course.selfstudy.live, course.cli"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_a_copy_of_an_older_release_is_checked_with_one_line_about_it():
    nb = old_release.answered(old_release.old("dinosaurs"), "dinosaurs", ["clip"])
    checked = check(nb, Course().handouts["dinosaurs"], only="clip")
    assert checked.total == (20, 20)
    assert checked.repairs == []
    assert checked.older.startswith("made from an older release (2026-11-26); ")
