"""Say which ids of students nbgrader's tools can use, and which of them are the same.

The id is the name of a folder in submitted/, so it can hold anything that a folder's
name can.
"""

from __future__ import annotations

import unicodedata

from course.worker.submissions.wellformed import shown

NO_GLOB = "*?["  # what nbgrader would take for a pattern
NO_ID = NO_GLOB + "<>\\"  # nor what pages and paths may misread
MAX_ID = 128  # characters; the gradebook has no room for more


def id_trouble(student: str) -> str:
    """Return why nbgrader's tools cannot use a student's id; empty if they can."""
    if student != student.strip():
        return "the name begins or ends with a space: rename it"
    if any(c in NO_ID or not c.isprintable() for c in student):
        return "nbgrader cannot work with this name of a student: rename it"
    if len(student) > MAX_ID:
        return f"the name has more than {MAX_ID} characters: rename it"
    if student != same_id(student):
        plain = same_id(student)
        return (
            f"the name is spelt with accents as separate characters: rename it {plain}"
        )
    return ""


def same_id(student: str) -> str:
    """Return the form in which an id is the same for all programs.

    nbgrader strips ids. A Mac may spell é as e and an accent, which looks the same.
    """
    return unicodedata.normalize("NFC", student).strip()


def named(student: str) -> str:
    """Return an id in a form that can be printed and stored, whatever is in it."""
    return shown(student)[1:-1] if id_trouble(student) else student
