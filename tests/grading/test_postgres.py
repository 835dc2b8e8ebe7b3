"""A class with its gradebook in PostgreSQL, on a server that the tests start."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Base, Gradebook
from sqlalchemy import Connection, create_engine
from support.mini_course import CONFIG, UNSANDBOXED, MiniCourse
from support.sums import RIGHT, sums

from course.distributed.workers import Workers
from course.grading.backup import _copy_rows, restore
from course.grading.grade import Grading
from course.report.gather import gather

pwd = pytest.importorskip("pwd", reason="accounts are those of POSIX")
pytest.importorskip("psycopg", reason="the driver is in the extra postgres")
pytestmark = pytest.mark.slow


def programs() -> Path:
    """Return the folder of initdb and pg_ctl."""
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not there:
        pytest.skip("no PostgreSQL server is installed")
    return there[-1].parent


def server_user() -> str:
    """Return the user who runs the server; it does not start for root."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    for name in ("postgres", "nobody"):
        if name in {entry.pw_name for entry in pwd.getpwall()}:
            return name
    pytest.skip("PostgreSQL does not run as root, and there is nobody else")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """Start an empty database, closed to the network; yield its address."""
    place, user = programs(), server_user()
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp") as folder:
        shutil.chown(folder, user)
        data = f"{folder}/data"

        def run(*words: str) -> None:
            command = [str(place / words[0]), *words[1:]]
            other = {"user": user} if not os.geteuid() else {}
            subprocess.run(
                command, check=True, cwd="/", stdout=subprocess.DEVNULL, **other
            )

        run("initdb", "-D", data, "-A", "trust", "-U", "course", "--no-sync")
        options = f"-k {folder} -c listen_addresses= -F"
        run("pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"postgresql+psycopg://course@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-m", "immediate", "stop")


@pytest.fixture(scope="module")
def course(url: str, tmp_path_factory: pytest.TempPathFactory) -> MiniCourse:
    """Return a graded course with one right and one blank submission."""
    root = tmp_path_factory.mktemp("postgres") / "course"
    config = f"c.CourseDirectory.db_url = {url!r}\n{UNSANDBOXED}"
    course = sums(root, config).build()
    course.hand_in("ann", RIGHT)
    course.hand_in("bob")
    rows = Grading(root, course.assignment).rows()
    assert not [row.problem for row in rows if row.problem]
    return course


def test_the_scores_are_in_the_database(course, url):
    with Gradebook(url) as gradebook:
        scores = {
            one.student.id: one.score
            for one in gradebook.assignment_submissions(course.assignment)
        }
    assert scores == {"ann": 100, "bob": 0}


def test_a_rerun_finds_nothing_to_do(course):
    grading = Grading(course.root, course.assignment, workers=Workers(workers=2))
    rows = list(grading.rows())
    assert [row.unchanged for row in rows] == [True, True]


def test_the_report_reads_the_database(course):
    (results,) = gather(course.root, [course.assignment])
    assert {one.student: one.total for one in results.graded} == {"ann": 100, "bob": 0}


def test_a_database_that_is_not_there_is_one_line(course, url, tmp_path):
    copy = course.copy(tmp_path / "copy")
    text = (copy.root / CONFIG).read_text(encoding="utf-8")
    text = text.replace("/postgres?", "/other?")
    (copy.root / CONFIG).write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match="the gradebook could not be used") as raised:
        Grading(copy.root, copy.assignment)
    assert len(str(raised.value).splitlines()) == 1


def rows(url: str) -> dict[str, list[str]]:
    """Return all rows of a gradebook by table, as text that sorts."""
    tables = Base.metadata.sorted_tables
    with create_engine(url).connect() as connection:
        found = {table.name: connection.execute(table.select()) for table in tables}
        return {name: sorted(str(tuple(row)) for row in found[name]) for name in found}


def test_a_backup_puts_everybody_back(course, url, tmp_path):
    before = rows(url)
    assert course.run("backup", str(tmp_path / "class.zip")).exit_code == 0
    with Gradebook(url) as gradebook:
        gradebook.remove_student("bob")
    shutil.rmtree(course.root / "submitted" / "bob")
    said = course.run("restore", str(tmp_path / "class.zip"), "--replace")
    assert said.exit_code == 0, said.output
    assert rows(url) == before and before["grade"]
    assert course.path("submitted", "bob").is_file()


def test_a_restore_that_fails_leaves_the_rows_as_they_were(
    course, url, tmp_path, monkeypatch
):
    assert course.run("backup", str(tmp_path / "class.zip")).exit_code == 0
    before = rows(url)

    def fail(given: Connection, taken: Connection) -> None:
        _copy_rows(given, taken)
        if taken.dialect.name == "postgresql":
            raise OSError("the disk is full")

    monkeypatch.setattr("course.grading.backup._copy_rows", fail)
    with pytest.raises(OSError, match="the disk is full"):
        restore(course.root, url, tmp_path / "class.zip", replace=True)
    assert rows(url) == before


def test_a_class_moves_from_one_database_to_another(course, url, tmp_path):
    assert course.run("backup", str(tmp_path / "class.zip")).exit_code == 0
    other = sums(tmp_path / "other").build()
    said = other.run("restore", str(tmp_path / "class.zip"))
    assert said.exit_code == 0, said.output
    assert rows(other.gradebook_url) == rows(url)
    assert other.scores() == {
        "ann": {"double": 40, "total": 60},
        "bob": {"double": 0, "total": 0},
    }
