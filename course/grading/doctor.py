"""`course doctor`: look at everything that grading needs, and say what to do.

Every look is a function that returns one finding; if it raises, that is one, too.
Nothing is repaired, and no grade is read. What the machine offers is in
`course.sandbox.machine`; here is what the course adds: its folder, its gradebook, its
clocks, and programs.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy.engine import make_url
from traitlets.config import Config

from course.content import content_of
from course.errors import CourseError, line_of
from course.folder import (
    CONFIG,
    course_config,
    course_root,
    gradebook_url,
    time_zone,
    zone_named,
)
from course.grading.gradebook import known_assignments, released_assignments
from course.grading.grading_steps import refuse_other_steps
from course.grading.hub import look_at_exchange, look_at_hub
from course.judging.version import builds
from course.sandbox.machine import Finding, Looks, bad, looks_at_machine, note, ok

ENOUGH_DISK = 2**30  # bytes
SKEW = 2.0  # seconds between the clocks of this machine and of its disk
AHEAD = 120.0  # seconds by which a file may come from the future
NEWEST = ("submitted", "autograded", "release")
PACKAGES = ("nbgrader", "nbclient", "nbconvert", "numpy", "keras", "tensorflow")
PINNED = re.compile(r"^([\w.-]+)==([^\s;\\]+)", re.MULTILINE)
FONT = Path("mpl-data", "fonts", "ttf", "DejaVuSans.ttf")
SETUP = "make setup"


def examine(start: Path) -> Iterator[tuple[str, Finding]]:
    """Yield all findings on the machine, and on the course above `start`."""
    yield from _found(looks_at_machine())
    try:
        root = course_root(start)
        config = course_config(root)
    except Exception as error:  # a configuration is a program
        todo = f"run it in the course's folder, or mend its {CONFIG}"
        yield "course", bad(line_of(error), todo)
        return
    yield from _found(
        {
            "course": lambda: _course(root, config),
            "disk": lambda: _disk(root),
            "alembic": _alembic,
            "gradebook": lambda: _gradebook(root, config),
            "assignments": lambda: _assignments(root, config),
            "clock": lambda: _clock(root),
            "time zone": lambda: _zone(config),
            "packages": lambda: _packages(root),
            "fonts": _fonts,
            "exchange": lambda: look_at_exchange(config),
            "JupyterHub": look_at_hub,
        }
    )


def _found(looks: Looks) -> Iterator[tuple[str, Finding]]:
    for what, look in looks.items():
        try:
            yield what, look()
        except Exception as error:  # what all users share is a program, too
            yield what, bad(line_of(error), "do what the message says")


def _course(root: Path, config: Config) -> Finding:
    refuse_other_steps(config)
    content = content_of(root, config)
    if content.releases_file and not content.releases_file.exists():
        told = f"{root}: the record of releases is missing"
        return note(told, "course build, or restore it")
    return ok(str(root))


def _disk(root: Path) -> Finding:
    """Look at the course's folder: may we write there, lock, and is there room?"""
    import fcntl  # not on Windows, where nobody grades

    place = root / ".course"
    try:
        place.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=place) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        told = f"{place} cannot be written and locked ({reason})"
        todo = "see to its permissions; a network folder may know no locks"
        return bad(told, todo)
    free = shutil.disk_usage(root).free
    told = f"{free / 2**30:.1f} GB free"
    if free < ENOUGH_DISK:
        todo = "make room: a class of 300 takes about a gigabyte"
        return note(told, todo)
    return ok(told)


def _alembic() -> Finding:
    """Look for the program that nbgrader calls for every new gradebook.

    `course_config` has put the folder of our programs on the path.
    """
    path = shutil.which("alembic")
    if path is None:
        return bad("is not on the path", SETUP)
    done = subprocess.run([path, "--version"], capture_output=True, timeout=60)
    if done.returncode:
        return bad(f"{path} does not start", SETUP)
    words = (done.stdout or done.stderr).decode("utf-8", "replace").split()
    return ok(f"{words[-1] if words else '?'}, {path}")


