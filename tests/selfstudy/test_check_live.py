"""`%check` in a notebook: what its kernel has now, with all criteria."""

import signal
import threading
import time

import nbformat.v4 as v4
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

from course.authoring.lesson import as_notebook
from course.selfstudy import channel, live, progress
from course.selfstudy.lessons import Course


def double(x):
    return x + x


@pytest.fixture
def check(lessons, sums, capsys):
    """Check answers in a notebook that has run the cells of sums; return the output."""

    def run(exercise="double", **names):
        live.check(exercise, {"In": list(sums.likeness.code), **names}, lessons)
        return capsys.readouterr().out

    return run


def test_a_right_answer_earns_its_points(check):
    assert "double: 40 of 40 points" in check(double=double)


def test_a_wrong_answer_is_told_what_the_hidden_criteria_miss(check):
    told = check(double=lambda x: 8)
    assert "✗ twice any number" in told
    assert "it holds for every number" in told


def test_an_answer_that_fits_the_examples_alone_earns_nothing(check):
    told = check(double=lambda x: 8)
    assert "double: 0 of 40 points" in told
    assert "none of those is met" in told


def test_all_exercises_are_checked_where_none_is_named(check):
    told = check("", double=double, total=lambda values: float(sum(values)))
    assert "double: 40 of 40 points" in told and "total: 60 of 60 points" in told


def test_an_exercise_whose_cell_has_not_been_run_is_named(check):
    assert "total: its cell has not been run yet" in check("", double=double)


def test_the_points_are_kept(check):
    check(double=double)
    assert progress.load().of("sums", "double").best == 40


def test_the_lesson_may_be_named(check):
    told = check("words.double", double=double)
    assert "a word is said twice" in told


def test_an_unknown_exercise_is_told_in_one_line(check):
    assert check("halve") == "no exercise halve; there are double, total\n"


def test_a_notebook_of_no_lesson_is_told_in_one_line(lessons, capsys):
    live.check("", {"In": ["print(1)"]}, lessons)
    told = capsys.readouterr().out
    assert told == "which lesson? Run its cells first, or name it, as in sums.double\n"


def test_an_exercise_of_one_lesson_alone_is_found_in_any_notebook(lessons, capsys):
    names = {"In": ["print(1)"], "total": lambda values: float(sum(values))}
    live.check("total", names, lessons)
    assert "total: 60 of 60 points" in capsys.readouterr().out
    live.check("double", {"In": ["print(1)"], "double": double}, lessons)
    told = capsys.readouterr().out
    assert told == "double is in 2 lessons: say sums.double or words.double\n"


def test_a_variable_called_in_does_not_hide_the_lesson(
    sums, lessons, capsys, monkeypatch
):
    shell = InteractiveShell()
    shell.history_manager.input_hist_parsed[:] = sums.likeness.code
    monkeypatch.setattr(live, "get_ipython", lambda: shell)
    live.check("double", {"In": 5, "double": double}, lessons)
    assert "double: 40 of 40 points" in capsys.readouterr().out


class TestTime:
    @pytest.fixture(autouse=True)
    def interrupts_are_heard(self):
        """Let interrupts raise KeyboardInterrupt, as in a kernel while a cell runs.

        A shell starts background processes with interrupts ignored.
        """
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
        signal.signal(signal.SIGINT, before)

    def test_an_answer_that_never_ends_is_stopped(self, check, monkeypatch):
        def endless(x):
            while True:
                pass

        monkeypatch.setattr(channel.LiveChannel.__init__, "__defaults__", (0.1,))
        assert "limit: it took more than 0.1 seconds" in check(double=endless)

    def test_an_answer_that_waits_is_woken(self, check, monkeypatch):
        monkeypatch.setattr(channel.LiveChannel.__init__, "__defaults__", (0.1,))
        start = time.monotonic()
        check(double=lambda x: time.sleep(30))
        assert time.monotonic() - start < 10

    def test_the_user_can_interrupt_all_checks(self, check):
        threading.Timer(0.3, channel.interrupt).start()
        with pytest.raises(KeyboardInterrupt):
            check(double=lambda x: time.sleep(30))


@pytest.fixture(scope="module")
def ran():
    """Run lesson 1 up to its first exercise in a real notebook, then `%check clip`."""
    nb = as_notebook(Course().handouts["dinosaurs"].lesson)
    names = [cell.id for cell in nb.cells]
    nb.cells = nb.cells[: names.index("clip") + 1]
    nb.cells = [cell for cell in nb.cells if cell.cell_type == "code"]
    nb.cells.append(v4.new_code_cell("%check clip"))
    NotebookClient(nb, timeout=120, kernel_name="python3").execute()
    return nb.cells[-1].outputs


class TestInANotebook:
    def test_nothing_has_to_be_loaded_for_it(self, ran):
        assert "<table>" in ran[0].data["text/html"]

    def test_all_points_can_be_earned(self, ran):
        assert ran[1].text == "clip: 20 of 20 points\n"

    def test_it_shows_nothing_else(self, ran):
        assert len(ran) == 2
