"""A class of two on a JupyterHub, from the release to the feedback in the browser.

Students and instructor are real users of this machine, so its permissions decide who
may read and write what. It takes some minutes, and needs root, npm and a package index.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import hub as a_hub
import psutil
import pytest
from conftest import SCREENSHOTS
from hub import ADA, BEN, EVA, PASSWORD, TEACHER, Hub
from lab import choose, wait_until_ready
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page, TimeoutError, expect
from support.mini_course import MiniCourse
from support.sums import CHECKS, TEXT
from support.waiting import PATIENCE, wait_until

from course.authoring.releases import write_releases

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
ASSIGNMENT, NOTEBOOK = "00-sums", "sums.ipynb"
ANSWERS = {"double": "return 2 * x", "total": "return sum(values)"}
FETCHABLE, FETCHED, SUBMITTED = (
    f"#{name}_assignments_list" for name in ("released", "fetched", "submitted")
)


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    """Run a JupyterHub with three users; where none can be had, skip the tests.

    With CI=true, that is a failure where the registries can be reached.
    """
    if reason := a_hub.missing():
        if os.environ.get("CI") == "true" and a_hub.can_be_reached():
            pytest.fail(reason)
        pytest.skip(reason)
    if not a_hub.can_be_reached():
        pytest.skip("the registry of JupyterHub's proxy cannot be reached")
    with a_hub.installed() as made, a_hub.serving(made):
        yield made


@pytest.fixture(scope="module")
def root(hub: Hub) -> Path:
    """Return the instructor's course, in which an assignment is released."""
    root = hub.home(TEACHER) / "course"
    MiniCourse.write(root, {f"{ASSIGNMENT}/sums": TEXT}, root / "checks")
    shutil.copytree(CHECKS, root / "checks")
    record = root / "utils" / "releases.json"
    record.parent.mkdir()
    write_releases(record, {})
    for path in (root, *root.rglob("*")):
        shutil.chown(path, hub.user(TEACHER), hub.user(TEACHER))
    done(hub, TEACHER, "course", "build", cwd=root)
    # The administrator's part: so utils.submit_check knows what was released.
    shutil.copy(record, hub.place / "course" / "utils")
    done(hub, TEACHER, "nbgrader", "release_assignment", ASSIGNMENT, cwd=root)
    return root


