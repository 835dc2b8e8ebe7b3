"""Old names of classes in configurations and installations: a line says the new one.

What they configure still works.
"""

import importlib
import os
import shutil
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from support.kernels import needs_bubblewrap

from course import sandbox
from course.authoring.build import build
from course.grading.renamed import NEW_NAMES, renamed_in

MAIN = Path(__file__).parents[2]
LESSON = MAIN / "tests" / "support" / "lesson"
NAMES = {old: new for old, new in NEW_NAMES.items() if "Provisioner" not in old}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a course with an old configuration and one submission."""
    root = tmp_path_factory.mktemp("old") / "my course"
    for name in ("source", "checks"):
        shutil.copytree(LESSON / name, root / name)
    text = (MAIN / "nbgrader_config.py").read_text(encoding="utf-8")
    for old, new in NAMES.items():
        assert text.count(f'"{new}"') == 1
        text = text.replace(f'"{new}"', f'"{old}"')
    text = text.replace("c.CourseContent.demo", "# c.CourseContent.demo")
    (root / "nbgrader_config.py").write_text(text, encoding="utf-8")
    build(root)
    [release] = (root / "release").iterdir()
    shutil.copytree(release, root / "submitted" / "ada" / release.name)
    return root


def said(root: Path, *words: str) -> str:
    """Return what a program prints on stderr; it has to succeed."""
    ended = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(MAIN)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stderr


@needs_bubblewrap
@pytest.mark.parametrize(
    "words",
    [
        ("course.cli", "grade"),
        pytest.param(
            ("nbgrader", "autograde", "00-sums", "--force"), marks=pytest.mark.slow
        ),
    ],
)
def test_a_command_says_each_new_name_and_grades(course, words):
    told = said(course, *words)
    for old, new in NAMES.items():
        assert told.count(f"{old} is now {new}: change it") == 1
    assert "Traceback" not in told


def test_the_line_says_where_the_old_name_is(course):
    path = course / "nbgrader_config.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    told = list(renamed_in(course))
    assert len(told) == len(NAMES)
    for line, (old, new) in zip(told, NAMES.items(), strict=True):
        number = lines.index(f'    "{old}",') + 1
        assert line == f"{path}:{number}: {old} is now {new}: change it there"


def test_a_configuration_of_today_is_told_nothing():
    assert not list(renamed_in(MAIN))


def test_an_installation_from_before_still_finds_its_provisioner(caplog):
    name = "course.grading.kernel:SealedProvisioner"
    found = EntryPoint("charlm-sealed", name, "jupyter_client.kernel_provisioners")
    importlib.reload(importlib.import_module("course.grading.kernel"))
    assert found.load() is sandbox.SealedProvisioner
    assert "is now course.sandbox.SealedProvisioner: install" in caplog.text
