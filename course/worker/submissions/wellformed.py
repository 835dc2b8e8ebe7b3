"""Turn any JSON object into a notebook that nbformat accepts, part by part.

Only what nbformat's own schema refuses is left out: a cell keeps its place, its text
and all legal metadata. What a course or nbgrader needs of a notebook is not checked
here.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode, ValidationError, from_dict
from nbformat.validator import validate

from course.wording import listed

MAX_CELLS = 5_000
MAX_SOURCE = 1_000_000  # characters of one cell
MAX_DEPTH = 64  # levels of lists and dictionaries
MAX_SHOWN = 60  # characters of a student's own text in a message
MAX_NAMED = 3  # cells in one sentence
MAX_KNOWN = 50_000  # parts of notebooks whose validity is remembered
MINOR = 5  # of nbformat 4: the newest whose schema is known here
# What a browser, an editor or a terminal obeys instead of showing it: characters that
# move a cursor, and those that let a line read other than it runs.
OBEYED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
INSTEAD = "\ufffd"
CELL_TYPES = ("code", "markdown", "raw")
CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


def well_formed(raw: Mapping[str, Any]) -> tuple[NotebookNode, list[str]]:
    """Return a valid notebook with what is sound in `raw`, and what was repaired.

    Depends on `raw` alone: missing cell ids are numbered. Missing outputs are not
    mentioned, for grading clears all outputs.
    """
    log: list[str] = []
    whole = _plain(raw, log)
    minor: Any = whole.get("nbformat_minor")
    if not _is_count(minor):
        log.append("The notebook did not say its minor version.")
        minor = MINOR
    given = whole.get("cells")
    if not isinstance(given, list):
        log.append("The notebook had no list of cells.")
        given = []
    if len(given) > MAX_CELLS:
        log.append(f"Only the first {MAX_CELLS} of {len(given)} cells were kept.")
    cells = []
    faults: dict[str, list[int]] = {}  # of cells, by their number
    for number, cell in enumerate(given[:MAX_CELLS], start=1):
        of_cell: list[str] = []
        if isinstance(cell, dict):
            cells.append(_cell(cell, minor, of_cell))
        else:
            of_cell.append("was no cell and was left out")
        for fault in dict.fromkeys(of_cell):
            faults.setdefault(fault, []).append(number)
    log += [f"{_cells(numbers)} {fault}." for fault, numbers in faults.items()]
    if minor >= MINOR:
        number_cells(cells)
    of_notebook: list[str] = []
    metadata = _metadata(whole.get("metadata"), of_notebook, _fits_notebook)
    log += [f"The notebook {fault}." for fault in of_notebook]
    nb = {"nbformat": 4, "nbformat_minor": minor, "metadata": metadata, "cells": cells}
    return from_dict(nb), log


def number_cells(cells: list[Any]) -> None:
    """Give an id to every cell that has none, or one that an earlier cell has."""
    taken = {cell["id"] for cell in cells if "id" in cell}
    seen: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        if cell.get("id") in seen | {None}:
            cell["id"] = unused_id(f"cell-{number}", taken)
        seen.add(cell["id"])
        taken.add(cell["id"])


def unused_id(wanted: str, taken: set[str]) -> str:
    """Return `wanted`, if need be with the first number behind it that makes it new."""
    tried, number = wanted, 1
    while tried in taken:
        number += 1
        tried = f"{wanted}-{number}"
    return tried


def shown(text: str) -> str:
    """Return a student's text in quotes: one short line without control characters."""
    cut = text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1] + "…"
    return f"'{printable(cut)}'"


