"""Grade the attacks of tests/attacks by plain nbgrader and by this course; compare.

    python benchmarks/attacks_vs_stock.py [--rows FILE] [--markdown FILE] [WORD ...]

Attacks that need TensorFlow are left out; with words, only attacks whose name contains
one of them are run. The table has the points of 100, whether an honest submission
beside the attack still got its grade, and what else the attack reached: a socket, a
file outside. Results are kept in FILE, so that an interrupted run continues;
`--markdown` also writes the tables of docs/attacks.md.

Exits 1 if the sealed grading gives an attack other points than it deserves.
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
PLACES = ("", "tests", "tests/attacks", "benchmarks/stock")
sys.path[:0] = [str(MAIN / place) for place in PLACES]

from arena import Attack, Grade, bank  # noqa: E402
from plain_nbgrader import (  # noqa: E402
    HONEST,
    SECONDS,
    STOPPED,
    build_plain,
    graded_plainly,
    with_canaries,
)

CLASS = 16  # attacks that are graded together, and recorded before the next ones
Row = dict[str, Any]  # deserves, sealed, plain: points or None; remarks: list of str
PAGE = """\
# Attacks, graded here and by plain nbgrader

Written by `python benchmarks/attacks_vs_stock.py --markdown docs/attacks.md` on
{day}, with nbgrader {nbgrader}; not by hand. Points are of 100. A dash is a
submission without a verdict, which a person has to look at. Plain nbgrader has the same
lesson with its tests, hidden ones too, as ordinary cells, and its own defaults but for
shorter time limits; each attack meets it in a container of its own, with an honest
submission behind it in the batch. What each attack does is said in its file in
`tests/attacks/bank/`, or for those on a `notebook` in `tests/attacks/tampering.py`,
`flooding.py` and `ambiguous.py` beside it. Those on TensorFlow (`tensors/`) are tried
against our own grading only, by the tests.

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
    """Print one line for each attack; return 1 if a sealed verdict is wrong."""
    options = arguments()
    words = options.words
    chosen = [a for a in bank() if not words or any(w in a.student for w in words)]
    rows = Rows(options.rows)
    waiting = [a for a in chosen if "sealed" not in rows[a]]
    for first in range(0, len(waiting), CLASS):
        by_this_course(waiting[first : first + CLASS], rows)
    print(f"{'attack':45} {'deserves':>8} {'sealed':>7} {'plain':>6}  plain nbgrader")
    with tempfile.TemporaryDirectory(prefix="att-") as folder:
        build_plain(Path(folder, "course"))
        for attack in chosen:
            if "plain" not in rows[attack]:
                points, remarks = graded_plainly(
                    attack, Path(folder, "course"), options.seconds
                )
                rows.add(attack, plain=points, remarks=remarks)
            print(line(attack, rows[attack]), flush=True)
    found = {attack: rows[attack] for attack in chosen}
    print(summary(found))
    if options.markdown:
        options.markdown.write_text(page(found), encoding="utf-8")
    return int(any(is_wrong(row) for row in found.values()))


def arguments() -> argparse.Namespace:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    kept = MAIN / "build" / "attacks_vs_stock.jsonl"
    parser.add_argument("--rows", type=Path, default=kept, metavar="FILE")
    parser.add_argument(
        "--seconds",
        type=float,
        default=SECONDS,
        help="for plain nbgrader's grading of an attack and an honest submission; "
        "%(default)s are enough unless the machine is busy",
    )
    parser.add_argument("--markdown", type=Path, metavar="FILE")
    parser.add_argument("words", nargs="*", metavar="WORD")
    return parser.parse_args()


class Rows:
    """The results of every attack, in a file that is only appended to."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        self._path = path
        self._known: dict[str, Row] = {}
        for text in path.read_text(encoding="utf-8").splitlines():
            entry = json.loads(text)
            self._known.setdefault(entry.pop("attack"), {}).update(entry)

    def __getitem__(self, attack: Attack) -> Row:
        return self._known.setdefault(attack.student, {})

    def add(self, attack: Attack, **found: object) -> None:
        """Record results of an attack."""
        self[attack].update(found)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"attack": attack.student, **found}) + "\n")


def by_this_course(attacks: list[Attack], rows: Rows) -> None:
    """Grade the attacks as one class, by the sealed grading."""
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
    """Return whether the sealed grading gave other points than deserved."""
    return bool(row["sealed"] != row["deserves"])


def counts(found: dict[Attack, Row]) -> dict[str, int]:
    """Count the attacks that succeed, by kind of success."""
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
    """Return the result in two sentences."""
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
    """Return the page for docs/."""
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
                *(shown(row[key]) for key in ("deserves", "sealed", "plain")),
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
    """Return one line of a table in Markdown."""
    return f"| {' | '.join(map(str, parts))} |"


def line(attack: Attack, row: Row) -> str:
    """Return the line of an attack for the terminal."""
    deserved, sealed, plain = (shown(row[k]) for k in ("deserves", "sealed", "plain"))
    points = f"{deserved:>8} {sealed:>7} {plain:>6}"
    return f"{attack.student:45} {points}  {', '.join(row['remarks'])}"


def shown(points: float | None) -> str:
    """Format points; a dash means no verdict."""
    return "–" if points is None else f"{points:g}"


if __name__ == "__main__":
    sys.exit(main())
