"""A student in JupyterLab: answers lesson 1, runs the checks, presses Validate."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from lab import (
    LESSON,
    ROOT,
    TOKEN,
    cell_named,
    jupyterlab,
    new_page,
    run,
    wait_until_ready,
)
from playwright.sync_api import Browser, Locator, Page, expect

from course.authoring.lesson import read_lesson, write_notebook

SOLVED = ("sample", "optimize", "model")
STUB = "raise NotImplementedError"
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


# For all tests, since to open it takes longer than to answer.
@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    with new_page(browser) as page:
        yield page


@pytest.fixture(scope="module")
def lesson(page: Page, lab: str, course: Path) -> Page:
    """Open the released lesson 1 up to its last check, with all but `clip` solved."""
    released = nbformat.read(ROOT / "release" / f"{LESSON}.ipynb", as_version=4)
    answers = read_lesson(ROOT / "source" / f"{LESSON}.py", ROOT).exercises
    for cell in released.cells:
        if cell.id in SOLVED:
            cell.source = MARKS.sub("", answers[cell.id].source)
    last = [cell.id for cell in released.cells].index(LAST)
    released.cells = released.cells[: last + 1]
    write_notebook(released, course / "release" / f"{LESSON}.ipynb")
    page.goto(f"{lab}/lab/tree/release/{LESSON}.ipynb?token={TOKEN}&reset")
    wait_until_ready(page)
    run(page, cell_named(page, "imports"))
    return page


@pytest.fixture(scope="module")
def wrong(lesson: Page) -> Locator:
    """Answer `clip` in part; return the cell of its checks, which has run."""
    return answer_clip(lesson, STUB, ONE_SIDE)


@pytest.fixture(scope="module")
def right(lesson: Page, wrong: object) -> Locator:
    """Correct the answer; return the cell of its checks, which has run again."""
    return answer_clip(lesson, ONE_SIDE, RIGHT)


def answer_clip(page: Page, before: str, answer: str) -> Locator:
    """Type an answer in the place of a line of `clip`, and run it and its checks."""
    clip = cell_named(page, "clip")
    clip.get_by_text(before).click()
    for key in ("Home", "Shift+End"):
        page.keyboard.press(key)
    page.keyboard.type(answer)
    page.keyboard.press("Shift+Enter")
    checks = cell_named(page, "test_clip")
    run(page, checks)
    return checks


def test_a_wrong_answer_shows_its_hint_in_the_notebook(wrong, keep):
    expect(wrong.locator("table")).to_contain_text("the lower bound is -maxValue")
    wrong.locator("table").scroll_into_view_if_needed()
    keep("student-wrong-answer")


def test_the_last_answer_passes_its_checks_and_the_notebook_validate(
    lesson, right, keep
):
    expect(right.locator("caption")).to_have_text(ALL_PASSED)
    right.locator("table").scroll_into_view_if_needed()
    keep("student-right-answer")
    lesson.get_by_role("button", name="Validate", exact=True).click()
    dialog = lesson.locator(".jp-Dialog-content")
    expect(dialog).to_contain_text("Success! Your notebook passes all the tests.")
    keep("student-validate")
