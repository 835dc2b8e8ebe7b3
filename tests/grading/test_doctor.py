"""`course doctor`: one line for everything that grading needs, and what to do."""

import errno
import os
import shutil
import sqlite3
import time
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from support.mini_course import MiniCourse
from support.sums import sums

from course.grading import doctor, hub
from course.sandbox import bubblewrap, machine
from course.sandbox.machine import Finding, State, bad, ok


@pytest.fixture
def course(tmp_path: Path, monkeypatch) -> MiniCourse:
    """Return a course that is not built yet, on a machine without troubles."""
    monkeypatch.setattr(bubblewrap, "available", lambda: None)
    # It starts a program, which takes a second.
    monkeypatch.setattr(doctor, "_alembic", lambda: ok("1.0"))
    return sums(tmp_path / "my cöurse")


def found(course: MiniCourse) -> dict[str, Finding]:
    return dict(doctor.examine(course.root))


def test_every_line_that_is_not_good_says_what_to_do(course):
    lines = found(course)
    assert {one.state for one in lines.values()} <= {State.OK, State.NOTE}
    assert all(one.todo for one in lines.values() if one.state is State.NOTE)
    assert lines["gradebook"].todo == "course build makes it"
    assert lines["assignments"].told == "not in the gradebook: 00-sums"


def test_a_command_prints_them_and_succeeds_where_grading_works(course):
    done = course.run("doctor")
    assert done.exit_code == 0 and "✓ bubblewrap:" in done.stdout


def test_a_folder_that_is_no_course_still_gets_the_lines_of_the_machine(tmp_path):
    lines = list(doctor.examine(tmp_path))
    what, line = lines[-1]
    assert what == "course" and line.state is State.BAD
    assert len(lines) > 5


def test_a_configuration_that_raises_is_a_line(course):
    course.configure("1 / 0\n")
    assert "division by zero" in found(course)["course"].told


def test_a_configuration_without_the_sandbox_is_a_line(course):
    course.configure("c.Autograde.autograde_preprocessors = []\n")
    assert found(course)["course"].state is State.BAD


@pytest.mark.parametrize("content", [b"no database at all, but text" * 50, b""])
def test_a_damaged_gradebook_is_told_without_changing_it(course, content):
    path = course.root / "gradebook.db"
    path.write_bytes(content)
    line = found(course)["gradebook"]
    assert (line.state is State.BAD) == bool(content)
    assert not content or "damaged" in line.told
    assert path.read_bytes() == content


def test_a_locked_gradebook_is_told(course, monkeypatch):
    path = course.root / "gradebook.db"
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda p, timeout: connect(p, timeout=0.1))
    with closing(connect(path)) as holder:
        holder.execute("CREATE TABLE a (b)")
        holder.execute("BEGIN EXCLUSIVE")
        line = doctor._gradebook(course.root, doctor.course_config(course.root))
    assert line.state is State.BAD and "locked" in line.told


def test_a_file_from_the_future_says_that_the_clock_is_behind(course):
    path = course.handed_in("ada", "{}")
    os.utime(path, (time.time() + 7200,) * 2)
    line = found(course)["clock"]
    assert line.state is State.NOTE and "120 minutes newer" in line.told


@pytest.mark.parametrize(
    ("zone", "state"),
    [("UTC", State.OK), ("Asia/Tokyo", State.NOTE), ("Nowhere", State.BAD)],
)
def test_the_time_zone_is_compared_with_that_of_the_machine(
    course, monkeypatch, zone, state
):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    course.configure(f"c.Exchange.timezone = {zone!r}\n")
    assert found(course)["time zone"].state is state


