"""Build the web site: the lessons with their figures, and the pages of docs/.

`make site` writes site/ (or another folder) and needs no network. The lessons are run
with their answers, and shown with the cells of release/, which have none: an answer's
own output goes, what later cells show stays. Then every file is searched for answers,
and one that is found is an error. tests/browser/ tests the pages.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from pathlib import Path

import nbformat
from mdit_py_plugins.anchors.index import slugify
from nbclient import NotebookClient
from nbformat import NotebookNode
from sphinx.cmd.build import build_main

from course.authoring.lesson import Lesson, as_notebook, read_lesson
from course.authoring.on_colab import public_address
from course.authoring.published import leaks_in_folder
from course.judging.exercises import PRACTICE_PREFIX
from utils import (
    diagrams,
    diagrams_attention,
    diagrams_gru,
    diagrams_lstm,
    diagrams_stacked,
    diagrams_streams,
)

ROOT = Path(__file__).resolve().parents[1]
CELL_SECONDS = 900
READ_ALONG = ("glossary", "cheat_sheet")  # pages that lead to lessons
BOARD = "<!-- leaderboard -->"  # where the home page has it
COLOURED = re.compile(r"color: #\w+; text-decoration-color: #\w+")  # as Rich does it
WIDGET = "application/vnd.jupyter.widget-view+json"  # lives only beside a kernel


def main() -> int:
    """Build the site; return 0 unless Sphinx warns, or an answer would be published."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT / "site")
    parser.add_argument("--no-run", action="store_true", help="show lessons unexecuted")
    options = parser.parse_args()
    return build(options.output, run=not options.no_run, address=public_address(ROOT))


def build(output: Path, *, run: bool, address: str) -> int:
    """Write the site to `output` from scratch; Sphinx's warnings count as errors.

    A site with answers is not written.
    """
    shutil.rmtree(output, ignore_errors=True)
    lessons = [read_lesson(p, ROOT) for p in sorted(ROOT.glob("source/*/*.py"))]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "CONTRIBUTING.md", folder)
        pages = Path(folder, "docs")
        shutil.copytree(ROOT / "docs", pages)
        lay_out_lessons(lessons, pages, run, address)
        draw_samples(pages / "_static")
        home = (pages / "index.md").read_text("utf-8").replace(BOARD, leaderboard())
        (pages / "index.md").write_text(home, encoding="utf-8")
        for path in (pages / f"{name}.md" for name in READ_ALONG):
            path.write_text(relinked(path.read_text("utf-8")), encoding="utf-8")
        html = Path(folder, "html")  # MyST-NB leaves a folder beside it
        doctrees = ["-d", str(Path(folder, "doctrees"))]
        options = ["-q", "-W", "--keep-going", *doctrees]
        failed = build_main([*options, str(pages), str(html)])
        if problems := leaks_in_folder(lessons, html):
            print(*problems, sep="\n")
            return 1
        shutil.copytree(html, output)
        return failed


def lay_out_lessons(
    lessons: list[Lesson], pages: Path, run: bool, address: str
) -> None:
    """Copy the released notebooks into the pages, to download and to read."""
    shutil.copytree(ROOT / "release", pages / "notebooks")
    shutil.copytree(ROOT / "release", pages / "lessons")
    for lesson in lessons:
        name = f"{lesson.assignment}/{lesson.name}.ipynb"
        page = nbformat.read(pages / "lessons" / name, as_version=4)
        if run:
            print(f"running {lesson.name}", flush=True)
            take_outputs(page, outputs_of(lesson))
        fold_code(page)
        for cell in page.cells:
            if cell.cell_type == "markdown":
                cell.source = relinked(cell.source)
        page.cells.insert(1, introduction(name, address))
        nbformat.write(page, pages / "lessons" / name)


def draw_samples(folder: Path) -> None:
    """Draw a picture for each lesson, for the home page."""
    pictures = {
        "dinosaurs": diagrams.unrolled("zuul", "sample"),
        "sonnets": diagrams_stacked.stacked("roses"),
        "shakespeare": diagrams_gru.gru(),
        "nietzsche": diagrams_lstm.lstm(),
        "simpsons": diagrams_lstm.sliding("one more, please", maxlen=8, step=3),
        "playwright": diagrams_streams.streams("TO BE OR NOT TO BE, THAT IS IT", 2, 6),
        "own_text": diagrams.cycle(
            [
                ("split", "by whole parts"),
                ("count", "what to beat"),
                ("train", "and choose"),
                ("write", "what is recited?"),
            ],
            "with another text",
        ),
        "attention": diagrams_attention.attention(
            "ROMEO", [0.55, 0.05, 0.1, 0.25, 0.05]
        ),
    }
    for name, picture in pictures.items():
        (folder / f"lesson-{name}.svg").write_bytes(picture.image)