@pytest.fixture(scope="module")
def desk(hub: Hub, browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Log users in, each in a browser of their own, which starts their servers."""
    contexts = {}

    def logged_in(who: str) -> Page:
        if who not in contexts:
            size = {"width": 1280, "height": 900}
            contexts[who] = browser.new_context(viewport=size)
            contexts[who].set_default_timeout(PATIENCE * 1000)
            page = contexts[who].new_page()
            page.goto(hub.address)
            page.fill("#username_input", hub.user(who))
            page.fill("#password_input", PASSWORD)
            page.click("#login_submit")
            page.wait_for_url("**/lab**", wait_until="commit")
        return contexts[who].pages[0]

    yield logged_in
    for context in contexts.values():
        context.close()


@pytest.fixture(scope="module")
def ada(hub: Hub, root: Path, desk: Callable[[str], Page]) -> str:
    """Fetch, answer, validate and submit in the browser; return what Validate says."""
    page = desk(ADA)
    open_assignments(page)
    press(page, FETCHABLE, "Fetch")
    expect(page.locator(FETCHED)).to_contain_text(ASSIGNMENT)
    answer_in_browser(page)
    open_assignments(page)
    unfold(page)
    press(page, FETCHED, "Validate")
    dialog = page.locator(".jp-Dialog-content")
    dialog.wait_for()
    shoot(page, "hub-validated")
    told = dialog.inner_text()
    page.keyboard.press("Escape")
    press(page, FETCHED, "Submit")
    expect(page.locator(SUBMITTED)).to_contain_text(ASSIGNMENT)
    shoot(page, "hub-submitted")
    return told


def answer_in_browser(page: Page) -> None:
    """Type an answer to every exercise, and save."""
    page.goto(f"{server_of(page)}/lab/tree/{ASSIGNMENT}/{NOTEBOOK}")
    wait_until_ready(page)
    for name, answer in ANSWERS.items():
        cell = page.locator(".jp-Cell").filter(has_text=f"def {name}").first
        cell.get_by_text("raise NotImplementedError").click()
        for key in ("Home", "Shift+End"):
            page.keyboard.press(key)
        page.keyboard.type(answer)
    with page.expect_response(lambda response: response.request.method == "PUT"):
        page.keyboard.press("Control+s")
    shoot(page, "hub-answered")


@pytest.fixture(scope="module")
def ben(hub: Hub, root: Path) -> str:
    """Answer one exercise, all in a terminal; return the receipt."""
    done(hub, BEN, "nbgrader", "fetch_assignment", ASSIGNMENT)
    work = hub.home(BEN) / ASSIGNMENT
    answer = f"s/raise NotImplementedError/{ANSWERS['double']}/;T;:a;n;ba"
    done(hub, BEN, "sed", "-i", answer, NOTEBOOK, cwd=work)
    receipt = done(hub, BEN, "python", "-m", "utils.submit_check", NOTEBOOK, cwd=work)
    done(hub, BEN, "nbgrader", "submit", ASSIGNMENT)
    return receipt


@pytest.fixture(scope="module")
def forged(hub: Hub, ada: str, ben: str) -> Path:
    """Let ada put her work into the exchange in ben's name, later than his."""
    work, inbound = hub.home(ADA) / ASSIGNMENT, hub.exchange / "charlm" / "inbound"
    place = inbound / f"{hub.user(BEN)}+{ASSIGNMENT}+2099-01-01 00:00:00 UTC+x"
    done(hub, ADA, "cp", "-r", str(work), str(place))
    return place


@pytest.fixture(scope="module")
def collected(hub: Hub, root: Path, ada: str, ben: str, forged: Path) -> str:
    return done(hub, TEACHER, "nbgrader", "collect", ASSIGNMENT, cwd=root)


@pytest.fixture(scope="module")
def graded(hub: Hub, root: Path, collected: str) -> str:
    return done(hub, TEACHER, "course", "grade", ASSIGNMENT, cwd=root)


@pytest.fixture(scope="module")
def returned(hub: Hub, root: Path, graded: str) -> None:
    done(hub, TEACHER, "nbgrader", "release_feedback", ASSIGNMENT, cwd=root)
    done(hub, BEN, "nbgrader", "fetch_feedback", ASSIGNMENT)


def done(hub: Hub, who: str, *words: str, cwd: Path | None = None) -> str:
    """Run a command that has to work; return all that it prints."""
    found = hub.run(who, *words, cwd=cwd)
    assert found.returncode == 0, f"{words}: {found.stdout}{found.stderr}"
    return found.stdout + found.stderr


def server_of(page: Page) -> str:
    """Return the address of the server that a page is of."""
    return page.url.partition("/lab")[0]


def open_assignments(page: Page) -> None:
    """Open nbgrader's list of assignments anew."""
    page.goto(f"{server_of(page)}/lab?reset")
    page.locator(".lm-MenuBar-item").filter(has_text="Nbgrader").click()
    choose(page, "Assignment List").click()
    # It is read twice, and a click before the second time is lost.
    page.wait_for_load_state("networkidle")


def unfold(page: Page) -> None:
    """Show the notebooks of the assignment; the list folds when it is read again."""
    fetched = page.locator(FETCHED)
    button = fetched.get_by_role("button", name="Validate", exact=True).first
    for _ in range(12):
        with contextlib.suppress(TimeoutError):
            fetched.get_by_text(ASSIGNMENT).first.click(timeout=10_000)
            button.wait_for(timeout=10_000)
            return


def press(page: Page, where: str, button: str) -> None:
    page.locator(where).get_by_role("button", name=button, exact=True).first.click()


def shoot(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")


def test_validate_passes_what_was_answered_in_the_browser(ada):
    assert "Success! Your notebook passes all the tests." in ada


def test_the_server_of_a_student_runs_as_that_student(hub, ada):
    servers = [
        process.info["username"]
        for process in psutil.process_iter(["username", "cmdline"])
        if f"{hub.environment}/bin/jupyterhub-singleuser"
        in (process.info["cmdline"] or [])
    ]
    assert servers == [hub.user(ADA)]


def test_a_submission_in_anothers_name_is_named_and_left_out(hub, root, collected):
    assert f"is in the name of {hub.user(BEN)}, who does not own it" in collected
    path = root / "submitted" / hub.user(BEN) / ASSIGNMENT / NOTEBOOK
    assert ANSWERS["total"] not in path.read_text(encoding="utf-8")


def test_both_are_graded_by_a_user_who_is_not_root(hub, root, graded):
    assert "2 of 2 graded" in graded
    page = root / "feedback" / hub.user(ADA) / ASSIGNMENT / "sums.html"
    assert page.owner() == hub.user(TEACHER)


def test_the_scores_are_those_of_the_answers(hub, root, graded):
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        scores = {
            one.student.id: one.score
            for one in gradebook.assignment_submissions(ASSIGNMENT)
        }
    assert scores == {hub.user(ADA): 100, hub.user(BEN): 40}


def test_the_receipt_of_a_student_is_the_sum_that_grading_shows(hub, root, ben, graded):
    path = hub.home(BEN) / ASSIGNMENT / NOTEBOOK
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    page = root / "feedback" / hub.user(BEN) / ASSIGNMENT / "sums.html"
    assert digest in ben and digest in page.read_text(encoding="utf-8")


def test_a_student_reads_their_feedback_in_the_browser(hub, returned, desk):
    page = desk(ADA)
    open_assignments(page)
    press(page, SUBMITTED, "Fetch Feedback")
    expect(page.locator(SUBMITTED)).to_contain_text("view feedback")
    shoot(page, "hub-feedback-fetched")
    [path] = (hub.home(ADA) / ASSIGNMENT / "feedback").glob("*/sums.html")
    page.goto(f"{server_of(page)}/lab/tree/{path.relative_to(hub.home(ADA))}")
    feedback = page.frame_locator(".jp-HTMLViewer iframe")
    expect(feedback.locator("body")).to_contain_text("100")
    shoot(page, "hub-feedback")


def test_a_student_in_a_terminal_has_their_feedback_too(hub, returned):
    pages = (hub.home(BEN) / ASSIGNMENT / "feedback").glob("*/sums.html")
    assert "40" in next(pages).read_text(encoding="utf-8")


FORBIDDEN = {
    "the course": "ls {course}",
    "the gradebook": "cat {course}/gradebook.db",
    "the hidden criteria": "cat {course}/checks/sums.py",
    "the answers": "cat {course}/source/00-sums/sums.py",
    "the feedback in the course": "cat {course}/feedback/{ben}/00-sums/sums.html",
    "another's home": "ls {homes}/{ben}",
    "another's notebook": "cat {homes}/{ben}/00-sums/sums.ipynb",
    "all submissions": "ls {exchange}/charlm/inbound",
    "all feedback": "ls {exchange}/charlm/feedback",
    "the state of the hub": "cat {place}/hub-{port}/jupyterhub.sqlite",
    "the variables of the hub": "cat /proc/{pid}/environ",
    "writing a release": "touch {exchange}/charlm/outbound/mine",
    "changing a release": "cp /etc/hostname {released}",
    "deleting a release": "rm -f {released}",
    "writing feedback": "touch {exchange}/charlm/feedback/mine",
    "writing beside the course": "touch {exchange}/charlm/mine",
    "moving the exchange of the course": "mv {exchange}/charlm {exchange}/other",
    "changing the environment": "touch {site}/mine.pth",
    "changing the settings of all": "touch {environment}/etc/jupyter/mine",
    "changing the library": "touch {place}/course/utils/mine.py",
}


@pytest.mark.parametrize("words", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_student_may_not(hub, root, returned, words):
    exchange, environment = hub.exchange, hub.environment
    words = words.format(
        ben=hub.user(BEN),
        course=root,
        environment=environment,
        exchange=exchange,
        homes=hub.place / "home",
        pid=hub_process(hub).pid,
        place=hub.place,
        port=hub.port,
        released=exchange / "charlm" / "outbound" / ASSIGNMENT / NOTEBOOK,
        site=next(environment.glob("lib/python*/site-packages")),
    )
    found = hub.run(ADA, *words.split())
    assert found.returncode and not found.stdout
    assert "denied" in found.stderr or "not permitted" in found.stderr


def test_a_student_may_not_open_the_server_of_another(hub, returned, desk):
    page = desk(ADA).context.new_page()
    desk(TEACHER).close()  # the server stays
    answer = page.goto(f"{hub.address}/user/{hub.user(TEACHER)}/api/contents")
    assert answer and answer.status in (403, 404)
    assert "gradebook" not in page.content()
    page.close()


def test_a_hub_without_its_proxy_ends_and_says_so(hub, root):
    ended = a_hub.without_proxy(hub)
    assert ended.returncode
    assert "Failed to find proxy" in ended.stderr and "gone" in ended.stderr


def test_doctor_sees_exchange_and_proxy(hub, root):
    told = done(hub, TEACHER, "course", "doctor", cwd=root)
    assert f"✓ exchange:         {hub.exchange}\n" in told
    assert f", {hub.proxy}\n" in told


def test_an_exchange_without_permissions_is_one_line(hub, root, ben):
    before = submissions(hub, BEN)
    hub.exchange.chmod(0o755)
    try:
        refused = hub.run(BEN, "nbgrader", "submit", ASSIGNMENT)
        told = done(hub, TEACHER, "course", "doctor", cwd=root)
    finally:
        hub.exchange.chmod(0o1777)
    line = f"Unwritable directory, please contact your instructor: {hub.exchange}"
    assert refused.returncode and line in refused.stderr
    assert f"– exchange:         {hub.exchange}: students may not write there" in told
    assert f"chmod 1777 {hub.exchange}" in told
    assert submissions(hub, BEN) == before


def test_a_full_disk_while_submitting_is_one_line(hub, root, ben):
    before = submissions(hub, BEN)
    with full(inbound(hub)):
        refused = hub.run(BEN, "nbgrader", "submit", ASSIGNMENT)
        left = list(inbound(hub).iterdir())
    line = f"{ASSIGNMENT}: not handed in; what was handed in before still counts: "
    assert refused.returncode and line in refused.stderr
    assert "No space left on device" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert left == [] and submissions(hub, BEN) == before


def test_a_submit_that_fails_in_the_browser_is_one_line(hub, ada, desk):
    page, before = desk(ADA), submissions(hub, ADA)
    open_assignments(page)
    with full(inbound(hub)):
        press(page, FETCHED, "Submit")
        told = page.locator("#submission-message pre")
        told.wait_for()
        shoot(page, "hub-submit-failed")
    line = f"{ASSIGNMENT}: not handed in; what was handed in before still counts: "
    assert told.inner_text().startswith(line)
    assert "\n" not in told.inner_text()
    page.keyboard.press("Escape")
    assert submissions(hub, ADA) == before


def test_a_name_that_is_no_utf_8_is_one_line_and_the_class_goes_on(hub, root, returned):
    done(hub, EVA, "nbgrader", "fetch_assignment", ASSIGNMENT)
    done(hub, EVA, "nbgrader", "submit", ASSIGNMENT)
    done(hub, TEACHER, "nbgrader", "collect", ASSIGNMENT, cwd=root)
    graded = hub.run(TEACHER, "course", "grade", ASSIGNMENT, cwd=root)
    name = hub.user(EVA).encode("utf-8", "backslashreplace").decode()
    [line] = [one for one in graded.stderr.splitlines() if name in one]
    assert "rename" in line and graded.returncode == 1
    assert "2 of 3 graded" in graded.stdout


def test_the_hub_starts_a_proxy_that_has_died_and_servers_stay(hub, returned, desk):
    proxies = psutil.process_iter(["cmdline"])
    for process in proxies:
        if str(hub.proxy) in (process.info["cmdline"] or []):
            process.kill()
    wait_until(lambda: not a_hub.answers(hub))
    wait_until(lambda: a_hub.answers(hub))
    page, lab = desk(ADA), f"{hub.address}/user/{hub.user(ADA)}/lab"
    wait_until(lambda: page.goto(lab).status == 200)


def inbound(hub: Hub) -> Path:
    return hub.exchange / "charlm" / "inbound"


def submissions(hub: Hub, who: str) -> dict[str, bytes]:
    """Return the files that somebody has handed in, by name."""
    return {
        str(path): path.read_bytes()
        for path in inbound(hub).glob(f"{hub.user(who)}+*/*")
        if path.is_file()
    }


@contextlib.contextmanager
def full(place: Path) -> Iterator[None]:
    """Put a disk with hardly any room in the place of a folder."""
    state = place.stat()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4k", "full", place], check=True)
    try:
        os.chown(place, state.st_uid, state.st_gid)
        place.chmod(state.st_mode)
        yield
    finally:
        subprocess.run(["umount", place], check=True)


def hub_process(hub: Hub) -> psutil.Process:
    """Return the process of the hub itself."""
    program = f"{hub.environment}/bin/jupyterhub"
    processes = psutil.process_iter(["cmdline"])  # passes over those that end meanwhile
    return next(p for p in processes if program in (p.info["cmdline"] or []))
