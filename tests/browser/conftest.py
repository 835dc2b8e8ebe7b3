"""A headless Chromium, and a place for what it shows.

Debian's chromium is driven, or the browser that CHROMIUM names; without one, these
tests are skipped. What was seen is kept in .course/screenshots/.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / ".course" / "screenshots"
PATIENCE = 120  # seconds that a page may take, on a busy machine


# Not for the session: while Playwright is there, its event loop counts as running, and
# tests of other files could not run one of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium; a test without one is skipped."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no chromium here (Debian, Ubuntu: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start for root, nor in most containers.
        launched = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"]
        )
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page of a fresh user, of a laptop's size."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


@pytest.fixture
def keep(page: Page, request: pytest.FixtureRequest) -> Iterator[Callable[[str], None]]:
    """Keep a screenshot under a name; the last thing seen is always kept."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png")

    yield take
    take(f"end-of-{request.node.name}")
