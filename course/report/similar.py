"""The answers of a class that are worth comparing, for a page of the report.

What students wrote is parsed in a worker, a few notebooks at a time. The right answers
in the checks' own folder say what is found again and again: those that were written to
differ, and in `independent/` those that were written from the released lesson alone.
Without any, a share that is high for every exercise is used. Members of one group are
never paired.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import is_solution

from course.content import Content, content_of
from course.folder import course_config, is_lesson_text
from course.grading.groups import read_groups
from course.judging.cells import code_cells, grade_id
from course.judging.load_checks import ANSWERS, checks_place
from course.report.class_results import Results
from course.report.likeness import Pair, alike
from course.worker.fingerprints import (
    Forms,
    code_in,
    fingerprints,
    of_cells,
    of_notebooks,
)
from course.worker.order import AUTOGRADED
from course.worker.process import ProcessLimits, WorkerEnded, worker_server

BATCH = 50  # notebooks in one worker
LIMITS = ProcessLimits(
    memory_bytes=2 << 30, cpu_seconds=120, wall_seconds=600, result_bytes=32 << 20
)
INDEPENDENT = "independent"  # folder beside the answers that were written to differ
MAX_PAIRS = 50  # of one exercise on the page
MAX_SHOWN = 6_000  # characters of an answer on the page
CELL = re.compile(r"^# %%.*$", re.MULTILINE)
RIGHT = re.compile(r"^# %% right: .*\n", re.MULTILINE)
CHANGES = re.compile(r"^# [-+] ", re.MULTILINE)  # to another answer: not independent
IN_LINE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
FENCED = re.compile(r"^```(?:python)?\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Alike:
    """Two answers as the page shows them."""

    pair: Pair
    texts: tuple[str, str]


@dataclass
class SimilarAnswers:
    """What is worth comparing in one assignment, by exercise."""

    assignment: str
    pairs: dict[str, list[Alike]] = field(default_factory=dict)
    more: dict[str, int] = field(default_factory=dict)  # pairs that are not listed
    compared: int = 0  # hand-ins
    unread: list[str] = field(default_factory=list)  # students

    @property
    def count(self) -> int:
        """How many pairs there are, in all exercises."""
        return sum(map(len, self.pairs.values())) + sum(self.more.values())


def similar_answers(root: Path, results: Results) -> SimilarAnswers:
    """Return the pairs of one assignment."""
    content = content_of(root, course_config(root))
    found = SimilarAnswers(results.assignment, compared=len(results.graded))
    groups = read_groups(root, results.assignment).groups
    for path in sorted((root / "release" / results.assignment).glob("*.ipynb")):
        released = nbformat.read(path, as_version=4)
        names = [grade_id(c) for c in code_cells(released) if is_solution(c)]
        if not names:
            continue
        graded = {
            one.student: root
            / AUTOGRADED
            / one.student
            / results.assignment
            / path.name
            for one in results.graded
        }
        texts = {cell.source.strip() for cell in code_cells(released)}
        prints, unread = _fingerprints(graded, names, texts)
        seen = of_cells(_seen(root, results.assignment, released, path.stem))
        unread += [s for s, of in prints.items() if None in of.values()]
        found.unread += [student for student in unread if student not in found.unread]
        for name in names:
            answers = {s: own for s, of in prints.items() if (own := of.get(name))}
            known = [
                fingerprints(text, name)
                for text in right_answers(content, path.stem, name)
            ]
            pairs = alike(answers, known, seen) if len(answers) > 1 else []
            apart = [p for p in pairs if not _together(p, groups)]
            if apart:
                found.pairs[name] = [_shown(p, graded, name) for p in apart[:MAX_PAIRS]]
                found.more[name] = len(apart[MAX_PAIRS:])
    return found


def right_answers(content: Content, notebook: str, exercise: str) -> list[str]:
    """Return the right answers that were written independently, if there are any."""
    place = checks_place(content, notebook)
    if place is None:
        return []
    written_to_differ = place / ANSWERS / f"{exercise}.py"
    found = right_cells(written_to_differ) + independent_answers(place, exercise)
    return [cell for cell in found if not CHANGES.search(cell)]


def independent_answers(place: Path, exercise: str) -> list[str]:
    """Return the right answers that were written from the released lesson alone."""
    return right_cells(place / ANSWERS / INDEPENDENT / f"{exercise}.py")


def right_cells(path: Path) -> list[str]:
    """Return the right answers in a file, one a cell; none if there is no such file."""
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8")
    starts = [match.start() for match in CELL.finditer(text)]
    cells = [text[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]
    return [RIGHT.sub("", cell, count=1) for cell in cells if RIGHT.match(cell)]


def _together(pair: Pair, groups: Mapping[str, str]) -> bool:
    first, second = groups.get(pair.first), groups.get(pair.second)
    return first is not None and first == second


def _fingerprints(
    graded: Mapping[str, Path], names: Collection[str], released: Collection[str]
) -> tuple[dict[str, dict[str, Forms | None]], list[str]]:
    """Return fingerprints by student, and whose notebook ended a worker."""
    found: dict[str, dict[str, Forms | None]] = {}
    unread: list[str] = []
    paths = {student: str(path) for student, path in graded.items() if path.is_file()}
    waiting = [dict(part) for part in _parts(list(paths.items()))]
    while waiting:
        part = waiting.pop()
        try:
            found |= worker_server().run(
                of_notebooks, part, list(names), set(released), limits=LIMITS
            )
        except WorkerEnded:
            if len(part) > 1:  # find out whose it is
                waiting += [{student: path} for student, path in part.items()]
            else:
                unread += part
    return found, unread


def _parts(items: list[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    for begin in range(0, len(items), BATCH):
        yield items[begin : begin + BATCH]


def _seen(
    root: Path, assignment: str, released: NotebookNode, notebook: str
) -> Iterator[str]:
    """Yield the code that everybody has seen, the public solution included."""
    for cell in released.cells:
        if cell.cell_type == "code":
            yield cell.source
        else:
            yield from FENCED.findall(cell.source)
            for piece in IN_LINE.findall(cell.source):
                yield " ".join(piece.split())
    text = root / "source" / assignment / f"{notebook}.py"
    if is_lesson_text(text):
        yield from CELL.split(text.read_text(encoding="utf-8"))
    for _, source in code_in(text.with_suffix(".ipynb")):
        yield source


def _shown(pair: Pair, graded: Mapping[str, Path], name: str) -> Alike:
    def text(student: str) -> str:
        cells = dict(reversed(code_in(graded[student])))
        return cells.get(name, "")[:MAX_SHOWN]

    return Alike(pair, (text(pair.first), text(pair.second)))