def _gradebook(root: Path, config: Config) -> Finding:
    address = gradebook_url(root, config)
    url = make_url(address)
    if url.get_backend_name() != "sqlite" or not url.database:
        names = known_assignments(address)
        return ok(f"{url!r}, {_count(names)}")
    path = Path(url.database)
    if not _has_content(path):
        told = f"{path} does not exist yet, or is empty"
        return note(told, "course build makes it")
    if not os.access(path, os.W_OK):
        told = f"{path} cannot be written"
        return bad(told, "see to its permissions")
    with closing(sqlite3.connect(path, timeout=5)) as database:
        try:
            [(state,)] = database.execute("PRAGMA quick_check(1)").fetchall()
        except sqlite3.Error as error:
            state = str(error)
    if "locked" in state:
        todo = "wait until another program has finished with it"
        return bad(f"{path}: {state}", todo)
    if state != "ok":
        todo = "course restore has an earlier one, if course backup was used"
        return bad(f"{path} is damaged: {state}", todo)
    return ok(f"{path}, {_count(known_assignments(address))}")


def _assignments(root: Path, config: Config) -> Finding:
    released = released_assignments(root)
    if not released:
        told = "nothing in source/ and release/"
        return note(told, "write one, then course build")
    url = make_url(gradebook_url(root, config))
    missing = released
    if url.get_backend_name() != "sqlite" or _has_content(Path(url.database or "")):
        missing = released - known_assignments(gradebook_url(root, config))
    if missing:
        told = f"not in the gradebook: {', '.join(sorted(missing))}"
        return note(told, "course build")
    return ok(f"{len(released)} released and registered")


def _clock(root: Path) -> Finding:
    """Compare the clock with that of the disk, and with files that exist already."""
    todo = "set the clock: timedatectl set-ntp true (a late hand-in depends on it)"
    with tempfile.NamedTemporaryFile(dir=root / ".course") as file:
        skew = abs(os.stat(file.name).st_mtime - time.time())
    if skew > SKEW:
        told = f"the disk's clock differs by {skew:.0f} s"
        return bad(told, todo)
    found = (p for step in NEWEST for p in (root / step).glob("*/*/*"))
    ahead = max((p.lstat().st_mtime for p in found), default=0.0) - time.time()
    now = f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %Z}"
    if ahead > AHEAD:
        told = f"{now}, but a file is {ahead / 60:.0f} minutes newer than that"
        return note(told, todo)
    return ok(now)


def _zone(config: Config) -> Finding:
    name = time_zone(config)
    try:
        zone = zone_named(name)
    except CourseError:
        told = f"c.Exchange.timezone: there is no {name}"
        return bad(told, "write it as in Europe/Berlin")
    told = f"times without a zone are in {name}"
    here = datetime.now().astimezone().utcoffset()
    there = datetime.now(zone).utcoffset()
    if here != there:
        told += f", and this machine is in {datetime.now().astimezone():%Z}"
        todo = f"set c.Exchange.timezone in {CONFIG}, if due dates mean your own zone"
        return note(told, todo)
    return ok(told)


def _packages(root: Path) -> Finding:
    """Compare the packages that decide a verdict with the lock."""
    try:
        lock = (root / "requirements.lock").read_text(encoding="utf-8")
    except OSError:
        lock = ""
    pinned: dict[str, list[str]] = {}  # several for Pythons of several versions
    for name, one in PINNED.findall(lock):
        pinned.setdefault(name.lower(), []).append(one)
    other = []
    for name in PACKAGES:
        found = _installed(name)
        if not found:
            other.append(f"{name} is missing")
        elif found not in pinned.get(name, [found]):
            in_lock = " or ".join(pinned[name])
            other.append(f"{name} is {found}, and {in_lock} in the lock")
    if other:
        todo = f"{SETUP}, unless you mean it: a verdict may depend on them"
        return note("; ".join(other), todo)
    return ok(f"nbgrader {version('nbgrader')} and the lock")


def _installed(package: str) -> str:
    """Return the version of a package, whichever build is installed; "" if none is."""
    for build in builds(package):
        with suppress(PackageNotFoundError):
            return version(build)
    return ""


def _fonts() -> Finding:
    """Look for the font of matplotlib's figures; it comes with the package."""
    spec = importlib.util.find_spec("matplotlib")
    if spec is None or spec.origin is None:
        return note("matplotlib is not installed", SETUP)
    if not (Path(spec.origin).parent / FONT).is_file():
        return note(f"matplotlib lacks {FONT.name}", SETUP)
    return ok("figures have matplotlib's own")


def _has_content(path: Path) -> bool:
    """Return whether there is a file to open; nbgrader fills one that is empty."""
    return path.is_file() and path.stat().st_size > 0


def _count(assignments: set[str]) -> str:
    return f"{len(assignments)} assignment{'s' * (len(assignments) != 1)}"