def leaderboard() -> str:
    """Return the leaderboard as a table in HTML; site.css draws its bars."""
    path = ROOT / "utils" / "data" / "leaderboard.json"
    models = json.loads(path.read_text("utf-8"))["models"]
    most = max(model["bits"] for model in models)
    rows = [
        f"<tr><th scope='row'>{model['name']}</th><td>{model['bits']:.2f}</td>"
        f"<td><i style='width: {100 * model['bits'] / most:.0f}%'></i></td></tr>"
        for model in models
    ]
    section = "lessons/05-playwright/playwright.html#11-the-courses-leaderboard"
    title = f"<a href='{section}'>The leaderboard</a>: bits per character of new text."
    return (
        f"<table class='board'><caption>{title} Less is better.</caption>"
        f"{''.join(rows)}</table>"
    )


def outputs_of(lesson: Lesson) -> dict[str, list[NotebookNode]]:
    """Run a lesson with its answers, on the embedded texts; return outputs by cell.

    A cell that fails is told, and has none.
    """
    solved = as_notebook(lesson)
    offline = {**os.environ, "CHARLM_OFFLINE": "1", "COURSE_DATA": ""}
    with tempfile.TemporaryDirectory() as folder:  # for what lessons write
        place = {"metadata": {"path": folder}}
        client = NotebookClient(
            solved, timeout=CELL_SECONDS, allow_errors=True, resources=place
        )
        client.execute(env=offline, stderr=subprocess.DEVNULL)
    outputs = {c.id: c.outputs for c in solved.cells if c.cell_type == "code"}
    for name, given in outputs.items():
        if any(output.output_type == "error" for output in given):
            print(f"{lesson.path}: cell {name} fails, and shows nothing", flush=True)
    return {name: shown(given) for name, given in outputs.items()}


def take_outputs(page: NotebookNode, outputs: dict[str, list[NotebookNode]]) -> None:
    """Give the cells of a released notebook their outputs, all but answers' own."""
    for cell in page.cells:
        is_answer = cell.metadata.get("nbgrader", {}).get("solution")
        if cell.cell_type == "code" and not is_answer:
            cell.outputs = outputs[cell.id]


def fold_code(lesson: NotebookNode) -> None:
    """Fold what Jupyter folds; checks show nothing, since no answer is shown."""
    for cell in lesson.cells:
        marks = cell.metadata.get("nbgrader", {})
        is_practice = marks.get("grade_id", "").startswith(PRACTICE_PREFIX)
        is_check = bool(marks.get("grade")) or is_practice
        if is_check:
            cell.outputs = []
        if is_check or cell.metadata.get("jupyter", {}).get("source_hidden"):
            what = "check" if is_check else "code"
            cell.metadata.tags = ["hide-input"]
            cell.metadata.mystnb = {
                "code_prompt_show": f"Show the {what}",
                "code_prompt_hide": f"Hide the {what}",
            }


def relinked(text: str) -> str:
    """Return Markdown whose links lead to where pages and headings are on the site.

    In the course folder lessons are in release/, and Jupyter names their headings.
    """
    text = text.replace("](../../docs/", "](../../")
    text = text.replace("](../release/", "](lessons/")
    named = re.compile(r"(\]\((?:[\w./-]*\.ipynb)?#)([^)\s]+)\)")
    return named.sub(lambda link: f"{link[1]}{slugify(link[2])})", text)


def shown(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Return the outputs to show: no stderr, no widget, none of a cell that failed.

    Text that a library has coloured, for a dark terminal, gets the page's own colour.
    """
    if any(output.output_type == "error" for output in outputs):
        return []
    for output in outputs:
        data = output.get("data", {})
        data.pop(WIDGET, None)
        if "text/html" in data:
            data["text/html"] = COLOURED.sub("", data["text/html"])
    return joined(output for output in outputs if output.get("name") != "stderr")


def joined(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Put what was printed in one piece, where only stderr came between."""
    pieces: list[NotebookNode] = []
    for output in outputs:
        if pieces and output.output_type == pieces[-1].output_type == "stream":
            pieces[-1].text += output.text
        else:
            pieces.append(output)
    return pieces


def introduction(lesson: str, address: str) -> NotebookNode:
    """Return the cell above a lesson, with links to download and open it."""
    links = [f"{{download}}`Download the notebook </notebooks/{lesson}>`"]
    if address:
        owner_and_name = address.removeprefix("https://github.com/")
        colab = f"https://colab.research.google.com/github/{owner_and_name}"
        binder = (
            f"https://mybinder.org/v2/gh/{owner_and_name}/HEAD?labpath=release/{lesson}"
        )
        links.append(f"[Open it in Colab]({colab}/blob/HEAD/release/{lesson})")
        links.append(f"[Open it in Binder]({binder})")
    text = (
        "*The notebook as students get it, without answers. Figures and numbers are "
        "those of a run with answers, on the texts that come with the course.*"
        f"\n\n{' · '.join(links)}"
    )
    return nbformat.v4.new_markdown_cell(text)


if __name__ == "__main__":
    raise SystemExit(main())
