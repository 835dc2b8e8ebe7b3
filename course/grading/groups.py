"""Groups of students with one hand-in: it is graded once, and all get the credit.

A file of each assignment in .course/groups/ says who is in which group. The gradebook
keeps the one hand-in, under whoever handed it in; so a grade by hand counts for all.
Credit is given where grades and pages are read: in the report, exports and feedback/.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from course.atomic import read_json, write_json
from course.errors import CourseError
from course.worker.order import FEEDBACK, SUBMITTED
from course.worker.submissions.survey import lies_there

FOLDER = Path(".course", "groups")


class GroupError(CourseError):
    """Groups cannot be read; the message says what to do in one line."""


@dataclass
class Groups:
    """The groups of one assignment, and whose page lies in whose folder."""

    groups: dict[str, str] = field(default_factory=dict)  # by student
    pages: dict[str, str] = field(default_factory=dict)  # who handed in, by member

    def members(self) -> dict[str, list[str]]:
        """Return the students of each group."""
        found: dict[str, list[str]] = {}
        for student, group in sorted(self.groups.items()):
            found.setdefault(group, []).append(student)
        return found


@dataclass(frozen=True)
class Credit:
    """Who gets the grade of whom, and the groups with several hand-ins."""

    given: dict[str, str] = field(default_factory=dict)  # who handed in, by member
    twice: dict[str, list[str]] = field(default_factory=dict)  # hand-ins by group
    withheld: dict[str, str] = field(default_factory=dict)  # why, by student
    teams: set[str] = field(default_factory=set)  # whose own folder was handed in

    def lines(self) -> list[str]:
        """Return a line for each group with several hand-ins."""
        return [why_twice(group, who) for group, who in self.twice.items()]

    def beside(self, student: str) -> list[str]:
        """Return who else gets the credit for a hand-in."""
        return [member for member, of in self.given.items() if of == student]


def why_twice(group: str, who: Collection[str]) -> str:
    """Return the line on a group with several hand-ins."""
    return (
        f"the group {group} has several hand-ins, of {', '.join(who)}: move all but "
        f"one out of {SUBMITTED}/"
    )


def read_groups(root: Path, assignment: str) -> Groups:
    """Return the groups of an assignment; nobody is in one if none were given."""
    path = root / FOLDER / f"{assignment}.json"
    try:
        return Groups(**read_json(path))
    except FileNotFoundError:
        return Groups()
    except (ValueError, TypeError) as error:
        message = f"{path}: cannot be read: run course group again"
        raise GroupError(message) from error


def write_groups(root: Path, assignment: str, groups: Groups) -> None:
    """Write the groups of an assignment."""
    write_json(root / FOLDER / f"{assignment}.json", asdict(groups))


def add_teams(root: Path, assignment: str, teams: Mapping[str, str]) -> dict[str, str]:
    """Add the teams that an LMS knows, by student; return why some are left out.

    Who is in a group already stays there.
    """
    groups, refused = read_groups(root, assignment), {}
    for student, team in sorted(teams.items()):
        before = groups.groups.setdefault(student, team)
        if before != team:
            refused[student] = f"is in the group {before}, and here in {team}: stays"
    if teams:
        write_groups(root, assignment, groups)
    return refused


def credit(root: Path, assignment: str) -> Credit:
    """Return who gets the credit of a hand-in beside whoever handed it in.

    A team's own folder counts as its hand-in, where the team is in its own group: a
    group that is merely called as a student is, perhaps by its members, gets nothing of
    theirs. A group with several hand-ins gets no credit from any of them, until one is
    left.
    """
    found = Credit()
    for group, members in read_groups(root, assignment).members().items():
        people = [member for member in members if member != group]
        there = [
            one for one in members if lies_there(root / SUBMITTED / one / assignment)
        ]
        if len(there) == 1:
            found.given.update({m: there[0] for m in people if m != there[0]})
            if people and there == [group]:
                found.teams.add(group)
        elif there:
            found.twice[group] = there
            why = why_twice(group, there)
            found.withheld.update(dict.fromkeys([*people, *there], why))
    return found


def share_pages(root: Path, assignment: str) -> list[str]:
    """Give every member the page of their hand-in; return what has to be told.

    A page that was given on the strength of earlier groups is taken back.
    """
    groups = read_groups(root, assignment)
    if not groups.groups and not groups.pages:
        return []
    now = credit(root, assignment)
    for member in groups.pages:
        place = root / FEEDBACK / member / assignment
        if not lies_there(root / SUBMITTED / member / assignment):
            shutil.rmtree(place, ignore_errors=True)
    groups.pages = dict(_shared(root, assignment, now))
    write_groups(root, assignment, groups)
    return now.lines()


def _shared(root: Path, assignment: str, now: Credit) -> Iterator[tuple[str, str]]:
    """Copy the pages; yield each member with whoever handed in."""
    for member, student in now.given.items():
        page = root / FEEDBACK / student / assignment
        if page.is_dir():
            place = root / FEEDBACK / member / assignment
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(page, place)
            yield member, student
