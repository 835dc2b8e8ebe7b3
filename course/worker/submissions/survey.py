"""Look at a submission before nbgrader sees it.

`handed_in` lists the folders in submitted/. `look_at` says whether the private copy of
one of them can be graded and, if not, what to do about it, in one line. A few need a
corrected copy: for a notebook with another name, an older format or malformed parts,
for oversized files beside it, or for a timestamp that holds no time. All others are
graded as they were copied.

`files` reads a single file, `folder` lists a folder, and `repair` restores the cells.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import nbformat

from course.wording import listed
from course.worker.submissions.files import MAX_BYTES, Refused, read_notebook
from course.worker.submissions.folder import (
    entries_of,
    extras_in,
    notebooks_in,
    time_to_come,
    timestamp_trouble,
)
from course.worker.submissions.recognise import Likeness, recognised
from course.worker.submissions.student_ids import id_trouble, named
from course.worker.submissions.wellformed import shown

SUBMITTED = "submitted"
TIMESTAMP = "timestamp.txt"
MAX_CANDIDATES = 10  # notebooks of other names that are looked into
MAX_NAMED = 3  # files in one line
NOT_USED = "links, pages, unknown kinds, odd names, not readable or too big"


@dataclass
class Submission:
    """What a student handed in; `problem` says why it cannot be graded, if so.

    `folder` is theirs in submitted/, and `notebooks` has the file in it for every
    notebook of the assignment. With `needs_copy`, nbgrader cannot read it as it is, and
    a corrected copy made by `stage` is graded.
    """

    student: str
    folder: Path
    problem: str | None = None
    notes: list[str] = field(default_factory=list)
    needs_copy: bool = False
    notebooks: dict[str, Path] = field(default_factory=dict)
    release: Path | None = None

    @property
    def other_names(self) -> dict[str, str]:
        """The names of notebooks at the top that were handed in under another one."""
        return {
            name: path.stem
            for name, path in self.notebooks.items()
            if path.parent == self.folder
            and path.stem != name
            and path.stem.isprintable()
        }


@dataclass(frozen=True)
class HandedIn:
    """A folder in submitted/; `problem` says why nothing in it can be graded."""

    student: str
    problem: str = ""


def handed_in(root: Path, assignment: str) -> list[HandedIn]:
    """Return who handed something in for an assignment, without opening anything."""
    found = []
    for place in sorted((root / SUBMITTED).glob("*")):
        folder = place / assignment
        if place.name.startswith("."):
            continue
        if lies_there(folder):
            trouble = id_trouble(place.name)
            problem = f"{_place(folder)}: {trouble}" if trouble else ""
            found.append(HandedIn(named(place.name), problem))
        elif other := _in_other_case(folder):
            problem = f"{_place(other)} is not graded: rename it to {assignment}"
            found.append(HandedIn(named(place.name), problem))
    return found


def look_at(
    student: str, folder: Path, release: Path, left_out: dict[str, str] | None = None
) -> Submission:
    """Return what is in the private copy of one submission.

    `release` has the notebooks of the assignment, and `left_out` says which files are
    not in the copy. Anything wrong becomes the problem of this submission.
    """
    found = Submission(student, folder, release=release)
    try:
        _Look(found, release, left_out or {}).look()
    except Refused as refused:
        return Submission(named(student), folder, str(refused), found.notes)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        problem = f"cannot be read ({reason.lower()}): ask for it again"
        return Submission(student, folder, f"{_place(folder)}: {problem}")
    return found


def lies_there(folder: Path) -> bool:
    """Return whether there is anything of this name, even a link."""
    try:
        return os.path.lexists(folder)
    except (OSError, ValueError):
        return False


def _in_other_case(folder: Path) -> Path | None:
    """Return a folder whose name differs in upper and lower case only."""
    try:
        beside = entries_of(folder.parent)
    except OSError:
        return None
    wanted = folder.name.casefold()
    alike = (Path(e.path) for e in beside if e.name.casefold() == wanted)
    return next(alike, None)


def _place(folder: Path) -> str:
    """Return where a submission is, for people to read."""
    student, name = (shown(part)[1:-1] for part in folder.parts[-2:])
    return f"{SUBMITTED}/{student}/{name}"


def _released(folder: Path) -> dict[str, Likeness]:
    """Return what each notebook of an assignment is recognised by."""
    return {
        path.stem: Likeness(nbformat.read(path, 4))
        for path in sorted(folder.glob("*.ipynb"))
    }


class _Look:
    """One look at the folder of one submission, in which what is found is noted."""

    def __init__(
        self, found: Submission, release: Path, left_out: dict[str, str]
    ) -> None:
        self.found = found
        self.folder = found.folder
        self.left_out = left_out
        self.expected = _released(release)
        self.place = _place(found.folder)

    def look(self) -> None:
        """Fill in what is found; raise Refused, OSError or ValueError."""
        self._look_at_folder()
        for name in self.expected:
            path = self.folder / f"{name}.ipynb"
            try:
                if path.name in self.left_out:
                    reason = self.left_out[path.name]
                    raise Refused(f"{self.place}/{path.name}: {reason}")
                if os.path.lexists(path):
                    self._accept(name, path)
                else:
                    self._look_for(name)
            except Refused:
                if self.expected[name].has_graded_cells:
                    raise
                # It must not cost the graded notebooks beside it their grade.
                self.found.needs_copy |= os.path.lexists(path)
                self.found.notes.append(
                    f"{name}.ipynb was left out; nothing in it is graded"
                )
        if not self.found.notebooks:
            self.found.notes.clear()  # what is missing is said once
            raise Refused(f"{self.place}: {self._nothing_to_grade()}")
        others = filter(self._is_free, notebooks_in(self.folder))
        unused = [shown(path.name) for path in others]
        if unused:
            self.found.notes.append(
                f"other notebooks, not graded: {listed(unused, MAX_NAMED)}"
            )
        self._look_at_extras()

    def _nothing_to_grade(self) -> str:
        """Return why there is nothing to grade, with what is there in its place."""
        wanted = " or ".join(f"{name}.ipynb" for name in self.expected) or "notebook"
        copied, left_out = extras_in(self.folder)
        names = [path.relative_to(self.folder).as_posix() for path in copied]
        others = [shown(name) for name in names if name != TIMESTAMP] + left_out
        if not others:
            return f"no {wanted} in it: ask for it"
        found = others[0]
        if found.lower().endswith((".zip'", '.zip"')):
            return f"no {wanted} in it, only {found}: unpack that"
        return f"no {wanted} in it, only {found}: ask for the notebook"

    def _look_at_folder(self) -> None:
        if trouble := id_trouble(self.found.student):
            raise Refused(f"{self.place}: {trouble}")
        for path in (self.folder.parent, self.folder):
            if path.is_symlink():
                message = "is a symbolic link: put the folder itself there"
                raise Refused(f"{self.place}: {message}")
        if not self.folder.is_dir():
            raise Refused(f"{self.place}: is not a folder: put the notebook into one")
        if not os.access(self.folder, os.R_OK | os.X_OK):
            raise Refused(f"{self.place}: cannot be opened: see to its permissions")

    def _accept(self, name: str, path: Path) -> None:
        """Accept `path` as the notebook `name`, or raise Refused."""
        shown_path = shown(path.relative_to(self.folder).as_posix())[1:-1]
        try:
            _, notes = read_notebook(path, MAX_BYTES)
        except Refused as refused:
            raise Refused(f"{self.place}/{shown_path}: {refused}") from refused
        self.found.notebooks[name] = path
        self.found.notes += [f"{name}.ipynb: {note}" for note in notes]
        self.found.needs_copy |= bool(notes)

    def _look_for(self, name: str) -> None:
        """Find the notebook `name` under another name, if there is no doubt."""
        others = [path for path in notebooks_in(self.folder) if self._is_free(path)]
        alike = [path for path in others[:MAX_CANDIDATES] if self._is_alike(name, path)]
        if len(alike) > 1:
            found = " and ".join(shown(path.name) for path in alike[:3])
            raise Refused(
                f"{self.place}: {found} could both be {name}.ipynb: "
                f"keep one, under that name"
            )
        if alike:
            self._accept(name, alike[0])
            found = shown(alike[0].relative_to(self.folder).as_posix())
            self.found.notes.append(
                f"renamed notebook: found {found}, graded as {name}.ipynb"
            )
            self.found.needs_copy = True
        elif self.expected[name].has_graded_cells:
            if len(others) == 1 and not self._has_expected():
                self._refuse_other(name, others[0])
            self.found.notes.append(
                f"{name}.ipynb is missing: its exercises count as blank"
            )

    def _refuse_other(self, name: str, path: Path) -> NoReturn:
        self._accept(name, path)  # says what is wrong with the file, if anything is
        raise Refused(
            f"{self.place}: found {shown(path.name)}, expected {name}.ipynb, and it "
            f"does not look like that lesson: rename it if it is"
        )

    def _has_expected(self) -> bool:
        return any(os.path.lexists(self.folder / f"{n}.ipynb") for n in self.expected)

    def _is_free(self, path: Path) -> bool:
        is_expected = path.parent == self.folder and path.stem in self.expected
        return not is_expected and path not in self.found.notebooks.values()

    def _is_alike(self, name: str, path: Path) -> bool:
        try:
            nb, _ = read_notebook(path, MAX_BYTES)
        except Refused:
            return False
        return recognised(nb, path.stem, self.expected) == name

    def _look_at_extras(self) -> None:
        _, left_out = extras_in(self.folder, self.found.release)
        left_out = [*map(shown, self.left_out), *left_out]
        if left_out:
            names = listed(left_out, MAX_NAMED)
            self.found.notes.append(f"not used: {names} ({NOT_USED})")
            self.found.needs_copy = True
        trouble = timestamp_trouble(self.folder / TIMESTAMP)
        if TIMESTAMP in self.left_out:
            trouble = "cannot be read"
        if trouble:
            self.found.notes.append(f"{TIMESTAMP} {trouble}: treated as missing")
            self.found.needs_copy = True
        elif ahead := time_to_come(self.folder / TIMESTAMP):
            self.found.notes.append(f"{TIMESTAMP} {ahead}")
