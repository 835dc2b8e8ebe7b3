"""JupyterLab as `make lab` and `make desk` start it, without anybody's settings."""

import re
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import nbformat
from playwright.sync_api import Browser, Locator, Page, expect
from support.programs import environment
from support.waiting import PATIENCE, wait_until

ROOT = Path(__file__).parents[2]
LESSON = Path("01-dinosaurs", "dinosaurs")
TOKEN = "of-the-browser-tests"


@contextmanager
def new_page(browser: Browser) -> Iterator[Page]:
    """Open a page for a fresh user, in a laptop's size."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    yield context.new_page()
    context.close()


def cell_named(page: Page, name: str) -> Locator:
    """Find a cell of lesson 1 in the open notebook, by place: most are not rendered."""
    released = nbformat.read(ROOT / "release" / f"{LESSON}.ipynb", as_version=4)
    place = [cell.id for cell in released.cells].index(name)
    cell = page.locator(".jp-Notebook .jp-Cell").nth(place)
    cell.scroll_into_view_if_needed()
    return cell


def choose(page: Page, text: str) -> Locator:
    """Choose the entry of an open menu that says `text`."""
    exactly = page.get_by_text(text, exact=True)
    return page.locator(".lm-Menu-item:visible").filter(has=exactly)


def run(page: Page, cell: Locator) -> None:
    """Click into a cell, or on the dots of a folded one, and press Shift+Enter."""
    cell.locator(".cm-line, .jp-Placeholder-content").first.click()
    page.keyboard.press("Shift+Enter")


def wait_until_ready(page: Page) -> None:
    """Wait until a notebook is shown and its kernel is idle."""
    expect(page.locator(".jp-Notebook .jp-Cell")).not_to_have_count(0)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def jupyterlab(folder: Path, target: str) -> Iterator[str]:
    """Start JupyterLab in a course folder as `make <target>` does; yield its URL."""
    port = free_port()
    own = {
        f"JUPYTER_{kind}_DIR": str(folder.parent / f"jupyter-{kind.lower()}")
        for kind in ("CONFIG", "DATA", "RUNTIME")
    }
    _ask_for_no_news(Path(own["JUPYTER_CONFIG_DIR"]))
    command = [sys.executable, "-m", "jupyter", "lab", *_options(target)]
    command += ["--no-browser", "--allow-root", f"--IdentityProvider.token={TOKEN}"]
    command += ["--ip=127.0.0.1", f"--port={port}"]
    address = f"http://127.0.0.1:{port}"
    with open(folder.parent / "lab.log", "w", encoding="utf-8") as log:
        server = subprocess.Popen(
            command,
            cwd=folder,
            env=environment(**own, CHARLM_OFFLINE="1"),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            wait_until(lambda: _answers(f"{address}/api", server))
            yield address
        finally:
            print(Path(log.name).read_text(encoding="utf-8"))
            server.terminate()
            server.wait(timeout=PATIENCE)


def _options(target: str) -> list[str]:
    """Return the options that `make <target>` gives JupyterLab, from the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(rf"^{target}:.*\n\t.*jupyter lab(.*)$", makefile, re.MULTILINE)
    assert recipe, f"make {target} does not start JupyterLab"
    return shlex.split(recipe[1])


def _ask_for_no_news(config: Path) -> None:
    """Decline JupyterLab's offer of news before it covers the page."""
    settings = "lab/user-settings/@jupyterlab/apputils-extension"
    (config / settings).mkdir(parents=True, exist_ok=True)
    (config / settings / "notification.jupyterlab-settings").write_text(
        '{"fetchNews": "false", "checkForUpdates": false}', encoding="utf-8"
    )


def _answers(address: str, server: subprocess.Popen) -> bool:
    """Return whether the server answers; fail if it has ended."""
    assert server.poll() is None, "JupyterLab has ended"
    try:
        urlopen(address, timeout=5).close()
    except OSError:
        return False
    return True
