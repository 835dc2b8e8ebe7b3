"""An instructor in JupyterLab: a lesson's text as a notebook, and the formgrader."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from lab import (
    ROOT,
    TOKEN,
    cell_named,
    choose,
    jupyterlab,
    run,
    wait_until_ready,
)
from nbgrader.api import Gradebook
from playwright.sync_api import FrameLocator, Page, expect

from course.demo import ASSIGNMENT, hand_in, make_course
from course.demo_class import CLASS
from course.generate import CONFIG
from course.grading.kernel import sandbox
from course.lesson import as_notebook, read_lesson

STUDENT = next(student for student in CLASS if student.name == "upper-side-only")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course folder of the demo, with one of its class graded."""
    root = tmp_path_factory.mktemp("instructor") / "my course"
    shutil.copytree(ROOT / "source" / ASSIGNMENT, root / "source" / ASSIGNMENT)
    shutil.copy(ROOT / CONFIG, root)
    folder = make_course(root)
    hand_in(folder, STUDENT)
    grade = [sys.executable, "-m", "course.cli", "grade", ASSIGNMENT, "--workers=1"]
    unsandboxed = ["--unsandboxed"] if sandbox.available() else []
    subprocess.run([*grade, *unsandboxed], cwd=folder, check=True, timeout=300)
    return folder


@pytest.fixture(scope="module")
def lab(course: Path, browser: object) -> Iterator[str]:
    with jupyterlab(course, "desk") as address:
        yield address


@pytest.fixture
def text_as_notebook(page: Page, lab: str) -> Page:
    """The text of lesson 1, opened by a right click as a notebook."""
    page.goto(f"{lab}/lab/tree/source/{ASSIGNMENT}?token={TOKEN}&reset")
    page.get_by_role("listitem", name="dinosaurs.py").click(button="right")
    choose(page, "Open With").hover()
    choose(page, "Notebook").click()
    wait_until_ready(page)
    return page


@pytest.fixture
def formgrader(page: Page, lab: str) -> FrameLocator:
    """The formgrader, opened by its menu."""
    page.goto(f"{lab}/lab?token={TOKEN}&reset")
    page.locator(".lm-MenuBar-item").filter(has_text="Nbgrader").click()
    choose(page, "Formgrader").click()
    return page.frame_locator("iframe[src*=formgrader]")


def score_in_gradebook(course: Path) -> float:
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        return gradebook.find_submission(ASSIGNMENT, STUDENT.name).score


def test_the_text_of_a_lesson_opens_as_a_notebook_that_runs(text_as_notebook, keep):
    first = cell_named(text_as_notebook, "imports")
    run(text_as_notebook, first)
    expect(first.locator(".jp-InputPrompt")).to_have_text("[1]:")
    keep("instructor-text-as-notebook")


def test_saving_the_notebook_changes_nothing_that_is_built(text_as_notebook, course):
    text = course / "source" / ASSIGNMENT / "dinosaurs.py"
    before = as_notebook(read_lesson(text, course))
    with text_as_notebook.expect_response(lambda r: r.request.method == "PUT"):
        text_as_notebook.keyboard.press("Control+s")
    assert as_notebook(read_lesson(text, course)) == before


def test_the_formgrader_lists_the_class_with_its_scores(formgrader, course, keep):
    formgrader.get_by_role("link", name="1", exact=True).click()
    row = formgrader.get_by_role("row").filter(has_text=STUDENT.name)
    expect(row).to_contain_text(f"{score_in_gradebook(course):g} / 100")
    keep("instructor-formgrader")


def test_the_formgrader_shows_what_was_missed(formgrader, keep):
    for link in ("Manual Grading", ASSIGNMENT, "dinosaurs", "Submission #1"):
        formgrader.get_by_role("link", name=link, exact=True).click()
    table = formgrader.locator("table").filter(has_text="clip:")
    expect(table).to_contain_text("✗")
    table.scroll_into_view_if_needed()
    keep("instructor-submission")
