"""Record every verdict by criterion: the zoo, the attacks, the demo's class.

    python tools/verdicts.py before.json
    python tools/verdicts.py after.json
    diff before.json after.json

Run it before and after a change that must not change any verdict; the files are then
equal. `--only zoo` (or bank, or demo) records one of the three. It takes about ten
minutes.
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
    options = parser.parse_args()
    found = {name: PARTS[name]() for name in options.only or PARTS}
    text = json.dumps(found, indent=1, sort_keys=True, ensure_ascii=False)
    options.output.write_text(text + "\n", encoding="utf-8")
    print({name: len(verdicts) for name, verdicts in found.items()})


def of_the_zoo() -> Verdicts:
    """Return the points per criterion of every answer of the zoo."""
    from course.content import default_content
    from course.selftest.zoo import exercises, exit_without_cleanup, lessons_with_zoo

    lessons = lessons_with_zoo(default_content())
    wanted = [(lesson, name) for lesson in lessons for name in exercises(lesson)]
    new = get_context("spawn")
    with ProcessPoolExecutor(mp_context=new, initializer=exit_without_cleanup) as pool:
        parts = pool.map(_of_an_exercise, *zip(*wanted, strict=True))
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
    """Return the points per criterion of every attack, by `nbgrader autograde`."""
    import test_bank

    found: Verdicts = {}
    for classes in test_bank.CLASSES.values():
        found |= _of_classes(classes)
    return found


def _of_classes(classes: list[list]) -> Verdicts:
    """The same of some classes, which are graded side by side."""
    import test_bank

    found: Verdicts = {}
    with ExitStack() as stack, ThreadPoolExecutor() as side_by_side:
        arenas = []
        for students in classes:
            place = test_bank.place_for_a_class(students[0].lesson)
            *_, arena = stack.enter_context(place)
            for student in students:
                arena.hand_in(student)
            arenas.append(arena)
        list(side_by_side.map(lambda arena: arena.autograde(), arenas))
        for students, arena in zip(classes, arenas, strict=True):
            grades = arena.grades()
            for one in students:
                grade = grades.get(one.student)
                found[one.student] = {
                    "total": grade.total if grade else None,
                    "criteria": list(_in_notebook(arena.graded_notebook(one.student))),
                }
    return found


def of_the_demo() -> Verdicts:
    """Return the points per criterion of the demo's ten students."""
    from course.selftest.demo import FOLDER, run_demo

    run_demo(ROOT)
    graded = (ROOT / FOLDER / "autograded").glob("*/*/*.ipynb")
    return {path.parts[-3]: list(_in_notebook(path)) for path in graded}


def _in_notebook(path: Path) -> Iterator[list]:
    """Yield the criteria of a graded notebook: exercise, name, points, outcome."""
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
