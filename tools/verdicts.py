"""What everybody earns, criterion by criterion: the zoo, the bank, the demo's class.

    python tools/verdicts.py before.json
    python tools/verdicts.py after.json
    diff before.json after.json

A change that should change no verdict is made between the two; then nothing differs.
`--only zoo` (or bank, or demo) looks at one of the three. It takes about ten minutes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / part) for part in ("", "tests", "tests/attacks")]
SEED = 0

Verdicts = dict[str, object]


def main() -> None:
    """Write the verdicts to the file that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("output", type=Path)
    parser.add_argument("--only", choices=list(PARTS), action="append")
    given = parser.parse_args()
    found = {name: PARTS[name]() for name in given.only or PARTS}
    text = json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False)
    given.output.write_text(text + "\n", encoding="utf-8")
    print({name: len(verdicts) for name, verdicts in found.items()})


def of_the_zoo() -> Verdicts:
    """The points per criterion of every answer of the zoo."""
    from course.content import default_content
    from course.selftest.zoo import exercises, leave_at_once, lessons_with_zoo

    lessons = lessons_with_zoo(default_content())
    asked = [(lesson, name) for lesson in lessons for name in exercises(lesson)]
    new = get_context("spawn")
    with ProcessPoolExecutor(mp_context=new, initializer=leave_at_once) as pool:
        parts = pool.map(_of_an_exercise, *zip(*asked, strict=True))
        return {key: value for part in parts for key, value in part.items()}


def _of_an_exercise(lesson: Path, exercise: str) -> Verdicts:
    from course.selftest.zoo import judge, specimens

    return {
        f"{lesson.name}/{answer}": [
            [result.criterion.name, result.points, str(result.outcome)]
            for result in judge(lesson, exercise, answer.source, SEED).results
        ]
        for answer in specimens(lesson)
        if answer.exercise == exercise
    }


def of_the_bank() -> Verdicts:
    """The points per criterion of every attack, graded by `nbgrader autograde`."""
    import test_bank

    found: Verdicts = {}
    with ExitStack() as stack, ThreadPoolExecutor() as side_by_side:
        arenas = []
        for students in test_bank.CLASSES:
            place = test_bank.place_for_a_class(students[0].lesson)
            *_, arena = stack.enter_context(place)
            for student in students:
                arena.hand_in(student)
            arenas.append(arena)
        list(side_by_side.map(lambda arena: arena.autograde(), arenas))
        for students, arena in zip(test_bank.CLASSES, arenas, strict=True):
            grades = arena.grades()
            for one in students:
                grade = grades.get(one.student)
                found[one.student] = {
                    "total": grade.total if grade else None,
                    "criteria": list(_in_notebook(arena.graded_notebook(one.student))),
                }
    return found


def of_the_demo() -> Verdicts:
    """The points per criterion of the ten of the demo."""
    from course.selftest.demo import FOLDER, run_demo

    run_demo(ROOT)
    graded = (ROOT / FOLDER / "autograded").glob("*/*/*.ipynb")
    return {path.parts[-3]: list(_in_notebook(path)) for path in graded}


def _in_notebook(path: Path) -> Iterator[list]:
    """The criteria of a graded notebook: exercise, name, points, outcome."""
    if not path.exists():
        return
    for cell in nbformat.read(path, as_version=4).cells:
        for output in cell.get("outputs", []):
            verdict = output.get("metadata", {}).get("charlm", {})
            for result in verdict.get("results", []):
                earned = result["points"] if result["outcome"] == "passed" else 0
                yield [
                    verdict["exercise"],
                    result["criterion"],
                    earned,
                    result["outcome"],
                ]


PARTS = {"zoo": of_the_zoo, "bank": of_the_bank, "demo": of_the_demo}

if __name__ == "__main__":
    main()
