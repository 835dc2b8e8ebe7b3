"""Keep the record of releases complete: from git's history, and from release/ itself.

A course that has the file of `c.CourseContent.releases` keeps it up to date by
`course build`, and `course build --check` says what it lacks. Without git, every build
that changes release/ is recorded. With git, a build that was replaced before it was
committed is forgotten: nobody got it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import nbformat
from nbformat import NotebookNode

from course.authoring.lesson import is_made_from_text
from course.authoring.releases import (
    Release,
    Releases,
    read_releases,
    release_of,
    write_releases,
)

RELEASE = "release"


def unrecorded(root: Path, path: Path) -> list[str]:
    """Return the released notebooks that the record in `path` lacks, as they are."""
    if not path.is_file():
        return []
    recorded = read_releases(path)
    return [
        name
        for name, [release] in _present(root, "").items()
        if not any(release.is_like(one) for one in recorded.get(name, []))
    ]


def record_releases(root: Path, path: Path) -> None:
    """Add to the record in `path` what release/ and git's history hold; if it exists.

    The history counts from the oldest release in the record on.
    """
    if not path.is_file():
        return
    recorded = read_releases(path)
    dates = [one.date for releases in recorded.values() for one in releases]
    committed = _committed(root, min(dates, default=""))
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    present = _present(root, max([now, *dates]))  # a clock may have been put back
    releases = {
        name: _joined(
            recorded.get(name, []), committed.get(name, []), present.get(name, [])
        )
        for name in recorded.keys() | committed.keys() | present.keys()
    }
    if releases != recorded:
        write_releases(path, releases)


def _joined(
    recorded: list[Release], committed: list[Release], present: list[Release]
) -> list[Release]:
    """Return all releases of a notebook, without those that nobody got."""
    last = max((one.date for one in committed), default="")
    found: list[Release] = []
    for one in [*recorded, *committed, *present]:
        kept = one in present or not last or one.date <= last
        handed_out = kept or any(one.is_like(other) for other in [*committed, *present])
        if handed_out and not any(one.is_like(other) for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.date)


def _present(root: Path, date: str) -> Releases:
    """Return what is in release/ now."""
    found = {}
    for path in sorted((root / RELEASE).glob("*/*.ipynb")):
        nb = nbformat.read(path, as_version=4)
        if is_made_from_text(nb):
            found[f"{path.parent.name}/{path.stem}"] = [release_of(nb, date)]
    return found


def _committed(root: Path, since: str) -> Releases:
    """Return the releases in git's history; none where there is no whole history."""
    found: Releases = {}
    seen = set()
    for commit, date in _commits(root, since):
        for blob, name in _notebooks(root, commit):
            if (blob, name) in seen:
                continue
            seen.add((blob, name))
            text = _git(root, "cat-file", "blob", blob)
            nb: NotebookNode = nbformat.reads(text, as_version=4)
            if is_made_from_text(nb):
                found.setdefault(name, []).append(release_of(nb, date))
    return found


def _commits(root: Path, since: str) -> Iterator[tuple[str, str]]:
    """Yield the commits that changed release/ and their dates, the oldest first."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return
    words = ["log", "--full-history", "--reverse", "--format=%H %ct"]
    limit = [f"--since={since}"] if since else []
    for line in _git(root, *words, *limit, "--", RELEASE).splitlines():
        commit, seconds = line.split()
        yield commit, f"{datetime.fromtimestamp(int(seconds), UTC):%Y-%m-%dT%H:%M:%SZ}"


def _notebooks(root: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Yield the notebooks in a commit's release/: id of the text, assignment/name."""
    for line in _git(root, "ls-tree", "-r", "-z", commit, f"{RELEASE}/").split("\0"):
        facts, _, path = line.partition("\t")
        place = PurePosixPath(path)
        if place.suffix == ".ipynb" and len(place.parts) == 3:
            yield facts.split()[2], f"{place.parts[1]}/{place.stem}"


def _git(root: Path, *words: str) -> str:
    """Return what git prints; "" if it is not there, or this is no repository."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            capture_output=True,
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
