"""The web site: links, descriptions of pictures, a phone's width, accessibility.

Tested is a site without executed lessons and, as a slow test, one with them. Or the
site that SITE names: `make site` tests what it has built.
"""

import importlib.util
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from course.authoring.lesson import read_lesson
from course.authoring.published import leaks_in_folder

ROOT = Path(__file__).parents[2]
BUILT = Path(os.environ["SITE"]).resolve() if os.environ.get("SITE") else None
FEW = ["index", "glossary", "cheat_sheet", "instructor", "security"]
FEW += ["lessons/01-dinosaurs/sonnets"]
PAGES = (
    sorted(p.relative_to(BUILT).as_posix() for p in BUILT.rglob("*.html"))
    if BUILT
    else [f"{name}.html" for name in FEW]
)
RUN = pytest.param([], id="lessons run", marks=pytest.mark.slow)
WAYS = [[]] if BUILT else [pytest.param(["--no-run"], id="lessons not run"), RUN]
PHONE = {"width": 360, "height": 740}
LOADS = {"script": "src", "img": "src", "iframe": "src", "link": "href"}
POINTERS = {"canonical", "index", "next", "prev", "search"}  # links that load nothing

pytestmark = pytest.mark.timeout(2400)


class Tags(HTMLParser):
    """All tags of a page with their attributes."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def ids(self) -> set[str]:
        return {told["id"] for _, told in self.found if told.get("id")}


@pytest.fixture(scope="module", params=WAYS)
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    if BUILT:
        return BUILT
    output = tmp_path_factory.mktemp("site") / "site"
    build = [sys.executable, ROOT / "tools" / "website.py", *request.param]
    subprocess.run([*build, "--output", output], check=True, timeout=1800)
    return output


@pytest.fixture(scope="module")
def tags(site: Path) -> dict[Path, Tags]:
    return {page: Tags(page) for page in site.rglob("*.html")}


def test_every_link_within_the_site_leads_somewhere(site, tags):
    broken = [
        f"{page.relative_to(site)}: {told['href']}"
        for page, read in tags.items()
        for tag, told in read.found
        if tag == "a" and told.get("href") and not leads(page, told["href"], tags)
    ]
    assert not broken


def leads(page: Path, link: str, tags: dict[Path, Tags]) -> bool:
    """Return whether a link within the site has a target; external links pass."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not parts.fragment or target not in tags:
        return target.is_file()
    return unquote(parts.fragment) in tags[target].ids()


def test_every_picture_has_a_text_that_stands_for_it(site, tags):
    silent = [
        f"{page.relative_to(site)}: {told.get('src', '')[:60]}"
        for page, read in tags.items()
        for tag, told in read.found
        if tag == "img" and not told.get("alt")
    ]
    assert not silent


def test_no_page_loads_anything_from_elsewhere(tags):
    loaded = {
        told.get(LOADS[tag], "")
        for read in tags.values()
        for tag, told in read.found
        if tag in LOADS and told.get("rel") not in POINTERS
    }
    assert not [url for url in loaded if urlsplit(url).scheme not in ("", "data")]


def test_no_file_has_a_solution(site):
    lessons = [read_lesson(path, ROOT) for path in sorted(ROOT.glob("source/*/*.py"))]
    assert len(lessons) >= 6
    assert leaks_in_folder(lessons, site) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_on_a_phone(site, page: Page, name):
    page.set_viewport_size(PHONE)
    page.goto((site / name).as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(site, page: Page, name):
    page.goto((site / name).as_uri())
    violations = Axe().run(page).response["violations"]
    assert not [
        f"{found['id']}: {found['help']}: {node['html'][:200]}"
        for found in violations
        for node in found["nodes"][:3]
    ]


def test_what_scrolls_on_a_phone_is_reached_by_keyboard(site, page: Page):
    page.set_viewport_size(PHONE)
    page.goto((site / "glossary.html").as_uri())
    assert page.evaluate(
        "[...document.querySelectorAll('article *')].some("
        "e => e.scrollWidth > e.clientWidth + 9 && e.tabIndex == 0)"
    )
    only = {"runOnly": ["scrollable-region-focusable"]}
    assert not Axe().run(page, options=only).response["violations"]


def test_the_page_names_dinosaurs_as_numpy_does(site, page: Page):
    path = ROOT / "tools" / "dinosaur_weights.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    parameters = tool.read(tool.PLACE.read_text(encoding="utf-8"))
    draws = np.random.default_rng(0).random((100, tool.MOST)).tolist()
    page.goto((site / "index.html").as_uri())
    names = page.evaluate("draws => draws.map((some) => dinosaur.spelled(some))", draws)
    assert names == [tool.spelled(parameters, some) for some in draws]


def test_a_dinosaur_is_named_by_keyboard(site, page: Page):
    page.goto((site / "index.html").as_uri())
    name, back = page.locator("[data-part=name]"), page.locator("[data-part=back]")
    back.focus()
    while back.is_enabled():
        page.keyboard.press("Enter")
    expect(name).to_have_text("…")
    page.locator("[data-part=step]").focus()
    page.keyboard.type("zuu")
    expect(name).to_have_text("Zuu")
    expect(page.locator("[data-part=told]")).to_contain_text("Next: ")
    page.locator("[data-part=end]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=told]")).to_have_text("The name has ended.")


def test_the_home_page_shows_what_this_is_within_one_screen(site, page: Page):
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((site / "index.html").as_uri())
    expect(page.locator(".sample")).to_have_count(8)
    for part in ("#naming", ".board", ".sample >> nth=-1"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] <= 900


def test_without_javascript_there_is_a_list_of_names(site, browser: Browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "index.html").as_uri())
    expect(page.locator("#names")).to_be_visible()
    expect(page.locator("#naming")).to_be_hidden()
    context.close()


def test_the_cheat_sheet_prints_on_one_page(site, page: Page):
    page.goto((site / "cheat_sheet.html").as_uri())
    printed = page.pdf(format="A4", margin=dict.fromkeys(["top", "bottom"], "10mm"))
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
