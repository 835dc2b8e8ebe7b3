"""`course return`: write the feedback in the shape that the LMS takes back.

Canvas and Moodle take a zip whose names begin as those of the class zip did, ILIAS its
own structure of folders. Blackboard takes nothing in bulk, so there is one folder for
each username.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from course.grading.groups import credit
from course.lms import blackboard, ilias
from course.lms.archive import LmsError
from course.lms.ledger import Kept, Ledger, read_ledger
from course.worker.recorded import handed_in_as, notebook_in
from course.worker.submission import AUTOGRADED, FEEDBACK

BY_HAND = "Blackboard takes no feedback in bulk: give each student the pages by hand"
DATE = (1980, 1, 1, 0, 0, 0)  # the same pages make the same zip


@dataclass
class Returned:
    """What was written, for whom, and who has no page."""

    path: Path
    system: str
    students: list[str] = field(default_factory=list)
    without: dict[str, str] = field(default_factory=dict)
    note: str = ""


def give_back(
    root: Path, assignment: str, to: Path | None = None, structure: Path | None = None
) -> Returned:
    """Write the pages of all collected students; raise LmsError if there are none.

    `structure` is the empty structure that ILIAS hands out; its folders are used.
    """
    ledger = read_ledger(root, assignment)
    if not ledger.students:
        raise LmsError(
            f"{assignment} was not collected from an LMS: run course collect, or give "
            f"out {FEEDBACK}/"
        )
    folders = _folders_in(structure) if structure else {}
    default = root / "returned" / f"{assignment}-{ledger.system}.zip"
    path = to or (default.with_suffix("") if _by_hand(ledger) else default)
    done = Returned(path, ledger.system, note=BY_HAND if _by_hand(ledger) else "")
    files: dict[str, Path] = {}
    for student, kept in sorted(ledger.students.items()):
        pages = sorted((root / FEEDBACK / student / assignment).glob("*.html"))
        if not pages:
            done.without[student] = "has no feedback page"
            continue
        for page in pages:
            back = _back(kept, _handed_in(root, student, assignment, page))
            if ledger.system == ilias.NAME and structure:
                last = back.rstrip("/").rpartition("/")[2]
                if last not in folders:
                    done.without[student] = f"{structure} has no folder {last}"
                    break
                back = f"{folders[last]}/"
            files[f"{back}{page.name}"] = page
        else:
            done.students.append(student)
    for member, student in credit(root, assignment).given.items():
        if member in ledger.students:
            continue  # the page lies in their folder, too
        back = _of_member(ledger, member, folders)
        pages = sorted((root / FEEDBACK / student / assignment).glob("*.html"))
        if not back or not pages:
            done.without[member] = (
                f"was in no zip: {FEEDBACK}/{member}/ has the page of {student}"
                if pages
                else "has no feedback page"
            )
            continue
        files.update({f"{back}{page.name}": page for page in pages})
        done.students.append(member)
    if not files:
        raise LmsError(f"{assignment}: there are no feedback pages: run course grade")
    path.parent.mkdir(parents=True, exist_ok=True)
    if _by_hand(ledger):
        _write_folders(path, files)
    else:
        _write_zip(path, files)
    return done


def _by_hand(ledger: Ledger) -> bool:
    return ledger.system == blackboard.NAME


def _of_member(ledger: Ledger, member: str, folders: Mapping[str, str]) -> str:
    """Return the folder for somebody whose group handed in; "" if it is not known."""
    if _by_hand(ledger):
        return f"{member}/"
    # Of <last name>_<first name>_<login>_<id>; a login may end with somebody else's.
    login = member.split("_")
    own = [name for name in folders if name.split("_")[2:-1] == login]
    return f"{folders[own[0]]}/" if len(own) == 1 else ""


def _handed_in(root: Path, student: str, assignment: str, page: Path) -> str:
    """Return the name, without its ending, under which a notebook was handed in."""
    graded = root / AUTOGRADED / student / assignment / f"{page.stem}.ipynb"
    return handed_in_as(notebook_in(graded)) or page.stem


def _back(kept: Kept, name: str) -> str:
    """Return what goes before the name of a page: that of its notebook's own file."""
    alike = [b for file, b in sorted(kept.back.items()) if Path(file).stem == name]
    return alike[0] if alike else sorted(kept.back.values())[-1]


def _folders_in(structure: Path) -> dict[str, str]:
    """Return the folders of an empty structure, by the last part of their names."""
    if structure.is_dir():
        found = (p.relative_to(structure).as_posix() for p in structure.rglob("*/"))
    else:
        try:
            with ZipFile(structure) as archive:
                names = archive.namelist()
        except (OSError, ValueError) as error:
            raise LmsError(f"{structure}: cannot be read ({error})") from error
        found = (part for name in names for part in _above(name))
    return {name.rpartition("/")[2]: name for name in found}


def _above(name: str) -> Iterator[str]:
    parts = name.split("/")[:-1]
    for number in range(1, len(parts) + 1):
        yield "/".join(parts[:number])


def _write_zip(path: Path, files: dict[str, Path]) -> None:
    draft = path.with_name(f".{path.name}.part")
    try:
        with ZipFile(draft, "w", ZIP_DEFLATED) as archive:
            for name, page in sorted(files.items()):
                info = ZipInfo(name, DATE)
                info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
                archive.writestr(info, page.read_bytes())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write_folders(path: Path, files: dict[str, Path]) -> None:
    for name, page in files.items():
        place = path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(page.read_bytes())
