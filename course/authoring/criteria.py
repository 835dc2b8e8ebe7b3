"""Write criteria as text: a test cell for students, and a module of hidden ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from course.authoring.asserts import ANSWER_ERROR, Draft, Statement

OPEN, HIDDEN = "example", "hidden"  # functions are called example_1, hidden_1, …
WHOLE = 100  # units in which points are shared out, if whole points do not suffice


@dataclass(frozen=True)
class DraftedExercise:
    """An exercise as criteria test it, before it has its points.

    `cells` are the drafts of each test cell, and `preamble` the statements that they
    need: imports, and what the notebook defines in cells that are no answers. `calls`
    are the functions of the notebook that are tested, its own first.
    """

    name: str
    cells: tuple[tuple[Draft, ...], ...]
    preamble: tuple[Statement, ...]
    calls: tuple[str, ...]

    @property
    def has_hidden(self) -> bool:
        """Whether there are hidden criteria."""
        return any(draft.hidden for cell in self.cells for draft in cell)

    def test_cell(self, points: list[float]) -> str:
        """Return the test cell, where the cells of the drafts are worth `points`."""
        given = ", ".join(self.calls)
        parts = [*self._imports(hidden=False), "", *self._given()]
        parts.append(f'checks = Checks("{self.name}")')
        for number, (draft, worth) in enumerate(self._drafts(points, False), start=1):
            hint = f"this has to be true: {draft.claim}"
            parts.append(_decorator(draft.claim, worth, hint))
            parts.append(f"def {OPEN}_{number}({given}):\n{draft.body}")
        parts.append(f"\n\nchecks.run({given})")
        return "\n".join(parts).lstrip("\n")

    def hidden_module(self, points: list[float], origin: str) -> str:
        """Return the module of hidden criteria; `origin` is where they come from."""
        parts = [
            f'"""Hidden criteria of `{self.name}`, from the tests of {origin}."""',
            "# ruff: noqa: D103  (a criterion is described by its name)\n",
            "from __future__ import annotations\n",
            "from typing import Any\n",
            *self._imports(hidden=True, known=("import numpy as np",)),
            "",
            *self._given(),
            f'checks = Checks("{self.name}")',
        ]
        for number, (draft, worth) in enumerate(self._drafts(points, True), start=1):
            # What is asserted would tell students what is hidden.
            told = f"{self.name} is right for other inputs, too ({number})"
            hint = f"{self.name} gives a wrong result for an input that is not shown"
            parts.append(_decorator(told, worth, hint))
            given = "answer: Any, rng: np.random.Generator"
            head = f"def {hidden_name(number)}({given}) -> None:"
            taken = [f"    {name} = answer.{name}" for name in self._called(draft)]
            parts.append("\n".join([head, *taken, draft.body]))
        return "\n".join(parts) + "\n"

    def _imports(self, hidden: bool, known: tuple[str, ...] = ()) -> list[str]:
        """Return the imports, `known` ones first, and last that of the checks."""
        drafts = [d for cell in self.cells for d in cell if d.hidden == hidden]
        names = [ANSWER_ERROR] if any(ANSWER_ERROR in d.body for d in drafts) else []
        needed = [s.text for s in self.preamble if s.is_import and s.hidden <= hidden]
        others = dict.fromkeys([*known, *needed])
        last = f"from utils.checking import {', '.join([*names, 'Checks'])}"
        return [*others, "", last] if others else [last]

    def _given(self) -> list[str]:
        """Return what the criteria need besides imports."""
        needed = dict.fromkeys(s.text for s in self.preamble if not s.is_import)
        return [f"{text}\n" for text in needed]

    def _called(self, draft: Draft) -> list[str]:
        return [name for name in self.calls if name in draft.free]

    def _drafts(
        self, points: list[float], hidden: bool
    ) -> Iterator[tuple[Draft, float]]:
        """Yield the open or the hidden drafts with their points."""
        for cell, worth in zip(self.cells, points, strict=True):
            shares = shared_out(worth, [1.0] * len(cell))
            for draft, share in zip(cell, shares, strict=True):
                if draft.hidden == hidden:
                    yield draft, share


def joined(parts: list[DraftedExercise]) -> DraftedExercise:
    """Return one exercise of several test cells, in their order."""
    name = parts[0].name
    cells = tuple(cell for part in parts for cell in part.cells)
    preamble = dict.fromkeys(one for part in parts for one in part.preamble)
    calls = {call for part in parts for call in part.calls} - {name}
    return DraftedExercise(name, cells, tuple(preamble), (name, *sorted(calls)))


def hidden_name(number: int) -> str:
    """Return the name of a hidden criterion's function."""
    return f"{HIDDEN}_{number}"


def shared_out(points: float, parts: list[float]) -> list[float]:
    """Return points in proportion to `parts`, whole ones if there are enough."""
    total = sum(parts)
    if not total:
        return [0.0] * len(parts)
    exact = [points * part / total for part in parts]
    smallest = min((share for share in exact if share), default=0)
    unit = 1 if points == int(points) and smallest >= 1 else 1 / WHOLE
    units = [int(share / unit + 1e-9) for share in exact]
    rest = round(points / unit) - sum(units)
    by_remainder = sorted(range(len(parts)), key=lambda n: units[n] - exact[n] / unit)
    for n in by_remainder[: max(rest, 0)]:
        units[n] += 1
    return [round(count * unit, 2) for count in units]


def _decorator(name: str, points: float, hint: str) -> str:
    return (
        "\n\n@checks.criterion(\n"
        f"    {_quoted(name)},\n    points={points:g},\n    hint={_quoted(hint)},\n)"
    )


def _quoted(text: str) -> str:
    """Return a text as a string of Python, in double quotes if it has none."""
    return repr(text) if '"' in text or "\\" in text else f'"{text}"'
