"""Every release of the lessons, as digests: what students may still hand in.

A class keeps the release that it was given, while lessons go on to change. The file
that `c.CourseContent.releases` names says which texts stood in which release. So
grading can tell an older release from a notebook that somebody has changed.
`release_history` fills the file; this module has its form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from nbformat import NotebookNode

from course.atomic import read_json, write_whole
from course.errors import BuildError
from course.judging.cells import grade_id
from course.judging.steps import is_skipped
from utils.left_out import digest, digest_of_text


class ReleasedCell(NamedTuple):
    """One cell of a release: digests of its text and, with a grade_id, its marks."""

    text: str
    name: str = ""  # its grade_id
    marks: str = ""
    skip: bool = False  # whether grading does not run it


@dataclass(frozen=True)
class Release:
    """One release of a notebook: when it was made, and its cells."""

    date: str  # in UTC, as in ISO 8601
    names: tuple[str, ...]  # the grade_ids in order
    cells: frozenset[ReleasedCell]

    def is_like(self, other: Release) -> bool:
        """Return whether both have the same cells."""
        return (self.names, self.cells) == (other.names, other.cells)


Releases = dict[str, list[Release]]  # by assignment/notebook, the oldest first


def release_of(nb: NotebookNode, date: str) -> Release:
    """Return a released notebook as digests."""
    cells = frozenset(map(_released, nb.cells))
    return Release(date, tuple(filter(None, map(grade_id, nb.cells))), cells)


def digest_of_marks(cell: Mapping[str, Any]) -> str:
    """Return a digest of what nbgrader and the tags say of a cell."""
    metadata = cell["metadata"]
    return digest(metadata.get("nbgrader", {}), metadata.get("tags", []))


def read_releases(path: Path) -> Releases:
    """Return the releases in a file; none if it does not exist."""
    try:
        stored = read_json(path)
        return {name: _unpacked(notebook) for name, notebook in stored.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        message = f"{path}: not a record of releases: restore it, and run course build"
        raise BuildError(message) from error


def write_releases(path: Path, releases: Releases) -> None:
    """Write the file: a line for each release and each text, the same everywhere."""
    packed = {name: _packed(found) for name, found in sorted(releases.items())}
    write_whole(path, _as_lines(packed).encode("utf-8"))


def _released(cell: NotebookNode) -> ReleasedCell:
    name = grade_id(cell)
    marks = digest_of_marks(cell) if name else ""
    skip = cell.cell_type == "code" and is_skipped(cell)
    return ReleasedCell(digest_of_text(cell), name, marks, skip)


def _packed(releases: list[Release]) -> dict[str, Any]:
    """Return releases as data: each order and each text once, with their numbers."""
    orders = list(dict.fromkeys(" ".join(release.names) for release in releases))
    numbers: dict[ReleasedCell, list[int]] = {}
    for number, release in enumerate(releases):
        for cell in release.cells:
            numbers.setdefault(cell, []).append(number)
    return {
        "releases": [
            {"date": one.date, "order": orders.index(" ".join(one.names))}
            for one in releases
        ],
        "orders": orders,
        "cells": [
            {**_without_defaults(cell), "in": _ranges(found, len(releases))}
            for cell, found in sorted(numbers.items())
        ],
    }


def _unpacked(stored: Mapping[str, Any]) -> list[Release]:
    cells: list[set[ReleasedCell]] = [set() for _ in stored["releases"]]
    for entry in stored["cells"]:
        cell = ReleasedCell(**{key: entry[key] for key in entry if key != "in"})
        for number in _numbers(entry["in"], len(cells)):
            cells[number].add(cell)
    return [
        Release(
            one["date"],
            tuple(stored["orders"][one["order"]].split()),
            frozenset(of_this),
        )
        for one, of_this in zip(stored["releases"], cells, strict=True)
    ]


def _without_defaults(cell: ReleasedCell) -> dict[str, Any]:
    return {key: value for key, value in cell._asdict().items() if value}


def _ranges(numbers: Iterable[int], end: int) -> str:
    """Return increasing numbers in short, as in "0-3 5 8-".

    A range without a last number goes on: so a new release changes few lines.
    """
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    return " ".join(
        f"{run[0]}-"
        if run[-1] == end - 1
        else f"{run[0]}-{run[-1]}"
        if len(run) > 1
        else f"{run[0]}"
        for run in runs
    )


def _numbers(ranges: str, end: int) -> Iterable[int]:
    for part in ranges.split():
        first, dash, last = part.partition("-")
        yield from range(int(first), int(last or (end - 1 if dash else first)) + 1)


def _as_lines(packed: Mapping[str, Any]) -> str:
    """Return JSON with a line for each entry: changes are few lines, too."""
    notebooks = []
    for name, parts in packed.items():
        lists = [
            f'  "{key}": [\n   '
            + ",\n   ".join(json.dumps(entry) for entry in entries)
            + "\n  ]"
            for key, entries in parts.items()
        ]
        notebooks.append(f' "{name}": {{\n' + ",\n".join(lists) + "\n }")
    return "{\n" + ",\n".join(notebooks) + "\n}\n"