def test_alembic_that_is_missing_is_told(monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert doctor._alembic() == bad("is not on the path", "make setup")


def test_a_package_of_another_version_than_in_the_lock_is_told(course):
    lock = course.root / "requirements.lock"
    lock.write_text("numpy==1.0 \\\n    --hash=sha256:0\n", encoding="utf-8")
    assert "numpy is" in found(course)["packages"].told


def test_tensorflow_without_graphics_cards_is_not_missing(course, monkeypatch):
    """As `make setup` installs it on Linux with an x86-64 processor."""
    others = {*doctor.PACKAGES, "nbgrader"} - {"tensorflow"}
    of = {name: version(name) for name in others}
    of["tensorflow-cpu"] = "2.21.0"

    def installed(name: str) -> str:
        if name not in of:
            raise PackageNotFoundError(name)
        return of[name]

    monkeypatch.setattr(doctor, "version", installed)
    assert "missing" not in found(course)["packages"].told


def test_a_system_that_forbids_namespaces_is_told_of_profile_and_switch(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(bubblewrap, "available", lambda: "bwrap: no; do this")
    switch = tmp_path / "proc" / "sys" / machine.APPARMOR.replace(".", "/", 1)
    switch.parent.mkdir(parents=True)
    switch.write_text("1\n", encoding="ascii")
    looks = machine.looks_at_machine(tmp_path)
    line = looks["user namespaces"]()
    assert line.state is State.BAD
    assert f"sysctl -w {machine.APPARMOR}=0" in line.todo
    assert "AppArmor profile" in line.todo
    assert looks["sandbox"]().told == "bwrap: no"


def test_bubblewrap_that_is_missing_is_told_with_the_package(monkeypatch):
    monkeypatch.setattr(machine.shutil, "which", lambda name: None)
    assert "apt install bubblewrap" in machine._bubblewrap().todo


def test_a_temporary_folder_that_cannot_be_written_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "place_of_sockets", lambda: tmp_path / "gone")
    line = machine._temporary()
    assert line.state is State.BAD and "TMPDIR" in line.todo


def test_a_full_temporary_folder_is_told_where_another_one_takes_its_place(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("TMPDIR", str(tmp_path / "full"))
    line = machine._temporary()
    assert line.state is State.NOTE
    assert line.told.startswith(f"{tmp_path / 'full'} is full or cannot be written")


def test_a_container_with_one_user_only_is_a_line_like_others(monkeypatch):
    def refuse(path: Path) -> None:
        raise OSError(errno.EINVAL, "Invalid argument", str(path))

    bubblewrap._probe.cache_clear()
    monkeypatch.setattr(bubblewrap, "give_to_kernels", refuse)
    reason = bubblewrap._probe()
    bubblewrap._probe.cache_clear()
    assert reason.startswith("bubblewrap cannot be tried here: ")
    assert reason.endswith("kernels: Invalid argument")


@pytest.fixture
def exchange(course: MiniCourse, tmp_path: Path, monkeypatch) -> Path:
    """Return an exchange of which only the configuration of all users knows."""
    shared, root = tmp_path / "shared", tmp_path / "exchange"
    shared.mkdir()
    text = f"c = get_config()\nc.Exchange.root = {str(root)!r}\n"
    (shared / "nbgrader_config.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(hub, "jupyter_config_path", lambda: [str(shared)])
    inbound = root / "charlm" / "inbound"
    inbound.mkdir(parents=True)
    inbound.chmod(0o2733)
    root.chmod(0o1777)
    return root


def test_an_exchange_is_told(course, exchange):
    line = found(course)["exchange"]
    assert line == ok(str(exchange))


def test_a_course_without_an_exchange_needs_none(course, exchange):
    shutil.rmtree(exchange)
    line = found(course)["exchange"]
    assert line.state is State.OK and "none is needed" in line.told


@pytest.mark.parametrize(
    ("place", "mode", "told"),
    [
        (".", 0o755, "students may not write there"),
        (".", 0o777, "students may move what is others' away"),
        ("charlm/inbound", 0o755, "students may not hand in"),
        ("charlm/inbound", 0o777, "students may see who handed in, and what"),
    ],
)
def test_an_exchange_with_other_permissions_is_told(
    course, exchange, place, mode, told
):
    (exchange / place).chmod(mode)
    line = found(course)["exchange"]
    assert line.state is State.NOTE and line.told.endswith(f": {told}")
    assert "chmod" in line.todo


def test_a_configuration_of_all_users_that_raises_is_a_line(course, exchange):
    (exchange.parent / "shared" / "nbgrader_config.py").write_text("1 / 0", "utf-8")
    assert found(course)["exchange"].told == "division by zero"


def test_a_hub_without_its_proxy_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(hub, "version", lambda name: "6.1")
    monkeypatch.setattr(hub.sys, "prefix", str(tmp_path / ".venv"))
    monkeypatch.setenv("PATH", "")
    line = hub.look_at_hub()
    assert line.state is State.NOTE and line.todo.startswith("npm ci")
    assert line.told == "JupyterHub 6.1 without its configurable-http-proxy"


def test_a_machine_without_a_hub_needs_no_proxy():
    assert hub.look_at_hub().state is State.OK
