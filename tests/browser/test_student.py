"""A student in JupyterLab: answers lesson 1, runs the checks, presses Validate."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import nbformat
import pytest
from lab import LESSON, ROOT, TOKEN, cell_named, jupyterlab, run, wait_until_ready
from playwright.sync_api import Locator, Page, expect

from course.authoring.lesson import read_lesson, write_notebook

RIGHT = "return {k: np.clip(g, -maxValue, maxValue) for k, g in gradients.items()}"
ONE_SIDE = "return {k: np.minimum(g, maxValue) for k, g in gradients.items()}"
ALL_PASSED = re.compile(r"clip: (\d+) of \1 open checks passed")
LAST = "test_model"  # Validate would also run the slow figures after it
MARKS = re.compile(r"^ *### (BEGIN|END) SOLUTION\n", re.MULTILINE)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return what a student has: a folder with the configuration and release/."""
    folder = tmp_path_factory.mktemp("student") / "my course"
    (folder / "release" / LESSON.parent).mkdir(parents=True)
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    return folder


@pytest.fixture(scope="module")
def lab(course: Path, browser: object) -> Iterator[str]:
    with jupyterlab(course, "lab") as address:
        yield address


@pytest.fixture
def open_lesson(page: Page, lab: str, course: Path) -> Callable[..., Page]:
    """Open the released lesson 1 up to its last check, with some exercises solved."""

    def opened(solved: tuple[str, ...] = ()) -> Page:
        released = nbformat.read(ROOT / "release" / f"{LESSON}.ipynb", as_version=4)
        answers = read_lesson(ROOT / "source" / f"{LESSON}.py", ROOT).exercises
        for cell in released.cells:
            if cell.id in solved:
                cell.source = MARKS.sub("", answers[cell.id].source)
        last = [cell.id for cell in released.cells].index(LAST)
        released.cells = released.cells[: last + 1]
        write_notebook(released, course / "release" / f"{LESSON}.ipynb")
        page.goto(f"{lab}/lab/tree/release/{LESSON}.ipynb?token={TOKEN}&reset")
        wait_until_ready(page)
        return page

    return opened


def answer_clip(page: Page, answer: str) -> Locator:
    """Type an answer into `clip`, run it and its checks; return the checks' cell."""
    run(page, cell_named(page, "imports"))
    clip = cell_named(page, "clip")
    clip.get_by_text("raise NotImplementedError").click()
    for key in ("Home", "Shift+End"):
        page.keyboard.press(key)
    page.keyboard.type(answer)
    page.keyboard.press("Shift+Enter")
    checks = cell_named(page, "test_clip")
    run(page, checks)
    checks.locator(".jp-OutputArea-output table").scroll_into_view_if_needed()
    return checks


def test_a_wrong_answer_shows_its_hint_in_the_notebook(open_lesson, keep):
    checks = answer_clip(open_lesson(), ONE_SIDE)
    expect(checks.locator("table")).to_contain_text("there are two bounds")
    keep("student-wrong-answer")


def test_the_last_answer_passes_its_checks_and_the_notebook_validate(open_lesson, keep):
    page = open_lesson(solved=("sample", "optimize", "model"))
    checks = answer_clip(page, RIGHT)
    expect(checks.locator("caption")).to_have_text(ALL_PASSED)
    keep("student-right-answer")
    page.get_by_role("button", name="Validate", exact=True).click()
    dialog = page.locator(".jp-Dialog-content")
    expect(dialog).to_contain_text("Success! Your notebook passes all the tests.")
    keep("student-validate")
