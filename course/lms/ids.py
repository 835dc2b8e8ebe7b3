"""Find a student by the ids that an LMS has, also where they are written otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from course.worker.submissions.student_ids import same_id


class Ids:
    """Students by id: as it is written, in another case, without leading zeros.

    An id that means two students in one of these ways means nobody in it.
    """

    def __init__(self, students: Collection[str]) -> None:
        self._exact = _by(same_id, students)
        self._folded = _by(lambda text: same_id(text).casefold(), students)
        self._short = _by(short, students)

    def find(self, logins: Iterable[str], number: str = "") -> str:
        """Return the student with one of these ids, "" if there is none.

        `number` is the system's own id. It never had a zero to lose, so it counts only
        as it is written.
        """
        logins = list(logins)
        tried = (
            *(self._exact.get(same_id(one)) for one in (*logins, number)),
            *(self._folded.get(same_id(one).casefold()) for one in logins),
            *(self._short.get(short(one)) for one in logins),
        )
        return next(filter(None, tried), "")


def _by(key: Callable[[str], str], students: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for student in students:
        one = key(student)
        found[one] = "" if found.get(one, student) != student else student
    return found


def short(text: str) -> str:
    """Return an id as a spreadsheet leaves it: leading zeros are gone."""
    return same_id(text).casefold().lstrip("0")
