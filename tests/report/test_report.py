"""The report on a class that is written directly: no kernel runs, nothing is graded.

The lesson has `clip` for 10 points and `model` for 20. The judge's own functions write
what it would have written into the notebooks.
"""

import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output
from support.mini_course import MiniCourse
from typer.testing import Result

from course.folder import course_config
from course.judging.exercises import Exercise
from course.judging.judge import Verdict
from course.judging.run import _outputs
from course.report.endings import Ending
from course.report.gather import gather
from course.report.problems import keep_problems
from course.report.snapshot import load, store
from course.report.summary import BINS, concerns, endings, level, missed
from course.report.tables import safe
from course.worker.execute import _mark_verdicts
from course.worker.repair import tell
from utils.checking import Criterion, Outcome, Report
from utils.checking import Result as Judged
from utils.errors import NOTHING_YET

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader
ASSIGNMENT, NOTEBOOK = "01-tiny", "tiny"
WORTH = {"clip": 10.0, "model": 20.0}
CRITERIA = {
    "clip": {"both sides are clipped": 4.0, "the input is untouched": 6.0},
    "model": {"the loss falls": 20.0},
}
EVIL = '<script>alert("x")</script>'
UNREADABLE = EVIL.replace("/", "|")  # a name that a folder can have
FORMULA = "=HYPERLINK(1),x"
LONG = "a" * 110
P, F, E, L = Outcome.PASSED, Outcome.FAILED, Outcome.ERROR, Outcome.LIMIT
CLASS: dict[str, dict[str, tuple[Outcome, ...]]] = {
    "ada": {"clip": (P, P), "model": (P,)},
    "bob": {"clip": (P, F), "model": (P,)},
    "eve": {"clip": (E, E), "model": (L,)},
    FORMULA: {"clip": (P, F), "model": (F,)},
    LONG: {"clip": (P, P), "model": (F,)},
}
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


class Course(MiniCourse):
    """A course folder with a gradebook, to put graded submissions into."""

    @classmethod
    def new(cls, root: Path) -> "Course":
        course = cls(root, ASSIGNMENT, NOTEBOOK)
        course.keep("release", notebook())
        course.configure()
        course_config(root)  # for it says where alembic is
        with course.gradebook() as gradebook:
            gradebook.add_assignment(ASSIGNMENT)
            gradebook.add_notebook(NOTEBOOK, ASSIGNMENT)
            for name in reversed(WORTH):
                gradebook.add_grade_cell(
                    f"test_{name}",
                    NOTEBOOK,
                    ASSIGNMENT,
                    max_score=WORTH[name],
                    cell_type="code",
                )
        return course

    def grade(
        self,
        student: str,
        endings: dict[str, tuple[Outcome, ...]],
        *,
        hint: str = "a hint",
        repairs: list[str] | None = None,
        sandboxed: bool = True,
    ) -> None:
        """Put a graded submission into the gradebook, autograded/ and feedback/."""
        self.hand_in(student)
        nb = notebook()
        earned = {}
        for name, ended in endings.items():
            verdict = verdict_of(name, ended, hint)
            earned[name] = verdict.points
            cell_of(nb, f"test_{name}").outputs = _outputs(
                verdict, Exercise(name, "", WORTH[name])
            )
        _mark_verdicts(nb, {f"test_{name}": None for name in endings}, sandboxed)
        tell(nb, repairs or [])
        self.keep("autograded", nb, student)
        page = self.path("feedback", student, ".html")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("feedback", encoding="utf-8")
        with self.gradebook() as gradebook:
            gradebook.update_or_create_student(student)
            submission = gradebook.update_or_create_submission(ASSIGNMENT, student)
            for grade in submission.notebooks[0].grades:
                grade.auto_score = earned[grade.name.removeprefix("test_")]
                grade.needs_manual_grade = False
            gradebook.db.commit()

    def grade_by_hand(self, student: str, exercise: str, score: float) -> None:
        with self.gradebook() as gradebook:
            cell = f"test_{exercise}"
            grade = gradebook.find_grade(cell, NOTEBOOK, ASSIGNMENT, student)
            grade.manual_score = score
            gradebook.db.commit()

    def hand_in(self, student: str) -> Path:
        path = super().hand_in(student)
        os.utime(path, (1, 1))
        return path

    def keep(self, step: str, nb: NotebookNode, student: str = "") -> None:
        path = self.path(step, student)
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(nb, path)

    def report(self, *arguments: str) -> Result:
        return self.run("report", *arguments)

    def page(self, *arguments: str) -> str:
        reported = self.report(*arguments)
        assert reported.exit_code == 0, reported.output
        return (self.root / "report" / "report.html").read_text(encoding="utf-8")

    def rows(self, name: str = "scores.csv") -> list[dict[str, str]]:
        text = (self.root / "report" / name).read_text(encoding="utf-8")
        return list(csv.DictReader(io.StringIO(text)))


