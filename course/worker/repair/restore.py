"""Give matched cells their released text and metadata; `preprocessor` has the rules.

Marks that mean nothing are dropped. What comes from an earlier release is brought up to
date, and that is not logged.
"""

from __future__ import annotations

import copy

from nbgrader.utils import compute_checksum

from course.judging.cells import grade_id
from course.wording import listed
from course.worker.repair.match import Match
from course.worker.submissions.wellformed import shown

MAX_NAMED = 3  # cells in one sentence
LOST = "had lost or changed"  # metadata, which grading puts back: no text has changed
TRUSTED_KEYS = ("nbgrader", "tags", "deletable", "editable")

Losses = dict[
    str, tuple[int, list[str]]
]  # what cells had lost: place in the log, cells


def restore(match: Match) -> None:
    """Restore the cells that were chosen, in place, and log what was changed."""
    _drop_marks(match)
    losses: Losses = {}
    for name in match.given:
        if name not in match.missing:
            _restore(match, name, losses)
    for name in match.given:
        _let_answers_stand(match, name)


def _drop_marks(match: Match) -> None:
    """Turn all cells that were not chosen into ordinary ones."""
    kept = {id(cell) for cell in match.chosen.values()}
    for cell in match.cells:
        if id(cell) in kept:
            continue
        if cell.get("id") in match.names_by_id:
            del cell["id"]  # else the next repair would take it for that cell
        if "nbgrader" not in cell.metadata:
            continue
        was_released = match.earlier.has_named(cell, grade_id(cell))
        name, marks = grade_id(cell), cell.metadata.pop("nbgrader")
        is_gone = name in (match.origin or ()) and name not in match.given
        if was_released or is_gone:
            continue
        if name in match.given:
            match.log.append(f"A cell marked {shown(name)} runs as an ordinary one.")
        elif name:
            match.log.append(
                f"A cell marked {shown(name)}, which is not in the release, "
                f"counts as an ordinary one."
            )
        elif marks:
            match.log.append("A cell had metadata of nbgrader that mean nothing.")


def _restore(match: Match, name: str, losses: Losses) -> None:
    """Give a cell its released type and metadata and, if it is locked, its text."""
    cell, given = match.chosen[name], match.given[name]
    what = f"The cell {shown(name)}"
    was_released = match.earlier.has_named(cell, name)
    was_marked = match.earlier.marks(cell, name)
    if cell.cell_type != given.cell_type:
        if not was_released:
            match.log.append(f"{what} was of type {cell.cell_type}.")
        cell.cell_type = given.cell_type
        for part in ("outputs", "execution_count", "attachments"):
            cell.pop(part, None)
        if cell.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
    if match.is_locked(name):
        as_given = (given.source, match.given_out[name])
        is_told = not (was_released or match.is_practice(name))
        if cell.source not in as_given and is_told:
            match.log.append(f"{what} is locked and has its released text again.")
        cell.source = given.source
        cell.pop("attachments", None)
        if given.get("attachments"):
            cell.attachments = copy.deepcopy(given.attachments)
    before = cell.metadata.get("nbgrader")
    if not was_marked:
        if changed := _changed(match, before, name):
            _lost(match, losses, changed, name)
        if cell.metadata.get("tags", []) != given.metadata.get("tags", []):
            _lost(match, losses, "its tags", name)
    for key in TRUSTED_KEYS:
        cell.metadata.pop(key, None)
        if key in given.metadata:
            cell.metadata[key] = copy.deepcopy(given.metadata[key])


def _lost(match: Match, losses: Losses, what: str, name: str) -> None:
    """Log that a cell had lost something, in one sentence for all such cells.

    Some tools drop the metadata of every cell. Nobody has to look at that.
    """
    place, names = losses.setdefault(what, (len(match.log), []))
    names.append(shown(name))
    start = "Each of the cells" if names[1:] else "The cell"
    sentence = f"{start} {listed(names, MAX_NAMED)} {LOST} {what}."
    match.log[place:] = [sentence, *match.log[place + 1 :]]


def _changed(match: Match, before: object, name: str) -> str:
    """Return what of the released marks a cell had lost or changed, or ""."""
    if not isinstance(before, dict) or before.get("grade_id") != name:
        return "its mark"
    # Older versions of nbgrader did not write every mark.
    had = {"task": False, **before}
    now = {"task": False, **match.given[name].metadata.nbgrader}
    if had.get("schema_version") in range(1, now["schema_version"]):
        had["schema_version"] = now["schema_version"]
    as_given_out = copy.deepcopy(match.given[name])
    as_given_out.source = match.given_out[name]
    if had.get("checksum") in (None, compute_checksum(as_given_out)):
        had["checksum"] = now.get("checksum")
    keys = sorted({*now, "points"} - {"cell_type"})
    return ", ".join(key for key in keys if now.get(key) != had.get(key))


def _let_answers_stand(match: Match, name: str) -> None:
    """Empty an unanswered cell if another one has the answer."""
    cell = match.chosen[name]
    if (
        match.is_exercise(name)
        and match.is_as_given(cell, name)
        and match.answer(name) is not None
    ):
        cell.source = f"# {name} is defined in another cell, which counts."
        if not match.is_practice(name):
            match.log.append(f"{name} is defined in another cell, which counts.")
