"""An instructor's desk: the demo, a lesson's text as a notebook, and the formgrader.

The formgrader shows three students of `make demo`, which are graded first.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from lab import (
    ROOT,
    TOKEN,
    cell_named,
    choose,
    jupyterlab,
    new_page,
    run,
    wait_until_ready,
)
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, FrameLocator, Page, expect
from typer.testing import CliRunner, Result

from course.authoring.lesson import as_notebook, read_lesson
from course.cli import app
from course.content import content_of
from course.folder import CONFIG, course_config
from course.selftest.demo import FOLDER, demo_class

MISSED = "upper-side-only"  # a student whose `clip` is only partly right
DEMO = demo_class(content_of(ROOT, course_config(ROOT)))
CLASS = [DEMO.students[MISSED], *list(DEMO.students.values())[:2]]
ASSIGNMENT = DEMO.assignment


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an instructor's course with lesson 1, in which the demo can run."""
    root = tmp_path_factory.mktemp("instructor") / "my course"
    shutil.copytree(ROOT / "source" / ASSIGNMENT, root / "source" / ASSIGNMENT)
    shutil.copytree(ROOT / "checks", root / "checks")
    shutil.copy(ROOT / CONFIG, root)
    return root


# Before there is a browser: Playwright's event loop counts as running.
@pytest.fixture(scope="module", autouse=True)
def demo(root: Path) -> Result:
    """Do what `make demo` does, with one worker and few students; return its result."""
    few = replace(DEMO, students={student.name: student for student in CLASS})
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setattr("course.selftest.demo.demo_class", lambda _: few)
        patch.setattr("course.selftest.demo.cores", lambda: 1)
        return CliRunner().invoke(app, ["demo"])


@pytest.fixture(scope="module")
def course(root: Path, demo: object) -> Path:
    """Return the demo's course folder, with its class graded."""
    return root / FOLDER


@pytest.fixture(scope="module")
def lab(browser: object, course: Path) -> Iterator[str]:
    with jupyterlab(course, "desk") as address:
        yield address


# For all tests, since to open it takes longer than to look.
@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with new_page(browser) as page:
        yield page


@pytest.fixture(scope="module")
def desk(page: Page, lab: str) -> Page:
    """Open JupyterLab in the folder of lesson 1."""
    page.goto(f"{lab}/lab/tree/source/{ASSIGNMENT}?token={TOKEN}&reset")
    return page


@pytest.fixture(scope="module")
def text_as_notebook(desk: Page) -> Page:
    """Open the text of lesson 1 as a notebook, by a right click."""
    desk.get_by_role("listitem", name="dinosaurs.py").click(button="right")
    choose(desk, "Open With").hover()
    choose(desk, "Notebook").click()
    wait_until_ready(desk)
    return desk


@pytest.fixture(scope="module")
def formgrader(desk: Page) -> FrameLocator:
    """Open the formgrader from its menu."""
    desk.locator(".lm-MenuBar-item").filter(has_text="Nbgrader").click()
    choose(desk, "Formgrader").click()
    return desk.frame_locator("iframe[src*=formgrader]")


def in_gradebook(course: Path) -> dict[str, str]:
    """Return the class's scores in the gradebook, as the formgrader writes them."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        submissions = gradebook.assignment_submissions(ASSIGNMENT)
        return {
            one.student.id: f"{round(one.score, 2):g} / {one.max_score:g}"
            for one in submissions
        }


def test_the_demo_gives_its_class_what_it_deserves(demo):
    assert demo.exit_code == 0, demo.output
    assert "3 of 3 verdicts are as expected" in demo.stdout


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
    formgrader.get_by_role("link", name=f"{len(CLASS)}", exact=True).click()
    expect(formgrader.locator("td.score")).to_contain_text([" / 100"] * len(CLASS))
    ids, scores = (formgrader.locator(f"td.{c}") for c in ("student-id", "score"))
    shown = dict(zip(ids.all_inner_texts(), scores.all_inner_texts(), strict=True))
    assert shown.keys() == {student.name for student in CLASS}
    assert shown == in_gradebook(course)
    formgrader.locator("td.score").last.scroll_into_view_if_needed()
    keep("instructor-formgrader")


def test_the_formgrader_shows_what_was_missed(formgrader, keep):
    formgrader.get_by_role("link", name="Manage Students").click()
    formgrader.locator(f"a[href$='/{MISSED}']").click()  # its text: a name, if known
    for link in (ASSIGNMENT, "dinosaurs"):
        formgrader.get_by_role("link", name=link, exact=True).click()
    table = formgrader.locator("table").filter(has_text="clip:")
    expect(table).to_contain_text("✗")
    table.scroll_into_view_if_needed()
    keep("instructor-submission")


def test_a_feedback_page_fits_on_a_phone(browser: Browser, course: Path):
    (path,) = (course / "feedback" / MISSED / ASSIGNMENT).glob("*.html")
    with closing(browser.new_page(viewport={"width": 390, "height": 800})) as phone:
        phone.goto(path.as_uri())
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
