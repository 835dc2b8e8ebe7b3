"""Build the tables of known mistakes from the zoo, and see that they are up to date.

`python -m course.selftest.diagnoses [LESSON ...]` makes the tables that are not, of all
lessons or of those that are named, and with `--check` it only names them. Up to date
means: made from what the answers and the diagnostic inputs are now. That is a digest,
so the check costs next to nothing. Answers are called in this process, so only our own
are, and each may take SECONDS, much longer than an answer of a student. An exercise
with problems keeps the table that it has.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import io
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.atomic import read_json
from course.authoring.comments import without_comments
from course.content import default_content
from course.errors import CourseError
from course.judging.load_checks import ANSWERS
from course.judging.remote_answer import local_answer
from course.selftest import zoo
from utils import diagnosis
from utils.diagnosis import behaviour, networks, steps, table

SECONDS = 60.0  # of processor time for one answer, on a machine that is busy
KEPT = (
    "{}: its old table is kept. Mend the lines above (if chance has a say in what an "
    "input shows, change the input), then run python -m course.selftest.diagnoses"
)


@dataclass(frozen=True)
class Diagnosed:
    """An answer of the zoo, and what the diagnostic inputs show of it."""

    specimen: zoo.Specimen
    seen: list[behaviour.Seen] | None
    edges: frozenset[int] = frozenset()  # numbers of probes that alone tell nothing

    def line(self, diagnosed: list[Diagnosed]) -> str:
        """Return the behaviour as it stands in a table: a digest for each probe.

        They have marks by what the other `diagnosed` answers make of the probes.
        """
        others = [
            other
            for other in diagnosed
            if other.specimen.exercise == self.specimen.exercise
            and other.specimen.say != self.specimen.say
            and other.seen is not None
        ]
        words = []
        for number, one in enumerate(self.seen or []):
            alike = [
                other
                for other in others
                if other.seen and not behaviour.are_apart([one], [other.seen[number]])
            ]
            tells = number not in self.edges and behaviour.says_much(one)
            mark = table.TELLS if tells and not alike else ""
            if any(other.specimen.right for other in alike):
                mark = table.AS_RIGHT
            words.append(next(behaviour.digests(*one)) + mark)
        return " ".join(words)


def main(only_check: bool, names: Sequence[str] = ()) -> int:
    """Build or check the tables of some lessons, or of all; return 1 for a problem."""
    chosen = [zoo.folder_of(default_content(), name) for name in names] or lessons()
    stale = [lesson for lesson in chosen if not is_current(lesson)]
    if only_check:
        for lesson in stale:
            print(f"{table.place(lesson.name)} has drifted from {lesson / ANSWERS}")
        return int(bool(stale))
    found = [line for lesson in stale for line in rebuild(lesson)]
    print("\n".join(found))
    return int(bool(found))


def rebuild(lesson: Path) -> list[str]:
    """Write the table of a lesson; return the problems.

    Exercises that have some, or of which nothing has changed, keep what stands there.
    """
    made, now = _stored(lesson), made_from(lesson)
    found = []
    for exercise, digest in now.items():
        if made["made_from"].get(exercise) != digest:
            diagnosed = diagnose(lesson, exercise)
            if wrong := problems(diagnosed):
                found += [*wrong, KEPT.format(exercise)]
                continue
            made["made_from"][exercise] = digest
            made["exercises"] |= as_table(diagnosed)
            write(lesson, made)  # at once: the next exercise may take minutes
    for part, entries in made.items():  # in order, and without exercises that are gone
        made[part] = {name: entries[name] for name in now if name in entries}
    write(lesson, made)
    return found


def lessons() -> list[Path]:
    """Return the folders of checks whose lessons have diagnostic inputs."""
    known = table.lessons()
    found = zoo.lessons_with_zoo(default_content())
    return [lesson for lesson in found if lesson.name in known]


def is_current(lesson: Path) -> bool:
    """Return whether a table was made from what there is now."""
    return _stored(lesson)["made_from"] == made_from(lesson)


def made_from(lesson: Path) -> dict[str, str]:
    """Return digests of all that a table depends on, by exercise.

    That is its answers, those to other exercises, and how they are seen. Of our own
    code it is the code without comments.
    """
    inputs = Path(diagnosis.__file__).with_name("inputs") / f"{lesson.name}.py"
    shared = (behaviour.__file__, networks.__file__, steps.__file__)
    seen_by = [inputs, *map(Path, shared)]
    code = [without_comments(p.read_text(encoding="utf-8")) for p in seen_by]
    references = zoo.references(lesson)
    notebook = repr([code, sorted(references.items())])
    names = lesson / ANSWERS / "names.py"
    return {
        exercise: _digest(notebook, names, lesson / ANSWERS / f"{exercise}.py")
        for exercise in references
        if diagnosis.inputs_of(lesson.name, exercise)
    }


def _digest(notebook: str, *files: Path) -> str:
    texts = [notebook, *(path.read_text(encoding="utf-8") for path in files)]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:32]


def _stored(lesson: Path) -> dict[str, Any]:
    try:
        stored = read_json(table.place(lesson.name))
    except (OSError, ValueError):
        stored = {}
    if not isinstance(stored.get("made_from"), dict):
        return {"made_from": {}, "exercises": {}}
    return stored


def diagnose(lesson: Path, only: str | None = None) -> list[Diagnosed]:
    """Call all answers of a lesson, or to `only` one exercise, on its inputs."""
    found = []
    for specimen in zoo.specimens(lesson):
        inputs = diagnosis.inputs_of(lesson.name, specimen.exercise)
        if inputs is None or only not in (None, specimen.exercise):
            continue
        # Collecting what earlier answers left may wait for a lock of TensorFlow's that
        # the current one holds, for ever.
        gc.freeze()
        names = zoo.notebook(lesson, specimen.exercise, specimen.source)
        answer = local_answer(names)
        with (
            answer.within(SECONDS),
            contextlib.redirect_stdout(io.StringIO()),
            diagnosis.quietly(),
        ):
            seen = behaviour.seen_by(inputs, answer)
        edges = frozenset(map(inputs.probes.index, inputs.edges))
        found.append(Diagnosed(specimen, seen, edges))
    return found


def problems(diagnosed: list[Diagnosed]) -> list[str]:
    """Return what keeps a table from being true: a line for each finding."""
    found = []
    named = [one for one in diagnosed if one.specimen.say]
    for one in diagnosed:
        answer = one.specimen
        if answer.right and one.seen is None:
            found.append(f"{answer}: a right answer cannot be diagnosed")
        if not answer.right and not (answer.say or answer.unnamed):
            found.append(f"{answer}: neither a sentence nor a reason for none")
        if answer.say and one.seen is None:
            found.append(f"{answer}: has a sentence, but nothing can be seen of it")
        if answer.say:
            continue
        for other in named:
            if _are_confused(one, other):
                found.append(f"{answer}: behaves like {other.specimen.title}")
    for n, one in enumerate(named):
        for other in named[:n]:
            if one.specimen.say != other.specimen.say and _are_confused(one, other):
                found.append(f"{one.specimen}: behaves like {other.specimen.title}")
    return found


def _are_confused(one: Diagnosed, other: Diagnosed) -> bool:
    if one.specimen.exercise != other.specimen.exercise:
        return False
    if one.seen is None or other.seen is None:
        return False
    return not behaviour.are_apart(one.seen, other.seen)


def as_table(diagnosed: list[Diagnosed]) -> dict[str, dict[str, list[str]]]:
    """Return the behaviours of named mistakes, by exercise and sentence."""
    exercises: dict[str, dict[str, list[str]]] = {}
    for one in diagnosed:
        sentences = exercises.setdefault(one.specimen.exercise, {})
        if one.specimen.say:
            known = sentences.setdefault(one.specimen.say, [])
            line = one.line(diagnosed)
            if line not in known:
                known.append(line)
    return exercises


def write(lesson: Path, made: dict[str, Any]) -> None:
    """Write the table of a lesson."""
    text = json.dumps(made, indent=1, ensure_ascii=False)
    table.place(lesson.name).parent.mkdir(exist_ok=True)
    table.place(lesson.name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lessons", nargs="*")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    try:
        status = main(given.check, given.lessons)
    except CourseError as error:  # there is no such lesson
        parser.error(str(error))
    sys.stdout.flush()
    os._exit(status)  # shutting TensorFlow down may wait for ever
