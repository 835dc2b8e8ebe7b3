"""A class whose gradebook is in PostgreSQL, on a server that the tests start."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from course.authoring.build import build
from course.distributed.workers import Workers
from course.grading.grade import Grading
from course.report.gather import gather

pwd = pytest.importorskip("pwd", reason="accounts are those of POSIX")
pytest.importorskip("psycopg", reason="the driver is in the extra postgres")

MAIN = Path(__file__).parents[2]
LESSON = Path(__file__).parents[1] / "support" / "lesson"
ASSIGNMENT, NOTEBOOK = "00-sums", "sums.ipynb"
CONFIG = """
c.CourseContent.checks = {checks!r}
c.CourseDirectory.db_url = {url!r}
c.SealedExecute.sandboxed = False
"""
RIGHT = {
    "double": "def double(x):\n    return 2 * x\n",
    "total": "def total(values):\n    return sum(values)\n",
}


def programs() -> Path:
    """Where initdb and pg_ctl are."""
    if found := shutil.which("pg_ctl"):
        return Path(found).parent
    there = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if not there:
        pytest.skip("no PostgreSQL server is installed")
    return there[-1].parent


def server_user() -> str:
    """Who runs the server: not root, for whom it would not start."""
    if os.geteuid():
        return pwd.getpwuid(os.geteuid()).pw_name
    for name in ("postgres", "nobody"):
        if name in {entry.pw_name for entry in pwd.getpwall()}:
            return name
    pytest.skip("PostgreSQL does not run as root, and there is nobody else")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of an empty database; nothing listens on the network."""
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
def root(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built course with one right submission and a blank one, graded."""
    root = tmp_path_factory.mktemp("postgres") / "course"
    shutil.copytree(LESSON / "source", root / "source")
    text = (MAIN / "nbgrader_config.py").read_text(encoding="utf-8")
    text += CONFIG.format(url=url, checks=str(LESSON / "checks"))
    (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    build(root)
    for student, answers in {"ann": RIGHT, "bob": {}}.items():
        nb = nbformat.read(root / "release" / ASSIGNMENT / NOTEBOOK, as_version=4)
        for cell in nb.cells:
            name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
            cell.source = answers.get(name, cell.source)
        path = root / "submitted" / student / ASSIGNMENT / NOTEBOOK
        path.parent.mkdir(parents=True)
        nbformat.write(nb, path)
    assert not [row.problem for row in Grading(root, ASSIGNMENT).rows() if row.problem]
    return root


def test_the_scores_are_in_the_database(root, url):
    with Gradebook(url) as gradebook:
        scores = {
            one.student.id: one.score
            for one in gradebook.assignment_submissions(ASSIGNMENT)
        }
    assert scores == {"ann": 100, "bob": 0}


def test_a_rerun_finds_nothing_to_do(root):
    rows = list(Grading(root, ASSIGNMENT, workers=Workers(workers=2)).rows())
    assert [row.unchanged for row in rows] == [True, True]


def test_the_report_reads_the_database(root):
    (results,) = gather(root, [ASSIGNMENT])
    assert {one.student: one.total for one in results.graded} == {"ann": 100, "bob": 0}


def test_a_database_that_is_not_there_is_one_line(root, url, tmp_path):
    copy = shutil.copytree(root, tmp_path / "copy")
    config = copy / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8").replace("/postgres?", "/other?")
    config.write_text(text, encoding="utf-8")
    with pytest.raises(Exception, match="the gradebook could not be used") as raised:
        Grading(copy, ASSIGNMENT)
    assert len(str(raised.value).splitlines()) == 1
