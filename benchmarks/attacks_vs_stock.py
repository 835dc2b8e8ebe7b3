"""Grade the attacks of tests/attacks by plain nbgrader and by this course; compare.

    python benchmarks/attacks_vs_stock.py [--rows FILE] [--markdown FILE] [WORD ...]

Those that need TensorFlow are left out; with words, also those whose name has none of
them. Told are the points of 100, whether an honest submission beside the attack still
got its grade, and what else was reached: a socket, a file outside. What is known is
kept in FILE, so that a run that was stopped goes on where it was; `--markdown` writes
the tables of docs/attacks.md as well.

Exits 1 when the sealed grading gives an attack what it does not deserve.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

MAIN = Path(__file__).resolve().parent.parent
# Run as a file, from a checkout that need not be installed.
sys.path[:0] = [str(MAIN / part) for part in ("", "tests", "tests/attacks")]

from arena import Attack, Grade, bank  # noqa: E402
from plain_nbgrader import (  # noqa: E402
    HONEST,
    STOPPED,
    build_plain,
    graded_plainly,
    with_canaries,
)

Row = dict[str, Any]  # deserves, sealed, plain: points or None; remarks: list of str
PAGE = """\
# Attacks, graded here and by plain nbgrader

Written by `python benchmarks/attacks_vs_stock.py --markdown docs/attacks.md` on
{day}, with nbgrader {nbgrader}; not by hand. Points are of 100. A dash is a
submission without a verdict, which a person has to look at. Plain nbgrader has the same
lesson with its tests, hidden ones too, as ordinary cells, and its own defaults but for
shorter time limits; each attack meets it in a container of its own, with an honest
submission behind it in the batch. What each attack does is told in its file in
`tests/attacks/bank/` and in `tests/attacks/tampering.py`. Those on TensorFlow
(`tensors/`) are tried against our own grading only, by the tests.

{summary}

## By topic

Sealed: how many gained more points here than they deserve. The rest is about plain
nbgrader. Gained: the same there. Lost: an honest answer that met with an accident got
less than all. No verdict: not graded. Stopped: the honest submission behind it got no
grade. Reached: wrote, read or called what is not its own.

{topics}

## One by one

| attack | deserves | sealed | plain | what else plain nbgrader let happen |
|---|---:|---:|---:|---|
{rows}
"""


def main() -> int:
    """Print one line for each attack; 1 when a sealed verdict is wrong."""
    wanted = arguments()
    words = wanted.words
    chosen = [a for a in bank() if not words or any(w in a.student for w in words)]
    rows = Rows(wanted.rows)
    by_this_course([a for a in chosen if "sealed" not in rows[a]], rows)
    print(f"{'attack':45} {'deserves':>8} {'sealed':>7} {'plain':>6}  plain nbgrader")
    with tempfile.TemporaryDirectory(prefix="att-") as folder:
        build_plain(Path(folder, "course"))
        for attack in chosen:
            if "plain" not in rows[attack]:
                points, remarks = graded_plainly(attack, Path(folder, "course"))
                rows.add(attack, plain=points, remarks=remarks)
            print(line(attack, rows[attack]), flush=True)
    found = {attack: rows[attack] for attack in chosen}
    print(summary(found))
    if wanted.markdown:
        wanted.markdown.write_text(page(found), encoding="utf-8")
    return int(any(is_wrong(row) for row in found.values()))


def arguments() -> argparse.Namespace:
    """What is asked for on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    kept = MAIN / "build" / "attacks_vs_stock.jsonl"
    parser.add_argument("--rows", type=Path, default=kept, metavar="FILE")
    parser.add_argument("--markdown", type=Path, metavar="FILE")
    parser.add_argument("words", nargs="*", metavar="WORD")
    return parser.parse_args()


