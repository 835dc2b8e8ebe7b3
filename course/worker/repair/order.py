"""Put the released cells of a submission in order; `preprocessor` has the rules."""

from __future__ import annotations

from nbformat import NotebookNode

from course.judging.cells import grade_id
from course.worker.repair.match import Match
from course.worker.submissions.wellformed import shown


def in_order(match: Match) -> list[NotebookNode]:
    """Return all cells, the missing ones put in, in an order that can be graded.

    Changes `match.cells`, and logs what was moved.
    """
    for name in list(match.missing):
        _put_in(match, name)
    said = len(match.log)
    was_in_order = _is_in_order_of_origin(match)
    _set_up_first(match)
    _tests_last(match)
    if was_in_order:
        del match.log[said:]
    return match.cells


def _is_in_order_of_origin(match: Match) -> bool:
    """Return whether the cells are in the order of the release they were made from."""
    wanted = list(match.origin or ())
    names = [grade_id(cell) for cell in match.cells]
    found = [name for name in names if name in wanted and name in match.given]
    return bool(wanted) and found == [name for name in wanted if name in found]


def _put_in(match: Match, name: str) -> None:
    cells, released = match.cells, match.release.cells
    here = next(i for i, cell in enumerate(released) if grade_id(cell) == name)
    before = [_found(match, cell) for cell in reversed(released[:here])]
    after = [_found(match, cell) for cell in released[here + 1 :]]
    place = next((i + 1 for i in before if i is not None), 0)
    if match.is_test(name):
        place = next((i for i in after if i is not None and i >= place), len(cells))
    cells.insert(place, match.missing.pop(name))


def _found(match: Match, given: NotebookNode) -> int | None:
    """Return the index in the submission of a released cell, marked or not."""
    name = grade_id(given)
    if name:
        return None if name in match.missing else match.place(match.chosen[name])
    for index, cell in enumerate(match.cells):
        if cell.source == given.source and cell.cell_type == given.cell_type:
            return index
    return None


def _set_up_first(match: Match) -> None:
    """Move locked code from before the first exercise above all answers, in order."""
    names = list(match.given)
    answers = [name for name in names if not match.is_locked(name)]
    if not answers:
        return
    set_up = names[: names.index(answers[0])]
    previous = -1
    for name in set_up:
        cell = match.chosen[name]
        if cell.cell_type != "code" or match.is_test(name):
            continue
        place = match.place(cell)
        first = min(match.place(match.chosen[n]) for n in answers)
        if place > first:
            _move(match, name, first)
        elif place < previous:
            _move(match, name, previous)
        previous = match.place(cell)


def _tests_last(match: Match) -> None:
    """Move each test below the answers that it followed in the release."""
    names = list(match.given)
    for number, name in enumerate(names):
        if not match.is_test(name):
            continue
        answers = [n for n in names[:number] if not match.is_locked(n)]
        cells = [cell for n in answers for cell in (match.chosen[n], match.home(n))]
        last = max(map(match.place, cells), default=-1)
        if match.place(match.chosen[name]) > last:
            continue
        earlier = [match.chosen[n] for n in names[:number] if match.is_test(n)]
        while last + 1 < len(match.cells) and any(
            match.cells[last + 1] is test for test in earlier
        ):
            last += 1
        _move(match, name, last)


def _move(match: Match, name: str, to: int) -> None:
    """Move a released cell to an index, counted after the cell is taken out."""
    cell = match.chosen[name]
    del match.cells[match.place(cell)]
    match.cells.insert(to, cell)
    match.log.append(f"The cell {shown(name)} was out of order and was moved.")