def verdict_of(name: str, outcomes: tuple[Outcome, ...], hint: str) -> Verdict:
    judged = [
        Judged(Criterion(criterion, points, hint, print), outcome, hint)
        for (criterion, points), outcome in zip(
            CRITERIA[name].items(), outcomes, strict=True
        )
    ]
    return Verdict(Report(name, judged), "", 0.25)


def notebook() -> NotebookNode:
    """Return two exercises, as they are handed out."""
    cells = []
    for name in WORTH:
        for grade_id in (name, f"test_{name}"):
            graded = grade_id != name
            marks = {"grade_id": grade_id, "grade": graded, "solution": not graded}
            marks |= {"locked": graded, "schema_version": 3, "task": False}
            cells.append(
                new_code_cell("pass", id=grade_id, metadata={"nbgrader": marks})
            )
    return new_notebook(cells=cells)


def cell_of(nb: NotebookNode, grade_id: str) -> NotebookNode:
    return next(cell for cell in nb.cells if cell.id == grade_id)


def a_class(course: Course) -> Course:
    for student, ended in CLASS.items():
        course.grade(student, ended)
    return course


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return a course without students; made once, since nbgrader is slow."""
    return Course.new(tmp_path_factory.mktemp("empty") / "a course")


@pytest.fixture
def empty(template: Course, tmp_path: Path) -> Course:
    """Return a course without students."""
    return template.copy(tmp_path / "a course")


@pytest.fixture(scope="module")
def course(template: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Return the reported class: one hint is hostile, one student has no verdict."""
    made = a_class(template.copy(tmp_path_factory.mktemp("full") / "a course"))
    made.grade("zoe", CLASS["bob"], hint=EVIL, repairs=[f"A cell {EVIL} was removed."])
    broken = made.hand_in(UNREADABLE)
    broken.write_text("no notebook", encoding="utf-8")
    made.page()
    return made


def of(course: Course, student: str):
    [results] = gather(course.root)
    return next(one for one in results.submissions if one.student == student)


def whats(course: Course, student: str) -> list[str]:
    return [concern.what for concern in concerns(of(course, student))]


# What is read


def test_scores_are_those_of_the_gradebook(course):
    assert of(course, "bob").scores == {"clip": 4.0, "model": 20.0}


def test_exercises_come_in_the_order_of_the_release(course):
    [results] = gather(course.root)
    assert list(results.worth.items()) == list(WORTH.items())


def test_what_a_solution_cell_shows_is_not_taken_for_a_verdict(empty):
    empty.grade("bob", CLASS["bob"])
    nb = empty.read("autograded", "bob")
    forged = {"exercise": "model", "seconds": 9e9, "results": []}
    for name in ("clip", "model"):
        cell_of(nb, name).outputs = [
            new_output("display_data", data={}, metadata={"charlm": forged})
        ]
    empty.keep("autograded", nb, "bob")
    assert of(empty, "bob").seconds == 0.5


def test_criteria_are_counted_by_how_they_ended(course):
    [results] = gather(course.root)
    wanted = {Ending.PASSED: 3, Ending.LIMIT: 1, Ending.FAILED: 2}
    assert endings(results)["model"] == wanted


def test_an_exercise_that_was_left_blank_is_no_error_of_an_answer(empty):
    empty.grade("bob", {"clip": (E, E), "model": (E,)}, hint=NOTHING_YET)
    [results] = gather(empty.root)
    assert endings(results)["clip"] == {Ending.BLANK: 2}
    page = empty.page()
    assert "missed by 1 of 1 (1 × no answer yet)" in page
    assert "1 × error in the answer" not in page


