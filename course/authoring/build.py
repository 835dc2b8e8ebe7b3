"""Build release/ from the text of the lessons.

Each source/*/*.py becomes a notebook beside it (with answers, not for git), and
nbgrader's own generate_assignment makes release/ from those. All of this happens in a
temporary folder first; release/ and the gradebook change only when every lesson has
passed.
"""

from __future__ import annotations

import glob
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from course.authoring.gradebook_cells import adapt_gradebook
from course.authoring.leaks import leaks
from course.authoring.lesson import (
    Lesson,
    as_notebook,
    read_lesson,
    write_notebook,
)
from course.authoring.lint import lint_lesson
from course.authoring.nbgrader_release import copy_gradebook, generate_release
from course.authoring.problems import AuthorErrors, Problem
from course.authoring.release_folder import (
    contents,
    files_in,
    is_notebook_of_text,
    keep,
    move_in,
    released_without_source,
)
from course.authoring.release_history import record_releases, unrecorded
from course.content import content_of
from course.errors import BuildError
from course.folder import course_config, gradebook_url, is_lesson_text


@dataclass(frozen=True)
class Built:
    """The lessons built, the assignments removed, and where the replaced ones are."""

    lessons: dict[str, list[Lesson]]
    removed: list[str]
    kept: Path | None = None


def build(root: Path, wanted: list[str] | None = None) -> Built:
    """Build `wanted` assignments (by default all) into release/ and the gradebook.

    Raises AuthorErrors or BuildError, and then leaves release/ as it was.
    """
    config = course_config(root)
    lessons = _plan(root, config, wanted)
    url = gradebook_url(root, config)
    with _workshop(root / ".course") as workshop:
        _write_sources(root, config, lessons, workshop)
        # Once there are submissions, the gradebook refuses to lose grades; a copy of it
        # refuses first, before anything is changed.
        rehearsal = copy_gradebook(url, workshop / "rehearsal.db")
        _generate(config, lessons, workshop, rehearsal)
        _verify(lessons, workshop)
        _generate(config, lessons, workshop, url)
        gone = [] if wanted else released_without_source(root, lessons)
        move_in(root, lessons, gone, workshop)
        kept = keep(root, workshop / "old")
    if record := content_of(root, config).releases_file:
        record_releases(root, record)
    return Built(lessons, gone, kept)


def drift(root: Path, wanted: list[str] | None = None) -> list[str]:
    """Return what `build` would change in release/, one line a file; change nothing."""
    config = course_config(root)
    lessons = _plan(root, config, wanted)
    built: dict[str, bytes] = {}
    existing: dict[str, bytes] = {}
    with _workshop(None) as workshop:
        _write_sources(root, config, lessons, workshop)
        _generate(config, lessons, workshop)
        _verify(lessons, workshop)
        gone = [] if wanted else released_without_source(root, lessons)
        for name in [*lessons, *gone]:
            built |= contents(workshop / "release", name)
            existing |= contents(root / "release", name)
    lines = []
    for path in sorted(built.keys() | existing.keys()):
        if path not in existing:
            lines.append(f"release/{path}: missing")
        elif path not in built:
            lines.append(f"release/{path}: extra")
        elif built[path] != existing[path]:
            lines.append(f"release/{path}: changed")
    record = content_of(root, config).releases_file
    if record and not lines:
        shown = record.relative_to(root).as_posix()
        lines = [f"{shown}: lacks {name}" for name in unrecorded(root, record)]
    return lines


