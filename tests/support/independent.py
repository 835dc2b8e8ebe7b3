"""How alike independent answers are for the page of similar answers, and copies of them.

Nobody's answer is compared with itself in what the threshold is measured on: of two
independent answers both are left out of that, and of a copy its original.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
from course.worker.fingerprints import fingerprints, of_cells

ROOT = Path(__file__).resolve().parents[2]
ENOUGH = 1.6 * LEAST_COMMON  # of an answer's own: a copy of it is found, even split
Print = frozenset[str]


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
        """Those of people who had seen only the released lesson."""
        place = self.content.checks_folder / self.notebook
        return independent_answers(place, self.name)

    @cached_property
    def seen(self) -> Print:
        """What everybody has seen."""
        [path] = (ROOT / "release").glob(f"*/{self.notebook}.ipynb")
        released = nbformat.read(path, 4)
        return frozenset(
            of_cells(_seen(ROOT, path.parent.name, released, self.notebook))
        )

    @cached_property
    def bounds(self) -> Bounds:
        """What a pair that is shown has at least."""
        return Likeness({}, self._prints(self.sources), self.seen).bounds

    def shown(self) -> list[tuple[int, int]]:
        """Return the pairs of independent answers, by number, that a page would show."""
        pairs = combinations(range(1, len(self.independent) + 1), 2)
        return [(i, j) for i, j in pairs if self._shown(i, j)]

    def copied(self) -> Iterator[tuple[str, float, bool]]:
        """Yield for each copy how it was made, what its original weighs, and if found."""
        for n, source in enumerate(self.sources):
            known = self._prints([*self.sources[:n], *self.sources[n + 1 :]])
            for how, cell, others in copies(source, self.name):
                pair = {
                    "original": fingerprints(source, self.name),
                    "copy": fingerprints(cell, self.name, others),
                }
                found = Likeness(pair, known, self.seen)
                yield how, found.weight("original"), bool(found.pairs())

    def _shown(self, first: int, second: int) -> bool:
        two = [self.independent[n - 1] for n in (first, second)]
        others = [source for source in self.sources if source not in two]
        pair = dict(zip("ab", self._prints(two), strict=True))
        return bool(Likeness(pair, self._prints(others), self.seen).pairs())

    def _prints(self, sources: Sequence[str]) -> list[list[str]]:
        return [fingerprints(source, self.name) for source in sources]


def exercises() -> list[Exercise]:
    """Return all exercises to which there are independent answers."""
    content = content_of(ROOT, course_config(ROOT))
    paths = content.checks_folder.glob("*/answers/independent/*.py")
    return [Exercise(content, p.parts[-4], p.stem) for p in sorted(paths)]