def test_wrong_answers_come_before_errors_in_what_was_missed(course):
    [results] = gather(course.root)
    first, second, third = missed(results)
    assert first.criterion == "the input is untouched"
    assert second.criterion == "the loss falls"
    assert third.endings[Ending.ERROR] == 1


@pytest.mark.parametrize(
    ("score", "expected"),
    [(0, "0"), (0.1, "1–24%"), (5, "50–74%"), (9.99, "75–99%"), (10, "all")],
)
def test_a_score_belongs_to_one_part_of_the_scale(score, expected):
    assert BINS[level(score, 10)] == expected


# Who needs a human look


def test_a_full_score_needs_no_look(course):
    assert whats(course, "ada") == []


def test_a_limit_needs_a_look(course):
    assert whats(course, "eve") == ["ran into a limit"]


def test_a_repair_needs_a_look(course):
    assert whats(course, "zoe") == ["repaired"]


def test_a_file_that_is_no_notebook_cannot_be_graded(course):
    assert whats(course, UNREADABLE) == ["cannot be graded"]


def test_a_grading_that_broke_is_told_with_its_reason(empty):
    empty.grade("ada", CLASS["ada"])
    empty.hand_in("bob")
    problem = "the grading broke, twice: no kernel"
    keep_problems(empty.root, ASSIGNMENT, {"bob": problem})
    [concern] = concerns(of(empty, "bob"))
    assert concern.what == "no verdict" and "no kernel" in concern.why
    [results] = gather(empty.root)
    assert endings(results)["clip"][Ending.INFRASTRUCTURE] == 1


def test_a_problem_is_forgotten_with_a_newer_verdict(empty):
    keep_problems(empty.root, ASSIGNMENT, {"ada": "broke"})
    empty.grade("ada", CLASS["ada"])
    path = empty.path("autograded", "ada")
    os.utime(path, (2e9, 2e9))
    assert whats(empty, "ada") == []


def test_a_score_set_by_hand_needs_a_look(empty):
    empty.grade("bob", CLASS["bob"])
    empty.grade_by_hand("bob", "clip", 9)
    [concern] = concerns(of(empty, "bob"))
    assert (concern.what, concern.why) == ("changed by hand", "clip 9 instead of 4")


def test_a_score_that_no_verdict_explains_needs_a_look(empty):
    empty.grade("bob", CLASS["bob"])
    with empty.gradebook() as gradebook:
        cell = ("test_clip", NOTEBOOK, ASSIGNMENT, "bob")
        gradebook.find_grade(*cell).auto_score = 10
        gradebook.db.commit()
    assert whats(empty, "bob") == ["scores differ"]


def test_what_was_handed_in_after_grading_needs_a_look(empty):
    empty.grade("bob", CLASS["bob"])
    os.utime(empty.hand_in("bob"), (2e9, 2e9))
    assert whats(empty, "bob") == ["handed in again"]


def test_what_a_later_grading_left_alone_needs_no_look(empty):
    empty.grade("ada", CLASS["ada"])
    path = empty.path("autograded", "ada")
    os.utime(path, (1000, 1000))
    os.utime(empty.hand_in("ada"), (2000, 2000))
    keep_problems(empty.root, ASSIGNMENT, {})
    assert whats(empty, "ada") == []


# The page


