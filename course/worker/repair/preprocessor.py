"""Repair: restores a submission to the shape in which it was handed out.

Runs first among nbgrader's sanitize preprocessors, so that the others (DeduplicateIds,
OverwriteKernelspec, OverwriteCells, CheckCellMetadata) find nothing that they cannot
handle. The rules are those of an instructor who is fair and not fooled:

- Every cell that nbgrader knows is there exactly once, with the released metadata. It
  is recognised by its grade_id, else by its cell id, else by its text if it is locked,
  else by the exercise that it defines.
- Locked cells have the released text. Exact copies of them are removed.
- Nothing that a student wrote is thrown away: what cannot keep its mark runs as an
  ordinary cell where it was (copies of an answer, halves of a split one, an answer
  typed into a test cell, additions to a locked cell that is not a test).
- Of several answered copies of a solution cell, the last one above its test is the
  solution; if all are below, the last one, and the test moves behind it. Copies that
  were left unanswered are removed, for they would undo the answer.
- A missing solution cell is replaced by an empty one, and an unanswered one is emptied
  if another cell defines the exercise: the state of the notebook at the test counts.
- A missing test comes back as late as the released cells around it allow, any other
  missing cell as early. No test comes before a solution that it followed in the
  release, and no solution before the locked set-up. Nothing else changes its place.
- Code in a cell that is neither code any more nor marked is text, not an answer.
- What stands in any earlier release counts as handed out, too. A notebook that was made
  from one is brought up to date: that is no repair, and one line says it.
- Ordinary cells are the student's: deleted ones stay deleted. Only the tags of those
  that still have their released text are put back, if they were lost. A cell that has
  another text is run, whatever its tags say: `skip-when-grading` is taken from it.
- A practice exercise has no points: its cells may be changed, moved or missing, and
  nothing is told of that. Of an answer to it only the definitions run.

A notebook that is answered as usual is left as it is. Files that are not yet notebooks
are handled in `submissions`.
"""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_solution

from course.content import content_of
from course.judging.cells import METADATA_KEY, grade_id
from course.judging.steps import is_skipped
from course.worker.context import context_in
from course.worker.language import other_language
from course.worker.repair.earlier import EarlierReleases, earlier_releases, told
from course.worker.repair.match import Match
from course.worker.repair.order import in_order
from course.worker.repair.released import released_notebook
from course.worker.repair.restore import restore
from course.worker.submissions.files import Refused
from course.worker.submissions.folder import links_in
from course.worker.submissions.wellformed import MINOR, number_cells, shown, well_formed
from utils.left_out import SKIP_TAG

NOTE = "repairs"
LOST_TAGS = "Cells that had lost their tags"
RELEASE = "release"
MAX_TOLD = 40  # sentences
NONE = EarlierReleases()
MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|$~&-])")


