"""Match the cells of a submission with the released cells that nbgrader knows.

`restore` gives them back their text and metadata, `order` decides where they go, and
`preprocessor` has the rules.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Sequence

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked, is_solution

from course.judging.cells import grade_id
from course.judging.exercises import PRACTICE_PREFIX
from course.worker.repair.earlier import EarlierReleases
from course.worker.repair.handed_out import handed_out
from course.worker.repair.names import bound_names
from course.worker.submissions.wellformed import shown

MAX_TEXT = 3_000_000  # characters that are parsed; no honest notebook comes near


class Match:
    """The cells of a submission, matched with a release.

    `chosen` has the cell for every grade_id, in the order of the release. `missing` has
    those that are not among `cells` and have yet to be put somewhere. `origin` has the
    names in the earlier release that the submission was made from, if it was.
    """

    def __init__(
        self,
        cells: list[NotebookNode],
        release: NotebookNode,
        earlier: EarlierReleases,
        origin: Sequence[str] | None = None,
    ) -> None:
        self.cells = cells
        self.release = release
        self.earlier = earlier
        self.origin = origin
        self.given = {grade_id(c): c for c in release.cells if grade_id(c)}
        # Older notebooks have no cell ids.
        self.names_by_id = {
            cell.id: name for name, cell in self.given.items() if cell.get("id")
        }
        self.given_out = {
            name: handed_out(cell.source) for name, cell in self.given.items()
        }
        self.log: list[str] = []
        self.missing: dict[str, NotebookNode] = {}
        self._handed_out = {cell.source.strip() for cell in release.cells}
        self._all = list(cells)  # keeps them alive, so that no id is used twice
        self._parsed = 0
        self._defined = {id(cell): self._exercises_in(cell) for cell in cells}
        self._marked: dict[str, list[NotebookNode]] = defaultdict(list)
        self._unmarked: dict[str, list[NotebookNode]] = defaultdict(list)
        for cell in cells:
            self._claim(cell)
        self.chosen: dict[str, NotebookNode] = {}
        locked_first = sorted(self.given, key=lambda name: not self.is_locked(name))
        for name in locked_first:
            choose = self._choose_locked if self.is_locked(name) else self._choose
            self.chosen[name] = choose(name)
        self.chosen = {name: self.chosen[name] for name in self.given}

    def is_locked(self, name: str) -> bool:
        """Return whether the released cell's text is the course's, not a student's."""
        return bool(is_locked(self.given[name]))

    def is_test(self, name: str) -> bool:
        """Return whether the released cell judges the ones before it."""
        return self.is_locked(name) and bool(is_grade(self.given[name]))

    def is_exercise(self, name: str) -> bool:
        """Return whether the released cell should define something of its own name."""
        cell = self.given[name]
        is_code = cell.cell_type == "code"
        return is_code and bool(is_solution(cell)) and not is_grade(cell)

    def is_practice(self, name: str) -> bool:
        """Return whether a released cell belongs to an exercise without points."""
        exercise = name.removeprefix(PRACTICE_PREFIX)
        return PRACTICE_PREFIX + exercise in self.given

    def place(self, cell: NotebookNode) -> int:
        """Return the index of this very cell; after the last if it is not put in."""
        places = (i for i, other in enumerate(self.cells) if other is cell)
        return next(places, len(self.cells))

    def home(self, name: str) -> NotebookNode:
        """Return the cell that has the answer to an exercise."""
        chosen = self.chosen[name]
        return chosen if self._defines(chosen, name) else self.answer(name) or chosen

    def _exercises_in(self, cell: NotebookNode) -> set[str]:
        """Return the exercises that a cell defines; none if it is as handed out."""
        if cell.cell_type != "code" and not self._mark(cell):
            return set()
        if cell.source.strip() in self._handed_out or self.earlier.has(cell):
            return set()
        exercises = {name for name in self.given if self.is_exercise(name)}
        if not any(name in cell.source for name in exercises):
            return set()
        self._parsed += len(cell.source)
        return (
            bound_names(cell.source) & exercises if self._parsed < MAX_TEXT else set()
        )

    def _defines(self, cell: NotebookNode, name: str) -> bool:
        return name in self._defined.get(id(cell), set())

    def _mark(self, cell: NotebookNode) -> str:
        """Return the released cell that this one says it is, by grade_id or cell id."""
        name = grade_id(cell)
        if name in self.given:
            return name
        return self.names_by_id.get(cell.get("id", ""), "")

    def _claim(self, cell: NotebookNode) -> None:
        """Note which released cell this one may be."""
        marks = self._marked
        name = self._mark(cell)
        if not name:
            marks = self._unmarked
            name = self._same_text(cell, locked=True)
        unanswered = self._same_text(cell, locked=False)
        if unanswered and self.is_exercise(unanswered):
            marks, name = self._marked, unanswered
        defined = [n for n in self.given if self._defines(cell, n)]
        if defined and name not in defined:
            if name and self.is_locked(name):
                marks = self._unmarked
            name = defined[0]
        if name:
            marks[name].append(cell)

    def _same_text(self, cell: NotebookNode, *, locked: bool) -> str:
        """Return the released cell, locked or for answers, that has this text."""
        own = self._mark(cell)  # several cells may have the same text
        first = [own] if own in self.given else []
        for name in dict.fromkeys([*first, *self.given]):
            given = self.given[name]
            if not given.source.strip() or self.is_locked(name) != locked:
                continue
            alike = cell.cell_type == given.cell_type or self._mark(cell)
            if alike and self.is_as_given(cell, name):
                return name
        return ""

    def _choose_locked(self, name: str) -> NotebookNode:
        marked = self._marked[name]
        exact = [cell for cell in marked if self.is_as_given(cell, name)]
        self._remove([c for c in exact[1:]], f"{shown(name)}, a locked cell")
        candidates = exact or marked or self._unmarked[name]
        if not candidates:
            return self._put_back(name)
        cell = candidates[0]
        judges = self.is_test(name) or self.is_practice(name)
        if judges or self._is_as_given_now(cell, name):
            return cell
        if cell.cell_type == "code" and self.given[name].cell_type == "code":
            # The answer may need what the student added to the imports, or what an
            # earlier release had in them.
            if not self.earlier.has_named(cell, name):
                self.log.append(
                    f"The locked cell {shown(name)} was changed: the change runs as an "
                    f"ordinary cell, and then the released cell."
                )
            given = copy.deepcopy(self.given[name])
            self.cells.insert(self.place(cell) + 1, given)
            return given
        return cell

    def _choose(self, name: str) -> NotebookNode:
        marked = self._marked[name]
        stubs = [cell for cell in marked if self.is_as_given(cell, name)]
        answered = [c for c in marked if not any(c is stub for stub in stubs)]
        defining = [cell for cell in answered if self._defines(cell, name)]
        cell = self._last_above_test(
            name, defining or answered or self._unmarked[name] or stubs[:1]
        )
        if cell is None:
            return self._put_back(name)
        unanswered = [stub for stub in stubs if stub is not cell]
        self._remove(unanswered, f"{shown(name)} without an answer")
        return cell

    def _last_above_test(
        self, name: str, candidates: list[NotebookNode]
    ) -> NotebookNode | None:
        later = list(self.given)[list(self.given).index(name) :]
        test = next((self.chosen[n] for n in later if self.is_test(n)), None)
        end = self.place(test) if test is not None else len(self.cells)
        above = [cell for cell in candidates if self.place(cell) < end]
        return next(reversed(above or candidates), None)

    def answer(self, name: str) -> NotebookNode | None:
        """Return a cell that defines the exercise and is not the one of its name."""
        others = [cell for cell in self.cells if self._defines(cell, name)]
        return self._last_above_test(name, others)

    def is_as_given(self, cell: NotebookNode, name: str) -> bool:
        """Return whether a cell has the text that `name` has or had in a release."""
        return self._is_as_given_now(cell, name) or self.earlier.has_named(cell, name)

    def _is_as_given_now(self, cell: NotebookNode, name: str) -> bool:
        texts = (self.given[name].source, self.given_out[name])
        return cell.source.strip() in [text.strip() for text in texts]

    def _remove(self, copies: list[NotebookNode], what: str) -> None:
        if copies:
            self.log.append(f"Removed copies of {what}: {len(copies)}.")
            gone = {id(cell) for cell in copies}
            self.cells[:] = [cell for cell in self.cells if id(cell) not in gone]

    def _put_back(self, name: str) -> NotebookNode:
        cell = self.missing[name] = copy.deepcopy(self.given[name])
        if self.origin is not None and name not in self.origin:
            return cell  # it is new
        if self.is_practice(name):
            if self.is_exercise(name):
                cell.source = f"# {name} was missing here."
            return cell  # nobody has to look at that
        if not self.is_exercise(name):
            self.log.append(f"The cell {shown(name)} was missing and was put back.")
            return cell
        where = "nowhere"
        if any(self._defines(other, name) for other in self.cells):
            where = "in another cell, which counts"
        cell.source = f"# {name} was missing here and is defined {where}."
        self.log.append(
            f"The cell {shown(name)} was missing: {name} is defined {where}."
        )
        return cell
