"""A headless Chromium, and a folder for its screenshots.

Debian's chromium is used, or the browser that CHROMIUM names; without one, these tests
are skipped. Screenshots are kept in .course/screenshots/.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lab import new_page
from playwright.sync_api import Browser, Page, expect, sync_playwright
from support.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
SCREENSHOTS = ROOT / ".course" / "screenshots"


# Not for the session: while Playwright is open, its event loop counts as running, and
# tests of other files could not start another one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start a headless Chromium; skip the test if there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        pytest.skip("no chromium here (Debian, Ubuntu: apt-get install chromium)")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        # Chromium's own sandbox does not start for root or in most containers.
        launched = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox"]
        )
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page for a fresh user."""
    with new_page(browser) as page:
        yield page


@pytest.fixture
def keep(page: Page, request: pytest.FixtureRequest) -> Iterator[Callable[[str], None]]:
    """Keep a screenshot under a name; the last thing seen is always kept."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)

    def take(name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"{name}.png")

    yield take
    take(f"end-of-{request.node.name}")
