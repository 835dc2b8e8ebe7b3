"""Put things into words for people."""

from __future__ import annotations

from collections.abc import Iterable


def listed(things: Iterable[object], most: int, between: str = ", ") -> str:
    """Return the first things in one line, and how many more there are."""
    words = list(map(str, things))
    more = f" and {len(words) - most} more" if words[most:] else ""
    return between.join(words[:most]) + more


def shown_points(points: float | None) -> str:
    """Return points with at most two digits after the point; a dash for none."""
    return "–" if points is None else f"{round(points, 2):g}"