def _plan(
    root: Path, config: Config, wanted: list[str] | None
) -> dict[str, list[Lesson]]:
    """Read the lessons; raise AuthorErrors with all problems found."""
    if glob.has_magic(str(root)):
        raise BuildError(f"nbgrader cannot work in a path with *, ? or [ in it: {root}")
    content = content_of(root, config)
    source = root / "source"
    texts = [path for path in files_in(source) if is_lesson_text(path)]
    existing = sorted({p.parent.name for p in texts if p.parent.parent == source})
    if not existing:
        raise BuildError(f"no lessons: {source} has no <assignment>/<notebook>.py")
    unknown = sorted(set(wanted or []) - set(existing))
    if unknown and any((source / unknown[0]).glob("*.ipynb")):
        raise BuildError(
            f"source/{unknown[0]} has notebooks and no text of a lesson: run "
            f"nbgrader generate_assignment {unknown[0]}"
        )
    if unknown:
        raise BuildError(
            f"no assignment {unknown[0]} in source/: {', '.join(existing)}"
        )
    lessons: dict[str, list[Lesson]] = {name: [] for name in sorted(wanted or existing)}
    problems = list(_notebooks_without_text(root, list(lessons)))
    problems += _lessons_of_one_name(root, texts)
    for path in texts:
        name = path.parent.name
        if path.parent.parent != source:
            message = "lessons must be in source/<assignment>/<notebook>.py"
            shown = path.relative_to(root).as_posix()
            problems.append(Problem(shown, 1, "", message))
        elif name in lessons:
            try:
                lessons[name].append(read_lesson(path, root))
                problems.extend(lint_lesson(lessons[name][-1], content))
            except AuthorErrors as errors:
                problems.extend(errors.problems)
    if problems:
        raise AuthorErrors(problems)
    return lessons


def _lessons_of_one_name(root: Path, texts: list[Path]) -> Iterator[Problem]:
    """Yield a problem for each lesson whose name another one has: both share checks."""
    first: dict[str, Path] = {}
    for path in texts:
        other = first.setdefault(path.stem, path)
        if other is not path:
            shown, there = (p.relative_to(root).as_posix() for p in (path, other))
            message = f"{there} has the same name, and checks go by it: rename one"
            yield Problem(shown, 1, "", message)


def _notebooks_without_text(root: Path, names: list[str]) -> Iterator[Problem]:
    """Yield a problem for each notebook in source/ that has lost its text.

    One that was not made from a text is an instructor's own.
    """
    for name in names:
        for path in sorted((root / "source" / name).glob("*.ipynb")):
            if not path.with_suffix(".py").exists() and is_notebook_of_text(path):
                shown = path.relative_to(root).as_posix()
                message = f"no {path.stem}.py beside this notebook: delete it"
                yield Problem(shown, 1, "", message)


@contextmanager
def _workshop(parent: Path | None) -> Iterator[Path]:
    """Make a temporary folder; inside the course a move out of it is a rename."""
    if parent:
        parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="build-", dir=parent) as folder:
        yield Path(folder).resolve()


def _write_sources(
    root: Path, config: Config, lessons: dict[str, list[Lesson]], workshop: Path
) -> None:
    """Copy the files beside the lessons, and write the notebooks with answers."""
    by_name = shutil.ignore_patterns(*CourseDirectory(config=config).ignore)

    def left_out(place: str, names: list[str]) -> set[str]:
        paths = [Path(place, name) for name in names]
        ours = {p.name for p in paths if is_lesson_text(p) or is_notebook_of_text(p)}
        return by_name(place, names) | ours

    for assignment, its_lessons in lessons.items():
        folder = workshop / "source" / assignment
        shutil.copytree(root / "source" / assignment, folder, ignore=left_out)
        for lesson in its_lessons:
            write_notebook(as_notebook(lesson), folder / f"{lesson.name}.ipynb")


def _generate(
    config: Config,
    lessons: dict[str, list[Lesson]],
    workshop: Path,
    url: str | None = None,
) -> None:
    for assignment, its_lessons in lessons.items():
        if url:
            adapt_gradebook(url, assignment, workshop / "source" / assignment)
        generate_release(config, assignment, workshop, url)
        for lesson in its_lessons:
            path = _released(workshop, lesson)
            write_notebook(nbformat.read(path, as_version=4), path)


def _verify(lessons: dict[str, list[Lesson]], workshop: Path) -> None:
    """Raise AuthorErrors if the new release leaks anything to students."""
    problems = []
    for its_lessons in lessons.values():
        for lesson in its_lessons:
            released = nbformat.read(_released(workshop, lesson), as_version=4)
            problems.extend(leaks(lesson, released))
    for path in filter(is_lesson_text, (workshop / "release").rglob("*.py")):
        shown = path.relative_to(workshop).as_posix()
        problems.append(Problem(shown, 1, "", "the text of a lesson in the release"))
    if problems:
        raise AuthorErrors(problems)


def _released(workshop: Path, lesson: Lesson) -> Path:
    return workshop / "release" / lesson.assignment / f"{lesson.name}.ipynb"
