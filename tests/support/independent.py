"""How alike the page of similar answers finds independent answers, and copies.

Nobody's answer is compared with itself in what the threshold is measured on: of two
independent answers both are left out of that, and of a copy its original.
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
from course.report.likeness import LEAST_COMMON, Bounds, Likeness
from course.report.similar import _seen, independent_answers, right_answers
from course.worker.fingerprints import Prints, fingerprints, of_cells

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
    def prints(self) -> list[Prints]:
        """The fingerprints of all right answers."""
        return [fingerprints(source, self.name) for source in self.sources]

    @cached_property
    def bounds(self) -> Bounds:
        """What a pair that is shown has at least."""
        return Likeness({}, self.prints, self.seen).bounds

    def shown(self) -> list[tuple[int, int]]:
        """Return the pairs of independent answers that would be shown, by number."""
        before = len(self.sources) - len(self.independent)
        pairs = combinations(range(before, len(self.sources)), 2)
        return [
            (i - before + 1, j - before + 1)
            for i, j in pairs
            if self._likeness(self.prints[i], self.prints[j], i, j).pairs()
        ]

    def copied(self) -> Iterator[tuple[str, float, bool]]:
        """Yield how a copy was made, what its original weighs, and if it is found."""
        for n, source in enumerate(self.sources):
            for how, cell, others in copies(source, self.name):
                copy = fingerprints(cell, self.name, others)
                likeness = self._likeness(self.prints[n], copy, n)
                yield how, likeness.weight("first"), bool(likeness.pairs())

    def _likeness(self, first: Prints, second: Prints, *of: int) -> Likeness:
        """Compare two answers; those with the numbers `of` tell nothing about it."""
        known = [one for n, one in enumerate(self.prints) if n not in of]
        return Likeness({"first": first, "second": second}, known, self.seen)


def exercises() -> list[Exercise]:
    """Return all exercises to which there are independent answers."""
    content = content_of(ROOT, course_config(ROOT))
    paths = content.checks_folder.glob("*/answers/independent/*.py")
    return [Exercise(content, p.parts[-4], p.stem) for p in sorted(paths)]