class Tags(HTMLParser):
    """All tags of a page with their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page(course: Course) -> str:
    return (course.root / "report" / "report.html").read_text(encoding="utf-8")


def test_nothing_of_a_students_becomes_markup(page):
    scripts = [tag for tag, _ in Tags(page).found if tag == "script"]
    assert len(scripts) == 1 and EVIL not in page
    assert html.escape(EVIL) in page.replace("&#34;", "&quot;")


def test_the_page_needs_nothing_but_itself(page):
    for tag, attributes in Tags(page).found:
        assert not {"src", "srcset", "data", "action"} & set(attributes), tag
        assert tag not in ("link", "iframe", "object", "embed", "img")
    assert "default-src 'none'" in page and "url(http" not in page


def test_links_lead_to_feedback_pages_that_are_there(course, page):
    links = [a["href"] for tag, a in Tags(page).found if tag == "a"]
    assert links and all(link.startswith("../feedback/") for link in links)
    assert (course.root / "report" / links[0]).is_file()


def test_every_figure_says_what_it_shows(page):
    figures = [a for tag, a in Tags(page).found if tag == "svg" and "role" in a]
    assert len(figures) > 3 and all(a.get("aria-label") for a in figures)


def test_the_heat_map_has_numbers_and_not_only_shades(page):
    row = page[page.index('data-value="bob"') :].split("</tr>")[0]
    assert re.findall(r'class=" ?\w* ?l(\d)"[^>]*>([^<]*)', row) == [
        ("2", "4"),
        ("5", "20"),
        ("4", "24"),
    ]


def test_a_student_without_a_verdict_has_no_number(page):
    row = page[page.rindex("no verdict") - 9000 :]
    assert 'class=" none" data-value="">–' in row


def test_the_page_says_that_all_was_graded_in_the_sandbox(page):
    assert "Every verdict was reached in the sandbox" in page


def test_the_page_names_who_was_graded_without_a_sandbox(empty):
    empty.grade("ada", CLASS["ada"])
    empty.grade("bob", CLASS["bob"], sandboxed=False)
    assert "Graded without a sandbox: <bdi>bob</bdi>." in empty.page()
    assert "without a sandbox" in empty.report().stdout


def test_a_hint_that_claims_to_be_a_note_of_ours_is_not_believed(empty):
    note = "<p>Graded without a sandbox: its verdict can be forged.</p>"
    empty.grade("bob", CLASS["bob"], hint=note)
    assert not of(empty, "bob").unsandboxed


def test_a_verdict_that_does_not_say_that_it_was_sandboxed_is_not_trusted(empty):
    empty.grade("bob", CLASS["bob"])
    path = empty.root / "autograded" / "bob" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"
    nb = nbformat.read(path, as_version=4)
    for output in cell_of(nb, "test_clip").outputs:
        output.metadata.get("charlm", {}).pop("sandboxed", None)
    nbformat.write(nb, path)
    assert of(empty, "bob").unsandboxed


def test_an_example_of_feedback_is_what_the_student_saw(page):
    assert "Feedback to <bdi>bob</bdi>" in page
    assert "clip: 1 of 2 checks passed" in page


def test_names_that_are_no_text_are_written_all_the_same(empty):
    empty.grade("ada", CLASS["ada"])
    try:
        empty.hand_in(os.fsdecode(b"b\xffb"))
    except OSError:
        pytest.skip("the file system has no such names")
    assert "b\\udcffb" in empty.page()


# Tables


def test_the_table_has_one_row_a_student(course):
    rows = course.rows()
    assert len({row["student"] for row in rows}) == len(rows) == len(CLASS) + 2


def test_a_row_has_scores_total_and_maximum(course):
    [row] = [row for row in course.rows() if row["student"] == "bob"]
    assert list(row.values()) == ["bob", "4", "20", "24", "24", "30"]


def test_a_row_without_a_verdict_is_empty(course):
    [row] = [row for row in course.rows() if row["student"].startswith("<")]
    assert list(row.values())[1:] == ["", "", "", "", "30"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_name_is_a_formula(name):
    assert safe(name) == f"'{name}"


def test_a_formula_in_the_table_is_text(course):
    assert f"'{FORMULA}" in [row["student"] for row in course.rows()]


def test_the_export_for_the_lms_has_no_zero_without_a_verdict(empty):
    empty.grade("ada", CLASS["ada"])
    empty.hand_in("eve")
    with empty.gradebook() as gradebook:
        for student in ("eve", "fay"):  # not graded; handed in nothing
            gradebook.add_student(student)
        gradebook.update_or_create_submission(ASSIGNMENT, "eve")
    empty.page("--lms")
    scores = {row["student_id"]: row["score"] for row in empty.rows("lms.csv")}
    assert scores == {"ada": "30.0", "eve": "", "fay": ""}


def test_lost_metadata_that_were_put_back_are_nothing_to_look_at(empty):
    lost = "Each of the cells 'clip', 'test_clip' had lost or changed its mark."
    empty.grade("ada", CLASS["ada"], repairs=[lost])
    empty.grade("bob", CLASS["ada"], repairs=[lost, "A copy of clip was removed."])
    assert whats(empty, "ada") == []
    assert whats(empty, "bob") == ["repaired"]


def test_work_that_no_assignment_claims_is_named(empty):
    empty.grade("ada", CLASS["ada"])
    lost = empty.path("submitted", "eve").parents[1] / "tiny (1).ipynb"
    lost.parent.mkdir()
    lost.write_text("{}", encoding="utf-8")
    told = "submitted/eve/tiny (1).ipynb: is in no assignment's folder"
    assert told in html.unescape(empty.page())
    assert told in empty.report().stdout


def test_the_export_for_the_lms_is_nbgraders(course):
    course.page("--lms")
    rows = {row["student_id"]: row for row in course.rows("lms.csv")}
    assert rows["bob"]["score"] == "24.0" and rows["bob"]["max_score"] == "30.0"
    assert rows[f"'{FORMULA}"]["score"] == "4.0"


# What has changed


def test_a_changed_grade_is_told_with_its_criterion(empty):
    a_class(empty)
    empty.page()
    empty.grade("bob", CLASS["ada"])
    told = empty.report("--since", "last").stdout.splitlines()
    why = "clip: the input is untouched: failed → passed, +6"
    assert f"{ASSIGNMENT}, bob: 24 → 30 (+6): {why}" in told
    assert sum(line.startswith(f"{ASSIGNMENT}, ") for line in told) == 1


def test_the_page_tells_whose_grade_changed(empty):
    a_class(empty)
    empty.page()
    empty.grade("bob", CLASS["ada"])
    assert "24 → 30 (+6)" in empty.page("--since", "last")


def test_a_grade_that_a_person_changed_is_told_so(empty):
    a_class(empty)
    empty.page()
    empty.grade_by_hand("bob", "clip", 9)
    told = empty.report("--since", "last").stdout
    assert "bob: 24 → 29 (+5)" in told and "clip: 4 → 9, set by hand" in told


def test_a_first_grade_is_told_so(empty):
    empty.grade("ada", CLASS["ada"])
    empty.page()
    empty.grade("bob", CLASS["bob"])
    told = empty.report("--since", "last").stdout
    assert "bob: – → 24" in told and "graded for the first time" in told


def test_nothing_changed_is_one_line(course):
    told = course.report("--since", "last").stdout
    assert told.startswith("no grade has changed since ")


def test_every_report_keeps_a_snapshot_that_can_be_named(empty):
    empty.grade("ada", CLASS["ada"])
    empty.page()
    empty.grade("ada", CLASS["bob"])
    empty.page()
    first = min((empty.root / ".course" / "snapshots").glob("*.json"))
    assert "ada: 30 → 24 (-6)" in empty.report("--since", first.stem).stdout
    assert "ada: 30 → 24 (-6)" in empty.report("--since", str(first)).stdout


def test_the_last_snapshot_is_the_last_one_though_a_clock_was_put_back(empty):
    empty.grade("ada", CLASS["ada"])
    empty.page()
    [ahead] = (empty.root / ".course" / "snapshots").glob("*.json")
    ahead.rename(ahead.with_name("2099-01-01-000000-000000.json"))
    empty.grade("ada", CLASS["bob"])
    empty.page()
    empty.grade("ada", CLASS["ada"])
    assert "ada: 24 → 30 (+6)" in empty.report("--since", "last").stdout


def test_two_snapshots_of_one_moment_are_both_kept(tmp_path):
    now = datetime(2026, 11, 28, tzinfo=UTC)
    stored = [store(tmp_path, {"version": 1, "when": when}, now) for when in "ab"]
    assert [load(tmp_path, one.stem)[0] for one in stored] == ["a", "b"]
    assert load(tmp_path, "last")[0] == "b"


def test_a_snapshot_has_nothing_that_a_student_wrote(course):
    newest = max((course.root / ".course" / "snapshots").glob("*.json"))
    assert "alert" not in json.dumps(json.loads(newest.read_text(encoding="utf-8")))


# Where there is nothing to report


@pytest.mark.parametrize("name", ["nonsense", "last"])
def test_an_unknown_snapshot_is_one_line(empty, name):
    empty.grade("ada", CLASS["ada"])
    assert "snapshot" in one_line(empty.report("--since", name))


def test_no_submissions_are_one_line(empty):
    assert "no submissions" in one_line(empty.report())
    assert f"no submissions of {ASSIGNMENT}" in one_line(empty.report(ASSIGNMENT))


def test_submissions_that_nobody_graded_are_one_line(empty):
    empty.hand_in("ada")
    assert "run course grade" in one_line(empty.report())


def test_an_unknown_assignment_is_one_line(course):
    assert "there are 01-tiny" in one_line(course.report("99-nothing"))


def test_a_missing_gradebook_is_one_line_and_is_not_made(empty):
    (empty.root / "gradebook.db").unlink()
    assert "nothing is graded yet" in one_line(empty.report())
    assert not (empty.root / "gradebook.db").exists()


def test_a_gradebook_that_is_none_is_one_line(empty):
    (empty.root / "gradebook.db").write_text("no database", encoding="utf-8")
    assert "could not be used" in one_line(empty.report())


def test_a_folder_that_cannot_be_written_is_one_line(empty):
    empty.grade("ada", CLASS["ada"])
    (empty.root / "file").touch()
    one_line(empty.report("--output", str(empty.root / "file" / "report")))


def one_line(refused: Result) -> str:
    assert refused.exit_code == 1 and refused.stdout == ""
    assert len(refused.stderr.splitlines()) == 1
    return refused.stderr


# In a browser

FRAME = """<!doctype html><title></title>
<iframe style="border:0" width="{width}" height="900" srcdoc="{page}"></iframe>
<script>
window.onload = () => {{
  const page = document.querySelector("iframe").contentDocument;
  const all = (which) => [...page.querySelectorAll(which)];
  const images = all("img, svg:not([aria-hidden])");
  const total = all("table.sortable th button").at(-1);
  total.focus();
  const focused = page.activeElement === total;
  total.click();
  total.click();
  document.title = JSON.stringify({{
    width: page.defaultView.innerWidth,
    overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
    silent: images.filter((i) => !(i.alt || i.getAttribute("aria-label"))).length,
    unseen: images.filter((i) => !i.getBoundingClientRect().width).length,
    unreachable: all("a, button, summary, .wide").filter((c) => c.tabIndex < 0).length,
    focused: focused,
    best: all("table.sortable tbody th")[0].dataset.value,
    smallest: Math.min(...all("td, th, p, li, small, text, summary").map(
      (e) => parseFloat(page.defaultView.getComputedStyle(e).fontSize))),
  }});
}};
</script>"""


@pytest.fixture(scope="module", params=[390, 1200])
def seen(request, page: str, tmp_path_factory) -> dict:
    """Return what a browser shows of the page, in a phone's width or a screen's."""
    folder = tmp_path_factory.mktemp("browser")
    frame = FRAME.format(width=request.param, page=html.escape(page))
    title = re.search("<title>(.*)</title>", browse(frame, folder))
    found = json.loads(html.unescape(title[1]))
    assert found["width"] == request.param
    return found


def browse(text: str, folder: Path) -> str:
    """Return the page as a headless browser has opened it."""
    if CHROMIUM is None:
        pytest.skip("there is no chromium here")
    (folder / "page.html").write_text(text, encoding="utf-8")
    flags = (
        "headless no-sandbox disable-gpu disable-quic no-first-run "
        "disable-background-networking disable-component-update disable-sync dump-dom"
    )
    ran = subprocess.run(
        [
            CHROMIUM,
            *(f"--{flag}" for flag in flags.split()),
            f"--user-data-dir={folder / 'profile'}",
            "--window-size=1300,1000",
            (folder / "page.html").as_uri(),
        ],
        capture_output=True,
        timeout=90,
        check=False,
    )
    if ran.returncode:
        pytest.skip(f"chromium does not start here: exit code {ran.returncode}")
    return ran.stdout.decode("utf-8")


def test_the_page_is_no_wider_than_the_window(seen):
    assert seen["overflow"] <= 0


def test_every_image_is_seen_and_has_a_text(seen):
    assert (seen["silent"], seen["unseen"]) == (0, 0)


def test_every_control_is_reached_by_keyboard(seen):
    assert seen["unreachable"] == 0 and seen["focused"]


def test_no_text_is_too_small_to_read(seen):
    assert seen["smallest"] >= 10


def test_pressing_a_heading_sorts(seen):
    assert seen["best"] == "ada"
