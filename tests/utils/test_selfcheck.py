"""`%check` exists in a notebook, and says so if the course is missing."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from IPython.core.interactiveshell import InteractiveShell

from utils import selfcheck


@pytest.fixture
def shell(monkeypatch):
    shell = InteractiveShell()
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)
    return shell


def test_it_is_known_after_utils_was_imported(shell):
    selfcheck.offer()
    assert shell.find_line_magic("check") is selfcheck.check


def test_another_command_of_that_name_stays(shell):
    shell.register_magic_function(print, magic_name="check")
    selfcheck.offer()
    assert shell.find_line_magic("check") is print


def test_without_the_course_one_line_says_what_to_do(monkeypatch, capsys):
    monkeypatch.setattr(selfcheck, "CHECKER", "no_such_course.live")
    selfcheck.check("clip")
    assert capsys.readouterr().out == selfcheck.MISSING + "\n"


@pytest.mark.parametrize("typed", ["clip  # once more", "clip()", "'clip'", " clip ;"])
def test_what_is_typed_around_a_name_is_not_part_of_it(monkeypatch, typed):
    asked = []
    checker = SimpleNamespace(check=lambda exercise, names: asked.append(exercise))
    monkeypatch.setitem(sys.modules, selfcheck.CHECKER, checker)
    selfcheck.check(typed)
    assert asked == ["clip"]


def test_utils_alone_imports_neither_the_course_nor_ipython():
    code = "import sys, utils; assert not {'course', 'IPython'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


def test_a_cell_that_needs_a_missing_answer_says_so_in_one_line(shell, capsys):
    selfcheck.offer()
    shell.run_cell("def clip(x):\n    raise NotImplementedError")
    done = shell.run_cell("clip(3)")
    assert isinstance(done.error_in_exec, NotImplementedError)
    line = "this cell needs your `clip`, which has no answer yet"
    assert capsys.readouterr().out == f"{line}\n"


@pytest.mark.parametrize(
    "cell",
    [
        "raise NotImplementedError",
        "def f():\n    raise NotImplementedError('later')\nf()",
        "import concurrent.futures as c\nc.Executor().submit(print)",
    ],
)
def test_any_other_error_of_this_kind_is_shown_as_it_always_is(shell, capsys, cell):
    selfcheck.offer()
    shell.run_cell(cell)
    assert "Traceback" in capsys.readouterr().out


def test_another_handler_of_errors_stays(shell):
    shell.set_custom_exc((KeyError,), lambda *_: None)
    selfcheck.offer()
    assert shell.custom_exceptions == (KeyError,)
