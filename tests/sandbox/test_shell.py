"""`course shell`: a shell and a Python that are sealed like a kernel."""

import subprocess
import sys
from pathlib import Path

import pexpect
import pytest
from support.kernels import needs_bubblewrap

from course.content import default_content
from course.errors import CourseError
from course.sandbox import bubblewrap
from course.sandbox.shell import run_sealed

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "course.cli", "shell"]


def said(*options):
    """Return what the command prints, and its exit status."""
    ended = subprocess.run(
        [*COMMAND, *options],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return ended.stdout + ended.stderr, ended.returncode


@needs_bubblewrap
def test_a_command_runs_in_a_kernels_folder_and_its_status_is_ours():
    assert said("-c", "pwd; exit 3") == ("/scratch/work\n", 3)


@needs_bubblewrap
def test_neither_course_nor_checks_nor_lessons_are_there():
    told, _ = said("-c", f"ls -A {ROOT} 2>/dev/null; echo and the rest")
    seen = told.splitlines()
    assert "and the rest" in seen
    assert not {*seen} & {path.name for path in ROOT.iterdir() if path.name != ".venv"}
    criteria = next(ROOT.glob("checks/*/answers/names.py")).parents[1].name
    look = f"find / -path '*/{criteria}/answers' 2>/dev/null; true"
    assert said("-c", look) == ("", 0)


@needs_bubblewrap
@pytest.mark.parametrize("package", ["course", "checks"])
def test_neither_course_nor_checks_can_be_imported(package):
    told, status = said("--python", "-c", f"import {package}")
    assert f"No module named '{package}'" in told and status == 1


@needs_bubblewrap
def test_the_library_can_be_imported():
    told, _ = said("--python", "-c", "import utils; print(utils.__file__)")
    assert told == "/opt/charlm/utils/__init__.py\n"


@needs_bubblewrap
def test_there_is_no_network():
    look = "import socket; print(socket.if_nameindex())"
    assert said("--python", "-c", look) == ("[(1, 'lo')]\n", 0)
    dial = "import socket; socket.create_connection(('127.0.0.1', 22), 3)"
    assert "OSError" in said("--python", "-c", dial)[0]


@needs_bubblewrap
def test_the_second_stage_holds_as_well():
    look = "grep -E 'CapEff|Seccomp:|NoNewPrivs' /proc/self/status; ls /proc | wc -l"
    told, _ = said("-c", f"{look}; unshare --user true; ulimit -c")
    assert "CapEff:\t0000000000000000" in told
    assert "NoNewPrivs:\t1" in told and "Seccomp:\t2" in told
    assert "Operation not permitted" in told


@needs_bubblewrap
def test_on_a_terminal_ctrl_c_ends_a_command_and_not_the_shell():
    shell = pexpect.spawn(COMMAND[0], COMMAND[1:], cwd=str(ROOT), timeout=60)
    try:
        shell.expect_exact("$ ")
        # One process says so and sleeps: bash drops a SIGINT between two commands.
        shell.sendline("""sh -c "echo s'leeping'; exec sleep 100\"""")
        shell.expect_exact("sleeping\r\n")
        shell.sendintr()
        shell.expect_exact("$ ")
        shell.sendline("tty >/dev/null && echo a' terminal'; exit 4")
        shell.expect_exact("a terminal\r\n")
        shell.expect(pexpect.EOF)
        shell.wait()
        assert shell.exitstatus == 4
    finally:
        shell.close(force=True)


@needs_bubblewrap
@pytest.mark.parametrize(("typed", "status"), [("exit 4\n", 4), ("\x04", 0)])
def test_what_is_typed_before_the_shell_is_there_is_not_lost(typed, status):
    # So does `script` with what is piped into it.
    shell = pexpect.spawn(COMMAND[0], COMMAND[1:], cwd=str(ROOT), timeout=60)
    try:
        shell.send(typed)
        shell.expect(pexpect.EOF)
        shell.wait()
        assert shell.exitstatus == status
    finally:
        shell.close(force=True)


def test_without_a_sandbox_it_is_a_line(monkeypatch):
    monkeypatch.setattr(bubblewrap, "available", lambda: "bubblewrap is not installed")
    with pytest.raises(CourseError, match="no sandbox: bubblewrap is not installed"):
        run_sealed(["true"], default_content())