class Repair(NbGraderPreprocessor):
    """Restore a submission from the release, and say so at the top of the notebook."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        where = resources["nbgrader"]
        course = CourseDirectory(config=self.config)
        _refuse_links(course, where["student"], where["assignment"])
        folder = course.format_path(course.release_directory, ".", where["assignment"])
        release = released_notebook(
            where["db_url"], where["assignment"], where["notebook"], Path(folder)
        )
        context = context_in(resources)
        content = context.content or content_of(Path(course.root), self.config)
        place = (where["assignment"], where["notebook"])
        earlier = earlier_releases(content.releases_file, *place)
        older = told_release(nb, release, earlier)
        nb, log = repair(nb, release, earlier)
        log = [*context.notes, *log]
        told = [older, *log] if older else log
        for sentence in told[:MAX_TOLD]:
            self.log.warning("%s: %s", where["student"], sentence)
        tell(nb, log, older)
        return nb, resources


def _refuse_links(course: CourseDirectory, student: str, assignment: str) -> None:
    """Raise Refused if nbgrader has read through a link, into anybody's files.

    `course grade` stages a copy without links, so only plain nbgrader gets here.
    """
    folder = course.format_path(course.submitted_directory, student, assignment)
    if links := links_in(Path(folder)):
        raise Refused(f"{shown(links[0].name)} is a symbolic link: remove it")


def told_release(
    nb: NotebookNode, release: NotebookNode, earlier: EarlierReleases
) -> str:
    """Return the sentence on a notebook from an older release; "" for the present."""
    older = earlier.made_from(well_formed(nb)[0], release)
    return told(older, release) if older else ""


def repair(
    nb: NotebookNode, release: NotebookNode, earlier: EarlierReleases = NONE
) -> tuple[NotebookNode, list[str]]:
    """Return the submission `nb` in the shape of `release`, and what was changed.

    Repairing the result again changes nothing. `nb` itself is not changed. What has
    changed since an `earlier` release is not among the changes.
    """
    nb, log = well_formed(nb)
    nb.metadata.pop(METADATA_KEY, None)
    own = [cell for cell in nb.cells if cell.metadata.get(METADATA_KEY) != NOTE]
    older = earlier.made_from(nb, release)
    match = Match(own, release, earlier, older.names if older else None)
    restore(match)
    nb.cells = in_order(match)
    log += match.log
    log += _restore_tags(nb, match)
    log += _restore_language(nb, release)
    if nb.nbformat_minor >= MINOR:
        number_cells(nb.cells)
    else:
        for cell in nb.cells:
            cell.pop("id", None)
    return nb, log


def tell(nb: NotebookNode, log: list[str], older: str = "") -> None:
    """Write the log into the metadata, and into a first cell for people to read.

    `older` is the sentence on the release that the notebook was made from.
    """
    if not log and not older:
        return
    sentences = log[:MAX_TOLD]
    if len(log) > MAX_TOLD:
        sentences.append(f"{len(log) - MAX_TOLD} more changes are not listed.")
    nb.metadata[METADATA_KEY] = NotebookNode({NOTE: sentences})
    lines = []
    if older:
        nb.metadata[METADATA_KEY][RELEASE] = older
        lines += [MARKUP.sub(r"\\\1", f"This notebook was {older}."), ""]
    if sentences:
        lines += ["**Before grading, this notebook was repaired.**", ""]
    lines += ["- " + MARKUP.sub(r"\\\1", sentence) for sentence in sentences]
    cell = new_markdown_cell("\n".join(lines), metadata={METADATA_KEY: NOTE})
    cell.id = f"{METADATA_KEY}-{NOTE}"
    if nb.nbformat_minor < MINOR:
        del cell["id"]
    nb.cells.insert(0, cell)
    if nb.nbformat_minor >= MINOR:
        number_cells(nb.cells)


def _restore_tags(nb: NotebookNode, match: Match) -> list[str]:
    """Put the tags of the release back on ordinary cells that have its text.

    All other cells lose the tag that keeps grading from running them: what a student
    wrote is run.
    """
    tags: dict[tuple[str, str], list[str]] = {}
    for cell in match.release.cells:
        if cell.metadata.get("tags") and "nbgrader" not in cell.metadata:
            tags.setdefault(_text(cell), cell.metadata.tags)
    restored = taken = 0
    for cell in nb.cells:
        if match.is_practice(grade_id(cell)):
            continue  # it is skipped whether it is answered or not
        if "nbgrader" in cell.metadata and is_solution(cell) and is_skipped(cell):
            given = match.given[grade_id(cell)]
            released = given.metadata.tags if _text(given) == _text(cell) else []
            if match.earlier.skips(cell):
                released = [SKIP_TAG]
        elif "nbgrader" in cell.metadata:
            continue  # has the released tags, and its text where it is locked
        else:
            released = tags.get(_text(cell), [])
            if not released and match.earlier.skips(cell):
                released = [SKIP_TAG]
        has = cell.metadata.get("tags", [])
        if cell.cell_type == "code" and SKIP_TAG in {*has} - {*released}:
            has = cell.metadata.tags = [tag for tag in has if tag != SKIP_TAG]
            taken += 1
        if lost := [tag for tag in released if tag not in has]:
            cell.metadata.tags = [*has, *lost]
            restored += 1
    log = [f"{LOST_TAGS}: {restored}."] if restored else []
    if taken:
        changed = f"Cells with the tag {SKIP_TAG} and without their released text"
        log.append(f"{changed}: {taken}. They are run like any other cell.")
    return log


def _text(cell: NotebookNode) -> tuple[str, str]:
    return cell.cell_type, cell.source.strip()


def _restore_language(nb: NotebookNode, release: NotebookNode) -> list[str]:
    """Restore language and kernel if the notebook is set to another language."""
    released = _languages(release)
    if not released and other_language(release):
        return []  # only the name of its kernel says that it is not in Python
    wanted = released or ["python"]
    known = {name.lower() for name in wanted}
    other = [name for name in _languages(nb) if name.lower() not in known]
    if not other:
        return []
    for key in ("kernelspec", "language_info"):
        nb.metadata.pop(key, None)
        if key in release.metadata:
            nb.metadata[key] = copy.deepcopy(release.metadata[key])
    return [f"The notebook was set to {shown(other[0])} and is in {wanted[0]} again."]


def _languages(nb: NotebookNode) -> list[str]:
    """Return the languages that a notebook says it is in."""
    said = [
        nb.metadata.get("language_info", {}).get("name"),
        nb.metadata.get("kernelspec", {}).get("language"),
    ]
    return [str(name) for name in said if name]
