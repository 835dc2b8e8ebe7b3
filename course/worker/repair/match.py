"""Match the cells of a submission with the released cells that nbgrader knows.

Their text and metadata are restored, and marks that mean nothing are dropped. What
comes from an earlier release is brought up to date, and that is not logged. `order`
decides where cells go; `preprocessor` has the rules.
"""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Sequence

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_grade, is_locked, is_solution

from course.judging.cells import grade_id
from course.judging.exercises import PRACTICE_PREFIX
from course.wording import listed
from course.worker.repair.earlier import EarlierReleases
from course.worker.repair.handed_out import handed_out
from course.worker.repair.names import bound_names
from course.worker.submissions.wellformed import shown

MAX_TEXT = 3_000_000  # characters that are parsed; no honest notebook comes near
MAX_NAMED = 3  # cells in one sentence
LOST = "had lost or changed"  # metadata, which grading puts back: no text has changed
TRUSTED_KEYS = ("nbgrader", "tags", "deletable", "editable")


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
        self._names_by_id = {
            cell.id: name for name, cell in self.given.items() if cell.get("id")
        }
        self._given_out = {
            name: handed_out(cell.source) for name, cell in self.given.items()
        }
        self.log: list[str] = []
        self._losses: dict[str, tuple[int, list[str]]] = {}  # place in the log, cells
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
        self._drop_marks()
        for name in self.given:
            if name not in self.missing:
                self._restore(name)
        for name in self.given:
            self._let_answers_stand(name)

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
        return chosen if self._defines(chosen, name) else self._answer(name) or chosen

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
        return self._names_by_id.get(cell.get("id", ""), "")

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
            if alike and self._is_as_given(cell, name):
                return name
        return ""

    def _choose_locked(self, name: str) -> NotebookNode:
        marked = self._marked[name]
        exact = [cell for cell in marked if self._is_as_given(cell, name)]
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
        stubs = [cell for cell in marked if self._is_as_given(cell, name)]
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

    def _answer(self, name: str) -> NotebookNode | None:
        """Return a cell that defines the exercise and is not the one of its name."""
        others = [cell for cell in self.cells if self._defines(cell, name)]
        return self._last_above_test(name, others)

    def _is_as_given(self, cell: NotebookNode, name: str) -> bool:
        """Return whether a cell has the text that `name` has or had in a release."""
        return self._is_as_given_now(cell, name) or self.earlier.has_named(cell, name)

    def _is_as_given_now(self, cell: NotebookNode, name: str) -> bool:
        texts = (self.given[name].source, self._given_out[name])
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

    def _drop_marks(self) -> None:
        """Turn all cells that were not chosen into ordinary ones."""
        kept = {id(cell) for cell in self.chosen.values()}
        for cell in self.cells:
            if id(cell) in kept:
                continue
            if cell.get("id") in self._names_by_id:
                del cell["id"]  # else the next repair would take it for that cell
            if "nbgrader" not in cell.metadata:
                continue
            was_released = self.earlier.has_named(cell, grade_id(cell))
            name, marks = grade_id(cell), cell.metadata.pop("nbgrader")
            is_gone = name in (self.origin or ()) and name not in self.given
            if was_released or is_gone:
                continue
            if name in self.given:
                self.log.append(f"A cell marked {shown(name)} runs as an ordinary one.")
            elif name:
                self.log.append(
                    f"A cell marked {shown(name)}, which is not in the release, "
                    f"counts as an ordinary one."
                )
            elif marks:
                self.log.append("A cell had metadata of nbgrader that mean nothing.")

    def _restore(self, name: str) -> None:
        """Give a cell its released type and metadata and, if it is locked, its text."""
        cell, given = self.chosen[name], self.given[name]
        what = f"The cell {shown(name)}"
        was_released = self.earlier.has_named(cell, name)
        was_marked = self.earlier.marks(cell, name)
        if cell.cell_type != given.cell_type:
            if not was_released:
                self.log.append(f"{what} was of type {cell.cell_type}.")
            cell.cell_type = given.cell_type
            for part in ("outputs", "execution_count", "attachments"):
                cell.pop(part, None)
            if cell.cell_type == "code":
                cell.update(outputs=[], execution_count=None)
        if self.is_locked(name):
            as_given = (given.source, self._given_out[name])
            is_told = not (was_released or self.is_practice(name))
            if cell.source not in as_given and is_told:
                self.log.append(f"{what} is locked and has its released text again.")
            cell.source = given.source
            cell.pop("attachments", None)
            if given.get("attachments"):
                cell.attachments = copy.deepcopy(given.attachments)
        before = cell.metadata.get("nbgrader")
        if not was_marked:
            if changed := self._changed(before, name):
                self._lost(changed, name)
            if cell.metadata.get("tags", []) != given.metadata.get("tags", []):
                self._lost("its tags", name)
        for key in TRUSTED_KEYS:
            cell.metadata.pop(key, None)
            if key in given.metadata:
                cell.metadata[key] = copy.deepcopy(given.metadata[key])

    def _lost(self, what: str, name: str) -> None:
        """Log that a cell had lost something, in one sentence for all such cells.

        Some tools drop the metadata of every cell. Nobody has to look at that.
        """
        place, names = self._losses.setdefault(what, (len(self.log), []))
        names.append(shown(name))
        start = "Each of the cells" if names[1:] else "The cell"
        sentence = f"{start} {listed(names, MAX_NAMED)} {LOST} {what}."
        self.log[place:] = [sentence, *self.log[place + 1 :]]

    def _changed(self, before: object, name: str) -> str:
        """Return what of the released marks a cell had lost or changed, or ""."""
        if not isinstance(before, dict) or before.get("grade_id") != name:
            return "its mark"
        # Older versions of nbgrader did not write every mark.
        had = {"task": False, **before}
        now = {"task": False, **self.given[name].metadata.nbgrader}
        if had.get("schema_version") in range(1, now["schema_version"]):
            had["schema_version"] = now["schema_version"]
        as_given_out = copy.deepcopy(self.given[name])
        as_given_out.source = self._given_out[name]
        if had.get("checksum") in (None, compute_checksum(as_given_out)):
            had["checksum"] = now.get("checksum")
        keys = sorted({*now, "points"} - {"cell_type"})
        return ", ".join(key for key in keys if now.get(key) != had.get(key))

    def _let_answers_stand(self, name: str) -> None:
        """Empty an unanswered cell if another one has the answer."""
        cell = self.chosen[name]
        if (
            self.is_exercise(name)
            and self._is_as_given(cell, name)
            and self._answer(name) is not None
        ):
            cell.source = f"# {name} is defined in another cell, which counts."
            if not self.is_practice(name):
                self.log.append(f"{name} is defined in another cell, which counts.")
