"""How alike the page of similar answers finds independent answers, and copies.

Nobody's answer is among those that are known already: of two independent answers both
are left out of these, and of a copy its original.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path

import nbformat
from support.copies import copies

from course.content import Content, content_of
from course.folder import course_config
from course.report.likeness import LEAST_COMMON, Likeness, alike
from course.report.similar import _seen, independent_answers, right_answers
from course.worker.fingerprints import Forms, fingerprints, of_cells

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 1.6 * LEAST_COMMON  # of an answer's own: a copy of it is found, even split


@dataclass(frozen=True)
class Exercise:
    """An exercise of the course, with the right answers to it."""

    content: Content
    notebook: str
    name: str

    @cached_property
    def sources(self) -> list[str]:
        """All right answers that were written independently."""
        return right_answers(self.content, self.notebook, self.name)

    @cached_property
    def independent(self) -> list[str]:
        """Those written from the released lesson alone; they come last."""
        place = self.content.checks_folder / self.notebook
        return independent_answers(place, self.name)

    @cached_property
    def seen(self) -> frozenset[str]:
        """The fingerprints of what everybody has seen."""
        [path] = (ROOT / "release").glob(f"*/{self.notebook}.ipynb")
        released = nbformat.read(path, 4)
        return frozenset(
            of_cells(_seen(ROOT, path.parent.name, released, self.notebook))
        )

    @cached_property
    def prints(self) -> list[Forms]:
        """The fingerprints of all right answers."""
        return [fingerprints(source, self.name) for source in self.sources]

    def shown(self, begin: int = 0) -> list[tuple[int, int]]:
        """Return the pairs of right answers that would be shown, from a number on."""
        return [
            (i, j)
            for i, j in combinations(range(begin, len(self.sources)), 2)
            if self._alike(self.prints[i], self.prints[j], i, j)
        ]

    def shown_independent(self) -> list[tuple[int, int]]:
        """Return the pairs of independent answers that would be shown."""
        return self.shown(len(self.sources) - len(self.independent))

    def finds(self, number: int, copy: str) -> bool:
        """Return whether a copy of the right answer with this number is found."""
        prints = fingerprints(copy, self.name)
        return self._alike(self.prints[number], prints, number)

    def copied(self) -> Iterator[tuple[str, float, bool]]:
        """Yield how a copy was made, what its original weighs, and if it is found."""
        for n, source in enumerate(self.sources):
            for how, cell, others in copies(source, self.name):
                copy = fingerprints(cell, self.name, others)
                likeness = Likeness(
                    {"first": self.prints[n][0], "second": copy[0]},
                    [one for one, _ in self._known(n)],
                    self.seen,
                )
                found = self._alike(self.prints[n], copy, n)
                yield how, likeness.weight("first"), found

    def _alike(self, first: Forms, second: Forms, *of: int) -> bool:
        """Compare two answers; those with the numbers `of` tell nothing about it."""
        answers = {"first": first, "second": second}
        return bool(alike(answers, self._known(*of), self.seen))

    def _known(self, *but: int) -> list[Forms]:
        return [one for n, one in enumerate(self.prints) if n not in but]


def exercises() -> list[Exercise]:
    """Return all exercises to which there are independent answers."""
    content = content_of(ROOT, course_config(ROOT))
    paths = content.checks_folder.glob("*/answers/independent/*.py")
    return [Exercise(content, p.parts[-4], p.stem) for p in sorted(paths)]
