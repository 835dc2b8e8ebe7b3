"""What holds for every command: it starts fast, and an error is one line."""

import importlib
import inspect
import io
import os
import pkgutil
import subprocess
import sys
from contextlib import redirect_stderr
from pathlib import Path

import pytest
from typer.testing import CliRunner

import course
from course import cli
from course.errors import CourseError, as_line, first_line
from course.grading.grade import Grading

MAIN = Path(__file__).resolve().parents[2]
HEAVY = {
    *("IPython", "dask", "jupyter_client", "nbformat"),
    *("nbgrader", "numpy", "sqlalchemy", "traitlets"),
}
# Always caught by their callers; no user sees them.
INTERNAL = {
    *("Gone", "MalformedMessage", "MalformedValue"),
    *("NoKernel", "WorkersLost", "ZygoteDied"),
    *("Interrupted", "TooLong", "WorkerEnded"),
}


def test_help_imports_nothing_heavy():
    code = f"""
import sys
from contextlib import redirect_stderr
from typer.testing import CliRunner
from course.cli import app
told = CliRunner().invoke(app, ["--help"])
assert told.exit_code == 0 and "shell" in told.stdout
print(*{HEAVY} & sys.modules.keys())
"""
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60
    )
    assert (told.stdout.strip(), told.returncode) == ("", 0)


def test_every_command_has_a_file_of_its_own():
    for command in cli.COMMANDS:
        assert command.__module__ == f"course.commands.{command.__name__}"


def test_an_error_for_a_person_is_a_course_error():
    folder = str(Path(course.__file__).parent)
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages([folder], "course.")
        if ".zygote." not in found.name  # which runs elsewhere
    ]
    errors = {
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Exception) and kind.__module__.startswith("course.")
    }
    others = {kind.__name__ for kind in errors if not issubclass(kind, CourseError)}
    assert {name for name in others if name[0] != "_"} == INTERNAL


@pytest.mark.parametrize(
    "words",
    [
        ("build",),
        ("grade",),
        ("report",),
        ("pack",),
        ("shell",),
        ("hint", "clip"),
        ("solution", "clip"),
        ("progress",),
        ("check", "--zoo", "sums"),
    ],
)
def test_a_command_outside_of_a_course_says_so_in_a_line(words, tmp_path):
    said = CliRunner().invoke(cli.app, [*words, "--course-dir", str(tmp_path)])
    assert said.exit_code == 1
    assert said.stderr.startswith("no course here: no nbgrader_config.py in")
    assert said.stderr.count("\n") == 1


def test_an_exercise_that_no_zoo_has_is_named_with_those_that_there_are():
    words = ["check", "--zoo", "dinosaurs", "--exercise", "clap"]
    said = CliRunner().invoke(cli.app, [*words, "--course-dir", str(MAIN)])
    assert said.exit_code == 1
    assert said.stderr.startswith("no exercise clap; there are clip, ")


def test_what_the_system_refuses_is_a_line_as_well(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", str(tmp_path))

    (tmp_path / "nbgrader_config.py").write_text("", encoding="utf-8")
    monkeypatch.setattr("course.authoring.build.build", refuse)
    said = CliRunner().invoke(cli.app, ["build", "--course-dir", str(tmp_path)])
    assert said.exit_code == 1
    assert said.stderr.startswith(f"{tmp_path}: permission denied; fix that")


def test_one_assignment_that_cannot_be_graded_stops_no_other(tmp_path, monkeypatch):
    (tmp_path / "nbgrader_config.py").write_text("", encoding="utf-8")
    told = []

    def refuse(self, root, name, **_):
        told.append(name)
        raise CourseError(f"{name} is broken")

    monkeypatch.setattr(Grading, "__init__", refuse)
    words = ["grade", "one", "two", "--course-dir", str(tmp_path)]
    said = CliRunner().invoke(cli.app, words)
    assert (said.exit_code, told) == (1, ["one", "two"])
    assert said.stderr == "one is broken\ntwo is broken\n"


@pytest.mark.parametrize(
    ("reads", "code", "said"),
    [(False, 141, ""), (True, 1, "broken pipe; ")],
    ids=["its reader has gone", "another pipe broke"],
)
def test_a_command_whose_reader_has_gone_ends_in_silence(
    monkeypatch, tmp_path, reads, code, said
):
    def pipe(*_):
        raise BrokenPipeError(32, "Broken pipe")

    reader, writer = os.pipe()
    if not reads:
        os.close(reader)
    with open(writer, "w", encoding="utf-8") as output:
        monkeypatch.setattr("course.folder.course_root", pipe)
        monkeypatch.setattr("course.errors.sys.stdout", output)
        with redirect_stderr(io.StringIO()) as told, pytest.raises(SystemExit) as ended:
            cli.app(["build", "--course-dir", str(tmp_path)])
    assert ended.value.code == code
    assert told.getvalue().startswith(said) and bool(said) == bool(told.getvalue())


@pytest.mark.parametrize(
    ("error", "line"),
    [(OSError("odd"), "odd"), (CourseError("one\ntwo"), "one\ntwo")],
)
def test_an_error_without_a_file_is_told_as_it_is(error, line):
    assert as_line(error) == line


@pytest.mark.parametrize(
    ("said", "line"),
    [("", ""), ("\n", ""), (" one \ntwo", "one"), ("\n\nlast", "last")],
)
def test_the_first_line_of_an_error_may_be_missing(said, line):
    assert first_line(ValueError(said)) == line