def printable(text: str) -> str:
    """Return a text for a terminal, which would obey some characters."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def visible(page: str) -> str:
    """Return a page on which every character is shown, and none is obeyed."""
    return OBEYED.sub(INSTEAD, page)


def _plain(raw: Mapping[str, Any], log: list[str]) -> dict[str, Any]:
    """Return a copy of JSON data that can be copied, compared and written as UTF-8."""
    notes: set[str] = set()

    def copied(value: Any, depth: int) -> Any:
        if isinstance(value, str):
            text = value.encode("utf-8", "replace").decode("utf-8")
            if text != value:
                notes.add("Text that is not Unicode was replaced by question marks.")
            return text
        if isinstance(value, float):
            return value if math.isfinite(value) else None
        if value is None or isinstance(value, bool | int):
            return value
        if not isinstance(value, Mapping | list | tuple):
            return None
        if depth == MAX_DEPTH:
            notes.add(f"What was nested more than {MAX_DEPTH} deep was left out.")
            return None
        if isinstance(value, Mapping):
            pairs = ((copied(str(k), depth), v) for k, v in value.items())
            return {key: copied(part, depth + 1) for key, part in pairs}
        return [copied(part, depth + 1) for part in value]

    plain = copied(raw, 0)
    log += sorted(notes)
    return plain


def _cells(numbers: list[int]) -> str:
    """Return cells as the subject of one sentence."""
    if len(numbers) == 1:
        return f"Cell {numbers[0]}"
    return f"Each of the cells {listed(numbers, MAX_NAMED)}"


def _cell(raw: dict[str, Any], minor: int, log: list[str]) -> dict[str, Any]:
    """Return a valid cell; log what was wrong with it, without a subject."""
    cell: dict[str, Any] = {"cell_type": _cell_type(raw, log)}
    cell["source"] = _source(raw, log)
    if minor >= MINOR and "id" in raw:
        if isinstance(raw["id"], str) and CELL_ID.fullmatch(raw["id"]):
            cell["id"] = raw["id"]
        else:
            log.append("had a malformed id")

    def fits(**parts: Any) -> bool:
        # The schema wants an id, but ids are given only when all are known.
        whole = {"metadata": {}, **cell, **parts}
        if minor >= MINOR:
            whole.setdefault("id", "any")
        return _fits(whole, f"{cell['cell_type']}_cell", minor)

    if cell["cell_type"] == "code":
        cell |= {"outputs": [], "execution_count": None}
        if _is_count(raw.get("execution_count")):
            cell["execution_count"] = raw["execution_count"]
    legal = "outputs" if cell["cell_type"] == "code" else "attachments"
    for part in ("outputs", "attachments"):
        if part == legal and part in raw and fits(**{part: raw[part]}):
            cell[part] = raw[part]
        elif part in raw:
            log.append(f"had malformed {part}, which were left out")
    cell["metadata"] = _metadata(
        raw.get("metadata"), log, lambda metadata: fits(metadata=metadata)
    )
    return cell


def _cell_type(raw: dict[str, Any], log: list[str]) -> str:
    given = raw.get("cell_type")
    if given in CELL_TYPES:
        return str(given)
    kind = "code" if "outputs" in raw or "execution_count" in raw else "markdown"
    log.append(f"had no known type and counts as {kind}")
    return kind


def _source(raw: dict[str, Any], log: list[str]) -> str:
    given = raw.get("source")
    lines = given if isinstance(given, list) else [given]
    text = "".join(line for line in lines if isinstance(line, str))
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # line ends of other systems
    if not all(isinstance(line, str) for line in lines):
        log.append("had a source that is not text")
    if len(text) > MAX_SOURCE:
        log.append(f"was left empty: {len(text):,} characters are too long")
        return f"# {len(text):,} characters were left out: too long"
    return text


def _metadata(given: Any, log: list[str], fits: Any) -> dict[str, Any]:
    """Return the part of `given` that the schema accepts.

    An entry without a value, such as `"tags": null`, is none: nothing is lost with it.
    """
    if not isinstance(given, dict):
        log.append("had no metadata, or malformed ones")
        return {}
    if fits(given):
        return given
    sound = {key: value for key, value in given.items() if fits({key: value})}
    refused = [shown(k) for k in given if k not in sound and given[k] is not None]
    if refused:
        named = ", ".join(refused)
        log.append(f"had malformed metadata, which were left out: {named}")
    return sound


def _fits_notebook(metadata: dict[str, Any]) -> bool:
    if not isinstance(metadata.get("language", ""), str):
        return False  # legal, but nbconvert expects text
    nb = {"nbformat": 4, "nbformat_minor": MINOR, "metadata": metadata, "cells": []}
    return _fits(nb, None, MINOR)


def _fits(node: dict[str, Any], ref: str | None, minor: int) -> bool:
    """Return whether the schema accepts a part; cached, as parts are often the same."""
    words = json.dumps([node, ref, minor], sort_keys=True)
    digest = hashlib.sha256(words.encode()).digest()
    if digest not in _known:
        if len(_known) >= MAX_KNOWN:
            _known.clear()
        _known[digest] = _is_valid(node, ref, minor)
    return _known[digest]


_known: dict[bytes, bool] = {}  # by digest of a part: whether it is valid


def _is_valid(node: dict[str, Any], ref: str | None, minor: int) -> bool:
    try:
        # Newer minor versions may add properties that this schema does not know.
        validate(
            node,
            ref=ref,
            version=4,
            version_minor=min(minor, MINOR),
            relax_add_props=True,
        )
    except ValidationError:
        return False
    return True


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
