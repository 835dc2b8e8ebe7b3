"""Build the web site: the lessons, run without answers, and the pages of docs/.

`make site` writes site/ (or another folder) and needs no network. The lessons are those
of release/, so no solution is published: a cell that needs an answer fails, and is
shown without output. tests/browser/ tests the pages.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import tempfile
import tomllib
from pathlib import Path

import nbformat
from mdit_py_plugins.anchors.index import slugify
from nbclient import NotebookClient
from nbformat import NotebookNode
from sphinx.cmd.build import build_main

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
WIDGET = "application/vnd.jupyter.widget-view+json"  # lives only beside a kernel


def main() -> int:
    """Build the site; return 0 unless Sphinx has errors or warnings."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=ROOT / "site")
    parser.add_argument("--no-run", action="store_true", help="show lessons unexecuted")
    options = parser.parse_args()
    return build(options.output, run=not options.no_run, address=public_address())


def build(output: Path, *, run: bool, address: str | None) -> int:
    """Write the site to `output` from scratch; Sphinx's warnings count as errors."""
    shutil.rmtree(output, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "CONTRIBUTING.md", folder)
        pages = Path(folder, "docs")
        shutil.copytree(ROOT / "docs", pages)
        lay_out_lessons(pages, run, address)
        draw_samples(pages / "_static")
        for path in (pages / f"{name}.md" for name in READ_ALONG):
            path.write_text(relinked(path.read_text("utf-8")), encoding="utf-8")
        html = Path(folder, "html")  # MyST-NB leaves a folder beside it
        doctrees = ["-d", str(Path(folder, "doctrees"))]
        options = ["-q", "-W", "--keep-going", *doctrees]
        failed = build_main([*options, str(pages), str(html)])
        shutil.copytree(html, output)
        return failed


def lay_out_lessons(pages: Path, run: bool, address: str | None) -> None:
    """Copy the released notebooks into the pages, to download and to read."""
    shutil.copytree(ROOT / "release", pages / "notebooks")
    shutil.copytree(ROOT / "release", pages / "lessons")
    for path in sorted((pages / "lessons").glob("*/*.ipynb")):
        lesson = nbformat.read(path, as_version=4)
        if run:
            print(f"running {path.name}", flush=True)
            run_without_answers(lesson)
        fold_code(lesson)
        for cell in lesson.cells:
            if cell.cell_type == "markdown":
                cell.source = relinked(cell.source)
        lesson.cells.insert(1, introduction(f"{path.parent.name}/{path.name}", address))
        nbformat.write(lesson, path)


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


def run_without_answers(lesson: NotebookNode) -> None:
    """Run a lesson on the embedded texts; keep its outputs, but no errors."""
    offline = {**os.environ, "CHARLM_OFFLINE": "1", "COURSE_DATA": ""}
    client = NotebookClient(lesson, timeout=CELL_SECONDS, allow_errors=True)
    client.execute(env=offline, stderr=subprocess.DEVNULL)
    for cell in lesson.cells:
        if cell.cell_type == "code":
            cell.outputs = shown(cell.outputs)
            for output in cell.outputs:
                output.get("data", {}).pop(WIDGET, None)


def fold_code(lesson: NotebookNode) -> None:
    """Fold what Jupyter folds; checks show nothing, since there is no answer."""
    for cell in lesson.cells:
        is_check = bool(cell.metadata.get("nbgrader", {}).get("grade"))
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
    """Return the outputs to show: no stderr, and none of a cell that failed."""
    if any(output.output_type == "error" for output in outputs):
        return []
    return [output for output in outputs if output.get("name") != "stderr"]


def introduction(lesson: str, address: str | None) -> NotebookNode:
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
        "*The notebook as students get it. Cells that need an answer show no output "
        f"here.*\n\n{' · '.join(links)}"
    )
    return nbformat.v4.new_markdown_cell(text)


def public_address() -> str | None:
    """Return the public address from pyproject.toml, or None."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return pyproject["project"].get("urls", {}).get("Repository")


if __name__ == "__main__":
    raise SystemExit(main())