class Rows:
    """What is known of every attack, in a file that is only ever added to."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        self._path = path
        self._known: dict[str, Row] = {}
        for text in path.read_text(encoding="utf-8").splitlines():
            told = json.loads(text)
            self._known.setdefault(told.pop("attack"), {}).update(told)

    def __getitem__(self, attack: Attack) -> Row:
        return self._known.setdefault(attack.student, {})

    def add(self, attack: Attack, **told: object) -> None:
        """Note what was found of an attack."""
        self[attack].update(told)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"attack": attack.student, **told}) + "\n")


def by_this_course(attacks: list[Attack], rows: Rows) -> None:
    """Grade the attacks as one class by the sealed grading."""
    if not attacks:
        return
    with tempfile.TemporaryDirectory(prefix="att-") as folder:
        place = Path(folder)
        arena, ears = with_canaries(place, place / "my course")
        arena.root.mkdir()
        arena.build()
        for attack in [*attacks, HONEST]:
            arena.hand_in(attack)
        arena.autograde(seconds=1200)
        ears.close()
        grades = arena.grades()
    for attack in attacks:
        deserved = attack.earns if attack.graded else None
        points = grades.get(attack.student, Grade()).total
        rows.add(attack, deserves=deserved, sealed=points)


def is_wrong(row: Row) -> bool:
    """Whether the sealed grading gave anything but what is deserved."""
    return bool(row["sealed"] != row["deserves"])


def counts(found: dict[Attack, Row]) -> dict[str, int]:
    """How many attacks succeed in which way."""
    pairs = [(attack.earns, row) for attack, row in found.items()]
    return {
        "attacks": len(pairs),
        "sealed": sum((row["sealed"] or 0) > earns for earns, row in pairs),
        "gained": sum((row["plain"] or 0) > earns for earns, row in pairs),
        "lost": sum(100 == earns > (row["plain"] or 0) for earns, row in pairs),
        "no verdict": sum(row["plain"] is None for _, row in pairs),
        "stopped": sum(STOPPED in row["remarks"] for _, row in pairs),
        "reached": sum(bool({*row["remarks"]} - {STOPPED}) for _, row in pairs),
    }


def summary(found: dict[Attack, Row]) -> str:
    """The result in two sentences."""
    total = counts(found)
    wrong = sum(is_wrong(row) for row in found.values())
    return (
        f"{total['attacks']} attacks. Sealed: {wrong} verdicts other than deserved, "
        f"{total['sealed']} gained points. Plain nbgrader: {total['gained']} gained "
        f"points, {total['lost']} honest accidents lost some, {total['no verdict']} "
        f"got no verdict, {total['stopped']} stopped the batch, {total['reached']} "
        f"reached what is not their own."
    )


def page(found: dict[Attack, Row]) -> str:
    """The page for docs/."""
    names = ["topic", *counts({})]
    topics = [table_row(names), table_row(["---", *["---:"] * (len(names) - 1)])]
    for topic in sorted({attack.topic for attack in found}):
        own = counts({a: row for a, row in found.items() if a.topic == topic})
        topics.append(table_row([f"`{topic}/`", *own.values()]))
    topics.append(table_row(["all", *counts(found).values()]))
    rows = [
        table_row(
            [
                f"`{attack.student}`",
                *(told(row[key]) for key in ("deserves", "sealed", "plain")),
                ", ".join(row["remarks"]),
            ]
        )
        for attack, row in found.items()
    ]
    return PAGE.format(
        day=date.today().isoformat(),
        nbgrader=version("nbgrader"),
        summary=summary(found),
        topics="\n".join(topics),
        rows="\n".join(rows),
    )


def table_row(parts: Iterable[object]) -> str:
    """One line of a table in Markdown."""
    return f"| {' | '.join(map(str, parts))} |"


def line(attack: Attack, row: Row) -> str:
    """One attack for the terminal."""
    points = (
        f"{told(row['deserves']):>8} {told(row['sealed']):>7} {told(row['plain']):>6}"
    )
    return f"{attack.student:45} {points}  {', '.join(row['remarks'])}"


def told(points: float | None) -> str:
    """Points for people; a dash for no verdict."""
    return "–" if points is None else f"{points:g}"


if __name__ == "__main__":
    sys.exit(main())
